//! Many lines at once: the conversations in which people are about to speak are locked together, and
//! what is said is numbered and sealed in memory.

use marketplace_domain::{
    conversation::Side,
    entropy::Entropy,
    id::{AccountId, ConversationId},
};

use crate::{
    MarketError, Unit,
    conversations::{Spoken, spoken},
    seal::{DataKey, Place},
    tables::floor::{self, Counted},
};

/// One side of a conversation that is locked until the unit ends, for the one who speaks there.
pub struct Floor {
    spoken: Spoken,
    before: i64,
    key: DataKey,
}

impl Floor {
    /// Where it is, with the number of the last line that was said from here.
    pub fn spoken(&self) -> &Spoken {
        &self.spoken
    }

    /// Opens lines that were said from here: numbers and sealed texts. What cannot be opened is left
    /// out.
    pub fn open(&self, lines: &[(i64, Vec<u8>)]) -> Vec<Vec<u8>> {
        lines.iter().filter_map(|(seq, body)| self.key.open(self.place(*seq), body)).collect()
    }

    /// Numbers the next line and seals it. It counts once [`Unit::count`] has written that down.
    ///
    /// # Errors
    /// [`MarketError::Corrupt`]; then nothing was numbered.
    pub fn seal_next(&mut self, text: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>, MarketError> {
        let seq = self.spoken.seq + 1;
        let sealed = self.key.seal(self.place(seq), text, entropy)?;
        self.spoken.seq = seq;
        Ok(sealed)
    }

    fn place(&self, seq: i64) -> Place {
        Place::Line { conversation: self.spoken.conversation, side: self.spoken.from, seq }
    }
}

impl Unit {
    /// Locks those of these conversations that are open and the speaker's own, for lines to be said in
    /// them. Left out are those in which nothing was sealed yet, or whose key is not known:
    /// [`Unit::speak`] finds out what that means.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn floors(
        &mut self,
        wanted: &[(AccountId, ConversationId)],
    ) -> Result<Vec<(AccountId, Floor)>, MarketError> {
        let (speakers, ids): (Vec<_>, Vec<_>) =
            wanted.iter().map(|(who, id)| (who.uuid(), id.uuid())).unzip();
        let rows = floor::lock(self.connection(), &ids, &speakers).await?;
        let floor = |(id, speaker, row): floor::Locked| {
            let side = if row.requester == speaker { Side::Requester } else { Side::Provider };
            let spoken = spoken(ConversationId::from_uuid(id), row, side).ok()?;
            let key = self.vault().unwrap(spoken.key.as_ref()?).ok()?;
            Some((AccountId::from_uuid(speaker), Floor { before: spoken.seq, spoken, key }))
        };
        Ok(rows.into_iter().filter_map(floor).collect())
    }

    /// Counts the lines that were numbered.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn count(&mut self, floors: impl Iterator<Item = &Floor>) -> Result<(), MarketError> {
        let counted = floors.map(|floor| Counted {
            conversation: floor.spoken.conversation.uuid(),
            by_requester: if floor.spoken.from == Side::Requester {
                floor.spoken.seq - floor.before
            } else {
                0
            },
            by_provider: if floor.spoken.from == Side::Provider {
                floor.spoken.seq - floor.before
            } else {
                0
            },
        });
        let counted: Vec<Counted> = counted.collect();
        let now = self.now();
        Ok(floor::count(self.connection(), &counted, now).await?)
    }
}
