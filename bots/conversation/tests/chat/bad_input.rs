//! What people get wrong, in three languages: each gets its own sentence on the card, and no answer
//! is lost.

use conversation::event::Event;
use marketplace_domain::account::Language::{self, Ar, En, Fr};

use crate::harness::*;

/// Taps the button that carries a choice of this code.
fn choose(chat: &mut Chat, code: &str) {
    let end = format!(".choose.{code}");
    press_ending(chat, &end);
}

fn press_ending(chat: &mut Chat, end: &str) {
    let data = chat.live.buttons.iter().flatten().find_map(|button| match &button.press {
        marketplace_domain::message::Press::Data(data) if data.ends_with(end) => Some(data.clone()),
        _ => None,
    });
    let data = data.unwrap_or_else(|| panic!("no {end} on {}", write(&chat.live)));
    chat.press(&data);
}

/// Somebody who is asked this field of a request to buy, with a title already.
fn asked(language: Language, field: &str) -> Chat {
    let mut chat = Chat::of(language);
    chat.command("post");
    choose(&mut chat, "buy");
    chat.says("KETTLE");
    choose(&mut chat, "2988507");
    choose(&mut chat, "2464470");
    press_ending(&mut chat, ".clear");
    press_ending(&mut chat, ".clear");
    press_ending(&mut chat, ".fields");
    press_ending(&mut chat, &format!(".field.{field}"));
    chat
}

/// The question is still there, the answers too, and this is said.
#[track_caller]
fn says(chat: &Chat, texts: [&str; 3]) {
    let [en, fr, ar] = texts;
    chat.reads(match chat.language() {
        En => en,
        Fr => fr,
        Ar => ar,
    });
    chat.reads("KETTLE");
}

#[test]
fn answers_that_cannot_be_taken() {
    let long = "é".repeat(101);
    let cases: [(&str, &str, [&str; 3]); 16] = [
        ("title", "", ["I see nothing", "Je ne vois rien", "لا أرى شيئًا"]),
        (
            "title",
            &long,
            [
                "This has 101 characters, and 100 is the most",
                "a 101 caractères, le maximum est 100",
                "101 حرف، والحد الأقصى 100",
            ],
        ),
        (
            "to",
            "qqqq",
            ["do not know the place “qqqq”", "le lieu « qqqq »", "لا أعرف المكان «\u{2068}qqqq\u{2069}»"],
        ),
        ("due", "31/02", ["There is no such day", "Ce jour n’existe pas", "لا يوجد يوم كهذا"]),
        ("due", "when ready", ["Write it like 20/12", "comme 20/12", "مثل 20/12"]),
        (
            "due",
            "9/12/2026",
            [
                "today is Thu 10 December 2026",
                "nous sommes le jeu. 10 décembre 2026",
                "اليوم هو الخميس 10 ديسمبر 2026",
            ],
        ),
        ("due", "9/12/2030", ["too far away", "trop loin", "بعيد جدًا"]),
        (
            "reward",
            "a lot",
            ["do not understand this amount", "ne comprends pas ce montant", "لم أفهم هذا المبلغ"],
        ),
        ("reward", "-5 €", ["cannot be below zero", "ne peut pas être négatif", "أقل من صفر"]),
        ("reward", "99999999999 €", ["too large", "trop grand", "كبير جدًا"]),
        ("reward", "0 €", ["Zero is no amount", "Zéro n’est pas", "الصفر ليس مبلغًا"]),
        ("reward", "15", ["In which currency?", "Dans quelle monnaie ?", "بأيّ عملة؟"]),
        ("kind", "something", ["tap one of the buttons", "Touchez un des boutons", "اضغط أحد الأزرار"]),
        ("photos", "a photo", ["Please send a photo", "Envoyez une photo", "أرسل صورة"]),
        ("description", " \u{200b} ", ["I see nothing", "Je ne vois rien", "لا أرى شيئًا"]),
        ("items", &long, ["101 characters", "101 caractères", "101 حرف"]),
    ];
    for language in Language::ALL {
        for (field, text, sentence) in &cases {
            let mut chat = asked(language, field);
            chat.says(text);
            says(&chat, *sentence);
            press_ending(&mut chat, ".back");
            press_ending(&mut chat, ".back");
            press_ending(&mut chat, ".done");
            assert_eq!(chat.published().title.as_str(), "KETTLE", "{field}");
        }
    }
}

#[test]
fn lines_of_a_shopping_list_that_cannot_be_taken() {
    for language in Language::ALL {
        let mut chat = asked(language, "items");
        chat.says("KETTLE, red");
        for count in ["0", "100", "many", "-1", "2.5"] {
            chat.says(count);
            says(&chat, ["from 1 to 99", "de 1 à 99", "من 1 إلى 99"]);
        }
        choose(&mut chat, "2");
        for link in ["shop.com", "javascript:alert(1)", "https://a b.com", "no"] {
            chat.says(link);
            says(&chat, ["not a web address", "pas une adresse web", "ليس عنوانًا"]);
        }
        press_ending(&mut chat, ".clear");
        chat.says("cheap");
        says(&chat, ["do not understand this amount", "ne comprends pas ce montant", "لم أفهم هذا المبلغ"]);
    }
}

#[test]
fn a_third_photo() {
    for language in Language::ALL {
        let mut chat = asked(language, "title");
        for number in 1..=3 {
            chat.photo(number, "");
        }
        says(&chat, ["2 photos at most", "au plus 2 photos", "صورتان"]);
    }
}

#[test]
fn things_that_do_not_fit_the_question() {
    for language in Language::ALL {
        let mut chat = asked(language, "title");
        chat.does(Event::Unsupported);
        says(&chat, ["not this yet", "mais pas encore ceci", "لكن ليس هذا بعد"]);
        chat.location(48.8, 2.3);
        says(&chat, ["cannot use a location here", "pas utiliser de position", "استعمال موقع"]);
        let mut chat = asked(language, "to");
        chat.location(0.0, -30.0);
        says(&chat, ["no town near this point", "pas de ville près", "مدينة قريبة"]);
    }
}

#[test]
fn old_and_forged_buttons() {
    for language in Language::ALL {
        let mut chat = asked(language, "title");
        let old = chat.data(if language == Ar { "رجوع" } else { "⬅️" });
        chat.says("KETTLE again");
        chat.press(&old);
        says(&chat, ["from an older message", "d’un ancien message", "من رسالة قديمة"]);
        let long = "h.1.choose.".repeat(99);
        for forged in
            ["", "x", "h", "h.zz.back", "go.nowhere", "look.1", "enter.x", "h.1.field.x", "\u{0}", &long]
        {
            chat.press(forged);
            says(&chat, ["could not read that button", "pas pu lire ce bouton", "قراءة هذا الزر"]);
        }
    }
}

#[test]
fn forged_choices_of_the_present_card() {
    for (field, code) in [
        ("to", "1"),
        ("to", "99999999999999"),
        ("due", "2026-13-45"),
        ("due", "2020-01-01"),
        ("due", "2999-01-01"),
        ("reward", "EUR"),
        ("reward", "-5EUR"),
        ("reward", "0EUR"),
        ("reward", "99999999999EUR"),
        ("reward", "5XXX"),
        ("reward", "5é€"),
        ("kind", "steal"),
        ("title", "anything"),
        ("photos", "1"),
    ] {
        let mut chat = asked(En, field);
        let back = chat.data("Back");
        chat.press(&back.replace("back", &format!("choose.{code}")));
        chat.reads("KETTLE");
        chat.reads("⚠️");
    }
}

#[test]
fn a_button_of_another_screen_is_old() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Coffee", false));
    chat.command("browse");
    let filter = chat.data("Filter");
    chat.command("mine");
    chat.press(&filter);
    chat.reads("from an older message");
    chat.reads("Your requests");
}

#[test]
fn words_to_look_for_need_a_letter() {
    let mut chat = Chat::english();
    chat.command("browse");
    chat.says("🎁🎁");
    chat.reads("at least one word");
    chat.taps("Km around start");
    chat.says("5000");
    chat.reads("from 1 to 1000 km");
    chat.taps("Back");
    chat.taps("Needed when");
    chat.says("soon");
    chat.reads("from 1 to 365");
}
