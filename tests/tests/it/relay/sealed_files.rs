//! Files that cross are sealed as lines are, and are erased with their conversation.

use adapter::{FileRef, Kind};
use marketplace_domain::{id::ConversationId, media::FileKind};
use relay::{delete_files, erase};

use super::{
    files::{Store, sends, shown, talking},
    script::Script,
    world::{World, eventually},
};

const WORDS: &str = "at the old lighthouse";

#[tokio::test]
async fn a_file_that_crossed_is_sealed_and_an_erasure_leaves_nothing_to_open_and_nothing_in_the_bucket() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("words", Ok(WORDS.as_bytes()));
    process.accept(vec![sends(&script, "words", "line 0", None)]).await.unwrap();
    eventually("it is shown", async || !shown(&script, "karim").is_empty()).await;
    let file = shown(&script, "karim").concat().pop().unwrap();
    assert_eq!(file.read().await.unwrap(), WORDS.as_bytes());
    let names = store.bucket.names().await;
    let [name] = names.as_slice() else { panic!("one object, not {names:?}") };
    let raw = store.bucket.raw(name).await;
    assert!(!raw.windows(10).any(|part| part == &WORDS.as_bytes()[..10]), "it is sealed");

    let id: uuid::Uuid =
        sqlx::query_scalar("select id from conversation").fetch_one(world.db.pool()).await.unwrap();
    let id = ConversationId::from_uuid(id);
    let erased = erase(&world.market, id).await.unwrap().unwrap();
    assert_eq!(erased.files, [file.id]);
    assert!(file.read().await.is_err(), "it stands in the bucket, and opens for nobody");
    delete_files(&store.blobs, &erased.files).await.unwrap();
    delete_files(&store.blobs, &erased.files).await.unwrap();
    assert!(store.bucket.names().await.is_empty());
}

#[tokio::test]
async fn a_file_that_is_being_fetched_while_its_conversation_is_erased_is_kept_nowhere() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    for number in 0..2 {
        script.has(&format!("words {number}"), Ok(WORDS.as_bytes()));
    }
    let gate = script.hold("words 0");
    process.accept(vec![sends(&script, "words 0", "line 0", None)]).await.unwrap();
    world.until(1, "file where attempts = 1").await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from conversation").fetch_one(world.db.pool()).await.unwrap();
    let id = ConversationId::from_uuid(id);
    assert_eq!(erase(&world.market, id).await.unwrap().unwrap().files.len(), 1);
    gate.add_permits(1);
    // By the time that another one has crossed, the first one was stored as well.
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let other = Kind::file(FileKind::Document, FileRef("words 1".to_owned()), "line 1");
    process.accept(vec![script.update("lina", other)]).await.unwrap();
    eventually("the other one", async || !shown(&script, "sami").is_empty()).await;
    eventually("the first one was deleted", async || store.bucket.names().await.len() == 1).await;
    world.until(1, "file where state = 'gone' and key is null").await;
    assert!(shown(&script, "karim").is_empty());
}
