//! A person on Telegram.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use marketplace_domain::{media::FileKind, place::Point};
use serde_json::{Value, json};
use tests::{
    fake_telegram::{Call, FakeTelegram, Message, Tap, User},
    scenario::{Button, Seen, Span, marked},
};

use super::device::{Device, Unable, full_name};

/// A person on the imitated Telegram.
pub(super) struct OnTelegram {
    fake: FakeTelegram,
    user: User,
    name: String,
    handle: String,
    language: String,
    taps: Mutex<Vec<Tap>>,
    /// How many calls were looked at for this person.
    looked_at: AtomicUsize,
}

impl OnTelegram {
    /// The person of that number.
    pub(super) fn new(fake: &FakeTelegram, number: usize, name: &str, language: &str) -> Self {
        let id = 7_110_000_013 + i64::try_from(number).unwrap_or_default() * 1_000_101;
        let handle = format!("telling_{}", name.to_lowercase());
        let user = fake.user(id, &full_name(name), handle.as_str(), language);
        Self {
            fake: fake.clone(),
            user,
            name: full_name(name),
            handle,
            language: language.to_owned(),
            taps: Mutex::default(),
            looked_at: AtomicUsize::new(0),
        }
    }

    fn profile(&self) -> Value {
        json!({
            "id": self.user.id(),
            "is_bot": false,
            "first_name": self.name,
            "username": self.handle,
            "language_code": self.language,
        })
    }

    fn topic(&self, name: &str) -> Result<i64, Unable> {
        let view = self.fake.chat(self.user.id());
        view.topic(name).ok_or_else(|| format!("has no topic {name:?}, only {:?}", view.topics.values()))
    }

    fn push(&self, kind: &str, mut body: Value) -> Result<(), Unable> {
        if let Some(body) = body.as_object_mut() {
            body.insert("from".to_owned(), self.profile());
        }
        self.fake.push_update(json!({ kind: body })).map(drop).ok_or_else(|| format!("no {kind} is wanted"))
    }
}

#[async_trait]
impl Device for OnTelegram {
    async fn open(&self, start: Option<&str>) -> Result<(), Unable> {
        // What the app sends for its Start button, and for a deep link.
        let text = start.map_or_else(|| "/start".to_owned(), |start| format!("/start {start}"));
        self.say(&text).await
    }

    async fn say(&self, text: &str) -> Result<(), Unable> {
        self.user.send_text(text);
        Ok(())
    }

    async fn reply(&self, to: &Seen, text: &str) -> Result<(), Unable> {
        self.user.reply(number(&to.id)?, text);
        Ok(())
    }

    async fn edit(&self, of: &str, text: &str) -> Result<(), Unable> {
        let view = self.fake.chat(self.user.id());
        let own = view.messages().iter().filter(|message| !message.from_bot);
        let found = own.rev().find(|message| message.text.starts_with(of)).map(|message| message.id);
        let id = found.ok_or_else(|| format!("wrote nothing that begins with {of:?}"))?;
        self.user.edit_text(id, text).then_some(()).ok_or_else(|| "cannot edit that".to_owned())
    }

    async fn react(&self, to: &Seen, emoji: &str) -> Result<(), Unable> {
        self.user.react(number(&to.id)?, Some(emoji));
        Ok(())
    }

    async fn photo(&self, bytes: &[u8], caption: &str) -> Result<(), Unable> {
        self.user.send_photo(bytes.to_vec(), caption);
        Ok(())
    }

    async fn file(&self, kind: FileKind, bytes: &[u8], caption: &str) -> Result<(), Unable> {
        let (field, mime) = match kind {
            FileKind::Photo | FileKind::Sticker => return self.photo(bytes, caption).await,
            FileKind::Video => ("video", "video/mp4"),
            FileKind::Round => ("video_note", "video/mp4"),
            FileKind::Voice => ("voice", "audio/ogg"),
            FileKind::Audio => ("audio", "audio/mpeg"),
            FileKind::Document => ("document", "application/pdf"),
        };
        self.user.send_as(field, bytes.to_vec(), &format!("{} {field}", self.name), mime, caption);
        Ok(())
    }

    async fn album(&self, bytes: &[u8], count: usize, caption: &str) -> Result<(), Unable> {
        self.user.send_album(&vec![bytes.to_vec().into(); count], caption);
        Ok(())
    }

    async fn location(&self, point: Point) -> Result<(), Unable> {
        self.user.send_location(point.lat(), point.lon());
        Ok(())
    }

    async fn sticker(&self) -> Result<(), Unable> {
        self.user.send_as("sticker", include_bytes!("photo.png").as_slice(), "", "image/png", "");
        Ok(())
    }

    async fn tap(&self, on: &Seen, data: &str) -> Result<(), Unable> {
        let tap = self.user.tap(number(&on.id)?, data).map_err(|error| error.to_string())?;
        self.taps.lock().expect("nobody panicked").push(tap);
        Ok(())
    }

    async fn tap_gone(&self, on: &str, data: &str) -> Result<(), Unable> {
        let id = self.user.id();
        let chat = json!({ "id": id, "type": "private", "first_name": self.name });
        let message = json!({ "message_id": number(on)?, "date": 1, "chat": chat, "text": "?" });
        let query = format!("77{}", self.fake.confirmed_offset());
        self.push(
            "callback_query",
            json!({ "id": query, "message": message, "chat_instance": "1", "data": data }),
        )
    }

    fn in_topic(&self, name: &str) -> Result<Box<dyn Device>, Unable> {
        let topic = self.topic(name)?;
        Ok(Box::new(Self {
            fake: self.fake.clone(),
            user: self.user.in_topic(topic),
            name: self.name.clone(),
            handle: self.handle.clone(),
            language: self.language.clone(),
            taps: Mutex::default(),
            looked_at: AtomicUsize::new(0),
        }))
    }

    async fn delete_topic(&self, name: &str) -> Result<(), Unable> {
        self.user.delete_topic(self.topic(name)?);
        Ok(())
    }

    async fn block(&self, blocked: bool) -> Result<(), Unable> {
        if blocked {
            self.user.block()
        } else {
            self.user.unblock()
        }
        Ok(())
    }

    async fn chat(&self) -> Vec<Seen> {
        let view = self.fake.chat(self.user.id());
        let mut chat: Vec<(Option<String>, Seen)> = Vec::new();
        for message in view.messages() {
            if !message.from_bot {
                // Their own, once there is something under it that they did not put there.
                let text = message.reaction.as_ref().map(|emoji| format!("{} ← {emoji}", message.text));
                chat.extend(text.map(|text| (None, Seen { text, rows: Vec::new(), ..seen(message) })));
                continue;
            }
            let topic = message.topic.and_then(|topic| view.topics.get(&topic)).cloned();
            let seen = Seen { pinned: view.pinned.contains(&message.id), topic, ..seen(message) };
            match chat.last_mut() {
                // The pictures of one album are one message to whoever looks at them.
                Some((Some(album), last)) if message.media_group_id.as_ref() == Some(album) => {
                    last.files.extend(seen.files);
                }
                _ => chat.push((message.media_group_id.clone(), seen)),
            }
        }
        chat.into_iter().map(|(_, seen)| seen).collect()
    }

    async fn heard(&self) -> Vec<String> {
        let calls = self.fake.calls();
        let from = self.looked_at.swap(calls.len(), Ordering::Relaxed);
        let own = Some(self.user.id());
        let calls = calls.iter().skip(from).filter(|call| call.chat == own);
        let calls = calls.map(|call| Value::from(call.params.clone()).to_string());
        // What stands in the files themselves, and what they are called.
        let view = self.fake.chat(self.user.id());
        let files = view.from_bot().filter_map(|message| message.attachment.as_ref());
        let files = files.flat_map(|file| {
            let bytes = file.file_id().and_then(|id| self.user.file(id)).unwrap_or_default();
            [format!("{file:?}"), String::from_utf8_lossy(&bytes).into_owned()]
        });
        calls.chain(files).collect()
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        let own = [
            ("Telegram user id", self.user.id().to_string()),
            ("first name", self.name.clone()),
            ("handle", self.handle.clone()),
        ];
        let view = self.fake.chat(self.user.id());
        let sent = view.messages().iter().filter(|message| !message.from_bot);
        let files = sent.filter_map(|message| message.attachment.as_ref()?.file_id());
        let files = files.map(|id| ("file id", id.to_owned()));
        own.into_iter().chain(files).collect()
    }

    fn is_told(&self) -> bool {
        let taps = self.taps.lock().expect("nobody panicked");
        self.fake.pending_updates() == 0 && taps.iter().all(|tap| tap.answer().is_some())
    }

    fn complaints(&self) -> Vec<String> {
        let own = Some(self.user.id());
        // What goes to a topic that was deleted is rightly refused.
        let in_topic = |call: &Call| call.params.contains_key("message_thread_id");
        let refused = self.fake.calls().into_iter().filter(|call| call.chat == own && call.code == 400);
        let refused = refused.filter(|call| !in_topic(call));
        let refused = refused.map(|call| format!("{} was refused", call.method));
        self.fake.findings().into_iter().chain(refused).collect()
    }
}

fn number(id: &str) -> Result<i64, Unable> {
    id.parse().map_err(|_| format!("{id} is no message of Telegram's"))
}

fn seen(message: &Message) -> Seen {
    let spans: Vec<Span> = message
        .entities
        .iter()
        .filter_map(|entity| {
            let start = byte(&message.text, entity.offset)?;
            let end = byte(&message.text, entity.offset + entity.length)?;
            Some(Span { range: start..end, mark: mark(&entity.kind)? })
        })
        .collect();
    let button = |button: &tests::fake_telegram::Button| Button {
        label: button.text.clone(),
        data: button.data.clone(),
        link: button.url.clone(),
    };
    Seen {
        id: message.id.to_string(),
        text: marked(&message.text, &spans),
        files: message.attachment.iter().map(|file| file.kind().replace('_', " ")).collect(),
        rows: message.rows().iter().map(|row| row.iter().map(button).collect()).collect(),
        silent: message.silent,
        pinned: false,
        topic: None,
    }
}

fn mark(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "bold" => "*",
        "italic" => "_",
        "underline" => "__",
        "strikethrough" => "~",
        "code" => "`",
        "spoiler" => "||",
        _ => return None,
    })
}

/// The byte at which a place counted in UTF-16 units lies.
fn byte(text: &str, units: usize) -> Option<usize> {
    let mut counted = 0;
    for (byte, character) in text.char_indices() {
        if counted >= units {
            return Some(byte);
        }
        counted += character.len_utf16();
    }
    (counted == units).then_some(text.len())
}
