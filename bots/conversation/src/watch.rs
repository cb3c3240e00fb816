//! What the conversation asks and hears about alerts and trips.

use marketplace_domain::{
    alert::{Alert, Choice, Choices, MutedPerson, Step, View},
    id::{AlertId, RequestId, TripId},
    request::{Card, Cursor, Page},
    trip::{Trip, View as TripView},
};

/// Something to do about alerts and trips.
#[derive(Debug, Clone, PartialEq)]
pub enum Watch {
    /// Keep an alert.
    Add(Alert),
    /// Change one of one's own.
    Save(AlertId, Alert),
    /// One's alerts, and how one is told.
    List,
    /// An alert of one's own, to look at.
    Look(AlertId),
    /// Pause it, let it go on, delete it or bring it back.
    Step(Step, AlertId),
    /// One of the ways in which one is told, from now on.
    Choose(Choice),
    /// Be told of nothing any more that whoever posted this request posts.
    Mute(RequestId),
    /// Undo that.
    Unmute(RequestId),
    /// Those whom one muted.
    Muted,
    /// Post a trip.
    Post(Trip),
    /// Change one of one's own.
    Change(TripId, Trip),
    /// One's trips.
    Trips,
    /// A trip of one's own, with the requests on its way.
    Trip(TripId, Option<Cursor>),
    /// Take it back.
    Cancel(TripId),
    /// Undo that, within 30 seconds.
    Restore(TripId),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Watched {
    /// `Add`, `Save`, `Look`, `Step`: the alert as it is now.
    Alert(View),
    /// `List`.
    Alerts(Vec<View>, Choices),
    /// `Choose`, `Mute`, `Unmute`: done.
    Done,
    /// `Muted`.
    Muted(Vec<MutedPerson>, Choices),
    /// `Post`, `Change`, `Trip`, `Cancel`, `Restore`: the trip as it is now, and the requests on its way.
    Trip(TripView, Page<Card>),
    /// `Trips`.
    Trips(Vec<TripView>),
}
