//! What an operator sees: the product's own program, its words and its exit code.

use std::process::Output;

use tests::{postgres::TestDatabase, process::Product, redis::RedisServer, sqs::SqsServer};

const PROGRAM: &str = env!("CARGO_BIN_EXE_nwassik-under-test");

fn product(database: &TestDatabase) -> Product {
    Product::new(PROGRAM).with("DATABASE_URL", database.url())
}

fn with_queue(product: Product, sqs: &SqsServer, name: &str) -> Product {
    product
        .with("SQS_QUEUE_URL", sqs.address(name))
        .with("AWS_ENDPOINT_URL", sqs.url())
        .with("AWS_REGION", "eu-west-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test")
}

/// What it wrote where all went well.
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The last line of what it complained about.
fn complained(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn migrate_makes_the_queue_that_serve_misses() {
    let (database, sqs) = (TestDatabase::new().await, SqsServer::start().await);
    let product = with_queue(product(&database), &sqs, "nwassik");
    let complaint = complained(&product.run(&["serve"]).await);
    let expected = "SQS_QUEUE_URL cannot be used: there is no such queue; `nwassik migrate` makes it.";
    assert_eq!(complaint, expected);
    let made = "The queue was made; its queue of dead letters was made.\n";
    assert_eq!(said(&product.run(&["migrate"]).await), made);
    let kept = "The queue is as it should be; its queue of dead letters is as it should be.\n";
    assert_eq!(said(&product.run(&["migrate"]).await), kept);
    assert!(product.start().await.end().await.success());
}

#[tokio::test]
async fn a_queue_of_somebody_else_is_not_made_under_another_address() {
    let (database, sqs) = (TestDatabase::new().await, SqsServer::start().await);
    let product = with_queue(product(&database), &sqs, "nwassik");
    let elsewhere = sqs.address("nwassik").replace("000000000000", "999999999999");
    let product = product.with("SQS_QUEUE_URL", elsewhere);
    let complaint = complained(&product.run(&["migrate"]).await);
    assert!(complaint.starts_with("SQS_QUEUE_URL cannot be used: "), "{complaint}");
}

#[tokio::test]
async fn a_redis_that_does_not_let_us_in_is_named_at_start() {
    let (database, redis) = (TestDatabase::new().await, RedisServer::start_with(Some("right")).await);
    let wrong = redis.url().replace("redis://", "redis://:s3cret@");
    let complaint = complained(&product(&database).with("REDIS_URL", wrong).run(&["serve"]).await);
    assert!(complaint.starts_with("REDIS_URL cannot be used: Redis does not let us in"), "{complaint}");
    assert!(!complaint.contains("s3cret"), "{complaint}");
    let complaint = complained(&product(&database).with("REDIS_URL", "s3cret").run(&["check"]).await);
    assert!(complaint.starts_with("REDIS_URL cannot be used: expected "), "{complaint}");
}

#[tokio::test]
async fn a_redis_or_a_queue_that_is_away_is_named_and_does_not_keep_people_out() {
    let (database, sqs) = (TestDatabase::new().await, SqsServer::start().await);
    let mut redis = RedisServer::start().await;
    redis.go_away().await;
    let product = with_queue(product(&database), &sqs, "nwassik").with("REDIS_URL", redis.url());
    drop(sqs);
    let running = product.start().await;
    let log = product.log();
    assert!(log.contains("SQS_QUEUE_URL cannot be used yet"), "{log}");
    assert!(log.contains("REDIS_URL leads to no Redis that answers"), "{log}");
    assert!(running.end().await.success());
}

#[tokio::test]
async fn check_tells_the_bell_and_the_limits_in_use() {
    let (database, sqs) = (TestDatabase::new().await, SqsServer::start().await);
    let alone = said(&product(&database).run(&["check"]).await);
    assert!(alone.contains("bell         in process\nlimits       of this process alone\n"), "{alone}");
    let product = with_queue(product(&database), &sqs, "nwassik").with("REDIS_URL", "redis://127.0.0.1:1");
    let together = said(&product.run(&["check"]).await);
    assert!(
        together.contains("bell         SQS_QUEUE_URL\nlimits       shared through REDIS_URL\n"),
        "{together}"
    );
}

#[tokio::test]
async fn lanes_in_quarantine_are_shown_and_let_go() {
    let database = TestDatabase::new().await;
    let product = product(&database);
    assert_eq!(said(&product.run(&["admin", "requeue"]).await), "0 lanes in quarantine.\n");
    let sql = "with a as (insert into account (id, zone, made_at) values (gen_random_uuid(), 'Africa/Tunis', now()) returning id),
                    e as (insert into endpoint (platform, bot, chat, account, seen_at)
                          select 'telegram', '1', n::text, a.id, now() from a, generate_series(1, 2) n returning id)
               insert into lane (endpoint, quarantined) select id, true from e returning endpoint";
    let lanes: Vec<i64> = sqlx::query_scalar(sql).fetch_all(database.pool()).await.unwrap();
    let shown = said(&product.run(&["admin", "requeue"]).await);
    let line = |lane: i64| format!("  lane {lane}, on telegram: 0 waiting\n");
    let expected = format!(
        "2 lanes in quarantine.\n{}{}Let one go on with --lane NUMBER, or all with --all.\n",
        line(lanes[0]),
        line(lanes[1])
    );
    assert_eq!(shown, expected);
    let number = lanes[0].to_string();
    let released = said(&product.run(&["admin", "requeue", "--lane", &number]).await);
    assert_eq!(released, "Released from quarantine: 1 lane.\n");
    let complaint = complained(&product.run(&["admin", "requeue", "--lane", &number]).await);
    assert!(complaint.starts_with(&format!("No lane {number} is in quarantine")), "{complaint}");
    assert_eq!(
        said(&product.run(&["admin", "requeue", "--all"]).await),
        "Released from quarantine: 1 lane.\n"
    );
}

#[tokio::test]
async fn people_to_be_told_are_counted() {
    let database = TestDatabase::new().await;
    let product = product(&database);
    said(&product.run(&["migrate"]).await);
    sqlx::raw_sql(
        "insert into account (id, zone, made_at) values (gen_random_uuid(), 'Africa/Tunis', now());
         insert into push (kind, subject, reason, account, due_at, state)
         select 'alert', gen_random_uuid(), gen_random_uuid(), account.id, now(), state
         from account, unnest(array['sent', 'sent', 'unsure', 'waiting']) state;
         insert into to_match (subject, kind, at) values (gen_random_uuid(), 'request', now());",
    )
    .execute(database.pool())
    .await
    .expect("what is to be counted can be stored");
    let counts = said(&product.run(&["admin", "pushes"]).await);
    let numbers: Vec<&str> = counts.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(numbers, ["1", "1", "0", "0", "2", "0", "1", "0"], "{counts}");
}
