//! One deal: looking at it, and what can be done with it.

use marketplace_domain::{
    deal::{State, View},
    id::DealId,
    refusal::Refusal,
};

use super::{deal_questions, offer, profile, rate};
use crate::{
    call::{Bargain, Call},
    dealt::{carry_list, standing, steps, terms, trust},
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Flow, Pending},
    tap::{Deal, Deed, Screen, Talk},
    turn::{Turn, deal, deed, go, talk},
};

/// Does something with a deal. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: Deal, id: DealId) {
    turn.state.leave();
    turn.state.flow = Flow::Deal(id);
    load(turn, what, id);
}

/// Asks the market to do it.
pub(crate) fn load(turn: &mut Turn, what: Deal, id: DealId) {
    let how = match what {
        Deal::Code => return turn.call(Pending::MyCode(id), Call::MyCode(id)),
        Deal::Reply => {
            turn.state.flow = Flow::Answer(id);
            return profile::ask_reply(turn);
        }
        Deal::Agree => Bargain::Accept,
        Deal::Confirm => Bargain::Confirm,
        Deal::Decline => Bargain::Decline,
        Deal::Withdraw => Bargain::Withdraw,
        Deal::Undo => Bargain::Undo,
        Deal::Carried => Bargain::Carry,
        Deal::Well => Bargain::Well,
        Deal::AskToCancel => Bargain::AskToCancel,
        Deal::Drop => Bargain::Cancel,
        Deal::Keep => Bargain::Keep,
        Deal::Missed => Bargain::NoShow,
        Deal::Disputed => Bargain::Dispute,
        Deal::Settle => Bargain::Settle,
        Deal::Look
        | Deal::Counter
        | Deal::Accept
        | Deal::Carry
        | Deal::Meet
        | Deal::Cancel
        | Deal::NoShow
        | Deal::Dispute
        | Deal::Rate => Bargain::Look,
    };
    turn.call(Pending::Deal(what, id), Call::Deal(how, id));
}

/// The market has answered: this is the deal now.
pub(crate) fn done(turn: &mut Turn, what: Deal, view: &View) {
    let notice = match what {
        Deal::Counter => return offer::counter(turn, view),
        Deal::Accept | Deal::Carry | Deal::Meet | Deal::Cancel | Deal::NoShow | Deal::Dispute => {
            return deal_questions::ask(turn, what, view);
        }
        Deal::Rate => return rate::open(turn, view),
        Deal::Look | Deal::Code | Deal::Reply => return show(turn, view),
        Deal::Agree => Notice::Accepted,
        Deal::Confirm => Notice::Agreed,
        Deal::Decline => Notice::Declined,
        Deal::Withdraw => Notice::Withdrawn,
        Deal::Undo => Notice::Back,
        Deal::Carried => Notice::Carried,
        Deal::Well => Notice::Completed,
        Deal::AskToCancel => Notice::CancelAsked,
        Deal::Drop if view.deal.state.undoable(turn.cx.now).is_some() => Notice::Cancelled,
        Deal::Drop => Notice::CancelledByBoth,
        Deal::Keep => Notice::KeptDeal,
        Deal::Missed => Notice::Missed,
        Deal::Disputed => Notice::Disputed,
        Deal::Settle => Notice::Settled,
    };
    turn.note(notice);
    show(turn, view);
}

/// It was not done: the deal as it is now says why.
pub(crate) fn refused(turn: &mut Turn, what: Deal, id: DealId, refusal: Refusal) {
    turn.note(refusal.into());
    match refusal {
        Refusal::Unknown | Refusal::Broken => {
            turn.state.flow = Flow::Idle;
            super::show(turn);
        }
        Refusal::PhotoFirst => load(turn, Deal::Carry, id),
        _ if what == Deal::Look => {
            turn.state.flow = Flow::Idle;
            super::show(turn);
        }
        _ => {
            turn.state.flow = Flow::Deal(id);
            load(turn, Deal::Look, id);
        }
    }
}

/// Shows it.
pub(crate) fn show(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Deal(view.deal.id);
    let mut parts = heading(view);
    terms(&view.deal, &mut parts);
    parts.push(Part::Gap);
    parts.extend(standing(&view.deal, view.side, turn.cx));
    if view.deal.state.is_being_agreed_by(view.side) {
        parts.extend(carry_list(&view.forbidden));
    }
    let mut row = vec![s("trust-heading").with("alias", Arg::Alias(view.other))];
    row.extend(trust(view.trust));
    parts.push(Part::Row(row));
    let mut buttons = steps(&view.deal, view.side, Some(turn.cx.now));
    if may_rate(view) {
        buttons.push(vec![deal("button-rate", Deal::Rate, view.deal.id)]);
    }
    buttons.extend(undo(turn, view).map(|button| vec![button]));
    buttons.push(vec![
        talk("button-conversation", Talk::Enter, view.conversation),
        deed("button-see-request", Deed::Look, view.request),
    ]);
    buttons.push(vec![go(Screen::Deals), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// Whom it is with, and what it is about.
pub(super) fn heading(view: &View) -> Vec<Part> {
    let heading = s("deal-heading").with("alias", Arg::Alias(view.other));
    vec![Part::Heading(heading), Part::Title(view.title.as_str().to_owned())]
}

/// Whether the viewer can rate the other now.
pub(super) fn may_rate(view: &View) -> bool {
    !view.rated && matches!(view.deal.state, State::Completed { .. })
}

/// The button that undoes what the viewer did last, while that is possible.
fn undo(turn: &Turn, view: &View) -> Option<Button> {
    let may = view.deal.state.undoable(turn.cx.now) == Some(view.side);
    may.then(|| deal("button-undo", Deal::Undo, view.deal.id))
}
