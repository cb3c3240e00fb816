//! A reference model of conversations, compared with the relay after every command: what each chat shows
//! must be what the model says. A case that fails shrinks to a small one.

mod commands;
mod reference;

use std::sync::Arc;

use proptest::{prelude::*, test_runner::TestRunner};
use tokio::runtime::Builder;

use self::{
    commands::{Command, Driver, command},
    reference::Reference,
};
use super::server::Server;

/// Cases where nothing else is said (`PROPTEST_CASES`).
const CASES: u32 = 64;

#[test]
fn every_chat_shows_what_the_model_says() {
    let runtime = Arc::new(Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());
    let server = Server::new(&runtime);
    let mut config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 400, ..Default::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    let commands = prop::collection::vec(command(), 1..20);
    let result = TestRunner::new(config).run(&commands, |commands| play(&server, &commands));
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn play(server: &Server, commands: &[Command]) -> Result<(), TestCaseError> {
    let mut driver = Driver::new(server);
    let mut reference = Reference::new(&server.town);
    for command in commands.iter().chain([&Command::Wait]) {
        if let Some(what) = driver.perform(command, &reference) {
            reference.perform(&what);
        }
        for (talk, reader) in reference.chats() {
            let (expected, shown) = (reference.shown(talk, reader), driver.shown(talk, reader));
            prop_assert_eq!(
                expected,
                shown,
                "in the chat of {} about {}, after {:?}",
                server.town.people[reader].name,
                server.town.talks[talk].title,
                command
            );
        }
    }
    for person in 0..server.town.people.len() {
        prop_assert_eq!(reference.not_sent(person), driver.not_sent(person), "what was not sent");
    }
    Ok(())
}
