//! From what Discord's gateway tells to what the relay understands.

use adapter::{Address, Attached, FileRef, Inbound, Kind, NativeId, TapId};
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Language, Platform},
    media::FileKind,
    message::Rich,
};
use serenity::model::{
    application::{CommandType, ComponentInteractionDataKind, Interaction, InteractionContext},
    channel::{Attachment, Message, MessageType},
    id::{ChannelId, UserId},
};

use crate::{client::Client, references};

/// The first second of 2015, in milliseconds since 1970: where Discord's ids begin to count
/// (docs.discord.com/developers/reference#snowflakes).
const EPOCH: u64 = 1_420_070_400_000;

/// Pictures that can be shown again. Others (an animation, a drawing in vectors) are files.
const PICTURES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// A message that is a voice recorded for it
/// (docs.discord.com/developers/resources/message#message-object-message-flags).
const VOICE: u64 = 1 << 13;

/// Reads updates for one bot.
pub(crate) struct Reader<'a> {
    /// The bot's id.
    pub(crate) bot: &'a str,
    /// Knows which files can be had.
    pub(crate) client: &'a Client,
    /// When the update came in.
    pub(crate) now: DateTime<Utc>,
}

/// Who did something, and where.
pub(crate) struct Origin {
    /// Who, where Discord says.
    pub(crate) person: Option<UserId>,
    pub(crate) channel: ChannelId,
    pub(crate) language: Option<Language>,
}

impl Reader<'_> {
    /// What a message says, and one for what in it does not cross; none for what no person wrote to the
    /// bot alone (a bot's message, our own among them, a server's channel, "pinned a message" …).
    pub(crate) fn message(&self, message: &Message) -> Vec<Inbound> {
        let written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
        let by_person = !message.author.bot && !message.author.system && message.webhook_id.is_none();
        if !written || !by_person || message.guild_id.is_some() {
            return Vec::new();
        }
        let origin = Origin { person: Some(message.author.id), channel: message.channel_id, language: None };
        let id = message.id.get();
        let native = |index| if index == 0 { id.to_string() } else { format!("{id}#{index}") };
        let kinds = self.contents(message).into_iter().enumerate();
        let message = || Some(NativeId(id.to_string()));
        let inbound =
            |(index, kind)| Inbound { message: message(), ..self.inbound(native(index), id, &origin, kind) };
        kinds.map(inbound).collect()
    }

    fn contents(&self, message: &Message) -> Vec<Kind> {
        let text = clean(&references::strip(&message.content));
        let text = Some(text).filter(|text| !text.trim().is_empty());
        let is_voice = message.flags.is_some_and(|flags| flags.bits() & VOICE != 0);
        let files: Vec<Attached> =
            message.attachments.iter().filter_map(|it| self.attached(it, is_voice)).collect();
        let is_missing = files.len() < message.attachments.len();
        let mut kinds = Vec::new();
        if files.is_empty() {
            kinds.extend(text.map(|text| line(text, message)));
        } else {
            let caption = Rich::plain(text.unwrap_or_default());
            kinds.push(Kind::Files { files, caption, album: None, reply_to: reply_to(message) });
        }
        // A sticker, a poll, a forwarded message; or a file that cannot be had.
        if kinds.is_empty() || is_missing || !message.sticker_items.is_empty() {
            kinds.push(Kind::Unsupported);
        }
        kinds
    }

    /// A file that can be had.
    fn attached(&self, attachment: &Attachment, is_voice: bool) -> Option<Attached> {
        let address = self.client.attachment(&attachment.url)?;
        let kind = attachment.content_type.as_deref().and_then(|it| it.split(';').next()).unwrap_or_default();
        let kind = match kind.trim() {
            kind if PICTURES.contains(&kind) => FileKind::Photo,
            kind if kind.starts_with("video/") => FileKind::Video,
            kind if kind.starts_with("audio/") && is_voice => FileKind::Voice,
            kind if kind.starts_with("audio/") => FileKind::Audio,
            _ => FileKind::Document,
        };
        Some(Attached { kind, file: FileRef(address.into()), length: Some(attachment.size.into()) })
    }

    /// What a press of a button or a command of the menu means. Everything else, and what was done
    /// outside the chat with the bot, is kept for an operator.
    pub(crate) fn interaction(&self, interaction: &Interaction) -> Inbound {
        match interaction {
            Interaction::Component(press) if in_chat(press.context, press.guild_id.is_some()) => {
                let kind = match press.data.kind {
                    ComponentInteractionDataKind::Button => Kind::Tap {
                        tap: TapId(press.id.to_string()),
                        on: Some(NativeId(press.message.id.to_string())),
                        data: clean(&press.data.custom_id),
                    },
                    _ => Kind::Unsupported,
                };
                let origin = origin(press.user.id, press.channel_id, &press.locale);
                self.inbound(press.id.to_string(), press.id.get(), &origin, kind)
            }
            Interaction::Command(command) if in_chat(command.context, command.guild_id.is_some()) => {
                let kind = match command.data.kind {
                    // The commands that we publish take no arguments.
                    CommandType::ChatInput => Kind::Command {
                        name: clean(&command.data.name).to_lowercase(),
                        arguments: String::new(),
                        reply_to: None,
                    },
                    _ => Kind::Unsupported,
                };
                let origin = origin(command.user.id, command.channel_id, &command.locale);
                self.inbound(command.id.to_string(), command.id.get(), &origin, kind)
            }
            other => self.park(other),
        }
    }

    pub(crate) fn inbound(&self, native: String, id: u64, origin: &Origin, kind: Kind) -> Inbound {
        Inbound {
            native: NativeId(native),
            message: None,
            from: self.address(origin.channel.to_string()),
            who: Identity {
                platform: Platform::Discord,
                subject: origin.person.map(|it| it.to_string()).unwrap_or_default(),
            },
            language: origin.language,
            at: moment(id).unwrap_or(self.now),
            topic: None,
            kind,
        }
    }

    /// An update that is kept for an operator. It belongs to nobody.
    fn park(&self, interaction: &Interaction) -> Inbound {
        let id = interaction.id();
        // Not the whole: the token in it would let its reader answer in our name.
        let raw = format!("interaction of type {} outside a direct chat", u8::from(interaction.kind()));
        Inbound {
            native: NativeId(id.to_string()),
            message: None,
            from: self.address(String::new()),
            who: Identity { platform: Platform::Discord, subject: String::new() },
            language: None,
            at: moment(id.get()).unwrap_or(self.now),
            topic: None,
            kind: Kind::Parked { raw },
        }
    }

    fn address(&self, chat: String) -> Address {
        Address { platform: Platform::Discord, bot: self.bot.to_owned(), chat }
    }
}

/// Whether something was done in the chat of one person with the bot.
pub(crate) fn in_chat(context: Option<InteractionContext>, in_server: bool) -> bool {
    !in_server && matches!(context, Some(InteractionContext::BotDm) | None)
}

fn origin(person: UserId, channel: ChannelId, locale: &str) -> Origin {
    Origin { person: Some(person), channel, language: Language::from_tag(locale) }
}

fn line(text: String, message: &Message) -> Kind {
    let reply_to = reply_to(message);
    command(&text, reply_to.clone()).unwrap_or_else(|| Kind::Text { text: Rich::plain(text), reply_to })
}

fn reply_to(message: &Message) -> Option<NativeId> {
    let replies = message.kind == MessageType::InlineReply;
    let reference = message.message_reference.as_ref().filter(|_| replies)?;
    reference.message_id.map(|id| NativeId(id.to_string()))
}

/// The command that the text is, if it is one. Discord knows only those of its menu.
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

/// When the thing of that id was made.
fn moment(id: u64) -> Option<DateTime<Utc>> {
    i64::try_from((id >> 22) + EPOCH).ok().and_then(DateTime::from_timestamp_millis)
}

/// The text without U+0000, which a database of text cannot hold.
pub(crate) fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests;
