//! What seeds and cases have found, each as the smallest world that shows it.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use adapter::Kind;
use marketplace_domain::message::Rich;
use tokio::runtime::Builder;

use super::{screens::message, script::Answer, server::Server, world::World};

const AMIRA: usize = 0;
const KARIM: usize = 1;
const HONEY: usize = 0;

fn server() -> Server {
    Server::new(&Arc::new(Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()))
}

/// Karim's lines go to Amira.
fn talking(server: &Server) -> World<'_> {
    let mut world = World::scripted(server);
    world.settle();
    does(&mut world, KARIM, "enter");
    world
}

fn does(world: &mut World<'_>, person: usize, deed: &str) {
    let data = format!("{deed}.{}", world.server.town.talks[HONEY].id);
    world.taps(person, data);
}

fn says(world: &mut World<'_>, person: usize, text: &str) {
    world.tells(person, Kind::Text { text: Rich::plain(text), reply_to: None });
}

fn answers(world: &mut World<'_>, reader: usize, answers: &[Answer]) {
    world.script.answers.insert((HONEY, reader), VecDeque::from(answers.to_vec()));
}

/// Whether somebody was told of this line that it did not arrive, or perhaps not.
fn is_told(world: &World<'_>, person: usize, line: &str) -> bool {
    let chat = world.server.town.people[person].address().chat;
    world.screens.of(&chat).iter().any(|(_, message)| {
        let text = message.text.text();
        text.starts_with(['❌', '❓']) && text.ends_with(line)
    })
}

/// Lets things happen until somebody is about to be shown this, and kills the process then.
fn kill_before(world: &mut World<'_>, words: &str) {
    let is_called = |world: &World<'_>| {
        let net = world.net.lock().unwrap();
        net.calls
            .iter()
            .any(|call| message(&call.what).is_some_and(|message| message.text.text().contains(words)))
    };
    let mut waits = 0;
    while !is_called(world) {
        if !world.step() {
            assert!(waits < 50, "nobody tells it any more");
            waits += 1;
            world.pass(Duration::from_secs(10));
        }
    }
    world.kill(0);
    world.start(0);
}

#[test]
fn who_must_be_told_is_told_however_often_a_process_dies_meanwhile() {
    let server = server();
    let mut world = talking(&server);
    answers(&mut world, AMIRA, &[Answer::Refused]);
    world.minds.tell(KARIM, &server.town, Kind::Text { text: Rich::plain("line aa"), reply_to: None }, None);
    for _ in 0..3 {
        kill_before(&mut world, "could not be shown");
    }
    world.wait();
    assert!(is_told(&world, KARIM, "line aa"));
}

#[test]
fn who_said_a_line_that_fails_while_its_reader_blocks_is_told() {
    let server = server();
    let mut world = talking(&server);
    world.script.stuck = Some((HONEY, AMIRA));
    says(&mut world, KARIM, "line aa");
    does(&mut world, AMIRA, "shut");
    answers(&mut world, AMIRA, &[Answer::Unavailable]);
    world.script.stuck = None;
    world.wait();
    assert!(is_told(&world, KARIM, "line aa"));
}

#[test]
fn who_said_what_waits_when_a_chat_that_is_over_is_blocked_is_told() {
    let server = server();
    let mut world = talking(&server);
    answers(&mut world, AMIRA, &[Answer::Unavailable]);
    says(&mut world, KARIM, "line aa");
    says(&mut world, KARIM, "line ab");
    does(&mut world, AMIRA, "leave");
    does(&mut world, AMIRA, "shut");
    world.wait();
    assert!(is_told(&world, KARIM, "line aa") && is_told(&world, KARIM, "line ab"));
}
