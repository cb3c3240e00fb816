//! Topics: each conversation has one of its own where the platform has them, and nothing depends on it.

use std::{sync::Arc, time::Duration};

use adapter::Kind;
use marketplace_domain::{account::Platform, id::ConversationId, message::Rich};

use super::{
    script::{Answer, Script},
    world::{NEVER, OFTEN, Process, Setup, World, eventually, numbered},
};

/// A platform with topics.
fn platform() -> Arc<Script> {
    Script::new(Platform::Telegram, |capabilities| capabilities.topics = true)
}

/// Amira talks to Karim, and has another conversation with Sami; Amira asked for something twice.
async fn two(script: &Arc<Script>) -> (World, Process, ConversationId, ConversationId) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script)).await;
    let sami = world.pair(&process, (script, "amira"), (script, "sami")).await;
    let karim = world.pair(&process, (script, "amira"), (script, "karim")).await;
    (world, process, karim, sami)
}

async fn sent(world: &World, count: i64) {
    world.until(count, "delivery where state = 'sent'").await;
}

/// So many lines, one after the other.
async fn says(world: &World, process: &Process, script: &Script, who: &str, lines: std::ops::Range<usize>) {
    let updates = numbered(lines).iter().map(|line| script.says(who, line)).collect();
    process.accept(updates).await.unwrap();
    world.until(0, "delivery where state in ('pending', 'sending', 'retry')").await;
}

fn standing(topic: Option<usize>, lines: std::ops::Range<usize>) -> Vec<(Option<usize>, String)> {
    numbered(lines).into_iter().map(|line| (topic, line)).collect()
}

#[tokio::test]
async fn each_conversation_gets_a_topic_with_the_first_that_is_said_in_it() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    assert!(script.topics("amira").is_empty());
    says(&world, &process, &script, "karim", 0..2).await;
    says(&world, &process, &script, "sami", 2..3).await;
    says(&world, &process, &script, "karim", 3..4).await;
    let names = script.topics("amira");
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1]);
    for name in names {
        assert!(name.ends_with(" · Learn German"), "{name}");
        assert!(!name.contains("karim") && !name.contains("sami"), "{name}");
    }
    let there = [standing(Some(0), 0..2), standing(Some(1), 2..3), standing(Some(0), 3..4)].concat();
    assert_eq!(script.lines_and_topics("amira"), there);
    assert_eq!(script.topic_calls(), (2, 0));
}

#[tokio::test]
async fn a_line_in_a_topic_reaches_its_conversation_and_nobody_else_without_a_question() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    says(&world, &process, &script, "sami", 1..2).await;
    let (karim, sami) = (script.topic("amira", 0), script.topic("amira", 1));
    // Somebody else spoke last, and outside it would be doubtful.
    let photo = Kind::file(marketplace_domain::media::FileKind::Photo, adapter::FileRef("p".into()), "");
    script.has("p", Err(adapter::FetchError::Gone));
    process
        .accept(vec![
            script.in_topic(&karim, script.says("amira", "line 2")),
            script.in_topic(&sami, script.says("amira", "line 3")),
            script.in_topic(&karim, script.says("amira", "line 4")),
            script.in_topic(&karim, script.update("amira", photo)),
        ])
        .await
        .unwrap();
    world.until(0, "delivery where state in ('pending', 'sending', 'retry')").await;
    assert_eq!(script.lines("karim"), ["line 2", "line 4"]);
    assert_eq!(script.lines("sami"), ["line 3"]);
    world.quiet().await;
    assert!(script.screen("amira").iter().all(|(_, text)| !text.contains("To whom")));
    // What became of the file is told where they are.
    let told = script.screen("amira").into_iter().find(|(_, text)| text.starts_with('❌')).unwrap();
    assert_eq!(script.topic_of("amira", &told.0), Some(0));
    // Outside it is doubtful as ever.
    process.accept(vec![script.says("amira", "line 5")]).await.unwrap();
    world.quiet().await;
    assert!(script.screen("amira").iter().any(|(_, text)| text.contains("To whom shall I send it?")));
    assert_eq!((script.lines("karim").len(), script.lines("sami").len()), (2, 1));
}

#[tokio::test]
async fn the_bot_answers_where_the_person_is() {
    let script = platform();
    let (world, process, karim, _) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    let topic = script.topic("amira", 0);
    let last = |what: &str| {
        let found = script.screen("amira").into_iter().rfind(|(_, text)| text.contains(what));
        found.map(|(id, _)| (script.topic_of("amira", &id), id))
    };
    process.accept(vec![script.in_topic(&topic, script.commands("amira", "help"))]).await.unwrap();
    world.quiet().await;
    let (place, card) = last("How it works").unwrap();
    assert_eq!(place, Some(0));
    // A press on that card changes it there.
    let enter = script.taps("amira", &format!("enter.{karim}"), Some(&card));
    process.accept(vec![script.in_topic(&topic, enter)]).await.unwrap();
    world.quiet().await;
    assert_eq!(last("Just write").unwrap(), (Some(0), card.clone()));
    assert_eq!(script.pins("amira"), [card]);
    process.accept(vec![script.commands("amira", "help")]).await.unwrap();
    world.quiet().await;
    assert_eq!(last("How it works").unwrap().0, None);
    // The topic goes while an answer is on its way: it comes all the same.
    let help = script.in_topic(&topic, script.commands("amira", "help"));
    script.delete_topics("amira");
    process.accept(vec![help]).await.unwrap();
    world.quiet().await;
    assert_eq!(last("How it works").unwrap().0, None);
}

#[tokio::test]
async fn an_answer_that_was_left_undone_comes_in_the_topic_of_the_question() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    let topic = script.topic("amira", 0);
    script.next("amira", [Answer::Stuck { shown: false }]);
    let before = script.calls("amira").len();
    process.accept(vec![script.in_topic(&topic, script.commands("amira", "help"))]).await.unwrap();
    eventually("it is being sent", async || script.calls("amira").len() > before).await;
    process.kill();
    let _process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.quiet().await;
    let card = script.screen("amira").into_iter().rfind(|(_, text)| text.contains("How it works")).unwrap();
    assert_eq!(script.topic_of("amira", &card.0), Some(0));
}

#[tokio::test]
async fn a_topic_that_nobody_knows_names_nobody() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    let unknown = adapter::TopicId("somebody's own".into());
    process.accept(vec![script.in_topic(&unknown, script.says("amira", "line 0"))]).await.unwrap();
    world.quiet().await;
    assert!(script.screen("amira").iter().any(|(_, text)| text.contains("belongs to none of your chats")));
    assert_eq!(world.number("select count(*) from event").await, 0);

    // Where there are no topics of ours, those of others are nothing: Amira talks to Karim.
    let script = Script::keyless();
    let (world, process, ..) = two(&script).await;
    process.accept(vec![script.in_topic(&unknown, script.says("amira", "line 0"))]).await.unwrap();
    sent(&world, 1).await;
    assert_eq!(script.lines("karim"), ["line 0"]);
    assert_eq!(script.topic_calls(), (0, 0));
}

#[tokio::test]
async fn a_topic_still_names_its_conversation_when_none_are_opened_any_more() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    says(&world, &process, &script, "sami", 0..1).await;
    let sami = script.topic("amira", 0);
    process.stop().await;
    let plain = Script::keyless();
    let process = world.start(&Setup::of(&plain)).await;
    process.accept(vec![plain.in_topic(&sami, plain.says("amira", "line 1"))]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(plain.lines("sami"), ["line 1"], "although Amira talks to Karim outside");
    says(&world, &process, &plain, "sami", 2..3).await;
    assert_eq!(plain.lines("amira"), ["line 2"]);
    assert_eq!(plain.topic_calls(), (0, 0), "nothing is shown in it any more");
}

#[tokio::test]
async fn where_a_topic_cannot_be_opened_everything_comes_without_and_it_is_not_tried_again() {
    for answer in [
        Answer::Refused,
        Answer::Unavailable,
        Answer::Ambiguous { shown: true },
        Answer::RateLimited { retry_after: Duration::from_secs(3600), whole_bot: false },
    ] {
        let script = platform();
        let (world, process, ..) = two(&script).await;
        script.next_topics("amira", [answer]);
        says(&world, &process, &script, "karim", 0..3).await;
        says(&world, &process, &script, "sami", 3..4).await;
        assert_eq!(script.lines_and_topics("amira"), standing(None, 0..4), "nothing lost, in order, at once");
        assert_eq!(script.topic_calls(), (1, 0));
        assert_eq!(world.number("select count(*) from topic").await, 0);
        assert!(script.undelivered("karim").is_empty());
        // Long after, it is tried once more.
        world.run("update lane set no_topics_until = now() - interval '1 day' where no_topics_until is not null").await;
        says(&world, &process, &script, "karim", 4..5).await;
        assert!(script.lines_and_topics("amira").last().unwrap().0.is_some());
    }
}

#[tokio::test]
async fn a_topic_that_was_deleted_is_given_up_and_the_others_stay() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    script.delete_topics("amira");
    says(&world, &process, &script, "sami", 1..2).await;
    says(&world, &process, &script, "karim", 2..5).await;
    says(&world, &process, &script, "sami", 5..6).await;
    let shown = script.lines_and_topics("amira").split_off(1);
    let expected = [standing(Some(0), 1..2), standing(None, 2..5), standing(Some(0), 5..6)].concat();
    assert_eq!(shown, expected);
    assert_eq!(script.topic_calls(), (2, 1), "it is missed once, and no other is opened in its place");
    assert_eq!(world.number("select count(*) from topic where gone_at is not null").await, 1);
    assert_eq!(world.number("select sum(attempts)::bigint from delivery").await, 6, "each was one try");
    // It is the first sign of trouble: for a while none is opened for others either.
    world.pair(&process, (&script, "amira"), (&script, "leila")).await;
    says(&world, &process, &script, "leila", 6..7).await;
    assert_eq!(script.lines_and_topics("amira").last(), standing(None, 6..7).last());
    assert_eq!(script.topic_calls(), (2, 1));
}

#[tokio::test]
async fn a_message_that_the_platform_takes_nowhere_costs_no_topic() {
    let script = platform();
    let (world, process, ..) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    script.delete_topics("amira");
    script.next("amira", [Answer::Refused]);
    says(&world, &process, &script, "karim", 1..2).await;
    assert_eq!(script.undelivered("karim"), ["line 1"]);
    assert_eq!(world.number("select count(*) from topic where gone_at is not null").await, 0);
    says(&world, &process, &script, "karim", 2..3).await;
    assert_eq!(script.lines("amira").last().unwrap(), "line 2");
    world.until(1, "topic where gone_at is not null").await;
}

#[tokio::test]
async fn a_crash_between_opening_and_writing_it_down_leaves_one_empty_topic_and_loses_nothing() {
    for shown in [true, false] {
        let script = platform();
        let (world, process, ..) = two(&script).await;
        script.next_topics("amira", [Answer::Stuck { shown }]);
        process.accept(vec![script.says("karim", "line 0"), script.says("karim", "line 1")]).await.unwrap();
        eventually("it is being opened", async || script.topic_calls().0 == 1).await;
        process.kill();
        assert_eq!(world.number("select count(*) from delivery where attempts > 0").await, 0);
        let _process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
        sent(&world, 2).await;
        assert_eq!(script.topics("amira").len(), 1 + usize::from(shown));
        assert_eq!(script.lines_and_topics("amira"), standing(Some(usize::from(shown)), 0..2));
        assert_eq!(world.number("select sum(repeats)::bigint from delivery").await, 0);
    }
}

#[tokio::test]
async fn a_topic_stays_when_its_conversation_is_over_and_goes_on_with_it() {
    let script = platform();
    let (world, process, karim, _) = two(&script).await;
    says(&world, &process, &script, "karim", 0..1).await;
    let topic = script.topic("amira", 0);
    let press = |what: &str| script.taps("karim", &format!("{what}.{karim}"), None);
    process.accept(vec![press("leave")]).await.unwrap();
    sent(&world, 2).await;
    let over =
        script.screen("amira").into_iter().rfind(|(_, text)| text.contains("This chat is over")).unwrap();
    assert_eq!(script.topic_of("amira", &over.0), Some(0));
    process.accept(vec![script.in_topic(&topic, script.says("amira", "line 1"))]).await.unwrap();
    world.quiet().await;
    let told = script.screen("amira").into_iter().next_back().unwrap();
    assert!(told.1.starts_with("❌ Not sent. This chat is over"), "{}", told.1);
    assert_eq!(script.topic_of("amira", &told.0), Some(0));
    process.accept(vec![press("return"), script.says("karim", "line 2")]).await.unwrap();
    sent(&world, 4).await;
    assert_eq!(script.lines_and_topics("amira"), [(Some(0), "line 0".into()), (Some(0), "line 2".into())]);
    assert_eq!(script.topic_calls(), (1, 0));
}

#[tokio::test]
async fn the_news_that_ones_own_line_did_not_arrive_opens_no_topic() {
    let script = platform();
    let (_world, process, ..) = two(&script).await;
    script.next("karim", [Answer::Gone]);
    // Nothing was said to Amira there yet.
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    eventually("Amira is told", async || script.undelivered("amira") == ["line 0"]).await;
    assert!(script.topics("amira").is_empty());
}

#[tokio::test]
async fn two_processes_open_no_topic_twice() {
    let script = platform();
    let world = World::new().await;
    let setup = Setup::of(&script);
    let processes = [world.start(&setup).await, world.start(&setup.clone().sweeping(NEVER)).await];
    world.pair(&processes[0], (&script, "amira"), (&script, "karim")).await;
    for (n, line) in numbered(0..20).into_iter().enumerate() {
        let text = Kind::Text { text: Rich::plain(line), reply_to: None };
        processes[n % 2].accept(vec![script.update("karim", text)]).await.unwrap();
    }
    sent(&world, 20).await;
    assert_eq!(script.lines_and_topics("amira"), standing(Some(0), 0..20));
    assert_eq!(script.topic_calls(), (1, 0));
}
