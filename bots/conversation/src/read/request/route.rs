//! The places in a line: where a thing comes from and where it goes.

mod mention;

use marketplace_domain::place::{Country, Place};

use self::mention::{Cue, Mention, mentions};
use super::{
    Said,
    token::{Line, Role},
};
use crate::read::place::{Around, meant};

/// From where to where.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    pub(super) from: Said<Place>,
    pub(super) to: Said<Place>,
}

impl Route {
    /// Reads the places; their tokens, and the words that announce them, are read.
    pub(super) fn take(line: &mut Line<'_>, around: &Around<'_>) -> Self {
        let mut found = mentions(line, around);
        settle(&mut found);
        let from = choose(&found, Cue::From);
        let to = choose(&found, Cue::To);
        let mut route = Self { from: said(&found, &from, around), to: said(&found, &to, around) };
        let doubtful: Vec<usize> =
            (0..found.len()).filter(|at| found.get(*at).is_some_and(|m| m.cue == Cue::Either)).collect();
        route.take_doubtful(&found, &doubtful);
        for mention in from.iter().chain(&to).chain(&doubtful).filter_map(|at| found.get(*at)) {
            line.mark(mention.cue_start, mention.end - mention.cue_start, Role::Taken);
        }
        route
    }

    /// A place of which nobody can tell whether things come from there or go there: it is asked where it is missing.
    fn take_doubtful(&mut self, found: &[Mention<'_>], doubtful: &[usize]) {
        let places = likeliest(found, doubtful);
        if places.is_empty() {
            return;
        }
        if self.to == Said::Not {
            self.to = Said::Unsure(places);
        } else if self.from == Said::Not {
            self.from = Said::Unsure(places);
        }
    }

    pub(super) fn has_any(&self) -> bool {
        self.from != Said::Not || self.to != Said::Not
    }

    pub(super) fn has_both(&self) -> bool {
        self.from != Said::Not && self.to != Said::Not
    }

    /// The countries that the places lie in.
    pub(super) fn countries(&self) -> impl Iterator<Item = Country> {
        [&self.from, &self.to].into_iter().filter_map(Said::sure).map(|place| place.country)
    }
}

/// The place that mentions mean, where that is clear; else all that they can mean.
fn said(found: &[Mention<'_>], chosen: &[usize], around: &Around<'_>) -> Said<Place> {
    let [only] = chosen else { return Said::one_of(likeliest(found, chosen)) };
    let Some(mention) = found.get(*only) else { return Said::Not };
    match meant(&mention.entries, around) {
        Some(entry) => Said::Sure(entry.place()),
        None => Said::Unsure(mention.entries.iter().map(|entry| entry.place()).collect()),
    }
}

/// The first place of each of these mentions.
fn likeliest(found: &[Mention<'_>], chosen: &[usize]) -> Vec<Place> {
    chosen.iter().filter_map(|at| found.get(*at)?.entries.first()).map(|entry| entry.place()).collect()
}

/// Decides what nothing announces from what stands beside it.
fn settle(found: &mut [Mention<'_>]) {
    for at in 0..found.len() {
        let [first, rest @ ..] = found.get_mut(at..).unwrap_or_default() else { return };
        let Some(second) = rest.first_mut() else { break };
        let listed = first.cue == Cue::None && second.cue == Cue::None && first.end + 1 == second.start;
        let adjacent =
            first.end == second.cue_start || second.after_arrow && first.end + 1 == second.start || listed;
        if !adjacent {
            continue;
        }
        match (first.cue, second.cue) {
            (Cue::None | Cue::At, Cue::None) => (first.cue, second.cue) = (Cue::From, Cue::To),
            (Cue::None, Cue::To | Cue::At) => {
                (first.cue, second.cue) = (Cue::From, Cue::To);
            }
            (Cue::From, Cue::None | Cue::At) => second.cue = Cue::To,
            (Cue::To, Cue::None) => second.cue = Cue::From,
            _ => {}
        }
    }
    let has = |found: &[Mention<'_>], cue| found.iter().any(|mention| mention.cue == cue);
    for at in 0..found.len() {
        let (has_from, has_to) = (has(found, Cue::From), has(found, Cue::To));
        let Some(mention) = found.get_mut(at) else { return };
        let home = mention.entries.first().is_some_and(|entry| entry.country() == Country::TUNISIA);
        mention.cue = match mention.cue {
            Cue::None if !mention.stands_alone => Cue::Name,
            Cue::None | Cue::At if home && !has_to => Cue::To,
            Cue::None | Cue::At if has_to && !has_from => Cue::From,
            Cue::None | Cue::At if has_from && !has_to => Cue::To,
            Cue::None | Cue::At if !has_from && !has_to => Cue::Either,
            Cue::None | Cue::At => Cue::Name,
            known => known,
        };
    }
}

/// Which mentions say this: the one beside its counterpart, else all that differ.
fn choose(found: &[Mention<'_>], cue: Cue) -> Vec<usize> {
    let all: Vec<usize> =
        (0..).zip(found).filter(|(_, mention)| mention.cue == cue).map(|(at, _)| at).collect();
    let counterpart = if cue == Cue::From { Cue::To } else { Cue::From };
    let beside = |at: &usize| {
        let touches = |a: Option<&Mention<'_>>, b: Option<&Mention<'_>>| match (a, b) {
            (Some(a), Some(b)) => a.end <= b.cue_start && b.cue_start - a.end <= 1,
            _ => false,
        };
        let is_other = |other: Option<&Mention<'_>>| other.is_some_and(|other| other.cue == counterpart);
        let (this, next) = (found.get(*at), found.get(*at + 1));
        let before = at.checked_sub(1).and_then(|at| found.get(at));
        is_other(next) && touches(this, next) || is_other(before) && touches(before, this)
    };
    if all.len() < 2 {
        return all;
    }
    let paired: Vec<usize> = all.iter().copied().filter(beside).collect();
    let strong: Vec<usize> =
        all.iter().copied().filter(|at| found.get(*at).is_some_and(|mention| mention.is_strong)).collect();
    match (paired.as_slice(), strong.as_slice()) {
        ([only], _) | (_, [only]) => vec![*only],
        _ => all,
    }
}
