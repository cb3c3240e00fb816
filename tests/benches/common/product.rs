//! How programs under test are started.

use std::ffi::OsStr;

use tests::fake_telegram::FakeTelegram;
use tokio::process::Command;

use super::Places;

/// A command that dies with this process, whatever happens to it, with nothing in its environment but
/// the platform: no proxy of this machine may come between them.
pub(crate) fn owned(program: &[&OsStr], fake: &FakeTelegram) -> Command {
    let mut command = Command::new("setpriv");
    command
        .args(["--pdeathsig", "KILL", "--"])
        .args(program)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TELEGRAM_BOT_TOKEN", fake.token())
        .env("TELEGRAM_API_URL", fake.url());
    command
}

/// The product on this database, doing this.
pub(crate) fn product(places: &Places, fake: &FakeTelegram, database: &str, what: &str) -> Command {
    let mut command = owned(&[places.product.as_os_str(), OsStr::new(what)], fake);
    command
        .env("DATABASE_URL", database)
        .env("NWASSIK_DATA_DIR", places.logs.join("nwassik-data"))
        .env("HTTP_ADDR", "127.0.0.1:0")
        .env("RUST_LOG", "warn");
    command
}
