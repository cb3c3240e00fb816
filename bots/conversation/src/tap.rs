//! What a button carries: at most 64 bytes of ASCII.
//!
//! Most buttons name a screen or a thing and always work, however old their message is. Those
//! that mean something only on the card they stand on carry its revision ([`Tap::Here`]).

use std::str::FromStr;

use marketplace_domain::{
    account::Language,
    id::{AlertId, ConversationId, DealId, RequestId, TripId},
    place::Point,
};
use serde::{Deserialize, Serialize};

use crate::form::Key;

/// The most bytes a button carries: Telegram's limit for `callback_data`.
pub const MOST_BYTES: usize = 64;

/// A screen that a command or a button leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    Menu,
    Post,
    Browse,
    Chats,
    Mine,
    Alerts,
    Trips,
    Offers,
    Deals,
    Profile,
    Saved,
    Settings,
    Help,
    Cancel,
}

impl Screen {
    const ALL: [Self; 14] = [
        Self::Menu,
        Self::Post,
        Self::Browse,
        Self::Chats,
        Self::Mine,
        Self::Alerts,
        Self::Trips,
        Self::Offers,
        Self::Deals,
        Self::Profile,
        Self::Saved,
        Self::Settings,
        Self::Help,
        Self::Cancel,
    ];

    /// The command that leads there.
    pub(crate) const fn command(self) -> &'static str {
        match self {
            Self::Menu => "start",
            Self::Post => "post",
            Self::Browse => "browse",
            Self::Chats => "chats",
            Self::Mine => "mine",
            Self::Alerts => "alerts",
            Self::Trips => "trips",
            Self::Offers => "offers",
            Self::Deals => "deals",
            Self::Profile => "profile",
            Self::Saved => "saved",
            Self::Settings => "settings",
            Self::Help => "help",
            Self::Cancel => "cancel",
        }
    }

    pub(crate) fn from_command(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.command() == name)
    }
}

/// What to do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Deed {
    Look,
    Photos,
    Answer,
    Edit,
    Close,
    Reopen,
    Renew,
    Repost,
    /// Offer something for it.
    Offer,
    /// See what is offered for it.
    Bids,
    /// Save it.
    Keep,
    /// Do not keep it any more.
    LetGo,
    /// See others like it.
    Similar,
    /// Get the links that lead to it.
    Share,
}

impl Deed {
    const ALL: [(Self, &'static str); 14] = [
        (Self::Look, "look"),
        (Self::Photos, "photos"),
        (Self::Answer, "answer"),
        (Self::Edit, "edit"),
        (Self::Close, "close"),
        (Self::Reopen, "reopen"),
        (Self::Renew, "renew"),
        (Self::Repost, "repost"),
        (Self::Offer, "offer"),
        (Self::Bids, "bids"),
        (Self::Keep, "keep"),
        (Self::LetGo, "letgo"),
        (Self::Similar, "similar"),
        (Self::Share, "share"),
    ];
}

/// What to do with a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Talk {
    Enter,
    Leave,
    Return,
    /// See what can be done with it.
    Options,
    Mute,
    Unmute,
    /// Be asked whether to block.
    Block,
    /// Block.
    Shut,
    Unblock,
    /// Begin a report.
    Report,
    /// Agree to share contact details.
    Reveal,
    /// Be asked whether to take the last line back.
    Unsend,
}

impl Talk {
    const ALL: [(Self, &'static str); 12] = [
        (Self::Enter, "enter"),
        (Self::Leave, "leave"),
        (Self::Return, "return"),
        (Self::Options, "options"),
        (Self::Mute, "mute"),
        (Self::Unmute, "unmute"),
        (Self::Block, "block"),
        (Self::Shut, "shut"),
        (Self::Unblock, "unblock"),
        (Self::Report, "report"),
        (Self::Reveal, "reveal"),
        (Self::Unsend, "unsend"),
    ];
}

/// What to do with an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OfAlert {
    Look,
    Edit,
    Pause,
    Resume,
    Delete,
    Restore,
}

impl OfAlert {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Look, "look"),
        (Self::Edit, "edit"),
        (Self::Pause, "pause"),
        (Self::Resume, "resume"),
        (Self::Delete, "delete"),
        (Self::Restore, "restore"),
    ];
}

/// What to do with a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OfTrip {
    Look,
    Edit,
    Cancel,
    Restore,
}

impl OfTrip {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Look, "look"), (Self::Edit, "edit"), (Self::Cancel, "cancel"), (Self::Restore, "restore")];
}

/// What to do about a request that somebody was told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Pass {
    /// It is not of interest.
    Over,
    /// Whoever posted it is muted.
    Mute,
    /// They are not any more.
    Unmute,
}

impl Pass {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Over, "over"), (Self::Mute, "mute"), (Self::Unmute, "unmute")];
}

/// What to do with a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Deal {
    Look,
    /// Propose other terms.
    Counter,
    /// Be asked whether to accept.
    Accept,
    /// Accept.
    Agree,
    Confirm,
    Decline,
    Withdraw,
    Undo,
    /// Be asked whether the thing is there, and what is in it.
    Carry,
    /// Say that it is.
    Carried,
    /// See one's own code.
    Code,
    /// Be asked for the other's.
    Meet,
    Well,
    /// Be asked whether to cancel, and how.
    Cancel,
    /// Ask the other to cancel as well.
    AskToCancel,
    /// Cancel alone.
    Drop,
    Keep,
    /// Be asked whether the other was not there.
    NoShow,
    /// Say so.
    Missed,
    /// Be asked whether something is wrong.
    Dispute,
    /// Say so.
    Disputed,
    Settle,
    /// Be asked how it was.
    Rate,
    /// Be asked for the answer to what was said of it.
    Reply,
}

impl Deal {
    const ALL: [(Self, &'static str); 24] = [
        (Self::Look, "deal"),
        (Self::Counter, "counter"),
        (Self::Accept, "accept"),
        (Self::Agree, "agree"),
        (Self::Confirm, "confirm"),
        (Self::Decline, "decline"),
        (Self::Withdraw, "withdraw"),
        (Self::Undo, "undeal"),
        (Self::Carry, "carry"),
        (Self::Carried, "carried"),
        (Self::Code, "code"),
        (Self::Meet, "meet"),
        (Self::Well, "well"),
        (Self::Cancel, "canceldeal"),
        (Self::AskToCancel, "askcancel"),
        (Self::Drop, "dropdeal"),
        (Self::Keep, "keepdeal"),
        (Self::NoShow, "noshow"),
        (Self::Missed, "missed"),
        (Self::Dispute, "dispute"),
        (Self::Disputed, "disputed"),
        (Self::Settle, "settle"),
        (Self::Rate, "rate"),
        (Self::Reply, "replyrating"),
    ];

    /// Whether it shows something and changes nothing.
    pub(crate) const fn only_shows(self) -> bool {
        matches!(
            self,
            Self::Look
                | Self::Counter
                | Self::Accept
                | Self::Carry
                | Self::Code
                | Self::Meet
                | Self::Cancel
                | Self::NoShow
                | Self::Dispute
                | Self::Rate
                | Self::Reply
        )
    }
}

/// A point on the map as a button carries it, in steps of a hundred-thousandth of a degree: a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pin {
    lat: i32,
    lon: i32,
}

impl Pin {
    const STEPS: f64 = 100_000.0;

    /// That point.
    #[allow(clippy::cast_possible_truncation, reason = "180 degrees have 18 million steps")]
    pub(crate) fn of(point: Point) -> Self {
        let steps = |degrees: f64| (degrees * Self::STEPS).round() as i32;
        Self { lat: steps(point.lat()), lon: steps(point.lon()) }
    }

    /// The point; `None` where a forged button says one that is nowhere.
    pub(crate) fn point(self) -> Option<Point> {
        let degrees = |steps: i32| f64::from(steps) / Self::STEPS;
        Point::new(degrees(self.lat), degrees(self.lon)).ok()
    }
}

/// What a button does on the card that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// One question back.
    Back,
    /// Go on without touching the answer.
    Skip,
    /// Go on with an empty answer (anywhere, no date …).
    Clear,
    /// Leave the form.
    Cancel,
    /// Publish, save, show.
    Done,
    /// List all fields.
    Fields,
    /// Ask this field.
    Field(Key),
    /// This answer, in the form that the field's choices have.
    Choose(String),
    /// Take this one off a list.
    Remove(u8),
    /// Turn the page.
    Next,
    /// Turn the page back.
    Previous,
    /// Drop the kept draft and begin a new one.
    Afresh,
    /// Drop the kept draft.
    Discard,
    /// Empty all fields.
    Reset,
    /// Show the fields of the search.
    Filters,
    /// Leave this out of the search.
    Unset(Key),
    /// Sort in the next order.
    Sort,
    /// Send the lines that are held, there.
    Send(ConversationId),
    /// Begin a request with it.
    Post,
    /// Look for it.
    Search,
    /// Send it to nobody.
    Drop,
    /// List whom one blocked.
    Blocked,
    /// Keep what is looked for as an alert.
    Alert,
    /// Begin another one of what is listed.
    New,
    /// List what one muted.
    Muted,
}

const ACTS: [(Act, &str); 20] = [
    (Act::Back, "back"),
    (Act::Skip, "skip"),
    (Act::Clear, "clear"),
    (Act::Cancel, "cancel"),
    (Act::Done, "done"),
    (Act::Fields, "fields"),
    (Act::Next, "next"),
    (Act::Previous, "previous"),
    (Act::Afresh, "afresh"),
    (Act::Discard, "discard"),
    (Act::Reset, "reset"),
    (Act::Filters, "filters"),
    (Act::Sort, "sort"),
    (Act::Post, "post"),
    (Act::Search, "search"),
    (Act::Drop, "drop"),
    (Act::Blocked, "blocked"),
    (Act::Alert, "alert"),
    (Act::New, "new"),
    (Act::Muted, "muted"),
];

/// A press of a button, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) enum Tap {
    Go(Screen),
    Language(Language),
    /// Go on with the kept draft.
    Continue,
    /// Decide about the lines that are held.
    Held,
    Request(Deed, RequestId),
    Talk(Talk, ConversationId),
    Deal(Deal, DealId),
    /// Say there exactly where something is.
    Exact(ConversationId, Pin),
    /// Take the line of that number back.
    TakeBack(ConversationId, i64),
    Alert(OfAlert, AlertId),
    Trip(OfTrip, TripId),
    Pass(Pass, RequestId),
    /// Only on the card of this revision.
    Here(u32, Act),
}

impl Tap {
    /// The text that a button carries.
    pub(crate) fn encode(&self) -> String {
        match self {
            Self::Go(screen) => format!("go.{}", screen.command()),
            Self::Language(language) => format!("language.{}", language.code()),
            Self::Continue => "continue".to_owned(),
            Self::Held => "held".to_owned(),
            Self::Request(deed, id) => format!("{}.{id}", name_of(&Deed::ALL, deed)),
            Self::Deal(deal, id) => format!("{}.{id}", name_of(&Deal::ALL, deal)),
            Self::Talk(talk, id) => format!("{}.{id}", name_of(&Talk::ALL, talk)),
            Self::Exact(id, Pin { lat, lon }) => format!("exact.{id}.{lat}.{lon}"),
            Self::Alert(what, id) => format!("alert.{}.{id}", name_of(&OfAlert::ALL, what)),
            Self::Trip(what, id) => format!("trip.{}.{id}", name_of(&OfTrip::ALL, what)),
            Self::Pass(what, id) => format!("pass.{}.{id}", name_of(&Pass::ALL, what)),
            Self::TakeBack(id, seq) => format!("takeback.{id}.{seq}"),
            Self::Here(revision, Act::Field(key)) => format!("h.{revision:x}.field.{}", key.name()),
            Self::Here(revision, Act::Unset(key)) => format!("h.{revision:x}.unset.{}", key.name()),
            Self::Here(revision, Act::Choose(code)) => format!("h.{revision:x}.choose.{code}"),
            Self::Here(revision, Act::Remove(index)) => format!("h.{revision:x}.remove.{index}"),
            Self::Here(revision, Act::Send(id)) => format!("h.{revision:x}.send.{id}"),
            Self::Here(revision, act) => format!("h.{revision:x}.{}", name_of(&ACTS, act)),
        }
    }

    /// Whether a second press just shows the same again. Any other press counts once: the second
    /// of two in a row is a slip of the finger.
    pub(crate) const fn may_repeat(&self) -> bool {
        match self {
            Self::Go(_)
            | Self::Continue
            | Self::Held
            | Self::Request(
                Deed::Look
                | Deed::Photos
                | Deed::Answer
                | Deed::Offer
                | Deed::Bids
                | Deed::Similar
                | Deed::Share,
                _,
            )
            | Self::Alert(OfAlert::Look | OfAlert::Edit, _)
            | Self::Trip(OfTrip::Look | OfTrip::Edit, _)
            | Self::Pass(Pass::Over, _)
            | Self::Talk(Talk::Enter | Talk::Options | Talk::Block | Talk::Report | Talk::Unsend, _) => true,
            Self::Deal(deal, _) => deal.only_shows(),
            _ => false,
        }
    }

    /// Reads what a button carried; `None` where none of ours says that.
    pub(crate) fn decode(data: &str) -> Option<Self> {
        if data.len() > MOST_BYTES {
            return None;
        }
        if data == "continue" {
            return Some(Self::Continue);
        }
        if data == "held" {
            return Some(Self::Held);
        }
        let (name, rest) = data.split_once('.')?;
        match name {
            "go" => Screen::from_command(rest).map(Self::Go),
            "language" => Language::ALL.into_iter().find(|l| l.code() == rest).map(Self::Language),
            "h" => {
                let (revision, act) = rest.split_once('.')?;
                Some(Self::Here(u32::from_str_radix(revision, 16).ok()?, decode_act(act)?))
            }
            "exact" => {
                let (id, point) = rest.split_once('.')?;
                let (lat, lon) = point.split_once('.')?;
                Some(Self::Exact(id.parse().ok()?, Pin { lat: lat.parse().ok()?, lon: lon.parse().ok()? }))
            }
            "alert" => {
                let (what, id) = thing(&OfAlert::ALL, rest)?;
                Some(Self::Alert(what, id))
            }
            "trip" => {
                let (what, id) = thing(&OfTrip::ALL, rest)?;
                Some(Self::Trip(what, id))
            }
            "pass" => {
                let (what, id) = thing(&Pass::ALL, rest)?;
                Some(Self::Pass(what, id))
            }
            "takeback" => {
                let (id, seq) = rest.split_once('.')?;
                Some(Self::TakeBack(id.parse().ok()?, seq.parse().ok()?))
            }
            _ => decode_thing(name, rest),
        }
    }
}

impl From<Tap> for String {
    fn from(tap: Tap) -> Self {
        tap.encode()
    }
}

impl TryFrom<String> for Tap {
    type Error = &'static str;
    fn try_from(data: String) -> Result<Self, &'static str> {
        Self::decode(&data).ok_or("not what a button carries")
    }
}

/// What to do, and with which.
fn thing<T: Copy, I: FromStr>(all: &[(T, &'static str)], rest: &str) -> Option<(T, I)> {
    let (name, id) = rest.split_once('.')?;
    let (what, _) = all.iter().find(|(_, other)| *other == name)?;
    Some((*what, id.parse().ok()?))
}

fn decode_thing(name: &str, id: &str) -> Option<Tap> {
    let deed = Deed::ALL.into_iter().find(|(_, n)| *n == name);
    if let Some((deed, _)) = deed {
        return id.parse().ok().map(|id| Tap::Request(deed, id));
    }
    let deal = Deal::ALL.into_iter().find(|(_, n)| *n == name);
    if let Some((deal, _)) = deal {
        return id.parse().ok().map(|id| Tap::Deal(deal, id));
    }
    let (talk, _) = Talk::ALL.into_iter().find(|(_, n)| *n == name)?;
    id.parse().ok().map(|id| Tap::Talk(talk, id))
}

fn decode_act(text: &str) -> Option<Act> {
    match text.split_once('.') {
        Some(("field", key)) => Key::from_name(key).map(Act::Field),
        Some(("unset", key)) => Key::from_name(key).map(Act::Unset),
        Some(("choose", code)) => Some(Act::Choose(code.to_owned())),
        Some(("send", id)) => id.parse().ok().map(Act::Send),
        Some(("remove", index)) => index.parse().ok().map(Act::Remove),
        Some(_) => None,
        None => ACTS.into_iter().find(|(_, name)| *name == text).map(|(act, _)| act),
    }
}

fn name_of<T: PartialEq>(all: &[(T, &'static str)], one: &T) -> &'static str {
    all.iter().find(|(other, _)| other == one).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_button_reads_back_and_is_short() {
        let request = RequestId::from_uuid(uuid_of(u128::MAX));
        let conversation = ConversationId::from_uuid(uuid_of(u128::MAX));
        let deal = DealId::from_uuid(uuid_of(u128::MAX));
        let mut taps = vec![Tap::Continue, Tap::Held];
        taps.extend(Screen::ALL.map(Tap::Go));
        taps.extend(Language::ALL.map(Tap::Language));
        taps.extend(Deed::ALL.map(|(deed, _)| Tap::Request(deed, request)));
        taps.extend(Deal::ALL.map(|(what, _)| Tap::Deal(what, deal)));
        taps.extend(Talk::ALL.map(|(talk, _)| Tap::Talk(talk, conversation)));
        taps.extend(OfAlert::ALL.map(|(what, _)| Tap::Alert(what, AlertId::from_uuid(request.uuid()))));
        taps.extend(OfTrip::ALL.map(|(what, _)| Tap::Trip(what, TripId::from_uuid(request.uuid()))));
        taps.extend(Pass::ALL.map(|(what, _)| Tap::Pass(what, request)));
        taps.extend(ACTS.map(|(act, _)| Tap::Here(u32::MAX, act)));
        taps.extend(Key::ALL.map(|key| Tap::Here(u32::MAX, Act::Field(key))));
        taps.extend(Key::ALL.map(|key| Tap::Here(u32::MAX, Act::Unset(key))));
        taps.push(Tap::Here(0, Act::Choose("1000000000EUR".to_owned())));
        taps.push(Tap::Here(u32::MAX, Act::Send(conversation)));
        taps.push(Tap::Here(9, Act::Remove(u8::MAX)));
        taps.push(Tap::Exact(conversation, Pin::of(Point::new(-90.0, -180.0).unwrap())));
        taps.push(Tap::TakeBack(conversation, 999_999_999_999));
        for tap in taps {
            let data = tap.encode();
            assert!(data.len() <= MOST_BYTES, "{data}");
            assert_eq!(Tap::decode(&data), Some(tap), "{data}");
        }
    }

    fn uuid_of<T: std::str::FromStr>(number: u128) -> T
    where
        T::Err: std::fmt::Debug,
    {
        format!("{number:032x}").parse().unwrap()
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(data in ".{0,80}") {
            let _ = Tap::decode(&data);
        }

        #[test]
        fn what_is_read_is_written_back(data in "(h|go|look|language|enter)\\.[0-9a-f]{1,8}(\\.(back|choose|field|remove)(\\.[a-z0-9]{1,6})?)?") {
            if let Some(tap) = Tap::decode(&data) {
                prop_assert_eq!(Tap::decode(&tap.encode()), Some(tap));
            }
        }
    }
}
