//! What a failed call means for a delivery, and for an operator.

use adapter::DeliverError;

use crate::{
    answer::{CallError, Refusal},
    limits,
};

/// Discord's codes (docs.discord.com/developers/topics/opcodes-and-status-codes#json).
pub(crate) const UNKNOWN_CHANNEL: i64 = 10003;
const UNKNOWN_MESSAGE: i64 = 10008;
const UNKNOWN_USER: i64 = 10013;
/// They blocked the bot, or closed their direct messages.
const CANNOT_SEND: i64 = 50007;
/// There is no server any more that both are on.
const NOTHING_IN_COMMON: i64 = 50278;
/// Something in the message is longer, or more, than allowed.
pub(crate) const INVALID_FORM: i64 = 50035;

/// Why the bot could not be set up. The token is in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The address of the API is not one.
    #[error("the address of the Discord API must start with http:// or https://")]
    ApiUrl,
    /// Discord does not know the token.
    #[error("Discord does not accept the bot token: reset it in the developer portal and copy it again")]
    Token,
    /// No connection, or no answer.
    #[error("Discord cannot be reached now")]
    Unreachable,
    /// Discord answered with an error.
    #[error("Discord refused to set the bot up (status {0})")]
    Refused(u16),
}

impl From<CallError> for ConnectError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Unreachable | CallError::Lost => Self::Unreachable,
            CallError::Answered(Refusal { status: 401, .. }) => Self::Token,
            CallError::Answered(Refusal { status: 429 | 500.., .. }) => Self::Unreachable,
            CallError::Answered(Refusal { status, .. }) => Self::Refused(status),
        }
    }
}

/// What a failed call means that shows something. A server error may come when the message was taken
/// and its answer was lost: the nonce makes another try harmless.
pub(crate) fn of_sending(error: CallError) -> DeliverError {
    match error {
        CallError::Lost | CallError::Answered(Refusal { status: 500.., .. }) => DeliverError::Ambiguous,
        other => of_repeatable(other),
    }
}

/// What a failed call means, if making it twice is the same as making it once (an edit, a deletion):
/// where its end is open, it is worth another try.
pub(crate) fn of_repeatable(error: CallError) -> DeliverError {
    match error {
        CallError::Unreachable | CallError::Lost => DeliverError::Unavailable,
        CallError::Answered(refusal) => of_refusal(refusal),
    }
}

fn of_refusal(Refusal { status, code, retry_after, whole_bot }: Refusal) -> DeliverError {
    match (status, code) {
        (429, _) => {
            DeliverError::RateLimited { retry_after: retry_after.unwrap_or(limits::RETRY_AFTER), whole_bot }
        }
        (_, CANNOT_SEND | NOTHING_IN_COMMON | UNKNOWN_CHANNEL | UNKNOWN_USER) => DeliverError::Gone,
        (_, UNKNOWN_MESSAGE) => DeliverError::NoSuchMessage,
        (401, _) => DeliverError::Unauthorized,
        (500.., _) => DeliverError::Unavailable,
        (_, 0) => DeliverError::Refused { code: i64::from(status) },
        _ => DeliverError::Refused { code },
    }
}

/// What happened once a part of a delivery is shown already. "Too fast" stays as it is, because its
/// wait must be kept: the parts' nonces make the whole harmless to repeat.
pub(crate) fn after_a_part(error: DeliverError) -> DeliverError {
    match error {
        DeliverError::Unavailable => DeliverError::Ambiguous,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn answered(status: u16, code: i64) -> CallError {
        CallError::Answered(Refusal { status, code, retry_after: None, whole_bot: false })
    }

    #[test]
    fn a_send_with_an_open_end_is_ambiguous_and_a_repeatable_call_is_not() {
        for open in [CallError::Lost, answered(500, 0), answered(502, 0), answered(503, 0)] {
            assert_eq!(of_sending(open), DeliverError::Ambiguous);
            assert_eq!(of_repeatable(open), DeliverError::Unavailable);
        }
        assert_eq!(of_sending(CallError::Unreachable), DeliverError::Unavailable);
    }

    #[test]
    fn too_fast_says_how_long_to_wait_and_for_whom() {
        let wait = Duration::from_secs(7);
        for whole_bot in [true, false] {
            let refusal = Refusal { status: 429, code: 0, retry_after: Some(wait), whole_bot };
            let expected = DeliverError::RateLimited { retry_after: wait, whole_bot };
            assert_eq!(of_sending(CallError::Answered(refusal)), expected);
        }
        let usual = DeliverError::RateLimited { retry_after: limits::RETRY_AFTER, whole_bot: false };
        assert_eq!(of_sending(answered(429, 20028)), usual);
    }

    #[test]
    fn refusals_are_told_apart() {
        for (status, code, expected) in [
            (403, 50007, DeliverError::Gone),
            (403, 50278, DeliverError::Gone),
            (404, 10003, DeliverError::Gone),
            (404, 10008, DeliverError::NoSuchMessage),
            (401, 0, DeliverError::Unauthorized),
            (400, 50035, DeliverError::Refused { code: 50035 }),
            (403, 50001, DeliverError::Refused { code: 50001 }),
            (413, 0, DeliverError::Refused { code: 413 }),
        ] {
            assert_eq!(of_sending(answered(status, code)), expected, "{status}/{code}");
        }
    }

    #[test]
    fn a_half_shown_delivery_is_never_called_not_shown() {
        assert_eq!(after_a_part(DeliverError::Unavailable), DeliverError::Ambiguous);
        assert_eq!(after_a_part(DeliverError::Gone), DeliverError::Gone);
    }
}
