//! Telegram: long polling, or a webhook where its secret is configured.

use std::sync::Arc;

use telegram::{ConnectError, Telegram, WebhookSecret};

use super::{Door, Materials, Platform, persist};
use crate::{StartError, config::TelegramConfig, words::Locales};

pub(super) async fn platform(
    config: &TelegramConfig,
    materials: &Materials<'_>,
) -> Result<Platform, StartError> {
    let is_away = |error: &ConnectError| matches!(error, ConnectError::Unreachable);
    let telegram = persist("Telegram", is_away, || {
        let settings = telegram::Config {
            token: config.token.clone(),
            api_url: config.api_url.clone(),
            per_second: config.per_second,
            topics: config.topics,
        };
        Telegram::connect(settings, Arc::clone(materials.market.clock()))
    })
    .await?;
    let secret = config.webhook_secret.clone().map(WebhookSecret::parse).transpose()?;
    let public_url = materials.config.public_url.clone();
    Ok(Platform {
        adapter: Arc::clone(&telegram) as Arc<_>,
        invitation: ("On Telegram", format!("https://t.me/{}", telegram.username())),
        open: Box::new(move |ingress, stop| {
            Box::pin(async move {
                persist("Telegram", is_away, || telegram::menu::publish(&telegram, &Locales)).await?;
                let Some(secret) = secret else {
                    let task = tokio::spawn(telegram::poll(telegram, ingress, stop));
                    return Ok(Door { task: Some(task), ..Door::default() });
                };
                persist("Telegram", is_away, || telegram::set_webhook(&telegram, &public_url, &secret))
                    .await?;
                Ok(Door { routes: telegram::routes(telegram, ingress, secret), task: None })
            })
        }),
    })
}
