//! What was said, as it is sealed: the only place that writes and reads it.

use marketplace_core::MarketError;
use marketplace_domain::said::Body;

/// The form that is sealed.
pub(crate) fn write(body: &Body) -> Result<Vec<u8>, MarketError> {
    serde_json::to_vec(body).map_err(|_| MarketError::Corrupt("line"))
}

/// What was sealed; none where it cannot be read any more.
pub(crate) fn read(opened: &[u8]) -> Option<Body> {
    serde_json::from_slice(opened).ok()
}
