//! The names of all places in one sorted list, and the three ways to look one up.

use super::fold::{Key, distance};

/// Shorter texts are matched as they are: nearly every short word is some place's beginning or
/// one letter away from it.
const SHORTEST_GUESS: usize = 5;

/// From this many letters on two mistakes are forgiven instead of one.
const LONG_NAME: usize = 8;

/// How well a name fits; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// One of the names that the place goes by.
    Exact,
    /// A foreign or old name, or one that differs by its article.
    Loose,
    /// The beginning of a name.
    Beginning,
    /// A name with this many mistakes.
    Mistakes(usize),
}

/// A place found, by its position in the list of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) entry: usize,
    pub(super) fit: Fit,
}

/// One key that leads to a place.
#[derive(Debug)]
struct Name {
    key: Box<str>,
    /// Of the key, in characters.
    length: usize,
    entry: usize,
    fit: Fit,
    /// Whether a beginning or a misspelling may lead here, too.
    guessable: bool,
}

/// All names, sorted by key.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<Name>);

impl Index {
    /// Adds a name of an entry. `own` tells the names that the place goes by from the rest;
    /// only an own name may be `guessable`.
    pub(super) fn add(&mut self, key: Key, entry: usize, own: bool, guessable: bool) {
        let mut push = |key: String, fit| {
            self.0.push(Name {
                length: key.chars().count(),
                key: key.into_boxed_str(),
                entry,
                fit,
                guessable: guessable && own,
            });
        };
        if key.bare != key.full {
            push(key.bare, Fit::Loose);
        }
        push(key.full, if own { Fit::Exact } else { Fit::Loose });
    }

    /// Sorts the list; to be called once, after the last `add` and before the first look-up.
    pub(super) fn finish(&mut self) {
        self.0.sort_unstable_by(|a, b| (&a.key, a.entry, a.fit).cmp(&(&b.key, b.entry, b.fit)));
        // The best of the names of one place that fold alike comes first and stays.
        self.0.dedup_by(|later, kept| later.key == kept.key && later.entry == kept.entry);
        self.0.shrink_to_fit();
    }

    /// The names with this key.
    pub(super) fn exact(&self, key: &Key) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .beginning_with(&key.full)
            .take_while(|name| *name.key == *key.full)
            .map(|name| hit(name, name.fit))
            .collect();
        if key.bare != key.full {
            hits.extend(
                self.beginning_with(&key.bare)
                    .take_while(|name| *name.key == *key.bare)
                    .map(|name| hit(name, Fit::Loose)),
            );
        }
        hits
    }

    /// The names that begin with this key, if it is at least half of the name.
    pub(super) fn prefix(&self, key: &Key) -> Vec<Hit> {
        let length = key.full.chars().count();
        if length < SHORTEST_GUESS {
            return Vec::new();
        }
        self.beginning_with(&key.full)
            .filter(|name| name.guessable && name.length <= length * 2)
            .map(|name| hit(name, Fit::Beginning))
            .collect()
    }

    /// The names that differ from this key by a mistake or two. The first letter must be right:
    /// people rarely miss that one, and chance does.
    pub(super) fn fuzzy(&self, key: &Key) -> Vec<Hit> {
        let text: Vec<char> = key.full.chars().collect();
        let Some(first) = text.first() else {
            return Vec::new();
        };
        let mut letters = Vec::new();
        self.beginning_with(first.encode_utf8(&mut [0; 4]))
            .filter(|name| name.guessable)
            .filter_map(|name| {
                let most = mistakes_forgiven(text.len().min(name.length));
                if most == 0 || text.len().abs_diff(name.length) > most {
                    return None;
                }
                letters.clear();
                letters.extend(name.key.chars());
                let mistakes = distance(&text, &letters, most)?;
                Some(hit(name, Fit::Mistakes(mistakes)))
            })
            .collect()
    }

    fn beginning_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a Name> {
        let at = self.0.partition_point(|name| *name.key < *start);
        self.0.get(at..).unwrap_or_default().iter().take_while(move |name| name.key.starts_with(start))
    }
}

const fn hit(name: &Name, fit: Fit) -> Hit {
    Hit { entry: name.entry, fit }
}

const fn mistakes_forgiven(length: usize) -> usize {
    if length < SHORTEST_GUESS {
        0
    } else if length < LONG_NAME {
        1
    } else {
        2
    }
}
