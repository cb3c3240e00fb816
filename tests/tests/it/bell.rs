//! One suite that every bell passes.

use std::{collections::HashMap, sync::Arc, time::Duration};

use relay::bell::{Bell, Lane, LocalBell, MOST_TIMES, Receipt, Ring, SqsBell, queue};
use tests::{
    sqs::{self, SqsServer},
    sqs_proxy::SqsProxy,
};
use tokio::time::Instant;

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
    let stranger = Ring { lane: 9, receipt: Receipt::Queue("no such receipt".into()), times: 1 };
    // They may be refused, they must not break anything.
    let _ = bell.answered(std::slice::from_ref(&stranger)).await;
    let _ = bell.again(&stranger, Duration::ZERO).await;
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

async fn what_failed_comes_again_when_it_is_told_to(bell: &dyn Bell) {
    bell.ring(&[401]).await.unwrap();
    let first = hear(bell, &[401]).await.remove(0);
    assert_eq!(first.times, 1);
    bell.again(&first, Duration::ZERO).await.unwrap();
    let told = Instant::now();
    let second = hear(bell, &[401]).await.remove(0);
    assert!(told.elapsed() < VISIBILITY, "{:?}", told.elapsed());
    assert_eq!(second.times, 2);
    bell.again(&second, 2 * VISIBILITY).await.unwrap();
    let told = Instant::now();
    let third = hear(bell, &[401]).await.remove(0);
    assert!(told.elapsed() > VISIBILITY, "{:?}", told.elapsed());
    assert_eq!(third.times, 3);
    bell.answered(&[third]).await.unwrap();
}

async fn what_is_heard_ten_times_and_never_answered_is_a_dead_letter(bell: Arc<dyn Bell>) {
    bell.ring(&[501]).await.unwrap();
    for times in 1..=MOST_TIMES {
        assert!(bell.dead_letters().await.unwrap().is_empty());
        let ring = hear(&*bell, &[501]).await.remove(0);
        assert_eq!(ring.times, times);
        bell.again(&ring, Duration::ZERO).await.unwrap();
    }
    // It rings no more. Somebody listens meanwhile, as always: SQS moves dead letters only then.
    let listener = {
        let bell = Arc::clone(&bell);
        tokio::spawn(async move { bell.listen().await })
    };
    let deadline = Instant::now() + Duration::from_secs(10);
    let dead = loop {
        let dead = bell.dead_letters().await.unwrap();
        if !dead.is_empty() || Instant::now() > deadline {
            break dead;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(dead.iter().map(|ring| ring.lane).collect::<Vec<_>>(), [501]);
    bell.answered(&dead).await.unwrap();
    assert!(bell.dead_letters().await.unwrap().is_empty());

    // The lane can be rung for anew, and begins from nothing.
    bell.ring(&[501]).await.unwrap();
    let rings = listener.await.unwrap().unwrap();
    assert_eq!(rings.iter().map(|ring| (ring.lane, ring.times)).collect::<Vec<_>>(), [(501, 1)]);
    bell.answered(&rings).await.unwrap();
}

async fn what_settled_is_heard_also_when_the_bell_is_gone(bell: Arc<dyn Bell>, same: Arc<dyn Bell>) {
    bell.ring(&[601, 602]).await.unwrap();
    bell.settle().await;
    drop(bell);
    let heard = hear(&*same, &[601, 602]).await;
    same.answered(&heard).await.unwrap();
    same.settle().await;
}

/// The suite. `same` leads to the same queue.
async fn conforms(bell: Arc<dyn Bell>, same: Arc<dyn Bell>) {
    what_is_rung_is_heard(&*bell).await;
    what_is_not_answered_rings_again(&*bell).await;
    ringing_for_nobody_is_fine(&*bell).await;
    a_ring_wakes_who_listens(Arc::clone(&bell)).await;
    what_failed_comes_again_when_it_is_told_to(&*bell).await;
    what_is_heard_ten_times_and_never_answered_is_a_dead_letter(Arc::clone(&bell)).await;
    // It breaks polls off, and what a poll takes with it counts as heard.
    listeners_share_the_work(Arc::clone(&bell)).await;
    what_settled_is_heard_also_when_the_bell_is_gone(bell, same).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bell_in_process_conforms() {
    let bell = Arc::new(LocalBell::new(VISIBILITY));
    conforms(Arc::clone(&bell) as _, bell).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bell_on_sqs_conforms() {
    let server = SqsServer::start().await;
    let queue = server.queue("bell").await;
    let bell = || Arc::new(SqsBell::new(server.client(), queue.clone(), VISIBILITY));
    conforms(bell(), bell()).await;
}

/// A queue behind a proxy, and a bell on it.
async fn behind_a_proxy() -> (SqsServer, SqsProxy, SqsBell) {
    let server = SqsServer::start().await;
    let queue = server.queue("bell").await;
    let proxy = SqsProxy::start(server.url()).await;
    let bell = SqsBell::new(sqs::client(proxy.url()), queue, Duration::from_secs(70));
    (server, proxy, bell)
}

#[tokio::test]
async fn a_million_rings_for_one_lane_coalesce_in_process() {
    let bell = LocalBell::new(VISIBILITY);
    for _ in 0..1_000_000 {
        bell.ring(&[7]).await.unwrap();
    }
    assert_eq!(bell.listen().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_million_rings_for_one_lane_coalesce_on_their_way_to_sqs() {
    let (_server, proxy, bell) = behind_a_proxy().await;
    let began = Instant::now();
    for _ in 0..1_000_000 {
        bell.ring(&[7]).await.unwrap();
    }
    bell.settle().await;
    let sent = proxy.counts()["SendMessageBatch"];
    // One each fifty milliseconds at most, for as long as it took to ring.
    assert!(sent <= 2 + began.elapsed().as_millis() as u64 / 50, "{sent} requests");
    assert!(bell.listen().await.unwrap().iter().all(|ring| ring.lane == 7));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_part_of_a_batch_that_was_refused_is_sent_again() {
    let (_server, proxy, bell) = behind_a_proxy().await;
    let lanes: Vec<Lane> = (1..=10).collect();
    proxy.refuse_part_of(2);
    bell.ring(&lanes).await.unwrap();
    let mut heard = hear(&bell, &lanes).await;
    heard.sort_by_key(|ring| ring.lane);
    assert_eq!(heard.iter().map(|ring| ring.lane).collect::<Vec<_>>(), lanes, "each once");
    assert!(heard.iter().all(|ring| matches!(ring.receipt, Receipt::Queue(_))));
    assert_eq!(proxy.counts()["SendMessageBatch"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_queue_refuses_for_good_is_heard_by_the_process_that_rang() {
    let (_server, proxy, bell) = behind_a_proxy().await;
    let lanes: Vec<Lane> = (1..=4).collect();
    proxy.refuse_part_of(usize::MAX);
    bell.ring(&lanes).await.unwrap();
    let heard = hear(&bell, &lanes).await;
    assert_eq!(heard.len(), 4);
    assert!(heard.iter().any(|ring| matches!(ring.receipt, Receipt::Here(_))));
    bell.answered(&heard).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_queue_is_away_a_process_hears_its_own_rings() {
    let (_server, proxy, bell) = behind_a_proxy().await;
    proxy.away(true);
    assert!(bell.listen().await.is_err(), "an error, and no panic");
    bell.ring(&[1, 2, 3]).await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            match bell.listen().await {
                Ok(rings) if !rings.is_empty() => break rings,
                _ => tokio::task::yield_now().await,
            }
        }
    });
    let heard = heard.await.expect("they are heard");
    assert!(heard.iter().all(|ring| matches!(ring.receipt, Receipt::Here(_))), "{heard:?}");
    bell.answered(&heard).await.unwrap();
    proxy.away(false);
    bell.ring(&[4]).await.unwrap();
    let heard = hear(&bell, &[4]).await;
    assert!(matches!(heard[0].receipt, Receipt::Queue(_)), "{heard:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_leave_together() {
    let (_server, proxy, bell) = behind_a_proxy().await;
    let lanes: Vec<Lane> = (1..=30).collect();
    bell.ring(&lanes).await.unwrap();
    for ring in hear(&bell, &lanes).await {
        bell.answered(&[ring]).await.unwrap();
    }
    bell.settle().await;
    assert_eq!(proxy.counts()["SendMessageBatch"], 3);
    // The first that comes alone leaves alone.
    assert!(proxy.counts()["DeleteMessageBatch"] <= 4, "{:?}", proxy.counts());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_is_made_once_with_its_dead_letters_and_brought_in_line_later() {
    use aws_sdk_sqs::types::QueueAttributeName as Name;
    use queue::Change;

    let server = SqsServer::start().await;
    let (client, url) = (server.client(), server.address("rings"));
    let visibility = Duration::from_secs(70);
    let missing = queue::check(&client, &url).await.unwrap_err().to_string();
    assert!(missing.contains("nwassik migrate"), "{missing}");

    let made = queue::prepare(&client, &url, visibility).await.unwrap();
    assert_eq!((&made.queue, &made.dead_letters), (&Change::Made, &Change::Made));
    queue::check(&client, &url).await.unwrap();
    let again = queue::prepare(&client, &url, visibility).await.unwrap();
    assert_eq!((&again.queue, &again.dead_letters), (&Change::None, &Change::None));

    let attributes = async || {
        let get = client.get_queue_attributes().queue_url(&url).attribute_names(Name::All);
        get.send().await.unwrap().attributes.unwrap()
    };
    let is = attributes().await;
    assert_eq!(is[&Name::VisibilityTimeout], "70");
    assert_eq!(is[&Name::ReceiveMessageWaitTimeSeconds], "20");
    assert!(is[&Name::RedrivePolicy].contains("rings-dead") && is[&Name::RedrivePolicy].contains("10"));

    let set = client.set_queue_attributes().queue_url(&url).attributes(Name::VisibilityTimeout, "5");
    set.send().await.unwrap();
    let mended = queue::prepare(&client, &url, visibility).await.unwrap();
    assert_eq!(mended.queue, Change::Changed(vec!["VisibilityTimeout".into()]));
    assert_eq!(attributes().await[&Name::VisibilityTimeout], "70");

    // One that somebody made by hand, with dead letters of another name.
    let by_hand = server.address("by-hand");
    client.create_queue().queue_name("by-hand").send().await.unwrap();
    let without = queue::check(&client, &by_hand).await.unwrap_err().to_string();
    assert!(without.contains("nwassik migrate"), "{without}");
    let policy =
        r#"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-3:000000000000:rings-dead","maxReceiveCount":"3"}"#;
    let set = client.set_queue_attributes().queue_url(&by_hand).attributes(Name::RedrivePolicy, policy);
    set.send().await.unwrap();
    let mended = queue::prepare(&client, &by_hand, visibility).await.unwrap();
    assert_eq!(mended.dead_letters, Change::None, "its own are kept");
    assert!(matches!(mended.queue, Change::Changed(names) if names.contains(&"RedrivePolicy".to_owned())));
    queue::check(&client, &by_hand).await.unwrap();
}
