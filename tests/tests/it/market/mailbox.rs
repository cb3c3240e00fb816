//! Web chats, as the database keeps them.

use chrono::{DateTime, Utc};
use marketplace_core::mailbox::{MailboxChange, MailboxError, NewEntry};
use marketplace_domain::id::PhotoId;
use serde_json::{Value, json};
use tests::keys::Dump;

use super::World;

impl World {
    async fn append(&self, key: &str, body: &Value) -> Result<MailboxChange, MailboxError> {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        self.market.append_entry("chat", NewEntry { key, body, photos: &[], at }).await
    }

    async fn replace(&self, seen: &MailboxChange, body: &Value, photos: &[PhotoId]) -> bool {
        self.market.replace_entry("chat", seen.id, seen.version, body, photos).await.unwrap()
    }

    async fn visitor() -> Self {
        let world = Self::new().await;
        world.market.register_visitor(&[1; 32], "chat", DateTime::UNIX_EPOCH).await.unwrap();
        world
    }
}

#[tokio::test]
async fn what_stands_in_a_chat_is_sealed_and_reads_back() {
    let world = World::visitor().await;
    let first = json!({"text": "the blue bicycle"});
    let added = world.append("a", &first).await.unwrap();
    assert_eq!(world.append("a", &json!("another")).await.unwrap(), added, "one key adds once");
    let second = world.append("b", &json!({"text": "the old lighthouse"})).await.unwrap();
    assert!(world.replace(&second, &json!({"text": "a red door"}), &[]).await);
    let (version, entries) = world.market.latest_entries("chat", 10).await.unwrap();
    let bodies: Vec<_> = entries.iter().map(|entry| entry.body.clone().unwrap()).collect();
    assert_eq!(bodies, [first, json!({"text": "a red door"})]);
    assert_eq!(world.market.entry("chat", added.id).await.unwrap(), Some(added.clone()));
    let since = world.market.entries_since("chat", added.version, 10).await.unwrap();
    assert_eq!(since.iter().map(|entry| entry.version).collect::<Vec<_>>(), [version]);
    let dump = Dump::of(world.db.pool()).await;
    for words in ["blue bicycle", "old lighthouse", "red door"] {
        assert!(!dump.holds(words), "{words}");
    }
    world.market.remove_entries("chat", &[added.id]).await.unwrap();
    assert_eq!(world.market.entry("chat", added.id).await.unwrap().unwrap().body, None);
}

#[tokio::test]
async fn an_entry_that_was_moved_or_put_back_is_not_read() {
    let world = World::visitor().await;
    let entry = world.append("a", &json!("one")).await.unwrap();
    let other = world.append("b", &json!("two")).await.unwrap();
    let body = |id| {
        let sql = "select body from mailbox_entry where id = $1";
        sqlx::query_scalar::<_, Vec<u8>>(sql).bind(id).fetch_one(world.db.pool())
    };
    let before = body(entry.id).await.unwrap();
    let put = async |body: &[u8]| {
        let sql = "update mailbox_entry set body = $2 where id = $1";
        sqlx::query(sql).bind(entry.id).bind(body).execute(world.db.pool()).await.unwrap();
        world.market.entry("chat", entry.id).await.is_err()
    };
    assert!(put(&body(other.id).await.unwrap()).await, "another one's");
    assert!(!put(&before).await);
    assert!(world.replace(&entry, &json!("three"), &[]).await);
    assert!(put(&before).await, "what it said before");
}

#[tokio::test]
async fn what_was_changed_meanwhile_is_not_overwritten() {
    let world = World::visitor().await;
    let photo: PhotoId = "00000000000000000000000000000007".parse().unwrap();
    let seen = world.append("a", &json!("one")).await.unwrap();
    assert!(world.replace(&seen, &json!("two"), &[photo]).await);
    assert!(world.market.mailbox_shows("chat", photo).await.unwrap());
    assert!(!world.replace(&seen, &json!("three"), &[]).await, "it is not as it was seen");
    let now = world.market.entry("chat", seen.id).await.unwrap().unwrap();
    assert_eq!(now.body, Some(json!("two")));
    assert!(world.replace(&now, &json!("four"), &[]).await);
    assert!(!world.market.mailbox_shows("chat", photo).await.unwrap(), "nothing of it is left");
    let now = world.market.entry("chat", seen.id).await.unwrap().unwrap();
    world.market.remove_entries("chat", &[now.id]).await.unwrap();
    assert!(!world.replace(&now, &json!("five"), &[]).await, "it is gone");
}

#[tokio::test]
async fn an_entry_that_is_too_large_is_refused_and_nobody_has_no_chat() {
    let world = World::visitor().await;
    let large = json!("x".repeat(300_000));
    assert!(matches!(world.append("a", &large).await, Err(MailboxError::TooLarge)));
    assert!(world.append("a", &json!("small")).await.is_ok());
    let at = DateTime::UNIX_EPOCH;
    let entry = NewEntry { key: "a", body: &json!("x"), photos: &[], at };
    let nobody = world.market.append_entry("nobody", entry).await;
    assert!(matches!(nobody, Err(MailboxError::NoVisitor)));
}
