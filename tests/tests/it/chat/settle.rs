//! Waits until everything that follows from a step has happened.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use marketplace_domain::clock::Clock;

use super::{device::Device, world::World};

/// How long that may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What is still to be done, by the database.
#[derive(sqlx::FromRow)]
struct Open {
    updates: i64,
    cards: i64,
    deliveries: i64,
    files: i64,
    overdue: i64,
    told: i64,
}

/// Waits. The clock goes on meanwhile, so that pauses within the system end.
pub(super) async fn settle(world: &World, people: &[Box<dyn Device>]) -> Result<(), String> {
    let begun = Instant::now();
    let mut looked = begun;
    loop {
        let told = people.iter().all(|person| person.is_told());
        let open = if told { open(world).await } else { None };
        match open {
            Some(Open { updates: 0, cards: 0, deliveries: 0, files: 0, overdue: 0, told: 0 }) => {
                return Ok(());
            }
            open if begun.elapsed() > PATIENCE => return Err(describe(told, open)),
            _ => {}
        }
        tokio::time::sleep(LOOK_EVERY).await;
        let passed = looked.elapsed();
        looked += passed;
        world.clock.advance(TimeDelta::from_std(passed).unwrap_or_default());
    }
}

async fn open(world: &World) -> Option<Open> {
    let sql = "SELECT
            (SELECT count(*) FROM reply) AS updates,
            (SELECT count(*) FROM endpoint WHERE former IS NOT NULL) AS cards,
            (SELECT count(*) FROM delivery
             WHERE state IN ('pending', 'sending') OR (state = 'retry' AND due_at <= $1)) AS deliveries,
            (SELECT count(*) FROM file WHERE state = 'pending') AS files,
            (SELECT count(*) FROM request WHERE state IN ('open', 'answered') AND state_at <= $1)
                + (SELECT count(*) FROM trip WHERE state = 'planned' AND state_at <= $1)
                + (SELECT count(*) FROM deal WHERE due_at <= $1) AS overdue,
            (SELECT count(*) FROM to_match)
                + (SELECT count(*) FROM push WHERE state IN ('waiting', 'sending') AND due_at <= $1) AS told";
    sqlx::query_as(sql).bind(world.clock.now()).fetch_one(world.database.pool()).await.ok()
}

fn describe(told: bool, open: Option<Open>) -> String {
    let what = match open {
        None if !told => {
            "a platform still waits for an update to be taken or a press to be answered".to_owned()
        }
        None => "the database does not answer".to_owned(),
        Some(Open { updates, cards, deliveries, files, overdue, told }) => format!(
            "{updates} updates are not answered, {cards} chats have old cards, {deliveries} deliveries are \
             not made, {files} files not fetched, {overdue} requests or trips not expired, {told} people not told"
        ),
    };
    format!("after {} seconds {what}", PATIENCE.as_secs())
}
