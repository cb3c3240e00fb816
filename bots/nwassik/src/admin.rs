//! What an operator does by hand.

mod requeue;

use std::{io::Write, time::Duration};

use crate::{
    StartError,
    config::Config,
    database::Database,
    keys::{self, Rotated},
    options::AdminCommand,
};

/// Does it, and says what was done.
pub async fn run(
    config: &Config,
    command: AdminCommand,
    out: &mut (impl Write + Send),
) -> Result<(), StartError> {
    let database = Database::open(config).await?;
    match command {
        AdminCommand::Requeue(arguments) => requeue::requeue(config, &database, &arguments, out).await?,
        AdminCommand::RotateKey { wait } => {
            // The embedded database serves nobody else.
            let wait = if config.database.is_some() { wait } else { 0 };
            let rotated = keys::rotate(config, &database.market, Duration::from_secs(wait)).await?;
            tell_rotated(config, rotated, out)?;
        }
        AdminCommand::EraseConversation { id } => {
            let erased = relay::erase(&database.market, id).await?.ok_or(StartError::NoConversation)?;
            writeln!(
                out,
                "The conversation is erased. Lines that had not arrived: {}. Messages taken back from web \
                 chats: {}.",
                erased.waiting, erased.taken_back
            )?;
        }
    }
    database.close().await
}

fn tell_rotated(config: &Config, rotated: Rotated, out: &mut impl Write) -> Result<(), StartError> {
    if rotated.resumed {
        writeln!(out, "A change of the master key had been begun: it is finished.")?;
    }
    writeln!(out, "The new master key is in use, and wraps {} keys anew.", rotated.keys)?;
    match keys::file(config) {
        Some(file) => writeln!(
            out,
            "The former one still stands in {}, below the new one: delete its line when no backup of the \
             database needs it.",
            file.display()
        )?,
        None if !config.master.old.is_empty() => {
            writeln!(out, "NWASSIK_MASTER_KEY_OLD is not needed any more, but for backups.")?;
        }
        None => {}
    }
    Ok(())
}
