//! To whom a line goes, by what the chat was really shown.

use std::sync::Arc;

use marketplace_domain::id::ConversationId;
use tokio::sync::Semaphore;

use tests::keys::Dump;

use super::{
    script::{Answer, Script},
    world::{Process, Setup, World, eventually},
};

/// Amira talks to Karim, and has another conversation with Sami.
async fn two(script: &Arc<Script>) -> (World, Process, ConversationId, ConversationId) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script)).await;
    let sami = world.pair(&process, (script, "amira"), (script, "sami")).await;
    let karim = world.pair(&process, (script, "amira"), (script, "karim")).await;
    (world, process, karim, sami)
}

async fn events(world: &World) -> i64 {
    world.number("select count(*) from event").await
}

/// Whether the last card of the chat asks to whom a line goes.
fn asks(script: &Script, chat: &str) -> bool {
    script.screen(chat).iter().any(|(_, text)| text.contains("To whom shall I send it?"))
}

/// The button that sends what is held, there.
fn choice(script: &Script, to: ConversationId) -> String {
    let calls = script.calls("amira").into_iter().rev();
    let mut data = calls.filter_map(|call| match call.what {
        adapter::Outbound::Send { message, .. } | adapter::Outbound::Edit { message, .. } => {
            message.buttons.into_iter().flatten().find_map(|button| match button.press {
                marketplace_domain::message::Press::Data(data) if data.ends_with(&format!(".send.{to}")) => {
                    Some(data)
                }
                _ => None,
            })
        }
        _ => None,
    });
    data.next().expect("a card that asks")
}

#[tokio::test]
async fn after_somebody_else_spoke_the_line_is_held_until_it_is_said_to_whom() {
    let script = Script::keyless();
    let (world, process, karim, _) = two(&script).await;
    process.accept(vec![script.says("karim", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1"], "nobody else spoke");

    process.accept(vec![script.says("sami", "line 2")]).await.unwrap();
    world.until(3, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 3"), script.says("amira", "line 4")]).await.unwrap();
    world.quiet().await;
    assert_eq!(events(&world).await, 3);
    assert!(asks(&script, "amira"));
    process.accept(vec![script.taps("amira", &choice(&script, karim), None)]).await.unwrap();
    world.until(5, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1", "line 3", "line 4"]);
    assert_eq!(script.lines("sami"), Vec::<String>::new());
    process.accept(vec![script.says("amira", "line 5")]).await.unwrap();
    world.until(6, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim").last().unwrap(), "line 5");
}

#[tokio::test]
async fn a_line_that_is_being_shown_makes_the_next_one_doubtful() {
    let script = Script::keyless();
    let (world, process, karim, _) = two(&script).await;
    let permits = Arc::new(Semaphore::new(0));
    script.next("amira", [Answer::Wait(Arc::clone(&permits))]);
    process.accept(vec![script.says("sami", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    // It may stand in her chat already: only Telegram's answer is late.
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.quiet().await;
    assert_eq!(events(&world).await, 1);
    assert!(asks(&script, "amira"));
    process.accept(vec![script.taps("amira", &choice(&script, karim), None)]).await.unwrap();
    world.until(2, "event").await;

    // What is shown after the choice makes the next one doubtful again.
    permits.add_permits(1);
    world.until(2, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 2")]).await.unwrap();
    world.quiet().await;
    assert_eq!(events(&world).await, 2);
    process.accept(vec![script.taps("amira", &choice(&script, karim), None)]).await.unwrap();
    eventually("it is there", async || script.lines("karim") == ["line 1", "line 2"]).await;
    assert_eq!(script.lines("sami"), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_never_shown_makes_nothing_doubtful() {
    let script = Script::keyless();
    let (world, process, ..) = two(&script).await;
    script.next("amira", [Answer::Refused]);
    process.accept(vec![script.says("sami", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'dead'").await;
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    eventually("it is there", async || script.lines("karim") == ["line 1"]).await;
}

#[tokio::test]
async fn what_perhaps_was_shown_counts() {
    let script = Script::keyless();
    let (world, process, ..) = two(&script).await;
    script.next("amira", [Answer::Ambiguous { shown: true }, Answer::Ambiguous { shown: false }]);
    process.accept(vec![script.says("sami", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'ambiguous'").await;
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.quiet().await;
    assert_eq!(events(&world).await, 1);
    assert!(asks(&script, "amira"));
}

#[tokio::test]
async fn what_is_held_survives_the_process() {
    let script = Script::keyless();
    let (world, process, karim, _) = two(&script).await;
    process.accept(vec![script.says("sami", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 1"), script.commands("amira", "cancel")]).await.unwrap();
    world.quiet().await;
    process.kill();
    let process = world.start(&Setup::of(&script)).await;
    process.accept(vec![script.taps("amira", "held", None)]).await.unwrap();
    world.quiet().await;
    process.accept(vec![script.taps("amira", &choice(&script, karim), None)]).await.unwrap();
    eventually("it is there", async || script.lines("karim") == ["line 1"]).await;
}

#[tokio::test]
async fn what_is_held_is_sealed_and_outlives_the_process() {
    let script = Script::keyless();
    let (world, process, karim, _) = two(&script).await;
    process.accept(vec![script.says("sami", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    let lines = ["line of the old lighthouse", "line of the blue bicycle"];
    process.accept(lines.map(|line| script.says("amira", line)).to_vec()).await.unwrap();
    process.accept(vec![script.says("amira", "line of a red door")]).await.unwrap();
    eventually("it is asked to whom", async || asks(&script, "amira")).await;
    world.quiet().await;
    let dump = Dump::of(world.db.pool()).await;
    for words in ["lighthouse", "bicycle", "red door"] {
        assert!(!dump.holds(words), "{words}");
    }
    process.stop().await;
    let process = world.start(&Setup::of(&script)).await;
    let send = choice(&script, karim);
    process.accept(vec![script.taps("amira", &send, None)]).await.unwrap();
    eventually("all of it arrives", async || {
        script.lines("karim") == [lines[0], lines[1], "line of a red door"]
    })
    .await;
    assert!(!Dump::of(world.db.pool()).await.holds("lighthouse"));
}
