//! A chat has one live card, and it is the last thing on the screen.

use std::sync::Arc;

use adapter::{NativeId, Outbound};

use super::{
    script::{Answer, Script},
    world::{Process, Setup, World},
};

/// Amira has a menu before her.
async fn menu(script: &Arc<Script>) -> (World, Process, NativeId) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script)).await;
    world.person(script, "amira").await;
    process.accept(vec![script.commands("amira", "start")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1);
    (world, process, screen[0].0.clone())
}

async fn live(world: &World) -> String {
    let sql = "select live from endpoint where chat = 'amira'";
    sqlx::query_scalar(sql).fetch_one(world.db.pool()).await.unwrap()
}

#[tokio::test]
async fn a_tap_changes_the_card_in_place_and_a_line_moves_it_below() {
    let script = Script::keyless();
    let (world, process, card) = menu(&script).await;
    process.accept(vec![script.taps("amira", "go.help", Some(&card))]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!((screen.len(), &screen[0].0), (1, &card));
    assert!(screen[0].1.contains('❓'), "{}", screen[0].1);

    process.accept(vec![script.says("amira", "hello")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1, "the former one is taken back");
    assert_ne!(screen[0].0, card);
    assert_eq!(live(&world).await, screen[0].0.0);
}

#[tokio::test]
async fn a_card_that_is_gone_is_shown_anew() {
    let script = Script::keyless();
    let (world, process, card) = menu(&script).await;
    script.next("amira", [Answer::NoSuchMessage]);
    process.accept(vec![script.taps("amira", "go.help", Some(&card))]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1);
    assert!(screen[0].0 != card && screen[0].1.contains('❓'));
    assert_eq!(live(&world).await, screen[0].0.0);
}

#[tokio::test]
async fn a_tap_on_an_older_message_does_not_change_that_one() {
    let script = Script::keyless();
    let (world, process, card) = menu(&script).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("karim", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    let line = script.screen("amira").last().unwrap().0.clone();
    // Also where it is not known which card is the live one.
    let mut process = process;
    for known in [true, false] {
        if !known {
            process.stop().await;
            world.run("update endpoint set live = null").await;
            process = world.start(&Setup::of(&script)).await;
        }
        process.accept(vec![script.taps("amira", &format!("enter.{id}"), Some(&line))]).await.unwrap();
        world.quiet().await;
        assert_eq!(script.lines("amira"), ["line 0"], "it stays");
        assert_ne!(script.screen("amira").last().unwrap().0, line, "the card is below it");
    }
    process.accept(vec![script.taps("amira", "go.menu", Some(&card))]).await.unwrap();
    world.quiet().await;
    assert!(
        script
            .calls("amira")
            .iter()
            .all(|call| !matches!(&call.what, Outbound::Edit { id, .. } if *id == line))
    );
}

#[tokio::test]
async fn the_card_is_known_after_a_restart() {
    let script = Script::keyless();
    let (world, process, card) = menu(&script).await;
    process.kill();
    let process = world.start(&Setup::of(&script)).await;
    process.accept(vec![script.taps("amira", "go.help", Some(&card))]).await.unwrap();
    world.quiet().await;
    assert_eq!(script.screen("amira")[0].0, card, "in place");
    process.kill();
    let process = world.start(&Setup::of(&script)).await;
    process.accept(vec![script.says("amira", "hello")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1, "the one from before the restart is taken back");
    assert_ne!(screen[0].0, card);
}

#[tokio::test]
async fn many_taps_at_once_leave_one_card() {
    let script = Script::keyless();
    let (world, process, card) = menu(&script).await;
    for _ in 0..5 {
        let taps = ["go.help", "go.settings", "go.post", "go.start"];
        let mut batch: Vec<_> = taps.iter().map(|data| script.taps("amira", data, Some(&card))).collect();
        batch.insert(2, script.commands("amira", "help"));
        process.accept(batch).await.unwrap();
    }
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1);
    assert_eq!(live(&world).await, screen[0].0.0);
}
