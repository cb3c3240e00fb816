use chrono::TimeDelta;
use marketplace_core::{dealing::Step, meeting::Met};
use marketplace_domain::{
    conversation::Side,
    deal::{CHECK_IN, Code, SILENCE, Tries, What},
    id::AccountId,
    refusal::Refusal,
    request::State as Asked,
};
use tests::keys::Dump;

use super::{
    deals::CARRY,
    offers::{Bargain, whom},
};

impl Bargain {
    async fn code(&self, who: AccountId) -> Result<Code, Refusal> {
        let id = self.id();
        Ok(self.world.run(async |unit| unit.my_code(who, id).await).await?.1)
    }

    async fn meet(&self, who: AccountId, code: &Code) -> Result<Met, Refusal> {
        let id = self.id();
        self.world.run(async |unit| unit.meet(who, id, code).await).await
    }
}

fn other(code: &Code) -> Code {
    let number: u32 = code.as_str().parse().unwrap();
    Code::parse(&format!("{:06}", (number + 1) % 1_000_000)).unwrap()
}

#[tokio::test]
async fn swapping_codes_hands_over_and_completes() {
    let bargain = Bargain::agreed().await;
    let (requester, provider) = (bargain.requester, bargain.provider);
    bargain.step(provider, CARRY).await.unwrap();
    let (theirs, mine) = (bargain.code(provider).await.unwrap(), bargain.code(requester).await.unwrap());
    assert!(!theirs.is(&mine));
    let Met::Right(view, told) = bargain.meet(requester, &theirs).await.unwrap() else {
        panic!("it is right")
    };
    assert_eq!(
        (view.deal.state.name(), whom(&told)),
        ("handed_over", vec![(Side::Provider, What::HandedOver)])
    );
    // No code counts twice.
    assert_eq!(bargain.meet(requester, &theirs).await.unwrap_err(), Refusal::Moved);
    // The other's phone was offline: days later is not too late.
    bargain.world.clock.advance(TimeDelta::hours(50));
    let Met::Right(view, told) = bargain.meet(provider, &mine).await.unwrap() else { panic!("it is right") };
    assert_eq!(
        (view.deal.state.name(), whom(&told)),
        ("completed", vec![(Side::Requester, What::Completed)])
    );
    for (who, code) in [(requester, &theirs), (provider, &mine)] {
        assert_eq!(bargain.meet(who, code).await.unwrap_err(), Refusal::Moved);
        assert_eq!(bargain.code(who).await.unwrap_err(), Refusal::Moved);
    }
    let request = bargain.request;
    let card = bargain.world.run(async |unit| unit.open(requester, request).await).await.unwrap();
    assert!(matches!(card.state, Asked::Closed { .. }));
}

#[tokio::test]
async fn one_phone_is_enough_and_silence_is_consent() {
    let bargain = Bargain::agreed().await;
    let theirs = bargain.code(bargain.requester).await.unwrap();
    bargain.meet(bargain.provider, &theirs).await.unwrap();
    bargain.world.clock.advance(CHECK_IN);
    assert_eq!(bargain.tick().await.len(), 2);
    bargain.world.clock.advance(SILENCE - CHECK_IN);
    assert_eq!(bargain.tick().await, [(Side::Requester, What::Completed), (Side::Provider, What::Completed)]);
    assert_eq!(bargain.phase().await, "completed");
}

#[tokio::test]
async fn the_code_entered_at_once_by_both_counts_once_each() {
    let bargain = Bargain::agreed().await;
    let (requester, provider) = (bargain.requester, bargain.provider);
    let (of_provider, of_requester) =
        (bargain.code(provider).await.unwrap(), bargain.code(requester).await.unwrap());
    let (first, again, second) = tokio::join!(
        bargain.meet(requester, &of_provider),
        bargain.meet(requester, &of_provider),
        bargain.meet(provider, &of_requester),
    );
    assert_ne!(first.is_ok(), again.is_ok(), "the same code from two phones counts once");
    assert!(second.is_ok());
    assert_eq!(bargain.phase().await, "completed");
}

#[tokio::test]
async fn guessing_gets_nowhere() {
    let bargain = Bargain::agreed().await;
    let (requester, provider) = (bargain.requester, bargain.provider);
    let right = bargain.code(provider).await.unwrap();
    let wrong = other(&right);
    let (mut told_wrong, mut paused) = (0, 0);
    for _ in 0..100 {
        match bargain.meet(requester, &wrong).await.unwrap() {
            Met::Wrong(_) => told_wrong += 1,
            Met::Paused(_) => paused += 1,
            Met::Right(..) => panic!("it was guessed"),
        }
        bargain.world.clock.advance(TimeDelta::seconds(1));
    }
    assert_eq!((told_wrong, paused), (4, 96));
    // Not even the right one is looked at meanwhile, or it would be known by its refusal.
    assert!(matches!(bargain.meet(requester, &right).await.unwrap(), Met::Paused(_)));
    // The other side is not held up by that, and in time the right one is.
    let theirs = bargain.code(requester).await.unwrap();
    assert!(matches!(bargain.meet(provider, &theirs).await.unwrap(), Met::Right(..)));
    bargain.world.clock.advance(TimeDelta::hours(1));
    assert!(matches!(bargain.meet(requester, &right).await.unwrap(), Met::Right(..)));
    assert_eq!(Tries::FREE, 5);
}

#[tokio::test]
async fn ones_own_code_and_a_strangers_try_prove_nothing() {
    let bargain = Bargain::agreed().await;
    let mine = bargain.code(bargain.requester).await.unwrap();
    assert!(matches!(bargain.meet(bargain.requester, &mine).await.unwrap(), Met::Wrong(4)));
    let stranger = bargain.world.person("x").await;
    let theirs = bargain.code(bargain.provider).await.unwrap();
    assert_eq!(bargain.meet(stranger, &theirs).await.unwrap_err(), Refusal::Unknown);
    assert_eq!(bargain.code(stranger).await.unwrap_err(), Refusal::Unknown);
}

#[tokio::test]
async fn there_is_no_code_before_both_agree() {
    let bargain = Bargain::new().await;
    assert_eq!(bargain.code(bargain.provider).await.unwrap_err(), Refusal::Moved);
    bargain.step(bargain.requester, Step::Accept).await.unwrap();
    assert_eq!(bargain.code(bargain.provider).await.unwrap_err(), Refusal::Moved);
}

#[tokio::test]
async fn codes_stand_sealed_and_go_with_the_conversation() {
    let bargain = Bargain::agreed().await;
    let code = bargain.code(bargain.provider).await.unwrap();
    assert!(!Dump::of(bargain.world.db.pool()).await.holds(code.as_str()));
    let id = bargain.view.conversation;
    bargain.world.run(async |unit| unit.erase(id).await).await.unwrap();
    assert_eq!(bargain.code(bargain.provider).await.unwrap_err(), Refusal::Moved);
}
