//! Lanes in quarantine, shown or let go on.

use std::{io::Write, sync::Arc};

use relay::quarantine::{Quarantine, Quarantined};

use crate::{StartError, bell, config::Config, database::Database, options::RequeueArguments};

/// Shows the lanes in quarantine, or lets them go on. Writes to `out` which.
pub(super) async fn requeue(
    config: &Config,
    database: &Database,
    arguments: &RequeueArguments,
    out: &mut (impl Write + Send),
) -> Result<(), StartError> {
    let quarantine = Quarantine::new(Arc::clone(&database.market), bell::open(config).await?);
    match (arguments.lane, arguments.all) {
        (None, false) => list(&quarantine, out).await,
        (lane, _) => release(&quarantine, lane, out).await,
    }
}

async fn list(quarantine: &Quarantine, out: &mut (impl Write + Send)) -> Result<(), StartError> {
    let lanes = quarantine.list().await?;
    writeln!(out, "{} in quarantine.", counted(lanes.len()))?;
    for lane in &lanes {
        writeln!(out, "{}", line(lane))?;
    }
    if !lanes.is_empty() {
        writeln!(out, "Let one go on with --lane NUMBER, or all with --all.")?;
    }
    Ok(())
}

async fn release(
    quarantine: &Quarantine,
    lane: Option<i64>,
    out: &mut (impl Write + Send),
) -> Result<(), StartError> {
    let lanes = quarantine.release(lane).await?;
    match lane {
        Some(lane) if lanes.is_empty() => Err(StartError::NotQuarantined(lane)),
        _ => Ok(writeln!(out, "Released from quarantine: {}.", counted(lanes.len()))?),
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 lane".to_owned() } else { format!("{count} lanes") }
}

fn line(lane: &Quarantined) -> String {
    let Quarantined { lane, platform, waiting, since } = lane;
    let since = since.map(|since| format!(" since {}", since.format("%Y-%m-%d %H:%M UTC")));
    format!("  lane {lane}, on {platform}: {waiting} waiting{}", since.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_lane_is_told_without_saying_who_is_at_its_end() {
        let since = DateTime::from_timestamp(1_796_122_800, 0);
        let lane = Quarantined { lane: 7, platform: "telegram".into(), waiting: 3, since };
        assert_eq!(line(&lane), "  lane 7, on telegram: 3 waiting since 2026-12-01 11:00 UTC");
        assert_eq!(
            line(&Quarantined { waiting: 0, since: None, ..lane }),
            "  lane 7, on telegram: 0 waiting"
        );
    }
}
