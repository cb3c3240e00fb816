//! The tables at the end, and whether the goals are met.

use std::fmt;

use crate::{
    Plan,
    goals::{at_least, at_most, median},
    pages::{PAGE, Pages},
    rival::Circles,
    shape::Shape,
};

/// Everything that was measured.
#[derive(Debug)]
pub(crate) struct Report {
    plan: Plan,
    shapes: Vec<(Shape, Pages)>,
    circles: Option<Circles>,
}

impl Report {
    pub(crate) const fn new(plan: Plan) -> Self {
        Self { plan, shapes: Vec::new(), circles: None }
    }

    /// Adds what a shape took.
    pub(crate) fn shape(&mut self, shape: Shape, pages: Pages) {
        self.shapes.push((shape, pages));
    }

    /// Adds what circles took.
    pub(crate) fn circles(&mut self, circles: Circles) {
        self.circles = Some(circles);
    }

    /// The p99 of the slowest shape.
    fn slowest(&self, with_words: bool) -> Option<f64> {
        let of = self.shapes.iter().filter(|(shape, _)| shape.has_words() == with_words);
        of.map(|(_, pages)| pages.times.percentile(99)).max_by(f64::total_cmp)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { requests, searches, circles } = self.plan;
        writeln!(
            out,
            "\nPages of {PAGE} among {requests} open requests, {searches} searches of each shape, one client"
        )?;
        writeln!(out, "{:<32}{:>9}{:>9}{:>9}{:>9}", "", "found", "p50 ms", "p99 ms", "max ms")?;
        for (shape, pages) in &self.shapes {
            let ms = |percent| pages.times.percentile(percent);
            writeln!(
                out,
                "{:<32}{:>9.1}{:>9.2}{:>9.2}{:>9.2}",
                shape.name(),
                pages.found,
                ms(50),
                ms(99),
                ms(100)
            )?;
        }
        at_most(out, "without words, slowest p99, ms", self.slowest(false), 4.0)?;
        at_most(out, "with words, slowest p99, ms", self.slowest(true), 12.0)?;
        let Some(both) = &self.circles else { return Ok(()) };
        writeln!(out, "\nThe newest {PAGE} in {circles} circles of 100 km, in turns")?;
        writeln!(out, "{:<32}{:>9}{:>9}{:>9}", "", "a second", "p50 ms", "p99 ms")?;
        for (name, times) in
            [("nwassik, with the cards", &both.ours), ("GiST (earthdistance), ids only", &both.theirs)]
        {
            let rate = circles as f64 / times.sum();
            writeln!(out, "{name:<32}{rate:>9.0}{:>9.2}{:>9.2}", times.percentile(50), times.percentile(99))?;
        }
        writeln!(
            out,
            "(in the circle in the middle, GiST takes {:.2} times as long)",
            median(both.ratios.clone())
        )?;
        at_least(out, "circles a second over GiST", Some(both.theirs.sum() / both.ours.sum()), 7.0)?;
        at_most(out, "pages that differ", Some(both.different as f64), 0.0)
    }
}
