//! Phone numbers, in digits and in words.

use std::ops::Range;

use super::{
    context::{self, Context},
    list::is_list,
    number::{Gap, Part},
    token::Token,
};

/// The fewest digits of a number that somebody can be reached at, where words announce it.
const FEWEST: usize = 7;
/// The most digits of a phone number: ITU-T E.164.
const MOST: usize = 15;
/// How many numbers in words make a run that nobody says of anything but a phone.
const SPELLED: usize = 4;

/// The phone numbers among runs of numbers, as ranges of tokens.
pub(super) fn find(tokens: &[Token], closed: &[bool], runs: &[Vec<Part>]) -> Vec<Range<usize>> {
    runs.iter().flat_map(|run| of_run(tokens, closed, run)).map(|range| with_plus(tokens, range)).collect()
}

/// With the plus before it.
fn with_plus(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let plus =
        range.start.checked_sub(1).filter(|before| tokens.get(*before).is_some_and(|token| token.is('+')));
    plus.unwrap_or(range.start)..range.end
}

fn of_run(tokens: &[Token], closed: &[bool], run: &[Part]) -> Vec<Range<usize>> {
    let context = context::of(tokens, closed, run);
    if context == Context::Reference || (context == Context::Unknown && is_list(run)) {
        return Vec::new();
    }
    let windows = windows(run, context);
    if windows.is_empty() && is_announced(run, context) {
        return whole(run, 0, run.len()).into_iter().collect();
    }
    windows.into_iter().filter_map(|window| widened(run, window)).collect()
}

/// Whether the whole run is one number though no country writes it so.
fn is_announced(run: &[Part], context: Context) -> bool {
    let length: usize = run.iter().map(|part| part.digits.len()).sum();
    let spelled = run.iter().filter(|part| part.spelled).count();
    let said = spelled >= SPELLED && length > FEWEST;
    let called = context == Context::Contact && length >= FEWEST;
    length <= MOST && (said || called)
}

/// The parts that together have the shape of a phone number; of two that overlap the surer one.
fn windows(run: &[Part], context: Context) -> Vec<Range<usize>> {
    let mut found: Vec<(u8, Range<usize>)> = Vec::new();
    for from in 0..run.len() {
        let mut digits = String::new();
        for (to, part) in run.iter().enumerate().skip(from) {
            digits.push_str(&part.digits);
            if digits.len() > MOST + 2 {
                break;
            }
            let plus = run.get(from).is_some_and(|part| part.plus);
            let window = run.get(from..=to).unwrap_or_default();
            let sure = shape(&digits, plus, context)
                .or_else(|| north_american(window))
                .filter(|_| context == Context::Contact || !is_list(window));
            found.extend(sure.map(|sure| (sure, from..to + 1)));
        }
    }
    // The surest and longest first, then those that do not overlap with one that was taken.
    found.sort_by_key(|(sure, window)| (std::cmp::Reverse((*sure, window.len())), window.start));
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (_, window) in found {
        if taken.iter().all(|other| other.end <= window.start || window.end <= other.start) {
            taken.push(window);
        }
    }
    taken
}

/// How surely digits are a phone number; `None` where they are not.
fn shape(digits: &str, plus: bool, context: Context) -> Option<u8> {
    let length = digits.len();
    let starts = |starts: &[&str]| starts.iter().any(|start| digits.starts_with(start));
    let called = context == Context::Contact;
    let international = |digits: &str| (8..=MOST).contains(&digits.len()) && !digits.starts_with('0');
    if plus && international(digits) {
        return Some(6);
    }
    if digits.strip_prefix("00").is_some_and(|rest| rest.len() >= 10 && international(rest)) {
        return Some(5);
    }
    match length {
        // Tunisia and its neighbours with the country code and no plus; France with its zero kept.
        11 if starts(&["2162", "2163", "2164", "2165", "2167", "2169", "336", "337", "331"]) => Some(5),
        12 if starts(&["330", "2136", "2135", "2137", "2126", "2127", "2189"]) => Some(5),
        // France and its neighbours, with the leading zero.
        10 if starts(&["01", "02", "03", "04", "05", "06", "07", "08", "09"]) => Some(4),
        11 | 12 if starts(&["07", "015", "016", "017"]) => Some(3),
        // Tunisia: mobiles begin with 2, 4, 5, 9, landlines with 3, 7.
        8 if starts(&["2", "3", "4", "5", "7", "9"]) => Some(2),
        FEWEST..=MOST if called && length >= 9 => Some(1),
        _ => None,
    }
}

/// `(212) 555-0187`: the grouping of the North American Numbering Plan, in which neither the area
/// nor the exchange begins with 0 or 1.
fn north_american(window: &[Part]) -> Option<u8> {
    let [area, exchange, line] = window else { return None };
    let begins = |part: &Part| part.digits.len() == 3 && part.digits.starts_with(|c| c >= '2');
    (begins(area) && begins(exchange) && line.digits.len() == 4).then_some(2)
}

/// The tokens of a window, with what is left over right beside it: hiding too much of a number is
/// better than leaving an end of it.
fn widened(run: &[Part], window: Range<usize>) -> Option<Range<usize>> {
    let mut to = window.end;
    while run.get(to).is_some_and(|part| part.gap == Gap::Tight && part.digits.len() <= 2 && !part.plus) {
        to += 1;
    }
    whole(run, window.start, to)
}

fn whole(run: &[Part], from: usize, to: usize) -> Option<Range<usize>> {
    Some(run.get(from)?.first..run.get(to.checked_sub(1)?)?.end)
}
