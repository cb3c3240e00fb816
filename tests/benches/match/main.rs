//! The match bench: one new request against a million alerts, with the keys that the product keeps of them
//! and with the plain filter that everybody writes first. `tests/benches/run match` starts this.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "what other benches need is there as well")]
mod common;
mod plain;
mod report;
mod town;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use marketplace_core::{Market, OsEntropy, migrate};
use marketplace_domain::clock::SystemClock;
use marketplace_domain::id::{AccountId, RequestId};
use sqlx::{Connection, PgConnection, PgPool, postgres::PgPoolOptions};

use common::services::Services;
use common::{Outcome, Places, progress};
use report::Report;
use town::Town;

/// Measures how quickly those are found whom a request concerns. Start it with `tests/benches/run match`.
#[derive(Debug, Parser)]
struct Options {
    /// A twentieth of the alerts: shows that everything runs, says little about speed.
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    places: Places,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// How much of everything there is.
#[derive(Debug, Clone, Copy)]
struct Plan {
    /// Alerts that people make, one by one.
    made: usize,
    /// How often each of them stands in the end, every time of somebody else.
    copies: usize,
    /// Requests that are matched.
    requests: usize,
    /// How many of them the plain filter matches as well: it takes its time.
    plain: usize,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let options = Options::parse();
    tokio::select! {
        ended = run(&options) => ended,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            Err("interrupted".into())
        }
    }
}

async fn run(options: &Options) -> Outcome<()> {
    let plan = if options.quick {
        Plan { made: 10_000, copies: 5, requests: 100, plain: 20 }
    } else {
        Plan { made: 50_000, copies: 20, requests: 400, plain: 60 }
    };
    let mut services = Services::connect(&options.places).await?;
    let url = services.fresh().await?;
    let pool = PgPoolOptions::new().max_connections(2).connect(&url).await?;
    migrate(&pool).await?;
    let market = Market::new(pool.clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let town = Town::new();
    let people = people(&pool, plan).await?;
    make(&market, &town, &people, plan.made).await?;
    plain::multiply(&pool, plan.copies).await?;
    let mut report = Report { alerts: count(&pool, "alert").await?, ..Report::default() };
    report.keys = count(&pool, "watch_key").await?;
    progress(&format!("{} alerts have {} keys", report.alerts, report.keys));
    services.settle().await?;
    let requests = publish(&market, &town, &people, plan.requests).await?;
    let mut plain = PgConnection::connect(&url).await?;
    // One client in both cases, and what both read first is in memory for both.
    for (request, _) in &requests {
        with_keys(&market, *request).await?;
    }
    for (request, _) in &requests {
        let (found, took) = with_keys(&market, *request).await?;
        report.keyed.push(took);
        report.found.push(found.len());
    }
    for (request, poster) in requests.iter().take(plan.plain) {
        let (keyed, keyed_took) = with_keys(&market, *request).await?;
        let began = Instant::now();
        let found = plain::find(&mut plain, *request, *poster).await?;
        report.pairs.push((keyed_took, began.elapsed()));
        if found != keyed {
            return Err(format!("{} found with keys, {} without", keyed.len(), found.len()).into());
        }
    }
    // Last, because the table of the plain way does not know of these.
    report.stored = store(&market, &town, &people).await?;
    Ok(write!(std::io::stdout(), "{report}")?)
}

/// Enough people that nobody has more alerts than they may.
async fn people(pool: &PgPool, plan: Plan) -> Outcome<Vec<AccountId>> {
    let count = i64::try_from(plan.made * plan.copies / 10)?;
    sqlx::query(
        "INSERT INTO account (id, language, zone, made_at)
         SELECT gen_random_uuid(), 'fr', (ARRAY['Africa/Tunis', 'Europe/Paris'])[1 + n % 2], now()
         FROM generate_series(1, $1::bigint) n",
    )
    .bind(count)
    .execute(pool)
    .await?;
    let ids: Vec<(sqlx::types::Uuid,)> = sqlx::query_as("SELECT id FROM account").fetch_all(pool).await?;
    Ok(ids.into_iter().map(|id| AccountId::from_uuid(id.0)).collect())
}

/// Alerts as people make them, many in a transaction.
async fn make(market: &Market, town: &Town, people: &[AccountId], count: usize) -> Outcome<()> {
    let mut made = 0;
    let mut turn = people.iter().cycle();
    while made < count {
        let mut unit = market.begin().await?;
        for _ in 0..1000 {
            let Some(person) = turn.next() else { break };
            unit.add_alert(*person, &town.alert()).await?;
            made += 1;
        }
        unit.commit().await?;
        if made % 10_000 == 0 {
            progress(&format!("{made} alerts are made"));
        }
    }
    Ok(())
}

/// How long it takes to store one more, durably.
async fn store(market: &Market, town: &Town, people: &[AccountId]) -> Outcome<Vec<Duration>> {
    let mut took = Vec::new();
    for person in people.iter().rev().take(300) {
        let alert = town.alert();
        let began = Instant::now();
        let mut unit = market.begin().await?;
        unit.add_alert(*person, &alert).await?;
        unit.commit().await?;
        took.push(began.elapsed());
    }
    Ok(took)
}

async fn publish(
    market: &Market,
    town: &Town,
    people: &[AccountId],
    count: usize,
) -> Outcome<Vec<(RequestId, AccountId)>> {
    let mut requests = Vec::new();
    for person in people.iter().take(count) {
        let mut unit = market.begin().await?;
        let card = unit.publish(*person, town.request()).await?;
        unit.commit().await?;
        requests.push((card.id, *person));
    }
    Ok(requests)
}

/// Everybody whom it concerns, as the product finds them, and how long that took.
async fn with_keys(market: &Market, request: RequestId) -> Outcome<(BTreeSet<AccountId>, Duration)> {
    let mut unit = market.begin().await?;
    let began = Instant::now();
    let found = unit.concerned(request, None, i64::MAX).await?;
    let took = began.elapsed();
    Ok((found.into_iter().map(|one| one.account).collect(), took))
}

async fn count(pool: &PgPool, table: &str) -> Outcome<i64> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    Ok(sqlx::query_scalar(sql).fetch_one(pool).await?)
}
