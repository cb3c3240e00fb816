//! Lines that are held until their writer says to whom they go, as the database has them: sealed with a
//! key of their writer's. All else of a session stands there open.

use base64::{Engine, engine::general_purpose::STANDARD};
use marketplace_core::{MarketError, Unit, seal::Place};
use serde_json::Value;

use crate::seat::Seat;

/// Where they stand in the session.
const FIELD: &str = "sealed";

/// A session as it is stored: its held lines are sealed.
pub(crate) async fn store(unit: &mut Unit, seat: &Seat) -> Result<String, MarketError> {
    if seat.state.held.is_empty() {
        return Ok(seat.state.store());
    }
    let unreadable = |_| MarketError::Corrupt("session");
    let lines = serde_json::to_vec(&seat.state.held).map_err(unreadable)?;
    let sealed = unit.seal_at(place(seat), &lines).await?;
    let mut open = seat.state.clone();
    open.held.clear();
    let mut session: Value = serde_json::from_str(&open.store()).map_err(unreadable)?;
    if let Some(fields) = session.as_object_mut() {
        fields.insert(FIELD.to_owned(), STANDARD.encode(sealed).into());
    }
    Ok(session.to_string())
}

/// Puts the held lines back into a seat that was read from this session. Lines that can never be read
/// are given up: nothing in them is worth refusing to serve the person.
pub(crate) async fn restore(unit: &mut Unit, seat: &mut Seat, session: &str) -> Result<(), MarketError> {
    // Few hold anything.
    if !session.contains(FIELD) {
        return Ok(());
    }
    let session: Option<Value> = serde_json::from_str(session).ok();
    let sealed = session.as_ref().and_then(|session| session.get(FIELD)?.as_str());
    let Some(sealed) = sealed.and_then(|sealed| STANDARD.decode(sealed).ok()) else { return Ok(()) };
    match unit.open_at(place(seat), &sealed).await?.and_then(|lines| serde_json::from_slice(&lines).ok()) {
        Some(lines) => seat.state.held = lines,
        None => tracing::error!("held lines cannot be read and are given up"),
    }
    Ok(())
}

fn place(seat: &Seat) -> Place {
    Place::Held { account: seat.person.account, endpoint: seat.endpoint }
}
