//! Rating the other side of a completed deal: stars, what stood out, a few words.

use marketplace_domain::{
    contact,
    deal::{State, View},
    message::Rich,
    rating::{Rating, Stars, Tag},
    text::Note,
};

use super::deal;
use crate::{
    call::Call,
    form::wrong_text,
    notice::Notice,
    say::{Button, Part, Sentence, s},
    state::{Flow, Pending},
    tap::{Act, Deal},
    turn::{self, Turn, rows},
};

/// Begins, if there is still something to say.
pub(crate) fn open(turn: &mut Turn, view: &View) {
    if !deal::may_rate(view) {
        turn.note(if view.rated { Notice::Said } else { Notice::Moved });
        return deal::show(turn, view);
    }
    turn.state.flow = Flow::Rate(view.deal.id, None, Vec::new());
    ask(turn);
}

/// Asks for the stars; then for what stood out and a few words, on one card.
pub(crate) fn ask(turn: &mut Turn) {
    let Flow::Rate(id, stars, tags) = &turn.state.flow else { return };
    let cancel = vec![turn::deal("button-back", Deal::Look, *id)];
    let mut parts = vec![Part::heading("rate-heading"), Part::line("rate-hidden"), Part::Gap];
    let mut buttons: Vec<Vec<Button>>;
    match stars {
        None => {
            parts.push(Part::heading("rate-stars"));
            let choice =
                |stars: Stars| vec![turn.here_labelled(row(stars), Act::Choose(stars.count().to_string()))];
            buttons = Stars::ALL.map(choice).into();
        }
        Some(stars) => {
            parts.push(Part::Line(row(*stars)));
            if !tags.is_empty() {
                parts.push(Part::Row(tags.iter().map(|tag| s(tag_key(*tag))).collect()));
            }
            parts.extend([Part::Gap, Part::heading("rate-tags"), Part::line("rate-words")]);
            let open = Tag::ALL.into_iter().filter(|tag| !tags.contains(tag));
            let choices =
                open.map(|tag| turn.here(tag_key(tag), Act::Choose(tag.name().to_owned()))).collect();
            buttons = rows(choices, 2);
            buttons.push(vec![turn.here("button-send-rating", Act::Done)]);
        }
    }
    buttons.push(cancel);
    turn.live(parts, buttons);
}

/// Stars in a row.
pub(super) const fn row(stars: Stars) -> Sentence {
    s(match stars.count() {
        1 => "stars-1",
        2 => "stars-2",
        3 => "stars-3",
        4 => "stars-4",
        _ => "stars-5",
    })
}

/// What stood out.
pub(super) const fn tag_key(tag: Tag) -> &'static str {
    match tag {
        Tag::OnTime => "choice-tag-on-time",
        Tag::AsAgreed => "choice-tag-as-agreed",
        Tag::Kind => "choice-tag-kind",
        Tag::Quick => "choice-tag-quick",
        Tag::Late => "choice-tag-late",
        Tag::NotAsAgreed => "choice-tag-not-as-agreed",
        Tag::Rude => "choice-tag-rude",
        Tag::HardToReach => "choice-tag-hard-to-reach",
    }
}

/// A button of the card.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Rate(_, stars, tags) = &mut turn.state.flow else { return };
    match (act, *stars) {
        (Act::Choose(count), None) => {
            match count.parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok()) {
                Some(chosen) => *stars = Some(chosen),
                None => return super::again(turn, Notice::BadButton),
            }
        }
        (Act::Choose(name), Some(_)) => match Tag::from_name(name) {
            Some(tag) if !tags.contains(&tag) => tags.push(tag),
            _ => return super::again(turn, Notice::BadButton),
        },
        (Act::Done, Some(_)) => return send(turn, None),
        _ => return super::again(turn, Notice::OldButton),
    }
    ask(turn);
}

/// A line while it is asked: the few words, with which the rating is done.
pub(crate) fn words(turn: &mut Turn, text: &Rich) {
    let Flow::Rate(_, Some(_), _) = turn.state.flow else { return super::again(turn, Notice::TapHere) };
    match read(text) {
        Ok(words) => send(turn, Some(words)),
        Err(problem) => {
            turn.notice = Some(problem);
            ask(turn);
        }
    }
}

/// Words that others read: without what leads to a person.
pub(super) fn read(text: &Rich) -> Result<Note, Sentence> {
    let words = Note::parse(text.text()).map_err(|problem| wrong_text(problem).sentence)?;
    if contact::find(words.as_str(), &[]).is_empty() { Ok(words) } else { Err(s("problem-contact")) }
}

fn send(turn: &mut Turn, words: Option<Note>) {
    let Flow::Rate(id, Some(stars), tags) = &turn.state.flow else { return };
    let rating = Rating { stars: *stars, tags: tags.clone(), words };
    turn.call(Pending::Rate(*id), Call::Rate(*id, rating));
}

/// It is stored.
pub(crate) fn done(turn: &mut Turn, view: &View) {
    let both = matches!(view.deal.state, State::Rated { .. });
    turn.note(if both { Notice::RatedBoth } else { Notice::Rated });
    deal::show(turn, view);
}
