//! What is remembered of a chat between two steps. It is stored as JSON.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    deal,
    id::{AlertId, ConversationId, DealId, PhotoId, RequestId, TripId},
    media::FileKind,
    message::Rich,
    rating::{Stars, Tag},
    report::Category,
    request::{Cursor, Photos, Sort},
    said::{Said, SentFile},
};
use serde::{Deserialize, Serialize};

use crate::{
    flow::Aim,
    form::{Answers, Form, Shape},
    notice::Notice,
    tap::{Deal, Deed, OfAlert, OfTrip, Pass, Pin, Talk, Tap},
};

/// What is remembered of a chat.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Grows with every card; a button of an older card is recognised by it.
    #[serde(skip_serializing_if = "is_zero")]
    pub revision: u32,
    /// Where the person is.
    pub(crate) flow: Flow,
    /// What the button carried that led to the present card, if pressing it again is a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tap: Option<String>,
    /// The conversation that lines go to, unless it is doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talking: Option<ConversationId>,
    /// When the person pointed at it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) aim: Option<Aim>,
    /// Lines that were sent to nobody yet, in their order: their writer says to whom they go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Said>,
    /// The conversation in whose topic the present card stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) topic: Option<ConversationId>,
    /// Whether the live card is kept in sight.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) pinned: bool,
    /// A request that was begun and left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) draft: Option<Form>,
    /// Changes to a published request that were begun and left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) edit: Option<Form>,
    /// What the person looks for when they browse.
    #[serde(skip_serializing_if = "Answers::is_empty")]
    pub(crate) search: Answers,
    /// In which order.
    #[serde(skip_serializing_if = "Sort::is_usual")]
    pub(crate) sort: Sort,
    /// What we wait to hear of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pending: Option<Pending>,
    /// What to say on the card that comes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<Notice>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(revision: &u32) -> bool {
    *revision == 0
}

impl State {
    /// Reads what was stored. What cannot be read (an older version wrote it, or it is damaged)
    /// is a chat at rest: nothing in it is worth refusing to serve the person.
    pub fn restore(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// What to store.
    pub fn store(&self) -> String {
        // A plain tree of structs, vectors and strings can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether a request that was begun and left is kept.
    pub fn has_draft(&self) -> bool {
        self.draft.is_some()
    }

    /// Whether nothing is being asked or shown: the menu.
    pub fn is_idle(&self) -> bool {
        self.flow == Flow::Idle
    }

    /// Leaves what the person is in the middle of. A request or a change that was begun is kept, and so is what
    /// another request would have begun with.
    pub(crate) fn leave(&mut self) {
        match std::mem::take(&mut self.flow) {
            Flow::Form(form) => match form.root().shape {
                Shape::Post if form.is_begun() => self.draft = Some(form),
                Shape::Edit(_) => self.edit = Some(form),
                _ => {}
            },
            Flow::Resume(Begin::Said(text, photos)) => {
                let file = |photo: &PhotoId| SentFile { id: photo.file(), kind: FileKind::Photo };
                let files = photos.as_slice().iter().map(file).collect();
                self.held.push(Said { files, ..Rich::plain(text).into() });
            }
            _ => {}
        }
    }
}

/// Where the person is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Flow {
    /// At the menu, or talking.
    #[default]
    Idle,
    /// Chooses a language for the first time; then goes where they wanted.
    Language(Tap),
    /// Fills a form in.
    Form(Form),
    /// Is asked whether to go on with the kept draft; a new one would begin with this.
    Resume(Begin),
    /// Looks through requests of others.
    Browse(Pager<Cursor>),
    /// Looks through their own.
    Mine(Pager<Cursor>),
    /// Looks through those that they saved.
    Saved(Pager<Cursor>),
    /// Looks through requests like this one.
    Similar(RequestId),
    /// Looks through their conversations.
    Chats(Pager<DateTime<Utc>>),
    /// Looks at one request.
    Card(RequestId, Option<List>),
    /// Is asked what becomes of the lines that are held, and came from there.
    Stray(Pager<DateTime<Utc>>, Box<Flow>),
    /// Looks at a deal.
    Deal(DealId),
    /// Rates the other side of a deal: how many stars and what stood out so far.
    Rate(DealId, Option<Stars>, Vec<Tag>),
    /// Is asked for the answer to what was said of them in the rating of that deal.
    Answer(DealId),
    /// Looks at what others see of them.
    Profile,
    /// Is asked for the code that the other side of a deal told them.
    Code(DealId),
    /// Looks through their deals.
    Deals(Pager<deal::Cursor>),
    /// Looks through what is offered for a request of theirs.
    Bids(RequestId, Pager<deal::Cursor>),
    /// Looks through the offers of everybody.
    Offers(Pager<deal::Cursor>),
    /// Looks at what can be done with a conversation.
    Options(ConversationId),
    /// Reports the other side of a conversation; is asked for a few words once it is known what is
    /// wrong.
    Report(ConversationId, Option<Category>),
    /// Looks through those that they blocked.
    Blocked(Pager<DateTime<Utc>>),
    /// Looks at their alerts.
    Alerts(Pager<u8>),
    /// Looks at one of them.
    Alert(AlertId),
    /// Looks at what they muted.
    Muted,
    /// Said that a request is not of interest.
    Passed(RequestId),
    /// Looks at their trips.
    Trips,
    /// Looks at one of them, and at the requests on its way.
    Trip(TripId, Pager<Cursor>),
    /// Looks at the settings.
    Settings,
    /// Reads the help.
    Help,
}

/// What a new request begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Begin {
    Empty,
    Repeat(RequestId),
    /// What they wrote, and pictures that they sent with it.
    Said(String, Photos),
}

/// The list that a card was opened from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum List {
    Browse(Pager<Cursor>),
    Mine(Pager<Cursor>),
    Trip(TripId, Pager<Cursor>),
    Saved(Pager<Cursor>),
    Similar(RequestId),
}

/// Which page of a list is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pager<T> {
    /// Where this page and those before it start; the first page has no entry.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    starts: Vec<T>,
    /// Where the next one starts.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    next: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Default for Pager<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), next: None }
    }
}

impl<T: Copy> Pager<T> {
    /// From here on, turning back ends earlier: the state must stay small.
    const MOST: usize = 30;

    /// Where the page starts.
    pub(crate) fn start(&self) -> Option<T> {
        self.starts.last().copied()
    }

    pub(crate) fn has_next(&self) -> bool {
        self.next.is_some()
    }

    pub(crate) fn has_previous(&self) -> bool {
        !self.starts.is_empty()
    }

    pub(crate) fn set_next(&mut self, next: Option<T>) {
        self.next = next;
    }

    pub(crate) fn turn(&mut self) {
        if let Some(next) = self.next.take() {
            if self.starts.len() >= Self::MOST {
                self.starts.remove(0);
            }
            self.starts.push(next);
        }
    }

    pub(crate) fn turn_back(&mut self) {
        self.starts.pop();
        self.next = None;
    }
}

/// What we wait to hear of, and why we asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Pending {
    Language,
    /// The id of the place.
    Home(u32),
    Publish,
    Save,
    List,
    Deed(Deed, RequestId),
    Answer(RequestId),
    Offer(RequestId),
    Counter(DealId),
    Deal(Deal, DealId),
    MyCode(DealId),
    Meet(DealId),
    Rate(DealId),
    Profile,
    ReplyToRating(DealId),
    Talk(Talk, ConversationId),
    Say(ConversationId),
    /// A place, which may be said exactly later.
    Place(ConversationId, Pin),
    Exact(ConversationId),
    Send(ConversationId),
    /// An edit.
    Edit(ConversationId),
    /// A line that may be taken back.
    MyLine(ConversationId),
    /// A line is taken back by a button.
    TakeBack(ConversationId),
    /// A message was deleted.
    Deleted(ConversationId),
    React(ConversationId),
    Report(ConversationId),
    /// An alert is kept or changed.
    Kept,
    /// Something about an alert.
    Alert(OfAlert),
    /// Alerts, how one is told of them, or what one muted.
    Alerts,
    /// Something about a request that one was told of.
    Pass(Pass, RequestId),
    /// A trip is posted or changed.
    SetOut,
    /// Something about a trip.
    Trip(OfTrip),
    Trips,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_state_is_small_and_reads_back() {
        let state = State::default();
        assert_eq!(State::restore(&state.store()), state);
        assert!(state.store().len() < 40, "{}", state.store());
    }

    #[test]
    fn what_cannot_be_read_is_a_chat_at_rest() {
        for json in ["", "{", "null", "[]", "7", r#"{"flow":{"unheard":1}}"#, r#"{"revision":-1}"#] {
            assert_eq!(State::restore(json), State::default(), "{json}");
        }
    }

    #[test]
    fn what_an_older_version_did_not_know_is_empty() {
        let state = State::restore(r#"{"revision":7,"something":"else"}"#);
        assert_eq!(state.revision, 7);
    }

    #[test]
    fn pages_are_turned_and_turned_back() {
        let mut pager = Pager::<u32>::default();
        pager.turn();
        assert!(!pager.has_previous(), "there is no next page to turn to");
        for start in 1..=40 {
            pager.set_next(Some(start));
            pager.turn();
        }
        assert_eq!(pager.start(), Some(40));
        pager.turn_back();
        assert_eq!(pager.start(), Some(39));
        for _ in 0..99 {
            pager.turn_back();
        }
        assert_eq!((pager.start(), pager.has_previous()), (None, false));
    }
}
