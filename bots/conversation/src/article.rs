//! A request as it is shown in a chat that is not ours.

use marketplace_domain::{account::Language, request::Card};

use crate::{
    card::{short, start_of},
    render::{row, sentence},
    say::{Arg, s},
};

/// A request as it is shown in a chat that is not ours. Nothing in it says who posted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What it is called.
    pub title: String,
    /// Where from, where to, until when, for how much.
    pub description: String,
    /// What is said in that chat.
    pub text: String,
}

/// The request in a language, with the link that leads to it: what every such link begins with is given.
pub fn article(language: Language, card: &Card, link: &str) -> Article {
    let title = card.content.title.as_str().to_owned();
    let description = row(language, &short(card));
    let link = Arg::Link(format!("{link}{}", start_of(card.id)));
    let link = sentence(language, &s("article-link").with("link", link));
    let text = [title.as_str(), description.as_str(), "", link.as_str()].join("\n");
    Article { title, description, text }
}
