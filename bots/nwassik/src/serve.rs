//! Serves people until it is told to end.

use std::{future::Future, io::Write, sync::Arc, time::Duration};

use adapter::Ingress;
use axum::Router;
use marketplace_core::{Market, blobs::Blobs, seed_demo};
use relay::{Parts, Relay, bell::Bell, limiter::Limiter};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    StartError, bell,
    config::Config,
    database::Database,
    health, keys,
    options::ServeOptions,
    platforms::{self, Materials},
    storage::Storage,
};

/// A former card goes while the person looks at the new one.
const PACE: Pace = Pace { sweep_every: Duration::from_secs(15), take_back_after: Duration::from_millis(700) };

/// Serves until `ended` is over. Writes to `out`, once, where people can come in.
pub async fn serve(
    config: Config,
    options: ServeOptions,
    out: &mut (impl Write + Send),
    ended: impl Future<Output = ()> + Send,
) -> Result<(), StartError> {
    for name in &config.unused {
        tracing::warn!("{name} is set, but this version has no use for it yet");
    }
    let listener = TcpListener::bind(config.http_addr)
        .await
        .map_err(|cause| StartError::Listen { address: config.http_addr, cause })?;
    let database = Database::open(&config).await?;
    let storage = Storage::open(&config).await?;
    relay::seal_old_files(&database.market, &storage.blobs).await?;
    if options.demo {
        seed_demo(&database.market).await?;
    }
    let stop = CancellationToken::new();
    let work = Work { bell: bell::open(&config).await?, limiter: bell::limiter(&config).await? };
    let mut shop = open_shop(&config, &options, &database.market, &storage.blobs, work, PACE, &stop).await?;
    let routes = std::mem::take(&mut shop.routes).merge(health::routes(&database.market, &stop));
    let server = tokio::spawn(serve_http(listener, routes, stop.clone()));
    greet(out, &config, &shop)?;
    let lost = tokio::select! {
        () = ended => false,
        () = database.lost() => true,
        never = keys::follow(&config, &database.market) => match never {},
    };
    tracing::info!("ending: what was accepted is kept");
    stop.cancel();
    for task in shop.tasks.into_iter().chain([server]) {
        let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
    }
    if let Some(relay) = Arc::into_inner(shop.relay) {
        relay.stop().await;
    }
    database.close().await?;
    if lost { Err(StartError::DatabaseLost) } else { Ok(()) }
}

/// What serves people.
pub struct Shop {
    /// What takes in and delivers.
    pub relay: Arc<Relay>,
    /// The web, and the webhooks.
    pub routes: Router,
    /// What works in the background; ends when it is told to stop.
    pub tasks: Vec<JoinHandle<()>>,
    /// Where people come in: names and addresses.
    pub invitations: Vec<(&'static str, String)>,
}

/// How work is shared, with other processes or not.
pub struct Work {
    /// What says that there is work.
    pub bell: Arc<dyn Bell>,
    /// What holds us below the platforms' limits.
    pub limiter: Arc<Limiter>,
}

/// What the relay takes its time for.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long something may lie undone that nobody was told of.
    pub sweep_every: Duration,
    /// How long a card may stand beside the one that took its place.
    pub take_back_after: Duration,
}

/// Starts what the configuration names on a market.
pub async fn open_shop(
    config: &Config,
    options: &ServeOptions,
    market: &Arc<Market>,
    blobs: &Arc<Blobs>,
    work: Work,
    pace: Pace,
    stop: &CancellationToken,
) -> Result<Shop, StartError> {
    let platforms = platforms::connect(&Materials { config, options, market, blobs }).await?;
    let adapters = platforms.iter().map(|platform| Arc::clone(&platform.adapter)).collect();
    let parts = Parts {
        market: Arc::clone(market),
        blobs: Arc::clone(blobs),
        adapters,
        bell: work.bell,
        limiter: work.limiter,
        site: config.public_url.clone(),
        contacts: config.contacts,
        sweep_every: pace.sweep_every,
        take_back_after: pace.take_back_after,
    };
    let relay = Arc::new(Relay::start(parts).await?);
    let mut shop = Shop { relay, routes: Router::new(), tasks: Vec::new(), invitations: Vec::new() };
    for platform in platforms {
        let ingress: Arc<dyn Ingress> = Arc::clone(&shop.relay) as Arc<_>;
        let door = (platform.open)(ingress, stop.clone()).await?;
        shop.routes = shop.routes.merge(door.routes);
        shop.tasks.extend(door.task);
        shop.invitations.push(platform.invitation);
    }
    Ok(shop)
}

/// Serves routes until it is told to stop.
pub async fn serve_http(listener: TcpListener, routes: Router, stop: CancellationToken) {
    let ended = async move { stop.cancelled().await };
    if let Err(error) = axum::serve(listener, routes).with_graceful_shutdown(ended).await {
        tracing::error!(%error, "the web server ended");
    }
}

fn greet(out: &mut impl Write, config: &Config, shop: &Shop) -> Result<(), StartError> {
    writeln!(out, "Nwassik Store is open.")?;
    for (place, address) in &shop.invitations {
        writeln!(out, "  {:<15} {address}", format!("{place}:"))?;
    }
    writeln!(out, "  In a terminal:  nwassik chat --url {}", config.public_url)?;
    if config.telegram.is_none() {
        writeln!(out, "  Set TELEGRAM_BOT_TOKEN to be on Telegram too.")?;
    }
    Ok(out.flush()?)
}
