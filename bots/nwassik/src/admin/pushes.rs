//! How many people are told of what fits their alerts and trips.

use std::io::Write;

use crate::{StartError, database::Database};

/// What each state means, in the order in which it is shown.
const STATES: [(&str, &str); 8] = [
    ("to-match", "requests and trips still to be held against alerts and trips"),
    ("waiting", "people to be told"),
    ("sending", "being told right now"),
    ("held", "wait for the person to write first"),
    ("sent", "told"),
    ("dropped", "not told: what it was about was over"),
    ("unsure", "perhaps told: the platform did not say, and they are not told twice"),
    ("dead", "not told: the platform would not take it"),
];

/// Writes the counts to `out`.
pub(super) async fn show(database: &Database, out: &mut (impl Write + Send)) -> Result<(), StartError> {
    let mut unit = database.market.begin().await?;
    let counts = unit.count_pushes().await?;
    drop(unit);
    for (state, meaning) in STATES {
        let count = counts.iter().find(|(name, _)| name == state).map_or(0, |(_, count)| *count);
        writeln!(out, "{count:>9}  {meaning}")?;
    }
    Ok(())
}
