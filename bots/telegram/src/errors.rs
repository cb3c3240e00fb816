//! What a failed call means for a delivery, for a download, and for an operator.

use adapter::{DeliverError, FetchError, TopicError};

use crate::{
    answer::{CallError, Reason, Refusal},
    limits,
};

/// Why the bot could not be set up. The token is in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The address of the API is not one.
    #[error("the address of the Telegram API must start with http:// or https://")]
    ApiUrl,
    /// The public address, for the webhook, is not one.
    #[error("the public address (PUBLIC_URL) must be one such as https://example.org")]
    PublicUrl,
    /// The webhook's secret has a character or a length that Telegram refuses.
    #[error("the webhook secret must be 1 to 256 characters out of A-Z, a-z, 0-9, _ and -")]
    Secret,
    /// Telegram does not know the token.
    #[error("Telegram does not accept the bot token: copy it again from @BotFather")]
    Token,
    /// No connection, no answer, or one that says to come again later.
    #[error("Telegram cannot be reached now")]
    Unreachable,
    /// Telegram answered with an error.
    #[error("Telegram refused to set the bot up (code {0})")]
    Refused(i64),
}

impl From<CallError> for ConnectError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Unreachable | CallError::Lost => Self::Unreachable,
            CallError::Answered(Refusal { code: 401 | 404, .. }) => Self::Token,
            CallError::Answered(Refusal { code: 429 | 500.., .. }) => Self::Unreachable,
            CallError::Answered(Refusal { code, .. }) => Self::Refused(code),
        }
    }
}

/// What a failed call means, if making it twice shows something twice.
///
/// Of the server errors only 503 says that the request was not served (RFC 9110, 15.6.4). 500, 502
/// and 504 also come when the server behind the front took the request and its answer was lost, so
/// that whether the message is shown is open.
pub(crate) fn of_sending(error: CallError) -> DeliverError {
    match error {
        CallError::Lost => DeliverError::Ambiguous,
        CallError::Answered(Refusal { code, .. }) if code >= 500 && code != 503 => DeliverError::Ambiguous,
        other => of_repeatable(other),
    }
}

/// What a failed call means, if making it twice is the same as making it once (an edit, a deletion,
/// an acknowledgement): where its end is open, it is worth another try.
pub(crate) fn of_repeatable(error: CallError) -> DeliverError {
    match error {
        CallError::Unreachable | CallError::Lost => DeliverError::Unavailable,
        CallError::Answered(refusal) => of_refusal(refusal),
    }
}

fn of_refusal(Refusal { code, reason, retry_after }: Refusal) -> DeliverError {
    match (code, reason) {
        (429, _) => DeliverError::RateLimited {
            retry_after: retry_after.unwrap_or(limits::RETRY_AFTER),
            // Telegram does not say whether it means the bot or the chat. The chat is by far the
            // usual case, and the other chats soon hear for themselves.
            whole_bot: false,
        },
        // Some of these are a 403, which says nothing about the person.
        (_, Reason::NoTopic) => DeliverError::Refused { code },
        // In a private chat every other 403 says that this person cannot be written to: blocked,
        // deactivated, never started.
        (403, _) | (_, Reason::NoSuchChat) => DeliverError::Gone,
        // 401 is a revoked token, 404 one that never was.
        (401 | 404, _) => DeliverError::Unauthorized,
        (_, Reason::NoSuchMessage) => DeliverError::NoSuchMessage,
        (500.., _) => DeliverError::Unavailable,
        _ => DeliverError::Refused { code },
    }
}

/// What a failed call means that shows a part of a delivery. What Telegram does not take in a topic it may
/// take outside of it, unless a part stands there already.
pub(crate) fn of_part(error: CallError, in_topic: bool, behind_a_part: bool) -> TopicError {
    let refused = match error {
        CallError::Answered(Refusal { code: 400, reason, .. }) if in_topic => Some(reason),
        _ => None,
    };
    match (refused, behind_a_part) {
        (Some(Reason::NoTopic | Reason::Other), false) => TopicError::NotThere,
        // It was deleted, with that part in it.
        (Some(Reason::NoTopic), true) => DeliverError::Ambiguous.into(),
        (_, true) => after_a_part(of_sending(error)).into(),
        (_, false) => of_sending(error).into(),
    }
}

/// What happened once a part of a delivery is shown already: making the whole delivery again would
/// show that part again, so "certainly not shown" is not true any more.
fn after_a_part(error: DeliverError) -> DeliverError {
    match error {
        DeliverError::RateLimited { .. } | DeliverError::Unavailable => DeliverError::Ambiguous,
        other => other,
    }
}

/// What a failed call means for a file.
pub(crate) fn of_fetching(error: CallError) -> FetchError {
    match error {
        CallError::Answered(Refusal { reason: Reason::LargeFile, .. }) => FetchError::TooLarge,
        // Both an unknown file (400) and an expired path (404).
        CallError::Answered(Refusal { code: 400 | 404, .. }) => FetchError::Gone,
        _ => FetchError::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn answered(code: i64, reason: Reason) -> CallError {
        CallError::Answered(Refusal { code, reason, retry_after: None })
    }

    #[test]
    fn a_send_with_an_open_end_is_ambiguous_and_a_repeatable_call_is_not() {
        for open in [CallError::Lost, answered(500, Reason::Other), answered(502, Reason::Other)] {
            assert_eq!(of_sending(open), DeliverError::Ambiguous);
            assert_eq!(of_repeatable(open), DeliverError::Unavailable);
        }
    }

    #[test]
    fn what_was_certainly_not_shown_is_worth_another_try() {
        assert_eq!(of_sending(CallError::Unreachable), DeliverError::Unavailable);
        assert_eq!(of_sending(answered(503, Reason::Other)), DeliverError::Unavailable);
    }

    #[test]
    fn too_fast_says_how_long_to_wait() {
        let wait = Duration::from_secs(7);
        let refusal = Refusal { code: 429, reason: Reason::Other, retry_after: Some(wait) };
        assert_eq!(
            of_sending(CallError::Answered(refusal)),
            DeliverError::RateLimited { retry_after: wait, whole_bot: false }
        );
        assert!(matches!(
            of_sending(answered(429, Reason::Other)),
            DeliverError::RateLimited { retry_after: limits::RETRY_AFTER, .. }
        ));
    }

    #[test]
    fn refusals_are_told_apart() {
        let of = |code, reason| of_sending(answered(code, reason));
        assert_eq!(of(403, Reason::Other), DeliverError::Gone);
        assert_eq!(of(400, Reason::NoSuchChat), DeliverError::Gone);
        assert_eq!(of(400, Reason::NoSuchMessage), DeliverError::NoSuchMessage);
        assert_eq!(of(400, Reason::Other), DeliverError::Refused { code: 400 });
        assert_eq!(of(413, Reason::Other), DeliverError::Refused { code: 413 });
        assert_eq!(of(401, Reason::Other), DeliverError::Unauthorized);
        assert_eq!(of(404, Reason::Other), DeliverError::Unauthorized);
    }

    #[test]
    fn what_a_topic_does_not_take_may_be_shown_outside_of_it() {
        let refused = |reason| answered(400, reason);
        for reason in [Reason::NoTopic, Reason::Other] {
            assert_eq!(of_part(refused(reason), true, false), TopicError::NotThere);
            assert_eq!(of_part(refused(reason), false, false), DeliverError::Refused { code: 400 }.into());
        }
        assert_eq!(of_part(refused(Reason::NoTopic), true, true), DeliverError::Ambiguous.into());
        assert_eq!(of_part(answered(403, Reason::Other), true, false), DeliverError::Gone.into());
        assert_eq!(of_part(CallError::Lost, true, false), DeliverError::Ambiguous.into());
        // That a bot may open none is a 403 which says nothing about the person.
        let forbidden = DeliverError::Refused { code: 403 };
        assert_eq!(of_sending(answered(403, Reason::NoTopic)), forbidden);
    }

    #[test]
    fn a_half_shown_delivery_is_never_called_not_shown() {
        assert_eq!(after_a_part(DeliverError::Unavailable), DeliverError::Ambiguous);
        assert_eq!(after_a_part(DeliverError::Gone), DeliverError::Gone);
    }
}
