//! From a webhook's body to what the relay understands.

use adapter::{Address, Attached, FileRef, Inbound, Kind, NativeId, TapId};
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Platform},
    media::FileKind,
    message::Rich,
    place::Point,
};
use serde_json::Value;

use crate::{
    client::Client,
    limits,
    menu::GET_STARTED,
    signature::fingerprint,
    update::{Attachment, Entry, Event, Message, Notification, Number, Postback, Referral},
};

/// Reads updates for one Page.
pub(crate) struct Reader<'a> {
    /// The Page's id.
    pub(crate) bot: &'a str,
    /// Knows which files can be had.
    pub(crate) client: &'a Client,
    /// When the update came in.
    pub(crate) now: DateTime<Utc>,
}

/// An event's sender and moment.
pub(crate) struct Origin<'a> {
    pub(crate) person: &'a str,
    pub(crate) at: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    /// Translates a body, in its order. What cannot be read, or is not ours, becomes
    /// [`Kind::Parked`] for itself alone, so that nothing blocks what stands beside it. Reports on
    /// what we sent become nothing.
    pub(crate) fn read(&self, body: &str) -> Vec<Inbound> {
        match serde_json::from_str::<Notification<'_>>(body) {
            Ok(Notification { object, entry }) if object == "page" => {
                entry.iter().flat_map(|raw| self.entry(raw.get())).collect()
            }
            _ => vec![self.park(body)],
        }
    }

    fn entry(&self, raw: &str) -> Vec<Inbound> {
        match serde_json::from_str::<Entry<'_>>(raw) {
            // What people write to another Page of the app cannot be answered with our token.
            Ok(entry) if entry.id.0 == self.bot => match (entry.messaging, entry.standby) {
                (Some(events), _) => events.iter().flat_map(|raw| self.event(raw.get())).collect(),
                (None, Some(_)) => Vec::new(),
                (None, None) => vec![self.park(raw)],
            },
            _ => vec![self.park(raw)],
        }
    }

    fn event(&self, raw: &str) -> Vec<Inbound> {
        let Ok(event) = serde_json::from_str::<Event>(raw) else {
            return vec![self.park(raw)];
        };
        let echo = event.message.as_ref().is_some_and(|message| message.is_echo);
        if event.delivery.is_some() || echo {
            return Vec::new();
        }
        self.act(event).unwrap_or_else(|| vec![self.park(raw)])
    }

    /// What a person did; `None` for everything else (an opt-in, a note of the platform …).
    fn act(&self, event: Event) -> Option<Vec<Inbound>> {
        let person = event.sender?.id?.0;
        if person == self.bot && event.reaction.is_some() {
            // Our own.
            return Some(Vec::new());
        }
        if person.is_empty() || person == self.bot {
            return None;
        }
        let at = event.timestamp.and_then(|Number(at)| DateTime::from_timestamp_millis(at));
        let origin = Origin { person: &person, at };
        if let Some(message) = event.message {
            return self.message(&origin, message);
        }
        if let Some(postback) = event.postback {
            return self.postback(&origin, postback).map(|it| vec![it]);
        }
        if let Some(edit) = event.message_edit {
            return self.edited(&origin, edit).map(|it| vec![it]);
        }
        if let Some(reaction) = event.reaction {
            return self.reacted(&origin, reaction).map(|it| vec![it]);
        }
        self.referral(&origin, event.referral?).map(|it| vec![it])
    }

    /// What the message says.
    fn message(&self, origin: &Origin<'_>, message: Message) -> Option<Vec<Inbound>> {
        let mid = clean(message.mid.as_deref()?);
        if message.is_deleted {
            let kind = Kind::Deleted { messages: vec![NativeId(mid.clone())] };
            return Some(vec![self.inbound(format!("deleted:{mid}"), origin, kind)]);
        }
        let kinds = self.contents(&mid, message).into_iter().enumerate();
        let native = |index| if index == 0 { mid.clone() } else { format!("{mid}#{index}") };
        let message = || Some(NativeId(mid.clone()));
        let inbound =
            |(index, kind)| Inbound { message: message(), ..self.inbound(native(index), origin, kind) };
        Some(kinds.map(inbound).collect())
    }

    fn contents(&self, mid: &str, message: Message) -> Vec<Kind> {
        if let Some(pressed) = message.quick_reply {
            return vec![press(mid, &clean(&pressed.payload))];
        }
        let text = message.text.as_deref().map(clean).filter(|text| !text.trim().is_empty());
        let attachments = message.attachments.unwrap_or_default();
        let reply_to = message.reply_to.and_then(|it| it.mid).map(|mid| NativeId(clean(&mid)));
        let files: Vec<Attached> = attachments.iter().filter_map(|it| self.attached(it)).collect();
        if !files.is_empty() {
            let caption = Rich::plain(text.unwrap_or_default());
            return vec![Kind::Files { files, caption, album: None, reply_to }];
        }
        if let Some(point) = attachments.iter().find_map(point) {
            return vec![Kind::Location(point)];
        }
        let line = |text: String| {
            command(&text, reply_to.clone())
                .unwrap_or_else(|| Kind::Text { text: Rich::plain(text), reply_to })
        };
        vec![text.map_or(Kind::Unsupported, line)]
    }

    /// A file that can be had. Stickers, the thumb among them, look like pictures.
    fn attached(&self, attachment: &Attachment) -> Option<Attached> {
        let payload = &attachment.payload;
        let kind = match attachment.kind.as_deref()? {
            "image" if payload.get("sticker_id").is_some() => FileKind::Sticker,
            "image" => FileKind::Photo,
            "video" => FileKind::Video,
            // What is recorded in the chat; sounds of another kind come as files.
            "audio" => FileKind::Voice,
            "file" => FileKind::Document,
            _ => return None,
        };
        let address = self.client.attachment(payload.get("url")?.as_str()?)?;
        Some(Attached { kind, file: FileRef(address.into()), length: None })
    }

    fn postback(&self, origin: &Origin<'_>, postback: Postback) -> Option<Inbound> {
        let payload = clean(&postback.payload?);
        let mid = postback.mid.unwrap_or_default();
        let native = native_of("postback", origin, &format!("{mid}:{payload}"))?;
        let kind = match postback.referral.and_then(|it| it.reference) {
            Some(reference) if payload == GET_STARTED => start(&reference),
            _ => press(&native, &payload),
        };
        Some(self.inbound(native, origin, kind))
    }

    /// Somebody who talked to us before opened a link such as m.me/page?ref=req_1.
    fn referral(&self, origin: &Origin<'_>, referral: Referral) -> Option<Inbound> {
        let reference = referral.reference?;
        let native = native_of("referral", origin, &reference)?;
        Some(self.inbound(native, origin, start(&reference)))
    }

    pub(crate) fn inbound(&self, native: String, origin: &Origin<'_>, kind: Kind) -> Inbound {
        let person = clean(origin.person);
        Inbound {
            native: NativeId(native),
            message: None,
            // A person has another id on every Page, so the Page is part of who they are.
            who: Identity { platform: Platform::Messenger, subject: format!("{}:{person}", self.bot) },
            from: self.address(person),
            language: None,
            at: origin.at.unwrap_or(self.now),
            topic: None,
            kind,
        }
    }

    /// An update that is kept for an operator. It belongs to nobody.
    fn park(&self, raw: &str) -> Inbound {
        let kept = raw.get(..raw.floor_char_boundary(limits::PARKED)).unwrap_or_default();
        Inbound {
            native: NativeId(format!("parked:{}", fingerprint(raw.as_bytes()))),
            message: None,
            from: self.address(String::new()),
            who: Identity { platform: Platform::Messenger, subject: String::new() },
            language: None,
            at: self.now,
            topic: None,
            kind: Kind::Parked { raw: clean(kept) },
        }
    }

    fn address(&self, chat: String) -> Address {
        Address { platform: Platform::Messenger, bot: self.bot.to_owned(), chat }
    }
}

/// An id for what has none of its own (a press may carry the id of the message that the button is on,
/// which is the same for the next press). Told again, all that goes into it is the same; without a
/// moment it would be so for another press, too.
pub(crate) fn native_of(what: &str, origin: &Origin<'_>, content: &str) -> Option<String> {
    let at = origin.at?.timestamp_millis();
    let parts = format!("{what}:{at}:{}:{content}", origin.person);
    Some(format!("{what}:{}", fingerprint(parts.as_bytes())))
}

/// What a payload of ours stands for: a first start, a command of the menu, or a button.
fn press(native: &str, payload: &str) -> Kind {
    if payload == GET_STARTED {
        return start("");
    }
    let tap = || Kind::Tap { tap: TapId(native.to_owned()), on: None, data: payload.to_owned() };
    command(payload, None).unwrap_or_else(tap)
}

fn start(reference: &str) -> Kind {
    Kind::Command { name: "start".to_owned(), arguments: clean(reference).trim().to_owned(), reply_to: None }
}

/// The command that the text is, if it is one. Messenger does not mark them.
fn command(text: &str, reply_to: Option<NativeId>) -> Option<Kind> {
    let line = text.trim().strip_prefix('/')?;
    let (name, arguments) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| Kind::Command {
        name: name.to_ascii_lowercase(),
        arguments: arguments.trim().to_owned(),
        reply_to,
    })
}

fn point(attachment: &Attachment) -> Option<Point> {
    if attachment.kind.as_deref() != Some("location") {
        return None;
    }
    let at = attachment.payload.get("coordinates")?;
    let coordinate = |name| at.get(name).and_then(Value::as_f64);
    Point::new(coordinate("lat")?, coordinate("long")?).ok()
}

/// The text without U+0000, which a database of text cannot hold.
pub(crate) fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests;
