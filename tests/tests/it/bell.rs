//! One suite that every bell passes.

use std::{collections::HashMap, sync::Arc, time::Duration};

use relay::bell::{Bell, Lane, LocalBell, Ring, SqsBell};
use tests::sqs::SqsServer;

/// How soon a ring that was not answered comes again. SQS counts in whole seconds.
const VISIBILITY: Duration = Duration::from_secs(2);

/// Listens until every lane was heard, or for 20 seconds.
async fn hear(bell: &dyn Bell, lanes: &[Lane]) -> Vec<Ring> {
    let mut heard: Vec<Ring> = Vec::new();
    while !lanes.iter().all(|lane| heard.iter().any(|ring| ring.lane == *lane)) {
        let rings = tokio::time::timeout(Duration::from_secs(25), bell.listen()).await;
        let rings = rings.expect("listening ends by itself").expect("the bell is there");
        assert!(rings.len() <= 10, "more rings than a handful");
        assert!(!rings.is_empty(), "not heard: {lanes:?}, only {heard:?}");
        heard.extend(rings);
    }
    heard
}

async fn what_is_rung_is_heard(bell: &dyn Bell) {
    let lanes: Vec<Lane> = (1..=37).collect();
    bell.ring(&lanes).await.unwrap();
    let heard = hear(bell, &lanes).await;
    assert!(heard.iter().all(|ring| lanes.contains(&ring.lane)));
    bell.answered(&heard).await.unwrap();
}

async fn what_is_not_answered_rings_again(bell: &dyn Bell) {
    bell.ring(&[101, 102]).await.unwrap();
    let first = hear(bell, &[101, 102]).await;
    let (answered, forgotten): (Vec<Ring>, Vec<Ring>) = first.into_iter().partition(|ring| ring.lane == 101);
    bell.answered(&answered).await.unwrap();
    let again = hear(bell, &[102]).await;
    assert!(again.iter().all(|ring| ring.lane == 102), "an answered ring came again: {again:?}");
    assert_ne!(again.first().map(|ring| &ring.receipt), forgotten.first().map(|ring| &ring.receipt));
    bell.answered(&again).await.unwrap();
}

async fn listeners_share_the_work(bell: Arc<dyn Bell>) {
    let lanes: Vec<Lane> = (201..=220).collect();
    bell.ring(&lanes).await.unwrap();
    let (heard, mut all) = tokio::sync::mpsc::unbounded_channel();
    let listeners: Vec<_> = (0..3)
        .map(|_| {
            let (bell, heard) = (Arc::clone(&bell), heard.clone());
            tokio::spawn(async move {
                loop {
                    let rings = bell.listen().await.unwrap();
                    bell.answered(&rings).await.unwrap();
                    for ring in rings {
                        heard.send(ring.lane).unwrap();
                    }
                }
            })
        })
        .collect();
    let mut times: HashMap<Lane, usize> = HashMap::new();
    while times.len() < lanes.len() {
        let lane = tokio::time::timeout(Duration::from_secs(25), all.recv()).await.expect("all are heard");
        *times.entry(lane.unwrap()).or_default() += 1;
    }
    listeners.iter().for_each(tokio::task::JoinHandle::abort);
    assert!(times.values().all(|count| *count == 1), "rung twice within the visibility time: {times:?}");
}

async fn ringing_for_nobody_is_fine(bell: &dyn Bell) {
    bell.ring(&[]).await.unwrap();
    bell.answered(&[]).await.unwrap();
    let stranger = Ring { lane: 9, receipt: "no such receipt".into() };
    // It may be refused, it must not break anything.
    let _ = bell.answered(&[stranger]).await;
}

async fn a_ring_wakes_who_listens(bell: Arc<dyn Bell>) {
    let listener = {
        let bell = Arc::clone(&bell);
        tokio::spawn(async move { hear(&*bell, &[301]).await })
    };
    tokio::task::yield_now().await;
    bell.ring(&[301]).await.unwrap();
    let rings =
        tokio::time::timeout(Duration::from_secs(10), listener).await.expect("it is heard at once").unwrap();
    bell.answered(&rings).await.unwrap();
}

async fn conforms(bell: Arc<dyn Bell>) {
    what_is_rung_is_heard(&*bell).await;
    what_is_not_answered_rings_again(&*bell).await;
    listeners_share_the_work(Arc::clone(&bell)).await;
    ringing_for_nobody_is_fine(&*bell).await;
    a_ring_wakes_who_listens(bell).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bell_in_process_conforms() {
    conforms(Arc::new(LocalBell::new(VISIBILITY))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bell_on_sqs_conforms() {
    let server = SqsServer::start().await;
    let queue = server.queue("bell").await;
    conforms(Arc::new(SqsBell::new(server.client(), queue, VISIBILITY))).await;
}

#[tokio::test]
async fn rings_of_one_lane_that_nobody_heard_coalesce_in_process() {
    let bell = LocalBell::new(VISIBILITY);
    for _ in 0..1_000_000 {
        bell.ring(&[7]).await.unwrap();
    }
    assert_eq!(bell.listen().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_queue_out_of_reach_is_an_error_and_no_panic() {
    let server = SqsServer::start().await;
    let queue = server.queue("gone").await;
    let bell = SqsBell::new(server.client(), queue, VISIBILITY);
    drop(server);
    assert!(bell.ring(&[1]).await.is_err());
}
