//! The fake Telegram server as a program, for bots and benches in other languages.

use std::net::SocketAddr;

use clap::Parser;
use tests::fake_telegram::{FakeTelegram, Options};

/// Imitates the Telegram Bot API on this machine, with a control API under /control/.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where to listen; port 0 takes a free one, which is printed.
    #[arg(long, default_value = "127.0.0.1:8081")]
    addr: SocketAddr,
    /// The bot's token: its numeric id, a colon, and anything.
    #[arg(long, default_value = "1:x")]
    token: String,
    /// The bot's username.
    #[arg(long, default_value = "nwassik_test_bot")]
    username: String,
    /// Keeps every message and call. Without it only counters, latencies and the last message of
    /// each chat are kept.
    #[arg(long)]
    record: bool,
    /// The seed of random faults.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    use std::io::Write as _;

    let arguments = Arguments::parse();
    let fake = FakeTelegram::start_with(Options {
        addr: arguments.addr,
        token: arguments.token,
        username: arguments.username,
        record: arguments.record,
        seed: arguments.seed,
        control: true,
        ..Options::default()
    })
    .await?;
    writeln!(std::io::stdout(), "{}", fake.url())?;
    tokio::signal::ctrl_c().await
}
