//! Topics: what the other side of a conversation says comes into a part of the chat of its own, where the
//! platform has such. They are a comfort, never a condition: where one cannot be had, the message goes to
//! the chat itself, at once.

use std::collections::HashMap;

use adapter::{Adapter, Address, DeliverError, DeliveryKey, Inbound, Outbound, Receipt, TopicError, TopicId};
use chrono::TimeDelta;
use conversation::{context, topic_name};
use marketplace_core::{Market, MarketError, Unit};
use marketplace_domain::id::ConversationId;

use crate::{
    adapters::Adapters,
    seat::Seat,
    store::{
        due::{Due, What},
        lane::Lease,
        topic::{self, Topic},
    },
    translate::storable,
};

/// For how long no topic is opened in a chat after the first trouble with one.
const BARRED: TimeDelta = TimeDelta::days(7);

/// The conversations that topics belong to, by endpoint and the platform's id.
pub(crate) type Topics = HashMap<(i64, TopicId), ConversationId>;

/// What is known of the topics in which these updates were done.
pub(crate) async fn known(
    unit: &mut Unit,
    updates: &[Inbound],
    seats: &HashMap<Address, Seat>,
) -> Result<Topics, MarketError> {
    let met = |update: &Inbound| Some((seats.get(&update.from)?.endpoint, topic_of(update)?));
    let met: Vec<(i64, TopicId)> = updates.iter().filter_map(met).collect();
    if met.is_empty() {
        return Ok(Topics::new());
    }
    Ok(topic::named(unit.connection(), &met).await?)
}

/// In which topic an update was done. Where we open none, those of others mean nothing.
pub(crate) fn place(adapters: &Adapters, update: &Inbound, endpoint: i64, topics: &Topics) -> context::Topic {
    let Some(topic) = topic_of(update) else { return context::Topic::Main };
    let able = || adapters.of(&update.from).is_some_and(|served| served.adapter.capabilities().topics);
    match topics.get(&(endpoint, topic)) {
        Some(conversation) => context::Topic::Of(*conversation),
        None if able() => context::Topic::Unknown,
        None => context::Topic::Main,
    }
}

fn topic_of(update: &Inbound) -> Option<TopicId> {
    update.topic.as_ref().map(|topic| TopicId(storable(&topic.0)))
}

/// Where a delivery is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the chat itself.
    Chat,
    /// In this topic.
    Topic(TopicId),
    /// In a topic that was opened only now. It took what the limiter allowed: the delivery is next.
    Opened,
}

/// Finds the topic that a delivery is shown in, and opens it with the first that somebody says.
///
/// Between the opening and its commit a crash leaves a topic that nothing is ever shown in: one a crash.
pub(crate) async fn find(
    market: &Market,
    adapter: &dyn Adapter,
    lease: &Lease,
    due: &Due,
) -> Result<Place, MarketError> {
    if !adapter.capabilities().topics {
        return Ok(Place::Chat);
    }
    let mut unit = market.begin().await?;
    let now = unit.now();
    let found = topic::of(unit.connection(), lease.lane, due.conversation, now).await?;
    unit.commit().await?;
    match (found, &due.line) {
        (Topic::Open(topic), _) => Ok(Place::Topic(topic)),
        // For the news that it is over, or that one's own line did not arrive, none is opened.
        (Topic::Missing, Some(line))
            if matches!(line.what, What::First | What::Said | What::News(_) | What::Reopened) =>
        {
            let name = topic_name(lease.language, &line.title, line.other);
            let opened = adapter.open_topic(&lease.to, &name).await;
            note(market, lease, due.conversation, opened).await
        }
        _ => Ok(Place::Chat),
    }
}

async fn note(
    market: &Market,
    lease: &Lease,
    conversation: ConversationId,
    opened: Result<TopicId, DeliverError>,
) -> Result<Place, MarketError> {
    let mut unit = market.begin().await?;
    let now = unit.now();
    let place = match opened {
        Ok(topic) if topic::add(unit.connection(), lease, conversation, &topic, now).await? => Place::Opened,
        // The delivery itself finds the same, and more is known of what to do then.
        Err(DeliverError::Gone | DeliverError::Unauthorized) => Place::Chat,
        failed => {
            if let Err(error) = failed {
                tracing::warn!(platform = %lease.to.platform, %error, "a topic could not be opened");
            }
            topic::bar(unit.connection(), lease, now + BARRED).await?;
            Place::Chat
        }
    };
    unit.commit().await?;
    Ok(place)
}

/// Shows it in the topic, if there is one, and where that takes nothing in the chat itself. True where the
/// topic took nothing and the chat did: then it is not to be tried again.
pub(crate) async fn deliver(
    adapter: &dyn Adapter,
    to: &Address,
    topic: Option<&TopicId>,
    what: &Outbound,
    key: &DeliveryKey,
) -> (Result<Receipt, DeliverError>, bool) {
    let in_topic = match topic {
        Some(topic) => adapter.deliver_in(to, topic, what, key).await,
        None => return (adapter.deliver(to, what, key).await, false),
    };
    match in_topic {
        Ok(receipt) => (Ok(receipt), false),
        Err(TopicError::Failed(error)) => (Err(error), false),
        Err(TopicError::NotThere) => {
            let shown = adapter.deliver(to, what, key).await;
            let gone = shown.is_ok();
            (shown, gone)
        }
    }
}

/// The topic of a conversation takes nothing: it is not used any more. Whether its person deleted it or
/// topics were turned off nobody says, and so none is opened in this chat for a while either.
pub(crate) async fn give_up(
    market: &Market,
    lease: &Lease,
    conversation: ConversationId,
) -> Result<(), MarketError> {
    tracing::info!(platform = %lease.to.platform, "a topic is gone");
    let mut unit = market.begin().await?;
    let now = unit.now();
    topic::gone(unit.connection(), lease, conversation, now).await?;
    topic::bar(unit.connection(), lease, now + BARRED).await?;
    unit.commit().await
}
