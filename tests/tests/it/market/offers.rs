use chrono::TimeDelta;
use futures_util::future::join_all;
use marketplace_core::{dealing::Step, deals::Told};
use marketplace_domain::{
    clock::Clock,
    conversation::Side,
    deal::{Goods, LIFE, MOST_OPEN, State, Terms, UNDO, View, What},
    id::{AccountId, ConversationId, DealId, RequestId},
    money::{Currency, Money},
    refusal::Refusal,
    request::{self, Area, Filter, Kind, Radius, Window},
    text::Note,
    trip::{Plan, Trip},
};
use tests::keys::Dump;
use uuid::Uuid;

use super::{World, day, place, shopping};

pub(super) fn terms(euros: i64) -> Terms {
    Terms {
        price: Money::from_minor(euros * 100, Currency::Eur).unwrap(),
        day: day(20),
        place: Some(place("Tunis")),
        goods: Some(Goods::Included),
    }
}

/// A requester, a provider, and the offer that waits between them.
pub(super) struct Bargain {
    pub(super) world: World,
    pub(super) requester: AccountId,
    pub(super) provider: AccountId,
    pub(super) request: RequestId,
    pub(super) view: View,
}

impl Bargain {
    pub(super) async fn new() -> Self {
        let world = World::new().await;
        let (requester, provider) = (world.person("a").await, world.person("b").await);
        let request = world.publish(requester, shopping("A thing")).await;
        let view = offer(&world, provider, request, 15).await.unwrap();
        Self { world, requester, provider, request, view }
    }

    pub(super) fn id(&self) -> DealId {
        self.view.deal.id
    }

    pub(super) async fn step(&self, who: AccountId, step: Step) -> Result<(View, Vec<Told>), Refusal> {
        self.world.run(async |unit| unit.step_deal(who, self.id(), step).await).await
    }

    pub(super) async fn seen_by(&self, who: AccountId) -> View {
        self.world.run(async |unit| unit.deal(who, self.id()).await).await.unwrap()
    }
}

pub(super) async fn offer(
    world: &World,
    provider: AccountId,
    request: RequestId,
    euros: i64,
) -> Result<View, Refusal> {
    let note = Note::parse("secret words").ok();
    world
        .run(async |unit| {
            let (view, _) = unit.answer(provider, request).await?;
            Ok(unit.offer(provider, view.id, (terms(euros), note.clone())).await?.0)
        })
        .await
}

pub(super) fn whom(told: &[Told]) -> Vec<(Side, What)> {
    told.iter().map(|(spoken, news)| (spoken.from.other(), news.what)).collect()
}

#[tokio::test]
async fn an_offer_is_seen_by_both_and_hides_nothing() {
    let bargain = Bargain::new().await;
    let (world, view) = (&bargain.world, &bargain.view);
    assert_eq!((view.side, view.deal.state.name()), (Side::Provider, "offered"));
    assert_eq!(view.deal.note.as_ref().map(Note::as_str), Some("secret words"));
    let theirs = bargain.seen_by(bargain.requester).await;
    assert_eq!((theirs.side, &theirs.deal), (Side::Requester, &view.deal));
    assert_ne!(theirs.other, view.other);

    // It stays on the market, and everybody may answer it.
    let other = world.person("c").await;
    let card = world.run(async |unit| unit.open(other, bargain.request).await).await.unwrap();
    assert_eq!((card.offers, card.deal), (1, None));
    assert!(offer(world, other, bargain.request, 12).await.is_ok());
    let card = world.run(async |unit| unit.open(bargain.provider, bargain.request).await).await.unwrap();
    assert_eq!((card.offers, card.deal), (2, Some(bargain.id())));

    let bids =
        world.run(async |unit| unit.bids(bargain.requester, bargain.request, None).await).await.unwrap();
    assert_eq!(bids.items.len(), 2);
    let none = world.run(async |unit| unit.bids(other, bargain.request, None).await).await;
    assert_eq!(none.unwrap_err(), Refusal::Unknown, "only who asked compares");
}

#[tokio::test]
async fn what_is_written_with_an_offer_stands_sealed() {
    let bargain = Bargain::new().await;
    assert!(!Dump::of(bargain.world.db.pool()).await.holds("secret words"));
    // Whoever destroys the conversation's key destroys it.
    let id = bargain.view.conversation;
    bargain.world.run(async |unit| unit.erase(id).await).await.unwrap();
    assert_eq!(bargain.seen_by(bargain.provider).await.deal.note, None);
    let (_, told) = bargain.step(bargain.provider, Step::Withdraw).await.unwrap();
    assert!(told.is_empty(), "there is no key any more to seal it with");
}

#[tokio::test]
async fn what_cannot_be_offered_is_refused() {
    let bargain = Bargain::new().await;
    let (world, provider) = (&bargain.world, bargain.provider);
    assert_eq!(
        offer(world, provider, bargain.request, 9).await.unwrap_err(),
        Refusal::Moved,
        "one at a time"
    );
    assert_eq!(offer(world, bargain.requester, bargain.request, 9).await.unwrap_err(), Refusal::Own);
    let conversation = bargain.view.conversation;
    let to_oneself =
        world.run(async |unit| unit.offer(bargain.requester, conversation, (terms(9), None)).await).await;
    assert_eq!(to_oneself.unwrap_err(), Refusal::Unknown);
    let stranger = world.person("c").await;
    for (who, id) in [(stranger, conversation), (provider, ConversationId::from_uuid(Uuid::from_u128(1)))] {
        let refused = world.run(async |unit| unit.offer(who, id, (terms(9), None)).await).await;
        assert_eq!(refused.unwrap_err(), Refusal::Unknown);
    }
    // Terms of another kind of request, or of a day that is over.
    let request = world.publish(bargain.requester, shopping("Another")).await;
    let (view, _) = world.run(async |unit| unit.answer(stranger, request).await).await.unwrap();
    let lacking = Terms { goods: None, ..terms(9) };
    let late = Terms { day: day(20) - TimeDelta::days(60), ..terms(9) };
    for (terms, refusal) in [(lacking, Refusal::Unknown), (late, Refusal::PastDue)] {
        let refused =
            world.run(async |unit| unit.offer(stranger, view.id, (terms.clone(), None)).await).await;
        assert_eq!(refused.unwrap_err(), refusal);
    }
    world.run(async |unit| unit.close(bargain.requester, request).await).await.unwrap();
    let refused = world.run(async |unit| unit.offer(stranger, view.id, (terms(9), None)).await).await;
    assert_eq!(refused.unwrap_err(), Refusal::OffMarket);
}

#[tokio::test]
async fn a_person_has_twenty_offers_waiting_at_most() {
    let world = World::new().await;
    let provider = world.person("p").await;
    for n in 0..=MOST_OPEN {
        let requester = world.person(&format!("r{n}")).await;
        let request = world.publish(requester, shopping("A thing")).await;
        let offered = offer(&world, provider, request, 15).await;
        if n < MOST_OPEN {
            assert!(offered.is_ok());
        } else {
            assert_eq!(offered.unwrap_err(), Refusal::TooManyOffers(MOST_OPEN));
        }
    }
}

#[tokio::test]
async fn both_bargain_until_one_has_enough() {
    let bargain = Bargain::new().await;
    let (requester, provider, id) = (bargain.requester, bargain.provider, bargain.id());
    let run = async |who, euros| {
        bargain.world.run(async |unit| unit.counter(who, id, (terms(euros), None)).await).await
    };
    let (view, told) = run(requester, 10).await.unwrap();
    assert_eq!((view.deal.state.name(), view.deal.terms.price.minor()), ("countered", 1000));
    assert_eq!(view.deal.note, None, "what was written went with other terms");
    assert_eq!(whom(&told), [(Side::Provider, What::Countered)]);
    assert_eq!(bargain.step(requester, Step::Decline).await.unwrap_err(), Refusal::Moved, "it is their turn");
    let (_, told) = run(provider, 12).await.unwrap();
    assert_eq!(whom(&told), [(Side::Requester, What::Countered)]);
    let (view, told) = bargain.step(requester, Step::Decline).await.unwrap();
    assert_eq!(view.deal.state.name(), "declined");
    assert_eq!(whom(&told), [(Side::Provider, What::Declined)]);
    assert_eq!(run(provider, 11).await.unwrap_err(), Refusal::Moved);
    assert!(offer(&bargain.world, provider, bargain.request, 11).await.is_ok(), "a new one is a new deal");
    assert_eq!(bargain.step(requester, Step::Undo).await.unwrap_err(), Refusal::Moved);
}

#[tokio::test]
async fn withdrawing_is_undone_for_thirty_seconds() {
    let bargain = Bargain::new().await;
    bargain.step(bargain.provider, Step::Withdraw).await.unwrap();
    assert_eq!(bargain.step(bargain.requester, Step::Undo).await.unwrap_err(), Refusal::Moved);
    bargain.world.clock.advance(UNDO);
    let (view, told) = bargain.step(bargain.provider, Step::Undo).await.unwrap();
    assert_eq!(view.deal.state.name(), "offered");
    assert_eq!(whom(&told), [(Side::Requester, What::Back)]);
    bargain.step(bargain.provider, Step::Withdraw).await.unwrap();
    bargain.world.clock.advance(UNDO + TimeDelta::microseconds(1));
    assert_eq!(bargain.step(bargain.provider, Step::Undo).await.unwrap_err(), Refusal::TooLate);
}

#[tokio::test]
async fn a_deal_of_others_is_not_there() {
    let bargain = Bargain::new().await;
    let stranger = bargain.world.person("c").await;
    for step in [Step::Decline, Step::Withdraw, Step::Undo] {
        assert_eq!(bargain.step(stranger, step).await.unwrap_err(), Refusal::Unknown);
    }
    let id = bargain.id();
    let run = async |id| bargain.world.run(async |unit| unit.deal(stranger, id).await).await.unwrap_err();
    assert_eq!(run(id).await, Refusal::Unknown);
    assert_eq!(run(DealId::from_uuid(Uuid::from_u128(9))).await, Refusal::Unknown);
    let counter = bargain.world.run(async |unit| unit.counter(stranger, id, (terms(1), None)).await).await;
    assert_eq!(counter.unwrap_err(), Refusal::Unknown);
    let deals = bargain.world.run(async |unit| unit.deals(stranger, None).await).await.unwrap();
    assert!(deals.items.is_empty());
}

/// Two transactions at once: one is first, the other is told so.
#[tokio::test]
async fn declining_and_withdrawing_at_once_has_one_winner() {
    for _ in 0..5 {
        let bargain = Bargain::new().await;
        let (declined, withdrawn) = tokio::join!(
            bargain.step(bargain.requester, Step::Decline),
            bargain.step(bargain.provider, Step::Withdraw),
        );
        assert_ne!(declined.is_ok(), withdrawn.is_ok());
        let loser = declined.err().or(withdrawn.err());
        assert_eq!(loser, Some(Refusal::Moved));
    }
}

#[tokio::test]
async fn an_offer_ends_by_itself_and_both_are_told_once() {
    let bargain = Bargain::new().await;
    let world = &bargain.world;
    world.clock.advance(LIFE);
    // It is over at that moment, whether anybody looked or not.
    assert!(matches!(bargain.seen_by(bargain.requester).await.deal.state, State::Expired { .. }));
    assert_eq!(bargain.step(bargain.requester, Step::Decline).await.unwrap_err(), Refusal::Expired);
    let due = world.run(async |unit| unit.due_deals(10).await).await.unwrap();
    assert_eq!(due, [(bargain.id(), bargain.request)]);
    // Several processes look at once.
    let ticks = (0..4).map(|_| world.run(async |unit| unit.tick_deal(due[0]).await));
    let told: Vec<Told> = join_all(ticks).await.into_iter().flat_map(Result::unwrap).collect();
    assert_eq!(whom(&told), [(Side::Requester, What::Expired), (Side::Provider, What::Expired)]);
    assert!(world.run(async |unit| unit.due_deals(10).await).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_offer_lives_no_longer_than_its_request_nor_its_day() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let posted = world.clock.now();
    let until = async |name: &str, days: i64| {
        let provider = world.person(name).await;
        let terms = Terms { day: (posted + TimeDelta::days(days)).date_naive(), ..terms(15) };
        let end = terms.end();
        let offered = world.run(async |unit| {
            let (view, _) = unit.answer(provider, request).await?;
            Ok(unit.offer(provider, view.id, (terms.clone(), None)).await?.0)
        });
        (offered.await.unwrap().deal.state.proposal().unwrap().until, end)
    };
    let (its, end) = until("tomorrow", 1).await;
    assert_eq!(its, end);
    assert_eq!(until("in a month", 29).await.0, posted + LIFE);
    world.clock.advance(TimeDelta::days(27));
    assert_eq!(until("in two months", 60).await.0, posted + request::LIFE);

    world.run(async |unit| unit.close(requester, request).await).await.unwrap();
    let offers = world.run(async |unit| unit.offers(provider, &Filter::default(), None).await).await.unwrap();
    assert!(offers.0.items.is_empty(), "what is off the market is offered to nobody");
}

#[tokio::test]
async fn ending_a_conversation_ends_the_offer_in_it() {
    let bargain = Bargain::new().await;
    let id = bargain.view.conversation;
    bargain.world.run(async |unit| unit.leave(bargain.provider, id).await).await.unwrap();
    assert_eq!(bargain.seen_by(bargain.requester).await.deal.state.name(), "withdrawn");
    let refused =
        bargain.world.run(async |unit| unit.offer(bargain.provider, id, (terms(9), None)).await).await;
    assert_eq!(refused.unwrap_err(), Refusal::Ended);

    let bargain = Bargain::new().await;
    bargain
        .world
        .run(async |unit| unit.block(bargain.requester, bargain.view.conversation).await)
        .await
        .unwrap();
    assert_eq!(bargain.seen_by(bargain.provider).await.deal.state.name(), "declined");
}

#[tokio::test]
async fn offers_are_filtered_by_kind_and_route_and_hide_those_of_blocked_people() {
    let bargain = Bargain::new().await;
    let world = &bargain.world;
    let reader = world.person("reader").await;
    let find = async |who, filter: Filter| {
        let found = world.run(async |unit| unit.offers(who, &filter, None).await).await.unwrap();
        found.0.items.len()
    };
    let around = |name: &str| Some(Area::Around { place: place(name), radius: Radius::USUAL });
    let all = Filter::default;
    assert_eq!(find(reader, all()).await, 1);
    assert_eq!(find(reader, Filter { kind: Some(Kind::Service), ..all() }).await, 0);
    assert_eq!(find(reader, Filter { kind: Some(Kind::Buy), ..all() }).await, 1);
    assert_eq!(find(reader, Filter { from: around("Paris"), to: around("Tunis"), ..all() }).await, 1);
    assert_eq!(find(reader, Filter { from: around("Lyon"), ..all() }).await, 0);
    assert_eq!(find(reader, Filter { to: Some(Area::Country(place("Sfax").country)), ..all() }).await, 1);
    assert_eq!(find(reader, Filter { to: Some(Area::Country(place("Paris").country)), ..all() }).await, 0);
    world.run(async |unit| unit.block(bargain.requester, bargain.view.conversation).await).await.unwrap();
    assert_eq!(find(bargain.provider, all()).await, 0);
}

#[tokio::test]
async fn offers_are_paged_without_gaps_or_repeats() {
    let world = World::new().await;
    let requester = world.person("a").await;
    for n in 0..7 {
        let request = world.publish(requester, shopping(&format!("Thing {n}"))).await;
        let provider = world.person(&format!("p{n}")).await;
        offer(&world, provider, request, 10 + n).await.unwrap();
        world.clock.advance(TimeDelta::minutes(1));
    }
    let page = async |after| {
        world.run(async |unit| unit.offers(requester, &Filter::default(), after).await).await.unwrap().0
    };
    let first = page(None).await;
    let second = page(first.next).await;
    assert_eq!((first.items.len(), second.items.len(), second.next), (5, 2, None));
    let prices: Vec<i64> =
        first.items.iter().chain(&second.items).map(|offer| offer.terms.price.minor()).collect();
    assert_eq!(prices, [1600, 1500, 1400, 1300, 1200, 1100, 1000]);
    let mine = async |after| world.run(async |unit| unit.deals(requester, after).await).await.unwrap();
    let first = mine(None).await;
    let second = mine(first.next).await;
    assert_eq!((first.items.len(), second.items.len(), second.next), (5, 2, None));
}

#[tokio::test]
async fn trips_of_others_stand_with_the_offers_and_are_filtered_too() {
    let world = World::new().await;
    let (traveller, reader) = (world.person("t").await, world.person("r").await);
    let days = Window::new(day(20), day(21)).unwrap();
    let (from, to) = (place("Lyon"), place("Sfax"));
    let plan = Plan { from, to, days, room: Some(5000), carries: None };
    let trip = Trip::new(plan).unwrap();
    world.run(async |unit| unit.post_trip(traveller, &trip).await).await.unwrap();
    let find = async |who, filter: Filter| {
        world.run(async |unit| unit.offers(who, &filter, None).await).await.unwrap().1
    };
    let around = |name: &str| Some(Area::Around { place: place(name), radius: Radius::USUAL });
    let all = Filter::default;
    assert_eq!(find(reader, all()).await, std::slice::from_ref(&trip));
    assert!(find(traveller, all()).await.is_empty(), "one knows of one's own");
    assert_eq!(find(reader, Filter { from: around("Lyon"), to: around("Sfax"), ..all() }).await.len(), 1);
    assert!(find(reader, Filter { to: around("Tunis"), ..all() }).await.is_empty());
    assert_eq!(
        find(reader, Filter { from: Some(Area::Country(place("Paris").country)), ..all() }).await.len(),
        1
    );
    assert!(find(reader, Filter { kind: Some(Kind::Service), ..all() }).await.is_empty());
    world.clock.advance(TimeDelta::days(60));
    assert!(find(reader, all()).await.is_empty(), "it is over");
}
