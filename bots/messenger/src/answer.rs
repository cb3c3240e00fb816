//! Answers of the Graph API: a result, or an error whose numbers say what it is.

use std::{collections::HashMap, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};
use serde::{Deserialize, de::DeserializeOwned};

use crate::limits;

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallError {
    /// There was no connection: the call was certainly not made.
    Unreachable,
    /// The call was perhaps made; its answer was lost or makes no sense.
    Lost,
    /// Something in front of the Graph API answered, with this status.
    Foreign(u16),
    /// The Graph API answered with an error.
    Answered(Refusal),
}

/// An error that the Graph API answered with. Its words are not kept: they may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// `error.code`.
    pub(crate) code: i64,
    /// `error.error_subcode`.
    pub(crate) subcode: Option<i64>,
    /// How long to wait, where Messenger says.
    pub(crate) retry_after: Option<Duration>,
}

/// developers.facebook.com/docs/graph-api/guides/error-handling
#[derive(Deserialize)]
struct Failure {
    error: Numbers,
}

#[derive(Deserialize)]
struct Numbers {
    code: i64,
    error_subcode: Option<i64>,
}

/// Reads an answer.
pub(crate) fn understand<R: DeserializeOwned>(
    status: StatusCode,
    retry_after: Option<Duration>,
    body: &[u8],
) -> Result<R, CallError> {
    if let Ok(Failure { error: Numbers { code, error_subcode } }) = serde_json::from_slice(body) {
        return Err(CallError::Answered(Refusal { code, subcode: error_subcode, retry_after }));
    }
    if status.is_success() {
        // An answer that says neither result nor error leaves open what happened.
        return serde_json::from_slice(body).map_err(|_| CallError::Lost);
    }
    Err(CallError::Foreign(status.as_u16()))
}

/// One of the limits that an answer reports on.
#[derive(Deserialize)]
struct Usage {
    /// In minutes.
    estimated_time_to_regain_access: Option<u64>,
}

/// How long to wait before the next call, where the answer says
/// (developers.facebook.com/docs/graph-api/overview/rate-limiting, `X-Business-Use-Case-Usage`).
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let header = headers.get("x-business-use-case-usage")?.to_str().ok()?;
    let usages: HashMap<String, Vec<Usage>> = serde_json::from_str(header).ok()?;
    let minutes =
        usages.into_values().flatten().filter_map(|usage| usage.estimated_time_to_regain_access).max()?;
    let wait = Duration::from_secs(minutes.saturating_mul(60));
    (!wait.is_zero()).then(|| wait.min(limits::LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Result<bool, CallError> {
        understand(StatusCode::from_u16(status).unwrap(), None, body.as_bytes())
    }

    #[test]
    fn a_result_is_read() {
        assert_eq!(answer(200, "true"), Ok(true));
    }

    #[test]
    fn an_answer_without_sense_leaves_open_what_happened() {
        assert_eq!(answer(200, "<html>"), Err(CallError::Lost));
        assert_eq!(answer(200, "5"), Err(CallError::Lost));
        assert_eq!(answer(200, ""), Err(CallError::Lost));
    }

    #[test]
    fn an_error_is_read_by_its_numbers_whatever_the_status() {
        let body = r#"{"error":{"message":"m","type":"OAuthException","code":10,"error_subcode":2018278,"fbtrace_id":"x"}}"#;
        let refusal = Refusal { code: 10, subcode: Some(2_018_278), retry_after: None };
        assert_eq!(answer(400, body), Err(CallError::Answered(refusal)));
        assert_eq!(answer(200, body), Err(CallError::Answered(refusal)));
        let refusal = Refusal { code: 2, subcode: None, retry_after: None };
        assert_eq!(answer(500, r#"{"error":{"code":2}}"#), Err(CallError::Answered(refusal)));
    }

    #[test]
    fn an_error_page_counts_by_its_status() {
        assert_eq!(answer(502, "<h1>Bad Gateway</h1>"), Err(CallError::Foreign(502)));
    }

    #[test]
    fn the_longest_wait_counts_within_reason() {
        let wait = |header: &str| {
            retry_after(&HeaderMap::from_iter([(
                "x-business-use-case-usage".parse().unwrap(),
                header.parse().unwrap(),
            )]))
        };
        let usage = r#"{"77":[{"type":"messenger","call_count":100,"estimated_time_to_regain_access":3},
            {"type":"pages","estimated_time_to_regain_access":1}]}"#
            .replace('\n', "");
        assert_eq!(wait(&usage), Some(Duration::from_secs(180)));
        assert_eq!(wait(r#"{"77":[{"estimated_time_to_regain_access":0}]}"#), None);
        let ages = r#"{"77":[{"estimated_time_to_regain_access":18446744073709551615}]}"#;
        assert_eq!(wait(ages), Some(limits::LONGEST_RETRY_AFTER));
        assert_eq!(wait("?"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
