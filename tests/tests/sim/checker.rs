//! Looks a history through for broken promises. It knows nothing of the relay: only what people wrote,
//! what the platforms were told, and what stands in the chats.

use std::collections::BTreeMap;

use super::history::{Doubt, Event, History, Line, Output};

/// After so long without an answer a lane counts as left by its worker (half of the lease).
const LONG: i64 = 30_000;
/// How long a worker may hold a lane.
const LEASE: i64 = 60_000;
/// So long after a process lost Postgres others may take it for dead: two sweeps, and a leap of time.
const UNTIL_IT_LIVES: i64 = 300_000;
/// What the bot says in place of a line that it did not take and cannot repeat.
const EXCUSES: [&str; 2] = ["❌ Not sent.", "I hold several messages already"];

/// Every broken promise.
pub(super) fn problems(history: &History) -> Vec<String> {
    let mut problems = lost(history);
    problems.extend(inverted(history));
    problems.extend(repeated(history));
    problems.extend(crossed(history));
    problems.extend(leaked(history));
    problems.extend(denied(history));
    problems.extend(stale(history));
    problems
}

/// Lines that were accepted and did not end, for anybody to see.
pub(super) fn lost(history: &History) -> Vec<String> {
    let mut open: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for (_, event) in &history.events {
        let Event::Accepted(number) = event else { continue };
        let line = &history.lines[*number];
        let is_shown_or_told =
            |line: &Line| shows(history, line).next().is_some() || told(history, line).next().is_some();
        // What is changed while it is held is told of as it was, and goes as it is.
        let was_told = |first: usize| told(history, &history.lines[first]).next().is_some();
        let ended = of_one(history, *number).any(|number| is_shown_or_told(&history.lines[number]))
            || line.changes.is_some_and(was_told);
        if !ended && !has_left_since(history, *number) {
            open.entry(line.writer).or_default().push(line);
        }
    }
    for (writer, lines) in &mut open {
        let excused = outputs(history).filter(|(_, output)| output.person == *writer && output.is_new);
        let excused = excused.filter(|(_, output)| {
            let text = output.shown.as_deref().unwrap_or_default();
            EXCUSES.iter().any(|excuse| text.contains(excuse))
        });
        lines.truncate(lines.len().saturating_sub(excused.count()));
    }
    let lost = open.into_values().flatten();
    lost.map(|line| format!("lost: “{}” was accepted, arrived nowhere, and nobody was told", line.text))
        .collect()
}

/// A line and what it says later: none of what came before the last of them need ever be seen.
fn of_one(history: &History, number: usize) -> impl Iterator<Item = usize> {
    let line = history.lines[number].changes.unwrap_or(number);
    let later = history.lines.iter().enumerate().skip(number);
    later.filter(move |(other, of)| *other == number || of.changes == Some(line)).map(|(number, _)| number)
}

/// Whoever shuts us out cannot be told what becomes of what they wrote before.
fn has_left_since(history: &History, number: usize) -> bool {
    let writer = history.lines[number].writer;
    let since = history
        .events
        .iter()
        .skip_while(|(_, event)| !matches!(event, Event::Wrote(line) if *line == number));
    since.into_iter().any(|(_, event)| matches!(event, Event::Left(person) if *person == writer))
}

/// Lines that came before one that was written before them.
fn inverted(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    for (talk, writer) in (0..history.town.talks.len())
        .flat_map(|talk| history.town.talks[talk].sides.map(|writer| (talk, writer)))
    {
        // What was held goes when its writer says so, and not before.
        let plain = history.lines.iter().filter(|line| {
            line.writer == writer
                && line.changes.is_none()
                && line.talks == [talk]
                && told(history, line).all(|(_, text)| is_news(text))
        });
        let firsts = plain.filter_map(|line| {
            let (at, _) = shows(history, line).next()?;
            let late = shows(history, line).next().is_some_and(|(_, output)| output.overtaken);
            (!late).then_some((at, line))
        });
        let firsts: Vec<_> = firsts.collect();
        for pair in firsts.windows(2).filter(|pair| pair[0].0 > pair[1].0) {
            problems.push(format!("inverted: “{}” came before “{}”", pair[1].1.text, pair[0].1.text));
        }
    }
    problems
}

/// What was shown more often than it may be.
fn repeated(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    for line in history.lines.iter().filter(|line| line.changes.is_none()) {
        let times: Vec<_> = shows(history, line).collect();
        let keyed = times.iter().any(|(_, output)| output.keyed);
        let allowed = if keyed { 1 } else { 2 };
        if times.len() > allowed {
            problems.push(format!("repeated: “{}” came {} times", line.text, times.len()));
        }
        for pair in
            times.windows(2).filter(|pair| !is_in_doubt(history, pair[0].0, pair[1].0, &pair[0].1.key))
        {
            problems.push(format!("repeated: “{}” came twice without a reason", pair[1].1.key));
        }
    }
    let mut by_key: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (at, output) in outputs(history).filter(|(_, output)| output.is_new && output.shown.is_some()) {
        by_key.entry((output.person, &output.key)).or_default().push(at);
    }
    for ((_, key), times) in by_key {
        for pair in times.windows(2).filter(|pair| !is_in_doubt(history, pair[0], pair[1], key)) {
            let at = history.events[pair[1]].0;
            problems.push(format!("repeated: {key} came again at {at} ms without a reason"));
        }
    }
    problems
}

/// Whether something made it unsure that the first of two had happened.
fn is_in_doubt(history: &History, first: usize, second: usize, key: &str) -> bool {
    let late = |at: usize| matches!(&history.events[at].1, Event::Output(output) if output.overtaken);
    let called = outputs(history).find(|(_, output)| output.key == key).map_or(first, |(at, _)| at);
    let when = |at: usize| history.events[at].0;
    let long = when(second) - when(first) >= LONG;
    long || late(first)
        || late(second)
        || history.events[..=second].iter().enumerate().any(|(at, (_, event))| match event {
            Event::Doubt(Doubt::Ambiguous(other)) => at >= first && other == key,
            Event::Doubt(Doubt::Killed) => at >= first,
            // A lease may have ended before the call was made, or between the call and its answer. The stall
            // itself is little longer than a lease.
            Event::Doubt(Doubt::Stalled) => when(called) - when(at) < 2 * LEASE,
            // Without its sign of life a process counts as dead until it sweeps: another does its work.
            Event::Doubt(Doubt::Cut) => when(called) - when(at) < UNTIL_IT_LIVES,
            _ => false,
        })
}

/// Lines that stand in a chat where they do not belong, or under another conversation's heading.
fn crossed(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    for (_, output) in outputs(history) {
        let text = output.shown.as_deref().unwrap_or_default();
        for line in history.lines.iter().filter(|line| holds(text, line) && line.writer != output.person) {
            let belongs = line.talks.iter().map(|talk| &history.town.talks[*talk]).any(|talk| {
                talk.other(line.writer) == Some(output.person)
                    && text.lines().next().unwrap_or_default().contains(talk.title)
            });
            if !belongs {
                let name = history.town.people[output.person].name;
                problems.push(format!("crossed: “{}” stands in {name}'s chat: {text}", line.text));
            }
        }
    }
    problems
}

/// Something that leads to a person, in what somebody else was sent.
fn leaked(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    for (_, output) in outputs(history) {
        for token in history.town.tokens_of_others(output.person) {
            if output.strings.iter().any(|string| string.contains(token)) {
                let name = history.town.people[output.person].name;
                problems.push(format!("leaked: {token} to {name}: {:?}", output.strings));
            }
        }
    }
    problems
}

/// Lines whose writer was told that they did not arrive, and which did.
fn denied(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    for line in history.lines.iter().filter(|line| line.changes.is_none()) {
        let denied = told(history, line).any(|(_, text)| text.starts_with('❌'));
        let arrived = shows(history, line).any(|(_, output)| !output.overtaken);
        if denied && arrived {
            problems
                .push(format!("denied: “{}” arrived, and its writer was told that it did not", line.text));
        }
    }
    problems
}

/// Lines that a chat shows as they were before a change that was taken, although nobody was told that the
/// change cannot be shown.
fn stale(history: &History) -> Vec<String> {
    let mut problems = Vec::new();
    let accepted = |number: usize| {
        history.events.iter().position(|(_, event)| matches!(event, Event::Accepted(line) if *line == number))
    };
    for first in (0..history.lines.len()).filter(|number| history.lines[*number].changes.is_none()) {
        let shown = of_one(history, first)
            .flat_map(|number| shows(history, &history.lines[number]).map(move |(at, _)| (at, number)));
        let said = of_one(history, first).filter_map(|number| Some((accepted(number)?, number)));
        let (Some((_, shown)), Some((_, said))) = (shown.max(), said.max()) else { continue };
        let (shown, said) = (&history.lines[shown], &history.lines[said]);
        if shown.text != said.text && told(history, said).next().is_none() {
            problems.push(format!("stale: “{}” stands there, and “{}” was accepted", shown.text, said.text));
        }
    }
    problems
}

fn outputs(history: &History) -> impl DoubleEndedIterator<Item = (usize, &Output)> {
    history.events.iter().enumerate().filter_map(|(at, (_, event))| match event {
        Event::Output(output) => Some((at, output)),
        _ => None,
    })
}

/// The times that a line was newly shown to whom it may go to, or a change of it in whatever way.
fn shows<'h>(history: &'h History, line: &'h Line) -> impl Iterator<Item = (usize, &'h Output)> {
    outputs(history).filter(|(_, output)| {
        let mut talks = line.talks.iter().map(|talk| &history.town.talks[*talk]);
        talks.any(|talk| talk.other(line.writer) == Some(output.person))
            && (output.is_new || line.changes.is_some())
            && output.shown.as_deref().is_some_and(|text| holds(text, line))
    })
}

/// What the writer of a line was shown of it: that it did not arrive, or that it is held.
fn told<'h>(history: &'h History, line: &'h Line) -> impl Iterator<Item = (usize, &'h str)> {
    outputs(history).filter_map(|(at, output)| {
        let text =
            output.shown.as_deref().filter(|text| output.person == line.writer && holds(text, line))?;
        Some((at, text))
    })
}

fn is_news(text: &str) -> bool {
    text.starts_with(['❌', '❓'])
}

fn holds(text: &str, line: &Line) -> bool {
    text.lines().any(|other| other == line.text)
}

#[cfg(test)]
mod tests;
