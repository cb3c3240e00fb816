//! How a text with buttons is shown. Messenger has no rows of buttons, but three other forms:
//!
//! 1. Up to three buttons under a short text are a button template. They stay.
//! 2. Up to thirteen that come back to us are quick replies, on the text's last part. They go when
//!    one is pressed or the next message comes.
//! 3. Everything else (more than thirteen, links that no template has room for, buttons without a
//!    text) becomes cards behind the text, three buttons on each, side by side; a card is titled
//!    with what stands on its buttons. No button is ever left out.
//!
//! What stands on a button is shortened where it is too long; marks of the text are dropped, because
//! Messenger has none.

use marketplace_domain::message::{Button, Message, Press};
use serde_json::{Value, json};

use crate::{
    limits,
    split::{shorten, split, units},
};

/// What stands between the labels of a card's title.
const DOT: &str = " · ";

/// The messages, in the form of the Send API, that show the text and its buttons.
pub(crate) fn messages(message: &Message) -> Vec<Value> {
    let text = message.text.text();
    let buttons: Vec<&Button> = message.buttons.iter().flatten().collect();
    if buttons.is_empty() {
        return texts(text);
    }
    let blank = text.trim().is_empty();
    if !blank && buttons.len() <= limits::TEMPLATE_BUTTONS && units(text) <= limits::TEMPLATE_TEXT {
        let buttons: Vec<Value> = buttons.iter().map(|button| template_button(button)).collect();
        return vec![template(json!({"template_type": "button", "text": text, "buttons": buttons}))];
    }
    let mut messages = if blank { Vec::new() } else { texts(text) };
    match (messages.last_mut(), quick_replies(&buttons)) {
        (Some(last), Some(replies)) => {
            if let Some(fields) = last.as_object_mut() {
                fields.insert("quick_replies".to_owned(), replies);
            }
        }
        _ => messages.extend(cards(&buttons)),
    }
    messages
}

fn texts(text: &str) -> Vec<Value> {
    split(text, limits::CAPABILITIES.text_units).into_iter().map(|part| json!({"text": part})).collect()
}

/// `None` where they are too many, or one of them is a link.
fn quick_replies(buttons: &[&Button]) -> Option<Value> {
    if buttons.len() > limits::QUICK_REPLIES {
        return None;
    }
    let reply = |button: &&Button| match &button.press {
        Press::Data(data) => Some(json!({"content_type": "text", "title": title(button), "payload": data})),
        Press::Link(_) => None,
    };
    buttons.iter().map(reply).collect::<Option<Vec<Value>>>().map(Value::Array)
}

fn cards(buttons: &[&Button]) -> Vec<Value> {
    let card = |buttons: &[&Button]| {
        let labels: Vec<&str> = buttons.iter().map(|button| button.label.as_str()).collect();
        let buttons: Vec<Value> = buttons.iter().map(|button| template_button(button)).collect();
        json!({"title": shorten(&labels.join(DOT), limits::CARD_TITLE), "buttons": buttons})
    };
    let cards: Vec<Value> = buttons.chunks(limits::TEMPLATE_BUTTONS).map(card).collect();
    cards
        .chunks(limits::CARDS)
        .map(|cards| template(json!({"template_type": "generic", "elements": cards})))
        .collect()
}

fn template_button(button: &Button) -> Value {
    match &button.press {
        Press::Data(data) => json!({"type": "postback", "title": title(button), "payload": data}),
        Press::Link(link) => json!({"type": "web_url", "title": title(button), "url": link}),
    }
}

fn title(button: &Button) -> String {
    shorten(&button.label, limits::BUTTON_TITLE)
}

fn template(payload: Value) -> Value {
    json!({"attachment": {"type": "template", "payload": payload}})
}

#[cfg(test)]
mod tests {
    use marketplace_domain::message::{Rich, Style};

    use super::*;

    fn data(label: &str) -> Button {
        Button { label: label.into(), press: Press::Data(format!("d.{label}")) }
    }

    fn link() -> Button {
        Button { label: "Open".into(), press: Press::Link("https://example.org/a".into()) }
    }

    fn shown(text: &str, buttons: Vec<Button>) -> Vec<Value> {
        let mut rich = Rich::default();
        rich.push_styled(text, Style::Bold);
        let buttons = buttons.into_iter().map(|button| vec![button]).collect();
        messages(&Message { text: rich, buttons, ..Message::default() })
    }

    fn many(count: usize) -> Vec<Button> {
        (0..count).map(|number| data(&number.to_string())).collect()
    }

    #[test]
    fn marks_are_dropped_and_a_long_text_becomes_several() {
        assert_eq!(shown("hello", vec![]), [json!({"text": "hello"})]);
        let parts = shown(&"a".repeat(2001), vec![]);
        assert_eq!(parts, [json!({"text": "a".repeat(2000)}), json!({"text": "a"})]);
    }

    #[test]
    fn three_buttons_under_a_short_text_are_a_template() {
        let expected = json!({"attachment": {"type": "template", "payload": {
            "template_type": "button", "text": "choose", "buttons": [
                {"type": "postback", "title": "Yes", "payload": "d.Yes"},
                {"type": "web_url", "title": "Open", "url": "https://example.org/a"},
            ]
        }}});
        assert_eq!(shown("choose", vec![data("Yes"), link()]), [expected]);
        let longest = shown(&"a".repeat(640), many(3));
        assert_eq!(longest[0]["attachment"]["payload"]["buttons"].as_array().unwrap().len(), 3);
    }

    #[test]
    fn more_buttons_or_a_longer_text_have_quick_replies_on_the_last_part() {
        let four = shown("choose", many(4));
        assert_eq!(four[0]["text"], "choose");
        assert_eq!(
            four[0]["quick_replies"][3],
            json!({"content_type": "text", "title": "3", "payload": "d.3"})
        );
        let long = shown(&"a".repeat(2641), many(13));
        assert_eq!(long.len(), 2);
        assert_eq!(long[0].get("quick_replies"), None);
        assert_eq!(long[1]["quick_replies"].as_array().unwrap().len(), 13);
        assert!(shown(&"a".repeat(641), many(1))[0].get("quick_replies").is_some());
    }

    #[test]
    fn what_fits_nowhere_becomes_cards_and_no_button_is_lost() {
        let mut four = many(3);
        four.push(link());
        for (text, buttons, texts) in [
            ("choose", many(14), 1),
            ("choose", many(31), 1),
            ("choose", four, 1),
            (&"a".repeat(641), vec![link()], 1),
            ("", many(2), 0),
        ] {
            let count = buttons.len();
            let all = shown(text, buttons);
            let cards: Vec<&Value> = all[texts..]
                .iter()
                .flat_map(|it| it["attachment"]["payload"]["elements"].as_array().unwrap())
                .collect();
            let shown: usize = cards.iter().map(|card| card["buttons"].as_array().unwrap().len()).sum();
            assert_eq!(shown, count);
            assert_eq!(all.len(), texts + count.div_ceil(30));
            assert!(all[..texts].iter().all(|it| it.get("quick_replies").is_none()));
        }
        let card = &shown("choose", many(14))[1]["attachment"]["payload"]["elements"][4];
        assert_eq!(card["title"], "12 · 13");
    }

    #[test]
    fn what_stands_on_a_button_is_shortened() {
        let long = shown("choose", vec![data("a label that is rather long")]);
        let button = &long[0]["attachment"]["payload"]["buttons"][0];
        assert_eq!(button["title"], "a label that is rat…");
        assert_eq!(button["payload"], "d.a label that is rather long");
    }
}
