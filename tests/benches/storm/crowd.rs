//! Thousands who wait for one request, and a few who go on using the bot.

use std::sync::Arc;
use std::time::Duration;

use marketplace_core::{Market, OsEntropy};
use marketplace_domain::account::{Identity, Language, Platform};
use marketplace_domain::alert::Alert;
use marketplace_domain::clock::SystemClock;
use marketplace_domain::request::{Content, Filter, Need, Photos, Words};
use marketplace_domain::text::Title;
use sqlx::PgPool;
use tests::fake_telegram::{FakeTelegram, Heard, User};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::common::Outcome;

/// The chat of the first who waits.
const FIRST: i64 = 100_000;
/// People who ask for help again and again meanwhile.
const BUSY: i64 = 20;
/// The chat of the first of them.
const FIRST_BUSY: i64 = 10_000;
/// How often one of them asks.
const EVERY: Duration = Duration::from_millis(200);
/// What everybody waits for.
const TITLE: &str = "Honey of Provence";

/// When pushes came.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Storm {
    /// From the first to the last.
    pub(crate) lasted: Duration,
    /// Messages to anybody within that time, the first one left out.
    pub(crate) messages: u64,
    /// From the publishing to the first.
    pub(crate) first: Duration,
}

/// Everybody.
pub(crate) struct Crowd {
    market: Market,
    hearing: mpsc::UnboundedReceiver<Heard>,
    told: Vec<u32>,
    busy: Vec<Asking>,
    messages: u64,
    /// When the first and the last push came, and how many messages had come by then.
    span: Option<((Instant, u64), (Instant, u64))>,
    replies: Vec<u32>,
    published: Instant,
}

struct Asking {
    user: User,
    asked: Option<Instant>,
}

impl Crowd {
    /// Puts everybody into the database, each with an alert and a chat.
    pub(crate) async fn gather(pool: &PgPool, fake: &FakeTelegram, count: u32) -> Outcome<Self> {
        let market = Market::new(pool.clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
        let bot = fake.token().split(':').next().unwrap_or_default().to_owned();
        let chats: Vec<i64> =
            (FIRST..FIRST + i64::from(count)).chain(FIRST_BUSY..FIRST_BUSY + BUSY).collect();
        let filter = Filter { words: Words::parse("honey"), ..Filter::default() };
        let alert = Alert::new(filter, None)?;
        for some in chats.chunks(500) {
            let identity = |id: &i64| Identity { platform: Platform::Telegram, subject: id.to_string() };
            let identities: Vec<Identity> = some.iter().map(identity).collect();
            let mut unit = market.begin().await?;
            let people = unit.people(&identities).await?;
            for (person, chat) in people.iter().zip(some) {
                unit.set_language(person.account, Language::En).await?;
                if *chat >= FIRST {
                    unit.add_alert(person.account, &alert).await?;
                }
            }
            unit.commit().await?;
            let accounts: Vec<_> = people.iter().map(|person| person.account.uuid()).collect();
            let names: Vec<String> = some.iter().map(ToString::to_string).collect();
            sqlx::query(
                "INSERT INTO endpoint (platform, bot, chat, account, seen_at)
                 SELECT 'telegram', $1, k.chat, k.account, now() FROM unnest($2::text[], $3::uuid[]) k (chat, account)",
            )
            .bind(&bot)
            .bind(&names)
            .bind(&accounts)
            .execute(pool)
            .await?;
        }
        sqlx::raw_sql("VACUUM ANALYZE").execute(pool).await?;
        let open = |id: i64| {
            let user = fake.user(id, "Somebody", None, "en");
            user.open_chat();
            user
        };
        for chat in FIRST..FIRST + i64::from(count) {
            open(chat);
        }
        let busy = (FIRST_BUSY..FIRST_BUSY + BUSY).map(|id| Asking { user: open(id), asked: None }).collect();
        Ok(Self {
            market,
            hearing: fake.hear(),
            told: vec![0; count as usize],
            busy,
            messages: 0,
            span: None,
            replies: Vec::new(),
            published: Instant::now(),
        })
    }

    /// Puts what everybody waits for on the market.
    pub(crate) async fn somebody_asks(&mut self, pool: &PgPool) -> Outcome<()> {
        let identity = Identity { platform: Platform::Telegram, subject: "1".to_owned() };
        let mut unit = self.market.begin().await?;
        let people = unit.people(std::slice::from_ref(&identity)).await?;
        let poster = people.first().ok_or("nobody posts")?.account;
        let content = Content {
            title: Title::parse(TITLE)?,
            description: None,
            need: Need::Service { meetup: None },
            due: None,
            reward: None,
            photos: Photos::default(),
        };
        unit.publish(poster, content).await?;
        unit.commit().await?;
        self.published = Instant::now();
        let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM to_match").fetch_one(pool).await?;
        if waiting > 1 { Err("more than one request is to be matched".into()) } else { Ok(()) }
    }

    /// Lets a few people use the bot until everybody was told, or for so long.
    pub(crate) async fn watch(&mut self, longest: Duration) -> Storm {
        let end = Instant::now() + longest;
        let (mut next, mut turn) = (Instant::now(), 0);
        while self.lost() > 0 && Instant::now() < end {
            tokio::select! {
                Some(heard) = self.hearing.recv() => self.hear(&heard),
                () = sleep_until(next) => {
                    next += EVERY;
                    turn = (turn + 1) % self.busy.len();
                    if let Some(asking) = self.busy.get_mut(turn).filter(|asking| asking.asked.is_none()) {
                        asking.asked = Some(Instant::now());
                        asking.user.send_text("/help");
                    }
                }
            }
        }
        let Some(((first, before), (last, after))) = self.span else { return Storm::default() };
        Storm {
            lasted: last.duration_since(first),
            messages: after - before,
            first: first.duration_since(self.published),
        }
    }

    /// Takes in what has come.
    pub(crate) fn listen(&mut self) {
        while let Ok(heard) = self.hearing.try_recv() {
            self.hear(&heard);
        }
    }

    fn hear(&mut self, heard: &Heard) {
        self.messages += 1;
        let at = Instant::from_std(heard.at);
        if heard.chat >= FIRST {
            let place = usize::try_from(heard.chat - FIRST).unwrap_or_default();
            if let Some(told) = self.told.get_mut(place).filter(|_| heard.message.text.contains(TITLE)) {
                *told += 1;
                let now = (at, self.messages);
                self.span = Some((self.span.map_or(now, |span| span.0), now));
            }
        } else if let Some(asking) =
            self.busy.get_mut(usize::try_from(heard.chat - FIRST_BUSY).unwrap_or_default())
            && let Some(asked) = asking.asked.take()
        {
            self.replies.push(u32::try_from(at.duration_since(asked).as_micros()).unwrap_or(u32::MAX));
        }
    }

    /// How many were not told.
    pub(crate) fn lost(&self) -> usize {
        self.told.iter().filter(|told| **told == 0).count()
    }

    /// How many were told more than once.
    pub(crate) fn doubled(&self) -> usize {
        self.told.iter().filter(|told| **told > 1).count()
    }

    /// How long each reply took, in microseconds.
    pub(crate) fn replies(&self) -> Vec<u32> {
        self.replies.clone()
    }

    /// How many got no reply.
    pub(crate) fn unanswered(&self) -> usize {
        self.busy.iter().filter(|asking| asking.asked.is_some()).count()
    }
}
