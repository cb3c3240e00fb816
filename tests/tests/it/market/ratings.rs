use chrono::TimeDelta;
use marketplace_core::{dealing::Step, deals::Told};
use marketplace_domain::{
    deal::{State, View, What},
    id::{AccountId, DealId},
    rating::{HIDDEN, PAIR, Profile, Rating, Stars, Tag},
    refusal::Refusal,
    request::Filter,
    text::Note,
};
use proptest::{prelude::*, test_runner::TestRunner};
use sqlx::Row;

use super::{
    World,
    deals::CARRY,
    offers::{Bargain, offer, whom},
    shopping,
};

fn rating(stars: u8) -> Rating {
    Rating {
        stars: Stars::try_from(stars).unwrap(),
        tags: vec![Tag::OnTime],
        words: Note::parse("as we said").ok(),
    }
}

impl Bargain {
    async fn completed() -> Self {
        let bargain = Self::agreed().await;
        complete(&bargain.world, bargain.requester, bargain.provider, bargain.id()).await;
        bargain
    }

    async fn rate(&self, who: AccountId, stars: u8) -> Result<(View, Vec<Told>), Refusal> {
        let id = self.id();
        self.world.run(async |unit| unit.rate(who, id, &rating(stars)).await).await
    }

    async fn profile(&self, who: AccountId) -> Profile {
        self.world.run(async |unit| unit.profile(who).await).await.unwrap()
    }
}

/// Both swap their codes.
async fn complete(world: &World, requester: AccountId, provider: AccountId, id: DealId) {
    for (who, other) in [(requester, provider), (provider, requester)] {
        let (_, code) = world.run(async |unit| unit.my_code(other, id).await).await.unwrap();
        world.run(async |unit| unit.meet(who, id, &code).await).await.unwrap();
    }
}

#[tokio::test]
async fn a_rating_is_hidden_until_both_rated() {
    let bargain = Bargain::completed().await;
    let (requester, provider) = (bargain.requester, bargain.provider);
    let (view, told) = bargain.rate(requester, 5).await.unwrap();
    assert!(view.rated && told.is_empty(), "the other is told nothing of it");
    assert!(bargain.profile(provider).await.received.is_empty());
    let seen = bargain.seen_by(provider).await;
    assert!(!seen.rated && seen.trust.score.counted == 0);
    let reply = Note::parse("thanks").unwrap();
    let id = bargain.id();
    let early = bargain.world.run(async |unit| unit.reply_to_rating(provider, id, &reply).await).await;
    assert_eq!(early.unwrap_err(), Refusal::Said);

    let (view, told) = bargain.rate(provider, 3).await.unwrap();
    assert_eq!(view.deal.state.name(), "rated");
    assert_eq!(told.len(), 1);
    assert_eq!(whom(&told)[0].1, What::Rated);
    let theirs = bargain.profile(provider).await;
    assert_eq!((theirs.received.len(), theirs.received[0].rating.clone()), (1, rating(5)));
    assert_eq!((theirs.trust.deals, theirs.trust.score.tenths()), (1, 42));
    assert_eq!(bargain.profile(requester).await.trust.score.tenths(), 38);
    assert_eq!(bargain.seen_by(requester).await.trust.score.counted, 1, "the other side sees the score");

    // One answer each.
    let replied = bargain.world.run(async |unit| unit.reply_to_rating(provider, id, &reply).await).await;
    let (theirs, told) = replied.unwrap();
    assert_eq!(theirs.received[0].reply, Some(reply.clone()));
    assert_eq!(whom(&told)[0].1, What::Replied, "who rated is told");
    assert_eq!(told[0].1.deal.note, Some(reply.clone()));
    let again = bargain.world.run(async |unit| unit.reply_to_rating(provider, id, &reply).await).await;
    assert_eq!(again.unwrap_err(), Refusal::Said);
}

#[tokio::test]
async fn after_two_weeks_one_rating_is_seen_alone_and_no_more_are_taken() {
    let bargain = Bargain::completed().await;
    bargain.rate(bargain.requester, 2).await.unwrap();
    bargain.world.clock.advance(TimeDelta::days(3));
    let told = bargain.tick().await;
    assert_eq!(told.len(), 1, "who rated is not reminded");
    assert_eq!(told[0].1, What::RateNow);
    bargain.world.clock.advance(HIDDEN - TimeDelta::days(3) - TimeDelta::seconds(1));
    assert!(bargain.tick().await.is_empty());
    assert!(bargain.profile(bargain.provider).await.received.is_empty());
    bargain.world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(bargain.tick().await.len(), 2);
    assert_eq!(bargain.profile(bargain.provider).await.received.len(), 1);
    assert_eq!(bargain.rate(bargain.provider, 5).await.unwrap_err(), Refusal::Moved);
}

#[tokio::test]
async fn nobody_rates_twice_nor_themselves_nor_deals_of_others() {
    let bargain = Bargain::completed().await;
    bargain.rate(bargain.requester, 5).await.unwrap();
    assert_eq!(bargain.rate(bargain.requester, 1).await.unwrap_err(), Refusal::Said);
    let stranger = bargain.world.person("x").await;
    assert_eq!(bargain.rate(stranger, 5).await.unwrap_err(), Refusal::Unknown);
    // What one says is of the other side, whoever one is: there is no way to name oneself.
    bargain.rate(bargain.provider, 4).await.unwrap();
    assert_eq!(bargain.profile(bargain.requester).await.received[0].rating.stars.count(), 4);
    let to_oneself = sqlx::query(
        "insert into rating (deal, rater, about, stars, tags, at) select $1, $2, $2, 5, '{}', now()",
    );
    let (id, who) = (bargain.id().uuid(), stranger.uuid());
    assert!(to_oneself.bind(id).bind(who).execute(bargain.world.db.pool()).await.is_err());
}

#[tokio::test]
async fn two_who_rate_at_once_both_count() {
    let bargain = Bargain::completed().await;
    let (a, b) = tokio::join!(bargain.rate(bargain.requester, 5), bargain.rate(bargain.provider, 5));
    assert!(a.is_ok() && b.is_ok());
    assert_eq!(bargain.phase().await, "rated");
}

#[tokio::test]
async fn what_is_not_completed_is_not_rated() {
    let bargain = Bargain::agreed().await;
    assert_eq!(bargain.rate(bargain.requester, 5).await.unwrap_err(), Refusal::Moved);
    bargain.step(bargain.requester, Step::Cancel).await.unwrap();
    assert_eq!(bargain.rate(bargain.provider, 1).await.unwrap_err(), Refusal::Moved);
}

#[tokio::test]
async fn ratings_of_one_pair_count_once_in_ninety_days() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let deal = async || {
        let request = world.publish(requester, shopping("A thing")).await;
        let (view, _) = world.run(async |unit| unit.answer(provider, request).await).await.unwrap();
        let now = marketplace_domain::clock::Clock::now(&*world.clock);
        let terms = marketplace_domain::deal::Terms {
            day: (now + TimeDelta::days(5)).date_naive(),
            ..super::offers::terms(15)
        };
        let (view, _) =
            world.run(async |unit| unit.offer(provider, view.id, (terms.clone(), None)).await).await.unwrap();
        let id = view.deal.id;
        world.run(async |unit| unit.step_deal(requester, id, Step::Accept).await).await.unwrap();
        world.run(async |unit| unit.step_deal(provider, id, Step::Confirm).await).await.unwrap();
        complete(&world, requester, provider, id).await;
        for who in [requester, provider] {
            world.run(async |unit| unit.rate(who, id, &rating(5)).await).await.unwrap();
        }
    };
    deal().await;
    deal().await;
    let profile = world.run(async |unit| unit.profile(provider).await).await.unwrap();
    assert_eq!((profile.trust.score.counted, profile.trust.deals), (1, 2));
    let counts: Vec<bool> = profile.received.iter().map(|received| received.counts).collect();
    assert_eq!(counts.iter().filter(|counts| **counts).count(), 1, "and it is said which");
    world.clock.advance(PAIR);
    deal().await;
    let profile = world.run(async |unit| unit.profile(provider).await).await.unwrap();
    assert_eq!(profile.trust.score.counted, 2);
}

/// What both sides, another provider and the clock do in any order, on a real database: each deal is in one
/// state and its columns say the same, at most one deal holds a request, the request is off the market
/// exactly while one does, and nobody sees a rating before its time.
#[test]
fn whatever_happens_in_whatever_order_the_books_agree() {
    let steps = proptest::collection::vec((0u8..20, 0usize..3, 0i64..60), 10..40);
    let config =
        ProptestConfig { cases: 12, max_shrink_iters: 50, failure_persistence: None, ..Default::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    TestRunner::new(config)
        .run(&steps, |steps| {
            runtime.block_on(play(&steps));
            Ok(())
        })
        .unwrap();
}

async fn play(steps: &[(u8, usize, i64)]) {
    let bargain = Bargain::new().await;
    let rival = bargain.world.person("rival").await;
    let rivals = offer(&bargain.world, rival, bargain.request, 20).await.unwrap();
    let people = [bargain.requester, bargain.provider, rival];
    for (step, who, hours) in steps {
        bargain.world.clock.advance(TimeDelta::minutes(hours * hours));
        let who = people[*who];
        let id = if who == rival || hours % 5 == 0 { rivals.deal.id } else { bargain.id() };
        act(&bargain, who, id, *step).await;
        check(&bargain).await;
    }
}

async fn act(bargain: &Bargain, who: AccountId, id: DealId, step: u8) {
    let step = match step {
        0 | 1 => Step::Accept,
        2 | 3 => Step::Confirm,
        4 => CARRY,
        5 => Step::Cancel,
        6 => Step::AskToCancel,
        7 => Step::Keep,
        8 => Step::NoShow,
        9 => Step::Dispute,
        10 => Step::Settle,
        11 => Step::Undo,
        12 => Step::Well,
        13..=15 => return meet(bargain, who, id).await,
        16 | 17 => {
            let _ = bargain.world.run(async |unit| unit.rate(who, id, &rating(4)).await).await;
            return;
        }
        _ => {
            bargain.tick().await;
            return;
        }
    };
    let _ = bargain.world.run(async |unit| unit.step_deal(who, id, step).await).await;
}

async fn meet(bargain: &Bargain, who: AccountId, id: DealId) {
    for other in [bargain.requester, bargain.provider] {
        if other != who
            && let Ok((_, code)) = bargain.world.run(async |unit| unit.my_code(other, id).await).await
        {
            let _ = bargain.world.run(async |unit| unit.meet(who, id, &code).await).await;
        }
    }
}

async fn check(bargain: &Bargain) {
    let rows = sqlx::query("select phase, state->>'phase' as state, current from deal")
        .fetch_all(bargain.world.db.pool())
        .await
        .unwrap();
    let phases: Vec<String> = rows.iter().map(|row| row.get("phase")).collect();
    for row in &rows {
        assert_eq!(row.get::<String, _>("phase"), row.get::<String, _>("state"));
    }
    let held = |phase: &String| ["accepted", "agreed", "carried", "handed_over"].contains(&phase.as_str());
    let holding = phases.iter().filter(|phase| held(phase)).count();
    assert!(holding <= 1, "{phases:?}");
    let state: String =
        sqlx::query_scalar("select state from request").fetch_one(bargain.world.db.pool()).await.unwrap();
    assert_eq!(state == "agreed", holding == 1, "{state} with {phases:?}");
    for who in [bargain.requester, bargain.provider] {
        let profile = bargain.profile(who).await;
        for received in &profile.received {
            let view = bargain.world.run(async |unit| unit.deal(who, received.deal).await).await.unwrap();
            assert!(matches!(view.deal.state, State::Rated { .. }));
        }
    }
    let reader = bargain.world.person("reader").await;
    let offers =
        bargain.world.run(async |unit| unit.offers(reader, &Filter::default(), None).await).await.unwrap();
    assert!(holding == 0 || offers.0.items.is_empty(), "what is agreed on is offered to nobody");
}
