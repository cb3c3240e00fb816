use std::sync::Arc;

use adapter::{Inbound, Kind};
use serde_json::json;
use telegram::{Telegram, poll};
use tests::fake_telegram::{FakeTelegram, Fault, Rule};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Desk, SOON, assert_known, connect};

fn start(telegram: &Arc<Telegram>, desk: &Arc<Desk>) -> (CancellationToken, JoinHandle<()>) {
    let stop = CancellationToken::new();
    let task = tokio::spawn(poll(Arc::clone(telegram), Arc::clone(desk) as _, stop.clone()));
    (stop, task)
}

async fn finish(stop: CancellationToken, task: JoinHandle<()>) {
    stop.cancel();
    tokio::time::timeout(SOON, task).await.expect("the poll ends soon").unwrap();
}

/// What the updates say; they must all be texts.
fn texts(updates: &[Inbound]) -> Vec<&str> {
    updates
        .iter()
        .map(|update| match &update.kind {
            Kind::Text { text, .. } => text.text(),
            other => panic!("a text was expected, not {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn an_update_is_confirmed_only_after_it_was_accepted() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::waiting();
    let (stop, task) = start(&connect(&fake).await, &desk);
    fake.user(7, "Amel", "amel", "fr").send_text("hello");
    desk.offered(1).await;
    assert_eq!(fake.pending_updates(), 1);
    desk.let_one_through();
    assert_eq!(texts(&desk.stored(1).await), ["hello"]);
    finish(stop, task).await;
    assert_eq!(fake.pending_updates(), 0);
    assert_known(&fake);
}

#[tokio::test]
async fn what_is_accepted_during_shutdown_is_confirmed() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::waiting();
    let (stop, task) = start(&connect(&fake).await, &desk);
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.send_text("hello");
    desk.offered(1).await;
    stop.cancel();
    amel.send_text("too late for this process");
    desk.let_one_through();
    finish(stop, task).await;
    assert_eq!(texts(&desk.stored(1).await), ["hello"]);
    assert_eq!(fake.pending_updates(), 1);
}

#[tokio::test]
async fn what_is_not_accepted_is_offered_again_and_never_confirmed_before() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(2);
    let (stop, task) = start(&connect(&fake).await, &desk);
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.send_text("hello");
    desk.offered(2).await;
    assert_eq!(fake.pending_updates(), 1);
    assert_eq!(texts(&desk.stored(1).await), ["hello"]);
    amel.send_text("again");
    assert_eq!(texts(&desk.stored(2).await), ["hello", "again"]);
    finish(stop, task).await;
    assert_eq!(fake.pending_updates(), 0);
}

#[tokio::test]
async fn what_is_never_accepted_stays_with_telegram() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(usize::MAX);
    let (stop, task) = start(&connect(&fake).await, &desk);
    fake.user(7, "Amel", "amel", "fr").send_text("hello");
    desk.offered(2).await;
    finish(stop, task).await;
    assert_eq!(fake.pending_updates(), 1);
}

#[tokio::test]
async fn an_update_that_cannot_be_read_does_not_block_the_next() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(0);
    let amel = fake.user(7, "Amel", "amel", "fr");
    let strange = json!({"message": {"message_id": 1, "date": "now", "from": {"id": 7},
        "chat": {"id": 7, "type": "private"}, "text": ["?"]}});
    let number = fake.push_update(strange).unwrap();
    amel.send_text("hello");
    let (stop, task) = start(&connect(&fake).await, &desk);
    let updates = desk.stored(2).await;
    assert!(matches!(updates[0].kind, Kind::Parked { .. }));
    assert_eq!(updates[0].native.0, number.to_string());
    assert_eq!(texts(&updates[1..]), ["hello"]);
    finish(stop, task).await;
    assert_eq!(fake.pending_updates(), 0);
}

#[tokio::test]
async fn polling_goes_on_after_every_kind_of_failure() {
    let fake = FakeTelegram::start().await;
    let telegram = connect(&fake).await;
    for fault in [Fault::DropBefore, Fault::DropAfter, Fault::ServerError(502), Fault::TooManyRequests(0)] {
        fake.fault(Rule::next(1, fault).method("getUpdates"));
    }
    fake.fault(Rule::next(1, Fault::ServerError(500)).method("deleteWebhook"));
    let desk = Desk::refusing(0);
    let (stop, task) = start(&telegram, &desk);
    fake.user(7, "Amel", "amel", "fr").send_text("hello");
    assert_eq!(texts(&desk.stored(1).await), ["hello"]);
    assert_eq!(fake.faults_struck(), 5);
    finish(stop, task).await;
}
