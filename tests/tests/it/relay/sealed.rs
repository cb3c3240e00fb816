//! What people say is sealed, and an erased conversation can be read by nobody.

use std::sync::Arc;

use chrono::DateTime;
use marketplace_core::masters::MasterState;
use marketplace_domain::{conversation::Side, id::ConversationId};
use relay::{Erased, erase, seal_what_is_not};
use serde_json::json;
use tests::keys::{Dump, master};
use uuid::Uuid;

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually},
};

/// Amira and Karim talk; what goes to Karim does not arrive yet.
async fn held_up(script: &Arc<Script>) -> (World, Process, ConversationId) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script).sweeping(OFTEN)).await;
    let id = world.pair(&process, (script, "amira"), (script, "karim")).await;
    script.always(
        "karim",
        Answer::RateLimited { retry_after: std::time::Duration::from_millis(50), whole_bot: false },
    );
    (world, process, id)
}

const WAITING: &str = "delivery where state in ('pending', 'sending', 'retry', 'held_window')";

#[tokio::test]
async fn no_table_holds_what_people_say_before_or_after_it_arrives() {
    let script = Script::keyless();
    let (world, process, id) = held_up(&script).await;
    let said = ["line of the blue bicycle", "line behind the old lighthouse"];
    process.accept(said.map(|line| script.says("amira", line)).to_vec()).await.unwrap();
    process.accept(vec![script.says("karim", "line about a red door")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    world.quiet().await;
    let dump = Dump::of(world.db.pool()).await;
    assert!(dump.holds("Learn German"), "what the market shows to everybody is not sealed");
    script.always("karim", None);
    world.until(3, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), said);
    let after = Dump::of(world.db.pool()).await;
    for line in said.into_iter().chain(["red door"]) {
        assert!(!dump.holds(line) && !after.holds(line), "{line}");
    }
    assert_eq!(world.said(id, Side::Provider).await, [(1, "line about a red door".to_owned())]);
}

#[tokio::test]
async fn lines_whose_rows_were_moved_or_changed_are_shown_to_nobody() {
    let script = Script::keyless();
    let (world, process, _) = held_up(&script).await;
    let other = world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let lines = ["line 0", "line 1", "line 2", "line 3"];
    process.accept(lines.map(|line| script.says("amira", line)).to_vec()).await.unwrap();
    process.accept(vec![script.says("lina", "line of Lina")]).await.unwrap();
    world.until(5, "event").await;
    let sql = format!(
        "update event e set body = o.body from event o
         where e.seq in (1, 2) and o.seq = 3 - e.seq and o.conversation = e.conversation;
         update event e set body = o.body from event o
         where e.seq = 3 and o.conversation = '{}';
         update event set body = set_byte(body, 20, 255 - get_byte(body, 20)) where seq = 4",
        other.uuid()
    );
    world.run(&sql).await;
    script.always("karim", None);
    world.until(4, "delivery where state = 'dead'").await;
    assert!(script.lines("karim").is_empty());
    process.accept(vec![script.says("amira", "line 4")]).await.unwrap();
    eventually("the lane goes on", async || script.lines("karim") == ["line 4"]).await;
}

#[tokio::test]
async fn an_erased_conversation_can_be_read_by_nobody_and_its_people_are_told() {
    let script = Script::keyless();
    let (world, process, id) = held_up(&script).await;
    process.accept(vec![script.says("karim", "line before")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    world.until(2, WAITING).await;

    assert_eq!(
        erase(&world.market, id).await.unwrap(),
        Some(Erased { waiting: 2, taken_back: 0, files: vec![] })
    );
    world.until(0, WAITING).await;
    script.always("karim", None);
    let told = |chat| {
        let screen = script.screen(chat).into_iter().map(|(_, text)| text);
        screen.filter(|text| text.starts_with('❌') && text.contains("was removed")).count()
    };
    eventually("Amira is told once", async || told("amira") == 1).await;
    assert_eq!((told("karim"), script.lines("karim").len()), (0, 0));
    assert_eq!(world.number("select count(*) from data_key where wrapped is not null").await, 0);
    assert_eq!(world.said(id, Side::Requester).await.len(), 0, "there is no key");

    // Nothing goes on in it, whoever tries, and reading the list of chats does not break.
    process.accept(vec![script.says("amira", "line 2"), script.says("karim", "line 3")]).await.unwrap();
    for chat in ["amira", "karim"] {
        let taps = ["go.chats".to_owned(), format!("enter.{id}"), format!("leave.{id}")];
        process.accept(taps.iter().map(|data| script.taps(chat, data, None)).collect()).await.unwrap();
    }
    world.quiet().await;
    assert_eq!(world.number("select count(*) from event").await, 3);
    assert_eq!(world.number("select count(*) from data_key where wrapped is not null").await, 0);
    assert_eq!(
        erase(&world.market, id).await.unwrap(),
        Some(Erased { waiting: 0, taken_back: 0, files: vec![] })
    );
    assert_eq!(told("amira"), 1);
    let missing = ConversationId::from_uuid(Uuid::from_u128(1));
    assert_eq!(erase(&world.market, missing).await.unwrap(), None);
}

#[tokio::test]
async fn a_conversation_is_erased_while_its_lines_are_on_their_way() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let lines = (0..40).map(|n| script.says(["amira", "karim"][n % 2], &format!("line {n}")));
    process.accept(lines.collect()).await.unwrap();
    erase(&world.market, id).await.unwrap().unwrap();
    world.until(0, WAITING).await;
    let unsettled = "select count(*) from delivery where state not in ('sent', 'cancelled')";
    assert_eq!(world.number(unsettled).await, 0);
}

#[tokio::test]
async fn what_shows_it_in_a_web_chat_is_taken_back() {
    let (world, script) = (World::new().await, Script::keyed());
    let process = world.start(&Setup::of(&script)).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    // Karim's chat is kept by us, with two messages, one of which is that line.
    world.market.register_visitor(&[1; 32], "karim", DateTime::UNIX_EPOCH).await.unwrap();
    let mut entries = Vec::new();
    for key in ["a", "b"] {
        let body = json!({"text": key});
        let entry =
            marketplace_core::mailbox::NewEntry { key, body: &body, photos: &[], at: DateTime::UNIX_EPOCH };
        entries.push(world.market.append_entry("karim", entry).await.unwrap().id);
    }
    world.run(&format!("update link set native = '{}'", entries[0])).await;
    assert_eq!(
        erase(&world.market, id).await.unwrap(),
        Some(Erased { waiting: 0, taken_back: 1, files: vec![] })
    );
    let (_, left) = world.market.latest_entries("karim", 10).await.unwrap();
    assert_eq!(left.iter().map(|entry| entry.id).collect::<Vec<_>>(), [entries[1]]);
}

#[tokio::test]
async fn a_line_waits_for_a_master_key_that_the_process_does_not_know_yet() {
    let script = Script::keyless();
    let (world, process, id) = held_up(&script).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, WAITING).await;
    // Somebody else changes the master key.
    world.market.name_master(&master(2), MasterState::Coming, None).await.unwrap();
    world.market.vault().learn(master(2));
    world.market.use_coming_master().await.unwrap();
    while world.market.rewrap_some().await.unwrap() > 0 {}
    script.always("karim", None);
    // Whoever speaks is told that it does not work now.
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.quiet().await;
    assert!(script.screen("amira").last().unwrap().1.starts_with('❌'), "{:?}", script.screen("amira"));
    world.until(1, WAITING).await;
    process.market.vault().learn(master(2));
    eventually("it arrives", async || script.lines("karim") == ["line 0"]).await;
    process.accept(vec![script.says("amira", "line 2")]).await.unwrap();
    eventually("and others too", async || script.lines("karim") == ["line 0", "line 2"]).await;
    assert_eq!(world.said(id, Side::Requester).await.len(), 2);
}

#[tokio::test]
async fn what_was_said_before_it_was_sealed_is_sealed_in_steps_and_arrives() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.stop().await;
    world.market.register_visitor(&[1; 32], "visitor", DateTime::UNIX_EPOCH).await.unwrap();
    let plant = format!(
        "insert into event (conversation, side, seq, plain, at)
         select '{id}', 'requester', n, jsonb_build_object('text', 'line ' || n), now()
         from generate_series(1, 1200) n;
         update conversation set requester_seq = 1200;
         insert into delivery (endpoint, conversation, event, key, due_at)
         select e.id, v.conversation, v.id, 'key', now() from event v, endpoint e
         where v.seq = 1200 and e.chat = 'karim';
         insert into lane (endpoint, due_at) select endpoint, now() from delivery
         on conflict (endpoint) do update set due_at = now();
         update mailbox set version = 1;
         insert into mailbox_entry (address, id, version, key, at, plain)
         values ('visitor', 1, 1, 'key', now(), '{{\"text\": \"a green umbrella\"}}');
         create function fail() returns trigger language plpgsql as $$
         begin raise exception 'as told'; end $$;
         create trigger failing before update on event for each row
         when (new.seq = 700) execute function fail()",
        id = id.uuid()
    );
    world.run(&plant).await;
    let dump = Dump::of(world.db.pool()).await;
    assert!(dump.holds("line 1200") && dump.holds("a green umbrella"));

    assert!(seal_what_is_not(&world.market).await.is_err(), "it is cut off in the middle");
    world.until(700, "event where plain is not null and body is null").await;
    world.run("drop trigger failing on event").await;
    seal_what_is_not(&world.market).await.unwrap();
    let dump = Dump::of(world.db.pool()).await;
    assert!(!dump.holds("line 1") && !dump.holds("a green umbrella"));
    let said = world.said(id, Side::Requester).await;
    assert!(said.into_iter().eq((1..=1200).map(|n| (n, format!("line {n}")))));
    let (_, entries) = world.market.latest_entries("visitor", 10).await.unwrap();
    assert_eq!(entries[0].body, Some(json!({"text": "a green umbrella"})));
    let _process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    eventually("it arrives", async || script.lines("karim") == ["line 1200"]).await;
}
