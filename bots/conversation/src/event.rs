//! What a person did, free of any platform.

use marketplace_domain::{
    id::ConversationId,
    message::Rich,
    place::Point,
    reaction::Reaction,
    said::{LineRef, Origin, Said},
};

use crate::call::Outcome;

/// What a person did, or what came of what they asked for.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "each lives for one step, so that a box would only cost")]
pub enum Event {
    /// `/name arguments`; a name that we do not have is for the flow to answer kindly.
    Command {
        /// In lower case, without the slash.
        name: String,
        /// What stood behind it.
        arguments: String,
    },
    /// A line of text: an answer to what was asked, or a line to the other side.
    Text(Rich),
    /// Something that replies to what the other side of this conversation said.
    Reply(ConversationId, Said),
    /// Files, with what stands under them. The files themselves are fetched later.
    Files(Said),
    /// A file that is too large to cross.
    LargeFile,
    /// A file more than a person may send in a day.
    TooManyFiles,
    /// A message of their own says this now; the line that it is, where it was said to somebody.
    Edited(Option<LineRef>, Origin, Rich),
    /// They took messages of their own back, among them these lines.
    TakenBack(Vec<LineRef>, Vec<Origin>),
    /// They want to take a line of their own back: this one, or the last one.
    Unsend(Option<LineRef>),
    /// Their reaction to a line is this one now.
    Reacted(LineRef, Option<Reaction>),
    /// A point on the map.
    Location(Point),
    /// A button was pressed; this is what it carries. It may be old, or forged.
    Tap(String),
    /// Somebody's contact card.
    Contact,
    /// Something that we do not take (a poll, a game …).
    Unsupported,
    /// The person is back after they had shut us out.
    Returned,
    /// What came of the call that the step before asked for.
    Outcome(Outcome),
}
