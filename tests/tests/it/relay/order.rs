//! Lines keep their order and their numbers, whoever carries them.

use std::sync::Arc;

use futures_util::future::join_all;
use marketplace_domain::conversation::Side;

use super::{
    script::Script,
    world::{OFTEN, Setup, World},
};

#[tokio::test]
async fn two_processes_number_lines_without_gaps_and_carry_them_in_order() {
    let (world, script) = (World::new().await, Script::keyless());
    let setup = Setup::of(&script).sweeping(OFTEN);
    let processes = [world.start(&setup).await, world.start(&setup).await];
    let mut pairs = Vec::new();
    for n in 0..3 {
        let (a, b) = (format!("a{n}"), format!("b{n}"));
        let id = world.pair(&processes[0], (&script, &a), (&script, &b)).await;
        pairs.push((id, a, b));
    }
    let mut accepts = Vec::new();
    for n in 0..30 {
        for (_, a, b) in &pairs {
            accepts.push(processes[n % 2].accept(vec![script.says(a, &format!("line {n} of {a}"))]));
            accepts.push(processes[(n + 1) % 2].accept(vec![script.says(b, &format!("line {n} of {b}"))]));
        }
    }
    assert!(join_all(accepts).await.iter().all(Result::is_ok));
    world.until(180, "delivery where state = 'sent'").await;

    for (id, a, b) in pairs {
        for (side, reader) in [(Side::Requester, b), (Side::Provider, a)] {
            let said = world.said(id, side).await;
            assert!(said.iter().map(|line| line.0).eq(1..=30));
            let numbered: Vec<String> = said.into_iter().map(|line| line.1).collect();
            assert_eq!(script.lines(&reader), numbered, "no inversion, none twice, none lost");
        }
    }
}

#[tokio::test]
async fn a_line_goes_where_the_other_side_wrote_from_last() {
    let (world, phone, web) = (World::new().await, Script::keyless(), Script::keyed());
    let mut setup = Setup::of(&phone);
    setup.platforms.push(Arc::clone(&web));
    let process = world.start(&setup).await;
    world.pair(&process, (&phone, "amira"), (&phone, "karim")).await;
    // Karim's account gets a second channel.
    world
        .run(
            "insert into identity (platform, subject, account)
             select 'web', 'karim', account from identity where subject = 'karim'",
        )
        .await;
    process.accept(vec![phone.says("amira", "line 0")]).await.unwrap();
    process.accept(vec![web.commands("karim", "help")]).await.unwrap();
    process.accept(vec![phone.says("amira", "line 1")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!((phone.lines("karim"), web.lines("karim")), (vec!["line 0".into()], vec!["line 1".into()]));
}
