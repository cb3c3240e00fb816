//! Lines, entries and files from before they were sealed.

use marketplace_core::{KeptError, Market, MarketError, blobs::Blobs, seal::Place};
use marketplace_domain::{conversation::Side, id::ConversationId};

use crate::store::unsealed;

/// Lines that one transaction seals.
const AT_ONCE: i64 = 500;

/// Seals what people said before it was sealed: in conversations, in web chats, and to moderators. It is done
/// before anybody is served, so that nothing that is not sealed is ever read. Cut off, it goes on
/// the next time.
///
/// # Errors
/// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
pub async fn seal_what_is_not(market: &Market) -> Result<(), MarketError> {
    while seal_some(market).await? > 0 {}
    while market.seal_old_entries().await? > 0 {}
    while market.seal_old_reports().await? > 0 {}
    Ok(())
}

/// Seals files from before files were sealed, before anybody is served. Cut off, it goes on the next
/// time.
///
/// # Errors
/// Each of [`KeptError`].
pub async fn seal_old_files(market: &Market, blobs: &Blobs) -> Result<(), KeptError> {
    while market.seal_old_file(blobs).await? {}
    Ok(())
}

async fn seal_some(market: &Market) -> Result<usize, MarketError> {
    let mut unit = market.begin().await?;
    let (mut ids, mut bodies) = (Vec::new(), Vec::new());
    for row in unsealed::some(unit.connection(), AT_ONCE).await? {
        let place = Place::Line {
            conversation: ConversationId::from_uuid(row.conversation),
            side: Side::from_name(&row.side).ok_or(MarketError::Corrupt("event.side"))?,
            seq: row.seq,
        };
        bodies.push(unit.seal_at(place, row.plain.as_bytes()).await?);
        ids.push(row.id);
    }
    unsealed::seal(unit.connection(), &ids, &bodies).await?;
    unit.commit().await?;
    Ok(ids.len())
}
