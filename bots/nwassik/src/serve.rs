//! Serves people until it is told to end.

use std::{future::Future, io::Write, sync::Arc, time::Duration};

use adapter::{Adapter, Ingress};
use axum::Router;
use marketplace_core::{Market, blobs::Blobs, seed_demo};
use relay::{
    Parts, Relay,
    bell::{Bell, LocalBell, SqsBell},
};
use telegram::Telegram;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use web::{Bells, Mailbox, Site, WebAdapter};

use crate::{
    StartError,
    config::{Config, TelegramConfig},
    database::Database,
    mailbox::MarketMailbox,
    options::{Part, ServeOptions},
    storage::{self, Storage},
    words::Locales,
};

/// How long a ring waits to be answered before it rings again: longer than a lane is leased.
const VISIBILITY: Duration = Duration::from_secs(70);
/// How often it is looked for what was left undone.
const SWEEP: Duration = Duration::from_secs(30);
/// The pause before a platform that could not be reached at start is tried again.
const RECONNECT: Duration = Duration::from_secs(5);

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
    if options.demo {
        seed_demo(&database.market).await?;
    }
    let stop = CancellationToken::new();
    let bell = bell(&config).await;
    let shop = open_shop(&config, &options, &database.market, &storage.blobs, bell, SWEEP, &stop).await?;
    let server = tokio::spawn(serve_http(listener, shop.routes, stop.clone()));
    greet(out, &config, shop.telegram.as_deref())?;
    let lost = tokio::select! {
        () = ended => false,
        () = database.lost() => true,
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
    /// Telegram, where it is on.
    pub telegram: Option<Arc<Telegram>>,
    /// The web, and the webhooks.
    pub routes: Router,
    /// What fetches updates; ends when it is told to stop.
    pub tasks: Vec<JoinHandle<()>>,
}

/// Starts what the configuration names on a market. `sweep_every` is how often it is looked for
/// what was left undone.
pub async fn open_shop(
    config: &Config,
    options: &ServeOptions,
    market: &Arc<Market>,
    blobs: &Arc<Blobs>,
    bell: Arc<dyn Bell>,
    sweep_every: Duration,
    stop: &CancellationToken,
) -> Result<Shop, StartError> {
    let mailbox: Arc<dyn Mailbox> = Arc::new(MarketMailbox::new(Arc::clone(market), Arc::clone(blobs)));
    let bells = Bells::default();
    let web = options.serves(Part::Web).then(|| {
        Arc::new(WebAdapter::new(Arc::clone(&mailbox), bells.clone(), Arc::clone(market.clock())))
            as Arc<dyn Adapter>
    });
    let telegram_config = config.telegram.as_ref().filter(|_| options.serves(Part::Telegram));
    let telegram = match telegram_config {
        Some(telegram) => Some(connect_telegram(telegram, market).await?),
        None => None,
    };
    let has_web = web.is_some();
    let telegram_adapter = telegram.clone().map(|telegram| telegram as Arc<dyn Adapter>);
    let adapters = web.into_iter().chain(telegram_adapter).collect();
    let parts = Parts { market: Arc::clone(market), blobs: Arc::clone(blobs), adapters, bell, sweep_every };
    let relay = Arc::new(Relay::start(parts).await?);
    let ingress: Arc<dyn Ingress> = Arc::clone(&relay) as Arc<dyn Ingress>;
    let mut routes = Router::new();
    let mut tasks = Vec::new();
    if has_web {
        routes = routes.merge(web::routes(Site {
            mailbox,
            bells,
            ingress: Arc::clone(&ingress),
            words: Arc::new(Locales),
            clock: Arc::clone(market.clock()),
            entropy: Arc::clone(market.entropy()),
            public_url: config.public_url.clone(),
            demo: options.demo,
        }));
    }
    if let (Some(telegram), Some(settings)) = (&telegram, telegram_config) {
        telegram::menu::publish(telegram, &Locales).await?;
        match &settings.webhook_secret {
            Some(secret) => {
                let secret = telegram::WebhookSecret::parse(secret.clone())?;
                telegram::set_webhook(telegram, &config.public_url, &secret).await?;
                routes = routes.merge(telegram::routes(Arc::clone(telegram), ingress, secret));
            }
            None => {
                let poll = telegram::poll(Arc::clone(telegram), ingress, stop.clone());
                tasks.push(tokio::spawn(poll));
            }
        }
    }
    Ok(Shop { relay, telegram, routes, tasks })
}

async fn bell(config: &Config) -> Arc<dyn Bell> {
    match &config.queue {
        Some(queue) => {
            let client = aws_sdk_sqs::Client::new(&storage::aws(config).await);
            Arc::new(SqsBell::new(client, queue.clone(), VISIBILITY))
        }
        None => Arc::new(LocalBell::new(VISIBILITY)),
    }
}

/// A platform that is away at start is waited for; a token that it refuses is not.
async fn connect_telegram(config: &TelegramConfig, market: &Market) -> Result<Arc<Telegram>, StartError> {
    loop {
        let settings = telegram::Config {
            token: config.token.clone(),
            api_url: config.api_url.clone(),
            per_second: config.per_second,
        };
        match Telegram::connect(settings, Arc::clone(market.clock())).await {
            Ok(telegram) => return Ok(telegram),
            Err(telegram::ConnectError::Unreachable) => {
                tracing::warn!("Telegram cannot be reached; trying again");
                tokio::time::sleep(RECONNECT).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Serves routes until it is told to stop.
pub async fn serve_http(listener: TcpListener, routes: Router, stop: CancellationToken) {
    let ended = async move { stop.cancelled().await };
    if let Err(error) = axum::serve(listener, routes).with_graceful_shutdown(ended).await {
        tracing::error!(%error, "the web server ended");
    }
}

fn greet(out: &mut impl Write, config: &Config, telegram: Option<&Telegram>) -> Result<(), StartError> {
    writeln!(out, "Nwassik Store is open.")?;
    writeln!(out, "  In a browser:   {}", config.public_url)?;
    match telegram {
        Some(telegram) => writeln!(out, "  On Telegram:    https://t.me/{}", telegram.username())?,
        None => writeln!(out, "  On Telegram:    set TELEGRAM_BOT_TOKEN to be there too")?,
    }
    writeln!(out, "  In a terminal:  nwassik chat --url {}", config.public_url)?;
    Ok(out.flush()?)
}
