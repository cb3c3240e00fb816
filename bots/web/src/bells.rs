//! Tells the open pages of a visitor that their chat changed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use tokio::sync::watch;

/// One bell per visitor with an open page, within this process. Where deliveries are made by
/// another process no bell rings, and pages look by themselves now and then.
#[derive(Debug, Clone, Default)]
pub struct Bells {
    map: Arc<Mutex<Map>>,
    closing: Arc<watch::Sender<bool>>,
}

type Map = HashMap<String, Weak<watch::Sender<()>>>;

impl Bells {
    /// Wakes all who listen at that address.
    pub fn ring(&self, address: &str) {
        let bell = self.map().get(address).and_then(Weak::upgrade);
        if let Some(bell) = bell {
            bell.send_replace(());
        }
    }

    /// Listens at an address. What rings from now on is noticed, also before [`Listener::rung`].
    pub fn listen(&self, address: &str) -> Listener {
        let mut map = self.map();
        let bell = map.get(address).and_then(Weak::upgrade).unwrap_or_else(|| {
            let bell = Arc::new(watch::Sender::new(()));
            map.insert(address.to_owned(), Arc::downgrade(&bell));
            bell
        });
        let receiver = bell.subscribe();
        Listener { bells: self.clone(), address: address.to_owned(), bell: Some(bell), receiver }
    }

    /// Ends the streams of all open pages, now and from now on: a server that waits for its
    /// requests to end would wait for them forever.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until [`Bells::close`] was called.
    pub(crate) async fn closed(&self) {
        // The sender lives as long as `self`, so the wait ends by the call only.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }

    fn map(&self) -> MutexGuard<'_, Map> {
        // The map is whole after every statement, so a panic elsewhere cannot have broken it.
        self.map.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears one visitor's bell.
#[derive(Debug)]
pub struct Listener {
    bells: Bells,
    address: String,
    bell: Option<Arc<watch::Sender<()>>>,
    receiver: watch::Receiver<()>,
}

impl Listener {
    /// Waits until the bell rings; at once if it rang since the last call.
    pub async fn rung(&mut self) {
        // The sender lives as long as `self`, so it cannot be closed.
        let _ = self.receiver.changed().await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut map = self.bells.map();
        self.bell = None;
        if map.get(&self.address).is_some_and(|bell| bell.strong_count() == 0) {
            map.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_ring_between_two_waits_is_not_missed() {
        let bells = Bells::default();
        let mut one = bells.listen("a");
        let mut two = bells.listen("a");
        bells.ring("a");
        one.rung().await;
        two.rung().await;
        bells.ring("a");
        one.rung().await;
    }

    #[tokio::test]
    async fn the_last_listener_takes_the_bell_away() {
        let bells = Bells::default();
        let one = bells.listen("a");
        let two = bells.listen("a");
        drop(one);
        assert_eq!(bells.map().len(), 1);
        drop(two);
        assert!(bells.map().is_empty());
        bells.ring("a");
    }
}
