//! How long a page takes.

use std::time::{Duration, Instant};

use marketplace_core::Market;
use marketplace_domain::request::{Filter, Found, Sort};

use crate::{Outcome, dice::Dice, million::Million, shape::Shape};

/// How many requests stand on a page.
pub(crate) const PAGE: usize = 10;

/// How many searches of a shape are made before they count.
const WARM_UP: usize = 20;

/// How long pages took.
#[derive(Debug)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// In milliseconds, by nearest rank.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0.get(rank).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    /// All together, in seconds.
    pub(crate) fn sum(&self) -> f64 {
        self.0.iter().map(Duration::as_secs_f64).sum()
    }
}

impl From<Vec<Duration>> for Times {
    fn from(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }
}

/// What one shape took.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) times: Times,
    /// How many requests stood on a page on average.
    pub(crate) found: f64,
}

/// Makes searches of a shape, one after the other.
pub(crate) async fn measure(
    market: &Market,
    million: &Million,
    shape: Shape,
    searches: usize,
    dice: &mut Dice,
) -> Outcome<Pages> {
    let today = market.clock().now().date_naive();
    let (mut times, mut found) = (Vec::with_capacity(searches), 0);
    for number in 0..searches + WARM_UP {
        let filter = shape.draw(million, today, dice)?;
        let (page, took) = page(market, million, &filter, shape.sort(), shape.page()).await?;
        if number >= WARM_UP {
            times.push(took);
            found += page.page.items.len();
        }
    }
    Ok(Pages { times: times.into(), found: found as f64 / searches.max(1) as f64 })
}

/// One page, and how long it took: from the transaction's beginning to its end.
pub(crate) async fn page(
    market: &Market,
    million: &Million,
    filter: &Filter,
    sort: Sort,
    number: usize,
) -> Outcome<(Found, Duration)> {
    let mut after = None;
    let mut turned = 1;
    loop {
        let began = Instant::now();
        let mut unit = market.begin().await?;
        let found = unit.browse(Some(million.viewer), filter, sort, after, PAGE).await?;
        unit.commit().await?;
        let took = began.elapsed();
        after = found.page.next;
        if turned == number || after.is_none() {
            return Ok((found, took));
        }
        turned += 1;
    }
}
