//! The bench's own Postgres and Redis.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::process::cpu_seconds;
use super::{Outcome, Places};

/// Processor seconds up to now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cpu {
    pub(crate) bot: f64,
    pub(crate) postgres: f64,
    pub(crate) redis: f64,
    /// The fake platform and the people: shown, but nobody's cost.
    pub(crate) platform: f64,
}

impl Cpu {
    /// What counts: everything but the platform.
    pub(crate) fn total(self) -> f64 {
        self.bot + self.postgres + self.redis
    }

    /// The part of it that falls upon one of so many.
    pub(crate) fn per(self, count: f64) -> Self {
        Self {
            bot: self.bot / count,
            postgres: self.postgres / count,
            redis: self.redis / count,
            platform: self.platform / count,
        }
    }

    /// What was used since `earlier`.
    pub(crate) fn since(self, earlier: Self) -> Self {
        Self {
            bot: self.bot - earlier.bot,
            postgres: self.postgres - earlier.postgres,
            redis: self.redis - earlier.redis,
            platform: self.platform - earlier.platform,
        }
    }
}

/// Connections to what the contestants keep their state in.
pub(crate) struct Services<'a> {
    pub(crate) places: &'a Places,
    postgres: PgConnection,
    databases: u32,
}

impl<'a> Services<'a> {
    /// Connects, and refuses a Postgres that does not wait for the disk.
    pub(crate) async fn connect(places: &'a Places) -> Outcome<Self> {
        let mut postgres = PgConnection::connect(&format!("{}/postgres", places.postgres)).await?;
        for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
            let show = AssertSqlSafe(format!("SHOW {setting}"));
            let value: String = sqlx::query_scalar(show).fetch_one(&mut postgres).await?;
            if value != "on" {
                return Err(format!("{setting} is {value}: nothing would be durable").into());
            }
        }
        Ok(Self { places, postgres, databases: 0 })
    }

    /// Gives the next contestant an empty database and an empty Redis; the address of the database.
    pub(crate) async fn fresh(&mut self) -> Outcome<String> {
        self.drop_database().await?;
        self.databases += 1;
        let name = format!("bench_{}", self.databases);
        self.run(format!("CREATE DATABASE {name}")).await?;
        self.flush_redis().await?;
        Ok(format!("{}/{name}", self.places.postgres))
    }

    /// Writes out what others have left to write, so that it does not count for the next.
    pub(crate) async fn settle(&mut self) -> Outcome<()> {
        self.run("CHECKPOINT".to_owned()).await
    }

    /// Processor seconds up to now, with those of the program under test, a child of this process.
    pub(crate) fn cpu(&self, bot: u32) -> Outcome<Cpu> {
        let bot = cpu_seconds(bot)?;
        Ok(Cpu {
            bot,
            postgres: cpu_seconds(self.places.postgres_pid)?,
            redis: cpu_seconds(self.places.redis_pid)?,
            platform: cpu_seconds(std::process::id())? - bot,
        })
    }

    async fn drop_database(&mut self) -> Outcome<()> {
        let old = format!("DROP DATABASE IF EXISTS bench_{} WITH (FORCE)", self.databases);
        self.run(old).await
    }

    async fn run(&mut self, statement: String) -> Outcome<()> {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.postgres).await?;
        Ok(())
    }

    async fn flush_redis(&self) -> Outcome<()> {
        let mut redis = TcpStream::connect(("127.0.0.1", self.places.redis_port)).await?;
        redis.write_all(b"FLUSHALL\r\n").await?;
        let mut answer = [0; 5];
        redis.read_exact(&mut answer).await?;
        if &answer == b"+OK\r\n" { Ok(()) } else { Err("Redis does not flush".into()) }
    }
}
