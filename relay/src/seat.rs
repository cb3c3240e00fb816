//! A person whose updates are taken in: where they stand, and what a step says to them.

use std::{collections::HashMap, sync::Arc};

use adapter::{Address, Inbound, Kind, NativeId};
use chrono::{DateTime, Utc};
use conversation::{
    State,
    context::{Context, Heard, Topic},
    render,
    say::{Say, Show},
};
use marketplace_domain::{
    account::{Language, Person},
    place::Gazetteer,
    said::Origin,
};

use crate::{
    reply::Reply,
    store::endpoint::{Endpoint, SavedEndpoint},
    translate::origin,
};

/// Beyond so many people, all are forgotten: to read somebody again costs part of a statement.
const MOST_REMEMBERED: usize = 10_000;

/// What every step can look at.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// All places.
    pub places: &'a Gazetteer,
    /// The public web address.
    pub site: &'a str,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// A person in a chat.
pub(crate) struct Seat {
    /// The endpoint's id.
    pub endpoint: i64,
    /// The version of the endpoint that this was read from.
    pub version: i64,
    /// Who it is.
    pub person: Person,
    /// The language of their app.
    pub hint: Option<Language>,
    /// Whether they shut us out.
    pub left: bool,
    /// What the chat was shown of others when the seat was read. Only a step that asks the market for
    /// something goes by it, and such a step is made with a seat that was read for it.
    pub heard: Heard,
    /// In which topic of the chat they did what they did last.
    pub topic: Topic,
    /// The message that the present update is.
    pub origin: Option<Origin>,
    /// What a link begins with that leads to the bot they write to.
    pub link: Option<Arc<str>>,
    /// Where they stand.
    pub state: State,
}

impl Seat {
    pub(crate) fn of(endpoint: &Endpoint) -> Self {
        Self {
            endpoint: endpoint.id,
            version: endpoint.version,
            person: endpoint.person.clone(),
            hint: endpoint.hint,
            left: false,
            heard: endpoint.heard,
            topic: Topic::Main,
            origin: None,
            link: None,
            state: State::restore(&endpoint.session),
        }
    }

    /// An update of theirs has come, from this topic.
    pub(crate) fn hears(&mut self, update: &Inbound, topic: Topic) {
        self.topic = topic;
        self.hint = update.language.or(self.hint);
        self.left = matches!(update.kind, Kind::Left);
        self.origin = update.message.as_ref().map(origin);
    }

    pub(crate) fn context<'a>(&'a self, around: Surroundings<'a>) -> Context<'a> {
        Context {
            chosen: self.person.language,
            hint: self.hint,
            zone: self.person.zone,
            now: around.now,
            places: around.places,
            near: self.person.home,
            past: &self.person.places,
            site: around.site,
            link: self.link.as_deref(),
            heard: self.heard,
            topic: self.topic,
            origin: self.origin.as_ref(),
        }
    }

    /// What is done in the chat: the press is acknowledged, and everything is said in their language, in the
    /// topic where they are.
    /// The live card may take the place of `card`, the message that was pressed.
    pub(crate) fn replies(
        &self,
        around: Surroundings<'_>,
        update: &Inbound,
        card: Option<&NativeId>,
        says: &[Say],
    ) -> Vec<Reply> {
        let language = self.context(around).language();
        let acknowledge = match &update.kind {
            Kind::Tap { tap, .. } => Some(Reply::Ack(tap.0.clone())),
            _ => None,
        };
        let topic = update.topic.as_ref().filter(|_| self.topic != Topic::Main);
        let show = |say: &Say| {
            let (message, topic) = (render(language, say), topic.cloned());
            match say.show {
                Show::Live => Reply::Live { on: card.cloned(), message, pin: say.pin, topic },
                Show::Stay => Reply::Stay { message, topic, qr: say.qr.clone() },
            }
        };
        acknowledge.into_iter().chain(says.iter().map(show)).collect()
    }

    pub(crate) fn saved(&self) -> SavedEndpoint {
        SavedEndpoint {
            id: self.endpoint,
            version: self.version,
            session: self.state.store(),
            hint: self.hint,
            left: self.left,
            shown: None,
        }
    }
}

/// The people whose updates came last, as the database has them.
#[derive(Default)]
pub(crate) struct Seats(HashMap<Address, Seat>);

impl Seats {
    pub(crate) fn get_mut(&mut self, address: &Address) -> Option<&mut Seat> {
        self.0.get_mut(address)
    }

    /// Remembers people who were read or saved.
    pub(crate) fn remember(&mut self, seats: impl IntoIterator<Item = (Address, Seat)>) {
        if self.0.len() >= MOST_REMEMBERED {
            self.0.clear();
        }
        self.0.extend(seats);
    }

    pub(crate) fn forget<'a>(&mut self, addresses: impl IntoIterator<Item = &'a Address>) {
        for address in addresses {
            self.0.remove(address);
        }
    }
}
