//! Which kind of request a line is.

use marketplace_domain::request::Kind;

use super::{
    route::Route,
    token::{Line, Role},
    words::{
        AND, ARTICLE, AT, BRING, BUY, CHAT, FILLER, FROM, KIN, KIND_OF, LARGE, LEFT, Meaning, ONLINE, OWN,
        PARCEL, QUESTION, SEND, SENTENCE, SERVICE, SMALL, STOP, TO, WANT, WEAK,
    },
};

/// How many words may stand before the one that names the work.
const MOST_BEFORE: usize = 4;

/// From so many kilograms on, what is in a bag is carried and not bought.
const HEAVY: f64 = 3.0;

/// Things that are carried where their weight or nothing is said of them, and bought where more is.
const BAGS: [&str; 14] = [
    "paquet",
    "package",
    "حقيبه",
    "شنطه",
    "sac",
    "sacs",
    "bag",
    "bags",
    "carton",
    "box",
    "valise",
    "باكو",
    "صندوق",
    "karton",
];

/// The kind, where it is clear; `route` is the way that would be read if it is no service, and `pays` whether a sum
/// is offered.
pub(super) fn of(line: &Line<'_>, routed: &Line<'_>, route: &Route, pays: bool) -> Option<Kind> {
    let anywhere = |what| line.has(0..line.len(), what);
    if is_service(line, route) || anywhere(ONLINE) && !route.has_any() {
        return Some(Kind::Service);
    }
    if anywhere(LEFT) {
        return Some(Kind::Pickup);
    }
    if anywhere(BUY) {
        return Some(Kind::Buy);
    }
    if anywhere(SEND) || has_order_number(line) || owns(line) || names_parcel(routed) || carries_bag(line) {
        return Some(Kind::Pickup);
    }
    // Who pays and says no place may want a thing as well as work.
    let is_vague = pays && !route.has_any() && !anywhere(BRING);
    (!is_vague).then_some(Kind::Buy)
}

/// Whether a line without a link, a place or a sum asks for something: it says so, or has a number of a model.
pub(super) fn is_request(line: &Line<'_>) -> bool {
    let anywhere = |what| line.has(0..line.len(), what);
    let model =
        (0..line.len()).any(|at| line.is_free(at) && line.folded(at).contains(|c: char| c.is_ascii_digit()));
    let talks = anywhere(SENTENCE) || anywhere(CHAT);
    !anywhere(QUESTION) && (anywhere(LEAD.or(SERVICE)) || model && !talks)
}

/// Whether a line is small talk: nobody could make a request of it.
pub(super) fn is_talk(line: &Line<'_>) -> bool {
    let said = CHAT.or(FILLER).or(WEAK).or(ARTICLE).or(QUESTION).or(FROM).or(TO).or(AT).or(AND).or(SENTENCE);
    let mut at = 0;
    while at < line.len() {
        match line.means(at, said) {
            _ if !line.is_free(at) => at += 1,
            Some(words) => at += words,
            None => return false,
        }
    }
    true
}

/// Work is named by the first words of a line; where things travel between places, only by a verb.
fn is_service(line: &Line<'_>, route: &Route) -> bool {
    let Some(first) =
        (0..line.len()).find(|at| line.means(*at, SERVICE).is_some() && line.role(*at) != Role::Taken)
    else {
        return false;
    };
    let before = (0..first).filter(|at| is_content(line, *at)).count();
    let travels = match before {
        0 => route.has_any() && line.has(0..line.len(), BUY.or(SEND)),
        1 => route.has_both(),
        _ => route.has_any(),
    };
    before <= MOST_BEFORE && !travels && !line.has(0..first, BUY)
}

fn is_content(line: &Line<'_>, at: usize) -> bool {
    line.is_free(at) && line.means(at, WANT.or(BRING).or(FILLER).or(WEAK).or(ARTICLE).or(OWN)).is_none()
}

/// "My laptop is in Milan", "bring my keys": it is there already.
fn owns(line: &Line<'_>) -> bool {
    let lead = BRING.or(SEND).or(LEFT);
    let Some(first) =
        (0..line.len()).find(|at| line.is_free(*at) && line.means(*at, FILLER.or(CHAT)).is_none())
    else {
        return false;
    };
    (0..line.len()).any(|at| {
        let own = line
            .means(at, OWN)
            .filter(|own| line.means(at, KIN.or(FILLER)) <= Some(*own) && line.means(at, KIN).is_none());
        let led = line.meant_before(at, lead).is_some() && line.meant_before(at, STOP).is_none();
        own.is_some() && (at == first || led)
    })
}

fn names_parcel(line: &Line<'_>) -> bool {
    (0..line.len()).any(|at| {
        let Some(words) = line.means(at, PARCEL).filter(|_| line.is_free(at)) else { return false };
        let own = SMALL.or(LARGE).or(STOP).or(FILLER).or(WEAK);
        let is_bag = words == 1 && BAGS.contains(&line.folded(at));
        let of = usize::from(matches!(line.folded(at + words), "de" | "of" | "d'"));
        let more = at + words + of;
        let named =
            line.is_free(more) && line.means(more, own).is_none() && !begins_with_digit(line.folded(more));
        !(is_bag && named)
    })
}

/// A bag of ten kilograms.
fn carries_bag(line: &Line<'_>) -> bool {
    let is_bag = |at| line.is_free(at) && BAGS.contains(&line.folded(at));
    let is_heavy = |at: usize| {
        let number: f64 = line.folded(at).replace(',', ".").parse().unwrap_or_default();
        number >= HEAVY && matches!(line.folded(at + 1), "kg" | "kilo" | "kilos" | "كغ" | "كيلو")
    };
    (0..line.len()).any(is_bag) && (0..line.len()).any(is_heavy)
}

/// "Order 8845210": what has a number is there already.
fn has_order_number(line: &Line<'_>) -> bool {
    (0..line.len()).any(|at| {
        line.means(at, KIND_OF).is_some_and(|words| {
            line.folded(at + words).len() > 4 && begins_with_digit(line.folded(at + words))
        })
    })
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// What announces a thing: the words before its name.
pub(super) const LEAD: Meaning = WANT.or(BUY).or(BRING).or(SEND).or(LEFT);
