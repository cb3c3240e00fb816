//! From what the relay wants in a chat to calls of Discord's API. Messages are built from our own
//! words and bytes only: nothing is forwarded or copied, and no attachment is used twice.
//!
//! A text and up to ten files are one message. Discord shows its text first, then its files,
//! then its buttons; whatever needs several messages has the files first, then the text in parts,
//! and the buttons under the last part.

use adapter::{Attachment, DeliverError, DeliveryKey, NativeId, Outbound, Picture, Receipt};
use marketplace_domain::message::Message;
use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json};

use crate::{
    answer::CallError, client::Client, errors, layout, limits, reactions, recent::Recent, split::split,
};

/// No preview of a link is made (docs.discord.com/developers/resources/message#message-object-message-flags).
const SUPPRESS_EMBEDS: u16 = 1 << 2;
/// No sound is made (the same page).
const SUPPRESS_NOTIFICATIONS: u16 = 1 << 12;

/// What we read of a message that was sent.
#[derive(Deserialize)]
struct Sent {
    id: String,
}

/// Makes the calls for one chat.
pub(crate) struct Sender<'a> {
    /// To call with.
    pub(crate) client: &'a Client,
    /// What the gateway must know of our calls.
    pub(crate) recent: &'a Recent,
    /// The channel of the direct messages.
    pub(crate) channel: u64,
    /// The same for every try of one delivery.
    pub(crate) key: &'a DeliveryKey,
}

/// A file to upload.
#[derive(Debug, PartialEq)]
enum File<'a> {
    Picture(&'a Picture),
    Attached(&'a Attachment),
}

/// One message of Discord's.
#[derive(Debug, Default, PartialEq)]
struct Shown<'a> {
    content: String,
    components: Option<Value>,
    files: &'a [File<'a>],
}

impl Sender<'_> {
    /// Does one thing.
    pub(crate) async fn perform(&self, what: &Outbound) -> Result<Receipt, DeliverError> {
        match what {
            Outbound::Send { message, pictures, reply_to } => {
                let files: Vec<File<'_>> = pictures.iter().map(File::Picture).collect();
                self.send(message, &files, reply_to.as_ref().and_then(number)).await
            }
            Outbound::Files { message, files, reply_to } => {
                let files: Vec<File<'_>> = files.iter().map(File::Attached).collect();
                self.send(message, &files, reply_to.as_ref().and_then(number)).await
            }
            Outbound::Edit { id, message } => self.edit(id, message).await,
            Outbound::Delete { ids } => self.delete(ids).await,
            // The gateway did it when the press came in: Discord waits three seconds only.
            Outbound::Acknowledge { .. } => Ok(Receipt::default()),
            Outbound::React { id, reaction } => reactions::set(self, id, *reaction).await,
            Outbound::Pin { .. } => Err(DeliverError::Refused { code: errors::INVALID_FORM }),
        }
    }

    async fn send(
        &self,
        message: &Message,
        files: &[File<'_>],
        reply_to: Option<u64>,
    ) -> Result<Receipt, DeliverError> {
        let mut ids = Vec::new();
        for (index, shown) in messages(message, files).iter().enumerate() {
            let reply_to = reply_to.filter(|_| index == 0);
            let sent = self.one(shown, index, reply_to, message.silent).await.map_err(errors::of_sending);
            let sent =
                sent.map_err(|error| if ids.is_empty() { error } else { errors::after_a_part(error) })?;
            ids.push(NativeId(sent.id));
        }
        Ok(Receipt { ids })
    }

    async fn one(
        &self,
        shown: &Shown<'_>,
        index: usize,
        reply_to: Option<u64>,
        silent: bool,
    ) -> Result<Sent, CallError> {
        let mut payload = payload(&shown.content, shown.components.as_ref());
        if silent {
            payload["flags"] = json!(SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS);
        }
        payload["nonce"] = json!(nonce(self.key, index));
        payload["enforce_nonce"] = json!(true);
        if let Some(id) = reply_to {
            // Somebody may have deleted the message meanwhile; the answer must come all the same.
            payload["message_reference"] = json!({"message_id": id.to_string(), "fail_if_not_exists": false});
        }
        let path = format!("channels/{}/messages", self.channel);
        if shown.files.is_empty() {
            return self.client.call(Method::POST, &path, &payload).await;
        }
        let mut form = Form::new().text("payload_json", payload.to_string());
        for (index, file) in shown.files.iter().enumerate() {
            form = form.part(format!("files[{index}]"), file.part().await?);
        }
        self.client.upload(&path, form, shown.files.iter().map(File::length).sum()).await
    }

    async fn edit(&self, id: &NativeId, message: &Message) -> Result<Receipt, DeliverError> {
        let number = number(id).ok_or(DeliverError::NoSuchMessage)?;
        let shown = messages(message, &[]);
        let [Shown { content, components, .. }] = shown.as_slice() else {
            // What needs several messages cannot take the place of one. Discord says the same.
            return Err(DeliverError::Refused { code: errors::INVALID_FORM });
        };
        let payload = payload(content, components.as_ref());
        let path = self.message(number);
        let answer = self.client.call::<IgnoredAny>(Method::PATCH, &path, &payload).await;
        answer.map_err(errors::of_repeatable)?;
        Ok(Receipt { ids: vec![id.clone()] })
    }

    /// One by one: many at once can be deleted in servers only.
    async fn delete(&self, ids: &[NativeId]) -> Result<Receipt, DeliverError> {
        // What is no id of Discord's cannot stand in the chat.
        for id in ids.iter().filter_map(number) {
            self.recent.deletes(id);
            let answer = self.client.delete::<IgnoredAny>(&self.message(id)).await;
            match answer.map_err(errors::of_repeatable) {
                Ok(_) | Err(DeliverError::NoSuchMessage) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Receipt::default())
    }

    pub(crate) fn message(&self, id: u64) -> String {
        format!("channels/{}/messages/{id}", self.channel)
    }
}

/// The messages that show all of it, in order. There is always one: an empty one lets Discord say that
/// it does not take this.
fn messages<'a>(message: &Message, files: &'a [File<'a>]) -> Vec<Shown<'a>> {
    let mut texts = split(&message.text);
    let mut shown: Vec<Shown<'a>> = Vec::new();
    if texts.len() == 1 && files.len() <= limits::FILES {
        shown.push(Shown { content: texts.remove(0), components: None, files });
    } else {
        let album = |files| Shown { files, ..Shown::default() };
        shown.extend(files.chunks(limits::FILES).map(album));
        texts.retain(|text| !text.is_empty());
        shown.extend(texts.into_iter().map(|content| Shown { content, ..Shown::default() }));
    }
    let mut components = layout::components(&message.buttons).into_iter();
    if let Some(last) = shown.last_mut() {
        last.components = components.next();
    }
    shown.extend(components.map(|it| Shown { components: Some(it), ..Shown::default() }));
    shown
}

/// The part that a new message and a changed one have in common. No mention in it ever rings, and no
/// buttons means none rather than the former ones.
fn payload(content: &str, components: Option<&Value>) -> Value {
    json!({
        "content": content,
        "components": components.cloned().unwrap_or_else(|| json!([])),
        "allowed_mentions": {"parse": []},
        "flags": SUPPRESS_EMBEDS,
    })
}

/// The key of one message of a delivery, the same for each try.
fn nonce(key: &DeliveryKey, index: usize) -> String {
    let behind = if index == 0 { String::new() } else { format!("~{index}") };
    let room = limits::NONCE.saturating_sub(behind.len());
    key.0.chars().take(room).chain(behind.chars()).collect()
}

pub(crate) fn number(id: &NativeId) -> Option<u64> {
    id.0.parse().ok()
}

impl File<'_> {
    fn length(&self) -> u64 {
        match self {
            Self::Picture(picture) => picture.0.len() as u64,
            Self::Attached(file) => file.length,
        }
    }

    /// It as an upload, under a name that says nothing. It is opened before anything is sent: where that
    /// fails, nothing was.
    async fn part(&self) -> Result<Part, CallError> {
        let (body, name, media_type) = match self {
            Self::Picture(picture) => (picture.0.clone().into(), "picture.jpg", "image/jpeg"),
            Self::Attached(file) => {
                let pieces = file.content.open().await.map_err(|_| CallError::Unreachable)?;
                (Body::wrap_stream(pieces), file.format.file_name(), file.format.media_type())
            }
        };
        let part = Part::stream_with_length(body, self.length()).file_name(name);
        part.mime_str(media_type).map_err(|_| CallError::Unreachable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_of_a_delivery_has_a_nonce_of_its_own() {
        let key = DeliveryKey("k".repeat(25));
        assert_eq!(nonce(&key, 0), key.0);
        assert_eq!(nonce(&key, 7), format!("{}~7", "k".repeat(23)));
        assert_eq!(nonce(&DeliveryKey("r1.0".into()), 12), "r1.0~12");
    }
}
