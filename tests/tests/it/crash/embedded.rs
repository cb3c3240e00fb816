//! The embedded default: what it acknowledged stands after `kill -9`, and it starts fast.

use std::time::{Duration, Instant};

use reqwest::{Client, StatusCode};
use tests::process::Product;

use super::PROGRAM;

/// A browser with one cookie.
pub(super) struct Browser {
    client: Client,
    cookie: String,
}

impl Browser {
    pub(super) fn new() -> Self {
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
        Self { client, cookie: String::new() }
    }

    /// The chat's page.
    pub(super) async fn page(&mut self, product: &Product) -> String {
        let url = format!("{}/chat", product.url());
        let answer = self.client.get(url).header("cookie", &self.cookie).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        if let Some(cookie) = answer.headers().get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        answer.text().await.unwrap()
    }

    /// Says a line; true where the server acknowledged it.
    pub(super) async fn say(&self, product: &Product, key: &str, text: &str) -> bool {
        let answer = self
            .client
            .post(format!("{}/chat/say", product.url()))
            .header("accept", "application/json")
            .header("origin", product.url())
            .header("cookie", &self.cookie)
            .form(&[("text", text), ("key", key)])
            .send()
            .await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_kill_9() {
    let product = Product::new(PROGRAM).argument("--demo");
    let mut browser = Browser::new();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let running = product.start().await;
        browser.page(&product).await;
        let mut number = 0;
        let work = async {
            loop {
                number += 1;
                let line = format!("wort{round}x{number}y");
                if browser.say(&product, &line, &line).await {
                    acknowledged.push(line);
                }
            }
        };
        // The kill comes in the middle of whatever is going on then.
        let _ = tokio::time::timeout(Duration::from_millis(700), work).await;
        running.kill().await;
    }
    let running = product.start().await;
    let page = browser.page(&product).await;
    assert!(acknowledged.len() >= 3, "hardly anything was said: {acknowledged:?}");
    // The page shows the last hundred or so; those it must show whole.
    for line in acknowledged.iter().rev().take(20) {
        assert!(page.contains(line.as_str()), "{line} is lost");
    }
    assert!(running.end().await.success());
}

/// A start once the data folder exists. The bound is the one for an optimised build, with room for
/// a slow one.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_is_fast() {
    let product = Product::new(PROGRAM).argument("--demo");
    assert!(product.start().await.end().await.success());
    let began = Instant::now();
    let running = product.start().await;
    let took = began.elapsed();
    println!("start to first page: {took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(running.end().await.success());
}
