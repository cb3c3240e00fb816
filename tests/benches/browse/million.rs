//! A market with a million open requests, as skewed as this one is: most things go from France to Tunisia, from
//! a few large towns to a few large towns, and a few words are in every other title.

use chrono_tz::Tz;
use marketplace_domain::{
    id::AccountId,
    place::{Country, Place, Point},
};
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

use crate::{Outcome, dice::Dice};

/// How many people posted them: nobody has more than twenty open.
const PEOPLE: i64 = 50_000;

/// How many words there are.
const WORDS: usize = 30_000;

/// The places on a wheel of fortune: the more a town has, the more requests name it.
const WHEEL: usize = 20_000;

/// A country: its code, between which latitudes and longitudes its towns lie, how many it has, and how many of
/// a thousand requests come from there and go there.
type Land = (&'static str, [f64; 2], [f64; 2], usize, f64, f64);

const COUNTRIES: [Land; 12] = [
    ("FR", [42.5, 50.5], [-4.0, 7.5], 900, 600.0, 28.0),
    ("TN", [33.0, 37.2], [8.0, 11.0], 400, 20.0, 905.0),
    ("DE", [47.5, 54.5], [6.0, 14.5], 500, 90.0, 5.0),
    ("IT", [37.5, 46.0], [8.0, 18.0], 400, 70.0, 8.0),
    ("TR", [36.5, 41.5], [27.0, 42.0], 200, 60.0, 1.0),
    ("US", [30.0, 47.0], [-122.0, -72.0], 500, 50.0, 1.0),
    ("BE", [49.7, 51.3], [2.8, 6.0], 100, 40.0, 3.0),
    ("AE", [24.0, 25.5], [54.0, 56.0], 20, 30.0, 2.0),
    ("CA", [43.0, 51.0], [-123.0, -64.0], 150, 20.0, 1.0),
    ("DZ", [34.0, 36.8], [-1.5, 8.0], 200, 10.0, 30.0),
    ("LY", [31.0, 33.0], [11.0, 23.0], 60, 5.0, 15.0),
    ("CN", [23.0, 40.0], [104.0, 121.0], 300, 5.0, 1.0),
];

/// What is on the market, to be searched for.
#[derive(Debug)]
pub(crate) struct Million {
    /// Somebody who browses.
    pub(crate) viewer: AccountId,
    /// All towns.
    pub(crate) towns: Vec<Place>,
    /// Towns as often as requests come from there.
    pub(crate) origins: Vec<usize>,
    /// Towns as often as requests go there.
    pub(crate) targets: Vec<usize>,
    /// All words, the most used first.
    pub(crate) words: Vec<String>,
}

impl Million {
    /// Puts them there.
    pub(crate) async fn make(pool: &PgPool, requests: i64, dice: &mut Dice) -> Outcome<Self> {
        let (towns, origins, targets) = towns(dice)?;
        let words = words();
        let made = Self { viewer: AccountId::from_uuid(Uuid::nil()), towns, origins, targets, words };
        made.write_lists(pool).await?;
        let viewer = made.fill(pool, requests).await?;
        Ok(Self { viewer: AccountId::from_uuid(viewer), ..made })
    }

    /// What the statement that makes requests draws from.
    async fn write_lists(&self, pool: &PgPool) -> Outcome<()> {
        let towns: Vec<_> = self.towns.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
        sqlx::raw_sql(AssertSqlSafe(include_str!("lists.sql"))).execute(pool).await?;
        sqlx::query("INSERT INTO bench.town SELECT k.n - 1, k.place FROM unnest($1::jsonb[]) WITH ORDINALITY k (place, n)")
            .bind(towns)
            .execute(pool)
            .await?;
        let numbers = |wheel: &[usize]| wheel.iter().map(|town| *town as i64).collect::<Vec<_>>();
        sqlx::query(
            "INSERT INTO bench.wheel
             SELECT k.n - 1, k.origin, k.target
             FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY k (origin, target, n)",
        )
        .bind(numbers(&self.origins))
        .bind(numbers(&self.targets))
        .execute(pool)
        .await?;
        sqlx::query("INSERT INTO bench.word SELECT k.n - 1, k.word FROM unnest($1::text[]) WITH ORDINALITY k (word, n)")
            .bind(&self.words)
            .execute(pool)
            .await?;
        Ok(())
    }

    /// Makes the requests in one statement, without indexes, then the indexes. Gives somebody who browses.
    async fn fill(&self, pool: &PgPool, requests: i64) -> Outcome<Uuid> {
        let statement = include_str!("fill.sql")
            .replace(":people", &PEOPLE.to_string())
            .replace(":requests", &requests.to_string())
            .replace(":wheel", &WHEEL.to_string())
            .replace(":words", &WORDS.to_string());
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(pool).await?;
        for table in ["request", "spot", "word"] {
            sqlx::raw_sql(AssertSqlSafe(format!("VACUUM ANALYZE {table}"))).execute(pool).await?;
        }
        sqlx::raw_sql("CHECKPOINT").execute(pool).await?;
        Ok(sqlx::query_scalar("SELECT md5('person 7')::uuid").fetch_one(pool).await?)
    }
}

/// Towns around the larger ones of their country, and how often each is named.
fn towns(dice: &mut Dice) -> Outcome<(Vec<Place>, Vec<usize>, Vec<usize>)> {
    let (mut towns, mut origins, mut targets) = (Vec::new(), Vec::new(), Vec::new());
    for (code, lats, lons, count, from, to) in COUNTRIES {
        let country = Country::parse(code)?;
        let between = |dice: &mut Dice, [low, high]: [f64; 2]| low + dice.part() * (high - low);
        let mut centres: Vec<(f64, f64)> = Vec::new();
        let all: f64 = (1..=count).map(|rank| 1.0 / rank as f64).sum();
        for rank in 1..=count {
            let (lat, lon) = match dice.of(&centres) {
                // Two of three are within some ten kilometres of a larger one.
                Some(&(lat, lon)) if rank > 12 && dice.chance(0.66) => {
                    (lat + dice.spread() * 0.25, lon + dice.spread() * 0.35)
                }
                _ => (between(dice, lats), between(dice, lons)),
            };
            if rank <= 12 {
                centres.push((lat, lon));
            }
            let step = |degrees: f64| (degrees * 1e4).round() / 1e4;
            let id = u32::try_from(towns.len() + 1)?;
            let part = 1.0 / rank as f64 / all * WHEEL as f64 / 1000.0;
            origins.extend(std::iter::repeat_n(towns.len(), rounded(part * from, dice)));
            targets.extend(std::iter::repeat_n(towns.len(), rounded(part * to, dice)));
            let (point, zone) = (Point::new(step(lat), step(lon))?, Tz::Africa__Tunis);
            towns.push(Place { id, name: format!("{code} {rank}"), country, point, zone });
        }
    }
    fit(&mut origins, dice);
    fit(&mut targets, dice);
    Ok((towns, origins, targets))
}

/// A whole number that is this on average.
fn rounded(count: f64, dice: &mut Dice) -> usize {
    count as usize + usize::from(dice.chance(count.fract()))
}

/// As long as the wheel is.
fn fit(wheel: &mut Vec<usize>, dice: &mut Dice) {
    while wheel.len() < WHEEL {
        let Some(town) = dice.of(wheel).copied() else { return };
        wheel.push(town);
    }
    wheel.truncate(WHEEL);
}

/// Words that nobody says: syllables after one another.
fn words() -> Vec<String> {
    const SYLLABLES: [&str; 32] = [
        "ka", "mi", "lo", "te", "ru", "sa", "vi", "no", "pe", "du", "fa", "gi", "bo", "le", "zu", "ra", "ti",
        "mo", "ne", "ku", "sha", "pri", "lan", "tor", "mel", "ves", "bur", "nif", "gra", "dol", "cam", "rin",
    ];
    let word = |number: usize| {
        let mut left = number + 1024;
        let mut word = String::new();
        while left > 0 {
            word.push_str(SYLLABLES.get(left % 32).copied().unwrap_or_default());
            left /= 32;
        }
        word
    };
    (0..WORDS).map(word).collect()
}
