//! What becomes of messages: edits, deletions and reactions.

use adapter::{Inbound, Kind, NativeId};
use chrono::DateTime;
use marketplace_domain::message::Rich;
use serenity::model::{
    channel,
    channel::MessageType,
    event::{Event, MessageUpdateEvent},
    id::{ChannelId, MessageId, UserId},
};

use crate::{
    inbound::{Origin, Reader, clean},
    recent::Recent,
    references,
};

impl Reader<'_> {
    /// What changed in the chat of one person with the bot. What we did ourselves is nothing.
    pub(crate) fn change(&self, event: &Event, recent: &Recent) -> Vec<Inbound> {
        match event {
            Event::MessageUpdate(update) => self.edited(update).into_iter().collect(),
            Event::MessageDelete(gone) if gone.guild_id.is_none() => {
                self.deleted(gone.channel_id, &[gone.message_id], recent)
            }
            Event::MessageDeleteBulk(gone) if gone.guild_id.is_none() => {
                self.deleted(gone.channel_id, &gone.ids, recent)
            }
            Event::ReactionAdd(added) => self.reacted(&added.reaction, true, recent).into_iter().collect(),
            Event::ReactionRemove(gone) => self.reacted(&gone.reaction, false, recent).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What a message says from now on. Discord also tells of a message anew when it has found what a
    /// link leads to, or when it is pinned: the moment of the last edit is then the one of before, so
    /// that the same edit carries the same id.
    fn edited(&self, update: &MessageUpdateEvent) -> Option<Inbound> {
        let edited = i64::try_from(update.edited_timestamp?.unix_timestamp_nanos() / 1000).ok()?;
        let author = update.author.as_ref()?;
        let by_person = !author.bot && !author.system && update.webhook_id.flatten().is_none();
        let written = matches!(update.kind, Some(MessageType::Regular | MessageType::InlineReply) | None);
        if !by_person || !written || update.guild_id.is_some() {
            return None;
        }
        let text = clean(&references::strip(update.content.as_ref()?));
        let kind = Kind::Edited { message: native(update.id), text: Rich::plain(text) };
        let told = format!("{}:edited:{edited}", update.id);
        let at = DateTime::from_timestamp_micros(edited).unwrap_or(self.now);
        Some(Inbound { at, ..self.told(told, Some(author.id), update.channel_id, kind) })
    }

    /// Discord does not say whose they were. In the chat of one person with the bot everybody can delete
    /// their own only: what is not of ours was the person's.
    fn deleted(&self, channel: ChannelId, ids: &[MessageId], recent: &Recent) -> Vec<Inbound> {
        let theirs = ids.iter().filter(|id| !recent.deleted(**id));
        let told = |id: &MessageId| {
            let kind = Kind::Deleted { messages: vec![native(*id)] };
            self.told(format!("{id}:deleted"), None, channel, kind)
        };
        theirs.map(told).collect()
    }

    fn reacted(&self, change: &channel::Reaction, added: bool, recent: &Recent) -> Option<Inbound> {
        let person = change.user_id?;
        if change.guild_id.is_some() || person.to_string() == self.bot {
            return None;
        }
        let reaction = recent.counts(person, change, added)?;
        let kind = Kind::Reacted { message: native(change.message_id), reaction };
        // Discord gives such an update no id. It tells each once to a connection.
        let at = self.now.timestamp_micros();
        let told = format!("{}:reacted:{at}:{}", change.message_id, recent.next());
        Some(self.told(told, Some(person), change.channel_id, kind))
    }

    fn told(&self, native: String, person: Option<UserId>, channel: ChannelId, kind: Kind) -> Inbound {
        let origin = Origin { person, channel, language: None };
        Inbound { at: self.now, ..self.inbound(native, 0, &origin, kind) }
    }
}

fn native(id: MessageId) -> NativeId {
    NativeId(id.to_string())
}
