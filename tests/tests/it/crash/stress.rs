//! 10,000 updates from 300 people, a platform that fails at random, and three `kill -9`: nothing
//! is lost, everything is in order, nobody reads what was meant for another.

use std::{collections::BTreeMap, time::Duration};

use tests::{
    fake_telegram::{FakeTelegram, Fault, Rule},
    pairs,
    postgres::TestDatabase,
    process::Product,
};
use tokio::time::{Instant, sleep};

use super::{
    PROGRAM,
    speaker::{Speaker, heard, missing, speakers, tail, told},
};

const PAIRS: i64 = 150;
const UPDATES: usize = 10_000;
const KILLS: usize = 3;
/// The whole run may take so long on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_updates_faults_and_three_kills_lose_nothing() {
    let database = TestDatabase::new().await;
    let fake = FakeTelegram::start().await;
    let bot = fake.token().split(':').next().unwrap();
    let pairs = pairs::make(database.pool(), bot, PAIRS).await;
    let mut speakers = speakers(&fake, &pairs);
    let product = Product::new(PROGRAM)
        .with("DATABASE_URL", database.url())
        .with("TELEGRAM_BOT_TOKEN", fake.token())
        .with("TELEGRAM_API_URL", fake.url())
        .with("TELEGRAM_PER_SECOND", "1000");
    let mut running = Some(product.start().await);

    fake.fault(Rule::chance(0.01, Fault::TooManyRequests(1)));
    fake.fault(Rule::chance(0.01, Fault::ServerError(500)));
    fake.fault(Rule::chance(0.01, Fault::DropBefore));
    fake.fault(Rule::chance(0.005, Fault::DropAfter));

    let deadline = Instant::now() + PATIENCE;
    let mut sent = 0;
    let mut kills = 0;
    while sent < UPDATES {
        for speaker in &mut speakers {
            if sent < UPDATES {
                speaker.speak();
                sent += 1;
            }
        }
        if kills < KILLS && sent >= (kills + 1) * UPDATES / (KILLS + 1) {
            // In the middle of the work: some of it is taken in, some is on its way out.
            while fake.pending_updates() > 500 && Instant::now() < deadline {
                sleep(Duration::from_millis(5)).await;
            }
            if let Some(running) = running.take() {
                running.kill().await;
            }
            kills += 1;
            running = Some(product.start().await);
        }
        while fake.pending_updates() > 2_000 && Instant::now() < deadline {
            sleep(Duration::from_millis(5)).await;
        }
    }
    let missing = loop {
        let missing = missing(&fake, &speakers);
        if missing == 0 || Instant::now() > deadline {
            break missing;
        }
        sleep(Duration::from_millis(250)).await;
    };
    assert_eq!(missing, 0, "lines were lost; the log ends:\n{}", tail(&product.log()));
    judge(&fake, &speakers);
    assert!(running.expect("it runs").end().await.success());
}

/// Order, cross-talk and repeats of everything that was heard.
#[allow(clippy::print_stdout, reason = "the figures are worth seeing")]
fn judge(fake: &FakeTelegram, speakers: &[Speaker]) {
    let (mut repeats, mut told_of) = (0, 0);
    for speaker in speakers {
        let chat = fake.chat(speaker.listener);
        let (lines, strangers) = heard(&chat, speaker.user.id());
        let own = told(&chat, speaker.listener);
        assert_eq!(strangers, own.len(), "a line of a stranger:\n{chat}");
        told_of += own.len();
        let mut firsts = BTreeMap::new();
        for (place, line) in lines.iter().enumerate() {
            firsts.entry(*line).or_insert(place);
        }
        let places: Vec<usize> = firsts.values().copied().collect();
        assert!(places.is_sorted(), "out of order: {lines:?}");
        repeats += lines.len() - firsts.len();
    }
    println!(
        "{} faults struck; {repeats} lines were repeated, of {told_of} the sender was told that they may be lost",
        fake.faults_struck()
    );
    // A line is repeated where its answer was lost: by a fault, or by one of the kills, which find
    // at most one line of each of the 64 lanes on its way.
    let faults = usize::try_from(fake.faults_struck()).unwrap();
    assert!(repeats <= faults + 64 * KILLS, "{repeats} repeats, {faults} faults");
    assert!(told_of < UPDATES / 100, "{told_of} lines given up");
}
