//! The master key of the product as people start it: where it is, and how it is changed.

use std::{fs, os::unix::fs::PermissionsExt, process::Output, time::Duration};

use marketplace_core::{OsEntropy, seal::DataKey};
use marketplace_domain::entropy;
use sqlx::PgPool;
use tests::{
    keys::master,
    kms::KmsServer,
    postgres::TestDatabase,
    process::{Product, Running},
};
use tokio::time::{Instant, sleep};

use super::{PROGRAM, embedded::Browser};

/// 32 times the byte 1, and 32 times the byte 2: what `master(1)` and `master(2)` are made of.
const FIRST: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const SECOND: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

const ROTATE: [&str; 4] = ["admin", "rotate-key", "--wait", "0"];

fn product(database: &TestDatabase) -> Product {
    Product::new(PROGRAM).with("DATABASE_URL", database.url())
}

/// What it says where it does not start.
async fn refused(product: &Product) -> String {
    let output = product.run(&["migrate"]).await;
    assert!(!output.status.success());
    said(&output)
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

async fn masters(pool: &PgPool) -> Vec<(String, String)> {
    sqlx::query_as("select id, state from master_key order by state").fetch_all(pool).await.unwrap()
}

async fn count(pool: &PgPool, id: &str) -> i64 {
    let sql = "select count(*) from data_key where master = $1";
    sqlx::query_scalar(sql).bind(id).fetch_one(pool).await.unwrap()
}

/// Somebody comes to the web chat, and what they say can be sealed and opened.
async fn serves(product: &Product, browser: &mut Browser, words: &str) {
    browser.page(product).await;
    assert!(browser.say(product, words, words).await, "{}", product.log());
    assert!(browser.page(product).await.contains(words));
}

async fn end(running: Running) {
    assert!(running.end().await.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_master_key_is_refused_in_one_sentence() {
    let database = TestDatabase::new().await;
    let product = product(&database).with("NWASSIK_MASTER_KEY", FIRST);
    assert!(product.run(&["migrate"]).await.status.success());
    let product = product.without("NWASSIK_MASTER_KEY").with("NWASSIK_MASTER_KEY", SECOND);
    let told = refused(&product).await;
    assert!(told.starts_with("The database is sealed with a master key that is not here:"), "{told}");
    assert_eq!(told.trim().lines().count(), 1, "{told}");
    // Without one, none is made: it would not open anything.
    let product = product.without("NWASSIK_MASTER_KEY");
    assert_eq!(refused(&product).await, told);
    assert!(!product.folder().join("data/master.key").exists());
    let product = product.with("NWASSIK_MASTER_KEY_OLD", FIRST);
    assert!(product.run(&["migrate"]).await.status.success());
    assert_eq!(masters(database.pool()).await, [(master(1).id().to_owned(), "current".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_master_key_that_is_killed_goes_on_while_people_are_served() {
    const KEYS: usize = 20_000;
    let database = TestDatabase::new().await;
    let pool = database.pool();
    let product = product(&database).with("NWASSIK_MASTER_KEY", FIRST);
    let mut browser = Browser::new();
    let running = product.start().await;
    serves(&product, &mut browser, "oldfirstwords").await;
    end(running).await;
    plant(pool, KEYS).await;

    let same = said(&product.run(&ROTATE).await);
    assert!(same.starts_with("NWASSIK_MASTER_KEY is in use already"), "{same}");

    // Every process gets to know both.
    let product = product
        .without("NWASSIK_MASTER_KEY")
        .with("NWASSIK_MASTER_KEY", SECOND)
        .with("NWASSIK_MASTER_KEY_OLD", FIRST);
    let running = product.start().await;
    serves(&product, &mut browser, "stillfirstwords").await;
    assert_eq!(count(pool, master(2).id()).await, 0, "nothing changes by itself");

    let mut rotation = product.subcommand(&ROTATE);
    let deadline = Instant::now() + Duration::from_secs(60);
    while count(pool, master(2).id()).await == 0 {
        assert!(Instant::now() < deadline, "it does not begin");
        sleep(Duration::from_millis(1)).await;
    }
    rotation.kill().await.unwrap();
    let left = count(pool, master(1).id()).await;
    assert!(left > 0, "it was killed too late to show anything");
    serves(&product, &mut browser, "middlewords").await;

    let output = product.run(&ROTATE).await;
    assert!(output.status.success());
    assert!(said(&output).contains("it is finished"), "{}", said(&output));
    assert_eq!(masters(pool).await, [(master(2).id().to_owned(), "current".to_owned())]);
    assert_eq!(count(pool, master(2).id()).await, i64::try_from(KEYS).unwrap() + 1);
    serves(&product, &mut browser, "newwords").await;
    end(running).await;

    let product = product.without("NWASSIK_MASTER_KEY_OLD");
    let running = product.start().await;
    assert!(browser.page(&product).await.contains("oldfirstwords"));
    end(running).await;
}

/// Keys that `master(1)` wraps.
async fn plant(pool: &PgPool, count: usize) {
    let master = master(1);
    let ids: Vec<_> = (0..count).map(|_| entropy::uuid(&OsEntropy)).collect();
    let wrap = |id: &uuid::Uuid| master.wrap(*id, &DataKey::random(&OsEntropy), &OsEntropy).unwrap();
    let wrapped: Vec<Vec<u8>> = ids.iter().map(wrap).collect();
    sqlx::query(
        "insert into data_key (id, master, wrapped)
         select k.id, $1, k.wrapped from unnest($2::uuid[], $3::bytea[]) as k (id, wrapped)",
    )
    .bind(master.id())
    .bind(ids)
    .bind(wrapped)
    .execute(pool)
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_file_is_made_once_kept_from_others_and_changed_while_people_are_served() {
    let database = TestDatabase::new().await;
    let product = product(&database);
    let file = product.folder().join("data/master.key");
    let mut browser = Browser::new();
    let running = product.start().await;
    serves(&product, &mut browser, "oldfirstwords").await;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read_to_string(&file).unwrap();

    // The process that serves learns the new key by itself.
    let output = product.run(&["admin", "rotate-key", "--wait", "12"]).await;
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("master.key"), "{}", said(&output));
    serves(&product, &mut browser, "newwords").await;
    assert!(browser.page(&product).await.contains("oldfirstwords"));
    end(running).await;
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.ends_with(&before) && after.lines().count() == 2, "the newest comes first");
    let id = masters(database.pool()).await;
    assert_eq!(id.len(), 1);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let told = refused(&product).await;
    assert!(told.contains("run chmod 600") && told.trim().lines().count() == 1, "{told}");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    // The former one is not needed any more.
    fs::write(&file, after.lines().next().unwrap()).unwrap();
    assert!(product.run(&["migrate"]).await.status.success());
    fs::remove_file(&file).unwrap();
    assert!(refused(&product).await.contains("a master key that is not here"));
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn amazons_key_service_keeps_the_master_key() {
    let (database, kms) = (TestDatabase::new().await, KmsServer::start().await);
    let product = product(&database)
        .with("KMS_KEY_ID", &kms.key)
        .with("AWS_ENDPOINT_URL", &kms.url)
        .with("AWS_REGION", "eu-west-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test");
    let mut browser = Browser::new();
    let running = product.start().await;
    serves(&product, &mut browser, "oldfirstwords").await;
    end(running).await;
    assert!(!product.folder().join("data/master.key").exists());
    let first = masters(database.pool()).await;
    let running = product.start().await;
    serves(&product, &mut browser, "secondwords").await;
    end(running).await;
    assert_eq!(masters(database.pool()).await, first, "it is the same one");

    let output = product.run(&ROTATE).await;
    assert!(output.status.success(), "{}", said(&output));
    assert_ne!(masters(database.pool()).await, first);
    let running = product.start().await;
    assert!(browser.page(&product).await.contains("oldfirstwords"));
    end(running).await;

    drop(kms);
    let told = refused(&product).await;
    assert!(
        told.contains("Amazon's key service does not keep the master key: it does not answer."),
        "{told}"
    );
    let product = product.without("KMS_KEY_ID");
    assert!(refused(&product).await.contains("a master key that is not here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_erases_a_conversation_by_its_id() {
    let database = TestDatabase::new().await;
    let pairs = tests::pairs::make(database.pool(), "1", 1).await;
    assert_eq!(pairs.len(), 1);
    let product = product(&database).with("NWASSIK_MASTER_KEY", FIRST);
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from conversation").fetch_one(database.pool()).await.unwrap();
    let output = product.run(&["admin", "erase-conversation", &id.to_string()]).await;
    assert!(said(&output).starts_with("The conversation is erased."), "{}", said(&output));
    let ended = "select ended_by from conversation";
    let ended: String = sqlx::query_scalar(ended).fetch_one(database.pool()).await.unwrap();
    assert_eq!(ended, "operator");
    let unknown = product.run(&["admin", "erase-conversation", &"0".repeat(32)]).await;
    assert!(!unknown.status.success());
    assert_eq!(said(&unknown).trim(), "There is no conversation of that id.");
}
