//! What the conversation asks the market to do, and what it hears back.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::Language,
    contact::Crossing,
    conversation::View,
    deal::{self, Code, Public, Terms},
    id::{ConversationId, DealId, RequestId},
    media::FileKind,
    message::Rich,
    place::Place,
    rating::{Profile, Rating},
    reaction::Reaction,
    refusal::Refusal,
    report::Category,
    request::{Card, Content, Cursor, Filter, Found, Page, Sort},
    said::{Body, LineRef, Said},
    text::{Description, Note},
    trip::Trip,
};

use crate::watch::{Watch, Watched};

/// Something to do. The runtime does it in the transaction that stores the step, then steps
/// again with the [`Outcome`].
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Remember the language.
    SetLanguage(Language),
    /// Remember where the person lives: it sets their time zone and breaks ties between places.
    SetHome(Place),
    /// Put a request on the market.
    Publish(Content),
    /// Change a request of one's own.
    Save(RequestId, Content),
    /// One's own requests, newest first.
    Mine(Option<Cursor>),
    /// A request, to look at.
    Open(RequestId),
    /// Take a request of one's own off the market.
    Close(RequestId),
    /// Undo that, within 30 seconds.
    Reopen(RequestId),
    /// Give a request of one's own another 30 days.
    Renew(RequestId),
    /// Look for requests of others.
    Browse(Filter, Sort, Option<Cursor>),
    /// Save a request of somebody else.
    Keep(RequestId),
    /// Do not keep it any more.
    LetGo(RequestId),
    /// The requests that one saved, the last one first.
    Saved(Option<Cursor>),
    /// Requests like this one.
    Similar(RequestId),
    /// Answer a request: opens a conversation, with this as its first line.
    Answer(RequestId, Rich),
    /// One's conversations, the last spoken in first. The moment is where the page starts.
    Chats(Option<DateTime<Utc>>),
    /// The same with only those that are open: whom a line can be for.
    OpenChats(Option<DateTime<Utc>>),
    /// The conversations in which one blocked the other, the last first.
    Blocked(Option<DateTime<Utc>>),
    /// Make this the conversation that lines go to.
    Enter(ConversationId),
    /// A conversation, to look at.
    Look(ConversationId),
    /// Say something to the other side.
    Say(ConversationId, Said),
    /// Say these lines, which were held, in this order: all of them or none.
    SayHeld(ConversationId, Vec<Said>),
    /// Change what a line of one's own says.
    Edit(LineRef, Rich),
    /// Look at a line of one's own there that one may take back: the one of this number, or the last one.
    MyLine(ConversationId, Option<i64>),
    /// Take lines of one's own there back, by their numbers.
    TakeBack(ConversationId, Vec<i64>),
    /// React to a line, or not any more.
    React(LineRef, Option<Reaction>),
    /// Do something with a conversation.
    Control(Control, ConversationId),
    /// Tell moderators of the other side.
    Report(ConversationId, Category, Option<Description>),
    /// Do something about alerts and trips.
    Watch(Watch),
    /// Offer something to who posted a request, with a few words: opens a conversation where there is none.
    Offer(RequestId, Terms, Option<Note>),
    /// Propose other terms for a deal of one's own.
    Counter(DealId, Terms, Option<Note>),
    /// Do something with a deal of one's own.
    Deal(Bargain, DealId),
    /// See one's own code of a deal.
    MyCode(DealId),
    /// Enter the code that the other told.
    Meet(DealId, Code),
    /// Rate the other side of a completed deal.
    Rate(DealId, Rating),
    /// Answer what was said of one in the rating of that deal.
    ReplyToRating(DealId, Note),
    /// What others see of one, and why.
    Profile,
    /// One's own deals, what changed last first.
    Deals(Option<deal::Cursor>),
    /// What waits for an answer about a request of one's own.
    Bids(RequestId, Option<deal::Cursor>),
    /// Look through the offers of everybody, newest first.
    Offers(Filter, Option<deal::Cursor>),
}

/// What can be done with a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bargain {
    /// Look at it.
    Look,
    /// Accept what the other proposed.
    Accept,
    /// Confirm what the other accepted.
    Confirm,
    /// Decline what the other proposed, or accepted.
    Decline,
    /// Withdraw what one proposed oneself.
    Withdraw,
    /// Undo what one did last, for 30 seconds.
    Undo,
    /// Say that one bought or collected the thing.
    Carry,
    /// Say that all is well.
    Well,
    /// Ask the other to cancel it together.
    AskToCancel,
    /// Go on, although one of the two asked for that.
    Keep,
    /// Cancel it.
    Cancel,
    /// Say that the other was not there.
    NoShow,
    /// Say that something is wrong.
    Dispute,
    /// Say that it is settled.
    Settle,
}

/// What can be done with a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// End it: nothing crosses any more, and the other is told.
    Leave,
    /// Take it up again, where one ended it oneself; the other is told.
    Return,
    /// What comes makes no sound.
    Mute,
    /// Undo that.
    Unmute,
    /// End it for good, and never meet the other again.
    Block,
    /// Undo that; it stays over.
    Unblock,
    /// Agree to share contact details; they cross once both did.
    Reveal,
}

/// How far a line had come when it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retraction {
    /// It was not sent yet, and is not.
    Unsent,
    /// It stands in the other's chat; whether it can be taken back there is told later.
    OnItsWay,
    /// It was taken back before.
    Already,
}

/// What came of a [`Call`].
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "each lives for one step, so that a box would only cost")]
pub enum Outcome {
    /// `SetLanguage`, `SetHome`: done.
    Remembered,
    /// `Publish`, `Save`, `Open`, `Close`, `Reopen`, `Renew`, `Keep`, `LetGo`: the request as it is now.
    Request(Card),
    /// `Mine`, `Saved`, `Similar`.
    Requests(Page<Card>),
    /// `Browse`.
    Found(Found),
    /// `Enter`, `Return`, `Mute`, `Unmute`, `Reveal`: the conversation as it is now, and a few others that
    /// are open, the last spoken in first.
    Talk(View, Vec<View>),
    /// `Answer`: the same, and how the line crosses. A request that one answered before adds the line to
    /// that conversation.
    Answered(View, Vec<View>, Crossing),
    /// `Look`, `Report`, any other `Control`: the conversation as it is now.
    Conversation(View),
    /// `Block`: the conversation as it is now. True where a line was on its way that very moment: it
    /// may still arrive, nothing later does.
    Blocked(View, bool),
    /// `Chats`, `OpenChats`, `Blocked`; the moment is where the next page starts.
    Conversations(Vec<View>, Option<DateTime<Utc>>),
    /// `MyLine`: the conversation, and the line with its number and files; none where there is none to take
    /// back.
    MyLine(View, Option<(i64, Body, Vec<FileKind>)>),
    /// `TakeBack`: the conversation, and how far it had come.
    TakenBack(View, Retraction),
    /// `Edit`: nothing was to be changed, or the line was taken back. `React`: done.
    Done,
    /// `React`: it took away what never crossed.
    NoReaction,
    /// `Say`, `SayHeld`, `Edit`: it is on its way, and how it crosses.
    Said(Crossing),
    /// `Watch`.
    Watched(Watched),
    /// `Offer`, `Counter`: the deal as it is now, and how the words with it cross.
    Bargained(deal::View, Crossing),
    /// `Deal`, `Rate`: it as it is now. `Meet`: the code was right.
    Deal(deal::View),
    /// `MyCode`.
    MyCode(deal::View, Code),
    /// `Meet`: it is not the other's code. So many tries are left; or there is a pause until then.
    WrongCode {
        /// How many tries are left before a pause.
        left: u16,
        /// Until when nothing is looked at.
        until: Option<DateTime<Utc>>,
    },
    /// `Profile`, `ReplyToRating`.
    Profile(Profile),
    /// `Deals`, `Bids`.
    Deals(deal::Page<deal::View>),
    /// `Offers`: them, and on the first page trips of others that go that way.
    Offers(deal::Page<Public>, Vec<Trip>),
    /// Not done.
    Refused(Refusal),
}
