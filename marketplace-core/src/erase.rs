//! Erasing a conversation.

use marketplace_domain::{id::ConversationId, refusal::Refusal};

use crate::{
    MarketError, Unit,
    tables::{conversation, key},
};

impl Unit {
    /// Ends a conversation for good and destroys its key: what was said in it can be read by nobody
    /// any more. Doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is none; [`MarketError::Database`].
    pub async fn erase(&mut self, id: ConversationId) -> Result<(), MarketError> {
        let now = self.now();
        // Its row comes first, as where somebody speaks: nothing is sealed any more from here.
        if conversation::end_for_good(self.connection(), id.uuid(), now).await? == 0 {
            return Err(Refusal::Unknown.into());
        }
        Ok(key::destroy(self.connection(), id.uuid()).await?)
    }
}
