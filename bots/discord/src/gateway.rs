//! Updates from Discord's gateway, handed in in their order.
//!
//! The gateway cannot be made to wait or to tell something twice: an update waits in memory until it
//! is stored. Interactions are acknowledged beside that, whatever the database does.

use std::{sync::Arc, time::Duration};

use adapter::{Inbound, Ingress};
use serenity::model::event::Event;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    Discord, acknowledge, limits,
    listener::{self, Told, Trouble},
};

/// Listens to the gateway and hands updates in, until `stop` is cancelled. It returns once what had
/// come in by then is stored, or could not be.
///
/// Messages that people write while there is no session, or before a restart was over, are not filled
/// in afterwards yet.
pub async fn gateway(discord: Arc<Discord>, ingress: Arc<dyn Ingress>, stop: CancellationToken) {
    // A child, so that the listener also ends where this future is dropped.
    let until = stop.child_token();
    let _guard = until.clone().drop_guard();
    let Ok(told) = listener::listen(&discord.client, until) else {
        tracing::error!("the thread for Discord's gateway could not be started");
        return;
    };
    let (queue, waiting) = mpsc::channel(limits::WAITING);
    tokio::join!(take_in(&discord, told, queue, &stop), hand_in(&*ingress, waiting, &stop));
}

/// Takes what the gateway tells, and never waits for the database.
async fn take_in(
    discord: &Arc<Discord>,
    mut told: mpsc::UnboundedReceiver<Told>,
    queue: mpsc::Sender<Inbound>,
    stop: &CancellationToken,
) {
    while let Some(Some(told)) = stop.run_until_cancelled(told.recv()).await {
        match told {
            Told::Event(event) => {
                for update in read(discord, *event) {
                    if queue.try_send(update).is_err() {
                        tracing::error!("an update of Discord was dropped: too many wait to be stored");
                    }
                }
            }
            Told::Trouble(Trouble::Token) => {
                tracing::error!("Discord does not accept the bot token");
            }
            Told::Trouble(Trouble::Unreachable) => {
                tracing::warn!("there is no connection to Discord's gateway; it is tried again");
            }
        }
    }
}

/// Translates an event, and sees to its acknowledgement if it needs one.
fn read(discord: &Arc<Discord>, event: Event) -> Vec<Inbound> {
    match event {
        Event::MessageCreate(created) => discord.reader().message(&created.message),
        Event::InteractionCreate(created) => {
            let update = discord.reader().interaction(&created.interaction);
            let discord = Arc::clone(discord);
            tokio::spawn(async move { acknowledge::acknowledge(&discord, &created.interaction).await });
            vec![update]
        }
        other => discord.reader().change(&other, &discord.recent),
    }
}

/// Offers updates until they are accepted. After `stop` it goes on with what had come in, but gives up
/// where that is not accepted.
async fn hand_in(ingress: &dyn Ingress, mut waiting: mpsc::Receiver<Inbound>, stop: &CancellationToken) {
    let mut batch = Vec::new();
    while waiting.recv_many(&mut batch, limits::BATCH).await > 0 {
        let mut rest = FIRST_REST;
        while ingress.accept(batch.clone()).await.is_err() {
            tracing::warn!(updates = batch.len(), "updates were not stored and are offered again");
            if stop.run_until_cancelled(tokio::time::sleep(rest)).await.is_none() {
                return;
            }
            rest = (rest * 2).min(LONGEST_REST);
        }
        batch.clear();
    }
}

/// Rests while updates are not accepted.
const FIRST_REST: Duration = Duration::from_millis(200);
const LONGEST_REST: Duration = Duration::from_secs(5);
