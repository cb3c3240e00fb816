//! What the server answers when it refuses a call.

use std::borrow::Cow;

/// A refused call, with Telegram's own code and words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {description}")]
pub(super) struct Refusal {
    /// The HTTP status, repeated in the body as `error_code`.
    pub(super) code: u16,
    /// Telegram's sentence.
    pub(super) description: Cow<'static, str>,
    /// Seconds to wait, for code 429.
    pub(super) retry_after: Option<u32>,
}

/// The JSON text of a call's `result`, or the refusal.
pub(super) type Answer = Result<String, Refusal>;

impl Refusal {
    fn new(code: u16, description: impl Into<Cow<'static, str>>) -> Self {
        Self { code, description: description.into(), retry_after: None }
    }

    /// 400; `why` is put behind "Bad Request: ".
    pub(super) fn bad(why: &str) -> Self {
        Self::new(400, format!("Bad Request: {why}"))
    }

    /// 401, for a token that no bot has.
    pub(super) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 403, for a person who has blocked the bot.
    pub(super) fn blocked() -> Self {
        Self::new(403, "Forbidden: bot was blocked by the user")
    }

    /// 404, for a path that is no method, file or token.
    pub(super) fn not_found(what: &'static str) -> Self {
        Self::new(404, what)
    }

    /// 409; `why` is put behind "Conflict: ".
    pub(super) fn conflict(why: &str) -> Self {
        Self::new(409, format!("Conflict: {why}"))
    }

    /// 413, for a body over the limit.
    pub(super) fn too_large() -> Self {
        Self::new(413, "Request Entity Too Large")
    }

    /// 429.
    pub(super) fn too_many(retry_after: u32) -> Self {
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {retry_after}").into(),
            retry_after: Some(retry_after),
        }
    }

    /// A 5xx, as the servers in front of Telegram send it.
    pub(super) fn server(code: u16) -> Self {
        let words = match code {
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        Self::new(code, words)
    }

    /// The body of the answer.
    pub(super) fn body(&self) -> String {
        let mut body = serde_json::json!({
            "ok": false,
            "error_code": self.code,
            "description": self.description,
        });
        if let (Some(seconds), Some(object)) = (self.retry_after, body.as_object_mut()) {
            object.insert("parameters".to_owned(), serde_json::json!({ "retry_after": seconds }));
        }
        body.to_string()
    }
}
