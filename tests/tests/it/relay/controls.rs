//! Muting, closing, blocking, reporting: what the other side hears of it, and what it never hears.

use std::sync::Arc;

use adapter::Outbound;
use marketplace_domain::id::ConversationId;
use tests::keys::Dump;
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

async fn does(process: &Process, script: &Script, who: &str, deed: &str, id: ConversationId) {
    process.accept(vec![script.taps(who, &format!("{deed}.{id}"), None)]).await.unwrap();
}

/// Whether a chat shows this.
fn shows(script: &Script, chat: &str, words: &str) -> bool {
    script.screen(chat).iter().any(|(_, text)| text.contains(words))
}

async fn settled(world: &World) {
    world.until(0, "delivery where state in ('pending', 'sending', 'retry')").await;
    world.quiet().await;
}

#[tokio::test]
async fn a_muted_conversation_makes_no_sound_for_who_muted_it() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    does(&process, &script, "amira", "mute", id).await;
    process.accept(vec![script.says("karim", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    settled(&world).await;
    does(&process, &script, "amira", "unmute", id).await;
    process.accept(vec![script.says("karim", "line 2")]).await.unwrap();
    settled(&world).await;
    let silent = |chat: &str| -> Vec<(String, bool)> {
        let calls = script.calls(chat).into_iter();
        calls
            .filter_map(|call| match call.what {
                Outbound::Send { message, .. } => {
                    let line = message.text.text().lines().last().unwrap_or_default().to_owned();
                    line.starts_with("line").then_some((line, message.silent))
                }
                _ => None,
            })
            .collect()
    };
    assert_eq!(silent("amira"), [("line 0".to_owned(), true), ("line 2".to_owned(), false)]);
    assert_eq!(silent("karim"), [("line 1".to_owned(), false)]);
}

#[tokio::test]
async fn the_other_side_is_told_of_the_end_behind_what_was_said_before() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&permits))]);
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    for deed in ["leave", "return", "leave"] {
        does(&process, &script, "amira", deed, id).await;
    }
    permits.add_permits(1);
    settled(&world).await;
    let texts: Vec<String> = script.screen("karim").into_iter().map(|(_, text)| text).collect();
    let order: Vec<&str> = texts
        .iter()
        .filter_map(|text| {
            ["line 0", "line 1", "This chat is over.", "This chat is open again"]
                .into_iter()
                .find(|words| text.contains(words))
        })
        .collect();
    let expected =
        ["line 0", "line 1", "This chat is over.", "This chat is open again", "This chat is over."];
    assert_eq!(order, expected);
    assert!(!texts.iter().any(|text| text.contains("did not arrive")));

    process.accept(vec![script.says("karim", "line 2")]).await.unwrap();
    settled(&world).await;
    assert!(shows(&script, "karim", "❌ Not sent. This chat is over"));
    assert_eq!(script.lines("amira"), Vec::<String>::new());
}

#[tokio::test]
async fn who_cannot_be_told_now_is_told_later() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    script.next("karim", vec![Answer::Unavailable; 2]);
    does(&process, &script, "amira", "leave", id).await;
    eventually("Karim is told", async || shows(&script, "karim", "This chat is over.")).await;
    settled(&world).await;
    assert_eq!(script.undelivered("amira"), Vec::<String>::new());
}

/// A line is on its way to Amira, and two wait behind it, when she blocks.
async fn blocked_during_a_send(answer: Answer) -> (Arc<Script>, World, Process, ConversationId) {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    script.next("amira", [answer]);
    let lines = ["line 0", "line 1", "line 2"].map(|line| script.says("karim", line));
    process.accept(lines.to_vec()).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    does(&process, &script, "amira", "shut", id).await;
    world.quiet().await;
    (script, world, process, id)
}

#[tokio::test]
async fn a_block_during_a_send_wins() {
    let permits = Arc::new(Semaphore::new(0));
    let (script, world, process, id) = blocked_during_a_send(Answer::Wait(Arc::clone(&permits))).await;
    assert!(shows(&script, "amira", "One last message is on its way right now"), "it is not denied");
    permits.add_permits(1);
    settled(&world).await;
    assert_eq!(script.lines("amira"), ["line 0"]);
    eventually("Karim is told", async || shows(&script, "karim", "This chat is over.")).await;
    assert!(shows(&script, "karim", "Your last 2 messages did not arrive any more."));
    for words in ["lock", "amira"] {
        let said = script.screen("karim").into_iter().rev().find(|(_, text)| text.contains("is over"));
        assert!(!said.unwrap().1.contains(words), "without a reason");
    }

    // Nothing comes after it, whatever he does.
    process.accept(vec![script.says("karim", "line 3")]).await.unwrap();
    does(&process, &script, "karim", "return", id).await;
    does(&process, &script, "karim", "enter", id).await;
    process.accept(vec![script.says("karim", "line 4")]).await.unwrap();
    settled(&world).await;
    assert_eq!(script.lines("amira"), ["line 0"]);

    // Once more, with nothing on its way.
    process.accept(vec![script.commands("amira", "start")]).await.unwrap();
    does(&process, &script, "amira", "shut", id).await;
    world.quiet().await;
    assert!(shows(&script, "amira", "is blocked"));
    assert!(!shows(&script, "amira", "One last message"));
}

#[tokio::test]
async fn a_send_that_fails_while_it_is_blocked_is_not_tried_again() {
    let permits = Arc::new(Semaphore::new(0));
    let answer = Answer::WaitThenFail(Arc::clone(&permits));
    let (script, world, _process, _) = blocked_during_a_send(answer).await;
    permits.add_permits(1);
    settled(&world).await;
    assert_eq!(script.lines("amira"), Vec::<String>::new());
    eventually("Karim is told", async || shows(&script, "karim", "This chat is over.")).await;
    assert_eq!(world.number("select count(*) from delivery where state = 'cancelled'").await, 3);
}

#[tokio::test]
async fn a_send_that_a_killed_process_left_behind_is_not_repeated_after_a_block() {
    for platform in [Script::keyless(), Script::keyed()] {
        let script = platform;
        let world = World::new().await;
        let process = world.start(&Setup::of(&script)).await;
        let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
        script.next("amira", [Answer::Stuck { shown: false }]);
        process.accept(vec![script.says("karim", "line 0")]).await.unwrap();
        world.until(1, "delivery where state = 'sending'").await;
        does(&process, &script, "amira", "shut", id).await;
        world.quiet().await;
        process.kill();
        let _process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
        settled(&world).await;
        assert_eq!(script.lines("amira"), Vec::<String>::new());
        assert!(shows(&script, "karim", "This chat is over."));
    }
}

#[tokio::test]
async fn blocks_and_lines_at_once_never_show_a_line_after_the_block() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    let said: Vec<_> = (0..60).map(|number| script.says("karim", &format!("line {number}"))).collect();
    let (first, second) = said.split_at(30);
    let shut = async {
        eventually("some arrive", async || !script.lines("amira").is_empty()).await;
        does(&process, &script, "amira", "shut", id).await;
    };
    let (taken, ()) = tokio::join!(process.accept(first.to_vec()), shut);
    taken.unwrap();
    world.quiet().await;
    let last_words = shows(&script, "amira", "One last message");
    let at_the_block = script.lines("amira").len();
    process.accept(second.to_vec()).await.unwrap();
    settled(&world).await;
    let arrived = script.lines("amira").len();
    assert!(arrived <= at_the_block + usize::from(last_words), "{arrived} after {at_the_block}");
    let numbers = super::world::numbered(0..arrived);
    assert_eq!(script.lines("amira"), numbers, "what arrived is the beginning, in order");
}

#[tokio::test]
async fn a_report_holds_the_last_lines_fast() {
    let script = Script::keyless();
    let (world, process, id) = talking(&script).await;
    let lines = ["line 0", "line 1"].map(|line| script.says("karim", line));
    process.accept(lines.to_vec()).await.unwrap();
    process.accept(vec![script.says("amira", "line 2")]).await.unwrap();
    settled(&world).await;
    does(&process, &script, "amira", "report", id).await;
    world.quiet().await;
    let card =
        world.number("select (session::json ->> 'revision')::bigint from endpoint where chat = 'amira'");
    let scam = format!("h.{:x}.choose.scam", card.await);
    process.accept(vec![script.taps("amira", &scam, None)]).await.unwrap();
    process.accept(vec![script.says("amira", "He wants money first")]).await.unwrap();
    process.accept(vec![script.says("karim", "line 3")]).await.unwrap();
    settled(&world).await;
    assert!(shows(&script, "amira", "Your report is stored"));
    let same = "select count(*) from report r where r.words is not null
                  and r.lines = (select array_agg(e.id order by e.id) from event e
                                 where not (e.side = 'provider' and e.seq = 3))";
    assert_eq!(world.number(same).await, 1);
    assert!(!Dump::of(world.db.pool()).await.holds("wants money first"), "it is sealed");
    let heard: String = script.screen("karim").into_iter().map(|(_, text)| text).collect();
    assert!(!heard.contains("money"), "the other side is not told");
}

#[tokio::test]
async fn the_card_of_whom_one_talks_to_is_pinned_where_that_can_be() {
    for pins in [true, false] {
        let script = Script::new(marketplace_domain::account::Platform::Telegram, |able| able.pins = pins);
        let (world, process, id) = talking(&script).await;
        let card = script.screen("amira").last().unwrap().0.clone();
        assert_eq!(script.pins("amira"), if pins { vec![card.clone()] } else { Vec::new() });
        process.accept(vec![script.taps("amira", "go.help", Some(&card))]).await.unwrap();
        world.quiet().await;
        assert_eq!(script.pins("amira"), Vec::new(), "the same message shows something else");
        does(&process, &script, "amira", "enter", id).await;
        world.quiet().await;
        assert_eq!(script.pins("amira").len(), usize::from(pins));
        process.accept(vec![script.commands("amira", "start")]).await.unwrap();
        world.quiet().await;
        assert_eq!(script.pins("amira"), Vec::new(), "the card is gone");
    }
}
