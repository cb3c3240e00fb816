//! What a person is told of without having asked at that moment.

use crate::{
    alert::Reason,
    id::{AlertId, RequestId, TripId},
    request::Card,
    text::Title,
    trip::Trip,
};

/// Why somebody is told of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It fits an alert, for these reasons.
    Alert(AlertId, Vec<Reason>),
    /// It can go with a trip.
    Trip(TripId, Trip),
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "each lives until it is sent, so that a box would only cost")]
pub enum Told {
    /// There is a request for them.
    Request(Card, Why),
    /// Somebody travels where a request of theirs, of this title, could go along.
    Traveller(Trip, RequestId, Title),
    /// Their trip is over.
    Over(TripId, Trip),
}
