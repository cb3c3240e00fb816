//! What a step may know beyond the person's state. All of it is data: nothing in here waits.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use marketplace_domain::{
    account::Language,
    id::ConversationId,
    place::{Gazetteer, Point},
    said::Origin,
};

use crate::read::place::Around;

/// What a step may know.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The language that the person chose; `None` until they did.
    pub chosen: Option<Language>,
    /// The language of their app, where the platform tells it.
    pub hint: Option<Language>,
    /// The time zone in which they mean a date.
    pub zone: Tz,
    /// The present moment.
    pub now: DateTime<Utc>,
    /// All places.
    pub places: &'a Gazetteer,
    /// Where the person lives, if they told.
    pub near: Option<Point>,
    /// The places of their earlier requests, by their ids.
    pub past: &'a [u32],
    /// The public web address, without a slash at its end, for links to requests.
    pub site: &'a str,
    /// What a link begins with that leads to us on the person's own platform; what it asks for follows.
    pub link: Option<&'a str>,
    /// What the chat was shown of others.
    pub heard: Heard,
    /// In which topic of the chat the person is.
    pub topic: Topic,
    /// The message that the event came as, where it is one.
    pub origin: Option<&'a Origin>,
}

/// A topic of a chat, where the platform has such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Topic {
    /// None: the chat itself.
    #[default]
    Main,
    /// That of this conversation, for certain.
    Of(ConversationId),
    /// One that belongs to no conversation that we know.
    Unknown,
}

impl Topic {
    /// The conversation that it belongs to.
    pub fn conversation(self) -> Option<ConversationId> {
        match self {
            Self::Of(id) => Some(id),
            Self::Main | Self::Unknown => None,
        }
    }
}

/// What a chat was shown of others, counted message by message. It is as old as the moment at which
/// the person's own line came in, so that nothing they can have seen is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// How many messages of conversations were shown.
    pub count: i64,
    /// The conversation of the last one, and when it was shown.
    pub last: Option<(ConversationId, DateTime<Utc>)>,
    /// The count at the last one of anything else than that: another conversation, or the bot itself with what
    /// it told without being asked.
    pub other: i64,
    /// The conversation whose message is on its way: it may stand in the chat already.
    pub speaking: Option<ConversationId>,
}

impl Heard {
    /// The count at the last message of anything else than this conversation.
    pub fn besides(&self, conversation: ConversationId) -> i64 {
        match self.last {
            Some((last, _)) if last == conversation => self.other,
            Some(_) => self.count,
            None => self.other,
        }
    }
}

impl<'a> Context<'a> {
    /// All places, and what is known of the person who names one.
    pub fn around(&self) -> Around<'a> {
        Around { places: self.places, near: self.near, past: self.past }
    }

    /// The language to speak: the chosen one, else that of the app, else English.
    pub fn language(&self) -> Language {
        self.chosen.or(self.hint).unwrap_or(Language::En)
    }

    /// The day it is where the person is.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }
}
