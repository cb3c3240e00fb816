//! Transcripts of chats, played by the whole system: the files in `tests/scenarios` say what each
//! person does and exactly what each of them then sees.
//!
//! `UPDATE_CHATS=1 cargo test -p tests` writes what is seen into the files; read the difference
//! before you keep it.

mod device;
mod play;
mod settle;
mod telegram;
mod web;
mod world;

use std::{fs, path::PathBuf};

use tests::{
    keys::Dump,
    scenario::{Scenario, diff},
};

use self::{
    play::{Trouble, play, play_then},
    world::Way,
};

macro_rules! chats {
    ($($name:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                check(stringify!($name)).await;
            }
        )*

        const ALL: &[&str] = &[$(stringify!($name)),*];
    };
}

chats! {
    story_in_english
    story_in_french
    story_in_arabic
    bad_answers_in_english
    bad_answers_in_french
    bad_answers_in_arabic
    own_requests
    browsing
    changes_in_english
    changes_in_french
    changes_in_arabic
    two_chats
    two_chats_on_the_web
    contacts_in_english
    contacts_in_french
    contacts_in_arabic
    blocked
    another_language
    thirty_days
    deep_link
    search_in_english
    search_in_french
    search_in_arabic
    demo_town
    shopping_list
    stray_lines
    to_whom_in_arabic
    closed_and_opened
    muted
    block_and_report
    offers_in_english
    offers_in_french
    offers_in_arabic
    deal_in_english
    deal_in_french
    deal_in_arabic
    files_in_english
    files_in_french
    topics
    alerts_in_english
    alerts_in_french
    alerts_in_arabic
    quiet_hours_in_english
    quiet_hours_in_french
    quiet_hours_in_arabic
    trips_in_english
    trips_in_french
    trips_in_arabic
    bad_alerts_and_trips
    two_actions_in_english
    two_actions_in_french
    two_actions_in_arabic
    two_actions_in_tunisian
}

/// The same story, with Telegram's updates brought by its webhook.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn story_by_webhook() {
    let text = read("story_in_english");
    let played = play(&scenario(&text), Way::Webhook).await;
    let played = played.unwrap_or_else(|trouble| panic!("{trouble}"));
    // While transcripts are written anew this one may be an old one.
    if !updates() {
        compare(&text, &played);
    }
}

/// The guard must see what it is there for: here somebody tells who they are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_crosses_is_noticed() {
    let text = read("story_in_english");
    let said = "Amira: ";
    let place = text.rfind(said).expect("Amira says something") + said.len();
    let planted = format!("{}I am {}, {}", &text[..place], device::full_name("Amira"), &text[place..]);
    match play(&scenario(&planted), Way::Polling).await {
        Err(Trouble::Leak { leak, .. }) => assert_eq!((leak.reader, leak.whose), (1, 0)),
        Err(other) => panic!("another trouble came first: {other}"),
        Ok(_) => panic!("nobody noticed"),
    }
}

/// What people say to each other stands in no table, whatever they say it on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_said_stands_in_the_database() {
    const SAID: [&str; 3] =
        ["I fly from Marseille to Tunis", "The darkest one you find", "I will be the one with"];
    let text = read("story_in_english");
    assert!(SAID.iter().all(|words| text.contains(words)));
    let scenario = scenario(&text);
    let played = play_then(&scenario, Way::Polling, async |world| {
        let dump = Dump::of(world.database.pool()).await;
        assert!(dump.holds("Lavender honey"), "what the market shows to everybody is not sealed");
        for words in SAID {
            assert!(!dump.holds(words), "{words}");
        }
    });
    played.await.unwrap_or_else(|trouble| panic!("{trouble}"));
}

#[test]
fn every_transcript_is_played() {
    let files = fs::read_dir(path("any").with_file_name("")).expect("the folder of transcripts");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "chat"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut played = ALL.to_vec();
    played.sort_unstable();
    assert_eq!(names, played);
}

async fn check(name: &str) {
    let text = read(name);
    let result = play(&scenario(&text), Way::Polling).await;
    if updates() {
        let written = match &result {
            Ok(written) => written,
            Err(trouble) => trouble.so_far(),
        };
        fs::write(path(name), written).expect("the transcript can be written");
    }
    match result {
        Ok(found) => compare(&read(name), &found),
        Err(trouble) => panic!("{name}.chat, {trouble}"),
    }
}

/// Whether transcripts are to be written rather than compared.
fn updates() -> bool {
    std::env::var_os("UPDATE_CHATS").is_some()
}

fn compare(expected: &str, found: &str) {
    let difference = diff(expected, found);
    assert!(
        difference.is_empty(),
        "people see something else than the transcript says \
         (- is the file, + is what they saw; UPDATE_CHATS=1 writes it anew):\n{difference}"
    );
}

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|malformed| panic!("{malformed}"))
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("the transcript is there")
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.chat"))
}
