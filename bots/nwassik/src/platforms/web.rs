//! The web: the public page and the chat.

use std::sync::Arc;

use web::{Bells, Mailbox, Site, WebAdapter};

use super::{Door, Materials, Platform};
use crate::{mailbox::MarketMailbox, words::Locales};

pub(super) fn platform(materials: &Materials<'_>) -> Platform {
    let market = materials.market;
    let mailbox: Arc<dyn Mailbox> =
        Arc::new(MarketMailbox::new(Arc::clone(market), Arc::clone(materials.blobs)));
    let bells = Bells::default();
    let adapter = Arc::new(WebAdapter::new(Arc::clone(&mailbox), bells.clone(), Arc::clone(market.clock())));
    let public_url = materials.config.public_url.clone();
    let (clock, entropy) = (Arc::clone(market.clock()), Arc::clone(market.entropy()));
    let demo = materials.options.demo;
    Platform {
        adapter,
        invitation: ("In a browser", public_url.clone()),
        open: Box::new(move |ingress, stop| {
            Box::pin(async move {
                let words = Arc::new(Locales);
                let listening = bells.clone();
                let routes =
                    web::routes(Site { mailbox, bells, ingress, words, clock, entropy, public_url, demo });
                // Open pages would hold up the end of the server.
                let task = tokio::spawn(async move {
                    stop.cancelled().await;
                    listening.close();
                });
                Ok(Door { routes, task: Some(task) })
            })
        }),
    }
}
