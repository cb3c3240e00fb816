//! What the conversation asks the market to do, and what it hears back.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::Language,
    conversation::View,
    id::{ConversationId, RequestId},
    message::Rich,
    place::Place,
    refusal::Refusal,
    request::{Card, Content, Cursor, Filter, Page},
};

/// Something to do. The runtime does it in the transaction that stores the step, then steps
/// again with the [`Outcome`].
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Remember the language.
    SetLanguage(Language),
    /// Remember where the person lives: it sets their time zone and breaks ties between places.
    SetHome(Place),
    /// Put a request on the market.
    Publish(Content),
    /// Change a request of one's own.
    Save(RequestId, Content),
    /// One's own requests, newest first.
    Mine(Option<Cursor>),
    /// A request, to look at.
    Open(RequestId),
    /// Take a request of one's own off the market.
    Close(RequestId),
    /// Undo that, within 30 seconds.
    Reopen(RequestId),
    /// Give a request of one's own another 30 days.
    Renew(RequestId),
    /// Look for requests of others, newest first.
    Browse(Filter, Option<Cursor>),
    /// Answer a request: opens a conversation, with this as its first line.
    Answer(RequestId, Rich),
    /// One's conversations, the last spoken in first. The moment is where the page starts.
    Chats(Option<DateTime<Utc>>),
    /// Make this the conversation that lines go to.
    Enter(ConversationId),
    /// Say something to the other side.
    Say(ConversationId, Rich),
    /// End a conversation: nothing crosses any more.
    Leave(ConversationId),
    /// Undo that, within 30 seconds.
    Return(ConversationId),
}

/// What came of a [`Call`].
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "each lives for one step, so that a box would only cost")]
pub enum Outcome {
    /// `SetLanguage`, `SetHome`: done.
    Remembered,
    /// `Publish`, `Save`, `Open`, `Close`, `Reopen`, `Renew`: the request as it is now.
    Request(Card),
    /// `Mine`, `Browse`.
    Requests(Page<Card>),
    /// `Answer`, `Enter`, `Leave`, `Return`: the conversation as it is now.
    /// `Answer` on a request that one answered before adds the line to that conversation.
    Conversation(View),
    /// `Chats`; the moment is where the next page starts.
    Conversations(Vec<View>, Option<DateTime<Utc>>),
    /// `Say`: it is on its way.
    Accepted,
    /// Not done.
    Refused(Refusal),
}
