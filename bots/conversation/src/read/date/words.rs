//! The words that dates are made of, in English, French, Arabic (Maghrebi and eastern) and
//! Tunisian in Latin letters.
//!
//! Spelt as `fold` leaves them: lower case, no accents, no hamza on alef, ه for ة, ي for ى.

use std::{collections::HashSet, sync::LazyLock};

use chrono::Weekday;

use super::token::{Token, Unit};

/// How many words the longest entry has.
pub(super) const LONGEST_PHRASE: usize = 3;

/// The token that a word, or a few words joined by single spaces, stand for.
pub(super) fn token(phrase: &str) -> Option<Token> {
    [LINKS, DAYS, UNITS, COUNTS, MONTHS, WEEKDAYS]
        .into_iter()
        .flatten()
        .find(|(_, spellings)| spellings.split(" | ").any(|spelling| spelling == phrase))
        .map(|(token, _)| *token)
}

/// Whether a word stands in any of the phrases.
pub(super) fn is_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let entries = [LINKS, DAYS, UNITS, COUNTS, MONTHS, WEEKDAYS].into_iter().flatten();
        entries.flat_map(|(_, spellings)| spellings.split([' ', '|'])).collect()
    });
    WORDS.contains(word)
}

/// Whether this is what follows the digits of an ordinal number: 1st, 1er, 2e, 20th.
pub(super) fn is_ordinal_ending(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "e" | "eme")
}

/// A meaning and its spellings, with a bar between them.
type Entry = (Token, &'static str);

const LINKS: &[Entry] = &[
    (
        Token::By,
        "before | by | until | till | on | for | avant | pour | jusquau | jusqua | \
            قبل | في | حتي | الي | ل | لغايه | بتاريخ | 9bal | 9bel | qbal | qbel | fi | \
            7atta | hatta | lel",
    ),
    (
        Token::Latest,
        "no later than | not later than | at the latest | latest | au plus tard | \
            max | maximum",
    ),
    (Token::Within, "within | dici | d ici | sous | خلال"),
    (Token::In, "in | dans"),
    (Token::After, "after | apres | بعد | ba3d | ba3ed | baad | mba3d"),
    (Token::Article, "the | le | la | les | el | ej | es | ech"),
    (Token::Of, "of | de | du | من | mta3"),
    (Token::This, "this | ce | cet | cette | هذا | هذه | هاذا | hedha | hedhi"),
    (
        Token::Next,
        "next | coming | prochain | prochaine | qui vient | القادم | القادمه | \
            المقبل | المقبله | الجاي | الجايه | jey | jay | jeya | jaya | eljey | ejjey | \
            ejjeya | elli jey | elli jay | elli jeya | elli jaya",
    ),
    (Token::End, "end | fin | اخر | نهايه | ekher | e5er | akher | a5er"),
];

const DAYS: &[Entry] = &[
    (Token::FromToday(-1), "yesterday | hier | امس | البارح | البارحه | elbera7 | lbera7"),
    (
        Token::FromToday(0),
        "today | aujourdhui | aujourd hui | اليوم | lyoum | lyom | lioum | elyoum | \
            elyom | el youm | el yom",
    ),
    (
        Token::FromToday(1),
        "tomorrow | tmrw | demain | غدا | غد | الغد | غدوه | غدوا | ghodwa | ghodoua | \
            ghoudwa | ghedwa | ghodwe | 8odwa | 8odoua",
    ),
    (
        Token::FromToday(2),
        "after tomorrow | day after tomorrow | apres demain | بعد غد | بعد الغد | \
            بعد غدا | بعد غدوه | ba3d ghodwa | ba3d ghodoua | ba3d ghoudwa | \
            ba3d ghedwa | ba3d 8odwa | ba3ed ghodwa | baad ghodwa",
    ),
];

const UNITS: &[Entry] = &[
    (
        Token::Unit(Unit::Day),
        "day | days | jour | jours | journee | يوم | يوما | ايام | نهار | نهارات | \
            nhar | nharat | youm | ayam | ayem | iyem",
    ),
    (
        Token::Unit(Unit::Week),
        "week | weeks | semaine | semaines | اسبوع | الاسبوع | اسبوعا | اسابيع | \
            جمعات | osbou3 | jma3 | jmo3",
    ),
    (
        Token::Unit(Unit::Month),
        "month | months | mois | شهر | الشهر | شهرا | شهور | اشهر | chhar | chahr | \
            shhar | echhar | echchhar | chhour | chhoura | ashhor",
    ),
    (
        Token::Unit(Unit::Year),
        "year | years | an | ans | annee | lannee | سنه | السنه | عام | العام | 3am | \
            el3am",
    ),
    (Token::Span(2, Unit::Day), "يومين | نهارين | youmin | nharin | nhareen"),
    (Token::Span(1, Unit::Week), "ba3d jom3a | ba3d jem3a | بعد جمعه"),
    (Token::Span(2, Unit::Week), "اسبوعين | جمعتين | fortnight | a fortnight | jom3tin | jem3tin"),
    (Token::Span(2, Unit::Month), "شهرين | chahrin | chharin | chahrayn"),
    // "sept" alone is September.
    (Token::Span(7, Unit::Day), "sept jours"),
    (Token::Span(7, Unit::Week), "sept semaines"),
    (Token::Span(7, Unit::Month), "sept mois"),
];

const COUNTS: &[Entry] = &[
    (Token::Count(1), "a | one | un | une | واحد | واحده"),
    (Token::Count(2), "two | deux | zouz"),
    (Token::Count(3), "three | trois | ثلاثه | ثلاث | tleta | thletha"),
    (Token::Count(4), "four | quatre | اربعه | اربع | arb3a"),
    (Token::Count(5), "five | cinq | خمسه | خمس | 5amsa | khamsa"),
    (Token::Count(6), "six | سته | ست | setta"),
    (Token::Count(7), "seven | سبعه | سبع | sab3a"),
    (Token::Count(8), "eight | huit | ثمانيه | ثماني | thmenya"),
    (Token::Count(9), "nine | neuf | تسعه | تسع | tes3a"),
    (Token::Count(10), "ten | dix | عشره | عشر | 3achra"),
    (Token::Count(15), "quinze | fifteen"),
    (Token::Ordinal(1), "first | premier"),
];

const MONTHS: &[Entry] = &[
    (Token::Month(1), "january | jan | janvier | janv | جانفي | يناير | كانون الثاني | janfi"),
    (Token::Month(2), "february | feb | fevrier | fev | fevr | فيفري | فبراير | شباط | fifri | fivri"),
    (Token::Month(3), "march | mar | mars | مارس | اذار"),
    (Token::Month(4), "april | apr | avril | avr | افريل | ابريل | نيسان | afril"),
    (Token::Month(5), "may | mai | ماي | مايو | ايار | mey"),
    (Token::Month(6), "june | jun | juin | جوان | يونيو | يونيه | حزيران | jwan | jouan"),
    (
        Token::Month(7),
        "july | jul | juillet | juil | جويليه | يوليو | يوليه | يوليوز | تموز | \
            jwilya | jwilia | jouilia | juilia",
    ),
    (Token::Month(8), "august | aug | aout | اوت | اغسطس | غشت | اب | awt"),
    (Token::Month(9), "september | sept | sep | septembre | سبتمبر | شتنبر | ايلول | septamber"),
    (Token::Month(10), "october | oct | octobre | اكتوبر | تشرين الاول | oktober | oktobar"),
    (Token::Month(11), "november | nov | novembre | نوفمبر | نونبر | تشرين الثاني | nufember"),
    (Token::Month(12), "december | dec | decembre | ديسمبر | دجنبر | كانون الاول | disember"),
];

const WEEKDAYS: &[Entry] = &[
    (
        Token::Weekday(Weekday::Mon),
        "monday | mon | lundi | lun | الاثنين | الاثنان | الاتنين | tnin | letnin | \
            ethnin | etnin",
    ),
    // "mar" alone is March.
    (
        Token::Weekday(Weekday::Tue),
        "tuesday | tue | tues | mardi | الثلاثاء | الثلاثا | الثلاث | ethleth | \
            ettleta | thleth | tlet",
    ),
    (
        Token::Weekday(Weekday::Wed),
        "wednesday | wed | mercredi | mer | merc | الاربعاء | الاربعا | الاربعه | \
            larb3a | lerb3a | erb3a | el arb3a",
    ),
    (
        Token::Weekday(Weekday::Thu),
        "thursday | thu | thur | thurs | jeudi | jeu | الخميس | 5mis | khmis | \
            el5mis | l5mis | elkhmis | lekhmis | le5mis",
    ),
    (
        Token::Weekday(Weekday::Fri),
        "friday | fri | vendredi | ven | vend | الجمعه | jem3a | jom3a | ejjem3a | \
            ejjom3a | jemaa | jomaa | ejjomaa",
    ),
    (Token::Weekday(Weekday::Sat), "saturday | sat | samedi | sam | السبت | sebt | essebt | esebt"),
    (
        Token::Weekday(Weekday::Sun),
        "sunday | sun | dimanche | dim | الاحد | a7ad | la7ad | el7ad | la7ed | \
            lahad | ahad",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::super::fold::fold;
    use super::*;

    #[test]
    fn every_spelling_is_folded_short_enough_and_means_one_thing() {
        let mut seen = HashSet::new();
        for (_, spellings) in [LINKS, DAYS, UNITS, COUNTS, MONTHS, WEEKDAYS].into_iter().flatten() {
            for spelling in spellings.split(" | ") {
                assert_eq!(fold(spelling).as_deref(), Some(spelling));
                assert!(spelling.split(' ').count() <= LONGEST_PHRASE, "{spelling}");
                assert!(seen.insert(spelling), "{spelling} stands twice");
            }
        }
    }
}
