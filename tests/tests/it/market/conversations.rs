use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use marketplace_core::{Opening, Unit};
use marketplace_domain::{
    conversation::{Alias, Reveal, Side, View},
    id::{AccountId, ConversationId, RequestId},
    refusal::Refusal,
    report::Category,
    request::State,
};
use uuid::Uuid;

use super::{World, shopping};

/// A requester, a provider who answered, and what the provider sees.
async fn talking() -> (World, AccountId, AccountId, View) {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let view = answer(&world, provider, request).await;
    (world, requester, provider, view)
}

async fn answer(world: &World, provider: AccountId, request: RequestId) -> View {
    let (view, opened) = world.run(async |unit| unit.answer(provider, request).await).await.unwrap();
    assert_eq!(opened, Opening::New);
    view
}

#[tokio::test]
async fn an_answer_opens_a_conversation_between_two_aliases() {
    let (world, requester, provider, view) = talking().await;
    assert!(view.open && view.side == Side::Provider && view.title.as_str() == "A thing");
    let theirs = world.run(async |unit| unit.view(view.id, Side::Requester).await).await.unwrap();
    assert_eq!((theirs.id, theirs.request, theirs.side), (view.id, view.request, Side::Requester));
    assert_ne!(theirs.other, view.other);
    assert_eq!(world.run(async |unit| unit.enter(provider, view.id).await).await.unwrap(), view);
    assert_eq!(world.run(async |unit| unit.enter(requester, view.id).await).await.unwrap(), theirs);

    // It stays on the market and shows who answered to whom it concerns.
    let card = world.run(async |unit| unit.open(requester, view.request).await).await.unwrap();
    assert!(matches!(card.state, State::Answered { .. }));
    assert_eq!((card.answers, card.conversation), (1, None));
    let card = world.run(async |unit| unit.open(provider, view.request).await).await.unwrap();
    assert_eq!((card.answers, card.conversation), (1, Some(view.id)));

    let (again, opened) = world.run(async |unit| unit.answer(provider, view.request).await).await.unwrap();
    assert_eq!((again, opened), (view, Opening::Same));
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused() {
    let (world, requester, provider, view) = talking().await;
    let refused =
        async |account, id| world.run(async |unit| unit.answer(account, id).await).await.unwrap_err();
    assert_eq!(refused(requester, view.request).await, Refusal::Own);
    let missing = RequestId::from_uuid(Uuid::from_u128(1));
    assert_eq!(refused(provider, missing).await, Refusal::Unknown);
    world.run(async |unit| unit.close(requester, view.request).await).await.unwrap();
    assert_eq!(refused(provider, view.request).await, Refusal::OffMarket);
    sqlx::query("update request set state = 'removed'").execute(world.db.pool()).await.unwrap();
    assert_eq!(refused(provider, view.request).await, Refusal::Unknown);
    sqlx::query("update request set state = 'draft'").execute(world.db.pool()).await.unwrap();
    assert_eq!(refused(provider, view.request).await, Refusal::Unknown);
}

#[tokio::test]
async fn answers_at_once_open_one_conversation_each() {
    let world = World::new().await;
    let (requester, eager) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let mut people = vec![eager; 6];
    for n in 0..6 {
        people.push(world.person(&format!("provider {n}")).await);
    }
    let answers = people.iter().map(|person| world.run(async |unit| unit.answer(*person, request).await));
    let answers: Vec<(View, Opening)> = join_all(answers).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers.iter().filter(|answer| answer.1 == Opening::New).count(), 7);
    assert_eq!(answers.iter().map(|answer| answer.0.id).collect::<HashSet<_>>().len(), 7);
    assert_eq!(answers[..6].iter().filter(|answer| answer.1 == Opening::New).count(), 1);
}

#[tokio::test]
async fn nobody_sees_the_same_alias_twice() {
    let world = World::new().await;
    let mut requesters = Vec::new();
    for n in 0..4 {
        requesters.push(world.person(&format!("requester {n}")).await);
    }
    let provider = world.person("provider").await;
    let mut seen: HashSet<Alias> = HashSet::new();
    for round in 0..40 {
        let requester = requesters[round % 4];
        let request = world.publish(requester, shopping(&format!("Thing {round}"))).await;
        let view = answer(&world, provider, request).await;
        let theirs = world.run(async |unit| unit.view(view.id, Side::Requester).await).await.unwrap();
        assert_ne!(view.other, theirs.other);
        assert!(seen.insert(view.other), "the provider met this one before, in round {round}");
    }
}

#[tokio::test]
async fn aliases_differ_even_where_randomness_does_not() {
    struct Stuck;
    impl marketplace_domain::entropy::Entropy for Stuck {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(0xFF);
        }
    }
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let stuck = marketplace_core::Market::new(
        world.db.pool().clone(),
        world.clock.clone(),
        std::sync::Arc::new(Stuck),
    );
    let mut unit = stuck.begin().await.unwrap();
    let (view, _) = unit.answer(provider, request).await.unwrap();
    assert_ne!(unit.view(view.id, Side::Requester).await.unwrap().other, view.other);
}

#[tokio::test]
async fn lines_are_numbered_without_gaps_in_each_direction() {
    let (world, requester, provider, view) = talking().await;
    let first = world.run(async |unit| unit.speak(provider, view.id).await).await.unwrap();
    assert!(first.first);
    assert_eq!(
        (first.conversation, first.from, first.seq, first.to),
        (view.id, Side::Provider, 1, requester)
    );
    assert_eq!(first.title.as_str(), "A thing");
    let theirs = world.run(async |unit| unit.view(view.id, Side::Requester).await).await.unwrap();
    assert_eq!(first.alias, theirs.other, "the speaker goes by what the other calls them");

    // From both sides at once; every third is taken back and must not leave a gap.
    let lines = (0..60).map(|n| {
        let (world, speaker) = (&world, if n % 2 == 0 { requester } else { provider });
        async move {
            let mut unit = world.market.begin().await.unwrap();
            let spoken = unit.speak(speaker, view.id).await.unwrap();
            assert!(!spoken.first);
            if n % 3 == 0 {
                return None;
            }
            unit.commit().await.unwrap();
            Some((spoken.from, spoken.seq))
        }
    });
    let mut spoken: Vec<_> = join_all(lines).await.into_iter().flatten().collect();
    spoken.sort_by_key(|(side, seq)| (side.name(), *seq));
    let from = |side: Side| spoken.iter().filter(move |line| line.0 == side).map(|line| line.1);
    assert!(from(Side::Provider).eq(2..=21));
    assert!(from(Side::Requester).eq(1..=20));
}

#[tokio::test]
async fn strangers_can_do_nothing_in_a_conversation() {
    let (world, _, _, view) = talking().await;
    let stranger = world.person("c").await;
    let missing = ConversationId::from_uuid(Uuid::from_u128(1));
    for id in [view.id, missing] {
        let unknown = Some(Refusal::Unknown);
        assert_eq!(world.run(async |unit| unit.enter(stranger, id).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.speak(stranger, id).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.leave(stranger, id).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.return_to(stranger, id).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.mute(stranger, id, true).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.block(stranger, id).await).await.err(), unknown);
        assert_eq!(world.run(async |unit| unit.unblock(stranger, id).await).await.err(), unknown);
        let reported = async |unit: &mut Unit| unit.report(stranger, id, Category::Spam, None, &[]).await;
        assert_eq!(world.run(reported).await.err(), unknown);
    }
    let nothing = world.run(async |unit| unit.view(missing, Side::Provider).await).await;
    assert_eq!(nothing.unwrap_err(), Refusal::Unknown);
    assert_eq!(world.run(async |unit| unit.chats(stranger, None).await).await, Ok((vec![], None)));
}

#[tokio::test]
async fn who_ended_a_conversation_can_take_it_up_again_and_nobody_else() {
    let (world, requester, provider, view) = talking().await;
    let (left, told) = world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
    assert!(!left.open && left.left);
    let told = told.unwrap();
    assert_eq!((told.from, told.seq, told.to), (Side::Provider, 1, requester));
    let twice = world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
    assert_eq!(twice.1, None, "nobody is told twice");
    for who in [requester, provider] {
        let spoken = world.run(async |unit| unit.speak(who, view.id).await).await;
        assert_eq!(spoken.unwrap_err(), Refusal::Ended);
        assert!(!world.run(async |unit| unit.enter(who, view.id).await).await.unwrap().open);
    }
    let ended = Some(Refusal::Ended);
    assert_eq!(world.run(async |unit| unit.leave(requester, view.id).await).await.err(), ended);
    assert_eq!(world.run(async |unit| unit.return_to(requester, view.id).await).await.err(), ended);
    world.clock.advance(TimeDelta::days(3));
    let (back, told) = world.run(async |unit| unit.return_to(provider, view.id).await).await.unwrap();
    assert!(back.open && !back.left);
    assert_eq!(told.unwrap().seq, 2, "numbered behind the end");
    let twice = world.run(async |unit| unit.return_to(provider, view.id).await).await.unwrap();
    assert!(twice.0.open && twice.1.is_none());
    let spoken = world.run(async |unit| unit.speak(requester, view.id).await).await.unwrap();
    assert_eq!(spoken.seq, 1);
}

#[tokio::test]
async fn answering_again_takes_up_what_one_left_oneself_only() {
    let (world, requester, provider, view) = talking().await;
    world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
    world.clock.advance(TimeDelta::days(1));
    let (again, opened) = world.run(async |unit| unit.answer(provider, view.request).await).await.unwrap();
    assert!(again.open && again.id == view.id);
    assert!(matches!(opened, Opening::Again(told) if told.to == requester));
    world.run(async |unit| unit.leave(requester, view.id).await).await.unwrap();
    let pushed = world.run(async |unit| unit.answer(provider, view.request).await).await;
    assert_eq!(pushed.unwrap_err(), Refusal::Ended);
}

#[tokio::test]
async fn what_is_new_is_counted_until_it_is_seen() {
    let (world, requester, provider, view) = talking().await;
    let unread = async |who| world.run(async |unit| unit.look_at(who, view.id).await).await.unwrap().unread;
    for _ in 0..3 {
        world.run(async |unit| unit.speak(provider, view.id).await).await.unwrap();
    }
    assert_eq!((unread(requester).await, unread(provider).await), (3, 0));
    world.run(async |unit| unit.enter(requester, view.id).await).await.unwrap();
    assert_eq!(unread(requester).await, 0);
    world.run(async |unit| unit.speak(provider, view.id).await).await.unwrap();
    world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
    world.run(async |unit| unit.return_to(provider, view.id).await).await.unwrap();
    assert_eq!(unread(requester).await, 1, "an end is no line");
    world.run(async |unit| unit.speak(requester, view.id).await).await.unwrap();
    assert_eq!((unread(requester).await, unread(provider).await), (0, 1), "who answers has seen it");
}

#[tokio::test]
async fn whom_a_line_can_be_for_are_the_open_ones_page_by_page() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let mut open = Vec::new();
    for number in 0..60 {
        // One account may have twenty open requests.
        let who = if number % 20 == 0 { world.person(&format!("a {number}")).await } else { requester };
        let request = world.publish(who, shopping(&format!("Thing {number}"))).await;
        let view = answer(&world, provider, request).await;
        world.clock.advance(TimeDelta::seconds(1));
        if number % 6 == 0 {
            world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
        } else {
            open.insert(0, view.id);
        }
        world.run(async |unit| unit.close(who, view.request).await).await.unwrap();
    }
    assert_eq!(open.len(), 50);
    let (mut seen, mut before, mut pages) = (Vec::new(), None, 0);
    loop {
        let (page, next) = world.run(async |unit| unit.open_chats(provider, before).await).await.unwrap();
        assert!(page.len() <= 5 && page.iter().all(|view| view.open));
        seen.extend(page.into_iter().map(|view| view.id));
        (before, pages) = (next, pages + 1);
        if before.is_none() {
            break;
        }
    }
    assert_eq!((seen, pages), (open, 10));
}

#[tokio::test]
async fn each_side_mutes_for_itself() {
    let (world, requester, provider, view) = talking().await;
    let muted = async |who| world.run(async |unit| unit.look_at(who, view.id).await).await.unwrap().muted;
    assert!(world.run(async |unit| unit.mute(requester, view.id, true).await).await.unwrap().muted);
    assert_eq!((muted(requester).await, muted(provider).await), (true, false));
    world.run(async |unit| unit.mute(requester, view.id, false).await).await.unwrap();
    assert!(!muted(requester).await);
}

#[tokio::test]
async fn conversations_are_listed_the_last_spoken_in_first() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let mut all = Vec::new();
    for n in 0..13 {
        let request = world.publish(requester, shopping(&format!("Thing {n}"))).await;
        all.push(answer(&world, provider, request).await.id);
        // The middle ones began at one moment, as in a batch; more of them than a page holds.
        world.clock.advance(TimeDelta::seconds(i64::from(!(2..=8).contains(&n))));
    }
    world.run(async |unit| unit.speak(requester, all[0]).await).await.unwrap();
    for (viewer, side) in [(provider, Side::Provider), (requester, Side::Requester)] {
        let (mut seen, mut before): (Vec<View>, _) = (Vec::new(), None);
        loop {
            let (page, next) = world.run(async |unit| unit.chats(viewer, before).await).await.unwrap();
            seen.extend(page);
            before = next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen[0].id, all[0], "spoken in last");
        assert!(seen.is_sorted_by(|a, b| a.last >= b.last));
        assert!(seen.iter().all(|view| view.side == side));
        let mut ids: Vec<_> = seen.into_iter().map(|view| view.id).collect();
        ids.sort();
        let mut expected = all.clone();
        expected.sort();
        assert_eq!(ids, expected, "none skipped, none twice");
    }
}

#[tokio::test]
async fn contact_details_cross_once_both_want_to_share_theirs() {
    let (world, requester, provider, view) = talking().await;
    assert_eq!(view.reveal, Reveal::Nobody);
    assert!(!world.run(async |unit| unit.speak(provider, view.id).await).await.unwrap().revealed);
    let (mine, is_new) = world.run(async |unit| unit.reveal(provider, view.id).await).await.unwrap();
    assert_eq!((mine.reveal, is_new), (Reveal::Mine, true));
    let (again, is_new) = world.run(async |unit| unit.reveal(provider, view.id).await).await.unwrap();
    assert_eq!((again.reveal, is_new), (Reveal::Mine, false), "a double tap");
    assert!(!world.run(async |unit| unit.speak(provider, view.id).await).await.unwrap().revealed);
    let theirs = world.run(async |unit| unit.enter(requester, view.id).await).await.unwrap();
    assert_eq!(theirs.reveal, Reveal::Theirs);
    let (both, is_new) = world.run(async |unit| unit.reveal(requester, view.id).await).await.unwrap();
    assert_eq!((both.reveal, is_new), (Reveal::Both, true));
    for who in [requester, provider] {
        assert_eq!(
            world.run(async |unit| unit.enter(who, view.id).await).await.unwrap().reveal,
            Reveal::Both
        );
        assert!(world.run(async |unit| unit.speak(who, view.id).await).await.unwrap().revealed);
    }
    let stranger = world.person("c").await;
    let unknown = world.run(async |unit| unit.reveal(stranger, view.id).await).await;
    assert_eq!(unknown.unwrap_err(), Refusal::Unknown);
}

#[tokio::test]
async fn whoever_leaves_wins_against_an_agreement_at_the_same_time() {
    let (world, requester, provider, view) = talking().await;
    world.run(async |unit| unit.reveal(provider, view.id).await).await.unwrap();
    let mut leaving = world.market.begin().await.unwrap();
    leaving.leave(provider, view.id).await.unwrap();
    let agreeing = world.run(async |unit| unit.reveal(requester, view.id).await);
    let left = async {
        // It waits for the lock by now, or comes later still: the end is the same.
        tokio::task::yield_now().await;
        leaving.commit().await.unwrap();
    };
    let (agreed, ()) = tokio::join!(agreeing, left);
    assert_eq!(agreed.unwrap_err(), Refusal::Ended);
    let seen = world.run(async |unit| unit.enter(requester, view.id).await).await.unwrap();
    assert_eq!(seen.reveal, Reveal::Theirs);
}
