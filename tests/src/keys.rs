//! Master keys for markets of tests, and what a database shows to somebody who has none.

use marketplace_core::{
    Market,
    masters::MasterState,
    seal::{MasterKey, Secret},
};
use sqlx::{AssertSqlSafe, PgPool};

/// The master key that this number makes.
pub fn master(number: u8) -> MasterKey {
    MasterKey::new(&Secret::init_with(|| [number; 32]))
}

/// Lets people speak in a market.
///
/// # Panics
/// Where its database is away.
#[expect(clippy::expect_used, reason = "a test cannot go on without")]
pub async fn unlock(market: &Market) {
    let master = master(1);
    market.name_master(&master, MasterState::Current, None).await.expect("the database is there");
    market.vault().learn(master);
}

/// Every row of every table, as text.
pub struct Dump(String);

impl Dump {
    /// Reads all tables.
    ///
    /// # Panics
    /// Where they cannot be read.
    #[expect(clippy::expect_used, reason = "a test cannot go on without")]
    pub async fn of(pool: &PgPool) -> Self {
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I.%I', schemaname, tablename) from pg_tables
             where schemaname not in ('pg_catalog', 'information_schema')",
        )
        .fetch_all(pool)
        .await
        .expect("the tables are known");
        let mut text = String::new();
        for table in tables {
            let sql = format!("select coalesce(string_agg(t::text, chr(10)), '') from {table} t");
            let rows: String = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await.expect("a table");
            text.push_str(&rows);
        }
        Self(text)
    }

    /// Whether a sentence of plain letters stands in it, as text or as bytes.
    pub fn holds(&self, sentence: &str) -> bool {
        let bytes: String = sentence.bytes().map(|byte| format!("{byte:02x}")).collect();
        self.0.contains(sentence) || self.0.contains(&bytes)
    }
}
