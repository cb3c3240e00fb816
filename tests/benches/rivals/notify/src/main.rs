//! The classic relay on Postgres: a row and a NOTIFY for each message.
//!
//! One transaction a message stores it, and a trigger notifies of the row. Workers are woken by these
//! notifications: each takes the oldest row that waits (`FOR UPDATE SKIP LOCKED`), marks it as being
//! sent, sends it, and marks it as sent. As such programs are mostly written, it neither seals what is
//! said, nor filters it, nor holds to limits, nor counts tries, and nothing keeps two lines of one
//! conversation in their order once they are with two workers.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::{Notify, mpsc};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Workers on either side. Measured: neither half nor twice as many are faster.
const WORKERS: usize = 16;
/// How often a worker looks without being told: a notification may be lost with its connection.
const LOOK: Duration = Duration::from_secs(5);

const SCHEMA: &str = "
    CREATE TABLE pair (chat bigint PRIMARY KEY, peer bigint NOT NULL);
    CREATE TABLE message (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        update_id bigint NOT NULL UNIQUE,
        recipient bigint NOT NULL,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'pending',
        sent_as bigint
    );
    CREATE INDEX message_pending ON message (id) WHERE state = 'pending';
    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_notify('message', NEW.id::text); RETURN NULL; END
    $$;
    CREATE TRIGGER tell AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION tell();
";

#[derive(Deserialize)]
struct Answer<T> {
    result: T,
}

#[derive(Deserialize)]
struct Update {
    update_id: i64,
    message: Option<Message>,
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

#[tokio::main]
async fn main() -> Result<(), Error> {
    let address: Arc<str> = format!("{}/bot{}", env("TELEGRAM_API_URL")?, env("TELEGRAM_BOT_TOKEN")?).into();
    let connections = u32::try_from(2 * WORKERS)?;
    let pool = PgPoolOptions::new().max_connections(connections).connect(&env("DATABASE_URL")?).await?;
    sqlx::raw_sql(SCHEMA).execute(&pool).await?;
    // Who talks with whom: neighbours, from this number on.
    sqlx::query("INSERT INTO pair SELECT $1 + n, $1 + (n # 1) FROM generate_series(0, $2 - 1) n")
        .bind(env("FIRST_CHAT")?.parse::<i64>()?)
        .bind(env("CHATS")?.parse::<i64>()?)
        .execute(&pool)
        .await?;
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(WORKERS + 1).build()?;
    let work = Arc::new(Notify::new());
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen("message").await?;
    for _ in 0..WORKERS {
        tokio::spawn(send_all(http.clone(), Arc::clone(&address), pool.clone(), Arc::clone(&work)));
    }
    tokio::select! {
        ended = poll(&http, &address, &pool) => ended,
        ended = wake(listener, &work) => ended,
        stopped = tokio::signal::ctrl_c() => Ok(stopped?),
    }
}

fn env(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}

/// Wakes a worker for each notification.
async fn wake(mut listener: PgListener, work: &Notify) -> Result<(), Error> {
    loop {
        listener.recv().await?;
        work.notify_one();
    }
}

/// Takes updates in: those of one chat by one worker, so that they keep their order.
async fn poll(http: &reqwest::Client, address: &str, pool: &PgPool) -> Result<(), Error> {
    let (done, mut stored) = mpsc::channel(WORKERS);
    let mut inboxes = Vec::with_capacity(WORKERS);
    for _ in 0..WORKERS {
        let (inbox, updates) = mpsc::channel(100);
        tokio::spawn(store_all(pool.clone(), updates, done.clone()));
        inboxes.push(inbox);
    }
    let mut offset = 0;
    loop {
        let wanted = json!({ "offset": offset, "timeout": 10, "limit": 100 });
        let answer = http.post(format!("{address}/getUpdates")).json(&wanted).send().await?;
        let batch: Answer<Vec<Update>> = serde_json::from_slice(&answer.bytes().await?)?;
        let count = batch.result.len();
        for update in batch.result {
            offset = update.update_id + 1;
            let chat = update.message.as_ref().map_or(0, |message| message.chat.id);
            let inbox = &inboxes[usize::try_from(chat)? % WORKERS];
            inbox.send(update).await?;
        }
        // Only what is stored may be confirmed.
        for _ in 0..count {
            stored.recv().await.ok_or("the workers ended")??;
        }
    }
}

async fn store_all(
    pool: PgPool,
    mut updates: mpsc::Receiver<Update>,
    done: mpsc::Sender<Result<(), sqlx::Error>>,
) {
    while let Some(update) = updates.recv().await {
        if done.send(store(&pool, update).await).await.is_err() {
            return;
        }
    }
}

/// One transaction, which is durable when it returns; its end notifies.
async fn store(pool: &PgPool, update: Update) -> Result<(), sqlx::Error> {
    let Some(Message { chat, text: Some(text), .. }) = update.message else { return Ok(()) };
    sqlx::query(
        "INSERT INTO message (update_id, recipient, body) SELECT $1, peer, $3 FROM pair WHERE chat = $2
         ON CONFLICT (update_id) DO NOTHING",
    )
    .bind(update.update_id)
    .bind(chat.id)
    .bind(text)
    .execute(pool)
    .await?;
    Ok(())
}

/// Sends whenever there is something.
async fn send_all(http: reqwest::Client, address: Arc<str>, pool: PgPool, work: Arc<Notify>) {
    let url = format!("{address}/sendMessage");
    loop {
        match send(&http, &url, &pool).await {
            Ok(true) => {}
            Ok(false) => {
                let _ = tokio::time::timeout(LOOK, work.notified()).await;
            }
            Err(error) => eprintln!("a message could not be sent: {error}"),
        }
    }
}

/// Sends the oldest message that waits; false where there is none.
async fn send(http: &reqwest::Client, url: &str, pool: &PgPool) -> Result<bool, Error> {
    let taken: Option<(i64, i64, String)> = sqlx::query_as(
        "UPDATE message SET state = 'sending' WHERE id = (
             SELECT id FROM message WHERE state = 'pending' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING id, recipient, body",
    )
    .fetch_optional(pool)
    .await?;
    let Some((id, recipient, body)) = taken else { return Ok(false) };
    let message = json!({ "chat_id": recipient, "text": body });
    let answer = http.post(url).json(&message).send().await?.error_for_status()?;
    let sent: Answer<Message> = serde_json::from_slice(&answer.bytes().await?)?;
    sqlx::query("UPDATE message SET state = 'sent', sent_as = $2 WHERE id = $1")
        .bind(id)
        .bind(sent.result.message_id)
        .execute(pool)
        .await?;
    Ok(true)
}
