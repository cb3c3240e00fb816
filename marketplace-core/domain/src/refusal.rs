//! Why the market does not do what a person asked for.

use crate::{contact::Kinds, deal::Wrong};

/// Why something was not done. Each is a sentence to the person that says what would be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not there, or not the person's to touch. (One answer for both: ids cannot be probed.)
    #[error("there is no such thing for this person")]
    Unknown,
    /// The request is not on the market any more.
    #[error("the request is not on the market")]
    OffMarket,
    /// Not from where it stands, e.g. renewing what is closed.
    #[error("not possible from the present state")]
    NotNow,
    /// Too late to undo.
    #[error("too late to undo")]
    TooLate,
    /// As many open requests as a person may have.
    #[error("at most {0} requests may be open")]
    TooManyOpen(u32),
    /// As many alerts as a person may have.
    #[error("at most {0} alerts may be kept")]
    TooManyAlerts(u32),
    /// As many trips as a person may have ahead.
    #[error("at most {0} trips may lie ahead")]
    TooManyTrips(u32),
    /// An alert that would tell of everything.
    #[error("the alert fits everything")]
    TooBroad,
    /// The last day of the trip has passed.
    #[error("the trip lies in the past")]
    TripPast,
    /// As many offers of a person as may wait for an answer.
    #[error("at most {0} offers may wait for an answer")]
    TooManyOffers(u32),
    /// The deal went on meanwhile: what was asked cannot be done from where it stands.
    #[error("the deal has moved on")]
    Moved,
    /// Somebody else was accepted first.
    #[error("somebody else was accepted")]
    Taken,
    /// A picture of the open parcel is to be sent first.
    #[error("a picture is missing")]
    PhotoFirst,
    /// The other was rated already, or the rating was answered already.
    #[error("it is said already")]
    Said,
    /// The day of the handover has not come yet.
    #[error("its day has not come")]
    TooEarly,
    /// Nobody accepted the terms in time.
    #[error("the terms have expired")]
    Expired,
    /// As many saved requests as a person may have.
    #[error("at most {0} requests may be saved")]
    TooManySaved(u32),
    /// The due date passed meanwhile.
    #[error("the due date has passed")]
    PastDue,
    /// One's own request cannot be answered.
    #[error("one's own request cannot be answered")]
    Own,
    /// The person behind it cannot be reached by anybody: it is a demonstration.
    #[error("a demonstration cannot be answered")]
    Demo,
    /// One blocked the other oneself: it goes on once that is taken back.
    #[error("the other is blocked")]
    Blocked,
    /// As many reports about it wait as a person may have.
    #[error("it is reported already")]
    Reported,
    /// The conversation is over.
    #[error("the conversation is over")]
    Ended,
    /// Too much waits for the other side already.
    #[error("too much waits for the other side")]
    Full,
    /// Contact details are in the line, and the operator lets none cross.
    #[error("contact details do not cross")]
    Held(Kinds),
    /// Nobody could say whether contact details are in the line.
    #[error("the line could not be checked for contact details")]
    Unchecked,
    /// Something broke on our side. Nothing was done.
    #[error("it broke on our side")]
    Broken,
}

impl From<Wrong> for Refusal {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::NotNow(_) => Self::Moved,
            Wrong::Expired => Self::Expired,
            Wrong::TooLate => Self::TooLate,
            Wrong::TooEarly => Self::TooEarly,
        }
    }
}
