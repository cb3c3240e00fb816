//! The place that a line names.

mod part;

use marketplace_domain::place::Entry;

use self::part::the_one_named_in;
use super::{Problem, Value, choice};
use crate::{
    context::Context,
    read::place::meant,
    say::{Arg, s},
};

/// How many places are offered where a name is that of several.
const MOST_OFFERED: usize = 4;

/// The longest piece of what was written that is repeated to the person.
const MOST_REPEATED: usize = 40;

pub(super) fn read_place(text: &str, cx: &Context) -> Result<Value, Problem> {
    let found = cx.places.find(text, cx.near);
    match (found.as_slice(), meant(&found, &cx.around())) {
        (_, Some(entry)) => Ok(Value::Place(entry.place())),
        ([], None) => Err(inside(text, cx)),
        (several, None) => Err(which(text, several)),
    }
}

fn which(text: &str, several: &[&Entry]) -> Problem {
    Problem::from(s("problem-place-several").text("text", &short(text)))
        .choices(several.iter().take(MOST_OFFERED).map(|entry| offer(entry)).collect())
}

/// The line is no place: asks whether the one is meant that stands in it, if just one does.
fn inside(text: &str, cx: &Context) -> Problem {
    let Some((part, found)) = the_one_named_in(text, &cx.around()) else { return unknown(text) };
    let Some(entry) = meant(&found, &cx.around()) else { return which(&part, &found) };
    let yes = s("choice-yes-place").with("place", Arg::PlaceName(entry.place()));
    Problem::from(s("problem-place-inside").with("place", Arg::PlaceFull(entry.place())))
        .choices(vec![(yes, choice::place_code(entry.id()))])
}

fn offer(entry: &Entry) -> (crate::say::Sentence, String) {
    (s("choice-place").with("place", Arg::PlaceFull(entry.place())), choice::place_code(entry.id()))
}

fn unknown(text: &str) -> Problem {
    s("problem-place-unknown").text("text", &short(text)).into()
}

fn short(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MOST_REPEATED {
        return text.to_owned();
    }
    text.chars().take(MOST_REPEATED).chain(['…']).collect()
}
