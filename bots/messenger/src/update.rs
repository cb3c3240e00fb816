//! What we read of a webhook's body. Everything may be missing and an id may be a number: samples
//! that Meta published have both, and one odd field must not cost a whole message.

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, Visitor},
};
use serde_json::{Value, value::RawValue};

/// developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks: one call
/// may hold entries of several moments, and each of them events of several people.
#[derive(Deserialize)]
pub(crate) struct Notification<'a> {
    pub(crate) object: String,
    #[serde(borrow)]
    pub(crate) entry: Vec<&'a RawValue>,
}

/// What happened on one Page.
#[derive(Deserialize)]
pub(crate) struct Entry<'a> {
    pub(crate) id: Id,
    #[serde(borrow)]
    pub(crate) messaging: Option<Vec<&'a RawValue>>,
    /// Talk that another app of the Page leads at the moment. It is not meant for us.
    pub(crate) standby: Option<IgnoredAny>,
}

/// One thing that happened in a chat.
#[derive(Deserialize)]
pub(crate) struct Event {
    pub(crate) sender: Option<Party>,
    /// In milliseconds since 1970.
    pub(crate) timestamp: Option<Number>,
    pub(crate) message: Option<Message>,
    pub(crate) postback: Option<Postback>,
    pub(crate) referral: Option<Referral>,
    pub(crate) message_edit: Option<MessageEdit>,
    pub(crate) reaction: Option<Reaction>,
    /// Reports on what we sent: nothing that a person said to us.
    #[serde(alias = "read")]
    pub(crate) delivery: Option<IgnoredAny>,
}

/// One end of a chat. People who are not logged in have a `user_ref` instead of an id.
#[derive(Deserialize)]
pub(crate) struct Party {
    pub(crate) id: Option<Id>,
}

/// …/webhooks/webhook-events/messages
#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) mid: Option<String>,
    pub(crate) text: Option<String>,
    #[serde(default)]
    pub(crate) is_echo: bool,
    #[serde(default)]
    pub(crate) is_deleted: bool,
    pub(crate) quick_reply: Option<QuickReply>,
    pub(crate) reply_to: Option<ReplyTo>,
    pub(crate) attachments: Option<Vec<Attachment>>,
}

/// A press of one of our quick replies.
#[derive(Deserialize)]
pub(crate) struct QuickReply {
    pub(crate) payload: String,
}

/// A message or, without an id, a story.
#[derive(Deserialize)]
pub(crate) struct ReplyTo {
    pub(crate) mid: Option<String>,
}

/// The payload has a form for each type, and for `fallback` none.
#[derive(Deserialize)]
pub(crate) struct Attachment {
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    #[serde(default)]
    pub(crate) payload: Value,
}

/// …/webhooks/webhook-events/message_edits
#[derive(Deserialize)]
pub(crate) struct MessageEdit {
    pub(crate) mid: Option<String>,
    pub(crate) text: Option<String>,
    /// Which edit of the message it is.
    pub(crate) num_edit: Option<Number>,
}

/// …/webhooks/webhook-events/message-reactions
#[derive(Deserialize)]
pub(crate) struct Reaction {
    pub(crate) mid: Option<String>,
    /// `react` or `unreact`.
    pub(crate) action: Option<String>,
    pub(crate) emoji: Option<String>,
}

/// …/webhooks/webhook-events/messaging_postbacks
#[derive(Deserialize)]
pub(crate) struct Postback {
    pub(crate) mid: Option<String>,
    pub(crate) payload: Option<String>,
    pub(crate) referral: Option<Referral>,
}

/// …/webhooks/webhook-events/messaging_referrals
#[derive(Deserialize)]
pub(crate) struct Referral {
    #[serde(rename = "ref")]
    pub(crate) reference: Option<String>,
}

/// An id, written as a text or as a number.
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor).map(Self)
    }
}

/// A number, written as such or as a text.
pub(crate) struct Number(pub(crate) i64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_any(IdVisitor)?;
        text.parse().map(Self).map_err(|_| D::Error::custom("not a number"))
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = String;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text or a whole number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }
}
