//! Our reaction to a message. Discord lets us have many on one message, and the relay wants one in place
//! of the one before: so Discord is asked which are ours.

use adapter::{DeliverError, NativeId, Receipt};
use marketplace_domain::reaction::Reaction;
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    errors::of_repeatable,
    outbound::{Sender, number},
};

/// What we read of a message (docs.discord.com/developers/resources/message#message-object).
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    reactions: Vec<Shown>,
}

/// One emoji under a message.
#[derive(Deserialize)]
struct Shown {
    emoji: Emoji,
    /// Whether it is ours as well.
    #[serde(default)]
    me: bool,
}

#[derive(Deserialize)]
struct Emoji {
    id: Option<String>,
    name: Option<String>,
}

impl Shown {
    /// Its name, where it is a standard emoji of ours: we set no others.
    fn ours(&self) -> Option<&str> {
        let name = self.emoji.name.as_deref().filter(|_| self.me && self.emoji.id.is_none());
        name.filter(|name| Reaction::parse(name).is_some())
    }
}

/// Makes this reaction our only one on that message, or takes it away. Doing it twice is harmless.
pub(crate) async fn set(
    sender: &Sender<'_>,
    id: &NativeId,
    reaction: Option<Reaction>,
) -> Result<Receipt, DeliverError> {
    let message = sender.message(number(id).ok_or(DeliverError::NoSuchMessage)?);
    let shown: Message = sender.client.get(&message).await.map_err(of_repeatable)?;
    let of_us = |emoji: &str| format!("{message}/reactions/{emoji}/@me");
    let mut is_there = false;
    for emoji in shown.reactions.iter().filter_map(Shown::ours) {
        if reaction.is_some_and(|reaction| reaction.is(emoji)) {
            is_there = true;
            continue;
        }
        sender.client.delete::<IgnoredAny>(&of_us(emoji)).await.map_err(of_repeatable)?;
    }
    if let Some(reaction) = reaction.filter(|_| !is_there) {
        sender.client.put::<IgnoredAny>(&of_us(reaction.as_str())).await.map_err(of_repeatable)?;
    }
    Ok(Receipt::default())
}
