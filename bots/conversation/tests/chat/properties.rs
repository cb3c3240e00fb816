use conversation::{State, call::Outcome, event::Event};
use marketplace_domain::{
    account::Language,
    contact::Crossing,
    message::{Press, Rich},
    place::Point,
    refusal::Refusal,
    request::Page,
};
use proptest::{collection::vec, prelude::*};

use crate::harness::*;

/// One thing that a person does.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a few of them, in a test")]
enum Deed {
    Event(Event),
    /// Press the button of this number on the live card.
    Press(usize),
    /// Press a button of a former card.
    PressOld(usize),
    /// The market refuses the next call.
    Refuse(Refusal),
    /// Time passes, in days.
    Wait(i64),
    /// Something of a conversation is shown.
    Hear(u128),
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Tunis".to_owned()),
        Just("tripoli".to_owned()),
        Just("20/12".to_owned()),
        Just("15 €".to_owned()),
        Just("15".to_owned()),
        Just("https://example.com/a".to_owned()),
        Just("هاتف من باريس".to_owned()),
        Just("\u{0}\u{202e}".to_owned()),
        Just("x".repeat(5000)),
        // What they write is shown to them; it must not look like a sentence with a gap.
        "\\PC{0,30}".prop_map(|text| text.replace('{', "(")),
    ]
}

fn refusals() -> impl Strategy<Value = Refusal> {
    prop_oneof![
        Just(Refusal::Unknown),
        Just(Refusal::OffMarket),
        Just(Refusal::NotNow),
        Just(Refusal::TooLate),
        (0u32..200).prop_map(Refusal::TooManyOpen),
        (0u32..200).prop_map(Refusal::TooManyAlerts),
        Just(Refusal::PastDue),
        Just(Refusal::Own),
        Just(Refusal::Demo),
        Just(Refusal::Blocked),
        Just(Refusal::Reported),
        Just(Refusal::Ended),
        Just(Refusal::Full),
        Just(Refusal::Broken),
    ]
}

fn outcomes() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Remembered),
        Just(Outcome::Said(Crossing::Whole)),
        refusals().prop_map(Outcome::Refused),
        any::<bool>().prop_map(|mine| Outcome::Request(card(1, "Stray", mine))),
        Just(Outcome::Requests(Page { items: vec![card(2, "Stray", false)], next: None })),
        any::<bool>().prop_map(|open| Outcome::Conversation(view(3, open))),
        any::<bool>().prop_map(|open| Outcome::Talk(view(3, open), vec![view(4, true)])),
        any::<bool>().prop_map(|on_its_way| Outcome::Blocked(view(3, false), on_its_way)),
        Just(Outcome::Conversations(vec![view(4, true)], Some(now()))),
    ]
}

fn events() -> impl Strategy<Value = Event> {
    let commands = prop_oneof!["(start|post|browse|chats|mine|settings|help|cancel|offers)", "[a-z]{0,6}"];
    prop_oneof![
        3 => (commands, "(|req_0{31}1|req_|\\PC{0,9})")
            .prop_map(|(name, arguments)| Event::Command { name, arguments }),
        5 => texts().prop_map(|text| Event::Text(Rich::plain(text))),
        1 => (0u128..3, texts()).prop_map(|(c, text)| Event::Reply(conversation(c), Rich::plain(text).into())),
        2 => (0u128..5, texts()).prop_map(|(id, caption)| Event::Files(picture(id, &caption))),
        1 => (-90.0..90.0, -180.0..180.0).prop_map(|(lat, lon)| Event::Location(Point::new(lat, lon).unwrap())),
        2 => "\\PC{0,70}".prop_map(Event::Tap),
        1 => "h\\.[0-9a-f]{1,2}\\.(back|skip|clear|cancel|done|fields|next|previous|afresh|discard|reset|filters|drop|blocked|send\\.0{31}[0-4]|remove\\.[0-9]|choose\\.[a-z0-9-]{0,12}|field\\.(kind|title|from|items|photos|message|home|radius))"
            .prop_map(Event::Tap),
        1 => "(look|photos|answer|edit|close|reopen|renew|repost|enter|leave|return|options|mute|unmute|block|shut|unblock|report)\\.0{31}[0-4]".prop_map(Event::Tap),
        1 => Just(Event::Unsupported),
        1 => Just(Event::Returned),
        1 => outcomes().prop_map(Event::Outcome),
    ]
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        5 => events().prop_map(Deed::Event),
        9 => (0usize..24).prop_map(Deed::Press),
        1 => (0usize..400).prop_map(Deed::PressOld),
        1 => refusals().prop_map(Deed::Refuse),
        1 => (0i64..20).prop_map(Deed::Wait),
        1 => (0u128..4).prop_map(Deed::Hear),
    ]
}

fn languages() -> impl Strategy<Value = Language> {
    prop_oneof![Just(Language::En), Just(Language::Fr), Just(Language::Ar)]
}

fn data_at(chat: &Chat, index: usize) -> Option<String> {
    let buttons: Vec<_> = chat.live.buttons.iter().flatten().collect();
    let button = buttons.get(index.checked_rem(buttons.len())?)?;
    match &button.press {
        Press::Data(data) => Some(data.clone()),
        Press::Link(_) => None,
    }
}

/// Plays a chat; the harness checks every message and that every state survives storing.
fn play(chat: &mut Chat, deeds: Vec<Deed>) {
    chat.market.cards = (0..5).map(|n| card(n, "Some thing", n % 2 == 0)).collect();
    chat.market.views = (0..3).map(|n| view(n, n > 0)).collect();
    let mut former = Vec::new();
    for deed in deeds {
        former.extend(data_at(chat, former.len()));
        match deed {
            Deed::Event(event) => chat.does(event),
            Deed::Press(index) => {
                if let Some(data) = data_at(chat, index) {
                    chat.press(&data);
                }
            }
            Deed::PressOld(index) => {
                if let Some(data) = former.get(index.checked_rem(former.len()).unwrap_or(0)).cloned() {
                    chat.press(&data);
                }
            }
            Deed::Refuse(refusal) => chat.market.refuse = Some(refusal),
            Deed::Hear(number) => chat.hears(conversation(number)),
            Deed::Wait(days) => chat.now += chrono::TimeDelta::days(days),
        }
        chat.market.calls.clear();
        assert!(chat.state.store().len() < 40_000, "the state grows without end");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_is_answered(language in languages(), known in any::<bool>(), deeds in vec(deeds(), 0..60)) {
        let mut chat = Chat::stranger(Some(language));
        chat.chosen = known.then_some(language);
        play(&mut chat, deeds);
        chat.market.refuse = None;
        chat.chosen = Some(language);
        chat.command("cancel");
        prop_assert!(chat.state.is_idle(), "/cancel always reaches the menu");
        prop_assert!(data_of(&chat.live, "").is_some());
    }

    #[test]
    fn a_damaged_state_never_stops_a_chat(json in "\\PC{0,60}", at in 0usize..400, byte in any::<u8>()) {
        State::restore(&json);
        let mut chat = Chat::english();
        chat.command("post");
        chat.taps("Buy and bring");
        chat.says("Kettle");
        chat.taps("Paris");
        let mut stored = chat.state.store().into_bytes();
        let at = at % stored.len();
        stored[at] = byte;
        chat.state = State::restore(&String::from_utf8_lossy(&stored));
        chat.says("Tunis");
        chat.command("cancel");
        prop_assert!(chat.state.is_idle());
    }

    /// Answers survive going back and forth and whatever cannot be taken.
    #[test]
    fn no_answer_is_lost(moves in vec(0u8..6, 0..40)) {
        let mut chat = Chat::english();
        chat.command("post");
        chat.taps("Buy and bring");
        chat.says("Kettle");
        chat.taps("Lyon");
        chat.taps("Sousse");
        chat.says("20/12");
        for step in moves {
            match step {
                0 if chat.has_button("Back") => chat.taps("Back"),
                1 if chat.has_button("Keep it") => chat.taps("Keep it"),
                2 => chat.says(&"é".repeat(501)),
                3 => chat.says(""),
                4 => chat.press("h.ffffffff.clear"),
                _ => chat.does(Event::Unsupported),
            }
            for answer in ["Kettle", "From: Lyon, France", "To: Sousse", "By Sun 20 December 2026"] {
                chat.reads(answer);
            }
        }
    }
}
