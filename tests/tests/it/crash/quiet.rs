//! Nothing that people write or are called reaches a log or a queue, whatever goes wrong.

use std::time::Duration;

use serde_json::json;
use tests::{
    fake_telegram::{FakeTelegram, Fault, Rule},
    pairs,
    postgres::TestDatabase,
    process::Product,
    scenario::{Secret, leak},
    sqs::SqsServer,
};
use tokio::time::{Instant, sleep};

use super::PROGRAM;

/// What the two write; each has a word of its own that stands nowhere else.
const WORDS: [&str; 7] =
    ["quokkaline", "wombatbroken", "numbatrefused", "bilbyheld", "dingounread", "koalacaption", "emuraw"];
const PATIENCE: Duration = Duration::from_secs(40);

/// Everything that says who somebody is, or what they said.
fn secrets(token: &str, people: &[i64]) -> Vec<Secret> {
    let secret = |what, value: &str| Secret { whose: 0, what, value: value.to_owned() };
    let mut secrets: Vec<Secret> = WORDS.iter().map(|word| secret("line", word)).collect();
    secrets.extend(people.iter().map(|id| secret("chat id", &id.to_string())));
    secrets.push(secret("first name", "Zerdalia"));
    secrets.push(secret("user name", "zerd_handle"));
    secrets.push(secret("phone number", "24619037"));
    // The half that opens the bot.
    secrets.push(secret("token", token.split(':').nth(1).unwrap()));
    secrets
}

async fn until(what: &str, product: &Product, mut met: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !met().await {
        assert!(Instant::now() < deadline, "still not so: {what}\n{}", super::speaker::tail(&product.log()));
        sleep(Duration::from_millis(20)).await;
    }
}

/// As it is usually logged, and as an operator may have it logged who looks for trouble.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_people_write_or_are_called_is_logged_or_queued() {
    for level in [None, Some("debug")] {
        silent(level).await;
    }
}

async fn silent(level: Option<&str>) {
    let database = TestDatabase::new().await;
    let sqs = SqsServer::start().await;
    let queue = sqs.queue("rings").await;
    let fake = FakeTelegram::start().await;
    let pairs = pairs::make(database.pool(), fake.token().split(':').next().unwrap(), 1).await;
    let [amira, karim] = [pairs[0].requester, pairs[0].provider]
        .map(|id| fake.user(id, "Zerdalia", Some("zerd_handle"), "en"));
    amira.open_chat();
    karim.open_chat();
    let mut product = Product::new(PROGRAM)
        .with("DATABASE_URL", database.url())
        .with("TELEGRAM_BOT_TOKEN", fake.token())
        .with("TELEGRAM_API_URL", fake.url())
        .with("SQS_QUEUE_URL", &queue)
        .with("AWS_ENDPOINT_URL", sqs.url())
        .with("AWS_REGION", "eu-west-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test");
    if let Some(level) = level {
        product = product.with("RUST_LOG", level);
    }
    let running = product.start().await;
    let count = async |sql: &str| {
        sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(database.pool())
            .await
            .unwrap()
    };

    // What goes well; a contact detail; a file that nobody can read.
    amira.send_text(WORDS[0]);
    amira.send_text(&format!("{} +216 24 619 037", WORDS[3]));
    amira.send_document(b"no file at all".to_vec(), "Zerdalia.pdf", "application/pdf", WORDS[5]);
    amira.send_contact("+21624619037", "Zerdalia");
    // What the platform refuses, loses and forbids.
    for fault in [Fault::ServerError(500), Fault::DropAfter, Fault::TooManyRequests(1), Fault::DropBefore] {
        fake.fault(Rule::next(1, fault).chat(karim.id()));
    }
    amira.send_text(WORDS[2]);
    // What cannot be read.
    fake.push_update(json!({ "update_id": 900_001, "message": { "text": WORDS[6], "from": "Zerdalia" } }));
    until("all is through", &product, async || {
        fake.pending_updates() == 0
            && count("select count(*) from delivery where state in ('pending', 'sending', 'retry')").await
                == 0
    })
    .await;
    // What the database does not take, whatever it says about it.
    let breaks = "create function fail() returns trigger language plpgsql as
                  $$ begin raise exception 'wombatbroken %', new; end $$;
                  create trigger failing before insert on event for each row execute function fail()";
    sqlx::raw_sql(breaks).execute(database.pool()).await.unwrap();
    amira.send_text(WORDS[1]);
    until("it breaks", &product, async || fake.chat(amira.id()).to_string().contains('❌')).await;
    sqlx::raw_sql("drop function fail() cascade").execute(database.pool()).await.unwrap();
    // A person who is gone.
    karim.block();
    amira.send_text(WORDS[4]);
    until("it is told", &product, async || {
        fake.pending_updates() == 0
            && count("select count(*) from delivery where notice is not null and state = 'sent'").await > 0
    })
    .await;
    assert!(running.end().await.success());

    let log = product.log();
    assert!(log.contains("a use case broke"), "what went wrong is logged:\n{log}");
    let secrets = secrets(fake.token(), &[amira.id(), karim.id()]);
    if let Some(leak) = leak(&secrets, 1, &log) {
        panic!("at level {level:?} the log holds the {}: {}", leak.what, leak.around);
    }
    // What waits in the queue, and would be a dead letter, is the number of a lane.
    let ring = relay::bell::SqsBell::new(sqs.client(), queue.clone(), Duration::from_secs(70));
    relay::bell::Bell::ring(&ring, &[7]).await.unwrap();
    relay::bell::Bell::settle(&ring).await;
    let receive = sqs.client().receive_message().queue_url(&queue).max_number_of_messages(10);
    let messages = receive.send().await.unwrap().messages.unwrap_or_default();
    assert!(!messages.is_empty());
    for message in messages {
        let body = message.body.unwrap();
        assert!(body.parse::<i64>().is_ok(), "{body}");
    }
}
