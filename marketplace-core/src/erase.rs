//! Erasing a conversation.

use marketplace_domain::{
    id::{ConversationId, FileId},
    refusal::Refusal,
};

use crate::{
    MarketError, Unit,
    tables::{conversation, file, key},
};

impl Unit {
    /// Ends a conversation for good and destroys its key: what was said in it, and the files that went
    /// with it, can be read by nobody any more. Gives the files, which may be deleted from the bucket
    /// as well. Doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is none; [`MarketError::Database`].
    pub async fn erase(&mut self, id: ConversationId) -> Result<Vec<FileId>, MarketError> {
        let now = self.now();
        // Its row comes first, as where somebody speaks: nothing is sealed any more from here.
        if conversation::end_for_good(self.connection(), id.uuid(), now).await? == 0 {
            return Err(Refusal::Unknown.into());
        }
        key::destroy(self.connection(), id.uuid()).await?;
        let files = file::erase(self.connection(), id.uuid()).await?;
        Ok(files.into_iter().map(FileId::from_uuid).collect())
    }
}
