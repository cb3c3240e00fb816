//! People who talk in pairs, put into the database before the product starts.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that has no people cannot go on")]

use std::sync::Arc;

use chrono::Utc;
use marketplace_core::{Market, OsEntropy};
use marketplace_domain::{
    account::{Identity, Language, Platform},
    clock::{Clock, SystemClock},
    id::ConversationId,
    place::Gazetteer,
    request::{Content, Need, Photos},
    text::Title,
};
use serde_json::json;
use sqlx::PgPool;

/// Two people in a conversation; both are on Telegram and are talking to each other.
pub struct Pair {
    /// Who posted the request.
    pub requester: i64,
    /// Who answered.
    pub provider: i64,
}

fn content(number: i64) -> Content {
    let to = Gazetteer::embedded().find("Tunis", None).first().expect("a town").place();
    Content {
        title: Title::parse(&format!("Thing {number}")).expect("a title"),
        description: None,
        need: Need::Buy { items: Vec::new(), from: None, to },
        due: None,
        reward: None,
        photos: Photos::default(),
    }
}

/// Makes so many pairs on that bot.
///
/// # Panics
/// Where the database cannot be reached.
pub async fn make(pool: &PgPool, bot: &str, count: i64) -> Vec<Pair> {
    let market = Market::new(pool.clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let mut pairs = Vec::new();
    for number in 0..count {
        let pair = Pair { requester: 10_000 + 2 * number, provider: 10_001 + 2 * number };
        let mut unit = market.begin().await.expect("the database answers");
        let identity = |id: i64| Identity { platform: Platform::Telegram, subject: id.to_string() };
        let people = unit
            .people(&[identity(pair.requester), identity(pair.provider)])
            .await
            .expect("the database answers");
        let [requester, provider] = people.as_slice() else { panic!("two people") };
        for person in &people {
            unit.set_language(person.account, Language::En).await.expect("the database answers");
        }
        let request = unit.publish(requester.account, content(number)).await.expect("the database answers");
        let (view, _) = unit.answer(provider.account, request.id).await.expect("the database answers");
        unit.commit().await.expect("the database answers");
        for (person, id) in [(requester, pair.requester), (provider, pair.provider)] {
            seat(pool, bot, id, person.account.uuid(), view.id).await;
        }
        pairs.push(pair);
    }
    pairs
}

async fn seat(pool: &PgPool, bot: &str, chat: i64, account: sqlx::types::Uuid, conversation: ConversationId) {
    let now: chrono::DateTime<Utc> = SystemClock.now();
    // As after entering the conversation just now: nobody has to be asked whom a line is for.
    let session = json!({ "talking": conversation, "aim": { "heard": 0, "at": now } }).to_string();
    sqlx::query(
        "INSERT INTO endpoint (platform, bot, chat, account, session, seen_at)
         VALUES ('telegram', $1, $2, $3, $4, $5)",
    )
    .bind(bot)
    .bind(chat.to_string())
    .bind(account)
    .bind(session)
    .bind(now)
    .execute(pool)
    .await
    .expect("the database answers");
}
