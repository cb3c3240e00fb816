use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use adapter::{Adapter, Address, DeliveryKey, Inbound, Ingress, Kind, NativeId, NotAccepted, Outbound};
use async_trait::async_trait;
use marketplace_domain::account::Platform;
use serde_json::{Value, json};
use tokio::{sync::watch, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};

use super::{
    Api, BOT, CHANNEL, Call, TOKEN, connected,
    wire::{Gateway, fixture},
};
use crate::{Discord, gateway};

/// Remembers what it accepts, once it does.
struct Inbox {
    open: watch::Sender<bool>,
    refused: watch::Sender<usize>,
    accepted: watch::Sender<Vec<Inbound>>,
}

#[async_trait]
impl Ingress for Inbox {
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        if !*self.open.borrow() {
            self.refused.send_modify(|count| *count += 1);
            return Err(NotAccepted);
        }
        self.accepted.send_modify(|accepted| accepted.extend(updates));
        Ok(())
    }
}

/// Waits until it is so; fails after a long time.
async fn until<T: Clone>(watched: &watch::Sender<T>, is_so: impl FnMut(&T) -> bool) -> T {
    let mut seen = watched.subscribe();
    let waiting = tokio::time::timeout(Duration::from_secs(20), seen.wait_for(is_so));
    waiting.await.expect("it comes about").unwrap().clone()
}

/// The gateway at work, between stand-ins.
struct Scene {
    api: Arc<Api>,
    discord: Arc<Discord>,
    inbox: Arc<Inbox>,
    remote: Gateway,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

async fn scene(open: bool) -> Scene {
    let (api, discord) = connected().await;
    let (remote, place) = Gateway::new().await;
    *api.gateway.lock().unwrap() = place;
    let inbox = Arc::new(Inbox {
        open: watch::Sender::new(open),
        refused: watch::Sender::default(),
        accepted: watch::Sender::default(),
    });
    let stop = CancellationToken::new();
    let ingress: Arc<dyn Ingress> = inbox.clone();
    let task = tokio::spawn(gateway(Arc::clone(&discord), ingress, stop.clone()));
    Scene { api, discord, inbox, remote, stop, task }
}

impl Scene {
    async fn accepted(&self, count: usize) -> Vec<Inbound> {
        until(&self.inbox.accepted, |accepted| accepted.len() >= count).await
    }

    async fn end(self) {
        self.stop.cancel();
        tokio::time::timeout(Duration::from_secs(20), self.task).await.expect("it ends").unwrap();
    }
}

fn line(number: u64, words: &str) -> Value {
    let mut event = fixture("message-text");
    event["d"]["id"] = json!((1_440_995_838_472_650_000 + number).to_string());
    event["d"]["content"] = json!(words);
    event
}

fn texts(accepted: &[Inbound]) -> Vec<String> {
    let text = |it: &Inbound| match &it.kind {
        Kind::Text { text, .. } => text.text().to_owned(),
        other => panic!("{other:?} is no text"),
    };
    accepted.iter().map(text).collect()
}

#[tokio::test]
async fn the_bot_introduces_itself_and_asks_for_direct_messages_only() {
    let scene = scene(true).await;
    let (_wire, identify) = scene.remote.accept().await;
    let expected = (&json!(2), &json!(format!("Bot {TOKEN}")));
    assert_eq!((&identify["op"], &identify["d"]["token"]), expected);
    // DIRECT_MESSAGES and DIRECT_MESSAGE_REACTIONS.
    assert_eq!(identify["d"]["intents"], json!(1 << 12 | 1 << 13));
    scene.end().await;
}

#[tokio::test]
async fn messages_are_handed_in_in_their_order() {
    let scene = scene(true).await;
    let mut wire = scene.remote.session().await;
    let expected: Vec<String> = (0..300).map(|number| format!("line {number}")).collect();
    for (number, words) in expected.iter().enumerate() {
        wire.tell(line(number as u64, words)).await;
    }
    assert_eq!(texts(&scene.accepted(300).await), expected);
    scene.end().await;
}

#[tokio::test]
async fn interactions_are_acknowledged_while_nothing_can_be_stored() {
    let scene = scene(false).await;
    let mut wire = scene.remote.session().await;
    wire.tell(line(0, "first")).await;
    until(&scene.inbox.refused, |count| *count > 0).await;
    wire.tell(fixture("interaction-button")).await;
    let calls = until(&scene.api.calls, |calls| !calls.is_empty()).await;
    let press = "POST /api/v10/interactions/1440995900000000000/interaction-token-1/callback";
    assert_eq!((calls[0].line().as_str(), calls[0].json()), (press, json!({"type": 6})));
    wire.tell(fixture("interaction-command")).await;
    let calls = until(&scene.api.calls, |calls| calls.len() >= 3).await;
    assert_eq!(calls[1].json(), json!({"type": 5, "data": {"flags": 64}}));
    let waiting = "DELETE /api/v10/webhooks/1100000000000000001/interaction-token-1/messages/@original";
    assert_eq!(calls[2].line(), waiting);
    assert!(scene.inbox.accepted.borrow().is_empty());
    scene.inbox.open.send_replace(true);
    let kinds: Vec<Kind> = scene.accepted(3).await.into_iter().map(|it| it.kind).collect();
    assert!(matches!(&kinds[..], [Kind::Text { .. }, Kind::Tap { .. }, Kind::Command { .. }]), "{kinds:?}");
    scene.end().await;
}

#[tokio::test]
async fn what_is_pressed_elsewhere_is_not_acknowledged() {
    let scene = scene(true).await;
    let mut wire = scene.remote.session().await;
    wire.tell(fixture("interaction-in-server")).await;
    wire.tell(fixture("interaction-button")).await;
    scene.accepted(2).await;
    until(&scene.api.calls, |calls| !calls.is_empty()).await;
    scene.end().await;
}

#[tokio::test]
async fn changes_are_handed_in_in_their_order_and_our_own_are_not() {
    let scene = scene(true).await;
    let mut wire = scene.remote.session().await;
    let ours = Outbound::Delete { ids: vec![NativeId("1440995838472650753".into())] };
    let to = Address { platform: Platform::Discord, bot: BOT.into(), chat: CHANNEL.into() };
    scene.discord.deliver(&to, &ours, &DeliveryKey("k".into())).await.unwrap();
    let told = [
        "message-text",
        "update-preview",
        "update-edited",
        "reaction-add",
        "reaction-by-bot",
        "update-by-bot",
        "delete-bulk",
    ];
    for name in told {
        wire.tell(fixture(name)).await;
    }
    wire.tell(line(0, "the end")).await;
    let kinds: Vec<Kind> = scene.accepted(5).await.into_iter().map(|it| it.kind).collect();
    let expected = matches!(
        &kinds[..],
        [
            Kind::Text { .. },
            Kind::Edited { .. },
            Kind::Reacted { .. },
            Kind::Deleted { .. },
            Kind::Text { .. }
        ]
    );
    assert!(expected, "{kinds:?}");
    scene.end().await;
}

#[tokio::test]
async fn a_broken_connection_is_resumed_where_it_stopped() {
    let scene = scene(true).await;
    let mut wire = scene.remote.session().await;
    wire.tell(line(1, "before")).await;
    scene.accepted(1).await;
    wire.close(4000).await;
    let (mut wire, resume) = scene.remote.accept().await;
    let expected =
        json!({"op": 6, "d": {"session_id": "session-1", "token": format!("Bot {TOKEN}"), "seq": 2}});
    assert_eq!(resume, expected);
    wire.tell(line(2, "behind")).await;
    assert_eq!(texts(&scene.accepted(2).await), ["before", "behind"]);
    scene.end().await;
}

#[tokio::test]
async fn a_refused_token_is_tried_again_after_a_rest() {
    let scene = scene(true).await;
    let (wire, _) = scene.remote.accept().await;
    wire.close(4004).await;
    let mut wire = scene.remote.session().await;
    wire.tell(line(1, "hello")).await;
    assert_eq!(texts(&scene.accepted(1).await), ["hello"]);
    scene.end().await;
}

#[tokio::test]
async fn the_end_does_not_wait_for_what_cannot_be_stored() {
    let scene = scene(false).await;
    let mut wire = scene.remote.session().await;
    wire.tell(line(1, "hello")).await;
    until(&scene.inbox.refused, |count| *count > 0).await;
    scene.end().await;
}

/// Keeps everything that is logged in this process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_that_people_write_and_no_token_is_logged() {
    let log = Log::default();
    let everything = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE);
    everything.with_writer(log.clone()).with_ansi(false).with_thread_names(true).try_init().unwrap();
    let scene = scene(true).await;
    let mut wire = scene.remote.session().await;
    let mut unreadable = line(1, "confidential words");
    unreadable["d"]["author"] = json!("confidential name");
    wire.tell(unreadable).await;
    wire.tell(line(2, "confidential words")).await;
    wire.tell(fixture("interaction-button")).await;
    scene.accepted(2).await;
    until(&scene.api.calls, |calls: &Vec<Call>| !calls.is_empty()).await;
    tracing::info!("the log works");
    scene.end().await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the log works"));
    let said = log.lines().find(|line| line.contains("discord-gateway"));
    assert_eq!(said, None, "the listener is silent");
    // What the stand-in of the gateway logs of itself is none of ours.
    let ours: Vec<&str> = log.lines().filter(|line| !line.contains("tungstenite")).collect();
    for secret in ["confidential", TOKEN, "interaction-token", "80351110224678912", "amira"] {
        let shown = ours.iter().find(|line| line.contains(secret));
        assert_eq!(shown, None, "{secret}");
    }
}
