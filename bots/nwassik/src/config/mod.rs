//! What is set from outside: environment variables, each optional, each checked at start.

mod problem;
#[cfg(test)]
mod tests;
mod value;

use std::{net::SocketAddr, path::PathBuf};

use marketplace_domain::contact::Policy;
use secrecy::{ExposeSecret, SecretString};

pub use self::problem::{ConfigError, Problem};
use self::value::Reader;
use crate::keys::{self, MasterConfig};

/// Where the web is served when nobody says otherwise.
const USUAL_ADDRESS: &str = "127.0.0.1:8080";
/// Where data is kept when nobody says otherwise.
const USUAL_FOLDER: &str = ".nwassik";

/// The configuration of a process. Its `Debug` form shows no secret.
#[derive(Debug)]
pub struct Config {
    /// The folder for what the embedded parts keep.
    pub data_dir: PathBuf,
    /// Where Postgres' programs are, if not where they usually are.
    pub pg_bin: Option<PathBuf>,
    /// The database; none is the embedded one.
    pub database: Option<SecretString>,
    /// The master key.
    pub master: MasterConfig,
    /// The bucket for pictures; none is the embedded one.
    pub bucket: Option<String>,
    /// The queue of the bell; none is the one in this process.
    pub queue: Option<String>,
    /// The Redis that limits are shared through; none keeps them in this process.
    pub redis: Option<SecretString>,
    /// Another server than Amazon's, for all of these.
    pub aws_endpoint: Option<String>,
    /// Telegram; none is off.
    pub telegram: Option<TelegramConfig>,
    /// Discord; none is off.
    pub discord: Option<DiscordConfig>,
    /// Facebook Messenger; none is off.
    pub messenger: Option<MessengerConfig>,
    /// What becomes of contact details in lines.
    pub contacts: Policy,
    /// Where the web is served.
    pub http_addr: SocketAddr,
    /// The address that people see, without a slash at its end.
    pub public_url: String,
    /// Whether logs are JSON.
    pub log_json: bool,
    /// Variables that are set and that this version has no use for.
    pub unused: Vec<&'static str>,
}

/// How to be on Telegram.
#[derive(Debug)]
pub struct TelegramConfig {
    /// The bot's token.
    pub token: SecretString,
    /// Another server than Telegram's own.
    pub api_url: Option<String>,
    /// The secret of the webhook; none is long polling.
    pub webhook_secret: Option<SecretString>,
    /// Messages a second that the bot may send, where Telegram granted another number than usual;
    /// 0 for a server of one's own that has no limits.
    pub per_second: Option<u32>,
    /// Whether conversations may have topics of their own.
    pub topics: bool,
}

/// How to be on Discord.
#[derive(Debug)]
pub struct DiscordConfig {
    /// The bot's token.
    pub token: SecretString,
    /// Another server than Discord's own.
    pub api_url: Option<String>,
}

/// How to be on Facebook Messenger.
#[derive(Debug)]
pub struct MessengerConfig {
    /// The Page's access token.
    pub page_token: SecretString,
    /// The secret of the Meta app that the token was made for.
    pub app_secret: SecretString,
    /// The text that was entered at Meta to verify the webhook.
    pub verify_token: SecretString,
    /// Another server than Meta's own.
    pub graph_url: Option<String>,
}

/// Variables of parts that are not built yet. Set, they are pointed out rather than passed over.
const LATER: [&str; 10] = [
    "DISCORD_PUBLIC_KEY",
    "NWASSIK_ADMINS",
    "SMTP_URL",
    "MAIL_FROM",
    "GOOGLE_ISSUER",
    "GOOGLE_CLIENT_ID",
    "GOOGLE_CLIENT_SECRET",
    "FACEBOOK_APP_ID",
    "FACEBOOK_APP_SECRET",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

impl Config {
    /// Reads the configuration from variables. All problems are told at once.
    pub fn read(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut reader = Reader::new(variable);
        let http_addr = reader
            .parsed("HTTP_ADDR", "an address and a port, such as 127.0.0.1:8080", str::parse::<SocketAddr>)
            .or_else(|| USUAL_ADDRESS.parse().ok())
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = reader
            .web_address("PUBLIC_URL", "https://nwassik.example")
            .unwrap_or_else(|| format!("http://{http_addr}"));
        let config = Self {
            data_dir: reader
                .text("NWASSIK_DATA_DIR")
                .map_or_else(|| PathBuf::from(USUAL_FOLDER), PathBuf::from),
            pg_bin: reader.text("NWASSIK_PG_BIN").map(PathBuf::from),
            database: reader.database(),
            master: reader.master(),
            bucket: reader.bucket(),
            queue: reader.queue(),
            redis: reader.redis(),
            aws_endpoint: reader.web_address("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"),
            telegram: reader.telegram(),
            discord: reader.discord(),
            messenger: reader.messenger(),
            contacts: reader
                .parsed("NWASSIK_CONTACTS", "mask, warn or hold", str::parse::<Policy>)
                .unwrap_or_default(),
            http_addr,
            public_url,
            log_json: reader.log_json(),
            unused: LATER
                .into_iter()
                .filter(|name| variable(name).is_some_and(|value| !value.is_empty()))
                .collect(),
        };
        reader.finish()?;
        Ok(config)
    }

    /// What is on, a line each, without secrets: for `nwassik check` and the log.
    pub fn summary(&self) -> Vec<String> {
        let or = |set: bool, real: &str, embedded: &str| if set { real } else { embedded }.to_owned();
        let telegram = match &self.telegram {
            None => "off (set TELEGRAM_BOT_TOKEN to turn it on)".to_owned(),
            Some(telegram) => {
                let by = or(telegram.webhook_secret.is_some(), "webhook", "long polling");
                telegram.api_url.as_ref().map_or_else(|| by.clone(), |url| format!("{by}, through {url}"))
            }
        };
        vec![
            format!("data folder  {}", self.data_dir.display()),
            format!("database     {}", or(self.database.is_some(), "DATABASE_URL", "embedded Postgres")),
            format!("master key   {}", self.master_key()),
            format!(
                "pictures     {}",
                or(self.bucket.is_some(), "S3_BUCKET", "embedded, in the data folder")
            ),
            format!("bell         {}", or(self.queue.is_some(), "SQS_QUEUE_URL", "in process")),
            format!(
                "limits       {}",
                or(self.redis.is_some(), "shared through REDIS_URL", "of this process alone")
            ),
            format!("telegram     {telegram}"),
            format!(
                "messenger    {}",
                or(self.messenger.is_some(), "on, by webhook", "off (set MESSENGER_PAGE_TOKEN)")
            ),
            format!("web          {} (listening on {})", self.public_url, self.http_addr),
        ]
    }

    fn master_key(&self) -> String {
        let place = match (keys::file(self), &self.master.key) {
            (Some(file), _) => format!("{} (keep a copy: nothing can be read without it)", file.display()),
            (None, Some(_)) => "NWASSIK_MASTER_KEY".to_owned(),
            (None, None) => "KMS_KEY_ID".to_owned(),
        };
        match self.master.old.len() {
            0 => place,
            former => format!("{place}, and former ones: {former}"),
        }
    }
}

impl Reader<'_> {
    fn database(&mut self) -> Option<SecretString> {
        let secret = self.secret("DATABASE_URL")?;
        let expected = "an address of Postgres, such as postgres://nwassik:secret@db.example/nwassik";
        let is_postgres =
            ["postgres://", "postgresql://"].iter().any(|s| secret.expose_secret().starts_with(s));
        self.check("DATABASE_URL", is_postgres, expected);
        Some(secret)
    }

    /// A queue's address ends with the account and the queue's name.
    fn queue(&mut self) -> Option<String> {
        let example = "https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik";
        let queue = self.web_address("SQS_QUEUE_URL", example)?;
        let mut path = queue.split('/').skip(3);
        let (account, name) = (path.next().unwrap_or_default(), path.next().unwrap_or_default());
        // SQS allows 80; the queue of dead letters has five more.
        let fits = !account.is_empty()
            && (1..=75).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
            && path.next().is_none();
        let expected = format!("the address of a standard queue (no .fifo), such as {example}");
        self.check("SQS_QUEUE_URL", fits, &expected);
        Some(queue)
    }

    fn redis(&mut self) -> Option<SecretString> {
        let secret = self.secret("REDIS_URL")?;
        let url = reqwest::Url::parse(secret.expose_secret()).ok();
        let fits = url.is_some_and(|url| {
            ["redis", "rediss"].contains(&url.scheme()) && url.host_str().is_some_and(|host| !host.is_empty())
        });
        let expected = "an address of Redis, such as redis://127.0.0.1:6379, or rediss:// with TLS";
        self.check("REDIS_URL", fits, expected);
        Some(secret)
    }

    fn master(&mut self) -> MasterConfig {
        let expected = "32 random bytes in base64, such as openssl rand -base64 32 makes";
        let key = self.parsed("NWASSIK_MASTER_KEY", expected, |text| keys::parse(text).ok_or(()));
        let expected = "former values of NWASSIK_MASTER_KEY or lines of master.key, with commas between them";
        let old = self.parsed("NWASSIK_MASTER_KEY_OLD", expected, |text| {
            text.split(',').map(keys::parse).collect::<Option<Vec<_>>>().ok_or(())
        });
        let kms = self.text("KMS_KEY_ID");
        let fits = |id: &String| id.bytes().all(|b| b.is_ascii_alphanumeric() || b":/_-".contains(&b));
        let expected = "the id, the ARN or an alias of a symmetric key, such as alias/nwassik";
        self.check("KMS_KEY_ID", kms.as_ref().is_none_or(fits), expected);
        MasterConfig { key, old: old.unwrap_or_default(), kms }
    }

    fn bucket(&mut self) -> Option<String> {
        let bucket = self.text("S3_BUCKET")?;
        let fits = (3..=63).contains(&bucket.len())
            && bucket.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b));
        self.check("S3_BUCKET", fits, "the name of a bucket, such as nwassik-pictures");
        Some(bucket)
    }

    fn telegram(&mut self) -> Option<TelegramConfig> {
        let token = self.secret("TELEGRAM_BOT_TOKEN");
        let api_url = self.web_address("TELEGRAM_API_URL", "https://api.telegram.org");
        let webhook_secret = self.secret("TELEGRAM_WEBHOOK_SECRET");
        let per_second = self.parsed(
            "TELEGRAM_PER_SECOND",
            "messages a second from 1 to 1000, such as 30, or 0 for a server without limits",
            |text| text.parse().ok().filter(|rate| (0..=1000).contains(rate)).ok_or(()),
        );
        let topics = self.topics();
        if let Some(secret) = &webhook_secret {
            let secret = secret.expose_secret();
            let fits = secret.len() <= 256
                && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
            self.check(
                "TELEGRAM_WEBHOOK_SECRET",
                fits,
                "1 to 256 letters, digits, _ and -, such as Zx81_k9-Qw",
            );
            let secure = self.text("PUBLIC_URL").is_some();
            self.check(
                "PUBLIC_URL",
                secure,
                "the address under which Telegram reaches this server, because \
                 TELEGRAM_WEBHOOK_SECRET is set, such as https://nwassik.example",
            );
        }
        let token = token?;
        let (bot, rest) = token.expose_secret().split_once(':').unwrap_or_default();
        let fits = !bot.is_empty()
            && bot.bytes().all(|b| b.is_ascii_digit())
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        self.check(
            "TELEGRAM_BOT_TOKEN",
            fits,
            "the token that @BotFather gave you: digits, a colon, letters, such as 123456789:AAExampleToken",
        );
        Some(TelegramConfig { token, api_url, webhook_secret, per_second, topics })
    }

    fn topics(&mut self) -> bool {
        let on = |text: &str| match text {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(()),
        };
        self.parsed("TELEGRAM_TOPICS", "on or off", on).unwrap_or(true)
    }

    fn discord(&mut self) -> Option<DiscordConfig> {
        let api_url = self.web_address("DISCORD_API_URL", "https://discord.com");
        Some(DiscordConfig { token: self.secret("DISCORD_BOT_TOKEN")?, api_url })
    }

    fn messenger(&mut self) -> Option<MessengerConfig> {
        let graph_url = self.web_address("MESSENGER_GRAPH_URL", "https://graph.facebook.com/v23.0");
        let page_token = self.secret("MESSENGER_PAGE_TOKEN");
        let app_secret = self.secret("MESSENGER_APP_SECRET");
        let verify_token = self.secret("MESSENGER_VERIFY_TOKEN");
        if page_token.is_some() || app_secret.is_some() || verify_token.is_some() {
            let together = "it too, because Messenger needs MESSENGER_PAGE_TOKEN, MESSENGER_APP_SECRET \
                            and MESSENGER_VERIFY_TOKEN together, each as Meta's dashboard shows it";
            self.check("MESSENGER_PAGE_TOKEN", page_token.is_some(), together);
            self.check("MESSENGER_APP_SECRET", app_secret.is_some(), together);
            self.check("MESSENGER_VERIFY_TOKEN", verify_token.is_some(), together);
        }
        let (page_token, app_secret, verify_token) = (page_token?, app_secret?, verify_token?);
        Some(MessengerConfig { page_token, app_secret, verify_token, graph_url })
    }

    fn log_json(&mut self) -> bool {
        let format = self.text("LOG_FORMAT");
        let fits = format.as_deref().is_none_or(|format| ["json", "pretty"].contains(&format));
        self.check("LOG_FORMAT", fits, "json or pretty");
        format.as_deref() == Some("json")
    }
}
