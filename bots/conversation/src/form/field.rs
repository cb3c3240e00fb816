//! The fields of every form.

use marketplace_domain::request::Kind;
use serde::{Deserialize, Serialize};

use super::Shape;

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Key {
    Kind,
    Title,
    From,
    To,
    Due,
    Reward,
    Description,
    Photos,
    Items,
    Size,
    Weight,
    Fragile,
    Meetup,
    Name,
    Quantity,
    Link,
    Ceiling,
    Radius,
    Reach,
    Days,
    Least,
    Words,
    Home,
    Message,
    Without,
    Quiet,
    Muted,
    Day,
    Until,
    Room,
    Carries,
    Price,
    Handover,
    Goods,
    Note,
}

impl Key {
    pub(crate) const ALL: [Self; 35] = [
        Self::Kind,
        Self::Title,
        Self::From,
        Self::To,
        Self::Due,
        Self::Reward,
        Self::Description,
        Self::Photos,
        Self::Items,
        Self::Size,
        Self::Weight,
        Self::Fragile,
        Self::Meetup,
        Self::Name,
        Self::Quantity,
        Self::Link,
        Self::Ceiling,
        Self::Radius,
        Self::Reach,
        Self::Days,
        Self::Least,
        Self::Words,
        Self::Home,
        Self::Message,
        Self::Without,
        Self::Quiet,
        Self::Muted,
        Self::Day,
        Self::Until,
        Self::Room,
        Self::Carries,
        Self::Price,
        Self::Handover,
        Self::Goods,
        Self::Note,
    ];

    /// The name in a button.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Title => "title",
            Self::From => "from",
            Self::To => "to",
            Self::Due => "due",
            Self::Reward => "reward",
            Self::Description => "description",
            Self::Photos => "photos",
            Self::Items => "items",
            Self::Size => "size",
            Self::Weight => "weight",
            Self::Fragile => "fragile",
            Self::Meetup => "meetup",
            Self::Name => "name",
            Self::Quantity => "quantity",
            Self::Link => "link",
            Self::Ceiling => "ceiling",
            Self::Radius => "radius",
            Self::Reach => "reach",
            Self::Days => "days",
            Self::Least => "least",
            Self::Words => "words",
            Self::Home => "home",
            Self::Message => "message",
            Self::Without => "without",
            Self::Quiet => "quiet",
            Self::Muted => "muted",
            Self::Day => "day",
            Self::Until => "until",
            Self::Room => "room",
            Self::Carries => "carries",
            Self::Price => "price",
            Self::Handover => "handover",
            Self::Goods => "goods",
            Self::Note => "note",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// What stands on the button that asks for it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Kind => "label-kind",
            Self::Title => "label-title",
            Self::From => "label-from",
            Self::To => "label-to",
            Self::Due => "label-due",
            Self::Reward => "label-reward",
            Self::Description => "label-description",
            Self::Photos => "label-photos",
            Self::Items => "label-items",
            Self::Size => "label-size",
            Self::Weight => "label-weight",
            Self::Fragile => "label-fragile",
            Self::Meetup => "label-meetup",
            Self::Name => "label-name",
            Self::Quantity => "label-quantity",
            Self::Link => "label-link",
            Self::Ceiling => "label-ceiling",
            Self::Radius => "label-radius",
            Self::Reach => "label-reach",
            Self::Days => "label-days",
            Self::Least => "label-least",
            Self::Words => "label-words",
            Self::Home => "label-home",
            Self::Message => "label-message",
            Self::Without => "label-without",
            Self::Quiet => "label-quiet",
            Self::Muted => "label-muted",
            Self::Day => "label-day",
            Self::Until => "label-until",
            Self::Room => "label-room",
            Self::Carries => "label-carries",
            Self::Price => "label-price",
            Self::Handover => "label-handover",
            Self::Goods => "label-goods",
            Self::Note => "label-note",
        }
    }
}

/// What kind of answer a field takes, and so how it is read and which choices it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    Kind,
    Title,
    Description,
    Name,
    Message,
    Place,
    Due,
    Money,
    Quantity,
    Link,
    Size,
    Weight,
    YesNo,
    Photos,
    Items,
    Radius,
    Days,
    Words,
    Hours,
    Carries,
    Goods,
    Note,
}

/// When a field is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// In its turn, and it must be answered.
    Required,
    /// In its turn, and it may be skipped.
    Optional,
    /// Only when the person chooses it from the list of all fields.
    Extra,
}

/// A field of a form.
#[derive(Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) key: Key,
    pub(crate) input: Input,
    pub(crate) need: Need,
    /// The question.
    pub(crate) ask: &'static str,
    /// An example of an answer.
    pub(crate) hint: &'static str,
    /// What stands on the choice that leaves it empty, where it has a name.
    pub(crate) empty: Option<&'static str>,
}

const fn field(key: Key, input: Input, need: Need, ask: &'static str, hint: &'static str) -> Field {
    Field { key, input, need, ask, hint, empty: None }
}

impl Field {
    const fn or(mut self, empty: &'static str) -> Self {
        self.empty = Some(empty);
        self
    }
}

use Need::{Extra, Optional, Required};

const KIND: Field = field(Key::Kind, Input::Kind, Required, "ask-kind", "hint-kind");
const TO: Field = field(Key::To, Input::Place, Required, "ask-to", "hint-place");
const DUE: Field = field(Key::Due, Input::Due, Optional, "ask-due", "hint-due").or("choice-no-date");
const REWARD: Field =
    field(Key::Reward, Input::Money, Optional, "ask-reward", "hint-reward").or("choice-no-reward");
const DESCRIPTION: Field =
    field(Key::Description, Input::Description, Extra, "ask-description", "hint-description");
const PHOTOS: Field = field(Key::Photos, Input::Photos, Extra, "ask-photos", "hint-photos");

/// A title or a picture may be there before the kind is known.
const UNKNOWN: &[Field] =
    &[KIND, field(Key::Title, Input::Title, Extra, "ask-title-buy", "hint-title-buy"), PHOTOS];

const BUY: &[Field] = &[
    KIND,
    field(Key::Title, Input::Title, Required, "ask-title-buy", "hint-title-buy"),
    field(Key::From, Input::Place, Optional, "ask-from-buy", "hint-place").or("choice-anywhere"),
    TO,
    DUE,
    REWARD,
    DESCRIPTION,
    PHOTOS,
    field(Key::Items, Input::Items, Extra, "ask-items", "hint-items"),
];

const PICKUP: &[Field] = &[
    KIND,
    field(Key::Title, Input::Title, Required, "ask-title-pickup", "hint-title-pickup"),
    field(Key::From, Input::Place, Required, "ask-from-pickup", "hint-place"),
    TO,
    DUE,
    REWARD,
    DESCRIPTION,
    PHOTOS,
    field(Key::Size, Input::Size, Extra, "ask-size", "hint-size"),
    field(Key::Weight, Input::Weight, Extra, "ask-weight", "hint-weight"),
    field(Key::Fragile, Input::YesNo, Extra, "ask-fragile", "hint-fragile"),
];

const SERVICE: &[Field] = &[
    KIND,
    field(Key::Title, Input::Title, Required, "ask-title-service", "hint-title-service"),
    DUE,
    field(Key::Reward, Input::Money, Optional, "ask-reward", "hint-reward-service").or("choice-no-reward"),
    DESCRIPTION,
    PHOTOS,
    field(Key::Meetup, Input::Place, Extra, "ask-meetup", "hint-place").or("choice-no-meetup"),
];

const ITEM: &[Field] = &[
    field(Key::Name, Input::Name, Required, "ask-name", "hint-name"),
    field(Key::Quantity, Input::Quantity, Required, "ask-quantity", "hint-quantity"),
    field(Key::Link, Input::Link, Optional, "ask-link", "hint-link").or("choice-no-link"),
    field(Key::Ceiling, Input::Money, Optional, "ask-ceiling", "hint-ceiling").or("choice-no-ceiling"),
];

const ANY_KIND: Field =
    field(Key::Kind, Input::Kind, Extra, "ask-search-kind", "hint-kind").or("choice-any-kind");
const ANY_FROM: Field =
    field(Key::From, Input::Place, Extra, "ask-search-from", "hint-place").or("choice-anywhere");
const ANY_TO: Field =
    field(Key::To, Input::Place, Extra, "ask-search-to", "hint-place").or("choice-anywhere");
const AROUND: Field =
    field(Key::Radius, Input::Radius, Extra, "ask-radius", "hint-radius").or("choice-usual-radius");
const REACH: Field =
    field(Key::Reach, Input::Radius, Extra, "ask-reach", "hint-radius").or("choice-usual-radius");

const SEARCH: &[Field] = &[
    ANY_KIND,
    ANY_FROM,
    AROUND,
    ANY_TO,
    REACH,
    field(Key::Days, Input::Days, Extra, "ask-days", "hint-days").or("choice-any-day"),
    field(Key::Least, Input::Money, Extra, "ask-least", "hint-least").or("choice-any-reward"),
    field(Key::Words, Input::Words, Extra, "ask-words", "hint-words").or("choice-no-words"),
];

const ALERT: &[Field] = &[
    ANY_KIND,
    ANY_FROM,
    AROUND,
    ANY_TO,
    REACH,
    field(Key::Days, Input::Days, Extra, "ask-days", "hint-days").or("choice-any-day"),
    field(Key::Least, Input::Money, Extra, "ask-least", "hint-least").or("choice-any-reward"),
    field(Key::Words, Input::Words, Extra, "ask-words", "hint-words").or("choice-no-words"),
    field(Key::Without, Input::Words, Extra, "ask-without", "hint-without").or("choice-no-words"),
];

const QUIET: &[Field] =
    &[field(Key::Quiet, Input::Hours, Optional, "ask-quiet", "hint-quiet").or("choice-no-quiet")];

const MUTED: &[Field] =
    &[field(Key::Muted, Input::Words, Optional, "ask-muted", "hint-muted").or("choice-no-words")];

const TRIP: &[Field] = &[
    field(Key::From, Input::Place, Required, "ask-trip-from", "hint-place"),
    field(Key::To, Input::Place, Required, "ask-trip-to", "hint-place"),
    field(Key::Day, Input::Due, Required, "ask-trip-day", "hint-due"),
    field(Key::Until, Input::Due, Optional, "ask-trip-until", "hint-due").or("choice-same-day"),
    field(Key::Room, Input::Weight, Optional, "ask-trip-room", "hint-trip-room").or("choice-not-said"),
    field(Key::Carries, Input::Carries, Optional, "ask-trip-carries", "hint-trip-carries")
        .or("choice-not-said"),
];
const OFFER_SEARCH: &[Field] = &[ANY_KIND, ANY_FROM, AROUND, ANY_TO, REACH];

const HOME: &[Field] = &[field(Key::Home, Input::Place, Required, "ask-home", "hint-place")];

const ANSWER: &[Field] = &[field(Key::Message, Input::Message, Required, "ask-answer", "hint-answer")];

const ANSWER_SERVICE: &[Field] =
    &[field(Key::Message, Input::Message, Required, "ask-answer", "hint-answer-service")];

const PRICE: Field = field(Key::Price, Input::Money, Required, "ask-price", "hint-price");
const GOODS: Field = field(Key::Goods, Input::Goods, Required, "ask-goods", "hint-goods");
const DAY: Field = field(Key::Handover, Input::Due, Required, "ask-day", "hint-due");
const NOTE: Field = field(Key::Note, Input::Note, Optional, "ask-note", "hint-note").or("choice-no-note");
const WHERE: Field = field(Key::Meetup, Input::Place, Extra, "ask-meetup", "hint-place");

const OFFER: &[Field] = &[PRICE, DAY, NOTE, WHERE];
const OFFER_BUY: &[Field] = &[PRICE, GOODS, DAY, NOTE, WHERE];

/// Either side may propose other terms: the questions suit both.
const OTHER_PRICE: Field = field(Key::Price, Input::Money, Required, "ask-other-price", "hint-other-price");
const OTHER_DAY: Field = field(Key::Handover, Input::Due, Required, "ask-other-day", "hint-due");

const COUNTER: &[Field] = &[OTHER_PRICE, OTHER_DAY, NOTE, WHERE];
const COUNTER_BUY: &[Field] = &[OTHER_PRICE, GOODS, OTHER_DAY, NOTE, WHERE];

/// The fields of a form, in the order in which they are asked and shown.
pub(super) fn fields(shape: &Shape, kind: Option<Kind>) -> &'static [Field] {
    match (shape, kind) {
        (Shape::Post | Shape::Edit(_), None) => UNKNOWN,
        (Shape::Post | Shape::Edit(_), Some(Kind::Buy)) => BUY,
        (Shape::Post | Shape::Edit(_), Some(Kind::Pickup)) => PICKUP,
        (Shape::Post | Shape::Edit(_), Some(Kind::Service)) => SERVICE,
        (Shape::Item, _) => ITEM,
        (Shape::Search, _) => SEARCH,
        (Shape::Alert(_), _) => ALERT,
        (Shape::Quiet, _) => QUIET,
        (Shape::Muted, _) => MUTED,
        (Shape::Trip(_), _) => TRIP,
        (Shape::OfferSearch, _) => OFFER_SEARCH,
        (Shape::Home, _) => HOME,
        (Shape::Answer(_, _, Kind::Service), _) => ANSWER_SERVICE,
        (Shape::Answer(..), _) => ANSWER,
        (Shape::Offer(_, _, Kind::Buy), _) => OFFER_BUY,
        (Shape::Offer(..), _) => OFFER,
        (Shape::Counter(_, _, Kind::Buy), _) => COUNTER_BUY,
        (Shape::Counter(..), _) => COUNTER,
    }
}
