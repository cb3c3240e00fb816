//! Calls that Discord refuses: beyond a number of them it bans the address that we call from, for all bots
//! there (topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::limits;

/// How many were refused since when.
#[derive(Debug, Default)]
pub(crate) struct Invalid(Mutex<Option<(Instant, u32)>>);

impl Invalid {
    /// How long no call may be made, where so many were refused that a ban is near.
    pub(crate) fn rest(&self, now: Instant) -> Option<Duration> {
        let counted = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, _) = counted.filter(|(_, count)| *count >= limits::INVALID)?;
        limits::INVALID_WINDOW
            .checked_sub(now.saturating_duration_since(since))
            .filter(|rest| !rest.is_zero())
    }

    /// An answer with this status came. 429 counts as well, because not all of them say that they do not.
    pub(crate) fn answered(&self, status: u16, now: Instant) {
        if !matches!(status, 401 | 403 | 429) {
            return;
        }
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let going =
            counted.filter(|(since, _)| now.saturating_duration_since(*since) < limits::INVALID_WINDOW);
        let (since, count) = going.unwrap_or((now, 0));
        *counted = Some((since, count.saturating_add(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_rest_before_the_address_is_banned() {
        let (invalid, began) = (Invalid::default(), Instant::now());
        for _ in 0..limits::INVALID {
            assert_eq!(invalid.rest(began), None);
            invalid.answered(403, began);
            invalid.answered(200, began);
        }
        assert_eq!(invalid.rest(began), Some(limits::INVALID_WINDOW));
        let almost = began + limits::INVALID_WINDOW - Duration::from_secs(1);
        assert_eq!(invalid.rest(almost), Some(Duration::from_secs(1)));
        let later = began + limits::INVALID_WINDOW;
        assert_eq!(invalid.rest(later), None);
        invalid.answered(401, later);
        assert_eq!(invalid.rest(later), None, "counted anew");
    }
}
