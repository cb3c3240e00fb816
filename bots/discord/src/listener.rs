//! Listens to Discord's gateway through serenity, on a thread of its own, for two reasons:
//!
//! - serenity hands out each event on a task of its own. On a runtime of one thread such tasks begin
//!   in the order in which they were made, so that the order of messages is kept.
//! - serenity logs what it cannot read, and its spans hold whole events: text, names, ids. On this
//!   thread nothing is logged at all; what an operator should know is told through the channel.
//!
//! serenity keeps the connection alive and resumes it. What it cannot read as an event is lost, and
//! so is what people write while a session cannot be resumed: messages missed while away are not
//! filled in afterwards yet.

use std::{io, thread, time::Duration};

use secrecy::ExposeSecret;
use serde::Deserialize;
use serenity::{
    all::{GatewayIntents, HttpBuilder, RawEventHandler},
    client::{ClientBuilder, Context},
    gateway::GatewayError,
    model::event::Event,
};
use tokio::{runtime, sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;
use tracing::subscriber::NoSubscriber;

use crate::{answer::CallError, client::Client, limits};

/// What the gateway tells.
pub(crate) enum Told {
    /// Something happened.
    Event(Box<Event>),
    /// There is no connection now. It is tried again, after a rest.
    Trouble(Trouble),
}

/// Why there is no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Discord does not accept the token.
    Token,
    /// Discord does not say where the gateway is, or the connection ended.
    Unreachable,
}

/// Where the gateway is (docs.discord.com/developers/events/gateway#get-gateway).
#[derive(Deserialize)]
struct Place {
    url: String,
}

/// Begins to listen, until `stop` is cancelled.
pub(crate) fn listen(client: &Client, stop: CancellationToken) -> io::Result<mpsc::UnboundedReceiver<Told>> {
    let (tell, told) = mpsc::unbounded_channel();
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    // Connections of HTTP belong to the runtime that opened them, so that this one has its own.
    let (token, server) = (client.token().clone(), client.server().clone());
    let listen = move || {
        let _silence = tracing::subscriber::set_default(NoSubscriber::default());
        runtime.block_on(stop.run_until_cancelled(async move {
            if let Ok(client) = Client::new(token, Some(server.as_str())) {
                Listener { client, tell }.stay_connected().await;
            }
        }));
        // Nothing in it is waited for: serenity's own way of closing may wait for ever.
        runtime.shutdown_background();
    };
    thread::Builder::new().name("discord-gateway".to_owned()).spawn(listen)?;
    Ok(told)
}

struct Listener {
    client: Client,
    tell: mpsc::UnboundedSender<Told>,
}

impl Listener {
    async fn stay_connected(&self) {
        let mut rest = limits::FIRST_REST;
        loop {
            let begun = Instant::now();
            let trouble = self.connect().await;
            if begun.elapsed() >= limits::GOOD_CONNECTION {
                rest = limits::FIRST_REST;
            }
            // Nobody listens to us any more where this fails, and then nobody waits for us either.
            let _ = self.tell.send(Told::Trouble(trouble));
            tokio::time::sleep(rest).await;
            rest = longer(rest);
        }
    }

    /// One connection, with as many resumptions as it takes, until serenity gives it up.
    async fn connect(&self) -> Trouble {
        // serenity asks as well, but where the answer fails it would turn to Discord's own gateway,
        // even if another server was configured.
        let place = match self.client.get::<Place>("gateway").await {
            Ok(place) => place.url,
            Err(error) => return of_call(error),
        };
        let token = self.client.token().expose_secret();
        let server = self.client.server().as_str().trim_end_matches('/');
        let http = HttpBuilder::new(token).proxy(server).ratelimiter_disabled(true).build();
        let intents = GatewayIntents::DIRECT_MESSAGES | GatewayIntents::DIRECT_MESSAGE_REACTIONS;
        let builder = ClientBuilder::new_with_http(http, intents);
        let Ok(mut connection) = builder.raw_event_handler(Ear(self.tell.clone())).await else {
            return Trouble::Unreachable;
        };
        *connection.ws_url.lock().await = place;
        match connection.start().await {
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => Trouble::Token,
            _ => Trouble::Unreachable,
        }
    }
}

fn of_call(error: CallError) -> Trouble {
    match error {
        CallError::Answered(refusal) if refusal.status == 401 => Trouble::Token,
        _ => Trouble::Unreachable,
    }
}

fn longer(rest: Duration) -> Duration {
    (rest * 2).min(limits::LONGEST_REST)
}

/// Passes on what it hears.
struct Ear(mpsc::UnboundedSender<Told>);

#[async_trait::async_trait]
impl RawEventHandler for Ear {
    /// It does not wait for anything before it has told, so that the order is kept.
    async fn raw_event(&self, _: Context, event: Event) {
        if matches!(
            event,
            Event::MessageCreate(_)
                | Event::InteractionCreate(_)
                | Event::MessageUpdate(_)
                | Event::MessageDelete(_)
                | Event::MessageDeleteBulk(_)
                | Event::ReactionAdd(_)
                | Event::ReactionRemove(_)
        ) {
            let _ = self.0.send(Told::Event(Box::new(event)));
        }
    }
}
