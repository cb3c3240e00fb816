//! Answers to interactions, which Discord wants within three seconds or shows "this interaction
//! failed" (docs.discord.com/developers/interactions/receiving-and-responding). They are made as soon
//! as an interaction arrives, beside everything else: what follows from it is a message of its own.

use reqwest::Method;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use serenity::model::application::Interaction;

use crate::{Discord, answer::CallError, inbound::in_chat, limits};

/// "I answer later, leave the message as it is."
const DEFERRED_UPDATE: u8 = 6;

/// "I answer later": shows that the bot is thinking, which only a command may be answered with.
const DEFERRED_MESSAGE: u8 = 5;

/// Seen by nobody else.
const EPHEMERAL: u16 = 1 << 6;

/// Answers an interaction in the chat with the bot. Others stay unanswered: nothing follows from them.
pub(crate) async fn acknowledge(discord: &Discord, interaction: &Interaction) {
    let attempt = tokio::time::timeout(limits::ACKNOWLEDGE, answer(discord, interaction));
    if !matches!(attempt.await, Ok(Ok(()))) {
        tracing::info!("an interaction could not be acknowledged in time");
    }
}

async fn answer(discord: &Discord, interaction: &Interaction) -> Result<(), CallError> {
    match interaction {
        Interaction::Component(press) if in_chat(press.context, press.guild_id.is_some()) => {
            let payload = json!({"type": DEFERRED_UPDATE});
            respond(discord, press.id.get(), &press.token, &payload).await
        }
        Interaction::Command(command) if in_chat(command.context, command.guild_id.is_some()) => {
            let payload = json!({"type": DEFERRED_MESSAGE, "data": {"flags": EPHEMERAL}});
            respond(discord, command.id.get(), &command.token, &payload).await?;
            // The answer comes as a message of its own: nothing is being thought about any more.
            let path = format!("webhooks/{}/{}/messages/@original", command.application_id, command.token);
            discord.client.delete::<IgnoredAny>(&path).await.map(|_| ())
        }
        _ => Ok(()),
    }
}

async fn respond(discord: &Discord, id: u64, token: &str, payload: &Value) -> Result<(), CallError> {
    let path = format!("interactions/{id}/{token}/callback");
    discord.client.call::<IgnoredAny>(Method::POST, &path, payload).await.map(|_| ())
}
