//! From what the relay wants in a chat to calls of the Send API. Messages are built from our own
//! words and bytes only: nothing is forwarded or copied, and no attachment is used twice.

use adapter::{Attachment, DeliverError, NativeId, Outbound, Picture, Receipt};
use marketplace_domain::{media::FileKind, message::Message, reaction::Reaction};
use reqwest::{
    Body,
    multipart::{Form, Part},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{Value, json};

use crate::{answer::CallError, buttons, client::Client, errors};

/// Where messages go (developers.facebook.com/documentation/business-messaging/messenger-platform/
/// send-messages).
const MESSAGES: &str = "me/messages";

/// An answer to what the person wrote in the last 24 hours: the one type without further conditions.
const RESPONSE: &str = "RESPONSE";

/// The Graph API's code for what it cannot do (developers.facebook.com/docs/graph-api/guides/
/// error-handling: "API Method").
const NO_METHOD: i64 = 3;

/// A message without a sound (developers.facebook.com/docs/messenger-platform/reference/send-api:
/// `notification_type`).
const SILENT: &str = "SILENT_PUSH";

/// What we read of a message that was sent.
#[derive(Deserialize)]
struct Sent {
    message_id: String,
}

/// Makes the calls for one chat.
pub(crate) struct Sender<'a> {
    /// To call with.
    pub(crate) client: &'a Client,
    /// The person's id on this Page.
    pub(crate) chat: &'a str,
}

/// One message for the Send API.
enum Content<'a> {
    Picture(&'a Picture),
    File(&'a Attachment),
    Body(Value),
}

impl Sender<'_> {
    /// Does one thing. What [`crate::CAPABILITIES`] excludes is refused.
    pub(crate) async fn perform(&self, what: &Outbound) -> Result<Receipt, DeliverError> {
        match what {
            Outbound::Send { message, pictures, reply_to } => {
                let pictures = pictures.iter().map(Content::Picture).collect();
                self.send(message, pictures, reply_to.as_ref()).await
            }
            Outbound::Files { message, files, reply_to } => {
                let files = files.iter().map(Content::File).collect();
                self.send(message, files, reply_to.as_ref()).await
            }
            Outbound::React { id, reaction } => self.react(id, *reaction).await,
            Outbound::Edit { .. } | Outbound::Delete { .. } | Outbound::Pin { .. } => {
                Err(DeliverError::Refused { code: NO_METHOD })
            }
            // Messenger's buttons do not wait.
            Outbound::Acknowledge { .. } => Ok(Receipt::default()),
        }
    }

    async fn send(
        &self,
        message: &Message,
        mut contents: Vec<Content<'_>>,
        reply_to: Option<&NativeId>,
    ) -> Result<Receipt, DeliverError> {
        // Without a file an empty text goes out too, and is refused, as is right.
        if contents.is_empty() || !message.text.text().trim().is_empty() || !message.buttons.is_empty() {
            contents.extend(buttons::messages(message).into_iter().map(Content::Body));
        }
        let mut ids = Vec::new();
        for content in contents {
            let reply_to = reply_to.filter(|_| ids.is_empty());
            let sent =
                self.one(&content, reply_to, message.silent).await.map_err(|error| match ids.is_empty() {
                    true => error,
                    false => errors::after_a_part(error),
                })?;
            ids.push(NativeId(sent.message_id));
        }
        Ok(Receipt { ids })
    }

    /// Messenger keeps one reaction of ours a message: a new one takes the place of the one before
    /// (docs/send-messages/sender-actions). So doing it twice is harmless.
    async fn react(&self, id: &NativeId, reaction: Option<Reaction>) -> Result<Receipt, DeliverError> {
        let mut payload = json!({"message_id": id.0});
        if let Some(reaction) = reaction {
            payload["reaction"] = json!(reaction.as_str());
        }
        let action = if reaction.is_some() { "react" } else { "unreact" };
        let request = json!({"recipient": {"id": self.chat}, "sender_action": action, "payload": payload});
        let answer = self.client.call::<IgnoredAny>(MESSAGES, &request).await;
        answer.map_err(errors::of_repeatable)?;
        Ok(Receipt::default())
    }

    async fn one(
        &self,
        content: &Content<'_>,
        reply_to: Option<&NativeId>,
        silent: bool,
    ) -> Result<Sent, DeliverError> {
        let sent = self.call(content, reply_to, silent).await.map_err(errors::of_sending);
        match sent {
            // Somebody may have deleted the message meanwhile; the answer must come all the same.
            // A refusal shows nothing, so nothing is shown twice.
            Err(DeliverError::Refused { .. }) if reply_to.is_some() => {
                self.call(content, None, silent).await.map_err(errors::of_sending)
            }
            sent => sent,
        }
    }

    async fn call(
        &self,
        content: &Content<'_>,
        reply_to: Option<&NativeId>,
        silent: bool,
    ) -> Result<Sent, CallError> {
        let notification_type = silent.then_some(SILENT);
        let recipient = json!({"id": self.chat});
        let reply_to = reply_to.map(|id| json!({"mid": id.0}));
        match content {
            Content::Body(message) => {
                let request =
                    Request { recipient, messaging_type: RESPONSE, notification_type, message, reply_to };
                self.client.call(MESSAGES, &request).await
            }
            Content::Picture(picture) => {
                let length = picture.0.len() as u64;
                let part = Part::stream_with_length(picture.0.clone(), length).file_name("picture.jpg");
                let part = part.mime_str("image/jpeg").map_err(|_| CallError::Unreachable)?;
                self.upload(recipient, "image", part, length, reply_to, notification_type).await
            }
            Content::File(file) => {
                self.upload(
                    recipient,
                    shape(file),
                    part(file).await?,
                    file.length,
                    reply_to,
                    notification_type,
                )
                .await
            }
        }
    }

    /// Uploads a file as a message of its own.
    async fn upload(
        &self,
        recipient: Value,
        shape: &str,
        part: Part,
        length: u64,
        reply_to: Option<Value>,
        notification_type: Option<&'static str>,
    ) -> Result<Sent, CallError> {
        let message = json!({"attachment": {"type": shape, "payload": {"is_reusable": false}}});
        let mut form = Form::new()
            .text("recipient", recipient.to_string())
            .text("messaging_type", RESPONSE)
            .text("message", message.to_string());
        if let Some(notification_type) = notification_type {
            form = form.text("notification_type", notification_type);
        }
        if let Some(reply_to) = reply_to {
            form = form.text("reply_to", reply_to.to_string());
        }
        self.client.upload(MESSAGES, form.part("filedata", part), length).await
    }
}

/// What Messenger calls files of that kind (docs/send-messages/saving-assets).
fn shape(file: &Attachment) -> &'static str {
    match file.kind {
        FileKind::Photo | FileKind::Sticker => "image",
        FileKind::Video | FileKind::Round => "video",
        FileKind::Voice | FileKind::Audio => "audio",
        FileKind::Document => "file",
    }
}

/// A file as an upload, under a name that says nothing. It is opened before anything is sent: where that
/// fails, nothing was.
async fn part(file: &Attachment) -> Result<Part, CallError> {
    let pieces = file.content.open().await.map_err(|_| CallError::Unreachable)?;
    let part = Part::stream_with_length(Body::wrap_stream(pieces), file.length);
    let part = part.file_name(file.format.file_name());
    part.mime_str(file.format.media_type()).map_err(|_| CallError::Unreachable)
}

/// The body of a call, as graph-api/reference/page/messages has it.
#[derive(Serialize)]
struct Request<'a> {
    recipient: Value,
    messaging_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    notification_type: Option<&'static str>,
    message: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<Value>,
}
