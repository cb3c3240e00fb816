use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

use super::*;
use crate::OsEntropy;

/// Counts, so that a test knows what was drawn.
#[derive(Default)]
struct Counter(AtomicU64);

impl Entropy for Counter {
    fn fill(&self, buffer: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        buffer.iter_mut().zip(number.iter().cycle()).for_each(|(to, from)| *to = *from);
    }
}

fn places() -> impl Strategy<Value = Place> {
    let id = || any::<u128>().prop_map(Uuid::from_u128);
    let side = prop_oneof![Just(Side::Requester), Just(Side::Provider)];
    prop_oneof![
        (id(), side, any::<i64>()).prop_map(|(id, side, seq)| Place::Line {
            conversation: ConversationId::from_uuid(id),
            side,
            seq
        }),
        (id(), any::<i64>(), any::<i64>()).prop_map(|(chat, id, version)| Place::Entry { chat, id, version }),
        id().prop_map(Place::Key),
    ]
}

fn secret(byte: u8) -> Secret {
    Secret::init_with(|| [byte; 32])
}

proptest! {
    #[test]
    fn what_was_sealed_opens(text: Vec<u8>, place in places()) {
        let key = DataKey::random(&OsEntropy);
        let sealed = key.seal(place, &text, &OsEntropy).unwrap();
        prop_assert_eq!(sealed.len(), text.len() + 29);
        prop_assert_eq!(key.open(place, &sealed), Some(text));
    }

    #[test]
    fn it_opens_at_its_own_place_only(text: Vec<u8>, place in places(), other in places()) {
        prop_assume!(place != other);
        let key = DataKey::random(&OsEntropy);
        let sealed = key.seal(place, &text, &OsEntropy).unwrap();
        prop_assert_eq!(key.open(other, &sealed), None);
    }

    #[test]
    fn a_flipped_bit_opens_nothing(text: Vec<u8>, place in places(), at: prop::sample::Index) {
        let key = DataKey::random(&OsEntropy);
        let mut sealed = key.seal(place, &text, &OsEntropy).unwrap();
        let bit = at.index(sealed.len() * 8);
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(key.open(place, &sealed), None);
    }

    #[test]
    fn bytes_of_others_open_nothing(bytes: Vec<u8>, place in places()) {
        prop_assert_eq!(DataKey::random(&OsEntropy).open(place, &bytes), None);
        prop_assert!(MasterKey::new(&secret(1)).unwrap(Uuid::nil(), &bytes).is_none());
    }
}

#[test]
fn each_number_of_each_side_of_each_conversation_is_a_place_of_its_own() {
    let line = |conversation, side, seq| Place::Line {
        conversation: ConversationId::from_uuid(Uuid::from_u128(conversation)),
        side,
        seq,
    };
    let key = DataKey::random(&OsEntropy);
    let sealed = key.seal(line(1, Side::Requester, 1), b"hello", &OsEntropy).unwrap();
    for other in [line(2, Side::Requester, 1), line(1, Side::Provider, 1), line(1, Side::Requester, 2)] {
        assert_eq!(key.open(other, &sealed), None, "{other:?}");
    }
}

#[test]
fn no_nonce_comes_twice_also_for_one_place() {
    let (key, entropy) = (DataKey::random(&OsEntropy), Counter::default());
    let place = Place::Key(Uuid::nil());
    let mut seen = std::collections::HashSet::new();
    for _ in 0..1000 {
        let sealed = key.seal(place, b"the same", &entropy).unwrap();
        assert!(seen.insert(sealed[1..=NONCE_LEN].to_vec()));
    }
}

#[test]
fn a_wrapped_key_is_the_same_key() {
    let (master, key, id) = (MasterKey::new(&secret(1)), DataKey::random(&OsEntropy), Uuid::from_u128(7));
    let wrapped = master.wrap(id, &key, &OsEntropy).unwrap();
    let place = Place::Key(id);
    let sealed = key.seal(place, b"hello", &OsEntropy).unwrap();
    assert_eq!(master.unwrap(id, &wrapped).unwrap().open(place, &sealed).unwrap(), b"hello");
    assert!(master.unwrap(Uuid::from_u128(8), &wrapped).is_none(), "another id");
    assert!(MasterKey::new(&secret(2)).unwrap(id, &wrapped).is_none(), "another master key");
    let short = master.wrapping.seal(place, &[0; 31], &OsEntropy).unwrap();
    assert!(master.unwrap(id, &short).is_none(), "not a key");
}

#[test]
fn the_id_of_a_master_key_is_always_the_same_and_tells_nothing_of_it() {
    // What databases hold: it must not change. HMAC-SHA256 with 32 times 0x01 as the key, computed with
    // Python's hmac.
    let master = MasterKey::new(&secret(1));
    assert_eq!(master.id(), "db906865928d27f532559837978b841c");
    assert_ne!(MasterKey::new(&secret(2)).id(), master.id());
}
