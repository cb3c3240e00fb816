//! The people of the simulated world, and who talks to whom.

use std::fmt::Write as _;

use adapter::Address;
use marketplace_core::Market;
use marketplace_domain::{
    account::{Identity, Language, Platform},
    id::{AccountId, ConversationId},
    request::{Content, Need, Photos},
    text::Title,
};

pub(super) const BOT: &str = "bot";

/// A person, with a word that leads to them: it is part of every id that their platform knows them and
/// their messages by.
#[derive(Clone)]
pub(super) struct Person {
    pub name: &'static str,
    pub platform: Platform,
    pub token: &'static str,
    pub account: String,
}

impl Person {
    pub(super) fn address(&self) -> Address {
        Address { platform: self.platform, bot: BOT.to_owned(), chat: format!("chat-{}", self.token) }
    }

    pub(super) fn identity(&self) -> Identity {
        Identity { platform: self.platform, subject: format!("user-{}", self.token) }
    }
}

/// Two people who talk, and what about.
#[derive(Clone)]
pub(super) struct Talk {
    pub id: ConversationId,
    pub title: &'static str,
    /// The one who asked for something, and the one who answered: places in [`Town::people`].
    pub sides: [usize; 2],
}

impl Talk {
    /// Whom somebody talks to in it; none where they are no part of it.
    pub(super) fn other(&self, person: usize) -> Option<usize> {
        let place = self.sides.iter().position(|side| *side == person)?;
        Some(self.sides[1 - place])
    }
}

/// Everybody.
#[derive(Clone)]
pub(super) struct Town {
    pub people: Vec<Person>,
    pub talks: Vec<Talk>,
}

/// Two on a platform without keys, two on one that has them.
const PEOPLE: [(&str, Platform, &str); 4] = [
    ("amira", Platform::Telegram, "qvxamira"),
    ("karim", Platform::Telegram, "qvxkarim"),
    ("lina", Platform::Web, "qvxlina"),
    ("sami", Platform::Web, "qvxsami"),
];

/// Amira and Lina have two conversations each in one chat.
const TALKS: [(&str, [usize; 2]); 4] = [
    ("Lavender honey", [0, 1]),
    ("Olive soap", [0, 2]),
    ("Winter tyres", [2, 3]),
    ("German lessons", [1, 3]),
];

impl Town {
    /// Makes everybody's account, their requests and their conversations.
    pub(super) async fn build(market: &Market) -> Self {
        let mut people = Vec::new();
        for (name, platform, token) in PEOPLE {
            let mut person = Person { name, platform, token, account: String::new() };
            let mut unit = market.begin().await.unwrap();
            let account = unit.people(&[person.identity()]).await.unwrap()[0].account;
            unit.set_language(account, Language::En).await.unwrap();
            unit.commit().await.unwrap();
            write!(person.account, "{}", account.uuid()).unwrap();
            meet(market, &person, account).await;
            people.push((person, account));
        }
        let mut talks = Vec::new();
        for (title, sides) in TALKS {
            let id = talk(market, title, sides.map(|side| people[side].1)).await;
            talks.push(Talk { id, title, sides });
        }
        Self { people: people.into_iter().map(|(person, _)| person).collect(), talks }
    }

    /// The person behind a chat.
    pub(super) fn person(&self, chat: &str) -> usize {
        self.people.iter().position(|person| person.address().chat == chat).unwrap()
    }

    /// What somebody may never see: what leads to one of the others.
    pub(super) fn tokens_of_others(&self, person: usize) -> impl Iterator<Item = &str> {
        let others = self.people.iter().enumerate().filter(move |(other, _)| *other != person);
        others.flat_map(|(_, other)| [other.token, &other.account, other.name])
    }
}

/// They wrote to the bot before: it knows their chat.
async fn meet(market: &Market, person: &Person, account: AccountId) {
    let Address { platform, bot, chat } = person.address();
    sqlx::query("insert into endpoint (platform, bot, chat, account, seen_at) values ($1, $2, $3, $4, $5)")
        .bind(platform.name())
        .bind(bot)
        .bind(chat)
        .bind(account.uuid())
        .bind(market.clock().now())
        .execute(market.pool())
        .await
        .unwrap();
}

async fn talk(market: &Market, title: &str, [requester, provider]: [AccountId; 2]) -> ConversationId {
    let need = Need::Service { meetup: None };
    let title = Title::parse(title).unwrap();
    let content =
        Content { title, description: None, need, due: None, reward: None, photos: Photos::default() };
    let mut unit = market.begin().await.unwrap();
    let request = unit.publish(requester, content).await.unwrap().id;
    let id = unit.answer(provider, request).await.unwrap().0.id;
    unit.commit().await.unwrap();
    id
}
