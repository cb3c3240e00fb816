//! Discord, by its gateway.

use std::sync::Arc;

use adapter::Adapter;
use discord::{ConnectError, Discord};

use super::{Door, Materials, Platform, persist};
use crate::{StartError, config::DiscordConfig, words::Locales};

pub(super) async fn platform(
    config: &DiscordConfig,
    materials: &Materials<'_>,
) -> Result<Platform, StartError> {
    let is_away = |error: &ConnectError| matches!(error, ConnectError::Unreachable);
    let discord = persist("Discord", is_away, || {
        let settings = discord::Config { token: config.token.clone(), api_url: config.api_url.clone() };
        Discord::connect(settings, Arc::clone(materials.market.clock()))
    })
    .await?;
    let invitation = format!("https://discord.com/oauth2/authorize?client_id={}&scope=bot", discord.bot());
    Ok(Platform {
        adapter: Arc::clone(&discord) as Arc<_>,
        invitation: ("On Discord", invitation),
        open: Box::new(move |ingress, stop| {
            Box::pin(async move {
                persist("Discord", is_away, || discord::menu::publish(&discord, &Locales)).await?;
                let task = tokio::spawn(discord::gateway(discord, ingress, stop));
                Ok(Door { task: Some(task), ..Door::default() })
            })
        }),
    })
}
