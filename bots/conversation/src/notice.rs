//! A sentence that waits for the card that it will stand on.

use marketplace_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};

use crate::say::{Sentence, s};

/// What to say on top of the next card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Notice {
    Welcome,
    OldButton,
    BadButton,
    PhotoHere,
    LocationHere,
    Unsupported,
    LargeFile,
    TooManyFiles,
    TapHere,
    Sent,
    NothingSent,
    Kept,
    Dropped,
    Unblocked,
    Unmuted,
    Unchanged,
    Saved,
    Renewed,
    Reopened,
    Unknown,
    OffMarket,
    NotNow,
    TooLate,
    TooManyOpen(u32),
    TooManyAlerts(u32),
    TooManyTrips(u32),
    TooBroad,
    TripPast,
    PastDue,
    Own,
    Demo,
    Blocked,
    Reported,
    Ended,
    Full,
    Held,
    Unchecked,
    Broken,
}

impl Notice {
    pub(crate) fn sentence(self) -> Sentence {
        match self {
            Self::Welcome => s("start-welcome-short"),
            Self::OldButton => s("error-old-button"),
            Self::BadButton => s("error-bad-button"),
            Self::PhotoHere => s("error-photo-here"),
            Self::LocationHere => s("error-location-here"),
            Self::Unsupported => s("error-unsupported"),
            Self::LargeFile => s("problem-file-large"),
            Self::TooManyFiles => s("problem-files-day"),
            Self::TapHere => s("error-tap-here"),
            Self::Sent => s("stray-sent"),
            Self::NothingSent => s("cancel-done"),
            Self::Kept => s("stray-kept"),
            Self::Dropped => s("stray-dropped"),
            Self::Unblocked => s("talk-unblocked"),
            Self::Unmuted => s("pass-unmuted"),
            Self::Unchanged => s("cancel-edit"),
            Self::Saved => s("card-saved"),
            Self::Renewed => s("card-renewed"),
            Self::Reopened => s("card-reopened"),
            Self::Unknown => s("refusal-unknown"),
            Self::OffMarket => s("refusal-off-market"),
            Self::NotNow => s("refusal-not-now"),
            Self::TooLate => s("refusal-too-late"),
            Self::TooManyOpen(most) => s("refusal-too-many-open").number("most", most),
            Self::TooManyAlerts(most) => s("refusal-too-many-alerts").number("most", most),
            Self::TooManyTrips(most) => s("refusal-too-many-trips").number("most", most),
            Self::TooBroad => s("refusal-too-broad"),
            Self::TripPast => s("refusal-trip-past"),
            Self::PastDue => s("refusal-past-due"),
            Self::Own => s("refusal-own"),
            Self::Demo => s("refusal-demo"),
            Self::Blocked => s("refusal-blocked"),
            Self::Reported => s("refusal-reported"),
            Self::Ended => s("refusal-ended"),
            Self::Full => s("refusal-full"),
            Self::Held => s("refusal-held"),
            Self::Unchecked => s("refusal-unchecked"),
            Self::Broken => s("refusal-broken"),
        }
    }
}

impl From<Refusal> for Notice {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::Unknown,
            Refusal::OffMarket => Self::OffMarket,
            Refusal::NotNow => Self::NotNow,
            Refusal::TooLate => Self::TooLate,
            Refusal::TooManyOpen(most) => Self::TooManyOpen(most),
            Refusal::TooManyAlerts(most) => Self::TooManyAlerts(most),
            Refusal::TooManyTrips(most) => Self::TooManyTrips(most),
            Refusal::TooBroad => Self::TooBroad,
            Refusal::TripPast => Self::TripPast,
            Refusal::PastDue => Self::PastDue,
            Refusal::Own => Self::Own,
            Refusal::Demo => Self::Demo,
            Refusal::Blocked => Self::Blocked,
            Refusal::Reported => Self::Reported,
            Refusal::Ended => Self::Ended,
            Refusal::Full => Self::Full,
            Refusal::Held(_) => Self::Held,
            Refusal::Unchecked => Self::Unchecked,
            Refusal::Broken => Self::Broken,
        }
    }
}
