//! Keys, and the change of the master key.

use std::time::{Duration, Instant};

use marketplace_core::{
    Market, MarketError, OsEntropy,
    masters::{Master, MasterState},
    seal::{DataKey, Place},
    vault::WrappedKey,
};
use marketplace_domain::{conversation::Side, entropy, id::ConversationId};
use tests::keys::master;
use uuid::Uuid;

use super::{World, shopping};

fn place(id: Uuid) -> Place {
    Place::Line { conversation: ConversationId::from_uuid(id), side: Side::Provider, seq: 1 }
}

impl World {
    /// Seals something with so many new keys.
    async fn seal(&self, count: usize) -> Vec<(Uuid, Vec<u8>)> {
        let mut unit = self.market.begin().await.unwrap();
        let mut sealed = Vec::new();
        for _ in 0..count {
            let id = entropy::uuid(&OsEntropy);
            sealed.push((id, unit.seal_at(place(id), id.as_bytes()).await.unwrap()));
        }
        unit.commit().await.unwrap();
        sealed
    }

    /// Opens it again; returns how many are locked.
    async fn open(&self, market: &Market, sealed: &[(Uuid, Vec<u8>)]) -> usize {
        let mut locked = 0;
        for (id, sealed) in sealed {
            let (master, bytes): (String, Vec<u8>) =
                sqlx::query_as("select master, wrapped from data_key where id = $1")
                    .bind(id)
                    .fetch_one(self.db.pool())
                    .await
                    .unwrap();
            match market.vault().unwrap(&WrappedKey { id: *id, master, bytes }) {
                Ok(key) => assert_eq!(key.open(place(*id), sealed).unwrap(), id.as_bytes()),
                Err(MarketError::Locked) => locked += 1,
                Err(error) => panic!("{error}"),
            }
        }
        locked
    }

    /// Another process, which knows these master keys.
    fn another(&self, masters: &[u8]) -> Market {
        let market = Market::new(self.db.pool().clone(), self.clock.clone(), std::sync::Arc::new(OsEntropy));
        masters.iter().for_each(|number| market.vault().learn(master(*number)));
        market
    }
}

#[tokio::test]
async fn a_change_of_the_master_key_that_is_cut_off_goes_on() {
    let world = World::new().await;
    let mut sealed = world.seal(1200).await;
    let market = &world.market;
    assert!(market.name_master(&master(2), MasterState::Coming, None).await.unwrap());
    assert!(!market.name_master(&master(3), MasterState::Coming, None).await.unwrap(), "one at a time");
    market.vault().learn(master(2));
    sealed.extend(world.seal(1).await);
    assert_eq!(world.open(&world.another(&[1]), &sealed).await, 0, "the coming one is not used yet");
    market.use_coming_master().await.unwrap();
    sealed.extend(world.seal(1).await);
    assert_eq!(market.rewrap_some().await.unwrap(), 500);

    // Cut off: whoever knows both reads everything; whoever knows one does not.
    assert_eq!(world.open(&world.another(&[1, 2]), &sealed).await, 0);
    assert_eq!(world.open(&world.another(&[1]), &sealed).await, 501);
    assert_eq!(world.open(&world.another(&[2]), &sealed).await, 701);
    assert!(matches!(world.another(&[2]).rewrap_some().await, Err(MarketError::Locked)));

    let next = world.another(&[1, 2]);
    let mut rewrapped = 0;
    loop {
        match next.rewrap_some().await.unwrap() {
            0 => break,
            more => rewrapped += more,
        }
    }
    assert_eq!(rewrapped, 701);
    assert_eq!(world.open(&world.another(&[2]), &sealed).await, 0);
    let left = Master { id: master(2).id().to_owned(), state: MasterState::Current, wrapped: None };
    assert_eq!(next.masters().await.unwrap(), [left]);
}

#[tokio::test]
async fn a_key_that_is_made_while_the_master_key_changes_is_wrapped_anew_too() {
    let world = World::new().await;
    world.market.vault().learn(master(2));
    world.market.name_master(&master(2), MasterState::Coming, None).await.unwrap();
    let mut unit = world.market.begin().await.unwrap();
    let early = entropy::uuid(&OsEntropy);
    let sealed = vec![(early, unit.seal_at(place(early), early.as_bytes()).await.unwrap())];
    // The change waits for whoever has begun, and whoever comes later uses the new one.
    let (changed, later, ()) = tokio::join!(world.market.use_coming_master(), world.seal(3), async {
        tokio::task::yield_now().await;
        unit.commit().await.unwrap();
    });
    changed.unwrap();
    while world.market.rewrap_some().await.unwrap() > 0 {}
    let alone = world.another(&[2]);
    assert_eq!((world.open(&alone, &sealed).await, world.open(&alone, &later).await), (0, 0));
}

#[tokio::test]
async fn no_change_is_made_where_none_is_coming() {
    let world = World::new().await;
    assert!(world.market.use_coming_master().await.is_err());
    assert_eq!(world.market.masters().await.unwrap()[0].state, MasterState::Current);
}

#[tokio::test]
async fn nothing_is_sealed_without_a_master_key() {
    let world = World::new().await;
    let mut unit = world.another(&[2]).begin().await.unwrap();
    assert!(matches!(unit.seal_at(place(Uuid::nil()), b"hello").await, Err(MarketError::Locked)));
}

/// Sealing is to be nothing beside the transaction that stores what is sealed.
#[tokio::test]
#[allow(clippy::print_stdout, reason = "the figures are worth seeing")]
async fn sealing_costs_little() {
    const LINES: u32 = 200;
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let view = world.run(async |unit| unit.answer(provider, request).await).await.unwrap().0;
    let text = [b'x'; 200];
    let mut stored = Duration::ZERO;
    for _ in 0..LINES {
        let began = Instant::now();
        let mut unit = world.market.begin().await.unwrap();
        let spoken = unit.speak(provider, view.id).await.unwrap();
        unit.seal_line(&spoken, &text).await.unwrap();
        unit.commit().await.unwrap();
        stored += began.elapsed();
    }
    let (key, master, id) = (DataKey::random(&OsEntropy), master(1), Uuid::nil());
    let wrapped = master.wrap(id, &key, &OsEntropy).unwrap();
    let began = Instant::now();
    for _ in 0..LINES {
        let key = master.unwrap(id, &wrapped).unwrap();
        let sealed = key.seal(place(id), &text, &OsEntropy).unwrap();
        assert!(key.open(place(id), &sealed).is_some());
    }
    let sealed = began.elapsed();
    let share = sealed.as_secs_f64() / stored.as_secs_f64();
    println!(
        "a line: {:.1} µs to unwrap, seal and open, {:.0} µs to number and commit: {:.1} %",
        sealed.as_secs_f64() * 1e6 / f64::from(LINES),
        stored.as_secs_f64() * 1e6 / f64::from(LINES),
        share * 100.0
    );
    assert!(share < 0.2, "{share}");
}
