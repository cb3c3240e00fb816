//! The stretches of a line that nobody has read.

use marketplace_domain::request::Kind;

use crate::read::request::{
    kind::LEAD,
    token::{Line, Role, Shape},
    words::{AND, ARTICLE, AT, BY, CHAT, FILLER, FROM, KIN, KIND_OF, OWN, SERVICE, STOP, TO, WEAK},
};

/// Words that begin with the Arabic letter for "and" and have nothing of it.
const WITH_WAW: [&str; 24] = [
    "وجه",
    "وشاح",
    "وقود",
    "وصله",
    "ولاعه",
    "وعاء",
    "وردي",
    "ورديه",
    "وحدات",
    "وسائد",
    "وثائق",
    "وثايق",
    "ورق",
    "ورقه",
    "وساده",
    "ورده",
    "ورد",
    "وزن",
    "واقي",
    "واحد",
    "واحده",
    "ووردبريس",
    "ويندوز",
    "وحده",
];

/// Tokens in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many bytes of the first token are not part of the name: the Arabic "and".
    pub(super) cut: usize,
    /// Whether words stand right before it that announce a thing.
    pub(super) led: bool,
    pub(super) after_colon: bool,
    pub(super) after_and: bool,
    /// Whether nothing but a comma or "and" stands between it and the one before.
    pub(super) joined: bool,
    /// Whether an article opens it.
    pub(super) has_article: bool,
}

/// All stretches that can name a thing, in their order.
pub(super) fn segments(line: &Line<'_>, kind: Kind) -> Vec<Segment> {
    let mut walk = Walk { line, kind, found: Vec::new(), open: None, next: Next::default(), stopped: false };
    let mut at = 0;
    let mut depth = 0_usize;
    while at < line.len() {
        match line.shape(at) {
            Some(Shape::Open) => depth += 1,
            Some(Shape::Close) => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += if depth > 0 || line.shape(at) == Some(Shape::Close) {
            walk.end(at, Next::default());
            1
        } else {
            walk.step(at)
        };
    }
    walk.end(at, Next::default());
    walk.found
}

/// What stands before the next segment.
#[derive(Debug, Clone, Copy, Default)]
struct Next {
    led: bool,
    after_colon: bool,
    after_and: bool,
    joined: bool,
}

struct Walk<'l, 'a> {
    line: &'l Line<'a>,
    kind: Kind,
    found: Vec<Segment>,
    open: Option<(usize, usize)>,
    next: Next,
    /// Whether what follows is no part of a thing, until the next sign.
    stopped: bool,
}

impl Walk<'_, '_> {
    /// Reads on at a token; how many tokens that took.
    fn step(&mut self, at: usize) -> usize {
        let line = self.line;
        if line.shape(at) != Some(Shape::Word) || line.role(at) != Role::Free {
            self.sign(at);
            return 1;
        }
        if self.kind == Kind::Service {
            return self.work(at);
        }
        let lead = line.means(at, LEAD);
        let filler = line.means(at, FILLER.or(STOP));
        if let Some(words) = lead.filter(|words| *words >= filler.unwrap_or_default()) {
            self.end(at, Next { led: true, ..Next::default() });
            self.stopped = false;
            return words;
        }
        let stops = self.open.is_some() || self.next.led && line.means(at, ARTICLE.or(TO).or(FROM)).is_none();
        if let Some(words) = line.means(at, STOP).filter(|words| filler == Some(*words) && stops) {
            self.end(at, Next::default());
            self.stopped = true;
            return words;
        }
        let kin = line.means(at, KIN).filter(|_| self.open.is_none() && !self.next.led);
        if let Some(words) = line.means(at, FILLER).max(kin) {
            let next = Next { joined: false, ..self.next };
            self.end(at, if self.open.is_some() { Next::default() } else { next });
            return words;
        }
        if line.means(at, AND) == Some(1) && !self.stopped {
            self.end(at, Next { after_and: true, joined: true, ..Next::default() });
            return 1;
        }
        if self.stopped {
            return 1;
        }
        self.word(at);
        1
    }

    /// A word of a service: all of it is the name, but what opens the line.
    fn work(&mut self, at: usize) -> usize {
        let line = self.line;
        let opens = LEAD.or(FILLER).or(WEAK).or(ARTICLE).or(TO);
        let work = line.means(at, SERVICE);
        if let Some(words) = line.means(at, opens).filter(|_| self.open.is_none() && work.is_none()) {
            return words;
        }
        if let Some(words) = line.means(at, FILLER).filter(|_| work.is_none() && self.open.is_some()) {
            self.end(at, Next::default());
            return words;
        }
        self.word(at);
        1
    }

    fn word(&mut self, at: usize) {
        let cut = if self.kind == Kind::Service { 0 } else { waw(self.line, at) };
        if cut > 0 && self.open.is_some() {
            self.end(at, Next { after_and: true, joined: true, ..Next::default() });
            self.open = Some((at, cut));
        }
        self.open.get_or_insert((at, 0));
    }

    /// A sign, or something that was read.
    fn sign(&mut self, at: usize) {
        let next = match self.line.shape(at) {
            Some(Shape::Comma) if self.open.is_some() && !self.stopped => {
                Next { joined: true, ..Next::default() }
            }
            Some(Shape::Colon) => Next { after_colon: true, ..Next::default() },
            Some(Shape::Word) if self.line.role(at) == Role::Said && self.open.is_none() => self.next,
            _ => Next::default(),
        };
        self.end(at, next);
        self.stopped = false;
    }

    /// Ends the open segment, if there is one.
    fn end(&mut self, at: usize, next: Next) {
        if let Some((start, cut)) = self.open.take() {
            let segment = Segment {
                start,
                end: at,
                cut,
                led: self.next.led,
                after_colon: self.next.after_colon,
                after_and: self.next.after_and,
                joined: self.next.joined,
                has_article: false,
            };
            self.found.extend(trimmed(self.line, segment, self.kind));
        }
        self.next = next;
    }
}

/// How many bytes of "and" are written together with a word that goes on a list.
fn waw(line: &Line<'_>, at: usize) -> usize {
    let begins = |at: usize| {
        line.is_free(at) && line.folded(at).starts_with('و') && line.folded(at).chars().count() >= 4
    };
    let ends = !line.is_free(at + 1) || !line.is_free(at + 2) || begins(at + 1);
    if begins(at) && ends && !WITH_WAW.contains(&line.folded(at)) { 'و'.len_utf8() } else { 0 }
}

/// A segment without the words at its ends that say nothing; `None` where nothing else is in it.
fn trimmed(line: &Line<'_>, mut segment: Segment, kind: Kind) -> Option<Segment> {
    trim_start(line, &mut segment, kind);
    if line.means(segment.start, KIND_OF).is_some() {
        return None;
    }
    let links = FILLER.or(AT).or(TO).or(FROM).or(AND).or(BY).or(ARTICLE);
    let after = if kind == Kind::Service { links } else { links.or(WEAK) };
    while segment.start < segment.end {
        let words =
            line.meant_before(segment.end, after).filter(|words| segment.start + words <= segment.end);
        let Some(words) = words.filter(|_| !is_for_men(line, segment.end)) else { break };
        segment.end -= words;
    }
    let plain = (segment.start..segment.end).all(|at| line.means(at, CHAT.or(FILLER).or(WEAK)).is_some());
    (segment.start < segment.end && !plain).then_some(segment)
}

/// "Men" comes from somewhere in Tunisian, and wears things in English.
fn is_for_men(line: &Line<'_>, end: usize) -> bool {
    end.checked_sub(2).and_then(|at| line.phrase(at, 2)).is_some_and(|phrase| phrase == "for men")
}

/// Takes words that lead to a thing off, and its article: one, since `un Le Creuset` has another of its own.
fn trim_start(line: &Line<'_>, segment: &mut Segment, kind: Kind) {
    let before = WEAK.or(FILLER).or(AT).or(TO).or(FROM).or(AND).or(BY);
    while segment.start < segment.end
        && segment.cut == 0
        && kind != Kind::Service
        && !is_quoted(line, segment.start)
    {
        let article = line.means(segment.start, ARTICLE.or(OWN));
        let other = line.means(segment.start, before);
        let Some(words) = article.max(other).filter(|words| segment.start + words <= segment.end) else {
            return;
        };
        if article == Some(words) {
            if segment.has_article {
                return;
            }
            segment.has_article = true;
        }
        segment.start += words;
    }
}

/// Whether a quotation mark stands right before a token: what is in it is a name as it is.
fn is_quoted(line: &Line<'_>, at: usize) -> bool {
    let start = line.tokens.get(at).map_or(0, |token| token.start);
    line.text.get(..start).is_some_and(|before| before.trim_end().ends_with(['"', '«', '“']))
}
