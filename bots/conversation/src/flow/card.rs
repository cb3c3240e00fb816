//! One request: looking at it, and what can be done with it.

use chrono::TimeDelta;
use marketplace_domain::{
    id::RequestId,
    refusal::Refusal,
    request::{Card, State, UNDO},
};

use super::{answer, deals, list, offer, post, similar};
use crate::{
    call::Call,
    card,
    notice::Notice,
    say::{Button, Part, Say, Show, s},
    state::{Begin, Flow, List, Pager, Pending},
    tap::{Act, Deal, Deed, Screen, Talk, Tap},
    turn::{Turn, button, deal, deed, go, talk},
};

/// Renewing is offered from so many days before the end on: earlier it would gain next to nothing.
const RENEWABLE: TimeDelta = TimeDelta::days(25);

/// Does something with a request. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: Deed, id: RequestId) {
    if what == Deed::Repost {
        turn.state.leave();
        return post::open(turn, Begin::Repeat(id));
    }
    if what == Deed::Similar {
        return similar::open(turn, id);
    }
    let list = list(&turn.state.flow);
    turn.state.leave();
    turn.state.flow = Flow::Card(id, list);
    load(turn, what, id);
}

/// Asks the market to do it.
pub(crate) fn load(turn: &mut Turn, what: Deed, id: RequestId) {
    let call = match what {
        Deed::Look
        | Deed::Photos
        | Deed::Answer
        | Deed::Edit
        | Deed::Repost
        | Deed::Offer
        | Deed::Bids
        | Deed::Share
        | Deed::Similar => Call::Open(id),
        Deed::Keep => Call::Keep(id),
        Deed::LetGo => Call::LetGo(id),
        Deed::Close => Call::Close(id),
        Deed::Reopen => Call::Reopen(id),
        Deed::Renew => Call::Renew(id),
    };
    turn.call(Pending::Deed(what, id), call);
}

/// The market has answered: this is the request now.
pub(crate) fn done(turn: &mut Turn, what: Deed, card: &Card) {
    match what {
        Deed::Look | Deed::Similar => show(turn, card),
        Deed::Share => share(turn, card),
        Deed::Photos => photos(turn, card),
        Deed::Answer => answer::open(turn, card),
        Deed::Edit if card.mine => post::edit(turn, card),
        Deed::Repost if card.mine => post::repeat(turn, &card.content),
        Deed::Offer => offer::open(turn, card),
        Deed::Bids if card.mine => deals::bids(turn, card.id),
        Deed::Edit | Deed::Repost | Deed::Bids => {
            turn.note(Notice::Unknown);
            show(turn, card);
        }
        Deed::Close => {
            turn.notice = Some(s("card-closed").number("seconds", UNDO.num_seconds()));
            show(turn, card);
        }
        Deed::Reopen => {
            turn.note(Notice::Reopened);
            show(turn, card);
        }
        Deed::Renew => {
            turn.note(Notice::Renewed);
            show(turn, card);
        }
        Deed::Keep => {
            turn.note(Notice::Starred);
            show(turn, card);
        }
        Deed::LetGo => {
            turn.note(Notice::Unstarred);
            show(turn, card);
        }
    }
}

/// It was not done: the request as it is, or the list that it came from.
pub(crate) fn refused(turn: &mut Turn, what: Deed, id: RequestId, refusal: Refusal) {
    turn.note(refusal.into());
    match what {
        Deed::Answer | Deed::Offer | Deed::Close | Deed::Reopen | Deed::Renew | Deed::Keep
            if refusal != Refusal::Unknown =>
        {
            load(turn, Deed::Look, id);
        }
        _ => {
            turn.state.flow = list(&turn.state.flow).into();
            super::show(turn);
        }
    }
}

/// Shows a request of one's own that has just been published or changed.
pub(crate) fn own(turn: &mut Turn, card: &Card) {
    turn.state.flow = Flow::Card(card.id, Some(List::Mine(Pager::default())));
    show(turn, card);
}

/// Shows a request.
pub(crate) fn show(turn: &mut Turn, card: &Card) {
    let list = list(&turn.state.flow);
    let buttons = if card.mine { own_buttons(turn, card) } else { buttons(card) };
    let buttons = buttons.into_iter().chain([way_back(turn, list.as_ref(), card.mine)]).collect();
    turn.state.flow = Flow::Card(card.id, list);
    let parts = card::full(card, turn.cx);
    turn.live(parts, buttons);
}

fn buttons(card: &Card) -> Vec<Vec<Button>> {
    let mut rows = Vec::new();
    match card.conversation {
        Some(id) => rows.push(vec![talk("button-conversation", Talk::Enter, id)]),
        None if card.state.is_on_market() && !card.demo => {
            rows.push(vec![deed("button-answer", Deed::Answer, card.id)])
        }
        None => {}
    }
    match card.deal {
        Some(id) => rows.push(vec![deal("button-deal", Deal::Look, id)]),
        None if card.state.is_on_market() && !card.demo => {
            rows.push(vec![deed("button-offer", Deed::Offer, card.id)]);
        }
        None => {}
    }
    rows.extend(photos_button(card).map(|button| vec![button]));
    let save = if card.saved {
        deed("button-unsave", Deed::LetGo, card.id)
    } else {
        deed("button-keep-request", Deed::Keep, card.id)
    };
    if card.state.is_on_market() {
        rows.push(vec![save, deed("button-share", Deed::Share, card.id)]);
    } else {
        rows.push(vec![save]);
    }
    rows.push(vec![deed("button-similar", Deed::Similar, card.id)]);
    rows
}

/// The links that lead to a request, to be passed on, and below them the request again.
fn share(turn: &mut Turn, card: &Card) {
    let mut parts = vec![Part::Title(card.content.title.as_str().to_owned())];
    parts.extend(card::links(card, turn.cx));
    turn.stay(parts, Vec::new());
    show(turn, card);
}

fn own_buttons(turn: &Turn, card: &Card) -> Vec<Vec<Button>> {
    let id = card.id;
    let mut rows = match card.state {
        State::Open { until } | State::Answered { until } => {
            let edit = deed("button-edit", Deed::Edit, id);
            let close = deed("button-close", Deed::Close, id);
            if until - turn.cx.now <= RENEWABLE {
                vec![vec![edit, deed("button-renew", Deed::Renew, id)], vec![close]]
            } else {
                vec![vec![edit, close]]
            }
        }
        State::Expired { .. } => {
            vec![vec![deed("button-renew", Deed::Renew, id), deed("button-close", Deed::Close, id)]]
        }
        State::Closed { at } if turn.cx.now - at <= UNDO => {
            vec![vec![deed("button-undo", Deed::Reopen, id), deed("button-repost", Deed::Repost, id)]]
        }
        State::Closed { .. } => vec![vec![deed("button-repost", Deed::Repost, id)]],
        State::Agreed { .. } => {
            card.deal.map(|id| vec![deal("button-deal-now", Deal::Look, id)]).into_iter().collect()
        }
        State::Draft | State::Removed { .. } => Vec::new(),
    };
    if card.answers > 0 {
        let label = s("button-answers").number("count", card.answers);
        rows.insert(0, vec![button(label, &Tap::Go(Screen::Chats))]);
    }
    if card.offers > 0 {
        let label = s("button-bids").number("count", card.offers);
        rows.insert(0, vec![button(label, &Tap::Request(Deed::Bids, id))]);
    }
    match (photos_button(card), rows.last_mut()) {
        (Some(button), Some(row)) => row.push(button),
        (Some(button), None) => rows.push(vec![button]),
        (None, _) => {}
    }
    rows
}

fn photos_button(card: &Card) -> Option<Button> {
    (!card.content.photos.as_slice().is_empty()).then(|| deed("button-photos", Deed::Photos, card.id))
}

fn way_back(turn: &Turn, list: Option<&List>, mine: bool) -> Vec<Button> {
    match list {
        Some(List::Browse(_) | List::Similar(_)) => {
            vec![turn.here("button-back-to-list", Act::Back), go(Screen::Menu)]
        }
        Some(List::Trip(..)) => vec![turn.here("button-back-to-trip", Act::Back), go(Screen::Menu)],
        Some(List::Mine(_)) => vec![turn.here("button-back-to-mine", Act::Back), go(Screen::Menu)],
        Some(List::Saved(_)) => vec![turn.here("button-back-to-saved", Act::Back), go(Screen::Menu)],
        None if mine => vec![go(Screen::Mine), go(Screen::Menu)],
        None => vec![go(Screen::Browse), go(Screen::Menu)],
    }
}

/// The pictures, and below them the request again, so that its buttons are at hand.
fn photos(turn: &mut Turn, card: &Card) {
    let photos = card.content.photos.as_slice().to_vec();
    if !photos.is_empty() {
        let parts = vec![Part::Title(card.content.title.as_str().to_owned())];
        turn.push_say(Say { show: Show::Stay, parts, buttons: Vec::new(), photos, qr: None, pin: None });
    }
    show(turn, card);
}

/// Back to the list that the card was opened from.
pub(crate) fn back(turn: &mut Turn) {
    turn.state.flow = list(&turn.state.flow).into();
    super::show(turn);
}
