//! Figures against the goals that are set for them.

use std::fmt;

/// A line that says whether a figure is as high as it should be.
pub(crate) fn at_least(
    out: &mut fmt::Formatter<'_>,
    what: &str,
    figure: Option<f64>,
    goal: f64,
) -> fmt::Result {
    goal_line(out, what, figure, &format!("≥ {goal:.2}"), |figure| figure >= goal)
}

/// A line that says whether a figure is as low as it should be.
pub(crate) fn at_most(
    out: &mut fmt::Formatter<'_>,
    what: &str,
    figure: Option<f64>,
    goal: f64,
) -> fmt::Result {
    goal_line(out, what, figure, &format!("≤ {goal:.2}"), |figure| figure <= goal)
}

fn goal_line(
    out: &mut fmt::Formatter<'_>,
    what: &str,
    figure: Option<f64>,
    goal: &str,
    met: impl Fn(f64) -> bool,
) -> fmt::Result {
    let Some(figure) = figure else {
        return writeln!(out, "  {what:<32} {:>8}  goal {goal:<8} not measured", "-");
    };
    let verdict = if met(figure) { "met" } else { "NOT MET" };
    writeln!(out, "  {what:<32} {figure:>8.2}  goal {goal:<8} {verdict}")
}

/// The figure in the middle.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    let upper = figures.get(middle).copied().unwrap_or(f64::NAN);
    if figures.len() % 2 == 1 {
        return upper;
    }
    let lower = middle.checked_sub(1).and_then(|place| figures.get(place));
    lower.map_or(upper, |lower| (lower + upper) / 2.0)
}
