//! What keeps a use case from being done.

use std::fmt;

use marketplace_domain::refusal::Refusal;

use crate::seal::NotSealed;

/// Why a use case was not done. Neither form shows what a row holds: errors go to logs.
#[derive(thiserror::Error)]
pub enum MarketError {
    /// The person asked for what cannot be; they are told why.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The database cannot be reached, or refused a statement for no reason that a person can mend.
    /// After a refused statement nothing works in the unit until it goes back to a savepoint.
    #[error("the database failed: {}", Cause(.0))]
    Database(#[source] sqlx::Error),
    /// The database holds something of this name that cannot be read.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(&'static str),
    /// It is wrapped by a master key that this process does not know (yet).
    #[error("a master key is not known")]
    Locked,
}

impl From<sqlx::Error> for MarketError {
    /// A violated constraint that has a meaning to people becomes its refusal.
    fn from(error: sqlx::Error) -> Self {
        let constraint = error.as_database_error().and_then(|error| error.constraint());
        match constraint {
            Some("conversation_two_people") => Refusal::Own.into(),
            Some("deal_held") => Refusal::Taken.into(),
            Some("rating_once") => Refusal::Said.into(),
            Some("deal_current") => Refusal::Moved.into(),
            Some("request_account" | "request_photo_known") => Refusal::Unknown.into(),
            _ => Self::Database(error),
        }
    }
}

impl From<NotSealed> for MarketError {
    fn from(_: NotSealed) -> Self {
        Self::Corrupt("text")
    }
}

// By hand: the database's own debug form tells the values of the row that it refused.
impl fmt::Debug for MarketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MarketError({self})")
    }
}

/// What of a database error may be shown.
struct Cause<'a>(&'a sqlx::Error);

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default();
                let constraint = error.constraint().unwrap_or("no constraint");
                write!(f, "SQLSTATE {code}, {constraint}")
            }
            sqlx::Error::ColumnDecode { index, .. } => write!(f, "column {index} does not decode"),
            sqlx::Error::Decode(_) => f.write_str("a value does not decode"),
            sqlx::Error::Encode(_) => f.write_str("a value does not encode"),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_holds_is_not_shown() {
        let error = MarketError::from(sqlx::Error::ColumnDecode {
            index: "3".into(),
            source: "invalid value: string \"my secret\"".into(),
        });
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
