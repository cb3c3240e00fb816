//! The other end of a gateway.

use std::{fs, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, accept_async,
    tungstenite::{
        Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::listen;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/discord");

/// A payload that was kept.
pub(super) fn fixture(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(format!("{FIXTURES}/{name}.json")).unwrap()).unwrap()
}

/// A place to connect to.
pub(super) struct Gateway(TcpListener);

impl Gateway {
    /// A new one, and its address.
    pub(super) async fn new() -> (Self, String) {
        let (listener, place) = listen().await;
        (Self(listener), format!("ws://{place}"))
    }

    /// Waits for a connection, and greets it. Returns it with what it introduces itself with.
    pub(super) async fn accept(&self) -> (Wire, Value) {
        let accepted = tokio::time::timeout(Duration::from_secs(20), self.0.accept());
        let (stream, _) = accepted.await.expect("somebody connects").unwrap();
        let mut wire = Wire { socket: accept_async(stream).await.unwrap(), sequence: 1 };
        wire.write(&json!({"op": 10, "d": {"heartbeat_interval": 41_250}, "s": null, "t": null})).await;
        loop {
            let told = wire.read().await;
            match told["op"].as_u64() {
                Some(1) => wire.write(&json!({"op": 11, "d": null, "s": null, "t": null})).await,
                _ => return (wire, told),
            }
        }
    }

    /// A connection that has begun a session.
    pub(super) async fn session(&self) -> Wire {
        let (mut wire, identify) = self.accept().await;
        assert_eq!(identify["op"], 2);
        wire.write(&fixture("ready")).await;
        wire
    }
}

/// A connection.
pub(super) struct Wire {
    socket: WebSocketStream<TcpStream>,
    sequence: u64,
}

impl Wire {
    async fn read(&mut self) -> Value {
        let message = self.socket.next().await.unwrap().unwrap();
        serde_json::from_str(message.to_text().unwrap()).unwrap()
    }

    async fn write(&mut self, payload: &Value) {
        self.socket.send(Message::Text(payload.to_string())).await.unwrap();
    }

    /// Tells of an event, as the next one in order.
    pub(super) async fn tell(&mut self, mut event: Value) {
        self.sequence += 1;
        event["s"] = json!(self.sequence);
        self.write(&event).await;
    }

    /// Ends the connection with that code.
    pub(super) async fn close(mut self, code: u16) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
        self.socket.send(Message::Close(Some(frame))).await.unwrap();
        // It stays until the other side is gone as well, which connects anew before that.
        tokio::spawn(async move { while let Some(Ok(_)) = self.socket.next().await {} });
    }
}
