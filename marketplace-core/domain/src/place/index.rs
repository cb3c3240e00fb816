//! The names of all places in one sorted list, and the three ways to look one up.

use super::fold::{Key, distance, is_slip};

/// Shorter texts are matched as they are: nearly every short word is some place's beginning or
/// one letter away from it.
const SHORTEST_GUESS: usize = 5;

/// From this many letters on any two mistakes are forgiven, below only a slip.
const LONG_NAME: usize = 8;

/// What a name is to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It goes by it and is well known: a beginning or a misspelling may lead there, too.
    Known,
    /// It goes by it.
    Own,
    /// Foreign or old.
    Other,
}

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
    /// Whether an article was taken off.
    stripped: bool,
    /// Whether a beginning may lead here.
    begins: bool,
    /// Whether a misspelling may lead here.
    misspells: bool,
}

/// All names, sorted by key.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<Name>);

impl Index {
    /// Adds a name of an entry.
    pub(super) fn add(&mut self, key: Key, entry: usize, standing: Standing) {
        let known = standing == Standing::Known;
        let mut push = |key: String, fit, stripped, begins, misspells| {
            self.0.push(Name {
                length: key.chars().count(),
                key: key.into_boxed_str(),
                entry,
                fit,
                stripped,
                begins,
                misspells,
            });
        };
        let fit = match standing {
            Standing::Known | Standing::Own => Fit::Exact,
            Standing::Other => Fit::Loose,
        };
        // Misspellings are sought without the article: it would make two words of three letters
        // look alike.
        if key.bare == key.full {
            push(key.full, fit, false, known, known);
        } else {
            push(key.full, fit, false, known, false);
            push(key.bare, Fit::Loose, true, false, known);
        }
    }

    /// Sorts the list; to be called once, after the last `add` and before the first look-up.
    pub(super) fn finish(&mut self) {
        self.0.sort_unstable_by(|a, b| (&a.key, a.entry, a.fit).cmp(&(&b.key, b.entry, b.fit)));
        // Names of one place that fold alike become one, as good as the best of them.
        self.0.dedup_by(|later, kept| {
            let alike = later.key == kept.key && later.entry == kept.entry;
            if alike {
                kept.stripped |= later.stripped;
                kept.begins |= later.begins;
                kept.misspells |= later.misspells;
            }
            alike
        });
        self.0.shrink_to_fit();
    }

    /// The names with this key.
    pub(super) fn exact(&self, key: &Key) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .beginning_with(&key.full)
            .take_while(|name| *name.key == *key.full)
            .map(|name| hit(name, name.fit))
            .collect();
        if key.bare != key.full && !key.has_arabic_article() {
            hits.extend(
                self.beginning_with(&key.bare)
                    .take_while(|name| *name.key == *key.bare)
                    .map(|name| hit(name, Fit::Loose)),
            );
        }
        hits
    }

    /// The names that begin with this key, if it is more than half of the name.
    pub(super) fn prefix(&self, key: &Key) -> Vec<Hit> {
        let length = key.full.chars().count();
        if length < SHORTEST_GUESS {
            return Vec::new();
        }
        self.beginning_with(&key.full)
            .filter(|name| name.begins && name.length < length * 2)
            .map(|name| hit(name, Fit::Beginning))
            .collect()
    }

    /// The names that differ from this key by a mistake or two. The first letter must be right:
    /// people rarely miss that one, and chance does.
    pub(super) fn fuzzy(&self, key: &Key) -> Vec<Hit> {
        let text: Vec<char> = key.bare.chars().collect();
        let Some(first) = text.first() else {
            return Vec::new();
        };
        let arabic_article = key.has_arabic_article();
        let mut letters = Vec::new();
        self.beginning_with(first.encode_utf8(&mut [0; 4]))
            .filter(|name| name.misspells && (name.stripped || !arabic_article))
            .filter(|name| text.len().abs_diff(name.length) <= 2)
            .filter_map(|name| {
                letters.clear();
                letters.extend(name.key.chars());
                let mistakes = mistakes(&text, &letters)?;
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

/// How many mistakes a text makes in a name, if that many are forgiven.
fn mistakes(text: &[char], name: &[char]) -> Option<usize> {
    let shorter = text.len().min(name.len());
    if shorter >= LONG_NAME {
        distance(text, name, 2)
    } else {
        (shorter >= SHORTEST_GUESS && is_slip(text, name)).then_some(1)
    }
}
