//! When lanes that must wait are to be rung again, in this process.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::time::Instant;

use crate::bell::Lane;

/// One moment a lane: without it, every line that comes while a lane waits would ring again when the
/// waiting is over.
#[derive(Default)]
pub(crate) struct Timers(Mutex<HashMap<Lane, Instant>>);

impl Timers {
    /// Plans a ring. False where an earlier one is planned already.
    pub(crate) fn set(&self, lane: Lane, at: Instant) -> bool {
        match self.planned().entry(lane) {
            Entry::Occupied(planned) if *planned.get() <= at => false,
            Entry::Occupied(mut planned) => {
                planned.insert(at);
                true
            }
            Entry::Vacant(free) => {
                free.insert(at);
                true
            }
        }
    }

    /// The moment has come. False where the ring was moved to an earlier one.
    pub(crate) fn ring(&self, lane: Lane, at: Instant) -> bool {
        match self.planned().entry(lane) {
            Entry::Occupied(planned) if *planned.get() == at => {
                planned.remove();
                true
            }
            _ => false,
        }
    }

    fn planned(&self) -> MutexGuard<'_, HashMap<Lane, Instant>> {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_earliest_of_the_planned_moments_rings_once() {
        let (timers, now) = (Timers::default(), Instant::now());
        let [soon, later] = [1, 2].map(|seconds| now + Duration::from_secs(seconds));
        assert!(timers.set(7, later));
        assert!(!timers.set(7, later));
        assert!(timers.set(7, soon), "an earlier one counts");
        assert!(timers.set(8, later));
        assert!(timers.ring(7, soon));
        assert!(!timers.ring(7, later));
        assert!(timers.set(7, later), "and then it can be planned again");
        assert!(timers.ring(8, later));
    }
}
