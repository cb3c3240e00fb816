use std::sync::Arc;

use adapter::{Adapter, CommandWord, Words};
use marketplace_domain::{account::Language, clock::SystemClock};
use telegram::{Config, ConnectError, Telegram, menu};
use tests::fake_telegram::{FakeTelegram, Fault, Rule};

use super::{assert_known, config, connect};

async fn error(config: Config) -> ConnectError {
    Telegram::connect(config, Arc::new(SystemClock)).await.unwrap_err()
}

#[tokio::test]
async fn the_bot_is_known_by_its_own_id() {
    let fake = FakeTelegram::start().await;
    let telegram = connect(&fake).await;
    assert_eq!(telegram.bot(), "1000001");
    assert_eq!(telegram.username(), "nwassik_test_bot");
    assert_known(&fake);
}

#[tokio::test]
async fn what_is_wrong_is_said_without_the_token() {
    let fake = FakeTelegram::start().await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let secret = "1000002:AASecretSecretSecret";
    let with = |token: &str, url: &str| Config {
        token: token.into(),
        api_url: Some(url.to_owned()),
        per_second: None,
        topics: true,
    };
    let mut errors = Vec::new();
    // Each of these may be over in a moment: whoever started us tries again.
    for fault in [Fault::DropAfter, Fault::TooManyRequests(1), Fault::ServerError(502)] {
        fake.fault(Rule::next(1, fault).method("getMe"));
        errors.push((error(config(&fake)).await, ConnectError::Unreachable));
    }
    errors.extend([
        (error(with(secret, &fake.url())).await, ConnectError::Token),
        (error(with("AASecret", &fake.url())).await, ConnectError::Token),
        (error(with(secret, &closed)).await, ConnectError::Unreachable),
        (error(with(secret, "nowhere")).await, ConnectError::ApiUrl),
    ]);
    for (error, expected) in errors {
        assert_eq!(error, expected);
        assert!(!format!("{error} {error:?}").contains("AA"), "{error}");
    }
    let shown = format!("{:?} {:?}", connect(&fake).await, config(&fake));
    assert!(!shown.contains("AA"), "{shown}");
}

struct Menu(&'static str);

impl Words for Menu {
    fn word(&self, _: Language, key: &str) -> String {
        key.to_owned()
    }

    fn commands(&self, language: Language) -> Vec<CommandWord> {
        let description = format!("{} {}", self.0, language.code());
        vec![CommandWord { name: "start".to_owned(), description }]
    }
}

#[tokio::test]
async fn the_menu_is_set_once_for_every_language_and_once_for_the_others() {
    let fake = FakeTelegram::start().await;
    let telegram = connect(&fake).await;
    menu::publish(&telegram, &Menu("Begin")).await.unwrap();
    let calls = fake.calls_of("setMyCommands");
    let languages: Vec<_> = calls.iter().map(|call| call.params.get("language_code").cloned()).collect();
    assert_eq!(languages, [None, Some("en".into()), Some("fr".into()), Some("ar".into())]);
    menu::publish(&telegram, &Menu("Begin")).await.unwrap();
    assert_eq!(fake.count("setMyCommands"), 4);
    menu::publish(&telegram, &Menu("Start")).await.unwrap();
    assert_eq!(fake.count("setMyCommands"), 8);
    assert_known(&fake);
}
