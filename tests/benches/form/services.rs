//! The bench's own Postgres and Redis.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::process::cpu_seconds;
use crate::{Outcome, Places};

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
        let name = format!("form_{}", self.databases);
        self.run(format!("CREATE DATABASE {name}")).await?;
        self.flush_redis().await?;
        Ok(format!("{}/{name}", self.places.postgres))
    }

    /// Writes out what others have left to write, so that it does not count for the next.
    pub(crate) async fn settle(&mut self) -> Outcome<()> {
        self.run("CHECKPOINT".to_owned()).await
    }

    /// The processor seconds that Postgres and Redis have used.
    pub(crate) fn cpu(&self) -> Outcome<[f64; 2]> {
        Ok([cpu_seconds(self.places.postgres_pid)?, cpu_seconds(self.places.redis_pid)?])
    }

    async fn drop_database(&mut self) -> Outcome<()> {
        let old = format!("DROP DATABASE IF EXISTS form_{} WITH (FORCE)", self.databases);
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
