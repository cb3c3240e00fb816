//! Which conversation a line belongs to. A line that reaches the wrong person is the worst that can
//! happen, so nothing is guessed: where it is doubtful, the line is held and its writer is asked.

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::id::ConversationId;
use serde::{Deserialize, Serialize};

use crate::turn::Turn;

/// After so long without a word from either side nobody is sure to remember whom they talk to.
pub const SILENCE: TimeDelta = TimeDelta::hours(6);

/// When a person pointed at the conversation that their lines go to: they entered it, or wrote there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Aim {
    /// How many messages of others the chat had been shown.
    heard: i64,
    at: DateTime<Utc>,
}

/// Lines go there from now on.
pub(super) fn point(turn: &mut Turn, id: ConversationId) {
    turn.state.talking = Some(id);
    turn.state.aim = Some(Aim { heard: turn.cx.heard.count, at: turn.cx.now });
}

/// The person spoke elsewhere in between: their next line is doubtful.
pub(super) fn blur(turn: &mut Turn) {
    turn.state.aim = None;
}

/// The conversation that a line without an address goes to; `None` where its writer must say it,
/// because since they pointed there last
/// - another conversation said something, or is saying it right now,
/// - or they answered in another one,
/// - or nobody said anything for [`SILENCE`].
///
/// Lines that are held already go first: what comes behind them waits as well.
pub(crate) fn aim_of_line(turn: &Turn) -> Option<ConversationId> {
    let (talking, aim, heard) = (turn.state.talking?, turn.state.aim?, turn.cx.heard);
    let silent_since = match heard.last {
        Some((last, at)) if last == talking => aim.at.max(at),
        _ => aim.at,
    };
    let sure = turn.state.held.is_empty()
        && heard.besides(talking) <= aim.heard
        && heard.speaking.is_none_or(|speaking| speaking == talking)
        && turn.cx.now - silent_since < SILENCE;
    sure.then_some(talking)
}
