//! Who takes part, and how each is started.

use clap::ValueEnum;
use tests::fake_telegram::FakeTelegram;
use tokio::process::Command;

use crate::common::Places;
use crate::common::product::{owned, product};
use crate::turn::{FIRST_CHAT, PAIRS};

/// A program that carries lines from one chat to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Contestant {
    /// The product.
    Nwassik,
    /// A row and a NOTIFY for each message.
    Notify,
}

impl Contestant {
    /// The name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nwassik => "nwassik",
            Self::Notify => "NOTIFY per row",
        }
    }

    /// The command that starts it. Neither holds to any limit: it is not what is measured.
    pub(crate) fn command(self, places: &Places, fake: &FakeTelegram, database: &str) -> Command {
        match self {
            Self::Nwassik => {
                let mut command = product(places, fake, database, "serve");
                command.env("TELEGRAM_PER_SECOND", "0");
                command
            }
            Self::Notify => {
                let mut command = owned(&[places.rivals.join("notify-relay").as_os_str()], fake);
                command
                    .env("DATABASE_URL", database)
                    .env("FIRST_CHAT", FIRST_CHAT.to_string())
                    .env("CHATS", (2 * PAIRS).to_string());
                command
            }
        }
    }
}
