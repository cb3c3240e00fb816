use std::{sync::Arc, time::Duration};

use adapter::{
    Adapter, Address, Attachment, DeliverError, DeliveryKey, NativeId, Outbound, Picture, Receipt, TapId,
};
use axum::http::StatusCode;
use bytes::Bytes;
use marketplace_domain::{
    account::Platform,
    media::{FileKind, Format},
    message::{Button, Message, Press, Rich},
    reaction::Reaction,
};
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt, net::TcpStream};

use super::{Call, PAGE, Still, TOKEN, config, connected, listen};
use crate::{Messenger, client::Client};

fn text(text: &str) -> Message {
    Message { text: Rich::plain(text), ..Message::default() }
}

fn send(message: Message) -> Outbound {
    Outbound::Send { message, pictures: Vec::new(), reply_to: None }
}

async fn deliver(messenger: &Messenger, what: &Outbound) -> Result<Receipt, DeliverError> {
    let to = Address { platform: Platform::Messenger, bot: PAGE.into(), chat: "7".into() };
    messenger.deliver(&to, what, &DeliveryKey("k".into())).await
}

fn ids(ids: &[&str]) -> Receipt {
    Receipt { ids: ids.iter().map(|id| NativeId((*id).to_owned())).collect() }
}

#[tokio::test]
async fn a_text_is_an_answer_to_the_person() {
    let (graph, messenger) = connected().await;
    let reply_to = Some(NativeId("m_old".into()));
    let what = Outbound::Send { message: text("hello"), pictures: Vec::new(), reply_to };
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1"])));
    let call = graph.calls().remove(0);
    assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/v23.0/me/messages"));
    assert_eq!(call.query["access_token"], TOKEN);
    let expected = json!({
        "recipient": {"id": "7"},
        "messaging_type": "RESPONSE",
        "message": {"text": "hello"},
        "reply_to": {"mid": "m_old"},
    });
    assert_eq!(call.json(), expected);
}

#[tokio::test]
async fn a_reaction_is_set_and_taken_away() {
    let (graph, messenger) = connected().await;
    let react = |reaction| Outbound::React { id: NativeId("m_old".into()), reaction };
    for (reaction, action, payload) in [
        (Reaction::parse("❤"), "react", json!({"message_id": "m_old", "reaction": "❤️"})),
        (None, "unreact", json!({"message_id": "m_old"})),
    ] {
        graph.answer(json!({"recipient_id": "7"}).to_string());
        assert_eq!(deliver(&messenger, &react(reaction)).await, Ok(Receipt::default()));
        let call = graph.calls().remove(0);
        assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/v23.0/me/messages"));
        let expected = json!({"recipient": {"id": "7"}, "sender_action": action, "payload": payload});
        assert_eq!(call.json(), expected);
    }
    // Twice is once, so that an open end is worth another try.
    graph.refuse(500, 1, None);
    assert_eq!(deliver(&messenger, &react(None)).await, Err(DeliverError::Unavailable));
    graph.refuse(400, 100, None);
    assert_eq!(deliver(&messenger, &react(None)).await, Err(DeliverError::Refused { code: 100 }));
}

#[tokio::test]
async fn what_is_muted_makes_no_sound() {
    let (graph, messenger) = connected().await;
    let what = send(Message { silent: true, ..text("hello") });
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1"])));
    assert_eq!(graph.calls().remove(0).json()["notification_type"], "SILENT_PUSH");
}

#[tokio::test]
async fn parts_come_in_order_and_only_the_first_replies() {
    let (graph, messenger) = connected().await;
    let reply_to = Some(NativeId("m_old".into()));
    let message = text(&format!("{}\n{}", "a".repeat(1999), "b".repeat(10)));
    let what = Outbound::Send { message, pictures: Vec::new(), reply_to };
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1", "m_2"])));
    let calls: Vec<Value> = graph.calls().iter().map(Call::json).collect();
    assert_eq!(calls[1]["message"]["text"], "b".repeat(10));
    assert_eq!(calls[0]["reply_to"]["mid"], "m_old");
    assert_eq!(calls[1].get("reply_to"), None);
}

#[tokio::test]
async fn pictures_are_uploaded_before_the_text_with_nothing_but_their_bytes() {
    let (graph, messenger) = connected().await;
    let pictures = vec![Picture(Bytes::from_static(b"jpeg-1")), Picture(Bytes::from_static(b"jpeg-2"))];
    let button = Button { label: "Look".into(), press: Press::Data("look.1".into()) };
    let message = Message { buttons: vec![vec![button]], ..text("hello") };
    let what = Outbound::Send { message, pictures, reply_to: Some(NativeId("m_old".into())) };
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1", "m_2", "m_3"])));
    let calls = graph.calls();
    let form = calls[0].text();
    for part in [
        "name=\"recipient\"\r\n\r\n{\"id\":\"7\"}\r\n",
        "name=\"messaging_type\"\r\n\r\nRESPONSE\r\n",
        "{\"attachment\":{\"payload\":{\"is_reusable\":false},\"type\":\"image\"}}",
        "name=\"reply_to\"\r\n\r\n{\"mid\":\"m_old\"}\r\n",
        "name=\"filedata\"; filename=\"picture.jpg\"\r\nContent-Type: image/jpeg\r\n\r\njpeg-1\r\n",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    assert!(!calls[1].text().contains("reply_to"));
    assert_eq!(calls[2].json()["message"]["attachment"]["payload"]["template_type"], "button");
}

#[tokio::test]
async fn pictures_without_words_stand_alone_and_nothing_at_all_is_refused() {
    let (graph, messenger) = connected().await;
    let pictures = vec![Picture(Bytes::from_static(b"jpeg"))];
    let what = Outbound::Send { message: Message::default(), pictures, reply_to: None };
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1"])));
    graph.refuse(400, 100, None);
    let refused = Err(DeliverError::Refused { code: 100 });
    assert_eq!(deliver(&messenger, &send(Message::default())).await, refused);
}

#[tokio::test]
async fn a_reply_to_a_message_that_is_gone_is_sent_without() {
    let (graph, messenger) = connected().await;
    graph.refuse(400, 100, Some(1));
    let reply_to = Some(NativeId("m_gone".into()));
    let what = Outbound::Send { message: text("hello"), pictures: Vec::new(), reply_to };
    assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_2"])));
    let calls = graph.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[1].json().get("reply_to"), None);
}

#[tokio::test]
async fn what_messenger_cannot_do_makes_no_call() {
    let (graph, messenger) = connected().await;
    let refused = Err(DeliverError::Refused { code: 3 });
    let edit = Outbound::Edit { id: NativeId("m".into()), message: text("x") };
    assert_eq!(deliver(&messenger, &edit).await, refused);
    assert_eq!(deliver(&messenger, &Outbound::Delete { ids: vec![] }).await, refused);
    let tap = Outbound::Acknowledge { tap: TapId("t".into()) };
    assert_eq!(deliver(&messenger, &tap).await, Ok(Receipt::default()));
    assert!(graph.calls().is_empty());
}

#[tokio::test]
async fn errors_are_told_apart() {
    let (graph, messenger) = connected().await;
    let limited =
        |seconds| DeliverError::RateLimited { retry_after: Duration::from_secs(seconds), whole_bot: true };
    for (code, subcode, expected) in [
        (190, None, DeliverError::Unauthorized),
        (551, None, DeliverError::Gone),
        (10, Some(2_018_108), DeliverError::Gone),
        (10, Some(2_018_278), DeliverError::WindowClosed),
        (80_006, None, limited(60)),
        (1200, None, DeliverError::Unavailable),
        (100, None, DeliverError::Refused { code: 100 }),
    ] {
        graph.refuse(400, code, subcode);
        assert_eq!(deliver(&messenger, &send(text("x"))).await, Err(expected), "{code}");
    }
    let usage = r#"{"77":[{"type":"messenger","estimated_time_to_regain_access":2}]}"#;
    let header = [("x-business-use-case-usage", usage)];
    graph.answer((StatusCode::BAD_REQUEST, header, r#"{"error":{"code":4}}"#));
    assert_eq!(deliver(&messenger, &send(text("x"))).await, Err(limited(120)));
    graph.answer("an answer without sense");
    assert_eq!(deliver(&messenger, &send(text("x"))).await, Err(DeliverError::Ambiguous));
}

#[tokio::test]
async fn a_half_shown_delivery_is_not_called_not_shown() {
    let (graph, messenger) = connected().await;
    graph.answer(json!({"message_id": "m_1"}).to_string());
    graph.refuse(500, 2, None);
    let long = send(text(&"a".repeat(2001)));
    assert_eq!(deliver(&messenger, &long).await, Err(DeliverError::Ambiguous));
}

/// Reads until the whole request is there.
async fn swallow(stream: &mut TcpStream) {
    let mut seen = Vec::new();
    while !seen.ends_with(b"}}") && stream.read_buf(&mut seen).await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_lost_answer_is_ambiguous_and_no_connection_is_not() {
    let (listener, url) = listen().await;
    let config = config(&url);
    let messenger = Messenger {
        client: Client::new(config.page_token, "p".into(), config.graph_url.as_deref()).unwrap(),
        clock: Arc::new(Still),
        bot: PAGE.into(),
        app_secret: config.app_secret,
        verify_token: config.verify_token,
    };
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        swallow(&mut stream).await;
    });
    assert_eq!(deliver(&messenger, &send(text("x"))).await, Err(DeliverError::Ambiguous));
    server.await.unwrap();
    assert_eq!(deliver(&messenger, &send(text("x"))).await, Err(DeliverError::Unavailable));
}

fn file(kind: FileKind, format: Format, bytes: &'static [u8]) -> Attachment {
    let id = "00000000000000000000000000000007".parse().unwrap();
    Attachment { id, kind, format, length: bytes.len() as u64, content: Arc::new(Bytes::from_static(bytes)) }
}

#[tokio::test]
async fn files_are_uploaded_as_what_messenger_calls_them() {
    for (kind, format, shape, name) in [
        (FileKind::Photo, Format::Jpeg, "image", "photo.jpg\"\r\nContent-Type: image/jpeg"),
        (FileKind::Round, Format::Mp4, "video", "video.mp4\"\r\nContent-Type: video/mp4"),
        (FileKind::Voice, Format::Opus, "audio", "voice.ogg\"\r\nContent-Type: audio/ogg"),
        (FileKind::Document, Format::Pdf, "file", "document.pdf\"\r\nContent-Type: application/pdf"),
    ] {
        let (graph, messenger) = connected().await;
        let files = vec![file(kind, format, b"bytes")];
        let what = Outbound::Files { message: text("hello"), files, reply_to: None };
        assert_eq!(deliver(&messenger, &what).await, Ok(ids(&["m_1", "m_2"])));
        let calls = graph.calls();
        let form = calls[0].text();
        assert!(form.contains(&format!("\"type\":\"{shape}\"")), "{form}");
        assert!(form.contains(&format!("name=\"filedata\"; filename=\"{name}\r\n\r\nbytes\r\n")), "{form}");
        assert_eq!(calls[1].json()["message"]["text"], "hello");
    }
}
