//! Contact details do not cross before both agreed, whatever the operator chose.

use adapter::{Kind, Outbound};
use marketplace_domain::{contact::Policy, conversation::Side, id::ConversationId, message::Rich};

use super::{
    script::Script,
    world::{Process, Setup, World},
};

/// Amira and Karim, who talk, under a policy.
async fn talking(script: &std::sync::Arc<Script>, contacts: Policy) -> (World, Process, ConversationId) {
    let world = World::new().await;
    let process = world.start(&Setup { contacts, ..Setup::of(script) }).await;
    let id = world.pair(&process, (script, "amira"), (script, "karim")).await;
    (world, process, id)
}

/// What the bot told somebody last.
fn told(script: &Script, chat: &str) -> String {
    script.screen(chat).last().unwrap().1.clone()
}

#[tokio::test]
async fn details_are_hidden_also_where_they_are_split_and_stand_nowhere() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script, Policy::Mask).await;
    for line in ["line 24", "619", "037", "line and a@b.com, 45 DT", "line at 18:30"] {
        process.accept(vec![script.says("amira", line)]).await.unwrap();
    }
    world.until(5, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("karim"), ["line 24", "line and •••, 45 DT", "line at 18:30"]);
    assert!(script.screen("karim").iter().any(|(_, text)| text.ends_with("\n•••")));
    let hints = script.screen("amira").iter().filter(|(_, text)| text.starts_with("🔒")).count();
    assert_eq!(hints, 2, "once for each line in which something was hidden");
    let said = world.said(id, Side::Requester).await;
    assert_eq!(said.len(), 5);
    for hidden in ["037", "a@b.com"] {
        assert!(said.iter().all(|(_, text)| !text.contains(hidden)), "{hidden}");
    }
}

#[tokio::test]
async fn where_they_are_held_nothing_crosses_and_no_number_is_used_up() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script, Policy::Hold).await;
    for line in ["line 1", "line: call 24619037", "line 2"] {
        process.accept(vec![script.says("amira", line)]).await.unwrap();
    }
    world.until(2, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("karim"), ["line 1", "line 2"]);
    assert!(told(&script, "amira").starts_with("✋ I did not send this message"));
    assert_eq!(world.number("select max(seq) from event").await, 2);
}

#[tokio::test]
async fn where_they_pass_the_writer_is_warned() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script, Policy::Warn).await;
    process.accept(vec![script.says("amira", "line: call 24619037")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("karim"), ["line: call 24619037"]);
    assert!(told(&script, "amira").starts_with("⚠️ Your message is sent"));
}

#[tokio::test]
async fn once_both_agreed_they_pass_and_both_were_told() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script, Policy::Mask).await;
    let reveal = format!("reveal.{id}");
    // A double tap asks once.
    for _ in 0..2 {
        process.accept(vec![script.taps("amira", &reveal, None)]).await.unwrap();
        process.accept(vec![script.update("amira", Kind::Unsupported)]).await.unwrap();
    }
    world.until(1, "delivery where state = 'sent'").await;
    assert!(told(&script, "karim").contains("would like to share contacts with you"));
    process.accept(vec![script.says("amira", "line 24619037")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line •••"], "one alone is not enough");

    process.accept(vec![script.taps("karim", &reveal, None)]).await.unwrap();
    world.until(3, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert!(script.screen("amira").iter().any(|(_, text)| text.contains("You both agreed")));
    assert!(told(&script, "karim").contains("You both agreed"));
    for (who, line) in [("amira", "line 24619037"), ("karim", "line karim@example.com")] {
        process.accept(vec![script.says(who, line)]).await.unwrap();
    }
    world.until(5, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line •••", "line 24619037"]);
    assert_eq!(script.lines("amira"), ["line karim@example.com"]);
    assert_eq!(world.number("select count(*) from event where kind <> 'line'").await, 2);
}

#[tokio::test]
async fn a_stranger_reveals_nothing_and_a_left_conversation_stays_closed() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script, Policy::Mask).await;
    world.person(&script, "mallory").await;
    let reveal = format!("reveal.{id}");
    process.accept(vec![script.taps("mallory", &reveal, None)]).await.unwrap();
    process.accept(vec![script.taps("karim", &format!("leave.{id}"), None)]).await.unwrap();
    process.accept(vec![script.taps("amira", &reveal, None)]).await.unwrap();
    world.quiet().await;
    assert_eq!(world.number("select count(*) from event where kind like 'reveal%'").await, 0);
    let revealed = "select count(*) from conversation where coalesce(requester_reveals_at, provider_reveals_at) is not null";
    assert_eq!(world.number(revealed).await, 0);
    assert!(told(&script, "amira").contains("This chat is over"));
}

#[tokio::test]
async fn marks_stay_on_their_words_where_something_is_hidden() {
    use marketplace_domain::message::{Mark, Style};
    let script = Script::keyless();
    let (world, process, _) = talking(&script, Policy::Mask).await;
    let text = "line 24619037 today";
    let marks = vec![Mark { range: 14..19, style: Style::Bold }];
    let line = Kind::Text { text: Rich::new(text, marks), reply_to: None };
    process.accept(vec![script.update("amira", line)]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    let calls = script.calls("karim");
    let Some(Outbound::Send { message, .. }) = calls.last().map(|call| &call.what) else { panic!("a line") };
    assert!(message.text.text().ends_with("line ••• today"));
    let bold = message.text.marks().iter().filter(|mark| mark.style == Style::Bold);
    let bold: Vec<&str> = bold.map(|mark| &message.text.text()[mark.range.clone()]).collect();
    assert_eq!(bold.last(), Some(&"today"));
}
