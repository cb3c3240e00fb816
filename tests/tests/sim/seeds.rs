//! Lives through many seeds, on all cores, and tells of those that break a promise.

use std::{
    collections::BTreeMap,
    env,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::runtime::{Builder, Runtime};

use super::{
    server::Server,
    weather::Counts,
    world::{Outcome, live},
};

/// Seeds of a run, where nothing else is said: so many, or as many as there is time for.
const SEEDS: u64 = 2000;
const TIME: Duration = Duration::from_secs(180);
/// Where the seeds of a run begin.
const FIRST: u64 = 1;
/// Seeds that one database serves: its tables grow with what was deleted.
const SEEDS_OF_A_DATABASE: usize = 150;

fn runtime() -> Arc<Runtime> {
    Arc::new(Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
}

fn variable(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

fn tell(outcome: &Outcome) -> String {
    let Outcome { seed, history, problems, .. } = outcome;
    format!(
        "{history}\nSeed {seed} broke a promise:\n  {}\nAgain: SIM_SEED={seed} .ci/test -p tests --features sim --test sim seeds",
        problems.join("\n  ")
    )
}

#[test]
fn seeds_keep_every_promise() {
    let runtime = runtime();
    if let Some(seed) = variable("SIM_SEED") {
        let outcome = live(&Server::new(&runtime), seed);
        println!("{}", outcome.history);
        assert!(outcome.problems.is_empty(), "{}", tell(&outcome));
        return;
    }
    let (wanted, began) = (variable("SIM_SEEDS"), Instant::now());
    let seeds = wanted.unwrap_or(SEEDS);
    let goes_on = |lived: u64| lived < seeds && (wanted.is_some() || began.elapsed() < TIME);
    let first = variable("SIM_FIRST").unwrap_or(FIRST);
    let (next, total, failed) =
        (AtomicU64::new(0), Mutex::new(Counts::default()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
            scope.spawn(|| {
                while goes_on(next.load(SeqCst)) {
                    let server = Server::new(&runtime);
                    for _ in 0..SEEDS_OF_A_DATABASE {
                        let seed = next.fetch_add(1, SeqCst);
                        if !goes_on(seed) {
                            next.fetch_sub(1, SeqCst);
                            break;
                        }
                        let outcome = live(&server, first + seed);
                        total.lock().unwrap().extend(&outcome.counts);
                        if !outcome.problems.is_empty() {
                            failed.lock().unwrap().insert(first + seed, outcome);
                        }
                    }
                }
            });
        }
    });
    let seeds = next.into_inner();
    println!("{seeds} seeds in {} s", began.elapsed().as_secs());
    for (what, count) in &total.lock().unwrap().0 {
        println!("{count:>8} {what}");
    }
    let failed = failed.into_inner().unwrap();
    if let Some(outcome) = failed.values().next() {
        for outcome in failed.values() {
            println!("seed {}: {}", outcome.seed, outcome.problems.join("; "));
        }
        panic!("{} of {seeds} seeds failed.\n{}", failed.len(), tell(outcome));
    }
}

#[test]
fn a_seed_always_gives_the_same_history() {
    let runtime = runtime();
    let (one, other) = (Server::new(&runtime), Server::new(&runtime));
    for seed in 0..variable("SIM_TWICE").unwrap_or(25) {
        let (first, second) = (live(&one, seed).history, live(&other, seed).history);
        if first.hash() != second.hash() {
            let (first, second) = (first.to_string(), second.to_string());
            let pairs = first.lines().zip(second.lines()).enumerate();
            let differs = pairs.clone().find(|(_, (one, other))| one != other);
            panic!("seed {seed} gave two histories; they part at {differs:#?}");
        }
    }
}
