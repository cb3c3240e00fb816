use std::sync::Arc;

use adapter::{Adapter, CommandWord, Words};
use marketplace_domain::account::Language;
use serde_json::json;
use tokio::net::TcpListener;

use super::{PAGE, SECRET, Still, TOKEN, VERIFY, config, connected, graph};
use crate::{Config, ConnectError, Messenger, menu, signature};

async fn failed(config: Config) -> ConnectError {
    Messenger::connect(config, Arc::new(Still)).await.unwrap_err()
}

#[tokio::test]
async fn the_page_is_asked_for_with_the_token_and_its_proof() {
    let graph = graph().await;
    graph.answer(json!({"id": PAGE}).to_string());
    let messenger = Messenger::connect(config(&graph.url), Arc::new(Still)).await.unwrap();
    assert_eq!(messenger.bot(), PAGE);
    let call = graph.calls().remove(0);
    assert_eq!((call.method.as_str(), call.path.as_str()), ("GET", "/v23.0/me"));
    assert_eq!(call.query["fields"], "id");
    assert_eq!(call.query["access_token"], TOKEN);
    let proof = signature::sign(&SECRET.into(), TOKEN.as_bytes()).unwrap();
    assert_eq!(call.query["appsecret_proof"], proof);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_no_secret_is() {
    let graph = graph().await;
    let mut errors = Vec::new();
    for (code, expected) in [
        (190, ConnectError::Token),
        (200, ConnectError::Token),
        (100, ConnectError::AppSecret),
        (2, ConnectError::Unreachable),
        (803, ConnectError::Refused(803)),
    ] {
        graph.refuse(400, code, None);
        let error = failed(config(&graph.url)).await;
        assert_eq!(error, expected);
        errors.push(error);
    }
    errors.push(failed(Config { app_secret: "".into(), ..config(&graph.url) }).await);
    errors.push(failed(Config { verify_token: "".into(), ..config(&graph.url) }).await);
    errors.push(failed(Config { graph_url: Some(format!("ftp://{TOKEN}")), ..config(&graph.url) }).await);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    errors.push(failed(config(&format!("http://{closed}"))).await);
    let expected = [
        ConnectError::AppSecret,
        ConnectError::VerifyToken,
        ConnectError::GraphUrl,
        ConnectError::Unreachable,
    ];
    assert_eq!(errors[5..], expected);
    let shown = format!("{errors:?} {:?}", config(&graph.url))
        + &errors.iter().map(ToString::to_string).collect::<String>();
    assert!([TOKEN, SECRET, VERIFY].iter().all(|secret| !shown.contains(secret)), "{shown}");
}

struct Few;

impl Words for Few {
    fn word(&self, _: Language, key: &str) -> String {
        key.to_owned()
    }

    fn commands(&self, _: Language) -> Vec<CommandWord> {
        vec![CommandWord { name: "browse".into(), description: "Search".into() }]
    }
}

#[tokio::test]
async fn the_menu_is_set_in_one_call() {
    let (graph, messenger) = connected().await;
    graph.answer(r#"{"result":"success"}"#);
    menu::publish(&messenger, &Few).await.unwrap();
    let calls = graph.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].path, "/v23.0/me/messenger_profile");
    let profile = calls[0].json();
    assert_eq!(profile["get_started"], json!({"payload": "start"}));
    let item = json!({"type": "postback", "title": "Search", "payload": "/browse"});
    assert_eq!(profile["persistent_menu"][2]["call_to_actions"], json!([item]));
    graph.refuse(400, 100, None);
    assert_eq!(menu::publish(&messenger, &Few).await, Err(ConnectError::Refused(100)));
}
