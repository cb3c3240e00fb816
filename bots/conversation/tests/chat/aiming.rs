//! To whom a line goes where several conversations are open in one chat.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use conversation::{SILENCE, context::Topic, event::Event};
use marketplace_domain::{
    id::ConversationId,
    message::{Press, Rich},
};
use proptest::{collection::vec, prelude::*};

use crate::harness::*;

/// Somebody who talks to Fox, and has another chat open with Rabbit.
fn talking() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(0, true), view(30, true)]);
    chat.hears(conversation(30));
    chat.press(&format!("enter.{}", conversation(0)));
    chat
}

/// The line is held, and its writer is asked.
#[track_caller]
fn is_asked(chat: &mut Chat) {
    let before = chat.said().len();
    chat.says("Great, thank you!");
    assert_eq!(chat.said().len(), before, "it was sent to somebody");
    assert_eq!(chat.state.held, [Rich::plain("Great, thank you!").into()]);
    chat.reads("To whom shall I send it?");
    chat.reads("Great, thank you!");
}

/// The line is sent to Fox without a question.
#[track_caller]
fn is_sent(chat: &mut Chat) {
    chat.says("Great, thank you!");
    assert_eq!(chat.said().last(), Some(&(conversation(0), "Great, thank you!".to_owned())));
    assert!(chat.state.held.is_empty() && chat.shown.is_empty());
}

#[test]
fn what_the_same_person_says_makes_nothing_doubtful() {
    let mut chat = talking();
    is_sent(&mut chat);
    chat.hears(conversation(0));
    is_sent(&mut chat);
}

#[test]
fn another_conversation_that_spoke_makes_the_next_line_doubtful() {
    let mut chat = talking();
    is_sent(&mut chat);
    chat.hears(conversation(30));
    chat.hears(conversation(0));
    is_asked(&mut chat);
    chat.taps("Fox");
    chat.reads("Sent");
    is_sent(&mut chat);
}

#[test]
fn a_line_that_is_on_its_way_counts_as_said() {
    let mut chat = talking();
    chat.heard.speaking = Some(conversation(30));
    is_asked(&mut chat);
    chat.taps("Fox");
    chat.says("Or later?");
    assert_eq!(chat.state.held.len(), 1, "it may have been shown only now");
    chat.taps("Fox");
    chat.hears(conversation(30));
    chat.says("Or later?");
    assert_eq!(chat.state.held.len(), 1, "it was shown after the choice");

    let mut chat = talking();
    chat.heard.speaking = Some(conversation(0));
    is_sent(&mut chat);
}

#[test]
fn a_long_silence_makes_the_next_line_doubtful() {
    let mut chat = talking();
    chat.now += SILENCE - TimeDelta::seconds(1);
    is_sent(&mut chat);
    chat.now += SILENCE;
    is_asked(&mut chat);

    // Who answers what was said a moment ago knows to whom.
    let mut chat = talking();
    chat.now += SILENCE * 2;
    chat.hears(conversation(0));
    chat.now += TimeDelta::minutes(1);
    is_sent(&mut chat);
}

#[test]
fn an_answer_elsewhere_makes_the_next_line_doubtful() {
    let mut chat = talking();
    chat.does(Event::Reply(conversation(30), Rich::plain("yes").into()));
    assert_eq!(chat.said(), [(conversation(30), "yes".to_owned())]);
    is_asked(&mut chat);

    // With nobody else in mind it says whom the person talks to.
    let mut chat = Chat::english();
    chat.market.views.push(view(0, true));
    chat.does(Event::Reply(conversation(0), Rich::plain("yes").into()));
    is_sent(&mut chat);
}

#[test]
fn what_an_older_version_remembered_is_doubtful() {
    let mut chat = talking();
    let json = format!(r#"{{"talking":"{}"}}"#, conversation(0).uuid());
    chat.state = conversation::State::restore(&json);
    assert_eq!(chat.state.talking, Some(conversation(0)));
    is_asked(&mut chat);
}

#[test]
fn lines_that_are_held_go_together_and_in_order() {
    let mut chat = talking();
    chat.hears(conversation(30));
    is_asked(&mut chat);
    chat.says("At six?");
    chat.command("help");
    chat.command("start");
    chat.says("Or at seven?");
    chat.reads("Great, thank you!\nAt six?\nOr at seven?");
    chat.does(Event::Reply(conversation(30), Rich::plain("No.").into()));
    chat.taps("Rabbit");
    let said: Vec<String> = chat.said().into_iter().map(|(to, line)| format!("{to} {line}")).collect();
    let rabbit = conversation(30);
    let lines = ["No.", "Great, thank you!", "At six?", "Or at seven?"];
    assert_eq!(said, lines.map(|line| format!("{rabbit} {line}")));
}

#[test]
fn too_many_held_lines_are_refused_aloud() {
    let mut chat = talking();
    chat.hears(conversation(30));
    for number in 0..20 {
        chat.says(&format!("line {number}"));
    }
    chat.says("one more");
    assert_eq!(chat.state.held.len(), 20);
    assert!(chat.shown[0].1.text.text().contains("I did not keep this one"));
    let mut chat = talking();
    chat.hears(conversation(30));
    for letter in ["ع", "غ", "ف", "ق"] {
        chat.says(&letter.repeat(4000));
    }
    assert_eq!(chat.state.held.len(), 2, "the state stays small");
    assert!(chat.state.store().len() < 20_000);
}

#[test]
fn an_old_or_forged_choice_sends_nothing() {
    let mut chat = talking();
    chat.hears(conversation(30));
    is_asked(&mut chat);
    let old = chat.data("Fox");
    chat.says("At six?");
    chat.press(&old);
    chat.reads("from an older message");
    let new = chat.data("Fox");
    let forged = new.replace(&conversation(0).to_string(), &conversation(99).to_string());
    chat.market.refuse = Some(marketplace_domain::refusal::Refusal::Unknown);
    chat.press(&forged);
    chat.reads("not there any more");
    assert_eq!(chat.state.held.len(), 2);
    let fox = chat.data("Fox");
    chat.market.views[0].open = false;
    chat.press(&fox);
    chat.reads("This chat is over");
    assert_eq!(chat.state.held.len(), 2, "what nobody took is still there");
    assert!(!chat.has_button("Fox"), "and that chat is not offered any more");
}

/// What happens in a chat.
#[derive(Debug, Clone)]
enum Deed {
    /// Something of a conversation is on its way.
    Fly(u128),
    /// It is shown.
    Land,
    Say,
    Reply(u128),
    Enter(u128),
    /// Press the button that sends what is held, there.
    Send(u128),
    Drop,
    Command(&'static str),
    /// The other side ends it.
    End(u128),
    Wait(i64),
    /// The same in the topic of that conversation; in one that nobody knows, where there is no such.
    SayIn(u128),
    EnterIn(u128, u128),
    CommandIn(u128, &'static str),
}

fn deeds() -> impl Strategy<Value = Deed> {
    // Few, so that the same ones meet often.
    let number = || 0u128..3;
    prop_oneof![
        6 => number().prop_map(Deed::Fly),
        6 => Just(Deed::Land),
        6 => Just(Deed::Say),
        2 => number().prop_map(Deed::Reply),
        2 => number().prop_map(Deed::Enter),
        4 => number().prop_map(Deed::Send),
        1 => Just(Deed::Drop),
        2 => prop_oneof!["start", "cancel", "help", "chats"].prop_map(|name| match name.as_str() {
            "start" => Deed::Command("start"),
            "cancel" => Deed::Command("cancel"),
            "help" => Deed::Command("help"),
            _ => Deed::Command("chats"),
        }),
        1 => number().prop_map(Deed::End),
        1 => (0i64..400).prop_map(Deed::Wait),
        4 => (0u128..4).prop_map(Deed::SayIn),
        1 => (0u128..4, number()).prop_map(|(topic, id)| Deed::EnterIn(topic, id)),
        1 => (0u128..4, prop_oneof![Just("start"), Just("browse")])
            .prop_map(|(topic, name)| Deed::CommandIn(topic, name)),
    ]
}

/// What the rules say, told in other words than in the code: a history of the chat.
#[derive(Default)]
struct History {
    /// Whom the person pointed at last, and when; none after they answered somebody else.
    pointed: Option<(ConversationId, DateTime<Utc>)>,
    /// Who spoke since then, and when.
    spoke: Vec<(ConversationId, DateTime<Utc>)>,
    flying: Option<ConversationId>,
    /// Where a list stands that takes words for its search.
    searching: Option<Topic>,
}

/// The topic of that number.
fn topic(number: u128) -> Topic {
    if number < 3 { Topic::Of(conversation(number)) } else { Topic::Unknown }
}

impl History {
    fn point(&mut self, at: ConversationId, now: DateTime<Utc>) {
        self.pointed = Some((at, now));
        self.spoke.clear();
    }

    /// Whom a line without an address is for.
    fn rules(&self, now: DateTime<Utc>) -> Option<ConversationId> {
        let (pointed, at) = self.pointed?;
        let nobody_else = self.spoke.iter().map(|(who, _)| *who).chain(self.flying).all(|who| who == pointed);
        let last = self.spoke.iter().map(|(_, when)| *when).fold(at, DateTime::max);
        (nobody_else && now - last < TimeDelta::hours(6)).then_some(pointed)
    }
}

/// What became of lines.
#[derive(Default)]
struct Lines {
    written: usize,
    /// Those whose writer was told that they were not sent, or said to drop.
    given_up: BTreeSet<String>,
}

impl Lines {
    fn next(&mut self) -> String {
        self.written += 1;
        format!("line {:04}", self.written)
    }
}

fn data_ending(chat: &Chat, end: &str) -> Option<String> {
    chat.live.buttons.iter().flatten().find_map(|button| match &button.press {
        Press::Data(data) if data.ends_with(end) => Some(data.clone()),
        _ => None,
    })
}

fn told_not_sent(chat: &Chat) -> bool {
    chat.shown.iter().any(|(_, message)| {
        message.text.text().starts_with("❌ Not sent") || message.text.text().contains("did not keep this")
    })
}

/// Does one thing, and checks where a line that was written went.
fn play(chat: &mut Chat, deed: Deed, history: &mut History, lines: &mut Lines) -> Result<(), TestCaseError> {
    let before = chat.said().len();
    let active = chat.state.talking;
    if matches!(deed, Deed::Enter(_) | Deed::EnterIn(..) | Deed::Command(_) | Deed::CommandIn(..)) {
        history.searching = None;
    }
    match deed {
        Deed::Fly(number) => {
            chat.heard.speaking = Some(conversation(number));
            history.flying = Some(conversation(number));
        }
        Deed::Land => {
            if let Some(who) = history.flying.take() {
                chat.hears(who);
                history.spoke.push((who, chat.now));
            }
        }
        Deed::Say => {
            let waits = !chat.state.held.is_empty() || !chat.state.is_idle();
            let expected = history.rules(chat.now).filter(|_| !waits);
            let line = lines.next();
            chat.says(&line);
            let went = chat.said().get(before).cloned();
            prop_assert_eq!(went.clone(), expected.map(|to| (to, line.clone())));
            if history.searching.is_some() {
                lines.given_up.insert(line);
                history.searching = Some(Topic::Main);
            } else if told_not_sent(chat) {
                lines.given_up.insert(line);
                history.pointed = None;
            } else if let Some(to) = expected {
                history.point(to, chat.now);
            } else if chat.live.text.text().contains("New request") {
                // Nobody is there to get it: it became the beginning of a request.
                lines.given_up.insert(line);
                chat.command("cancel");
                let discard = data_ending(chat, ".discard").expect("a draft can be thrown away");
                chat.press(&discard);
            }
        }
        Deed::Reply(number) => {
            let line = lines.next();
            let to = conversation(number);
            chat.does(Event::Reply(to, Rich::plain(line.clone()).into()));
            prop_assert_eq!(chat.said().get(before).cloned(), Some((to, line.clone())));
            if told_not_sent(chat) {
                lines.given_up.insert(line);
                history.pointed = None;
            } else if active.is_none_or(|active| active == to) {
                history.point(to, chat.now);
            } else {
                history.pointed = None;
            }
        }
        Deed::Enter(number) => {
            chat.press(&format!("enter.{}", conversation(number)));
            if chat.market.views[usize::try_from(number).unwrap()].open {
                history.point(conversation(number), chat.now);
            } else if active == Some(conversation(number)) {
                history.pointed = None;
            }
        }
        Deed::Send(number) => {
            let to = conversation(number);
            let held: Vec<_> = chat.state.held.iter().map(|line| (to, words(line))).collect();
            if let Some(data) = data_ending(chat, &format!(".send.{to}")) {
                chat.press(&data);
                prop_assert_eq!(chat.said().split_off(before), held);
                if chat.state.held.is_empty() {
                    history.point(to, chat.now);
                }
            }
        }
        Deed::Drop => {
            if let Some(data) = data_ending(chat, ".drop") {
                lines.given_up.extend(chat.state.held.iter().map(words));
                chat.press(&data);
            }
        }
        Deed::Command(name) => chat.command(name),
        Deed::SayIn(number) => {
            let line = lines.next();
            chat.topic = topic(number);
            let searches = history.searching.map(Topic::conversation) == Some(chat.topic.conversation());
            chat.says(&line);
            let expected = chat.topic.conversation().filter(|_| !searches);
            prop_assert_eq!(chat.said().get(before).cloned(), expected.map(|to| (to, line.clone())));
            if searches || told_not_sent(chat) {
                lines.given_up.insert(line);
            }
            let refused = expected.is_some() && told_not_sent(chat);
            if refused || expected.is_some_and(|to| active.is_some_and(|active| active != to)) {
                history.pointed = None;
            }
            chat.topic = Topic::Main;
        }
        Deed::EnterIn(place, number) => {
            chat.topic = topic(place);
            let to = conversation(number);
            chat.press(&format!("enter.{to}"));
            match chat.market.views[usize::try_from(number).unwrap()].open {
                true if place != number => history.point(to, chat.now),
                false if active == Some(to) => history.pointed = None,
                _ => {}
            }
            chat.topic = Topic::Main;
        }
        Deed::CommandIn(place, name) => {
            chat.topic = topic(place);
            chat.command(name);
            history.searching = (name == "browse").then_some(chat.topic);
            chat.topic = Topic::Main;
        }
        Deed::End(number) => chat.market.views[usize::try_from(number).unwrap()].open = false,
        Deed::Wait(minutes) => chat.now += TimeDelta::minutes(minutes),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// However lines of several conversations, answers, presses and commands come one after another:
    /// a line goes to whom the rules name and to nobody else, and none is lost without a word.
    #[test]
    fn a_line_only_goes_where_the_rules_say(deeds in vec(deeds(), 0..80)) {
        let mut chat = Chat::english();
        chat.market.views = (0..3).map(|number| view(number, true)).collect();
        let (mut history, mut lines) = (History::default(), Lines::default());
        for deed in deeds {
            play(&mut chat, deed, &mut history, &mut lines)?;
            let refused = lines.given_up.clone();
            let sent: Vec<String> = chat.said().into_iter().map(|(_, line)| line).collect();
            let held = chat.state.held.iter().map(words);
            let known: BTreeSet<String> = sent.into_iter().chain(held).chain(refused).collect();
            prop_assert_eq!(known.len(), lines.written, "a line is gone");
        }
    }
}
