//! What is remembered for a while, because Discord does not tell it. Nothing in it is needed for good:
//! what was forgotten costs a superfluous update at worst.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use marketplace_domain::reaction::Reaction;
use serenity::model::{
    channel,
    channel::ReactionType,
    id::{MessageId, UserId},
};

/// How many things are remembered at most, of each kind.
const MOST: usize = 4096;

/// The values that came last.
struct Latest<K, V> {
    values: HashMap<K, V>,
    order: VecDeque<K>,
}

impl<K: Copy + Eq + Hash, V: Default> Latest<K, V> {
    fn new() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }

    /// The value of that key, a new one where it is not known.
    fn of(&mut self, key: K) -> &mut V {
        if !self.values.contains_key(&key) {
            self.order.push_back(key);
        }
        while self.order.len() > MOST {
            let oldest = self.order.pop_front();
            oldest.and_then(|oldest| self.values.remove(&oldest));
        }
        self.values.entry(key).or_default()
    }
}

/// What is remembered.
pub(crate) struct Recent {
    deleted: Mutex<Latest<u64, ()>>,
    standing: Mutex<Latest<(MessageId, UserId), Vec<Reaction>>>,
    count: AtomicU64,
}

impl Recent {
    pub(crate) fn new() -> Self {
        Self {
            deleted: Mutex::new(Latest::new()),
            standing: Mutex::new(Latest::new()),
            count: AtomicU64::new(0),
        }
    }

    /// A number that was not given before.
    pub(crate) fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// We are about to delete that message. Discord tells of it as of every deletion, without saying who
    /// did it.
    pub(crate) fn deletes(&self, message: u64) {
        self.deleted.lock().unwrap_or_else(PoisonError::into_inner).of(message);
    }

    /// Whether we deleted that message ourselves.
    pub(crate) fn deleted(&self, message: MessageId) -> bool {
        let deleted = self.deleted.lock().unwrap_or_else(PoisonError::into_inner);
        deleted.values.contains_key(&message.get())
    }

    /// The reaction that counts after one was added or removed: the last of a person's on that message.
    /// Discord shows all of them and tells each on its own. `None` where the change has no effect, as
    /// with an emoji that some server made: what it is called, and who made it, could lead to somebody.
    pub(crate) fn counts(
        &self,
        person: UserId,
        change: &channel::Reaction,
        added: bool,
    ) -> Option<Option<Reaction>> {
        let ReactionType::Unicode(emoji) = &change.emoji else { return None };
        let reaction = Reaction::parse(emoji)?;
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let all = standing.of((change.message_id, person));
        let before = all.last().copied();
        all.retain(|other| *other != reaction);
        if added {
            all.push(reaction);
        }
        let now = all.last().copied();
        // What is not known to stand may stand all the same: it was set before we began to remember.
        (added || before.is_none() || now != before).then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(message: u64, emoji: &str) -> channel::Reaction {
        let change = json!({
            "user_id": "7", "channel_id": "8", "message_id": message.to_string(),
            "emoji": {"id": null, "name": emoji}, "burst": false, "type": 0,
        });
        serde_json::from_value(change).unwrap()
    }

    fn reaction(emoji: &str) -> Reaction {
        Reaction::parse(emoji).unwrap()
    }

    #[test]
    fn of_several_reactions_the_last_one_counts() {
        let recent = Recent::new();
        let person = UserId::new(7);
        let counts = |emoji: &str, added| recent.counts(person, &change(1, emoji), added);
        assert_eq!(counts("👍", true), Some(Some(reaction("👍"))));
        assert_eq!(counts("❤", true), Some(Some(reaction("❤"))));
        // That one was replaced already.
        assert_eq!(counts("👍", false), None);
        assert_eq!(counts("😢", true), Some(Some(reaction("😢"))));
        assert_eq!(counts("😢", false), Some(Some(reaction("❤"))));
        assert_eq!(counts("❤", false), Some(None));
    }

    #[test]
    fn people_and_messages_are_told_apart() {
        let recent = Recent::new();
        recent.counts(UserId::new(7), &change(1, "👍"), true);
        recent.counts(UserId::new(7), &change(2, "❤"), true);
        recent.counts(UserId::new(9), &change(1, "😢"), true);
        assert_eq!(recent.counts(UserId::new(7), &change(1, "👍"), false), Some(None));
    }

    #[test]
    fn a_reaction_from_before_can_be_taken_away() {
        assert_eq!(Recent::new().counts(UserId::new(7), &change(1, "👍"), false), Some(None));
    }

    #[test]
    fn what_is_no_standard_emoji_has_no_effect() {
        let mut custom = change(1, "party");
        custom.emoji = serde_json::from_value(json!({"id": "41771983429993937", "name": "👍"})).unwrap();
        for change in [custom, change(1, "party"), change(1, "")] {
            assert_eq!(Recent::new().counts(UserId::new(7), &change, true), None);
        }
    }

    #[test]
    fn what_is_remembered_has_a_bound() {
        let recent = Recent::new();
        for message in 1..=MOST as u64 + 1 {
            recent.deletes(message);
            recent.deletes(message);
        }
        assert!(!recent.deleted(MessageId::new(1)));
        assert!(recent.deleted(MessageId::new(2)) && recent.deleted(MessageId::new(MOST as u64 + 1)));
        assert_eq!(recent.deleted.lock().unwrap().values.len(), MOST);
    }
}
