//! What goes into a sentence, in the reader's language and writing direction.

use std::borrow::Cow;

use fluent::FluentValue;
use marketplace_domain::account::Language;

use super::{alias, bundle, date, money, place};
use crate::say::Arg;

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE of Unicode's bidirectional algorithm (UAX #9).
const ISOLATE: char = '\u{2068}';
const END_ISOLATE: char = '\u{2069}';

/// The value of an argument.
pub(super) fn value(language: Language, arg: &Arg) -> FluentValue<'static> {
    let text = match arg {
        Arg::Number(number) => return FluentValue::from(*number),
        Arg::Text(text) => one_line(text),
        // Marks around it would become part of the address when a platform makes it a link.
        Arg::Link(link) => return FluentValue::from(link.clone()),
        Arg::Kilos(grams) => kilos(language, *grams),
        Arg::Tenths(tenths) => {
            format!("{}{}{}", tenths / 10, bundle::word(language, "money-decimal"), tenths % 10)
        }
        Arg::Date(day) => date::write(language, *day),
        Arg::Money(amount) => money::write(language, *amount),
        Arg::Place(place) => place::write(language, place),
        Arg::PlaceName(place) => place::name(language, place).into_owned(),
        Arg::PlaceFull(place) => place::write_full(language, place),
        Arg::Alias(alias) => alias::write(language, *alias),
        Arg::Sentence(inner) => return FluentValue::from(bundle::sentence(language, inner)),
    };
    FluentValue::from(isolate(language, text))
}

/// Kilograms with as many decimals as it takes.
fn kilos(language: Language, grams: u32) -> String {
    let (whole, rest) = (grams / 1000, grams % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = format!("{rest:03}");
    format!("{whole}{}{}", bundle::word(language, "money-decimal"), decimals.trim_end_matches('0'))
}

/// What a person wrote, on one line and without marks that would turn the text around it.
fn one_line(text: &str) -> String {
    let harmless = |c: &char| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(harmless).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// Keeps a text that runs the other way from disturbing the sentence around it.
fn isolate(language: Language, text: String) -> String {
    let differs = if language.is_rtl() { is_ltr } else { is_rtl };
    if text.chars().any(differs) { format!("{ISOLATE}{text}{END_ISOLATE}") } else { text }
}

fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c)
}

/// Letters of the blocks that are written from right to left: Hebrew to Arabic Extended-A, and
/// their presentation forms.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
        && c.is_alphabetic()
}

/// The sentence of a key that is made up at run time.
pub(super) fn word_or<'a>(language: Language, key: &str, other: &'a str) -> Cow<'a, str> {
    let word = bundle::word(language, key);
    if word == key { Cow::Borrowed(other) } else { Cow::Owned(word) }
}
