//! What a balancer is told of a process.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use tests::{postgres::TestDatabase, process::Product};
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(30);

async fn ask(product: &Product, path: &str) -> (StatusCode, String) {
    let client = Client::builder().no_proxy().build().unwrap();
    let answer = client.get(format!("{}{path}", product.url())).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// Waits until `/readyz` says so.
async fn is_told(product: &Product, expected: StatusCode) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (status, said) = ask(product, "/readyz").await;
        if status == expected {
            return said;
        }
        assert!(Instant::now() < deadline, "{status}, not {expected}: {said}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_process_is_ready_while_its_database_answers_and_lives_without() {
    let database = TestDatabase::new().await;
    let product = Product::new(env!("CARGO_BIN_EXE_nwassik-under-test")).with("DATABASE_URL", database.url());
    let running = product.start().await;
    assert_eq!(ask(&product, "/livez").await.0, StatusCode::OK);
    assert_eq!(is_told(&product, StatusCode::OK).await, "ready");
    let (status, health) = ask(&product, "/health").await;
    assert_eq!(
        (status, serde_json::from_str::<serde_json::Value>(&health).unwrap()),
        (StatusCode::OK, serde_json::json!({ "status": "ok", "message": "Service is healthy" })),
    );

    database.takes_connections(false).await;
    let said = is_told(&product, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(said, "the database does not answer");
    assert_eq!(ask(&product, "/livez").await.0, StatusCode::OK);
    database.takes_connections(true).await;
    is_told(&product, StatusCode::OK).await;
    assert!(running.end().await.success());
}
