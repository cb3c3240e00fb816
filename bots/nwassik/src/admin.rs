//! What an operator does by hand.

mod pushes;
mod requeue;

use std::{io::Write, time::Duration};

use marketplace_domain::id::FileId;

use crate::{
    StartError,
    config::Config,
    database::Database,
    keys::{self, Rotated},
    options::AdminCommand,
    storage::Storage,
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
        AdminCommand::Pushes => pushes::show(&database, out).await?,
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
                 chats: {}. Files that nobody can open any more: {}.",
                erased.waiting,
                erased.taken_back,
                erased.files.len()
            )?;
            delete(config, &erased.files, out).await?;
        }
    }
    database.close().await
}

/// Deletes files of an erased conversation. Where the bucket cannot be reached the rest is done all the
/// same, and the operator is told.
async fn delete(config: &Config, files: &[FileId], out: &mut impl Write) -> Result<(), StartError> {
    if files.is_empty() {
        return Ok(());
    }
    let deleted = match Storage::open(config).await {
        Ok(storage) => relay::delete_files(&storage.blobs, files).await.is_ok(),
        Err(_) => false,
    };
    if !deleted {
        writeln!(out, "Some of them could not be deleted now. A running server deletes them within a week.")?;
    }
    Ok(())
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
