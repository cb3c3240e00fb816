//! Inline mode (core.telegram.org/bots/inline): somebody writes the bot's name and a few words in any of their
//! chats, and chooses one of the requests that are found. Such an update is answered or forgotten, and never stored.

use std::sync::Arc;

use adapter::{Adapter, Article, Ingress, Question};
use marketplace_domain::account::Language;
use serde::de::IgnoredAny;
use teloxide_core::{
    payloads::{AnswerInlineQuery, AnswerInlineQuerySetters},
    types::{
        InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InputMessageContent,
        InputMessageContentText,
    },
};

use crate::{Telegram, limits, update::Asked};

/// Reads such an update; none where it is another one.
pub(crate) fn read(raw: &str) -> Option<Asked> {
    // Most are others: those are not read twice.
    if raw.contains("\"inline_query\"") { serde_json::from_str(raw).ok() } else { None }
}

/// Answers it beside everything else. Whoever waits for a late answer has asked anew meanwhile.
pub(crate) fn answer(telegram: &Arc<Telegram>, ingress: &Arc<dyn Ingress>, asked: Asked) {
    let (telegram, ingress) = (Arc::clone(telegram), Arc::clone(ingress));
    tokio::spawn(async move {
        let question = Question {
            words: asked.inline_query.query,
            language: asked.inline_query.from.language_code.as_deref().and_then(Language::from_tag),
            link: telegram.link().unwrap_or_default(),
        };
        let articles = ingress.look_up(question).await;
        let results = articles.into_iter().take(limits::ARTICLES).map(result);
        let payload = AnswerInlineQuery::new(InlineQueryId(asked.inline_query.id), results)
            .cache_time(limits::ARTICLES_KEPT)
            // The same words are answered in the language of whoever asks.
            .is_personal(true);
        if telegram.client.call::<IgnoredAny>("answerInlineQuery", &payload).await.is_err() {
            tracing::debug!("an inline query was not answered");
        }
    });
}

fn result(article: Article) -> InlineQueryResult {
    let text = InputMessageContent::Text(InputMessageContentText::new(article.text));
    let shown = InlineQueryResultArticle::new(article.id, article.title, text);
    InlineQueryResult::Article(shown.description(article.description))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_queries_are_read() {
        let raw = r#"{"update_id":7,"inline_query":{"id":"q","from":{"id":1,"is_bot":false,"first_name":"A",
            "language_code":"fr-TN"},"query":"iphone","offset":"","chat_type":"sender"}}"#;
        let asked = read(raw).unwrap();
        assert_eq!((asked.update_id, asked.inline_query.query.as_str()), (7, "iphone"));
        for other in
            ["", "{}", r#"{"update_id":7,"message":{"text":"\"inline_query\""}}"#, r#""inline_query""#]
        {
            assert!(read(other).is_none(), "{other}");
        }
    }
}
