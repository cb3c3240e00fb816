//! Answers of the Bot API: a result, or an error whose words say what it is.

use std::{borrow::Cow, time::Duration};

use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallError {
    /// There was no connection: the call was certainly not made.
    Unreachable,
    /// The call was perhaps made; its answer was lost or makes no sense.
    Lost,
    /// Telegram answered with an error.
    Answered(Refusal),
}

/// An error that Telegram answered with. Its words are not kept: they may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The error code, close to HTTP's.
    pub(crate) code: i64,
    /// What its words mean.
    pub(crate) reason: Reason,
    /// How long to wait, where Telegram says.
    pub(crate) retry_after: Option<Duration>,
}

/// What the words of an error mean. The API gives many errors one code (400), so that the words
/// are the only way to tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The message says already what it should say.
    NotModified,
    /// The message is gone, or too old to be changed.
    NoSuchMessage,
    /// The message is a picture: it has a caption to be changed, no text.
    NoText,
    /// The chat does not exist, or the person left.
    NoSuchChat,
    /// The press of a button is too old to be acknowledged.
    OldTap,
    /// The file is larger than a bot may download.
    LargeFile,
    /// The person takes no voice and video messages.
    NoVoice,
    /// The topic does not exist, or the chat has none, or may have none.
    NoTopic,
    /// Anything else.
    Other,
}

impl Reason {
    /// Reads an error's words. They are not documented; these were seen on the public server, whose
    /// source (github.com/tdlib/telegram-bot-api, telegram-bot-api/Client.cpp) has them.
    fn read(description: &str) -> Self {
        const KNOWN: [(&str, Reason); 18] = [
            ("message is not modified", Reason::NotModified),
            ("message to edit not found", Reason::NoSuchMessage),
            ("message can't be edited", Reason::NoSuchMessage),
            ("message to delete not found", Reason::NoSuchMessage),
            ("message to react not found", Reason::NoSuchMessage),
            ("message_id_invalid", Reason::NoSuchMessage),
            ("there is no text in the message", Reason::NoText),
            ("chat not found", Reason::NoSuchChat),
            ("user not found", Reason::NoSuchChat),
            ("peer_id_invalid", Reason::NoSuchChat),
            ("input_user_deactivated", Reason::NoSuchChat),
            ("query is too old", Reason::OldTap),
            ("file is too big", Reason::LargeFile),
            ("voice_messages_forbidden", Reason::NoVoice),
            ("message thread not found", Reason::NoTopic),
            ("chat is not a forum", Reason::NoTopic),
            ("bot_forum_create_forbidden", Reason::NoTopic),
            ("topic_", Reason::NoTopic),
        ];
        let description = description.to_ascii_lowercase();
        KNOWN
            .into_iter()
            .find(|(words, _)| description.contains(words))
            .map_or(Self::Other, |(_, reason)| reason)
    }
}

/// The frame of every answer (core.telegram.org/bots/api#making-requests).
#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Answer<'a, T> {
    #[serde(default = "Option::default")]
    result: Option<T>,
    error_code: Option<i64>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// Reads the body of an answer.
pub(crate) fn understand<R: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<R, CallError> {
    let answer = serde_json::from_slice::<Answer<'_, R>>(body);
    if status.is_success() {
        // An answer that says neither result nor error leaves open what happened.
        return match answer {
            Ok(Answer { result: Some(result), error_code: None, .. }) => Ok(result),
            Ok(Answer { error_code: Some(code), .. }) => Err(refused(code, answer.ok())),
            _ => Err(CallError::Lost),
        };
    }
    let answer = answer.ok();
    let code = answer.as_ref().and_then(|answer| answer.error_code);
    Err(refused(code.unwrap_or(i64::from(status.as_u16())), answer))
}

fn refused<R>(code: i64, answer: Option<Answer<'_, R>>) -> CallError {
    let (description, parameters) = answer.map_or((None, None), |it| (it.description, it.parameters));
    CallError::Answered(Refusal {
        code,
        reason: description.map_or(Reason::Other, |words| Reason::read(&words)),
        retry_after: parameters.and_then(|it| it.retry_after).map(Duration::from_secs),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Result<bool, CallError> {
        understand(StatusCode::from_u16(status).unwrap(), body.as_bytes())
    }

    #[test]
    fn a_result_is_read() {
        assert_eq!(answer(200, r#"{"ok":true,"result":true}"#), Ok(true));
    }

    #[test]
    fn an_answer_without_sense_leaves_open_what_happened() {
        assert_eq!(answer(200, "<html>"), Err(CallError::Lost));
        assert_eq!(answer(200, r#"{"ok":true,"result":"text"}"#), Err(CallError::Lost));
        assert_eq!(answer(200, r#"{"ok":true}"#), Err(CallError::Lost));
    }

    #[test]
    fn an_error_is_read_with_its_wait() {
        let body = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#;
        let refusal = Refusal { code: 429, reason: Reason::Other, retry_after: Some(Duration::from_secs(7)) };
        assert_eq!(answer(429, body), Err(CallError::Answered(refusal)));
    }

    #[test]
    fn an_error_page_counts_by_its_status() {
        let refusal = Refusal { code: 502, reason: Reason::Other, retry_after: None };
        assert_eq!(answer(502, "<h1>Bad Gateway</h1>"), Err(CallError::Answered(refusal)));
    }

    #[test]
    fn words_are_read_in_any_case() {
        let words = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        assert_eq!(Reason::read(words), Reason::OldTap);
        assert_eq!(Reason::read("Bad Request: CHAT NOT FOUND"), Reason::NoSuchChat);
        assert_eq!(Reason::read("Bad Request: message thread not found"), Reason::NoTopic);
        assert_eq!(Reason::read("Bad Request: can't parse entities"), Reason::Other);
    }
}
