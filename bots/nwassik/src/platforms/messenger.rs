//! Facebook Messenger, by webhook.

use std::sync::Arc;

use messenger::{ConnectError, Messenger};

use super::{Door, Materials, Platform, persist};
use crate::{StartError, config::MessengerConfig, words::Locales};

pub(super) async fn platform(
    config: &MessengerConfig,
    materials: &Materials<'_>,
) -> Result<Platform, StartError> {
    let is_away = |error: &ConnectError| matches!(error, ConnectError::Unreachable);
    let messenger = persist("Messenger", is_away, || {
        let settings = messenger::Config {
            page_token: config.page_token.clone(),
            app_secret: config.app_secret.clone(),
            verify_token: config.verify_token.clone(),
            graph_url: config.graph_url.clone(),
        };
        Messenger::connect(settings, Arc::clone(materials.market.clock()))
    })
    .await?;
    let hook = format!("webhook at {}{}", materials.config.public_url, messenger::WEBHOOK_PATH);
    Ok(Platform {
        adapter: Arc::clone(&messenger) as Arc<_>,
        invitation: ("On Messenger", hook),
        open: Box::new(move |ingress, _stop| {
            Box::pin(async move {
                persist("Messenger", is_away, || messenger::menu::publish(&messenger, &Locales)).await?;
                Ok(Door { routes: messenger::routes(messenger, ingress), task: None })
            })
        }),
    })
}
