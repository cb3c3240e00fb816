//! People whom a process remembers are served without reading anything, and still rightly.

use adapter::NativeId;

use super::{
    script::Script,
    world::{OFTEN, Process, Setup, World},
};

/// Nothing can be read of people from here on: who is not remembered cannot be served.
async fn hide_people(world: &World) {
    world.run("alter table account rename to hidden").await;
}

async fn asks_for_help(world: &World, process: &Process, script: &Script) -> NativeId {
    process.accept(vec![script.commands("amira", "help")]).await.unwrap();
    world.quiet().await;
    script.screen("amira").last().unwrap().0.clone()
}

#[tokio::test]
async fn who_is_remembered_is_served_without_being_read() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.person(&script, "amira").await;
    let card = asks_for_help(&world, &process, &script).await;
    hide_people(&world).await;
    process.accept(vec![script.taps("amira", "go.post", Some(&card))]).await.unwrap();
    process.accept(vec![script.commands("amira", "help")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1);
    assert!(screen[0].1.contains('❓'), "{}", screen[0].1);
    assert_eq!(world.number("select count(*) from inbox where raw is not null").await, 0);
}

#[tokio::test]
async fn what_is_told_again_is_not_done_again() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.person(&script, "amira").await;
    asks_for_help(&world, &process, &script).await;
    let update = script.commands("amira", "post");
    let calls = script.calls("amira").len();
    process.accept(vec![update.clone(), update.clone()]).await.unwrap();
    process.accept(vec![update]).await.unwrap();
    world.quiet().await;
    assert_eq!(script.calls("amira").len() - calls, 1);
}

#[tokio::test]
async fn two_processes_that_serve_one_chat_know_what_the_other_did() {
    let (world, script) = (World::new().await, Script::keyless());
    let [one, other] = [world.start(&Setup::of(&script)).await, world.start(&Setup::of(&script)).await];
    world.person(&script, "amira").await;
    asks_for_help(&world, &one, &script).await;
    asks_for_help(&world, &other, &script).await;
    for (process, tap) in [(&one, "go.post"), (&other, "go.settings"), (&one, "go.post"), (&other, "go.help")]
    {
        let card = script.screen("amira").last().unwrap().0.clone();
        process.accept(vec![script.taps("amira", tap, Some(&card))]).await.unwrap();
        world.quiet().await;
        let screen = script.screen("amira");
        assert_eq!((screen.len(), &screen[0].0), (1, &card), "in place: {tap}");
    }
    let card = script.screen("amira")[0].0.clone();
    one.accept(vec![script.commands("amira", "post")]).await.unwrap();
    world.quiet().await;
    other.accept(vec![script.says("amira", "hello")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), 1, "the card of the other process is taken back");
    assert!(screen[0].0 != card && screen[0].1.contains('✍'), "{}", screen[0].1);
}

#[tokio::test]
async fn a_reply_that_was_stored_and_never_handed_over_is_found() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.person(&script, "amira").await;
    asks_for_help(&world, &process, &script).await;
    // As after a commit whose end nobody learned: it stands there, in the name of a process that
    // lives.
    world
        .run(
            r#"insert into reply (endpoint, owner, body)
               select e.id, (l.classid::bigint << 32) | l.objid::bigint, '[{"stay":{"message":{"text":{"text":"found"}}}}]'
               from endpoint e, pg_locks l join pg_database d on d.oid = l.database
               where l.locktype = 'advisory' and d.datname = current_database()"#,
        )
        .await;
    world.quiet().await;
    let found = script.screen("amira").iter().filter(|(_, text)| text == "found").count();
    assert_eq!(found, 1);
    drop(process);
}
