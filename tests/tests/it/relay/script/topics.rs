//! The platform's topics.

use adapter::{Adapter, NativeId};
use adapter::{Address, DeliverError, DeliveryKey, Inbound, Outbound, Receipt, TopicError, TopicId};
use std::collections::{HashMap, VecDeque};

use super::{Answer, Script};

/// What is known of the topics of chats.
#[derive(Default)]
pub(super) struct Topics {
    /// Those that there are in a chat, with their names.
    there: HashMap<String, Vec<(TopicId, String)>>,
    /// How the next ones that are to be opened in a chat are answered.
    next: HashMap<String, VecDeque<Answer>>,
    /// How many were to be opened.
    asked: usize,
    /// Where messages stand that stand in one.
    stands: HashMap<NativeId, TopicId>,
    /// How often something was to be shown in one that is not there.
    missed: usize,
}

impl Script {
    /// The next topics that are to be opened in this chat are answered like this.
    pub(in super::super) fn next_topics(&self, chat: &str, answers: impl IntoIterator<Item = Answer>) {
        self.state().topics.next.entry(chat.to_owned()).or_default().extend(answers);
    }

    /// The names of the topics of a chat, in the order in which they were opened.
    pub(in super::super) fn topics(&self, chat: &str) -> Vec<String> {
        let state = self.state();
        let there = state.topics.there.get(chat).into_iter().flatten();
        there.map(|(_, name)| name.clone()).collect()
    }

    /// The topic of that number of a chat.
    pub(in super::super) fn topic(&self, chat: &str, number: usize) -> TopicId {
        self.state().topics.there[chat][number].0.clone()
    }

    /// Somebody deletes all topics of their chat.
    pub(in super::super) fn delete_topics(&self, chat: &str) {
        self.state().topics.there.remove(chat);
    }

    /// How many topics were to be opened, and how often something was to be shown in one that is gone.
    pub(in super::super) fn topic_calls(&self) -> (usize, usize) {
        let state = self.state();
        (state.topics.asked, state.topics.missed)
    }

    /// The lines of others in a chat, each with the number of the topic that it stands in.
    pub(in super::super) fn lines_and_topics(&self, chat: &str) -> Vec<(Option<usize>, String)> {
        let lines = self.screen(chat).into_iter().filter_map(|(id, text)| {
            let line = text.lines().last().filter(|line| line.starts_with("line"))?;
            Some((self.topic_of(chat, &id), line.to_owned()))
        });
        lines.collect()
    }

    /// The number of the topic that a message stands in.
    pub(in super::super) fn topic_of(&self, chat: &str, id: &NativeId) -> Option<usize> {
        let state = self.state();
        let topic = state.topics.stands.get(id)?;
        state.topics.there.get(chat)?.iter().position(|(other, _)| other == topic)
    }

    /// The same, done in a topic.
    pub(in super::super) fn in_topic(&self, topic: &TopicId, update: Inbound) -> Inbound {
        Inbound { topic: Some(topic.clone()), ..update }
    }

    pub(super) async fn show_in(
        &self,
        to: &Address,
        topic: &TopicId,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, TopicError> {
        {
            let mut state = self.state();
            let topics = state.topics.there.get(&to.chat);
            if !topics.is_some_and(|topics| topics.iter().any(|(other, _)| other == topic)) {
                state.topics.missed += 1;
                return Err(TopicError::NotThere);
            }
        }
        let receipt = self.deliver(to, what, key).await?;
        let stands = receipt.ids.iter().map(|id| (id.clone(), topic.clone()));
        self.state().topics.stands.extend(stands);
        Ok(receipt)
    }

    pub(super) async fn open(&self, chat: &str, name: &str) -> Result<TopicId, DeliverError> {
        let answer = {
            let mut state = self.state();
            state.topics.asked += 1;
            state.topics.next.get_mut(chat).and_then(VecDeque::pop_front)
        };
        let open = || {
            let mut state = self.state();
            let topic = TopicId(format!("{chat}/{}", state.topics.asked));
            let there = state.topics.there.entry(chat.to_owned()).or_default();
            there.push((topic.clone(), name.to_owned()));
            topic
        };
        match answer {
            None => Ok(open()),
            Some(Answer::Stuck { shown }) => {
                drop(shown.then(open));
                std::future::pending().await
            }
            Some(Answer::Ambiguous { shown }) => {
                drop(shown.then(open));
                Err(DeliverError::Ambiguous)
            }
            Some(Answer::Unavailable) => Err(DeliverError::Unavailable),
            Some(Answer::RateLimited { retry_after, whole_bot }) => {
                Err(DeliverError::RateLimited { retry_after, whole_bot })
            }
            Some(_) => Err(DeliverError::Refused { code: 400 }),
        }
    }
}
