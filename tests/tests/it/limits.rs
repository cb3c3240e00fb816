//! One suite that every limiter passes, and what becomes of shared limits while Redis is away.

use std::time::Duration;

use adapter::{Address, Capabilities, Reactions};
use marketplace_domain::account::Platform;
use relay::limiter::{ConnectError, Limiter};
use tests::redis::RedisServer;
use tokio::time::{Instant, sleep};

/// Forty a second to everybody, ten to a chat after a burst of three.
const CAPABILITIES: Capabilities = Capabilities {
    text_units: 4096,
    caption_units: 1024,
    file_bytes: 0,
    shows: &[],
    edits: true,
    deletes: true,
    reactions: Reactions::None,
    hears_deletions: false,
    pins: false,
    topics: false,
    idempotent: false,
    bot_per_second: 40,
    chat_per_second: 10,
    chat_burst: 3,
};
/// What one to a chat takes.
const INTERVAL: Duration = Duration::from_millis(100);

fn chat(bot: &str, number: usize) -> Address {
    Address { platform: Platform::Telegram, bot: bot.into(), chat: number.to_string() }
}

fn prepared(limiter: Limiter) -> Limiter {
    for bot in ["a", "b", "c", "d"] {
        limiter.set(Platform::Telegram, bot, &CAPABILITIES);
    }
    limiter.set(Platform::Telegram, "free", &Capabilities { bot_per_second: 0, ..CAPABILITIES });
    limiter
}

async fn shared(redis: &RedisServer) -> Limiter {
    prepared(Limiter::shared(&redis.url()).await.unwrap())
}

async fn admit(limiter: &Limiter, to: &Address) -> Result<(), Duration> {
    limiter.admit(to, Instant::now()).await
}

async fn a_chat_takes_its_burst_and_then_its_rate(limiter: &Limiter) {
    for _ in 0..3 {
        assert_eq!(admit(limiter, &chat("a", 1)).await, Ok(()));
    }
    let wait = admit(limiter, &chat("a", 1)).await.unwrap_err();
    assert!(wait <= INTERVAL, "{wait:?}");
    for _ in 0..50 {
        assert!(
            admit(limiter, &chat("a", 1)).await.is_err_and(|left| left <= wait),
            "a refusal takes nothing"
        );
    }
    sleep(wait).await;
    assert_eq!(admit(limiter, &chat("a", 1)).await, Ok(()));
    assert!(admit(limiter, &chat("a", 1)).await.is_err());
}

/// Asks for one chat after another, for a second, and holds against a rate a second what was let
/// through: not more than it and its burst, and not much less.
async fn holds_to(limiters: &[&Limiter], bot: &str, rate: f64) {
    let began = Instant::now();
    let (mut asked, mut sent) = (0, 0);
    while began.elapsed() < Duration::from_secs(1) {
        for limiter in limiters {
            asked += 1;
            sent += usize::from(admit(limiter, &chat(bot, asked)).await.is_ok());
        }
        sleep(Duration::from_millis(1)).await;
    }
    let most = rate * began.elapsed().as_secs_f64() + rate / 10.0 + 1.0;
    assert!((rate * 0.8..=most).contains(&(sent as f64)), "{sent}, at most {most}");
}

async fn a_bot_takes_no_more_than_its_rate(limiter: &Limiter) {
    holds_to(&[limiter], "b", 40.0).await;
}

async fn a_pause_holds(limiter: &Limiter) {
    let (one, other) = (chat("c", 1), chat("c", 2));
    let until = |millis| Instant::now() + Duration::from_millis(millis);
    limiter.pause(&one, false, until(500)).await;
    let wait = admit(limiter, &one).await.unwrap_err();
    assert!((400..=500).contains(&wait.as_millis()), "{wait:?}");
    assert_eq!(admit(limiter, &other).await, Ok(()));
    limiter.pause(&one, false, until(10)).await;
    assert!(admit(limiter, &one).await.unwrap_err() > Duration::from_millis(300), "a shorter one ends none");
    limiter.pause(&one, true, until(300)).await;
    let wait = admit(limiter, &other).await.unwrap_err();
    assert!((200..=300).contains(&wait.as_millis()), "{wait:?}");
    sleep(wait).await;
    assert_eq!(admit(limiter, &other).await, Ok(()));
}

async fn a_bot_without_limits_is_not_held_back(limiter: &Limiter) {
    for bot in ["free", "unknown"] {
        limiter.pause(&chat(bot, 1), true, Instant::now() + Duration::from_secs(60)).await;
        for _ in 0..200 {
            assert_eq!(admit(limiter, &chat(bot, 1)).await, Ok(()));
        }
    }
}

async fn conforms(limiter: &Limiter) {
    a_chat_takes_its_burst_and_then_its_rate(limiter).await;
    a_bot_takes_no_more_than_its_rate(limiter).await;
    a_pause_holds(limiter).await;
    a_bot_without_limits_is_not_held_back(limiter).await;
}

#[tokio::test]
async fn the_limiter_in_process_conforms() {
    let limiter = prepared(Limiter::default());
    assert!(!limiter.is_shared());
    conforms(&limiter).await;
}

#[tokio::test]
async fn the_limiter_on_redis_conforms() {
    let redis = RedisServer::start().await;
    let limiter = shared(&redis).await;
    assert!(limiter.is_shared());
    conforms(&limiter).await;
    assert!(limiter.is_shared(), "it was Redis that answered");
}

#[tokio::test]
async fn processes_share_what_a_bot_and_a_chat_may_take() {
    let redis = RedisServer::start().await;
    let (one, other) = (shared(&redis).await, shared(&redis).await);
    holds_to(&[&one, &other], "d", 40.0).await;
    let to = chat("a", 1);
    for limiter in [&one, &other, &one] {
        assert_eq!(admit(limiter, &to).await, Ok(()));
    }
    assert!(admit(&other, &to).await.is_err());
    one.pause(&to, false, Instant::now() + Duration::from_secs(5)).await;
    assert!(admit(&other, &to).await.unwrap_err() > Duration::from_secs(4), "a pause is everybody's");
}

#[tokio::test]
async fn while_redis_is_away_each_process_keeps_to_its_share_and_waits_for_nothing() {
    let mut redis = RedisServer::start().await;
    let limiter = shared(&redis).await;
    assert_eq!(admit(&limiter, &chat("a", 1)).await, Ok(()));
    redis.go_away().await;
    let began = Instant::now();
    // A quarter of forty.
    holds_to(&[&limiter], "b", 10.0).await;
    assert!(began.elapsed() < Duration::from_millis(1300), "nobody waits for Redis: {:?}", began.elapsed());
    assert!(!limiter.is_shared());
    // Half of what a chat takes: a burst of one, five a second.
    assert_eq!(admit(&limiter, &chat("c", 1)).await, Ok(()));
    let wait = admit(&limiter, &chat("c", 1)).await.unwrap_err();
    assert!(wait > INTERVAL && wait <= 2 * INTERVAL, "{wait:?}");
    limiter.pause(&chat("d", 1), true, Instant::now() + Duration::from_secs(5)).await;
    assert!(admit(&limiter, &chat("d", 2)).await.unwrap_err() > Duration::from_secs(4), "a pause holds here");

    redis.come_back().await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while !limiter.is_shared() {
        assert!(Instant::now() < deadline, "it is back and nobody noticed");
        sleep(Duration::from_millis(20)).await;
    }
    holds_to(&[&limiter], "b", 40.0).await;
}

#[tokio::test]
async fn a_redis_that_is_away_at_start_is_used_when_it_comes() {
    let mut redis = RedisServer::start().await;
    redis.go_away().await;
    let limiter = shared(&redis).await;
    assert!(!limiter.is_shared());
    assert_eq!(admit(&limiter, &chat("a", 1)).await, Ok(()));
    redis.come_back().await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while !limiter.is_shared() {
        assert!(Instant::now() < deadline, "it came and nobody noticed");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_redis_that_does_not_let_us_in_says_why_and_no_secret() {
    let redis = RedisServer::start_with(Some("right")).await;
    let address = redis.url();
    let error = Limiter::shared(&address).await.err().unwrap();
    assert!(matches!(error, ConnectError::Refused(_)), "{error}");
    let wrong = address.replace("redis://", "redis://:s3cret@");
    let error = Limiter::shared(&wrong).await.err().unwrap();
    assert!(matches!(error, ConnectError::Refused(_)) && !error.to_string().contains("s3cret"), "{error}");
    let right = address.replace("redis://", "redis://:right@");
    assert!(Limiter::shared(&right).await.unwrap().is_shared());
    assert!(matches!(Limiter::shared("http://somewhere").await, Err(ConnectError::Address)));
    // With TLS to one that speaks none.
    let secure = Limiter::shared(&address.replace("redis://", "rediss://")).await;
    assert!(secure.is_ok_and(|limiter| !limiter.is_shared()), "it counts as away");
}

#[tokio::test]
async fn no_chats_id_stands_in_redis() {
    let redis = RedisServer::start().await;
    let limiter = shared(&redis).await;
    let to = Address { platform: Platform::Telegram, bot: "a".into(), chat: "987654321".into() };
    admit(&limiter, &to).await.unwrap();
    limiter.pause(&to, false, Instant::now() + Duration::from_secs(5)).await;
    let keys = redis.keys().await;
    assert!(keys.iter().any(|key| key.starts_with("nwassik:limit:{telegram:a}:")), "{keys:?}");
    assert!(keys.iter().all(|key| !key.contains("987654321")), "{keys:?}");
}
