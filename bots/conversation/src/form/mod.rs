//! Forms as data: which fields, where the person is in them, what they answered. Asking, going
//! back, skipping and editing are written once, in this module.

mod answers;
mod choice;
mod content;
mod doubt;
mod draft;
mod field;
mod filled;
mod place;
mod problem;
mod read;
mod show;
mod terms;
#[cfg(test)]
mod tests;
mod watch;

use marketplace_domain::{
    id::{AlertId, DealId, RequestId, TripId},
    message::Rich,
    request::{Item, Kind},
    text::Title,
};
use serde::{Deserialize, Serialize};

pub(crate) use self::{
    answers::{Answers, Value},
    choice::{hours, kind_key},
    content::{answers_of, content_of, filter_of, item_of},
    doubt::Doubt,
    draft::{draft_of, is_request, says_something},
    field::{Field, Input, Key, Need},
    filled::{filled, goods_line, short_answer},
    problem::Problem,
    read::wrong_text,
    show::show,
    terms::{answers_of_terms, note_of, terms_of},
    watch::{alert_of, answers_of_alert, answers_of_trip, trip_of},
};
use self::{choice::choose, read::read};
use crate::{context::Context, say::Sentence};

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    /// A new request.
    Post,
    /// Changes to a published one.
    Edit(RequestId),
    /// A line of a shopping list.
    Item,
    /// What to look for.
    Search,
    /// What to be told of; the alert that is changed.
    Alert(Option<AlertId>),
    /// When not to be told.
    Quiet,
    /// Words not to be told of.
    Muted,
    /// A way that they go; the trip that is changed.
    Trip(Option<TripId>),
    /// Which offers to look for.
    OfferSearch,
    /// Where the person lives.
    Home,
    /// The first line to a requester.
    Answer(RequestId, Title, Kind),
    /// An offer to a requester.
    Offer(RequestId, Title, Kind),
    /// Other terms for a deal.
    Counter(DealId, Title, Kind),
}

impl Shape {
    /// Whether all answers are looked at before something is done with them.
    const fn has_review(&self) -> bool {
        matches!(self, Self::Post | Self::Edit(_) | Self::Trip(_) | Self::Offer(..) | Self::Counter(..))
            || self.is_search()
    }

    /// Whether all fields are at hand below the answers, and none is asked in turn.
    pub(crate) const fn is_search(&self) -> bool {
        matches!(self, Self::Search | Self::OfferSearch | Self::Alert(_))
    }
}

/// Where the person is in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum At {
    /// This is being asked.
    Field(Key),
    /// All answers are shown.
    Review,
    /// The fields are listed, to choose one.
    Fields,
}

/// A form that is being filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Form {
    pub(crate) shape: Shape,
    pub(crate) at: At,
    /// Only this field is being asked: afterwards all answers are shown.
    #[serde(default)]
    pub(crate) single: bool,
    #[serde(default)]
    pub(crate) answers: Answers,
    /// Whether it began with what the person wrote: they may have meant to search.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) said: bool,
    /// What was said, but not so that it is sure: it is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) doubts: Vec<Doubt>,
    /// The form that goes on when this one is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) under: Option<Box<Form>>,
}

/// What came of an answer.
#[derive(Debug, PartialEq)]
pub(crate) enum Progress {
    /// The same or another question is to be shown.
    Ask,
    /// The same question is to be shown, with what was wrong.
    Wrong(Problem),
    /// A line of a shopping list was begun with this name.
    Item(Value),
    /// The form is done.
    Complete,
}

impl Form {
    /// An empty form at its first question.
    pub(crate) fn new(shape: Shape) -> Self {
        Self::with(shape, Answers::default())
    }

    /// A form with answers, at its first open question.
    pub(crate) fn with(shape: Shape, answers: Answers) -> Self {
        Self::doubting(shape, answers, Vec::new())
    }

    /// The same with answers of which it is not sure what they are.
    pub(crate) fn doubting(shape: Shape, answers: Answers, doubts: Vec<Doubt>) -> Self {
        let mut form =
            Self { shape, at: At::Review, single: false, answers, said: false, doubts, under: None };
        form.at = form.open_question().map_or(At::Review, At::Field);
        form
    }

    /// The form that the person began with.
    pub(crate) fn root(&self) -> &Self {
        self.under.as_ref().map_or(self, |under| under.root())
    }

    pub(crate) fn root_mut(&mut self) -> &mut Self {
        match self.under {
            Some(ref mut under) => under.root_mut(),
            None => self,
        }
    }

    /// Whether there is anything in it worth keeping.
    pub(crate) fn is_begun(&self) -> bool {
        !self.root().answers.is_empty() || self.under.is_some()
    }

    /// The field that is being asked.
    pub(crate) fn asked(&self) -> Option<&'static Field> {
        match self.at {
            At::Field(key) => self.field(key),
            At::Review | At::Fields => None,
        }
    }

    pub(crate) fn fields(&self) -> &'static [Field] {
        field::fields(&self.shape, self.answers.kind())
    }

    fn field(&self, key: Key) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// The fields that are asked one after the other.
    fn guided(&self) -> impl DoubleEndedIterator<Item = &'static Field> + use<> {
        self.fields().iter().filter(|field| field.need != Need::Extra)
    }

    /// The first question that nobody answered or skipped, or whose answer is not sure.
    fn open_question(&self) -> Option<Key> {
        let is_open = |field: &&Field| match field.need {
            Need::Required => self.answers.get(field.key).is_none(),
            Need::Optional => !self.answers.has(field.key),
            Need::Extra => false,
        };
        self.fields()
            .iter()
            .find(|field| is_open(field) || self.doubt(field.key).is_some())
            .map(|field| field.key)
    }

    /// What the person wrote that it is about, as words to look for.
    pub(crate) fn words(&self) -> Option<&str> {
        let doubted = self.doubt(Key::Title).and_then(|doubt| doubt.values.first());
        match self.answers.get(Key::Title).or(doubted) {
            Some(Value::Title(title)) => Some(title.as_str()),
            _ => None,
        }
    }

    /// Whether what began it may have been meant to be looked for: it says nothing but what it is.
    pub(crate) fn may_be_search(&self) -> bool {
        let says_more = [Key::From, Key::To, Key::Due, Key::Reward]
            .into_iter()
            .any(|key| self.answers.get(key).is_some() || self.doubt(key).is_some());
        self.said && !self.single && !says_more
    }

    /// What is not sure of a field.
    pub(crate) fn doubt(&self, key: Key) -> Option<&Doubt> {
        self.doubts.iter().find(|doubt| doubt.key == key)
    }

    /// It is sure now, whatever it is.
    fn settle(&mut self, key: Key) {
        self.doubts.retain(|doubt| doubt.key != key);
    }

    /// The first question that must be answered and is not.
    pub(crate) fn missing(&self) -> Option<Key> {
        self.guided()
            .filter(|field| field.need == Need::Required)
            .map(|field| field.key)
            .find(|key| self.answers.get(*key).is_none())
    }

    /// The question before this one.
    pub(crate) fn before(&self, key: Key) -> Option<Key> {
        let mut before = None;
        for field in self.guided() {
            if field.key == key {
                return before;
            }
            before = Some(field.key);
        }
        None
    }

    /// Takes a line of text as the answer to what is asked.
    pub(crate) fn take_text(&mut self, text: &Rich, cx: &Context) -> Progress {
        let Some(field) = self.asked() else {
            return Progress::Wrong(Problem::new("error-tap-here"));
        };
        match read(field.input, text, cx) {
            Ok(value) if field.input == Input::Items => self.begin_item(value),
            Ok(value) => self.take(field.key, value),
            Err(problem) => Progress::Wrong(problem),
        }
    }

    /// Takes a choice as the answer to what is asked.
    pub(crate) fn take_choice(&mut self, code: &str, cx: &Context) -> Progress {
        let Some(field) = self.asked() else {
            return Progress::Wrong(Problem::new("error-bad-button"));
        };
        let doubted = self.doubt(field.key).and_then(|doubt| doubt.choose(code));
        match doubted.map_or_else(|| choose(field.input, code, cx), Ok) {
            Ok(value) => self.take(field.key, value),
            Err(problem) => Progress::Wrong(problem),
        }
    }

    /// Takes an answer that was read.
    pub(crate) fn take(&mut self, key: Key, value: Value) -> Progress {
        self.answers.set(key, value);
        self.settle(key);
        self.go_on()
    }

    fn begin_item(&mut self, name: Value) -> Progress {
        if self.answers.items().len() >= Item::MOST {
            let most = Item::MOST as i64;
            return Progress::Wrong(Problem::from(Sentence::new("problem-items-full").number("most", most)));
        }
        Progress::Item(name)
    }

    /// Goes on to the next open question, without touching the answers.
    pub(crate) fn go_on(&mut self) -> Progress {
        let next = if self.single { self.missing() } else { self.open_question() };
        self.single = false;
        match next {
            Some(key) => self.at = At::Field(key),
            None if self.shape.has_review() => self.at = At::Review,
            None => return Progress::Complete,
        }
        Progress::Ask
    }

    /// Leaves the question without touching its answer. What must be answered is asked again.
    pub(crate) fn skip(&mut self) -> Progress {
        let Some(field) = self.asked() else { return Progress::Ask };
        if !self.answers.has(field.key) {
            if field.need == Need::Required {
                return Progress::Wrong(Problem::new("problem-required"));
            }
            if field.need == Need::Optional {
                self.answers.set(field.key, Value::None);
            }
        }
        self.settle(field.key);
        self.go_on()
    }

    /// Empties the answer. What must be answered keeps it.
    pub(crate) fn clear(&mut self) -> Progress {
        let Some(field) = self.asked() else { return Progress::Ask };
        if field.need == Need::Required {
            return Progress::Wrong(Problem::new("problem-required"));
        }
        self.take(field.key, Value::None)
    }

    /// One question back.
    pub(crate) fn back(&mut self) {
        self.at = match self.at {
            At::Field(_) if self.single => {
                self.single = false;
                if self.shape.is_search() { At::Review } else { At::Fields }
            }
            At::Field(key) => self.before(key).map_or(self.at, At::Field),
            At::Review => self.guided().next_back().map_or(self.at, |field| At::Field(field.key)),
            At::Fields => At::Review,
        };
    }

    /// Asks one field, then shows all answers.
    pub(crate) fn ask(&mut self, key: Key) {
        if self.field(key).is_some() {
            self.single = true;
            self.at = At::Field(key);
        }
    }
}
