//! What stands in the bucket and nobody needs any more: files that went to no conversation and no request,
//! those of conversations that were erased while the bucket was away, and what a web chat does not show
//! any more.

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::id::{FileId, PhotoId};
use uuid::Uuid;

use crate::{
    KeptError, Market, MarketError,
    blobs::{Blobs, Listed},
    tables::file,
};

/// How long something may stand there unneeded: a form may be filled in, and a line may be held, for days.
const GRACE: TimeDelta = TimeDelta::days(7);

impl Market {
    /// Looks at some of what stands in the bucket, behind that name, and deletes what nobody needs. Gives
    /// how many that were, and the name to go on behind; none at the end.
    ///
    /// # Errors
    /// Each of [`KeptError`].
    pub async fn delete_orphans(
        &self,
        blobs: &Blobs,
        now: DateTime<Utc>,
        behind: Option<&str>,
    ) -> Result<(usize, Option<String>), KeptError> {
        let (listed, next) = blobs.list(behind).await?;
        let old: Vec<&Listed> = listed.iter().filter(|object| object.at < now - GRACE).collect();
        let ids = |folder: &str| -> Vec<Uuid> {
            let names = old.iter().filter_map(|object| object.name.strip_prefix(folder));
            names.filter_map(|name| Some(name.parse::<FileId>().ok()?.uuid())).collect()
        };
        let mut unit = self.begin().await?;
        let files = file::unneeded(unit.connection(), &ids("sealed/")).await.map_err(MarketError::from)?;
        let kept = file::unshown(unit.connection(), &ids("chat/")).await.map_err(MarketError::from)?;
        unit.commit().await?;
        for file in &files {
            blobs.delete_file(FileId::from_uuid(*file)).await?;
        }
        for photo in &kept {
            blobs.delete_kept(PhotoId::from_uuid(*photo)).await?;
        }
        Ok((files.len() + kept.len(), next))
    }
}
