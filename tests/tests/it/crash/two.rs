//! Two processes share the work: one Postgres, one queue, one Redis, one bot.

use std::time::Duration;

use tests::{
    balancer::Balancer, fake_telegram::FakeTelegram, pairs, postgres::TestDatabase, process::Product,
    redis::RedisServer, sqs::SqsServer,
};
use tokio::time::{Instant, sleep};

use super::{
    PROGRAM,
    speaker::{Speaker, heard, missing, speakers, tail, told},
};

const PAIRS: i64 = 20;
const LINES: usize = 10;
/// Everybody says a line in this time. That is more than the thirty a second that the bot may send:
/// were each process to keep to that alone, Telegram would refuse some.
const ROUND: Duration = Duration::from_millis(900);
/// Both must open what either sealed.
const MASTER_KEY: &str = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
/// From the first line to the last that is read.
const PATIENCE: Duration = Duration::from_secs(35);

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_share_the_work_and_one_of_them_is_killed() {
    let database = TestDatabase::new().await;
    let (sqs, redis) = (SqsServer::start().await, RedisServer::start().await);
    let fake = FakeTelegram::start().await;
    fake.strict_limits(true);
    let pairs = pairs::make(database.pool(), fake.token().split(':').next().unwrap(), PAIRS).await;
    let mut speakers = speakers(&fake, &pairs);
    let balancer = Balancer::start().await;
    let product = || {
        Product::new(PROGRAM)
            .with("DATABASE_URL", database.url())
            .with("TELEGRAM_BOT_TOKEN", fake.token())
            .with("TELEGRAM_API_URL", fake.url())
            .with("TELEGRAM_WEBHOOK_SECRET", "secret")
            .with("PUBLIC_URL", balancer.url())
            .with("SQS_QUEUE_URL", sqs.address("nwassik"))
            .with("AWS_ENDPOINT_URL", sqs.url())
            .with("AWS_REGION", "eu-west-3")
            .with("AWS_ACCESS_KEY_ID", "test")
            .with("AWS_SECRET_ACCESS_KEY", "test")
            .with("REDIS_URL", redis.url())
            .with("NWASSIK_MASTER_KEY", MASTER_KEY)
    };
    let (one, other) = (product(), product());
    assert!(one.run(&["migrate"]).await.status.success());
    let (first, second) = (one.start().await, other.start().await);
    balancer.serve(&[&one.url(), &other.url()]);

    let mut first = Some(first);
    let began = Instant::now();
    let step = ROUND / u32::try_from(speakers.len()).unwrap();
    for round in 0..LINES {
        for speaker in &mut speakers {
            speaker.speak();
            sleep(step).await;
        }
        if round == LINES / 2 {
            let sql = "select count(distinct holder) from lane";
            let workers: i64 = sqlx::query_scalar(sql).fetch_one(database.pool()).await.unwrap();
            assert_eq!(workers, 2, "both work at lanes");
            // Some lines were just said: they are on their way in, on their way out, or wait.
            first.take().unwrap().kill().await;
        }
    }
    while missing(&fake, &speakers) > 0 && began.elapsed() < PATIENCE {
        sleep(Duration::from_millis(100)).await;
    }
    let took = began.elapsed();
    assert_eq!(missing(&fake, &speakers), 0, "lines were lost; the log ends:\n{}", tail(&other.log()));
    let repeats: usize = speakers.iter().map(|speaker| repeats(&fake, speaker)).sum();
    println!("{} lines, {repeats} repeated, in {took:?}", speakers.len() * LINES);
    // The one that was killed was sending at most one line in each lane.
    assert!(repeats <= speakers.len(), "{repeats} repeats");
    assert_eq!(fake.limits_provoked(), 0, "together they kept to the limits");
    let taken = balancer.served();
    assert!(taken.iter().all(|count| *count > 10), "both took updates in: {taken:?}");
    assert!(second.end().await.success());
}

/// How many lines of a speaker were heard twice. Panics where they were heard in another order, or
/// a line of somebody else was.
fn repeats(fake: &FakeTelegram, speaker: &Speaker) -> usize {
    let chat = fake.chat(speaker.listener);
    let (mut lines, strangers) = heard(&chat, speaker.user.id());
    assert_eq!(strangers, told(&chat, speaker.listener).len(), "a line of a stranger:\n{chat}");
    assert!(lines.is_sorted(), "out of order: {lines:?}");
    let heard = lines.len();
    lines.dedup();
    heard - lines.len()
}
