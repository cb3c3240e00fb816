//! Answers of Discord's API: a result, or an error whose numbers say what it is.

use std::time::Duration;

use reqwest::{
    StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::limits;

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallError {
    /// There was no connection: the call was certainly not made.
    Unreachable,
    /// The call was perhaps made; its answer was lost or makes no sense.
    Lost,
    /// Discord, or something in front of it, answered with an error.
    Answered(Refusal),
}

/// An error that was answered. Its words are not kept: they may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The status of HTTP.
    pub(crate) status: u16,
    /// Discord's own code (docs.discord.com/developers/topics/opcodes-and-status-codes); 0 where
    /// there is none.
    pub(crate) code: i64,
    /// How long to wait, where Discord says.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the whole bot is too fast, rather than one route.
    pub(crate) whole_bot: bool,
}

impl Refusal {
    /// As if Discord had asked the whole bot to wait: no call is made for so long.
    pub(crate) fn resting(rest: Duration) -> Self {
        let status = StatusCode::TOO_MANY_REQUESTS.as_u16();
        Self { status, code: 0, retry_after: Some(rest), whole_bot: true }
    }
}

/// docs.discord.com/developers/reference#error-messages and topics/rate-limits.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure {
    code: i64,
    /// In seconds.
    retry_after: Option<f64>,
    global: bool,
}

/// Reads an answer.
pub(crate) fn understand<R: DeserializeOwned>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<R, CallError> {
    if status.is_success() {
        // "No content" is the whole answer of some calls.
        let body = if body.is_empty() { b"null" } else { body };
        // An answer that cannot be read leaves open what happened.
        return serde_json::from_slice(body).map_err(|_| CallError::Lost);
    }
    // Without Discord's own words, "too fast" comes from the front of its servers, and means the
    // address that we call from.
    let stranger = Failure { global: true, ..Failure::default() };
    let failure: Failure = serde_json::from_slice(body).unwrap_or(stranger);
    Err(CallError::Answered(Refusal {
        status: status.as_u16(),
        code: failure.code,
        retry_after: failure.retry_after.or_else(|| in_header(headers)).and_then(wait),
        whole_bot: failure.global,
    }))
}

fn in_header(headers: &HeaderMap) -> Option<f64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()
}

fn wait(seconds: f64) -> Option<Duration> {
    let wait = Duration::try_from_secs_f64(seconds).ok()?;
    Some(wait.min(limits::LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::*;

    fn answer(status: u16, body: &str) -> Result<bool, CallError> {
        understand(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body.as_bytes())
    }

    fn refusal(status: u16, code: i64, retry_after: Option<u64>, whole_bot: bool) -> CallError {
        let retry_after = retry_after.map(Duration::from_millis);
        CallError::Answered(Refusal { status, code, retry_after, whole_bot })
    }

    #[test]
    fn a_result_is_read_even_if_there_is_none() {
        assert_eq!(answer(200, "true"), Ok(true));
        let nothing = understand::<IgnoredAny>(StatusCode::NO_CONTENT, &HeaderMap::new(), b"");
        assert!(nothing.is_ok());
    }

    #[test]
    fn an_answer_without_sense_leaves_open_what_happened() {
        assert_eq!(answer(200, "<html>"), Err(CallError::Lost));
        assert_eq!(answer(200, ""), Err(CallError::Lost));
    }

    #[test]
    fn an_error_is_read_by_its_numbers() {
        let body = r#"{"message": "words", "code": 50007}"#;
        assert_eq!(answer(403, body), Err(refusal(403, 50007, None, false)));
        let body = r#"{"message": "words", "code": 50035, "errors": {"content": {"_errors": []}}}"#;
        assert_eq!(answer(400, body), Err(refusal(400, 50035, None, false)));
    }

    #[test]
    fn a_wait_is_read_from_the_body_or_the_header() {
        let body = r#"{"message": "words", "retry_after": 0.65, "global": false}"#;
        assert_eq!(answer(429, body), Err(refusal(429, 0, Some(650), false)));
        let body = r#"{"message": "words", "retry_after": 64.57, "global": true, "code": 0}"#;
        assert_eq!(answer(429, body), Err(refusal(429, 0, Some(64_570), true)));
        let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
        let answer = understand::<bool>(StatusCode::TOO_MANY_REQUESTS, &headers, b"<html>");
        assert_eq!(answer, Err(refusal(429, 0, Some(7000), true)));
    }

    #[test]
    fn a_wait_that_is_none_or_endless_is_not_believed() {
        assert_eq!(answer(429, r#"{"retry_after": -1.0}"#), Err(refusal(429, 0, None, false)));
        assert_eq!(answer(429, r#"{"retry_after": 1e300}"#), Err(refusal(429, 0, None, false)));
        assert_eq!(answer(429, r#"{"retry_after": 1e6}"#), Err(refusal(429, 0, Some(3_600_000), false)));
    }
}
