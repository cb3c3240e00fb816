use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use fluent::FluentResource;
use marketplace_domain::{
    conversation::Alias,
    money::{Currency, Money},
    place::Gazetteer,
};

use super::*;
use crate::say::{Arg, Show, s};

/// The sentences of a language: key, and the lines of its text.
fn sentences(language: Language) -> BTreeMap<&'static str, String> {
    let mut sentences: BTreeMap<&str, String> = BTreeMap::new();
    let mut key = "";
    for line in bundle::files(language).iter().flat_map(|file| file.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if let Some((name, text)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
            assert!(sentences.insert(name, text.to_owned()).is_none(), "{name} stands twice");
            key = name;
        } else if let Some(text) = sentences.get_mut(key) {
            text.push('\n');
            text.push_str(line);
        }
    }
    sentences
}

/// The arguments of a sentence.
fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
        .collect()
}

#[test]
fn every_file_can_be_read() {
    for language in Language::ALL {
        for text in bundle::files(language) {
            if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                panic!("{language:?}: {errors:?} in {text:.80}");
            }
        }
    }
}

#[test]
fn every_language_has_every_sentence_with_the_same_arguments() {
    let english = sentences(Language::En);
    assert!(english.len() > 500);
    for language in [Language::Fr, Language::Ar] {
        let other = sentences(language);
        let names = |of: &BTreeMap<&'static str, String>| of.keys().copied().collect::<BTreeSet<_>>();
        let differing: Vec<_> = names(&english).symmetric_difference(&names(&other)).copied().collect();
        assert!(differing.is_empty(), "{language:?} {differing:?}");
        for (key, text) in &english {
            assert_eq!(arguments(text), arguments(&other[key]), "{language:?} {key}");
        }
    }
}

#[test]
fn french_signs_stand_behind_a_space_that_does_not_break() {
    for (key, text) in sentences(Language::Fr) {
        for sign in [" :", " ;", " !", " ?", "« ", " »"] {
            assert!(!text.contains(sign), "{key}: {sign:?}");
        }
    }
}

#[test]
fn arabic_plurals_have_all_categories() {
    let categories = ["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"];
    for (key, text) in sentences(Language::Ar) {
        for plural in text.split("->").skip(1) {
            assert!(categories.iter().all(|category| plural.contains(category)), "{key}");
        }
    }
}

/// Every word in quotes in our sources that has the form of a key.
fn keys_in_sources() -> BTreeSet<String> {
    fn walk(folder: &std::path::Path, keys: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, keys);
            } else if path.file_name().is_none_or(|name| name != "tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                keys.extend(text.split('"').filter(|word| is_key(word)).map(str::to_owned));
            }
        }
    }
    let mut keys = BTreeSet::new();
    walk(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut keys);
    keys
}

fn is_key(word: &str) -> bool {
    word.len() < 40
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[test]
fn every_sentence_that_is_said_exists_and_every_one_that_exists_is_said() {
    let (sentences, said) = (sentences(Language::En), keys_in_sources());
    let first_words: BTreeSet<&str> =
        sentences.keys().filter_map(|key| key.split_once('-')).map(|(f, _)| f).collect();
    let missing: Vec<_> = said
        .iter()
        .filter(|key| key.split_once('-').is_some_and(|(first, _)| first_words.contains(first)))
        .filter(|key| !sentences.contains_key(key.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    // The words of the pages and of the terminal are looked up by other crates.
    let [.., countries, web] = bundle::files(Language::En);
    let elsewhere = |key: &str| [countries, web].iter().any(|file| file.contains(&format!("\n{key} =")));
    let unused: Vec<_> = sentences.keys().filter(|key| !elsewhere(key) && !said.contains(**key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn labels_fit_a_button() {
    for language in Language::ALL {
        for (key, text) in sentences(language) {
            let on_button = ["button-", "choice-", "label-", "kind-", "size-", "language-"];
            if on_button.iter().any(|first| key.starts_with(first)) && arguments(&text).is_empty() {
                let length = text.trim().chars().count();
                assert!((1..=24).contains(&length), "{language:?} {key} has {length}");
            }
        }
    }
}

#[test]
fn every_country_of_a_place_has_a_name() {
    for text in ["Paris", "London", "Tehran", "Abidjan", "Geneva", "Dubai", "Tripoli", "Montréal"] {
        for entry in Gazetteer::embedded().find(text, None) {
            let key = format!("country-{}", entry.country());
            assert_ne!(word(Language::Ar, &key), key);
        }
    }
}

fn write(language: Language, arg: Arg) -> String {
    bundle::sentence(language, &s("choice-place").with("place", arg))
}

fn day(year: i32, month: u32, day: u32) -> Arg {
    Arg::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn days_are_written_out() {
    assert_eq!(write(Language::En, day(2026, 12, 19)), "Sat 19 December 2026");
    assert_eq!(write(Language::Fr, day(2026, 12, 19)), "sam. 19 décembre 2026");
    assert_eq!(write(Language::Fr, day(2027, 5, 1)), "sam. 1er mai 2027");
    assert_eq!(write(Language::Ar, day(2026, 12, 19)), "السبت 19 ديسمبر 2026");
    assert_eq!(write(Language::Ar, day(2027, 1, 4)), "الاثنين 4 جانفي 2027");
}

#[test]
fn amounts_are_written_as_people_do() {
    let money = |minor, currency| Arg::Money(Money::from_minor(minor, currency).unwrap());
    for (language, minor, currency, expected) in [
        (Language::En, 1500, Currency::Eur, "15\u{a0}€"),
        (Language::En, 1505, Currency::Eur, "15.05\u{a0}€"),
        (Language::Fr, 1505, Currency::Eur, "15,05\u{a0}€"),
        (Language::En, 50_000, Currency::Tnd, "50\u{a0}DT"),
        (Language::Ar, 50_000, Currency::Tnd, "50\u{a0}د.ت"),
        (Language::Fr, 12_500, Currency::Tnd, "12,500\u{a0}DT"),
        (Language::En, 120_000_000, Currency::Eur, "1,200,000\u{a0}€"),
        (Language::Fr, 123_400, Currency::Usd, "1\u{202f}234\u{a0}$"),
        (Language::En, 99_900, Currency::Usd, "999\u{a0}$"),
    ] {
        assert_eq!(write(language, money(minor, currency)), expected);
    }
    for currency in Currency::ALL {
        for language in Language::ALL {
            check_no_key(&write(language, money(100, currency)));
        }
    }
}

#[test]
fn weights_have_the_decimals_they_need() {
    for (language, grams, expected) in [
        (Language::En, 2500, "2.5"),
        (Language::Fr, 2500, "2,5"),
        (Language::En, 1025, "1.025"),
        (Language::Ar, 20_000, "20"),
    ] {
        assert_eq!(write(language, Arg::Kilos(grams)), expected);
    }
}

fn check_no_key(text: &str) {
    assert!(!text.contains("currency-"), "{text}");
}

#[test]
fn places_are_named_in_the_language_with_their_country_abroad() {
    let place = |text| Gazetteer::embedded().find(text, None).first().unwrap().place();
    assert_eq!(write(Language::En, Arg::Place(place("tounes"))), "Tunis");
    assert_eq!(write(Language::Ar, Arg::Place(place("Tunis"))), "تونس");
    assert_eq!(write(Language::Fr, Arg::Place(place("London"))), "Londres, Royaume-Uni");
    assert_eq!(write(Language::Ar, Arg::Place(place("Paris"))), "باريس، فرنسا");
    assert_eq!(write(Language::En, Arg::PlaceName(place("Paris"))), "Paris");
    assert_eq!(write(Language::En, Arg::PlaceFull(place("Tunis"))), "Tunis, Tunisia");
    assert_eq!(write(Language::En, Arg::PlaceFull(place("France"))), "France (all of it)");
    assert_eq!(write(Language::En, Arg::Place(place("France"))), "France");
}

#[test]
fn only_what_runs_the_other_way_is_isolated() {
    let text = |text: &str| Arg::Text(text.to_owned());
    assert_eq!(write(Language::En, text("iPhone 15")), "iPhone 15");
    assert_eq!(write(Language::Ar, text("iPhone 15")), "\u{2068}iPhone 15\u{2069}");
    assert_eq!(write(Language::Ar, text("هاتف")), "هاتف");
    assert_eq!(write(Language::Fr, text("هاتف!")), "\u{2068}هاتف!\u{2069}");
    assert_eq!(write(Language::Ar, text("15 €")), "15 €");
    assert_eq!(write(Language::En, text("a\u{202e}b\u{2069}\nc")), "ab c", "nobody turns the text around it");
}

#[test]
fn aliases_show_colour_animal_and_name() {
    let alias = |number: u16| Arg::Alias(Alias::try_from(number).unwrap());
    assert_eq!(write(Language::En, alias(0)), "🔴🦊 Fox");
    assert_eq!(write(Language::Fr, alias(24)), "🟠🦊 Renard");
    assert_eq!(write(Language::Ar, alias(191)), "⚫🦩 نحام");
}

#[test]
fn plurals_follow_the_language() {
    let answers =
        |language, count: u32| bundle::sentence(language, &s("state-answers").number("count", count));
    assert_eq!(answers(Language::En, 0), "0 answers");
    assert_eq!(answers(Language::En, 1), "1 answer");
    assert_eq!(answers(Language::Fr, 0), "0 réponse");
    assert_eq!(answers(Language::Fr, 2), "2 réponses");
    for (count, expected) in
        [(0, "لا ردود بعد"), (1, "ردّ واحد"), (2, "ردّان"), (3, "3 ردود"), (11, "11 ردًّا"), (100, "100 ردّ")]
    {
        assert_eq!(answers(Language::Ar, count), expected);
    }
}

#[test]
fn parts_become_lines_with_marks() {
    let say = Say {
        show: Show::Stay,
        parts: vec![
            Part::Title("A & B".into()),
            Part::Gap,
            Part::Row(vec![s("list-online"), s("choice-yes")]),
            Part::Quote(Rich::plain("x")),
        ],
        buttons: Vec::new(),
        photos: Vec::new(),
        qr: None,
        pin: None,
    };
    let text = render(Language::En, &say).text;
    assert_eq!(text.text(), "A & B\n\n💻 Online · Yes\nx");
    assert_eq!(text.marks().len(), 1);
    assert_eq!(text.text().get(text.marks()[0].range.clone()), Some("A & B"));
}

#[test]
fn an_unknown_word_is_given_back() {
    assert_eq!(word(Language::Fr, "no-such-key"), "no-such-key");
}

#[test]
fn the_menu_of_a_platform_has_all_commands() {
    for language in Language::ALL {
        let commands = commands(language);
        assert_eq!(commands.len(), 14);
        for (name, description) in commands {
            // Telegram's limits for a command.
            assert!((1..=32).contains(&name.len()) && (1..=256).contains(&description.len()));
            assert!(!description.starts_with("command-"));
        }
    }
}

/// One side must not learn on which platform the other one is; so no sentence names any.
#[test]
fn no_sentence_names_a_platform() {
    let names = [
        "telegram",
        "discord",
        "messenger",
        "facebook",
        "whatsapp",
        "instagram",
        "signal",
        "تيليجرام",
        "تلغرام",
        "تيليغرام",
        "تليجرام",
        "ديسكورد",
        "ماسنجر",
        "مسنجر",
        "فيسبوك",
        "واتساب",
    ];
    for language in Language::ALL {
        for (key, text) in sentences(language) {
            let text = text.to_lowercase();
            // "Signaler" is French for reporting.
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(!names.iter().any(|name| words.contains(name)), "{key} in {language:?}: {text}");
        }
    }
}
