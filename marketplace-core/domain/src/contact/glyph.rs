//! Text as a reader sees it: look-alikes and invisible characters folded away.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Stands between two messages of one person.
pub(super) const BOUNDARY: char = '\u{1e}';

/// One character that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Folded: lower case, without accents, an ASCII digit or letter where it looks like one.
    pub(super) c: char,
    /// Whether it was a capital letter.
    pub(super) capital: bool,
    /// Where it begins in the text, in bytes.
    pub(super) from: usize,
    /// Where it ends, with the invisible characters behind it.
    pub(super) to: usize,
}

/// The characters of a text that are seen.
pub(super) fn read(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
    for (from, c) in text.char_indices() {
        let to = from + c.len_utf8();
        if is_unseen(c) {
            if let Some(last) = glyphs.last_mut() {
                last.to = to;
            }
            continue;
        }
        let capital = c.is_uppercase();
        let mut push = |c| glyphs.push(Glyph { c, capital, from, to });
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else if let Some(digit) = digit(c) {
            push(digit);
        } else {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().map(look_alike).for_each(&mut push);
                }
            });
        }
    }
    glyphs
}

/// Marks over other characters, joiners, direction controls, variation selectors, tags and fillers:
/// what can stand inside a number without being seen.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' | BOUNDARY => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => c.is_control() || (!c.is_ascii() && is_combining_mark(c)),
    }
}

/// The zeros of the decimal digits (category Nd) of scripts whose digits do not decompose to ASCII.
const ZEROS: [u32; 36] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0,
];

/// The ASCII digit of a digit that does not decompose to one: of another script, or in a black disc.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let value = match code {
        0x24EA | 0x24FF => 0,
        // One to nine, in black discs of three kinds.
        0x24F5..=0x24FD => code - 0x24F4,
        0x2776..=0x277E => code - 0x2775,
        0x2780..=0x2788 => code - 0x277F,
        0x278A..=0x2792 => code - 0x2789,
        _ => ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?,
    };
    char::from_digit(value, 10)
}

/// The plain character that one of another alphabet looks like, after decomposition and in lower
/// case. Arabic letters that people type one for another come together as well.
fn look_alike(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' | 'ᴀ' => 'a',
        'в' | 'β' | 'ʙ' => 'b',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'đ' | 'ᴅ' => 'd',
        'е' | 'ε' | 'ҽ' | 'ᴇ' => 'e',
        'ɡ' | 'ɢ' => 'g',
        'н' | 'һ' | 'η' | 'ʜ' => 'h',
        'і' | 'ι' | 'ı' | 'ɪ' => 'i',
        'ј' | 'ᴊ' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'ӏ' | 'ł' | 'ʟ' => 'l',
        'м' | 'ᴍ' => 'm',
        'ո' | 'ɴ' => 'n',
        'о' | 'ο' | 'ø' | 'օ' | 'ᴏ' => 'o',
        'р' | 'ρ' | 'ᴘ' => 'p',
        'ԛ' => 'q',
        'ʀ' | 'г' => 'r',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' | 'ᴛ' => 't',
        'υ' | 'ս' | 'ᴜ' => 'u',
        'ν' | 'ѵ' | 'ᴠ' => 'v',
        'ԝ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ʏ' => 'y',
        'ᴢ' => 'z',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' | 'ہ' | 'ۃ' => 'ه',
        'ک' | 'گ' => 'ك',
        'ڨ' => 'ق',
        '。' | '․' | '｡' | '۔' => '.',
        '،' | '、' => ',',
        '‐'..='―' | '−' | '➖' => '-',
        '⁄' | '∕' | '╱' => '/',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        '∶' | '：' => ':',
        '➕' => '+',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        read(text).into_iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn digits_of_all_scripts_and_shapes_are_digits() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "０１２３４５６７８９",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "₀₁₂₃₄₅₆₇₈₉",
            "⁰¹²³⁴⁵⁶⁷⁸⁹",
            "⓪①②③④⑤⑥⑦⑧⑨",
            "⓿❶❷❸❹❺❻❼❽❾",
            "०१२३४५६७८९",
        ] {
            assert_eq!(folded(text), "0123456789", "{text}");
        }
    }

    #[test]
    fn what_looks_alike_is_alike_and_what_is_unseen_is_gone() {
        assert_eq!(folded("Ｇmаіl．СOM"), "gmail.com");
        assert_eq!(folded("é\u{200b}À\u{202e}3\u{fe0f}\u{20e3}"), "ea3");
        assert_eq!(folded("أربعمئة ثلاثَةٌ عــلى"), "اربعميه ثلاثه علي");
    }

    #[test]
    fn a_glyph_covers_the_unseen_behind_it() {
        let glyphs = read("3\u{fe0f}\u{20e3}4");
        assert_eq!((glyphs[0].from, glyphs[0].to), (0, 7));
        assert_eq!((glyphs[1].from, glyphs[1].to), (7, 8));
    }
}
