//! Where a person can be, one flow a file.

mod aim;
pub(crate) mod alert;
pub(crate) mod alerts;
pub(crate) mod answer;
pub(crate) mod blocked;
pub(crate) mod browse;
pub(crate) mod card;
pub(crate) mod change;
pub(crate) mod chats;
pub(crate) mod code;
pub(crate) mod contact;
pub(crate) mod deal;
pub(crate) mod deal_questions;
pub(crate) mod deals;
pub(crate) mod fill;
pub(crate) mod help;
pub(crate) mod menu;
pub(crate) mod mine;
pub(crate) mod muted;
pub(crate) mod offer;
pub(crate) mod offers;
pub(crate) mod options;
pub(crate) mod pass;
pub(crate) mod post;
pub(crate) mod profile;
pub(crate) mod rate;
pub(crate) mod report;
pub(crate) mod saved;
pub(crate) mod settings;
pub(crate) mod similar;
pub(crate) mod start;
pub(crate) mod stray;
pub(crate) mod talk;
pub(crate) mod topic;
pub(crate) mod trip;
pub(crate) mod trips;
pub(crate) mod unsend;

pub use self::aim::SILENCE;
pub(crate) use self::aim::{Aim, aim_of_line};
use crate::{
    notice::Notice,
    state::{Begin, Flow, List},
    tap::{Deal, Deed, OfAlert, Screen, Talk},
    turn::Turn,
};

/// Goes to a screen. What the person was in the middle of is kept.
pub(crate) fn open(turn: &mut Turn, screen: Screen) {
    if screen == Screen::Cancel {
        return menu::cancel(turn);
    }
    turn.state.leave();
    match screen {
        Screen::Menu | Screen::Cancel => menu::show(turn),
        Screen::Post => post::open(turn, Begin::Empty),
        Screen::Browse => browse::open(turn),
        Screen::Chats => chats::open(turn),
        Screen::Mine => mine::open(turn),
        Screen::Alerts => alerts::open(turn),
        Screen::Trips => trips::open(turn),
        Screen::Offers => offers::open(turn),
        Screen::Deals => deals::open(turn),
        Screen::Profile => profile::open(turn),
        Screen::Saved => saved::open(turn),
        Screen::Settings => settings::show(turn),
        Screen::Help => help::show(turn),
    }
}

/// Shows again where the person is, with a sentence about what went wrong.
pub(crate) fn again(turn: &mut Turn, notice: Notice) {
    turn.note(notice);
    show(turn);
}

/// Shows where the person is.
pub(crate) fn show(turn: &mut Turn) {
    match &turn.state.flow {
        Flow::Idle => menu::show(turn),
        Flow::Language(_) => start::ask(turn),
        Flow::Form(_) => crate::form::show(turn, None),
        Flow::Resume(_) => post::ask_resume(turn),
        Flow::Browse(_) => browse::load(turn),
        Flow::Mine(_) => mine::load(turn),
        Flow::Saved(_) => saved::load(turn),
        Flow::Similar(id) => similar::load(turn, *id),
        Flow::Chats(_) => chats::load(turn),
        Flow::Card(id, _) => {
            let id = *id;
            card::load(turn, Deed::Look, id);
        }
        Flow::Deal(id) => {
            let id = *id;
            deal::load(turn, Deal::Look, id);
        }
        Flow::Code(_) => code::ask(turn),
        Flow::Rate(..) => rate::ask(turn),
        Flow::Answer(_) => profile::ask_reply(turn),
        Flow::Profile => profile::load(turn),
        Flow::Deals(_) | Flow::Bids(..) => deals::load(turn),
        Flow::Offers(_) => offers::load(turn),
        Flow::Stray(..) => stray::load(turn),
        Flow::Options(id) => {
            let id = *id;
            talk::act(turn, Talk::Options, id);
        }
        Flow::Report(..) => report::ask(turn),
        Flow::Blocked(_) => blocked::load(turn),
        Flow::Alerts(_) => alerts::load(turn),
        Flow::Alert(id) => {
            let id = *id;
            alert::act(turn, OfAlert::Look, id);
        }
        Flow::Muted => muted::load(turn),
        Flow::Passed(id) => {
            let id = *id;
            pass::ask(turn, id);
        }
        Flow::Trips => trips::load(turn),
        Flow::Trip(..) => trip::load(turn),
        Flow::Settings => settings::show(turn),
        Flow::Help => help::show(turn),
    }
}

/// The list that the person is looking at, or came from.
pub(crate) fn list(flow: &Flow) -> Option<List> {
    match flow {
        Flow::Browse(pager) => Some(List::Browse(pager.clone())),
        Flow::Mine(pager) => Some(List::Mine(pager.clone())),
        Flow::Trip(id, pager) => Some(List::Trip(*id, pager.clone())),
        Flow::Saved(pager) => Some(List::Saved(pager.clone())),
        Flow::Similar(id) => Some(List::Similar(*id)),
        Flow::Card(_, list) => list.clone(),
        _ => None,
    }
}

impl From<Option<List>> for Flow {
    fn from(list: Option<List>) -> Self {
        match list {
            Some(List::Browse(pager)) => Self::Browse(pager),
            Some(List::Trip(id, pager)) => Self::Trip(id, pager),
            Some(List::Mine(pager)) => Self::Mine(pager),
            Some(List::Saved(pager)) => Self::Saved(pager),
            Some(List::Similar(id)) => Self::Similar(id),
            None => Self::Idle,
        }
    }
}
