//! Number words of English, French, Arabic and Tunisian in Latin letters.

/// What a number word is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 0 to 9.
    Unit(u16),
    /// 10 to 19.
    Teen(u16),
    /// 20 to 90.
    Tens(u16),
    /// 21 to 99 in one word.
    Whole(u16),
    /// A hundred, or so many where a unit is before it.
    Hundred,
    /// 200 to 900 in one word.
    Hundreds(u16),
    /// The digit that follows, so many times.
    Times(usize),
}

use Numeral::{Hundred, Hundreds, Teen, Tens, Times, Unit, Whole};

/// The value of a folded word.
pub(super) fn read(word: &str) -> Option<Numeral> {
    latin(word).or_else(|| tunisian(word)).or_else(|| arabic(word)).or_else(|| glued(word))
}

/// English tens and units without a space: `twentyfour`.
fn glued(word: &str) -> Option<Numeral> {
    let (tens, unit) = word.split_at_checked(word.find("ty")? + 2)?;
    match (latin(tens)?, latin(unit)?) {
        (Tens(tens), Unit(unit)) if unit > 0 => Some(Whole(tens + unit)),
        _ => None,
    }
}

fn latin(word: &str) -> Option<Numeral> {
    Some(match word {
        "zero" | "zeros" | "oh" | "o" | "zr" | "nought" | "nul" => Unit(0),
        "one" | "un" | "une" => Unit(1),
        "two" | "deux" => Unit(2),
        "three" | "trois" => Unit(3),
        "four" | "quatre" => Unit(4),
        "five" | "cinq" => Unit(5),
        "six" => Unit(6),
        "seven" | "sept" => Unit(7),
        "eight" | "huit" => Unit(8),
        "nine" | "neuf" => Unit(9),
        "ten" | "dix" => Teen(10),
        "eleven" | "onze" => Teen(11),
        "twelve" | "douze" => Teen(12),
        "thirteen" | "treize" => Teen(13),
        "fourteen" | "quatorze" => Teen(14),
        "fifteen" | "quinze" => Teen(15),
        "sixteen" | "seize" => Teen(16),
        "seventeen" => Teen(17),
        "eighteen" => Teen(18),
        "nineteen" => Teen(19),
        "twenty" | "vingt" | "vingts" => Tens(20),
        "thirty" | "trente" => Tens(30),
        "forty" | "fourty" | "quarante" => Tens(40),
        "fifty" | "cinquante" => Tens(50),
        "sixty" | "soixante" => Tens(60),
        "seventy" | "septante" => Tens(70),
        "eighty" | "huitante" | "octante" => Tens(80),
        "ninety" | "nonante" => Tens(90),
        "hundred" | "cent" | "cents" => Hundred,
        "double" => Times(2),
        "triple" => Times(3),
        _ => return None,
    })
}

fn tunisian(word: &str) -> Option<Numeral> {
    Some(match word {
        "sfer" | "sfir" | "sifr" | "sifer" => Unit(0),
        "wa7ed" | "wa7da" | "wahed" | "wehed" | "we7ed" | "wa7d" => Unit(1),
        "zouz" | "zoz" | "zouj" | "tnin" | "thnin" | "ethnin" | "ithnin" | "ithnen" => Unit(2),
        "tletha" | "tlatha" | "thletha" | "thlatha" | "tleta" | "tlata" | "tlethe" => Unit(3),
        "arb3a" | "arba3a" | "arba3" | "arbaa" | "2arb3a" => Unit(4),
        "5amsa" | "5emsa" | "khamsa" | "khemsa" | "5omsa" => Unit(5),
        "setta" | "sitta" | "seta" | "sta" => Unit(6),
        "sab3a" | "seb3a" | "sabaa" | "sab3" => Unit(7),
        "thmenya" | "thmanya" | "thmania" | "tmenya" | "tmanya" | "tmenia" | "themenya" => Unit(8),
        "tes3a" | "tis3a" | "tesaa" | "tess3a" => Unit(9),
        "3achra" | "3ashra" | "3achara" => Teen(10),
        "7dach" | "7dech" | "hdach" => Teen(11),
        "thnach" | "tnach" | "thnech" => Teen(12),
        "tletach" | "tlattach" | "thlattach" => Teen(13),
        "arba3tach" | "arb3atach" => Teen(14),
        "5omstach" | "5amstach" | "khomstach" => Teen(15),
        "settach" | "sottach" => Teen(16),
        "sba3tach" | "sab3atach" => Teen(17),
        "thmantach" | "tmantach" => Teen(18),
        "tsa3tach" | "tes3atach" => Teen(19),
        "3echrin" | "3achrin" | "3ichrin" | "3ochrin" | "3echrine" | "3achrine" | "echrin" => Tens(20),
        "tlethin" | "tlathin" | "thlethin" | "thlathin" | "tletin" | "tlatin" => Tens(30),
        "arb3in" | "arba3in" | "arbin" => Tens(40),
        "5amsin" | "5emsin" | "khamsin" | "khemsin" | "5amsine" => Tens(50),
        "settin" | "sittin" | "settine" => Tens(60),
        "sab3in" | "seb3in" | "sabein" => Tens(70),
        "thmenin" | "thmanin" | "tmenin" | "tmanin" => Tens(80),
        "tes3in" | "tis3in" | "tess3in" => Tens(90),
        "mya" | "miya" | "meya" | "mia" | "myat" => Hundred,
        "mitin" | "miytin" | "myatin" | "mitine" => Hundreds(200),
        _ => return None,
    })
}

fn arabic(word: &str) -> Option<Numeral> {
    Some(match word {
        "صفر" | "زيرو" => Unit(0),
        "واحد" | "واحده" | "وحده" => Unit(1),
        "اثنان" | "اثنين" | "اثنتان" | "اثنتين" | "اثنا" | "اثني" | "اتنين" | "ثنين" | "تنين" | "زوز"
        | "جوج" => Unit(2),
        "ثلاثه" | "ثلاث" | "تلاته" | "ثلاثا" => Unit(3),
        "اربعه" | "اربع" => Unit(4),
        "خمسه" | "خمس" => Unit(5),
        "سته" | "ست" | "سطه" => Unit(6),
        "سبعه" | "سبع" => Unit(7),
        "ثمانيه" | "ثماني" | "ثمان" | "ثمنيه" | "تمنيه" => Unit(8),
        "تسعه" | "تسع" => Unit(9),
        "احد" => Unit(1),
        "عشره" | "عشر" => Teen(10),
        "حداش" => Teen(11),
        "اثناش" | "طناش" => Teen(12),
        "عشرون" | "عشرين" => Tens(20),
        "ثلاثون" | "ثلاثين" | "تلاتين" => Tens(30),
        "اربعون" | "اربعين" => Tens(40),
        "خمسون" | "خمسين" => Tens(50),
        "ستون" | "ستين" => Tens(60),
        "سبعون" | "سبعين" => Tens(70),
        "ثمانون" | "ثمانين" => Tens(80),
        "تسعون" | "تسعين" => Tens(90),
        "ميه" | "مايه" => Hundred,
        "ميتان" | "ميتين" | "مايتان" | "مايتين" => Hundreds(200),
        _ => return hundreds(word),
    })
}

/// Arabic hundreds in one word: `ستمائة`.
fn hundreds(word: &str) -> Option<Numeral> {
    let unit = word.strip_suffix("ميه").or_else(|| word.strip_suffix("مايه"))?;
    match arabic(unit)? {
        Unit(unit) if unit >= 3 => Some(Hundreds(unit * 100)),
        _ => None,
    }
}
