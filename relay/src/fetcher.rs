//! Files on their way: fetched from the platform that somebody sent them on, made clean, kept as blobs.
//! What waits for them is due then.

use std::{sync::Arc, time::Duration};

use adapter::{FetchError, FileRef, Spool};
use marketplace_core::{
    Market, MarketError,
    blobs::{Blob, Blobs, Source},
    files::FileToFetch,
    media::{self, CleanFile},
    seal::DataKey,
};
use marketplace_domain::media::{FileProblem, most_from};
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinSet,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::{adapters::Adapters, bell::Bell, store::files};

/// How many files are fetched at once. Each has room on the disk, see [`Spool`].
const AT_ONCE: usize = 4;
/// How long a file may take until it is kept, whatever hangs: whoever took it has it for two minutes.
const LONGEST: Duration = Duration::from_secs(110);
/// How often it is looked for files that are to be tried again.
const ROUND: Duration = Duration::from_secs(15);

/// Fetches files.
pub(crate) struct Fetcher {
    /// The market.
    pub market: Arc<Market>,
    /// The platforms to fetch from.
    pub adapters: Adapters,
    /// Where files are kept.
    pub blobs: Arc<Blobs>,
    /// Rung for the lanes of what waited for a file.
    pub bell: Arc<dyn Bell>,
    /// Woken when somebody sent a file.
    pub wake: Arc<Notify>,
    /// Room to make one file clean at a time: some are whole in memory then.
    pub cleaning: Arc<Semaphore>,
}

/// How it ended.
enum Fetched {
    Ready(CleanFile),
    /// It does not cross, and never will.
    Gone(FileProblem),
    /// Worth another try.
    Failed,
}

impl Fetcher {
    /// Works until `stop`. A slow file holds up none of the others.
    pub(crate) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut working = JoinSet::new();
        loop {
            match self.due(AT_ONCE.saturating_sub(working.len())).await {
                Ok(due) => due.into_iter().for_each(|file| {
                    let fetcher = Arc::clone(&self);
                    working.spawn(async move { fetcher.take(&file.0, file.1.as_ref()).await });
                }),
                Err(error) => tracing::warn!(%error, "files could not be looked for"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                Some(_) = working.join_next() => {}
                _ = timeout(ROUND, self.wake.notified()), if working.len() < AT_ONCE => {}
            }
        }
    }

    /// What to fetch, each with the key to seal it with: none where its conversation was erased.
    async fn due(&self, room: usize) -> Result<Vec<(FileToFetch, Option<DataKey>)>, MarketError> {
        if room == 0 {
            return Ok(Vec::new());
        }
        let mut unit = self.market.begin().await?;
        let mut due = Vec::new();
        for file in unit.files_to_fetch(&self.adapters.names(), i64::try_from(room).unwrap_or(1)).await? {
            let key = unit.file_key(file.id).await?;
            due.push((file, key));
        }
        unit.commit().await?;
        Ok(due)
    }

    /// Fetches one, and writes down how that ended. Where that fails it is tried again later.
    async fn take(&self, file: &FileToFetch, key: Option<&DataKey>) {
        let fetched = match key {
            Some(key) => timeout(LONGEST, self.fetch(file, key)).await.unwrap_or(Fetched::Failed),
            None => Fetched::Gone(FileProblem::Lost),
        };
        match self.settle(file, &fetched).await {
            Ok(lanes) if lanes.is_empty() => {}
            // A bell that is out of reach is no loss: the sweeper rings again.
            Ok(lanes) => drop(self.bell.ring(&lanes).await),
            Err(error) => tracing::warn!(%error, "it could not be written down how a file was fetched"),
        }
    }

    async fn fetch(&self, file: &FileToFetch, key: &DataKey) -> Fetched {
        let bot = (file.platform, file.bot.clone());
        let Some(adapter) = self.adapters.find(&bot) else { return Fetched::Failed };
        let Ok(mut spool) = Spool::new(most_from(file.platform)) else { return Fetched::Failed };
        match adapter.fetch(&FileRef(file.file.clone()), &mut spool).await {
            Ok(()) => {}
            Err(FetchError::Gone) => return Fetched::Gone(FileProblem::Lost),
            Err(FetchError::TooLarge) => return Fetched::Gone(FileProblem::Large),
            Err(FetchError::Unavailable) => return Fetched::Failed,
        }
        let Ok(mut bytes) = spool.into_file().await else { return Fetched::Failed };
        let Ok(room) = Arc::clone(&self.cleaning).acquire_owned().await else { return Fetched::Failed };
        let kind = file.kind;
        let cleaned = tokio::task::spawn_blocking(move || {
            let _room = room;
            media::clean_file(kind, &mut bytes).map(|clean| (clean, bytes))
        });
        match cleaned.await {
            Ok(Ok((clean, bytes))) => self.keep(file, key, clean, Source::file(bytes, clean.length)).await,
            Ok(Err(FileProblem::Lost)) => Fetched::Failed,
            Ok(Err(problem)) => Fetched::Gone(problem),
            // Whoever reads it broke over it.
            Err(_) => Fetched::Gone(FileProblem::Broken),
        }
    }

    async fn keep(&self, file: &FileToFetch, key: &DataKey, clean: CleanFile, bytes: Source) -> Fetched {
        match self.blobs.put(Blob::File(file.id), key, bytes, self.market.entropy().as_ref()).await {
            Ok(()) => Fetched::Ready(clean),
            Err(_) => Fetched::Failed,
        }
    }

    async fn settle(&self, file: &FileToFetch, fetched: &Fetched) -> Result<Vec<i64>, MarketError> {
        let mut unit = self.market.begin().await?;
        let mut wanted = true;
        match fetched {
            Fetched::Ready(clean) => wanted = unit.file_ready(file.id, clean).await?,
            Fetched::Gone(problem) => unit.file_gone(file.id, *problem).await?,
            Fetched::Failed => unit.file_failed(file.id).await?,
        }
        let now = unit.now();
        let lanes = files::settled(unit.connection(), file.id, now).await?;
        unit.commit().await?;
        if !wanted {
            // Its conversation was erased meanwhile: nobody can open it.
            let _ = self.blobs.delete(Blob::File(file.id)).await;
        }
        Ok(lanes)
    }
}
