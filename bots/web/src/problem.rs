//! What can be wrong with a request, told to people as one sentence.

use axum::{
    Json,
    extract::{multipart::MultipartError, rejection::FormRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{Site, mailbox::MailboxError, pages, visit::Visit};

/// Why a request is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Another site made the browser ask.
    CrossSite,
    /// No cookie, or one that opens nothing; here is a new one.
    NewVisitor {
        /// The whole `Set-Cookie`.
        cookie: String,
    },
    /// There is no chat to read.
    NoVisitor,
    /// It cannot be read.
    Malformed,
    /// Nothing was said.
    Empty,
    /// The line is too long.
    LongText,
    /// The file has too many bytes.
    LargeFile,
    /// There is no such thing here.
    NotFound,
    /// Worth another try with the same key.
    Unavailable,
}

#[derive(Serialize)]
struct Told {
    error: String,
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NewVisitor { .. } | Self::NoVisitor => StatusCode::CONFLICT,
            Self::Malformed | Self::Empty => StatusCode::BAD_REQUEST,
            Self::LongText | Self::LargeFile => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The key of its sentence in the locales.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::CrossSite => "web-problem-cross-site",
            Self::NewVisitor { .. } | Self::NoVisitor => "web-problem-new-visitor",
            Self::Malformed => "web-problem-malformed",
            Self::Empty => "web-problem-empty",
            Self::LongText => "web-problem-long-text",
            Self::LargeFile => "web-problem-large-file",
            Self::NotFound => "web-problem-not-found",
            Self::Unavailable => "web-problem-unavailable",
        }
    }

    /// The answer: a document for a program, a page for a person.
    pub(crate) fn answer(&self, site: &Site, visit: &Visit) -> Response {
        let sentence = site.words.word(visit.language, self.word());
        let mut response = if visit.wants_json {
            (self.status(), Json(Told { error: sentence })).into_response()
        } else if let Self::NewVisitor { .. } = self {
            pages::back_to_chat(visit.seat, None)
        } else {
            (self.status(), pages::problem(site, visit, &sentence)).into_response()
        };
        let headers = response.headers_mut();
        if let Self::NewVisitor { cookie } = self
            && let Ok(cookie) = HeaderValue::from_str(cookie)
        {
            headers.insert(header::SET_COOKIE, cookie);
        }
        if *self == Self::Unavailable {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

impl From<MailboxError> for Problem {
    fn from(error: MailboxError) -> Self {
        match error {
            MailboxError::Unavailable => Self::Unavailable,
            MailboxError::NoVisitor => Self::NoVisitor,
            MailboxError::TooLarge => Self::LongText,
        }
    }
}

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::LongText,
            _ => Self::Malformed,
        }
    }
}

impl From<MultipartError> for Problem {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::LargeFile,
            _ => Self::Malformed,
        }
    }
}
