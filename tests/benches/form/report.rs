//! The tables at the end, and whether the goals are met.

use std::fmt;

use crate::common::goals::{at_least, at_most, median};
use crate::contestant::Contestant;
use crate::delay::{DELAY, Steady};
use crate::form::Figures;
use crate::limits::Limited;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    form: Vec<(Contestant, Vec<Figures>)>,
    steady: Vec<(Contestant, Steady)>,
    limited: Vec<(Contestant, Limited)>,
}

impl Report {
    /// Adds a contestant's turn in the next round.
    pub(crate) fn form(&mut self, contestant: Contestant, figures: Figures) {
        match self.form.iter_mut().find(|(known, _)| *known == contestant) {
            Some((_, turns)) => turns.push(figures),
            None => self.form.push((contestant, vec![figures])),
        }
    }

    /// Adds a turn at a steady rate.
    pub(crate) fn steady(&mut self, contestant: Contestant, steady: Steady) {
        self.steady.push((contestant, steady));
    }

    /// Adds a turn under limits.
    pub(crate) fn limited(&mut self, contestant: Contestant, limited: Limited) {
        self.limited.push((contestant, limited));
    }

    fn turns(&self, contestant: Contestant) -> Option<&[Figures]> {
        let found = self.form.iter().find(|(known, _)| *known == contestant);
        found.map(|(_, turns)| turns.as_slice())
    }

    /// The median of the product's figure over another's, round by round.
    fn ratio(&self, rival: Contestant, figure: impl Fn(&Figures) -> f64) -> Option<f64> {
        let pairs = self.turns(Contestant::Nwassik)?.iter().zip(self.turns(rival)?);
        Some(median(pairs.map(|(ours, theirs)| figure(ours) / figure(theirs)).collect()))
    }

    fn write_form(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\nForm: 300 people, each waiting for the reply before the next step")?;
        writeln!(
            out,
            "{:<17}{:>10}{:>9}{:>9}{:>9} |{:>7}{:>9}{:>7}{:>8}{:>10} |{:>7}{:>9}{:>9}",
            "",
            "updates/s",
            "p50 ms",
            "p99 ms",
            "max ms",
            "bot",
            "postgres",
            "redis",
            "total",
            "platform",
            "MB",
            "refused",
            "replies",
        )?;
        for (contestant, turns) in &self.form {
            let of = |figure: fn(&Figures) -> f64| median(turns.iter().map(figure).collect());
            writeln!(
                out,
                "{:<17}{:>10.0}{:>9.1}{:>9.1}{:>9.1} |{:>7.3}{:>9.3}{:>7.3}{:>8.3}{:>10.3} |{:>7.0}{:>9.0}{:>9.2}",
                contestant.name(),
                of(|turn| turn.rate),
                of(|turn| f64::from(turn.latency.p50) / 1000.0),
                of(|turn| f64::from(turn.latency.p99) / 1000.0),
                of(|turn| f64::from(turn.latency.max) / 1000.0),
                of(|turn| turn.cpu.bot),
                of(|turn| turn.cpu.postgres),
                of(|turn| turn.cpu.redis),
                of(|turn| turn.cpu.total()),
                of(|turn| turn.cpu.platform),
                of(|turn| turn.memory),
                of(|turn| turn.refused as f64),
                of(|turn| turn.replies),
            )?;
        }
        writeln!(out, "(processor seconds are for 1,000 updates; medians of the rounds)")?;
        self.write_form_goals(out)
    }

    fn write_form_goals(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = |turn: &Figures| turn.rate;
        let p99 = |turn: &Figures| f64::from(turn.latency.p99);
        let cpu = |turn: &Figures| turn.cpu.total();
        let (aiogram, teloxide, bare) = (Contestant::Aiogram, Contestant::Teloxide, Contestant::Bare);
        at_least(out, "updates/s over aiogram's", self.ratio(aiogram, rate), 15.0)?;
        at_least(out, "updates/s over teloxide's", self.ratio(teloxide, rate), 2.0)?;
        at_most(out, "p99 over teloxide's", self.ratio(teloxide, p99), 0.5)?;
        at_most(out, "processor time over teloxide's", self.ratio(teloxide, cpu), 1.0 / 6.0)?;
        at_least(out, "updates/s over the bare loop's", self.ratio(bare, rate), 0.8)
    }

    fn write_steady(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delay = DELAY.as_secs_f64() * 1000.0;
        writeln!(out, "\nDelay: 300 updates/s, a platform that takes {delay:.0} ms; beyond that delay")?;
        writeln!(
            out,
            "{:<17}{:>9}{:>9}{:>9}{:>9}{:>13}{:>11}",
            "", "replies", "p50 ms", "p99 ms", "max ms", "not offered", "late ms",
        )?;
        let beyond = |micros: u32| f64::from(micros) / 1000.0 - delay;
        for (contestant, Steady { latency, skipped, late }) in &self.steady {
            writeln!(
                out,
                "{:<17}{:>9}{:>9.1}{:>9.1}{:>9.1}{:>13}{:>11.1}",
                contestant.name(),
                latency.count,
                beyond(latency.p50),
                beyond(latency.p99),
                beyond(latency.max),
                skipped,
                late.as_secs_f64() * 1000.0,
            )?;
        }
        let ours = self.steady.iter().find(|(contestant, _)| *contestant == Contestant::Nwassik);
        let ours = ours.map(|(_, steady)| steady);
        at_most(out, "p50 beyond the delay, ms", ours.map(|steady| beyond(steady.latency.p50)), 6.0)?;
        at_most(out, "p99 beyond the delay, ms", ours.map(|steady| beyond(steady.latency.p99)), 35.0)
    }

    fn write_limited(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\nLimits: 60 people, 30 messages a second for the bot and one in each chat")?;
        writeln!(out, "{:<17}{:>9}{:>14}{:>8}{:>9}", "", "updates", "lost replies", "429s", "took s")?;
        for (contestant, limited) in &self.limited {
            writeln!(
                out,
                "{:<17}{:>9}{:>14}{:>8}{:>9.1}",
                contestant.name(),
                limited.offered,
                limited.lost,
                limited.provoked,
                limited.took.as_secs_f64(),
            )?;
        }
        let ours = self.limited.iter().find(|(contestant, _)| *contestant == Contestant::Nwassik);
        let ours = ours.map(|(_, limited)| limited);
        at_most(out, "lost replies", ours.map(|limited| limited.lost as f64), 0.0)?;
        at_most(out, "429s provoked", ours.map(|limited| limited.provoked as f64), 0.0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.form.is_empty() {
            self.write_form(out)?;
        }
        if !self.steady.is_empty() {
            self.write_steady(out)?;
        }
        if !self.limited.is_empty() {
            self.write_limited(out)?;
        }
        Ok(())
    }
}
