//! The cards of the chats that this process wrote to lately: the live one, and those that it took
//! the place of and that are still to be taken back.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use adapter::NativeId;

use crate::store::endpoint::SavedEndpoint;

/// Beyond so many chats, those whose cards the database knows are forgotten.
const MOST_REMEMBERED: usize = 20_000;

/// The cards of one chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shown {
    live: Option<NativeId>,
    former: Vec<NativeId>,
}

impl Shown {
    /// As the database has them. A list that cannot be read leaves old cards standing, whose buttons
    /// answer kindly.
    pub(crate) fn read(live: Option<String>, former: Option<&str>) -> Self {
        let former = former.and_then(|former| serde_json::from_str(former).ok()).unwrap_or_default();
        Self { live: live.map(NativeId), former }
    }

    /// The live card, for the database.
    pub(crate) fn live(&self) -> Option<&str> {
        self.live.as_ref().map(|live| live.0.as_str())
    }

    /// Those before it, for the database; none where there are none.
    pub(crate) fn former(&self) -> Option<String> {
        // A list of strings can always be written.
        (!self.former.is_empty()).then(|| serde_json::to_string(&self.former).unwrap_or_default())
    }
}

/// What is known of one chat.
#[derive(Default)]
struct Chat {
    now: Shown,
    /// What the database has.
    stored: Shown,
    /// Whether somebody is about to take the former ones back.
    planned: bool,
}

/// The cards of many chats, by endpoint.
#[derive(Default)]
pub(crate) struct Cards(Mutex<State>);

#[derive(Default)]
struct State {
    chats: HashMap<i64, Chat>,
    /// Chats whose cards the database does not know.
    unsaved: HashSet<i64>,
}

impl Cards {
    /// Takes what the database has. Where it is not what it had the last time, another process wrote
    /// to the chat since, and knows better.
    pub(crate) fn load(&self, endpoint: i64, stored: &Shown) {
        let mut state = self.state();
        state.make_room();
        let chat = state.chats.entry(endpoint).or_default();
        if chat.stored != *stored {
            (chat.now, chat.stored) = (stored.clone(), stored.clone());
            state.unsaved.remove(&endpoint);
        }
    }

    /// Whether the cards of this chat are known, and this message, if any, is one of them.
    pub(crate) fn knows(&self, endpoint: i64, message: Option<&NativeId>) -> bool {
        let state = self.state();
        let Some(Chat { now: Shown { live, former }, .. }) = state.chats.get(&endpoint) else { return false };
        message.is_none_or(|message| live.as_ref() == Some(message) || former.contains(message))
    }

    /// The live card.
    pub(crate) fn live(&self, endpoint: i64) -> Option<NativeId> {
        self.state().chats.get(&endpoint)?.now.live.clone()
    }

    /// This is the live card from now on; the one before it is to be taken back.
    pub(crate) fn show(&self, endpoint: i64, card: Option<NativeId>) {
        self.change(endpoint, |now| {
            if now.live != card {
                now.former.extend(now.live.take());
                now.live = card;
            }
        });
    }

    /// Whether there are cards to take back and nobody is about to. Whoever asks has to do it.
    pub(crate) fn plan(&self, endpoint: i64) -> bool {
        let mut state = self.state();
        let Some(chat) = state.chats.get_mut(&endpoint) else { return false };
        !chat.now.former.is_empty() && !std::mem::replace(&mut chat.planned, true)
    }

    /// The cards that are to be taken back now.
    pub(crate) fn former(&self, endpoint: i64) -> Vec<NativeId> {
        let mut state = self.state();
        let Some(chat) = state.chats.get_mut(&endpoint) else { return Vec::new() };
        chat.planned = false;
        chat.now.former.clone()
    }

    /// These cards are gone.
    pub(crate) fn gone(&self, endpoint: i64, cards: &[NativeId]) {
        self.change(endpoint, |now| now.former.retain(|card| !cards.contains(card)));
    }

    /// The cards of a chat, where the database does not know them.
    pub(crate) fn unsaved(&self, endpoint: i64) -> Option<Shown> {
        let state = self.state();
        state.unsaved.contains(&endpoint).then(|| state.chats.get(&endpoint).map(|chat| chat.now.clone()))?
    }

    /// The cards of every chat whose cards the database does not know.
    pub(crate) fn all_unsaved(&self) -> Vec<(i64, Shown)> {
        let state = self.state();
        let shown = |endpoint: &i64| Some((*endpoint, state.chats.get(endpoint)?.now.clone()));
        state.unsaved.iter().filter_map(shown).collect()
    }

    /// The database has what these endpoints were saved with.
    pub(crate) fn all_saved(&self, endpoints: Vec<SavedEndpoint>) {
        for endpoint in endpoints {
            if let Some(shown) = endpoint.shown {
                self.saved(endpoint.id, shown);
            }
        }
    }

    /// The database has these now.
    pub(crate) fn saved(&self, endpoint: i64, shown: Shown) {
        let mut state = self.state();
        let Some(chat) = state.chats.get_mut(&endpoint) else { return };
        chat.stored = shown;
        if chat.stored == chat.now {
            state.unsaved.remove(&endpoint);
        }
    }

    fn change(&self, endpoint: i64, change: impl FnOnce(&mut Shown)) {
        let mut state = self.state();
        let chat = state.chats.entry(endpoint).or_default();
        change(&mut chat.now);
        if chat.now == chat.stored {
            state.unsaved.remove(&endpoint);
        } else {
            state.unsaved.insert(endpoint);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn make_room(&mut self) {
        if self.chats.len() >= MOST_REMEMBERED {
            let Self { chats, unsaved } = self;
            chats.retain(|endpoint, chat| chat.planned || unsaved.contains(endpoint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(number: u8) -> NativeId {
        NativeId(number.to_string())
    }

    fn known(cards: &Cards) -> Shown {
        let shown = cards.unsaved(1).expect("the database does not know them");
        Shown::read(shown.live().map(str::to_owned), shown.former().as_deref())
    }

    #[test]
    fn a_card_that_is_replaced_is_to_be_taken_back_once() {
        let cards = Cards::default();
        cards.show(1, Some(card(1)));
        assert!(!cards.plan(1), "nothing to take back");
        cards.show(1, Some(card(2)));
        cards.show(1, Some(card(3)));
        assert!(cards.plan(1));
        assert!(!cards.plan(1), "somebody is about to");
        assert_eq!(cards.former(1), [card(1), card(2)]);
        cards.gone(1, &[card(1)]);
        assert!(cards.plan(1), "one of them still stands");
        assert_eq!((cards.live(1), cards.former(1)), (Some(card(3)), vec![card(2)]));
    }

    #[test]
    fn what_the_database_knows_is_read_back_as_it_was() {
        let cards = Cards::default();
        cards.show(1, Some(card(1)));
        cards.show(1, Some(card(2)));
        let shown = known(&cards);
        cards.saved(1, shown.clone());
        assert_eq!((cards.unsaved(1), cards.all_unsaved()), (None, vec![]));
        let other = Cards::default();
        other.load(1, &shown);
        assert_eq!((other.live(1), other.former(1)), (Some(card(2)), vec![card(1)]));
    }

    #[test]
    fn what_was_shown_meanwhile_is_kept_and_what_another_process_showed_is_taken() {
        let cards = Cards::default();
        cards.show(1, Some(card(1)));
        let shown = known(&cards);
        cards.show(1, Some(card(2)));
        cards.saved(1, shown.clone());
        cards.load(1, &shown);
        assert_eq!(cards.live(1), Some(card(2)), "the database is behind");
        cards.saved(1, known(&cards));
        cards.load(1, &Shown::read(Some("9".into()), None));
        assert_eq!((cards.live(1), cards.unsaved(1)), (Some(card(9)), None));
    }
}
