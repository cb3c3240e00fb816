//! Inline mode, as people use it in chats that are not ours.

use std::sync::Arc;

use tests::fake_telegram::FakeTelegram;
use tokio_util::sync::CancellationToken;

use super::{Desk, SOON, assert_known, connect};

#[tokio::test]
async fn a_question_is_answered_beside_updates_and_not_stored() {
    let fake = FakeTelegram::start().await;
    let user = fake.user(7, "Amel", "amel", "fr");
    assert!(user.ask_inline("iphone").is_none(), "its owner did not turn it on");
    fake.set_inline(true);
    let telegram = connect(&fake).await;
    let desk = Desk::refusing(0);
    let stop = CancellationToken::new();
    let poll = tokio::spawn(telegram::poll(Arc::clone(&telegram), Arc::clone(&desk) as Arc<_>, stop.clone()));
    user.send_text("hello");
    desk.stored(1).await;
    let query = user.ask_inline("iphone").unwrap();
    let answer = query.answered(SOON).await.unwrap();
    assert_eq!(answer.results.len(), 1);
    let result = &answer.results[0];
    assert_eq!(result["type"], "article");
    assert_eq!(result["title"], "iphone");
    assert_eq!(result["description"], "fr");
    assert_eq!(
        result["input_message_content"]["message_text"],
        format!("https://t.me/{}?start=", telegram.username())
    );
    assert!(answer.is_personal && answer.cache_time <= 60);
    user.send_text("bye");
    assert_eq!(desk.stored(2).await.len(), 2, "what was asked is no update");
    stop.cancel();
    poll.await.unwrap();
    assert_eq!(fake.pending_updates(), 0, "it was acknowledged");
    assert_known(&fake);
}
