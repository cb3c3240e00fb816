//! Edits, deletions, reactions and replies: what the other side sees of them, whatever comes first.

use std::sync::Arc;

use adapter::{Inbound, Kind, NativeId, Outbound};
use marketplace_domain::{
    account::Platform, conversation::Side, id::ConversationId, message::Rich, reaction::Reaction,
};
use tokio::sync::Semaphore;

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually},
};

/// Amira and Karim talk.
async fn talking(script: &Arc<Script>) -> (World, Process, ConversationId) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script).sweeping(OFTEN)).await;
    let id = world.pair(&process, (script, "amira"), (script, "karim")).await;
    (world, process, id)
}

fn native(id: &str) -> NativeId {
    NativeId(id.to_owned())
}

/// A line as a message of that id.
fn says(script: &Script, who: &str, text: &str, id: &str) -> Inbound {
    Inbound { message: Some(native(id)), ..script.says(who, text) }
}

fn edits(script: &Script, who: &str, id: &str, text: &str) -> Inbound {
    script.update(who, Kind::Edited { message: native(id), text: Rich::plain(text) })
}

fn deletes(script: &Script, who: &str, id: &str) -> Inbound {
    script.update(who, Kind::Deleted { messages: vec![native(id)] })
}

fn reacts(script: &Script, who: &str, id: &NativeId, emoji: Option<&str>) -> Inbound {
    let reaction = emoji.map(|emoji| Reaction::parse(emoji).unwrap());
    script.update(who, Kind::Reacted { message: id.clone(), reaction })
}

fn replies(script: &Script, who: &str, text: &str, id: &str, to: &NativeId) -> Inbound {
    let kind = Kind::Text { text: Rich::plain(text), reply_to: Some(to.clone()) };
    Inbound { message: Some(native(id)), ..script.update(who, kind) }
}

async fn settled(world: &World) {
    world.until(0, "delivery where state in ('pending', 'sending', 'retry')").await;
    world.quiet().await;
}

async fn accept(world: &World, process: &Process, updates: Vec<Inbound>) {
    process.accept(updates).await.unwrap();
    settled(world).await;
}

/// What of a chat is a line or says something about one.
fn seen(script: &Script, chat: &str) -> Vec<String> {
    let texts = script.screen(chat).into_iter().map(|(_, text)| text);
    texts
        .filter(|text| ["line", "edited", "🗑", "reacted", "•••"].iter().any(|it| text.contains(it)))
        .collect()
}

/// The message that shows it.
fn message(script: &Script, chat: &str, words: &str) -> NativeId {
    let found = script.screen(chat).into_iter().find(|(_, text)| text.contains(words));
    found.unwrap_or_else(|| panic!("{words} is not there")).0
}

#[tokio::test]
async fn an_edit_changes_the_message_in_place_and_says_so() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let before = message(&script, "karim", "line 0");
    accept(&world, &process, vec![edits(&script, "amira", "own0", "line zero")]).await;
    let texts = seen(&script, "karim");
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(
        texts[0].contains("Learn German") && texts[0].contains("line zero") && texts[0].contains("(edited)")
    );
    assert_eq!(message(&script, "karim", "line zero"), before);
    // The same words again are no change.
    let calls = script.calls("karim").len();
    accept(&world, &process, vec![edits(&script, "amira", "own0", "line zero")]).await;
    assert_eq!(script.calls("karim").len(), calls);
}

#[tokio::test]
async fn an_edit_is_nothing_that_was_heard() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    world.pair(&process, (&script, "leila"), (&script, "karim")).await;
    accept(&world, &process, vec![says(&script, "leila", "line 0", "own0")]).await;
    let heard = "select heard from lane join endpoint on id = endpoint where chat = 'karim'";
    let before = world.number(heard).await;
    let changes = vec![
        edits(&script, "leila", "own0", "line zero"),
        reacts(&script, "leila", &native("own0"), Some("👍")),
        deletes(&script, "leila", "own0"),
    ];
    accept(&world, &process, changes).await;
    assert_eq!(world.number(heard).await, before);
    let unread = "select sum(requester_seq - provider_read) :: bigint from conversation";
    assert_eq!(world.number(unread).await, 1, "an edit is no new line");
}

#[tokio::test]
async fn an_edit_that_the_platform_refuses_comes_below_as_a_reply() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let old = message(&script, "karim", "line 0");
    script.next("karim", [Answer::Refused]);
    accept(&world, &process, vec![edits(&script, "amira", "own0", "line zero")]).await;
    assert_eq!(seen(&script, "karim").len(), 2);
    let last = script.calls("karim").pop().unwrap().what;
    assert!(matches!(last, Outbound::Send { reply_to: Some(to), .. } if to == old));
    // The next edit changes the newer one; a deletion takes both.
    accept(&world, &process, vec![edits(&script, "amira", "own0", "line nil")]).await;
    assert!(seen(&script, "karim")[1].contains("line nil"));
    accept(&world, &process, vec![deletes(&script, "amira", "own0")]).await;
    assert_eq!(seen(&script, "karim"), [""; 0]);
}

#[tokio::test]
async fn a_line_that_was_not_delivered_when_it_was_edited_ends_with_the_new_words() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&permits))]);
    let updates = vec![
        says(&script, "amira", "line 0", "own0"),
        says(&script, "amira", "line 1", "own1"),
        edits(&script, "amira", "own1", "line one"),
    ];
    process.accept(updates).await.unwrap();
    permits.add_permits(1);
    settled(&world).await;
    let texts = seen(&script, "karim");
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[1].contains("line one") && !texts[1].contains("line 1"), "{texts:?}");
}

#[tokio::test]
async fn deletion_before_delivery() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&permits))]);
    process.accept(vec![says(&script, "amira", "line 0", "own0")]).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    let updates = vec![
        says(&script, "amira", "line 1", "own1"),
        edits(&script, "amira", "own1", "line one"),
        deletes(&script, "amira", "own1"),
    ];
    process.accept(updates).await.unwrap();
    permits.add_permits(1);
    settled(&world).await;
    assert_eq!(seen(&script, "karim").len(), 1, "{:?}", seen(&script, "karim"));
    world.until(2, "event where taken_back_at is not null and body is null").await;
    let kept: Vec<String> = world.said_that_is_there(id, Side::Requester).await;
    assert_eq!(kept, ["line 0"]);
}

#[tokio::test]
async fn deletion_while_the_line_is_being_sent() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&permits))]);
    process.accept(vec![says(&script, "amira", "line 0", "own0")]).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    process.accept(vec![deletes(&script, "amira", "own0")]).await.unwrap();
    permits.add_permits(1);
    settled(&world).await;
    assert_eq!(seen(&script, "karim"), [""; 0]);
}

#[tokio::test]
async fn edit_racing_deletion() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    let lines = vec![says(&script, "amira", "line 0", "own0"), says(&script, "amira", "line 1", "own1")];
    accept(&world, &process, lines).await;
    let race = vec![
        edits(&script, "amira", "own0", "line zero"),
        deletes(&script, "amira", "own0"),
        deletes(&script, "amira", "own1"),
        edits(&script, "amira", "own1", "line one"),
    ];
    accept(&world, &process, race).await;
    assert_eq!(seen(&script, "karim"), [""; 0], "deletion wins");
}

#[tokio::test]
async fn reaction_before_its_message() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&permits))]);
    process.accept(vec![says(&script, "amira", "line 0", "own0")]).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    let reaction = reacts(&script, "amira", &native("own0"), Some("👍"));
    process.accept(vec![says(&script, "amira", "line 1", "own1"), reaction]).await.unwrap();
    permits.add_permits(1);
    settled(&world).await;
    let line = message(&script, "karim", "line 0");
    assert_eq!(script.reaction("karim", &line), Reaction::parse("👍"));
}

#[tokio::test]
async fn a_reaction_stands_on_the_others_own_message_or_is_said_in_words() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let line = message(&script, "karim", "line 0");
    accept(&world, &process, vec![reacts(&script, "karim", &line, Some("👍🏽"))]).await;
    assert_eq!(script.reaction("amira", &native("own0")), Reaction::parse("👍"));
    accept(&world, &process, vec![reacts(&script, "karim", &line, None)]).await;
    assert_eq!(script.reaction("amira", &native("own0")), None);
    accept(&world, &process, vec![reacts(&script, "karim", &line, Some("🦊"))]).await;
    assert!(seen(&script, "amira").pop().unwrap().contains("reacted: 🦊"));
    let last = script.calls("amira").pop().unwrap().what;
    assert!(matches!(last, Outbound::Send { reply_to: Some(to), .. } if to == native("own0")));
    // A custom emoji never crossed: whoever used it is told once, kindly.
    accept(&world, &process, vec![reacts(&script, "karim", &line, None)]).await;
    accept(&world, &process, vec![reacts(&script, "karim", &line, None)]).await;
    assert!(script.screen("karim").pop().unwrap().1.contains("Plain emoji"));
}

#[tokio::test]
async fn replies_keep_pointing_to_their_message_on_both_sides() {
    let script = Script::keyless();
    let (world, process, _) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let theirs = message(&script, "karim", "line 0");
    let to = |chat: &str| match script.calls(chat).pop().unwrap().what {
        Outbound::Send { reply_to, .. } => reply_to,
        _ => None,
    };
    accept(&world, &process, vec![replies(&script, "karim", "line 1", "own1", &theirs)]).await;
    assert_eq!(to("amira"), Some(native("own0")));
    accept(&world, &process, vec![replies(&script, "amira", "line 2", "own2", &native("own0"))]).await;
    assert_eq!(to("karim"), Some(theirs));
}

#[tokio::test]
async fn contact_details_do_not_cross_in_an_edit() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    accept(&world, &process, vec![edits(&script, "amira", "own0", "line 0, call 24619037")]).await;
    assert!(seen(&script, "karim")[0].contains("call •••"));
    // Begun by a line, completed by an edit; and the other way round.
    let lines = ["2461", "hello there", "2461", "ok then"].map(|text| says(&script, "amira", text, text));
    accept(&world, &process, vec![lines[0].clone(), lines[1].clone()]).await;
    accept(&world, &process, vec![edits(&script, "amira", "hello there", "9037")]).await;
    let everything = world.said_that_is_there(id, Side::Requester).await.concat();
    assert!(!everything.contains("24619037") && !everything.contains("9037"), "{everything}");
    let all: Vec<String> = script.screen("karim").into_iter().map(|(_, text)| text).collect();
    assert!(!all.iter().any(|text| text.contains("9037")), "{all:?}");
}

#[tokio::test]
async fn unsend_shows_the_line_takes_it_back_and_tells_what_came_of_it() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let kind =
        Kind::Command { name: "unsend".to_owned(), arguments: String::new(), reply_to: Some(native("own0")) };
    accept(&world, &process, vec![script.update("amira", kind)]).await;
    let (card, text) = script.screen("amira").pop().unwrap();
    assert!(text.contains("Take this back") && text.contains("line 0"), "{text}");
    let tap = script.taps("amira", &format!("takeback.{id}.1"), Some(&card));
    accept(&world, &process, vec![tap]).await;
    assert_eq!(seen(&script, "karim"), [""; 0]);
    let told = script.screen("amira");
    assert!(told.iter().any(|(_, text)| text.contains("does not see it any more")), "{told:?}");
    // A number that somebody made up is nobody's line.
    let forged = script.taps("karim", &format!("takeback.{id}.1"), None);
    accept(&world, &process, vec![forged]).await;
}

#[tokio::test]
async fn what_cannot_be_removed_is_told_to_both() {
    let script = Script::new(Platform::Telegram, |able| able.deletes = false);
    let (world, process, _) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let line = message(&script, "karim", "line 0");
    accept(&world, &process, vec![deletes(&script, "amira", "own0")]).await;
    assert!(seen(&script, "karim").pop().unwrap().contains("took this message back"));
    let last = script.calls("karim").pop().unwrap().what;
    assert!(matches!(last, Outbound::Send { reply_to: Some(to), .. } if to == line));
    let told = script.screen("amira");
    assert!(told.iter().any(|(_, text)| text.contains("could not remove")), "{told:?}");
}

#[tokio::test]
async fn after_a_block_no_edit_and_no_reaction_arrives_and_a_deletion_still_does() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    let lines = vec![says(&script, "amira", "line 0", "own0"), says(&script, "amira", "line 1", "own1")];
    accept(&world, &process, lines).await;
    accept(&world, &process, vec![script.taps("karim", &format!("shut.{id}"), None)]).await;
    let changes = vec![
        edits(&script, "amira", "own0", "line zero"),
        reacts(&script, "amira", &native("own0"), Some("👍")),
        deletes(&script, "amira", "own1"),
    ];
    accept(&world, &process, changes).await;
    let texts = seen(&script, "karim");
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("line 0"), "{texts:?}");
    assert_eq!(script.reaction("karim", &message(&script, "karim", "line 0")), None);
    eventually("she is told", async || script.screen("amira").iter().any(|(_, text)| text.contains("❌")))
        .await;
}

#[tokio::test]
async fn a_report_keeps_what_was_taken_back_after_it() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    accept(&world, &process, vec![says(&script, "amira", "line 0", "own0")]).await;
    let account = "(select account from endpoint where chat = 'amira')";
    world
        .run(&format!(
            "insert into report (conversation, reporter, reported, category, lines, at)
             select '{id}', (select account from endpoint where chat = 'karim'), {account}, 'rude',
                    array(select id from event), now()"
        ))
        .await;
    accept(&world, &process, vec![says(&script, "amira", "line 1", "own1")]).await;
    let gone = vec![deletes(&script, "amira", "own0"), deletes(&script, "amira", "own1")];
    accept(&world, &process, gone).await;
    assert_eq!(seen(&script, "karim"), [""; 0]);
    assert_eq!(world.said_that_is_there(id, Side::Requester).await, ["line 0"]);
}
