use marketplace_core::{Opening, seal::Place};
use marketplace_domain::{
    id::{AccountId, RequestId},
    refusal::Refusal,
    report::Category,
    request::{Filter, Sort},
    text::Description,
};

use tests::keys::Dump;
use uuid::Uuid;

use super::{World, shopping};

async fn requests_seen(world: &World, who: AccountId) -> Vec<RequestId> {
    let page = world
        .run(async |unit| unit.browse(Some(who), &Filter::default(), Sort::Newest, None, 5).await)
        .await
        .unwrap()
        .page;
    page.items.into_iter().map(|card| card.id).collect()
}

#[tokio::test]
async fn a_block_ends_the_conversation_and_neither_meets_the_other_again() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let (first, second) = (
        world.publish(requester, shopping("A thing")).await,
        world.publish(requester, shopping("Another")).await,
    );
    let theirs = world.publish(provider, shopping("Of the provider")).await;
    let (view, _) = world.run(async |unit| unit.answer(provider, first).await).await.unwrap();

    let (blocked, told) = world.run(async |unit| unit.block(requester, view.id).await).await.unwrap();
    assert!(blocked.blocked && blocked.left && !blocked.open);
    assert_eq!(told.unwrap().to, provider);
    let twice = world.run(async |unit| unit.block(requester, view.id).await).await.unwrap();
    assert!(twice.0.blocked && twice.1.is_none());
    let seen = world.run(async |unit| unit.look_at(provider, view.id).await).await.unwrap();
    assert!(!seen.blocked && !seen.left && !seen.open, "nobody is told that they are blocked");

    // What they see is what they would see if it were closed.
    for request in [first, second] {
        let refused = world.run(async |unit| unit.answer(provider, request).await).await;
        assert_eq!(refused.unwrap_err(), Refusal::OffMarket);
        let opened = world.run(async |unit| unit.open(provider, request).await).await;
        assert_eq!(opened.unwrap_err(), Refusal::OffMarket);
    }
    let refused = world.run(async |unit| unit.answer(requester, theirs).await).await;
    assert_eq!(refused.unwrap_err(), Refusal::OffMarket);
    assert_eq!(requests_seen(&world, provider).await, []);
    assert_eq!(requests_seen(&world, requester).await, []);
    assert_eq!(requests_seen(&world, world.person("c").await).await.len(), 3);
    let own = world.run(async |unit| unit.open(provider, theirs).await).await.unwrap();
    assert!(own.mine);
    for (who, why) in [(requester, Refusal::Blocked), (provider, Refusal::Ended)] {
        let back = world.run(async |unit| unit.return_to(who, view.id).await).await;
        assert_eq!(back.unwrap_err(), why);
    }

    // The way back.
    let (list, next) = world.run(async |unit| unit.blocked(requester, None).await).await.unwrap();
    assert_eq!((list.len(), list[0].id, next), (1, view.id, None));
    assert_eq!(world.run(async |unit| unit.blocked(provider, None).await).await.unwrap().0, []);
    let free = world.run(async |unit| unit.unblock(requester, view.id).await).await.unwrap();
    assert!(!free.blocked && !free.open, "it stays over until it is taken up again");
    assert_eq!(requests_seen(&world, provider).await.len(), 2);
    let (_, opening) = world.run(async |unit| unit.answer(provider, second).await).await.unwrap();
    assert_eq!(opening, Opening::New);
    assert!(world.run(async |unit| unit.return_to(requester, view.id).await).await.unwrap().0.open);
}

#[tokio::test]
async fn who_left_cannot_come_back_to_somebody_who_blocked_them_meanwhile() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let (view, _) = world.run(async |unit| unit.answer(provider, request).await).await.unwrap();
    world.run(async |unit| unit.leave(provider, view.id).await).await.unwrap();
    let (blocked, told) = world.run(async |unit| unit.block(requester, view.id).await).await.unwrap();
    assert!(blocked.blocked && !blocked.left && told.is_none(), "it was over already");
    let back = world.run(async |unit| unit.return_to(provider, view.id).await).await;
    assert_eq!(back.unwrap_err(), Refusal::Ended);
}

#[tokio::test]
async fn a_block_does_not_tell_that_two_conversations_are_with_one_person() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let mut views = Vec::new();
    for title in ["A thing", "Another"] {
        let request = world.publish(requester, shopping(title)).await;
        views.push(world.run(async |unit| unit.answer(provider, request).await).await.unwrap().0);
    }
    world.run(async |unit| unit.block(requester, views[0].id).await).await.unwrap();
    assert!(world.run(async |unit| unit.look_at(requester, views[1].id).await).await.unwrap().open);
    assert!(world.run(async |unit| unit.speak(provider, views[1].id).await).await.is_ok());
    world.run(async |unit| unit.block(requester, views[1].id).await).await.unwrap();
    let (list, _) = world.run(async |unit| unit.blocked(requester, None).await).await.unwrap();
    assert_eq!(list.len(), 2, "under the names that they have there");
}

#[tokio::test]
async fn a_report_is_kept_with_the_lines_as_they_stood() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let (view, _) = world.run(async |unit| unit.answer(provider, request).await).await.unwrap();
    let words = Description::parse("They want money first").unwrap();
    let report = async |words: Option<&Description>| {
        world.run(async |unit| unit.report(requester, view.id, Category::Scam, words, &[3, 4]).await).await
    };
    for _ in 0..5 {
        report(Some(&words)).await.unwrap();
    }
    assert_eq!(report(None).await.unwrap_err(), Refusal::Reported);
    let row: (String, Vec<i64>, String, bool) =
        sqlx::query_as("select category, lines, state, reported = $1 and reporter = $2 from report limit 1")
            .bind(provider.uuid())
            .bind(requester.uuid())
            .fetch_one(world.db.pool())
            .await
            .unwrap();
    assert_eq!(row, ("scam".into(), vec![3, 4], "new".into(), true));
}

#[tokio::test]
async fn what_a_report_says_is_sealed_also_from_before() {
    let world = World::new().await;
    let (requester, provider) = (world.person("a").await, world.person("b").await);
    let request = world.publish(requester, shopping("A thing")).await;
    let (view, _) = world.run(async |unit| unit.answer(provider, request).await).await.unwrap();
    let words = Description::parse("They want money first").unwrap();
    for words in [Some(&words), None] {
        world
            .run(async |unit| unit.report(requester, view.id, Category::Scam, words, &[]).await)
            .await
            .unwrap();
    }
    let old = "insert into report (conversation, reporter, reported, category, plain, lines, at)
               select conversation, reporter, reported, category, 'They were rude before', lines, at
               from report limit 1";
    sqlx::query(old).execute(world.db.pool()).await.unwrap();
    while world.market.seal_old_reports().await.unwrap() > 0 {}
    let dump = Dump::of(world.db.pool()).await;
    assert!(!dump.holds("money first") && !dump.holds("rude before"));
    let rows: Vec<(Option<Uuid>, Option<Vec<u8>>)> =
        sqlx::query_as("select key, words from report order by id").fetch_all(world.db.pool()).await.unwrap();
    let mut said = Vec::new();
    for (key, words) in rows {
        let (Some(key), Some(words)) = (key, words) else { continue };
        let opened = world.run(async |unit| unit.open_at(Place::Report(key), &words).await).await.unwrap();
        said.push(String::from_utf8(opened.unwrap()).unwrap());
    }
    assert_eq!(said, ["They want money first", "They were rude before"]);
}
