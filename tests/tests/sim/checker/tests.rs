//! The checker itself: a sound history has no problem, and each way of breaking it is told.

use marketplace_domain::{account::Platform, id::ConversationId};
use uuid::Uuid;

use super::{
    super::town::{Person, Talk, Town},
    *,
};

const AMIRA: usize = 0;
const KARIM: usize = 1;
const LINA: usize = 2;

fn town() -> Town {
    let person = |name, platform, token: &'static str| Person {
        name,
        platform,
        token,
        account: format!("account of {name}"),
    };
    let talk =
        |number, title, sides| Talk { id: ConversationId::from_uuid(Uuid::from_u128(number)), title, sides };
    Town {
        people: vec![
            person("amira", Platform::Telegram, "qvxamira"),
            person("karim", Platform::Telegram, "qvxkarim"),
            person("lina", Platform::Web, "qvxlina"),
        ],
        talks: vec![talk(1, "Honey", [AMIRA, KARIM]), talk(2, "Soap", [AMIRA, LINA])],
    }
}

fn output(person: usize, key: &str, text: &str) -> Event {
    Event::Output(Output {
        person,
        key: key.to_owned(),
        keyed: person == LINA,
        strings: vec![text.to_owned()],
        shown: Some(text.to_owned()),
        is_new: true,
        overtaken: false,
    })
}

fn heard(person: usize, key: &str, title: &str, line: &str) -> Event {
    output(person, key, &format!("🐻 Bear · {title}\n{line}"))
}

/// Amira says two lines to Karim and one to Lina. All are accepted.
fn said() -> History {
    let line =
        |text: &str, talk| Line { text: text.to_owned(), writer: AMIRA, talks: vec![talk], changes: None };
    let mut history = History::new(&town());
    history.lines = vec![line("line one", 0), line("line two", 0), line("line three", 1)];
    for number in 0..3 {
        history.events.push((0, Event::Wrote(number)));
        history.events.push((0, Event::Accepted(number)));
    }
    history
}

fn then(events: impl IntoIterator<Item = Event>) -> History {
    let mut history = said();
    history.events.extend(events.into_iter().map(|event| (1000, event)));
    history
}

/// As it should be.
fn sound() -> [Event; 3] {
    [
        heard(KARIM, "k1", "Honey", "line one"),
        heard(KARIM, "k2", "Honey", "line two"),
        heard(LINA, "k3", "Soap", "line three"),
    ]
}

fn with(more: impl IntoIterator<Item = Event>) -> History {
    then(sound().into_iter().chain(more))
}

#[track_caller]
fn assert_broken(history: &History, promise: &str) {
    let problems = problems(history);
    assert!(!problems.is_empty(), "it sees nothing");
    assert!(problems.iter().all(|problem| problem.starts_with(promise)), "{problems:#?}");
}

#[test]
fn a_sound_history_has_no_problem() {
    assert_eq!(problems(&then(sound())), Vec::<String>::new());
}

#[test]
fn a_lost_line_is_seen() {
    let [one, _, three] = sound();
    assert_broken(&then([one, three]), "lost");
}

#[test]
fn a_line_whose_writer_is_told_is_not_lost() {
    for text in
        ["❌ It did not arrive:\nline two", "I did not send this to anyone:\nline two", "❌ Not sent. Full."]
    {
        let [one, _, three] = sound();
        assert_eq!(problems(&then([one, three, output(AMIRA, "k4", text)])), Vec::<String>::new());
    }
}

#[test]
fn one_excuse_is_not_enough_for_two_lines() {
    let [one, _, _] = sound();
    assert_broken(&then([one, output(AMIRA, "r1.0", "❌ Not sent. Full.")]), "lost");
}

#[test]
fn a_line_that_was_not_accepted_need_not_arrive() {
    let mut history = said();
    history.events.retain(|(_, event)| !matches!(event, Event::Accepted(_)));
    assert_eq!(problems(&history), Vec::<String>::new());
}

#[test]
fn whoever_left_since_need_not_be_told() {
    let [one, _, three] = sound();
    assert_eq!(problems(&then([one, three, Event::Left(AMIRA)])), Vec::<String>::new());
    let [one, _, three] = sound();
    assert_broken(&then([one, three, Event::Left(KARIM)]), "lost");
}

#[test]
fn an_inversion_is_seen() {
    let [one, two, three] = sound();
    assert_broken(&then([two, one, three]), "inverted");
}

#[test]
fn a_line_in_the_wrong_chat_is_seen() {
    assert_broken(&with([heard(LINA, "k4", "Soap", "line one")]), "crossed");
}

#[test]
fn a_line_under_the_heading_of_another_conversation_is_seen() {
    let [one, two, _] = sound();
    assert_broken(&then([one, two, heard(LINA, "k3", "Honey", "line three")]), "crossed");
}

#[test]
fn whatever_leads_to_a_person_is_seen_in_what_another_is_sent() {
    for token in ["chat-qvxamira", "m7-qvxamira", "account of amira"] {
        let mut leak = output(KARIM, "k4", "Hello");
        if let Event::Output(output) = &mut leak {
            output.strings.push(format!("button {token}"));
            // Also where the platform refused it: it has left us.
            output.shown = None;
        }
        assert_broken(&with([leak]), "leaked");
    }
}

#[test]
fn what_leads_to_oneself_is_no_leak() {
    assert_eq!(problems(&with([output(AMIRA, "k4", "m7-qvxamira")])), Vec::<String>::new());
}

#[test]
fn a_repeat_without_a_reason_is_seen() {
    let [one, two, three] = sound();
    assert_broken(&then([one.clone(), one, two, three]), "repeated");
    let help = output(AMIRA, "r1.0", "How it works");
    assert_broken(&with([help.clone(), help]), "repeated");
}

#[test]
fn a_repeat_with_a_reason_is_none() {
    for reason in [Doubt::Killed, Doubt::Cut, Doubt::Ambiguous("k1".to_owned())] {
        let [one, two, three] = sound();
        let history = then([one.clone(), Event::Doubt(reason), one, two, three]);
        assert_eq!(problems(&history), Vec::<String>::new());
    }
}

#[test]
fn the_reason_of_another_delivery_is_none() {
    let [one, two, three] = sound();
    let doubt = Event::Doubt(Doubt::Ambiguous("k2".to_owned()));
    assert_broken(&then([one.clone(), doubt, one, two, three]), "repeated");
}

#[test]
fn a_third_time_is_seen_whatever_the_reason() {
    let [one, two, three] = sound();
    let killed = || Event::Doubt(Doubt::Killed);
    assert_broken(&then([one.clone(), killed(), one.clone(), killed(), one, two, three]), "repeated");
}

#[test]
fn a_second_time_is_seen_where_there_are_keys() {
    let [one, two, three] = sound();
    assert_broken(&then([one, two, three.clone(), Event::Doubt(Doubt::Killed), three]), "repeated");
}

#[test]
fn a_repeat_under_another_key_is_seen() {
    assert_broken(&with([heard(KARIM, "k9", "Honey", "line two")]), "repeated");
}

#[test]
fn a_line_that_is_denied_and_arrives_is_seen() {
    assert_broken(&with([output(AMIRA, "k4", "❌ It did not arrive:\nline two")]), "denied");
    // Nobody denies it here.
    let unsure = output(AMIRA, "k4", "❓ It is not certain:\nline two");
    assert_eq!(problems(&with([unsure])), Vec::<String>::new());
}

/// Amira changes her first line.
fn changed() -> History {
    let mut history = said();
    let line = Line { text: "line new".to_owned(), writer: AMIRA, talks: vec![0], changes: Some(0) };
    history.lines.push(line);
    history.events.extend([(1, Event::Wrote(3)), (1, Event::Accepted(3))]);
    history
}

#[test]
fn a_change_that_was_taken_must_be_seen() {
    let all = |history: &mut History, first: &str| {
        for (person, title, line) in
            [(KARIM, "Honey", first), (KARIM, "Honey", "line two"), (LINA, "Soap", "line three")]
        {
            history.events.push((2, heard(person, line, title, line)));
        }
    };
    let mut history = changed();
    all(&mut history, "line one");
    assert!(
        problems(&history).iter().all(|problem| problem.starts_with("stale") || problem.starts_with("lost"))
    );
    assert_eq!(problems(&history).len(), 2, "{:?}", problems(&history));
    let Event::Output(output) = heard(KARIM, "again", "Honey", "line new") else { unreachable!() };
    history.events.push((3, Event::Output(Output { is_new: false, ..output })));
    assert_eq!(problems(&history), Vec::<String>::new());
    // Changed before it was seen: what it said first is seen by nobody.
    let mut history = changed();
    all(&mut history, "line new");
    assert_eq!(problems(&history), Vec::<String>::new());
}
