//! The tables at the end, and whether the goals are met.

use std::fmt;

use crate::common::goals::{at_least, at_most, median};
use crate::contestant::Contestant;
use crate::full::{AT_ONCE, Full};
use crate::paced::{Paced, RATE};
use crate::queue::Queue;
use crate::room::Wrong;
use crate::turn::PAIRS;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    full: Vec<(Contestant, Full)>,
    paced: Vec<(Contestant, Paced)>,
    queue: Option<Queue>,
}

impl Report {
    /// Adds a contestant's turn in the next round.
    pub(crate) fn full(&mut self, contestant: Contestant, full: Full) {
        self.full.push((contestant, full));
    }

    /// Adds a turn at a steady rate.
    pub(crate) fn paced(&mut self, contestant: Contestant, paced: Paced) {
        self.paced.push((contestant, paced));
    }

    /// Adds what was counted at the queue.
    pub(crate) fn queue(&mut self, queue: Queue) {
        self.queue = Some(queue);
    }

    fn turns(&self, contestant: Contestant) -> impl Iterator<Item = &Full> {
        self.full.iter().filter(move |(of, _)| *of == contestant).map(|(_, full)| full)
    }

    fn write_full(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "\nFull: {PAIRS} pairs, each person with {AT_ONCE} lines on their way and one more once one is heard"
        )?;
        writeln!(
            out,
            "{:<15}{:>8}{:>9}{:>9}{:>9} |{:>7}{:>9}{:>8}{:>10} |{:>9}{:>9} | {}",
            "",
            "lines/s",
            "p50 ms",
            "p99 ms",
            "max ms",
            "bot",
            "postgres",
            "total",
            "platform",
            "idle MB",
            "after MB",
            Wrong::HEAD,
        )?;
        for contestant in [Contestant::Nwassik, Contestant::Notify] {
            let turns: Vec<&Full> = self.turns(contestant).collect();
            if turns.is_empty() {
                continue;
            }
            let of = |figure: fn(&Full) -> f64| median(turns.iter().map(|turn| figure(turn)).collect());
            writeln!(
                out,
                "{:<15}{:>8.0}{:>9.1}{:>9.1}{:>9.1} |{:>7.3}{:>9.3}{:>8.3}{:>10.3} |{:>9.0}{:>9.0} | {}",
                contestant.name(),
                of(|turn| turn.rate),
                of(|turn| f64::from(turn.latency.p50) / 1000.0),
                of(|turn| f64::from(turn.latency.p99) / 1000.0),
                of(|turn| f64::from(turn.latency.max) / 1000.0),
                of(|turn| turn.cpu.bot),
                of(|turn| turn.cpu.postgres),
                of(|turn| turn.cpu.total()),
                of(|turn| turn.cpu.platform),
                of(|turn| turn.memory[0]),
                of(|turn| turn.memory[1]),
                Wrong::of_all(turns.iter().map(|turn| &turn.wrong)),
            )?;
        }
        writeln!(
            out,
            "(processor seconds are for 1,000 lines; medians of the rounds, sums of what went wrong)"
        )?;
        self.write_full_goals(out)
    }

    fn write_full_goals(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours: Vec<&Full> = self.turns(Contestant::Nwassik).collect();
        let of = |figure: fn(&Full) -> f64| {
            (!ours.is_empty()).then(|| median(ours.iter().map(|turn| figure(turn)).collect()))
        };
        let ratio = |figure: fn(&Full) -> f64| {
            let pairs = self.turns(Contestant::Nwassik).zip(self.turns(Contestant::Notify));
            let ratios: Vec<f64> = pairs.map(|(ours, theirs)| figure(ours) / figure(theirs)).collect();
            (!ratios.is_empty()).then(|| median(ratios))
        };
        at_least(out, "lines/s", of(|turn| turn.rate), 3000.0)?;
        at_least(out, "lines/s over NOTIFY per row", ratio(|turn| turn.rate), 10.0)?;
        at_most(out, "processor time over it", ratio(|turn| turn.cpu.total()), 1.0)?;
        at_most(out, "MB of an idle relay", of(|turn| turn.memory[0]), 60.0)?;
        let wrong = Wrong::of_all(ours.iter().map(|turn| &turn.wrong));
        at_most(out, "lost, inverted, strangers'", of(|_| 0.0).map(|_| wrong.grave()), 0.0)
    }

    fn write_paced(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\nPaced: {RATE} lines a second")?;
        writeln!(
            out,
            "{:<15}{:>8}{:>9}{:>9}{:>9}{:>10} | {}",
            "",
            "lines",
            "p50 ms",
            "p99 ms",
            "max ms",
            "late ms",
            Wrong::HEAD,
        )?;
        for (contestant, Paced { latency, late, wrong }) in &self.paced {
            writeln!(
                out,
                "{:<15}{:>8}{:>9.1}{:>9.1}{:>9.1}{:>10.1} | {wrong}",
                contestant.name(),
                latency.count,
                f64::from(latency.p50) / 1000.0,
                f64::from(latency.p99) / 1000.0,
                f64::from(latency.max) / 1000.0,
                late.as_secs_f64() * 1000.0,
            )?;
        }
        let ours = self.paced.iter().find(|(contestant, _)| *contestant == Contestant::Nwassik);
        let ours = ours.map(|(_, paced)| paced);
        at_most(out, "p99, ms", ours.map(|paced| f64::from(paced.latency.p99) / 1000.0), 25.0)?;
        at_most(out, "lost, inverted, strangers'", ours.map(|paced| paced.wrong.grave()), 0.0)
    }

    fn write_queue(&self, out: &mut fmt::Formatter<'_>, queue: &Queue) -> fmt::Result {
        let requests: u64 = queue.requests.values().sum();
        writeln!(out, "\nQueue: {} lines at {RATE} a second through SQS, {requests} requests", queue.lines)?;
        for (operation, count) in &queue.requests {
            writeln!(out, "{operation:<28}{count:>8}")?;
        }
        at_most(out, "requests a line", Some(requests as f64 / queue.lines as f64), 0.4)
    }
}

impl Wrong {
    const HEAD: &str = "lost inverted repeated strangers'";

    fn of_all<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        all.fold(Self::default(), |sum, wrong| Self {
            lost: sum.lost + wrong.lost,
            inversions: sum.inversions + wrong.inversions,
            repeats: sum.repeats + wrong.repeats,
            strangers: sum.strangers + wrong.strangers,
            words: None,
        })
    }

    fn grave(&self) -> f64 {
        (self.lost + self.inversions + self.strangers) as f64
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lost, inversions, repeats, strangers, .. } = self;
        write!(out, "{lost:>4}{inversions:>9}{repeats:>9}{strangers:>11}")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.full.is_empty() {
            self.write_full(out)?;
        }
        if !self.paced.is_empty() {
            self.write_paced(out)?;
        }
        match &self.queue {
            Some(queue) => self.write_queue(out, queue),
            None => Ok(()),
        }
    }
}
