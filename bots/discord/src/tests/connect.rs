use std::sync::Arc;

use std::io::Read;

use adapter::{Adapter, CommandWord, FetchError, FileRef, Spool, Words};
use axum::http::StatusCode;
use marketplace_domain::account::{Language, Platform};
use serde_json::json;

use super::{BOT, Still, TOKEN, api, config, connected, listen};
use crate::{ConnectError, Discord, menu};

/// Fetches a file that may be so long.
async fn fetched(adapter: &impl Adapter, file: &FileRef, most: u64) -> Result<Vec<u8>, FetchError> {
    let mut spool = Spool::new(most).unwrap();
    adapter.fetch(file, &mut spool).await?;
    let mut bytes = Vec::new();
    spool.into_file().await.unwrap().read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[tokio::test]
async fn the_bot_is_asked_for_with_its_token() {
    let api = api().await;
    api.answer(json!({"id": BOT, "username": "nwassik"}).to_string());
    let discord = Discord::connect(config(&api.url), Arc::new(Still)).await.unwrap();
    assert_eq!((discord.platform(), discord.bot()), (Platform::Discord, BOT));
    let call = api.calls().remove(0);
    assert_eq!(call.line(), "GET /api/v10/users/@me");
    assert_eq!(call.headers["authorization"], format!("Bot {TOKEN}"));
    assert!(call.headers["user-agent"].to_str().unwrap().starts_with("DiscordBot ("));
}

#[tokio::test]
async fn a_failed_connection_says_why_and_shows_no_token() {
    let api = api().await;
    let (listener, closed) = listen().await;
    drop(listener);
    let mut urls = vec!["ftp://example.org".to_owned(), format!("http://{closed}")];
    let mut expected = vec![ConnectError::ApiUrl, ConnectError::Unreachable];
    for (status, error) in [
        (401, ConnectError::Token),
        (403, ConnectError::Refused(403)),
        (429, ConnectError::Unreachable),
        (502, ConnectError::Unreachable),
    ] {
        api.refuse(status, 0);
        urls.push(api.url.clone());
        expected.push(error);
    }
    for (url, expected) in urls.iter().zip(expected) {
        let config = config(url);
        assert!(!format!("{config:?}").contains(TOKEN));
        let error = Discord::connect(config, Arc::new(Still)).await.unwrap_err();
        assert_eq!(error, expected);
        assert!(!format!("{error:?} {error}").contains(TOKEN));
    }
}

struct Few;

impl Words for Few {
    fn word(&self, _: Language, _: &str) -> String {
        String::new()
    }

    fn commands(&self, language: Language) -> Vec<CommandWord> {
        vec![CommandWord { name: "help".into(), description: format!("help {}", language.code()) }]
    }
}

#[tokio::test]
async fn the_menu_is_that_of_the_application() {
    let (api, discord) = connected().await;
    api.answer(json!({"id": "77"}).to_string());
    api.answer("[]");
    menu::publish(&discord, &Few).await.unwrap();
    let calls = api.calls();
    assert_eq!(calls[0].line(), "GET /api/v10/applications/@me");
    assert_eq!(calls[1].line(), "PUT /api/v10/applications/77/commands");
    let expected = json!([{
        "type": 1,
        "name": "help",
        "description": "help en",
        "description_localizations": {"fr": "help fr", "ar": "help ar"},
        "contexts": [1],
    }]);
    assert_eq!(calls[1].json(), expected);
}

#[tokio::test]
async fn a_picture_is_fetched_without_the_token_and_to_its_bound() {
    let (api, discord) = connected().await;
    let file = FileRef(format!("{}/picture.jpg", api.url));
    api.answer("jpeg");
    assert_eq!(fetched(&*discord, &file, 4).await.unwrap(), b"jpeg");
    let call = api.calls().remove(0);
    assert_eq!((call.line().as_str(), call.headers.get("authorization")), ("GET /picture.jpg", None));
    api.answer("jpeg");
    assert_eq!(fetched(&*discord, &file, 3).await, Err(FetchError::TooLarge));
    let redirect = (StatusCode::FOUND, [("location", "http://127.0.0.1:1/")]);
    for (answer, expected) in [
        (redirect, FetchError::Gone),
        ((StatusCode::NOT_FOUND, [("x", "y")]), FetchError::Gone),
        ((StatusCode::BAD_GATEWAY, [("x", "y")]), FetchError::Unavailable),
    ] {
        api.answer(answer);
        assert_eq!(fetched(&*discord, &file, 4).await, Err(expected));
    }
    let elsewhere = FileRef("http://127.0.0.1:1/picture.jpg".into());
    assert_eq!(fetched(&*discord, &elsewhere, 4).await, Err(FetchError::Gone));
}
