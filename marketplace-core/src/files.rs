//! Files that people sent: to be fetched from their platform, made clean, then kept as blobs.

use std::fmt;

use chrono::TimeDelta;
use marketplace_domain::{
    account::Platform,
    id::{AccountId, FileId},
    media::{FileKind, FileProblem, MOST_BYTES_A_DAY, MOST_FILES_A_DAY},
};

use crate::{
    MarketError, Unit,
    media::CleanFile,
    tables::file::{self, FileRow},
};

/// How long whoever takes a file to fetch has for it before another may.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How often a file is tried. With the growing pauses that is about an hour and a half.
const MOST_ATTEMPTS: i16 = 8;

/// The pause after the first try; it doubles with every other.
const PAUSE: TimeDelta = TimeDelta::seconds(20);

/// A file to fetch.
#[derive(Clone, PartialEq, Eq)]
pub struct FileToFetch {
    /// Its id.
    pub id: FileId,
    /// What it was sent as.
    pub kind: FileKind,
    /// The platform that has it.
    pub platform: Platform,
    /// The bot through which it came.
    pub bot: String,
    /// What the platform calls it.
    pub file: String,
}

// By hand: the platform's name of a file leads to what somebody sent.
impl fmt::Debug for FileToFetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileToFetch({}, {}, …)", self.id, self.platform)
    }
}

impl Unit {
    /// Whether a person may send so many more files today, of so many bytes as is known of them. A day is
    /// the last 24 hours.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn may_send_files(
        &mut self,
        account: AccountId,
        files: usize,
        bytes: u64,
    ) -> Result<bool, MarketError> {
        let since = self.now() - TimeDelta::days(1);
        let (sent, sent_bytes) = file::sent_since(self.connection(), account.uuid(), since).await?;
        let sum = |a: i64, b: u64| a.unsigned_abs().saturating_add(b);
        Ok(sum(sent, files as u64) <= MOST_FILES_A_DAY && sum(sent_bytes, bytes) <= MOST_BYTES_A_DAY)
    }

    /// Notes a file that a person sent: what its platform calls it, and its length where it tells.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn add_file(
        &mut self,
        account: AccountId,
        platform: Platform,
        bot: &str,
        kind: FileKind,
        (file, length): (&str, Option<u64>),
    ) -> Result<FileId, MarketError> {
        let id = FileId::random(self.entropy());
        let row = FileRow {
            id: id.uuid(),
            kind: kind.name().to_owned(),
            platform: platform.name().to_owned(),
            bot: bot.to_owned(),
            file: file.to_owned(),
            length: length.and_then(|length| length.try_into().ok()),
        };
        let now = self.now();
        file::insert(self.connection(), account.uuid(), &row, now).await?;
        Ok(id)
    }

    /// Files of these bots (platforms and bots, two lists of one length) to fetch now, at most `limit`: each
    /// bot has a process that can. The try counts, and nobody else is given them for two
    /// minutes: say how it went with [`Unit::file_ready`], [`Unit::file_failed`] or
    /// [`Unit::file_gone`].
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn files_to_fetch(
        &mut self,
        bots: &(Vec<String>, Vec<String>),
        limit: i64,
    ) -> Result<Vec<FileToFetch>, MarketError> {
        let now = self.now();
        let rows = file::take_due(self.connection(), bots, now, now + LEASE, limit).await?;
        rows.into_iter()
            .map(|row| {
                let kind = FileKind::from_name(&row.kind).ok_or(MarketError::Corrupt("file.kind"))?;
                let platform = row.platform.parse().map_err(|_| MarketError::Corrupt("file.platform"))?;
                Ok(FileToFetch {
                    id: FileId::from_uuid(row.id),
                    kind,
                    platform,
                    bot: row.bot,
                    file: row.file,
                })
            })
            .collect()
    }

    /// The file is kept as a blob now. `false` where it was given up meanwhile: then nobody wants the
    /// blob.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn file_ready(&mut self, id: FileId, clean: &CleanFile) -> Result<bool, MarketError> {
        let length = i64::try_from(clean.length).unwrap_or(i64::MAX);
        let (kind, format) = (clean.kind.name(), clean.format.name());
        Ok(file::set_ready(self.connection(), id.uuid(), kind, format, length).await?)
    }

    /// The file does not cross, and never will.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn file_gone(&mut self, id: FileId, problem: FileProblem) -> Result<(), MarketError> {
        Ok(file::set_gone(self.connection(), id.uuid(), problem.name()).await?)
    }

    /// The file could not be fetched now. After eight tries it is given up.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn file_failed(&mut self, id: FileId) -> Result<(), MarketError> {
        let Some(attempts) = file::lock_pending(self.connection(), id.uuid()).await? else {
            return Ok(());
        };
        if attempts >= MOST_ATTEMPTS {
            return self.file_gone(id, FileProblem::Lost).await;
        }
        let doubled = 1 << attempts.clamp(1, MOST_ATTEMPTS).saturating_sub(1);
        let next = self.now() + PAUSE * doubled;
        Ok(file::set_next(self.connection(), id.uuid(), next).await?)
    }
}
