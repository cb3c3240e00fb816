//! Nobody starves.

use marketplace_domain::account::Platform;

use super::{
    script::Script,
    world::{Setup, World, eventually},
};

#[tokio::test]
async fn a_hot_conversation_does_not_starve_others_of_the_same_chat() {
    // A chat takes one message at a time, so that every one of them is a choice.
    let script = Script::new(Platform::Telegram, |capabilities| {
        capabilities.chat_per_second = 50;
        capabilities.chat_burst = 1;
    });
    let world = World::new().await;
    let process = world.start(&Setup::of(&script)).await;
    // Ten people write a lot to Karim, one writes once.
    let people: Vec<String> = (0..11).map(|n| format!("p{n}")).collect();
    for person in &people {
        world.pair(&process, (&script, person), (&script, "karim")).await;
    }
    let hot = |n: usize| people[..10].iter().map(move |person| (person, n));
    let batch = (0..6).flat_map(hot).map(|(person, n)| script.says(person, &format!("line {n} of {person}")));
    process.accept(batch.collect()).await.unwrap();
    eventually("some were read", async || !script.lines("karim").is_empty()).await;
    let before = script.lines("karim").len();
    process.accept(vec![script.says("p10", "line of p10")]).await.unwrap();
    world.until(61, "delivery where state = 'sent'").await;
    let lines = script.lines("karim");
    let waited = lines.iter().position(|line| line == "line of p10").unwrap() - before;
    assert!(waited <= 14, "{waited} others came first");
    for person in &people[..10] {
        let theirs: Vec<_> = lines.iter().filter(|line| line.ends_with(person)).collect();
        let expected: Vec<String> = (0..6).map(|n| format!("line {n} of {person}")).collect();
        assert!(theirs.into_iter().eq(&expected), "each in its order");
    }
}

#[tokio::test]
async fn a_hot_chat_does_not_starve_other_chats() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let hot = (0..240).map(|n| script.says("amira", &format!("line {n}"))).collect();
    process.accept(hot).await.unwrap();
    process.accept(vec![script.says("lina", "line 0"), script.commands("karim", "help")]).await.unwrap();
    eventually("sami reads", async || script.lines("sami").len() == 1).await;
    assert!(script.lines("karim").len() < 200, "{}", script.lines("karim").len());
    world.until(241, "delivery where state = 'sent'").await;
}
