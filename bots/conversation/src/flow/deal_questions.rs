//! What is asked before something is done with a deal that matters.

use marketplace_domain::{conversation::Side, deal::View, request::Kind};

use super::{code, deal};
use crate::{
    dealt::{carry_list, terms},
    notice::Notice,
    say::{Button, Part},
    state::Flow,
    tap::{Deal, Talk},
    turn::{self, Turn},
};

/// Asks, if it can be done now.
pub(crate) fn ask(turn: &mut Turn, what: Deal, view: &View) {
    let (state, side) = (view.deal.state, view.side);
    let is_possible = match what {
        Deal::Accept => state.proposal().is_some_and(|proposal| proposal.by != side),
        Deal::Carry => state.carry(side).is_ok(),
        Deal::Meet => state.meet(side, turn.cx.now).is_ok(),
        Deal::Cancel => state.cancel(side, turn.cx.now).is_ok(),
        Deal::NoShow => state.no_show(side, &view.deal.terms, turn.cx.now).is_ok(),
        _ => state.dispute(side, turn.cx.now).is_ok(),
    };
    if !is_possible {
        turn.note(Notice::Moved);
        return deal::show(turn, view);
    }
    if what == Deal::Meet {
        turn.state.flow = Flow::Code(view.deal.id);
        return code::ask(turn);
    }
    turn.state.flow = Flow::Deal(view.deal.id);
    let mut parts = deal::heading(view);
    write(what, view, &mut parts);
    let mut buttons = answers(what, view);
    buttons.push(vec![turn::deal("button-back", Deal::Look, view.deal.id)]);
    turn.live(parts, buttons);
}

fn write(what: Deal, view: &View, parts: &mut Vec<Part>) {
    match what {
        Deal::Accept => {
            terms(&view.deal, parts);
            parts.extend([Part::Gap, Part::heading("accept-heading"), Part::line("accept-how")]);
            parts.extend(carry_list(&view.forbidden));
        }
        Deal::Carry => {
            let steps = ["carry-photo", "carry-look", "carry-refuse"].map(Part::line);
            parts.extend([Part::Gap, Part::heading("carry-heading")]);
            if view.deal.kind.is_carried() {
                parts.extend(steps);
                parts.extend(carry_list(&view.forbidden));
            }
        }
        Deal::Cancel => {
            parts.extend([Part::Gap, Part::heading("cancel-deal-heading"), Part::line("cancel-deal-how")]);
        }
        Deal::NoShow => {
            parts.extend([Part::Gap, Part::heading("no-show-heading"), Part::line("no-show-how")])
        }
        _ => parts.extend([Part::Gap, Part::heading("dispute-heading"), Part::line("dispute-how")]),
    }
}

fn answers(what: Deal, view: &View) -> Vec<Vec<Button>> {
    let button = |label, what| turn::deal(label, what, view.deal.id);
    match what {
        Deal::Accept => vec![vec![button("button-agree", Deal::Agree)]],
        Deal::Carry => vec![vec![
            turn::talk("button-conversation", Talk::Enter, view.conversation),
            button("button-saw-it", Deal::Carried),
        ]],
        Deal::Cancel if view.deal.state.running().is_some_and(|running| running.asks.is_none()) => {
            vec![
                vec![button("button-ask-cancel", Deal::AskToCancel)],
                vec![button("button-drop", Deal::Drop)],
            ]
        }
        Deal::Cancel => vec![vec![button("button-drop", Deal::Drop)]],
        Deal::NoShow => vec![vec![button("button-missed", Deal::Missed)]],
        _ => vec![vec![button("button-disputed", Deal::Disputed)]],
    }
}

/// What a provider does before they say that they have it.
pub(crate) const fn carry_label(kind: Kind, side: Side) -> Option<&'static str> {
    match (kind, side) {
        (Kind::Buy, Side::Provider) => Some("button-carry-buy"),
        (Kind::Pickup, Side::Provider) => Some("button-carry-pickup"),
        _ => None,
    }
}
