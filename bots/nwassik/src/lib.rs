//! Wiring of the product: configuration, embedded servers, subcommands.

#![forbid(unsafe_code)]

pub mod admin;
mod bell;
pub mod chat;
pub mod config;
pub mod database;
pub mod embedded;
mod error;
mod health;
pub mod keys;
mod logging;
pub mod mailbox;
pub mod options;
mod platforms;
pub mod serve;
pub mod storage;
pub mod words;

use std::io::{Write, stdout};

use marketplace_core::seed_demo;
use tokio::signal::unix::{SignalKind, signal};

pub use self::error::StartError;
use self::{
    chat::ChatOptions,
    config::Config,
    database::Database,
    options::{ChatArguments, Command, Options},
};

/// Does what the command line asks for.
pub async fn run(options: Options) -> Result<(), StartError> {
    let config = Config::read(&|name| std::env::var(name).ok())?;
    logging::begin(config.log_json);
    match options.command.unwrap_or(Command::Serve(options.serve)) {
        Command::Serve(options) => serve::serve(config, options, &mut stdout(), told_to_end()).await,
        Command::Migrate => migrate(&config).await,
        Command::Seed => seed(&config).await,
        Command::Check => check(&config),
        Command::Admin { what } => admin::run(&config, what, &mut stdout()).await,
        Command::Chat(arguments) => chat(&config, arguments).await,
    }
}

async fn migrate(config: &Config) -> Result<(), StartError> {
    // Opening brings it up to date.
    Database::open(config).await?.close().await?;
    if let Some(done) = bell::prepare(config).await? {
        writeln!(stdout(), "{done}")?;
    }
    Ok(())
}

async fn seed(config: &Config) -> Result<(), StartError> {
    let database = Database::open(config).await?;
    let added = seed_demo(&database.market).await?;
    writeln!(stdout(), "{added} demo requests were added.")?;
    database.close().await
}

fn check(config: &Config) -> Result<(), StartError> {
    let mut out = stdout();
    for line in config.summary() {
        writeln!(out, "{line}")?;
    }
    for name in &config.unused {
        writeln!(out, "{name} is set, but this version has no use for it yet.")?;
    }
    Ok(())
}

async fn chat(config: &Config, arguments: ChatArguments) -> Result<(), StartError> {
    let ChatArguments { url, person } = arguments;
    let options = ChatOptions { url, person, data_dir: config.data_dir.clone() };
    let input = tokio::io::BufReader::new(tokio::io::stdin());
    Ok(chat::run(options, input, stdout()).await?)
}

/// Over when the system asks the process to end.
async fn told_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
}
