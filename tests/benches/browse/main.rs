//! The browse bench: pages of ten among a million open requests, through the market's own use case, and circles
//! beside those of a GiST distance index. `tests/benches/run browse` sets everything up and starts this.

mod dice;
#[path = "../common/goals.rs"]
mod goals;
mod million;
mod pages;
mod report;
mod rival;
mod shape;

use std::{error::Error, io::Write as _, sync::Arc};

use marketplace_core::{Market, OsEntropy, migrate};
use marketplace_domain::clock::SystemClock;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::{dice::Dice, million::Million, report::Report};

/// What goes wrong in a bench ends it; the words are all that is needed.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How much is done.
#[derive(Debug, Clone, Copy)]
struct Plan {
    /// How many requests are on the market.
    requests: i64,
    /// How many searches of each shape count.
    searches: usize,
    /// How many circles are asked of both.
    circles: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let plan = if quick {
        Plan { requests: 50_000, searches: 40, circles: 10 }
    } else {
        Plan { requests: 1_000_000, searches: 400, circles: 100 }
    };
    let server = std::env::var("BENCH_POSTGRES")?;
    let options: PgConnectOptions = server.parse()?;
    // One client.
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options.database("postgres")).await?;
    migrate(&pool).await?;
    let mut dice = Dice::new(7);
    progress("Putting requests on the market");
    let million = Million::make(&pool, plan.requests, &mut dice).await?;
    let market = Market::new(pool.clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let mut report = Report::new(plan);
    for shape in shape::ALL {
        progress(shape.name());
        report.shape(shape, pages::measure(&market, &million, shape, plan.searches, &mut dice).await?);
    }
    progress("Circles beside a GiST distance index");
    report.circles(rival::measure(&market, &pool, &million, plan.circles, &mut dice).await?);
    Ok(write!(std::io::stdout(), "{report}")?)
}

/// Says on the terminal what is going on; the results come at the end.
fn progress(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}
