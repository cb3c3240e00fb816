//! The least that can be done: one durable statement a batch of updates, then the replies.
//!
//! No state machine, no check of what people write, no retry, no limits: the ceiling that any bot
//! which keeps every step in Postgres can be compared with. Each person's place in the form is kept
//! in memory, and the rows that would rebuild it are written before the replies go out.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::sync::Semaphore;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Connections to the platform.
const CONNECTIONS: usize = 64;

const PROMPTS: [&str; 5] = [
    "What should it say? A short title, at most 100 characters.",
    "Where from? A town or an address.",
    "Where to? A town or an address.",
    "When is it due? A date such as 20/12.",
    "What is the reward? An amount such as 15 €.",
];

#[derive(Deserialize)]
struct Batch {
    result: Vec<Update>,
}

#[derive(Deserialize)]
struct Update {
    update_id: i64,
    message: Option<Message>,
    callback_query: Option<CallbackQuery>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    chat: Chat,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
}

#[derive(Deserialize)]
struct CallbackQuery {
    id: String,
    message: Option<Message>,
    data: Option<String>,
}

/// One call of the platform.
type Call = (&'static str, Value);

#[tokio::main]
async fn main() -> Result<(), Error> {
    let address = format!("{}/bot{}", env("TELEGRAM_API_URL")?, env("TELEGRAM_BOT_TOKEN")?);
    let pool = PgPoolOptions::new().max_connections(2).connect(&env("DATABASE_URL")?).await?;
    let table = "CREATE TABLE step (update_id bigint PRIMARY KEY, chat bigint NOT NULL, said text NOT NULL)";
    sqlx::query(table).execute(&pool).await?;
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(CONNECTIONS + 1).build()?;
    tokio::select! {
        ended = poll(&http, address.into(), &pool) => ended,
        stopped = tokio::signal::ctrl_c() => Ok(stopped?),
    }
}

fn env(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}

async fn poll(http: &reqwest::Client, address: Arc<str>, pool: &PgPool) -> Result<(), Error> {
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let mut said: HashMap<i64, Vec<String>> = HashMap::new();
    let mut offset = 0;
    loop {
        let wanted = json!({ "offset": offset, "timeout": 10, "limit": 100 });
        let answer = http.post(format!("{address}/getUpdates")).json(&wanted).send().await?;
        let batch: Batch = serde_json::from_slice(&answer.bytes().await?)?;
        let Some(last) = batch.result.last() else { continue };
        offset = last.update_id + 1;
        store(pool, &batch.result).await?;
        for update in batch.result {
            for (method, body) in replies(&mut said, update) {
                let permit = Arc::clone(&open).acquire_owned().await?;
                let request = http.post(format!("{address}/{method}")).json(&body);
                tokio::spawn(async move {
                    if let Ok(answer) = request.send().await {
                        let _ = answer.bytes().await;
                    }
                    drop(permit);
                });
            }
        }
    }
}

/// Writes the whole batch in one statement, which is durable when it returns.
async fn store(pool: &PgPool, updates: &[Update]) -> Result<(), Error> {
    let ids: Vec<i64> = updates.iter().map(|update| update.update_id).collect();
    let chats: Vec<i64> = updates.iter().filter_map(Update::message).map(|message| message.chat.id).collect();
    let said: Vec<&str> = updates.iter().map(Update::said).collect();
    sqlx::query("INSERT INTO step SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::text[])")
        .bind(ids)
        .bind(chats)
        .bind(said)
        .execute(pool)
        .await?;
    Ok(())
}

impl Update {
    fn message(&self) -> Option<&Message> {
        self.message.as_ref().or_else(|| self.callback_query.as_ref()?.message.as_ref())
    }

    fn said(&self) -> &str {
        let tapped = self.callback_query.as_ref().and_then(|query| query.data.as_deref());
        let written = self.message.as_ref().and_then(|message| message.text.as_deref());
        tapped.or(written).unwrap_or_default()
    }
}

fn replies(people: &mut HashMap<i64, Vec<String>>, update: Update) -> Vec<Call> {
    if let Some(query) = update.callback_query {
        let Some(message) = query.message else { return Vec::new() };
        let chat = message.chat.id;
        people.entry(chat).or_default().push(query.data.unwrap_or_default());
        let edit = json!({ "chat_id": chat, "message_id": message.message_id, "text": PROMPTS[0] });
        return vec![
            ("answerCallbackQuery", json!({ "callback_query_id": query.id })),
            ("editMessageText", edit),
        ];
    }
    let Some(Message { chat: Chat { id: chat }, text: Some(text), .. }) = update.message else {
        return Vec::new();
    };
    let (text, keyboard) = match text.as_str() {
        "/post" => {
            people.insert(chat, Vec::new());
            let kinds = json!([
                [button("Buy & deliver", "kind:buy"), button("Pick up & deliver", "kind:pickup")],
                [button("Online service", "kind:service")],
            ]);
            ("New request. What do you need?".to_owned(), Some(kinds))
        }
        "/cancel" => {
            people.remove(&chat);
            ("Cancelled. Nothing was published.".to_owned(), None)
        }
        _ => next_step(people.entry(chat).or_default(), text),
    };
    let mut body = json!({ "chat_id": chat, "text": text });
    if let Some(keyboard) = keyboard {
        body["reply_markup"] = json!({ "inline_keyboard": keyboard });
    }
    vec![("sendMessage", body)]
}

fn next_step(said: &mut Vec<String>, text: String) -> (String, Option<Value>) {
    said.push(text);
    if let Some(prompt) = PROMPTS.get(said.len() - 1) {
        return ((*prompt).to_owned(), None);
    }
    let names = ["Kind", "Title", "From", "To", "Due", "Reward"];
    let lines: Vec<String> = names.iter().zip(said).map(|(name, said)| format!("{name}: {said}")).collect();
    let review =
        json!([[button("Publish", "publish")], [button("Edit", "edit"), button("Cancel", "cancel")]]);
    (format!("Your request:\n{}", lines.join("\n")), Some(review))
}

fn button(text: &str, data: &str) -> Value {
    json!({ "text": text, "callback_data": data })
}
