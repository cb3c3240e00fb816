use chrono::TimeDelta;
use futures_util::future::join_all;
use marketplace_core::dealing::Step;
use marketplace_domain::{
    conversation::Side,
    deal::{CONFIRM, LAPSE, State, Terms, Thing, UNDO, View, What},
    id::{AccountId, DealId},
    refusal::Refusal,
    request::State as Asked,
};

use super::offers::{Bargain, offer, terms, whom};

pub(super) const CARRY: Step = Step::Carry { has_photo: true };

impl Bargain {
    /// The same, agreed by both.
    pub(super) async fn agreed() -> Self {
        let bargain = Self::new().await;
        bargain.step(bargain.requester, Step::Accept).await.unwrap();
        bargain.step(bargain.provider, Step::Confirm).await.unwrap();
        bargain
    }

    pub(super) async fn phase(&self) -> &'static str {
        self.seen_by(self.provider).await.deal.state.name()
    }

    async fn asked(&self) -> Asked {
        let request = self.request;
        self.world.run(async |unit| unit.open(self.requester, request).await).await.unwrap().state
    }

    /// The clock does what is due.
    pub(super) async fn tick(&self) -> Vec<(Side, What)> {
        let due = self.world.run(async |unit| unit.due_deals(10).await).await.unwrap();
        let mut told = Vec::new();
        for deal in due {
            told.extend(whom(&self.world.run(async |unit| unit.tick_deal(deal).await).await.unwrap()));
        }
        told
    }

    async fn to_the_day(&self) {
        let now = marketplace_domain::clock::Clock::now(&*self.world.clock);
        self.world.clock.advance(terms(15).dawn() - now);
    }
}

#[tokio::test]
async fn both_confirm_and_the_terms_are_fixed() {
    let bargain = Bargain::new().await;
    let (requester, provider) = (bargain.requester, bargain.provider);
    let (view, told) = bargain.step(requester, Step::Accept).await.unwrap();
    assert_eq!((view.deal.state.name(), whom(&told)), ("accepted", vec![(Side::Provider, What::Accepted)]));
    assert_eq!(bargain.step(requester, Step::Confirm).await.unwrap_err(), Refusal::Moved, "one is not two");
    let (view, told) = bargain.step(provider, Step::Confirm).await.unwrap();
    assert_eq!((view.deal.state.name(), whom(&told)), ("agreed", vec![(Side::Requester, What::Agreed)]));
    assert_eq!(view.deal.terms, terms(15));
    assert!(view.forbidden.contains(&Thing::Drones), "what may not be carried is shown");
    let id = bargain.id();
    for who in [requester, provider] {
        let changed = bargain.world.run(async |unit| unit.counter(who, id, (terms(1), None)).await).await;
        assert_eq!(changed.unwrap_err(), Refusal::Moved);
    }
    assert!(matches!(bargain.asked().await, Asked::Agreed { .. }), "it is off the market");
    let request = bargain.request;
    let card = bargain.world.run(async |unit| unit.open(provider, request).await).await.unwrap();
    assert_eq!(card.deal, Some(id), "who brings it still sees what");
}

/// Four people accept at the same moment: the requester each of three offers, and a provider a counter.
#[tokio::test]
async fn the_first_to_accept_wins_and_everybody_else_is_told() {
    for _ in 0..4 {
        let bargain = Bargain::new().await;
        let world = &bargain.world;
        let mut offers: Vec<(AccountId, DealId)> = vec![(bargain.requester, bargain.id())];
        for name in ["c", "d"] {
            let provider = world.person(name).await;
            let view = offer(world, provider, bargain.request, 12).await.unwrap();
            offers.push((bargain.requester, view.deal.id));
        }
        let other = world.person("e").await;
        let view = offer(world, other, bargain.request, 20).await.unwrap();
        let countered = world
            .run(async |unit| unit.counter(bargain.requester, view.deal.id, (terms(18), None)).await)
            .await;
        assert!(countered.is_ok());
        offers.push((other, view.deal.id));
        let accepted = join_all(
            offers
                .iter()
                .map(|(who, id)| world.run(async |unit| unit.step_deal(*who, *id, Step::Accept).await)),
        )
        .await;
        let won: Vec<&(View, _)> = accepted.iter().flatten().collect();
        assert_eq!(won.len(), 1, "one wins");
        let told = whom(&won[0].1);
        assert_eq!(told.iter().filter(|(_, what)| *what == What::Taken).count(), 3);
        for lost in accepted.iter().filter_map(|result| result.as_ref().err()) {
            assert!(matches!(lost, Refusal::Moved | Refusal::Taken), "{lost:?}");
        }
    }
}

#[tokio::test]
async fn an_acceptance_that_nobody_confirms_brings_the_request_back() {
    let bargain = Bargain::new().await;
    bargain.step(bargain.requester, Step::Accept).await.unwrap();
    assert!(bargain.tick().await.is_empty());
    bargain.world.clock.advance(CONFIRM);
    assert_eq!(bargain.step(bargain.provider, Step::Confirm).await.unwrap_err(), Refusal::Expired);
    assert_eq!(bargain.tick().await, [(Side::Requester, What::Expired), (Side::Provider, What::Expired)]);
    assert!(matches!(bargain.asked().await, Asked::Answered { .. }));
    assert!(offer(&bargain.world, bargain.provider, bargain.request, 11).await.is_ok());
}

#[tokio::test]
async fn cancelling_brings_the_request_back_and_is_undone_for_thirty_seconds() {
    let bargain = Bargain::agreed().await;
    let (_, told) = bargain.step(bargain.provider, Step::Cancel).await.unwrap();
    assert_eq!(whom(&told), [(Side::Requester, What::Cancelled)]);
    assert!(matches!(bargain.asked().await, Asked::Answered { .. }));
    assert_eq!(bargain.step(bargain.requester, Step::Undo).await.unwrap_err(), Refusal::Moved);
    bargain.step(bargain.provider, Step::Undo).await.unwrap();
    assert!(matches!(bargain.asked().await, Asked::Agreed { .. }));
    bargain.step(bargain.provider, Step::Cancel).await.unwrap();
    // Somebody else is accepted within these seconds: they keep it.
    let other = bargain.world.person("c").await;
    let view = offer(&bargain.world, other, bargain.request, 12).await.unwrap();
    let accepted = bargain
        .world
        .run(async |unit| unit.step_deal(bargain.requester, view.deal.id, Step::Accept).await)
        .await;
    assert!(accepted.is_ok());
    assert_eq!(bargain.step(bargain.provider, Step::Undo).await.unwrap_err(), Refusal::Taken);
    bargain.world.clock.advance(UNDO + TimeDelta::seconds(1));
    assert_eq!(bargain.step(bargain.provider, Step::Undo).await.unwrap_err(), Refusal::TooLate);
}

#[tokio::test]
async fn cancelled_by_both_is_nobodys() {
    let bargain = Bargain::agreed().await;
    let (_, told) = bargain.step(bargain.requester, Step::AskToCancel).await.unwrap();
    assert_eq!(whom(&told), [(Side::Provider, What::CancelAsked)]);
    bargain.step(bargain.provider, Step::Keep).await.unwrap();
    bargain.step(bargain.requester, Step::AskToCancel).await.unwrap();
    let (view, _) = bargain.step(bargain.provider, Step::Cancel).await.unwrap();
    assert!(matches!(view.deal.state, State::Cancelled { by: None, .. }));
}

#[tokio::test]
async fn nothing_is_collected_without_a_picture_of_it() {
    let bargain = Bargain::agreed().await;
    let without = Step::Carry { has_photo: false };
    assert_eq!(bargain.step(bargain.provider, without).await.unwrap_err(), Refusal::PhotoFirst);
    assert_eq!(bargain.step(bargain.requester, CARRY).await.unwrap_err(), Refusal::Moved);
    let (view, told) = bargain.step(bargain.provider, CARRY).await.unwrap();
    assert_eq!((view.deal.state.name(), whom(&told)), ("carried", vec![(Side::Requester, What::Carried)]));
}

#[tokio::test]
async fn a_no_show_is_answered_and_settled() {
    let bargain = Bargain::agreed().await;
    assert_eq!(bargain.step(bargain.requester, Step::NoShow).await.unwrap_err(), Refusal::TooEarly);
    bargain.to_the_day().await;
    bargain.step(bargain.requester, Step::NoShow).await.unwrap();
    assert_eq!(bargain.step(bargain.requester, Step::Dispute).await.unwrap_err(), Refusal::Moved);
    let (_, told) = bargain.step(bargain.provider, Step::Dispute).await.unwrap();
    assert_eq!(whom(&told), [(Side::Requester, What::Disputed)]);
    bargain.step(bargain.provider, Step::Settle).await.unwrap();
    assert_eq!(bargain.phase().await, "settled");
}

#[tokio::test]
async fn both_are_reminded_once_each_and_silence_ends_it() {
    let bargain = Bargain::agreed().await;
    let both = |what| vec![(Side::Requester, what), (Side::Provider, what)];
    let now = marketplace_domain::clock::Clock::now(&*bargain.world.clock);
    bargain.world.clock.advance(terms(15).eve() - now);
    assert_eq!(bargain.tick().await, both(What::Tomorrow));
    assert!(bargain.tick().await.is_empty());
    bargain.world.clock.advance(terms(15).end() - terms(15).eve());
    assert_eq!(bargain.tick().await, both(What::DidYouMeet));
    bargain.world.clock.advance(LAPSE);
    assert_eq!(bargain.tick().await, both(What::Expired));
    assert_eq!(bargain.phase().await, "expired");
}

#[tokio::test]
async fn a_block_cancels_what_was_agreed() {
    let bargain = Bargain::agreed().await;
    let id = bargain.view.conversation;
    bargain.world.run(async |unit| unit.block(bargain.provider, id).await).await.unwrap();
    assert_eq!(bargain.phase().await, "cancelled");
    assert!(matches!(bargain.asked().await, Asked::Answered { .. }));
    // Closing the chat alone does not: they may open it again.
    let bargain = Bargain::agreed().await;
    let id = bargain.view.conversation;
    bargain.world.run(async |unit| unit.leave(bargain.provider, id).await).await.unwrap();
    assert_eq!(bargain.phase().await, "agreed");
}

#[tokio::test]
async fn steps_of_strangers_change_nothing() {
    let bargain = Bargain::agreed().await;
    let stranger = bargain.world.person("x").await;
    for step in [
        Step::Accept,
        Step::Confirm,
        CARRY,
        Step::Well,
        Step::AskToCancel,
        Step::Keep,
        Step::Cancel,
        Step::NoShow,
        Step::Dispute,
        Step::Settle,
        Step::Undo,
    ] {
        assert_eq!(bargain.step(stranger, step).await.unwrap_err(), Refusal::Unknown, "{step:?}");
    }
    assert_eq!(bargain.phase().await, "agreed");
}

#[tokio::test]
async fn completed_deals_are_counted_for_both() {
    let bargain = Bargain::agreed().await;
    assert_eq!(bargain.seen_by(bargain.provider).await.trust.deals, 0);
    sqlx::query(
        "update deal set state = jsonb_build_object('phase', 'completed', 'at', now()), phase = 'completed'",
    )
    .execute(bargain.world.db.pool())
    .await
    .unwrap();
    assert_eq!(bargain.seen_by(bargain.provider).await.trust.deals, 1);
    assert_eq!(bargain.seen_by(bargain.requester).await.trust.deals, 1);
}

#[tokio::test]
async fn terms_that_lack_something_are_not_accepted_either() {
    let bargain = Bargain::new().await;
    let (who, id) = (bargain.requester, bargain.id());
    let lacking = Terms { place: None, ..terms(9) };
    let refused = bargain.world.run(async |unit| unit.counter(who, id, (lacking.clone(), None)).await).await;
    assert_eq!(refused.unwrap_err(), Refusal::Unknown);
}
