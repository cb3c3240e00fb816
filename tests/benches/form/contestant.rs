//! Who takes part, and how each is started.

use std::ffi::OsStr;

use clap::ValueEnum;
use tests::fake_telegram::FakeTelegram;
use tokio::process::Command;

use crate::common::Places;
use crate::common::product::{owned, product};
use crate::people::{Step, round};

/// A program that leads people through the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Contestant {
    /// The product: every step durable in Postgres before the reply.
    Nwassik,
    /// aiogram with its Redis storage.
    Aiogram,
    /// teloxide's dialogues with its Redis storage.
    Teloxide,
    /// One statement a batch into Postgres, then the replies, and nothing else.
    Bare,
}

/// How fast the platform says that it takes messages. Only the product paces itself, so only it is
/// told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// As Telegram does it: what the product expects when it is told nothing.
    Telegram,
    /// So many messages a second, as Telegram grants to large bots.
    PerSecond(u32),
    /// As fast as they come.
    Unlimited,
}

impl Pace {
    fn variable(self) -> Option<(&'static str, String)> {
        let per_second = match self {
            Self::Telegram => return None,
            Self::PerSecond(messages) => messages,
            Self::Unlimited => 0,
        };
        Some(("TELEGRAM_PER_SECOND", per_second.to_string()))
    }
}

impl Contestant {
    /// The name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nwassik => "nwassik",
            Self::Aiogram => "aiogram + Redis",
            Self::Teloxide => "teloxide + Redis",
            Self::Bare => "bare loop",
        }
    }

    /// Whether it asks a newcomer for their language before anything else.
    pub(crate) fn asks_language(self) -> bool {
        self == Self::Nwassik
    }

    /// What people do over and over with it.
    pub(crate) fn round(self) -> &'static [Step] {
        round(self == Self::Nwassik)
    }

    /// The command that starts it.
    pub(crate) fn command(self, places: &Places, fake: &FakeTelegram, database: &str, pace: Pace) -> Command {
        let mut command = match self {
            Self::Nwassik => product(places, fake, database, "serve"),
            Self::Aiogram => {
                let python = std::env::var_os("BENCH_PYTHON").unwrap_or_else(|| "python3".into());
                let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/rivals/aiogram_form.py");
                owned(&[&python, OsStr::new(script)], fake)
            }
            Self::Teloxide => owned(&[places.rivals.join("teloxide-form").as_os_str()], fake),
            Self::Bare => owned(&[places.rivals.join("bare-loop").as_os_str()], fake),
        };
        match self {
            Self::Nwassik => command.envs(pace.variable()),
            Self::Bare => command.env("DATABASE_URL", database),
            Self::Aiogram | Self::Teloxide => {
                command.env("REDIS_URL", format!("redis://127.0.0.1:{}/0", places.redis_port))
            }
        };
        command
    }
}
