//! Contact details: what became of those in a line, and how two people agree to share theirs.

use marketplace_domain::{
    contact::{Crossing, Kind, Kinds},
    conversation::{Reveal, View},
    id::ConversationId,
};

use crate::{
    notice::Notice,
    say::{Arg, Button, Part, Sentence, s},
    state::Flow,
    tap::{Screen, Talk},
    turn::{Turn, go, talk},
};

/// Tells the writer of a line what became of the contact details in it, if there were any.
pub(crate) fn tell(turn: &mut Turn, id: ConversationId, crossing: Crossing) {
    match crossing {
        Crossing::Whole => {}
        Crossing::Masked(kinds) => explain(turn, id, ["contact-masked", "contact-how"], kinds),
        Crossing::Warned(kinds) => explain(turn, id, ["contact-warned", "contact-warned-how"], kinds),
    }
}

/// The line was not sent.
pub(crate) fn held(turn: &mut Turn, id: ConversationId, kinds: Kinds) {
    explain(turn, id, ["contact-held", "contact-held-how"], kinds);
}

/// What was found, and what would be right.
fn explain(turn: &mut Turn, id: ConversationId, [what, how]: [&'static str; 2], kinds: Kinds) {
    let parts = vec![Part::line(what), Part::Row(kinds.iter().map(name).collect()), Part::line(how)];
    turn.stay(parts, vec![vec![talk("button-reveal", Talk::Reveal, id)]]);
}

const fn name(kind: Kind) -> Sentence {
    s(match kind {
        Kind::Phone => "contact-phone",
        Kind::Email => "contact-email",
        Kind::Handle => "contact-handle",
        Kind::Link => "contact-link",
        Kind::Bank => "contact-bank",
    })
}

/// A contact card that the person sent: it never crosses.
pub(crate) fn card(turn: &mut Turn) {
    match (&turn.state.flow, turn.state.talking) {
        (Flow::Form(_), _) => super::again(turn, Notice::Unsupported),
        (_, Some(id)) => offer(turn, id),
        (_, None) => turn.stay(vec![Part::line("error-unsupported")], vec![vec![go(Screen::Menu)]]),
    }
}

/// A contact card for the other side of a conversation.
pub(crate) fn offer(turn: &mut Turn, id: ConversationId) {
    turn.stay(vec![Part::line("contact-card")], vec![vec![talk("button-reveal", Talk::Reveal, id)]]);
}

/// How far the two are with sharing contact details.
pub(crate) fn standing(view: &View) -> Option<Part> {
    let key = match view.reveal {
        _ if !view.open => return None,
        Reveal::Nobody => return None,
        Reveal::Mine => "reveal-mine",
        Reveal::Theirs => "reveal-theirs",
        Reveal::Both => "reveal-both",
    };
    Some(Part::Line(s(key).with("alias", Arg::Alias(view.other))))
}

/// The button that agrees to it, for whom has not yet.
pub(crate) fn button(view: &View) -> Option<Button> {
    match view.reveal {
        _ if !view.open => None,
        Reveal::Nobody => Some(talk("button-reveal", Talk::Reveal, view.id)),
        Reveal::Theirs => Some(talk("button-reveal-agree", Talk::Reveal, view.id)),
        Reveal::Mine | Reveal::Both => None,
    }
}
