//! What a failed call means for a delivery, and for an operator.

use std::time::Duration;

use adapter::DeliverError;

use crate::{
    answer::{CallError, Refusal},
    limits,
};

/// Why the bot could not be set up. Neither the token nor a secret is in any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The address of the API is not one.
    #[error("the address of the Graph API must start with http:// or https://")]
    GraphUrl,
    /// The app's secret is empty, or not that of the app which the token belongs to.
    #[error("the app secret does not fit the page token: copy both from the same Meta app")]
    AppSecret,
    /// The token for verifying the webhook is empty.
    #[error("the verify token must not be empty: choose any text and enter it at Meta, too")]
    VerifyToken,
    /// Messenger does not know the token, or it lacks a permission.
    #[error("Messenger does not accept the page token: make a new one with pages_messaging")]
    Token,
    /// No connection, or no answer.
    #[error("Messenger cannot be reached now")]
    Unreachable,
    /// Messenger answered with an error.
    #[error("Messenger refused to set the bot up (code {0})")]
    Refused(i64),
}

impl From<CallError> for ConnectError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Unreachable | CallError::Lost => Self::Unreachable,
            CallError::Foreign(status) => Self::Refused(i64::from(status)),
            CallError::Answered(refusal) => match of_refusal(refusal) {
                DeliverError::Unauthorized => Self::Token,
                DeliverError::Unavailable => Self::Unreachable,
                _ => Self::Refused(refusal.code),
            },
        }
    }
}

/// What a failed call means that shows something.
///
/// Of the server errors only 503 says that the request was not served (RFC 9110, 15.6.4). The others
/// also come when the server behind the front took the request and its answer was lost.
pub(crate) fn of_sending(error: CallError) -> DeliverError {
    match error {
        CallError::Unreachable | CallError::Foreign(503) => DeliverError::Unavailable,
        CallError::Lost | CallError::Foreign(500..) => DeliverError::Ambiguous,
        CallError::Foreign(429) => too_fast(None, false),
        CallError::Foreign(status) => DeliverError::Refused { code: i64::from(status) },
        CallError::Answered(refusal) => of_refusal(refusal),
    }
}

/// What a failed call means, if making it twice is the same as making it once: where its end is open, it
/// is worth another try.
pub(crate) fn of_repeatable(error: CallError) -> DeliverError {
    match of_sending(error) {
        DeliverError::Ambiguous => DeliverError::Unavailable,
        other => other,
    }
}

/// Codes: developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes and
/// developers.facebook.com/docs/graph-api/guides/error-handling.
fn of_refusal(Refusal { code, subcode, retry_after }: Refusal) -> DeliverError {
    match (code, subcode) {
        // More than 24 hours passed since the person wrote last. Three numbers say it in different
        // versions of the API.
        (_, Some(2_018_278 | 2_018_065 | 2_534_022)) => DeliverError::WindowClosed,
        // They turned our messages off, blocked us, left, or never were.
        (551, _) | (_, Some(2_018_108 | 1_545_041 | 2_018_001)) => DeliverError::Gone,
        // The app, the token, the Page, the app's cap, the Page's business use case.
        (4 | 17 | 32 | 341 | 80_006, _) => too_fast(retry_after, true),
        // A limit of one method, also used for one thread: the other chats hear for themselves.
        (613, _) => too_fast(retry_after, false),
        // "An unknown error": with subcode 1357046 it is documented to come after a message was sent.
        (1, _) => DeliverError::Ambiguous,
        // A failing service, a passing block, "temporary send message failure".
        (2 | 368 | 1200, _) => DeliverError::Unavailable,
        // The method is not granted, a permission is missing, the token ran out or was revoked.
        (3 | 10 | 102 | 190 | 200..=299, _) => DeliverError::Unauthorized,
        _ => DeliverError::Refused { code },
    }
}

fn too_fast(retry_after: Option<Duration>, whole_bot: bool) -> DeliverError {
    let usual = if whole_bot { limits::PAGE_RETRY_AFTER } else { limits::RETRY_AFTER };
    DeliverError::RateLimited { retry_after: retry_after.unwrap_or(usual), whole_bot }
}

/// What happened once a part of a delivery is shown already: making the whole delivery again would
/// show that part again, so "certainly not shown" is not true any more.
pub(crate) fn after_a_part(error: DeliverError) -> DeliverError {
    match error {
        DeliverError::RateLimited { .. } | DeliverError::WindowClosed | DeliverError::Unavailable => {
            DeliverError::Ambiguous
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(code: i64, subcode: Option<i64>) -> CallError {
        CallError::Answered(Refusal { code, subcode, retry_after: None })
    }

    fn of(code: i64, subcode: i64) -> DeliverError {
        of_sending(answered(code, Some(subcode).filter(|it| *it != 0)))
    }

    #[test]
    fn a_send_with_an_open_end_is_ambiguous() {
        let open = [CallError::Lost, CallError::Foreign(500), CallError::Foreign(504), answered(1, None)];
        for open in open {
            assert_eq!(of_sending(open), DeliverError::Ambiguous, "{open:?}");
        }
        assert_eq!(of(1, 1_357_046), DeliverError::Ambiguous);
    }

    #[test]
    fn what_was_certainly_not_shown_is_worth_another_try() {
        for certain in [CallError::Unreachable, CallError::Foreign(503), answered(2, None)] {
            assert_eq!(of_sending(certain), DeliverError::Unavailable, "{certain:?}");
        }
        assert_eq!(of(1200, 0), DeliverError::Unavailable);
    }

    #[test]
    fn a_closed_window_is_not_the_end_of_a_chat() {
        for subcode in [2_018_278, 2_018_065, 2_534_022] {
            assert_eq!(of(10, subcode), DeliverError::WindowClosed);
        }
    }

    #[test]
    fn people_who_are_gone_are_told_apart() {
        for (code, subcode) in
            [(551, 0), (551, 1_545_041), (10, 2_018_108), (200, 1_545_041), (100, 2_018_001)]
        {
            assert_eq!(of(code, subcode), DeliverError::Gone, "{code}/{subcode}");
        }
    }

    #[test]
    fn too_fast_says_how_long_to_wait_and_for_whom() {
        for code in [4, 17, 32, 341, 80_006] {
            let expected =
                DeliverError::RateLimited { retry_after: limits::PAGE_RETRY_AFTER, whole_bot: true };
            assert_eq!(of(code, 0), expected, "{code}");
        }
        let chat = DeliverError::RateLimited { retry_after: limits::RETRY_AFTER, whole_bot: false };
        assert_eq!(of(613, 0), chat);
        assert_eq!(of_sending(CallError::Foreign(429)), chat);
        let wait = Duration::from_secs(120);
        let refusal = Refusal { code: 80_006, subcode: None, retry_after: Some(wait) };
        let expected = DeliverError::RateLimited { retry_after: wait, whole_bot: true };
        assert_eq!(of_sending(CallError::Answered(refusal)), expected);
    }

    #[test]
    fn our_own_trouble_and_refusals_are_told_apart() {
        for code in [10, 190, 200, 230] {
            assert_eq!(of(code, 0), DeliverError::Unauthorized, "{code}");
        }
        assert_eq!(of(190, 463), DeliverError::Unauthorized);
        assert_eq!(of(100, 0), DeliverError::Refused { code: 100 });
        assert_eq!(of(100, 2_018_109), DeliverError::Refused { code: 100 });
        assert_eq!(of_sending(CallError::Foreign(413)), DeliverError::Refused { code: 413 });
    }

    #[test]
    fn a_half_shown_delivery_is_never_called_not_shown() {
        for error in [DeliverError::Unavailable, DeliverError::WindowClosed] {
            assert_eq!(after_a_part(error), DeliverError::Ambiguous);
        }
        assert_eq!(after_a_part(DeliverError::Gone), DeliverError::Gone);
    }
}
