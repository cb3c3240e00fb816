//! Files cross as lines do: in order, clean, and not without a word where they cannot.

use std::{sync::Arc, time::Duration};

use adapter::{Attached, Attachment, FetchError, FileRef, Inbound, Kind, Outbound};
use chrono::TimeDelta;
use marketplace_core::blobs::Blobs;
use marketplace_domain::{
    account::Platform,
    media::{FileKind, Format},
    message::Rich,
    place::Point,
};
use tests::fakes::FakeClock;

use super::{
    script::Script,
    world::{OFTEN, Process, Setup, World, eventually},
};
use crate::market::blobs::Bucket;

/// Somewhere to keep files.
pub(super) struct Store {
    pub(super) bucket: Bucket,
    pub(super) blobs: Arc<Blobs>,
}

impl Store {
    pub(super) async fn new() -> Self {
        let bucket = Bucket::new().await;
        let blobs = Arc::new(bucket.blobs.clone());
        Self { bucket, blobs }
    }
}

/// Amira and Karim, who talk, and a process that carries what they say.
pub(super) async fn talking(world: &World, script: &Arc<Script>, store: &Store) -> (Process, Setup) {
    let setup = Setup::of(script).with_blobs(&store.blobs);
    let process = world.start(&setup).await;
    world.pair(&process, (script, "amira"), (script, "karim")).await;
    (process, setup)
}

/// Amira sends a file of this name.
pub(super) fn sends(script: &Script, file: &str, caption: &str, album: Option<&str>) -> Inbound {
    let kind = if file.starts_with("photo") { FileKind::Photo } else { FileKind::Document };
    let files = vec![Attached { kind, file: FileRef(file.to_owned()), length: None }];
    let (caption, album) = (Rich::plain(caption), album.map(str::to_owned));
    script.update("amira", Kind::Files { files, caption, album, reply_to: None })
}

/// The files that somebody was shown, message by message.
pub(super) fn shown(script: &Script, chat: &str) -> Vec<Vec<Attachment>> {
    let files = script.calls(chat).into_iter().filter_map(|call| match call.what {
        Outbound::Files { files, .. } => Some(files),
        _ => None,
    });
    files.collect()
}

fn last(script: &Script, chat: &str) -> String {
    script.screen(chat).last().map(|(_, text)| text.clone()).unwrap_or_default()
}

#[tokio::test]
async fn a_file_crosses_in_its_place_and_nothing_overtakes_it() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("prices", Ok("Prix : 15 €".as_bytes()));
    let gate = script.hold("prices");
    let sent = vec![script.says("amira", "line 0"), sends(&script, "prices", "line 1", None)];
    process.accept(sent).await.unwrap();
    process.accept(vec![script.says("amira", "line 2"), script.says("karim", "line 9")]).await.unwrap();
    eventually("others are not held up", async || script.lines("amira") == ["line 9"]).await;
    world.until(1, "file where state = 'pending' and attempts = 1").await;
    eventually("what came before it", async || script.lines("karim") == ["line 0"]).await;
    gate.add_permits(1);
    eventually("all are there", async || script.lines("karim") == ["line 0", "line 1", "line 2"]).await;
    let shown = shown(&script, "karim");
    let [files] = shown.as_slice() else { panic!("one message with files, not {shown:?}") };
    let [file] = files.as_slice() else { panic!("one file") };
    assert_eq!((file.kind, file.format, file.length), (FileKind::Document, Format::Text, 13));
    assert_eq!(file.read().await.unwrap(), "Prix : 15 €".as_bytes());
}

#[tokio::test]
async fn a_file_that_does_not_cross_is_told_of_and_holds_nothing_up() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("program", Ok(b"\x7fELF\x02"));
    script.has("huge", Err(FetchError::TooLarge));
    for (file, sentence) in [
        ("program", "I cannot pass on files of this kind"),
        ("nothing", "I could not get the file"),
        ("huge", "At most 20 MB"),
    ] {
        process.accept(vec![sends(&script, file, "line of it", None)]).await.unwrap();
        eventually(file, async || last(&script, "amira").contains(sentence)).await;
        let told = last(&script, "amira");
        assert!(
            told.starts_with('❌') && told.contains("📄 Document") && told.ends_with("line of it"),
            "{told}"
        );
    }
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    eventually("the line", async || script.lines("karim") == ["line 1"]).await;
    assert_eq!(shown(&script, "karim"), Vec::<Vec<_>>::new());
}

#[tokio::test]
async fn what_is_too_large_at_once_or_there_is_told_of() {
    let (world, store) = (World::new().await, Store::new().await);
    let script = Script::new(Platform::Telegram, |able| able.file_bytes = 3);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("prices", Ok(b"15 EUR"));
    process.accept(vec![sends(&script, "prices", "", None)]).await.unwrap();
    eventually("told", async || last(&script, "amira").contains("cannot be shown there")).await;
    let files = vec![Attached {
        kind: FileKind::Video,
        file: FileRef("film".to_owned()),
        length: Some(20 * 1024 * 1024 + 1),
    }];
    let kind = Kind::Files { files, caption: Rich::default(), album: None, reply_to: None };
    process.accept(vec![script.update("amira", kind)]).await.unwrap();
    eventually("told at once", async || last(&script, "amira").contains("up to 20 MB")).await;
    assert_eq!(shown(&script, "karim"), Vec::<Vec<_>>::new());
    assert_eq!(world.number("select count(*) from file").await, 1, "it is not even noted");
}

#[tokio::test]
async fn an_album_stays_together_and_its_order() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    for number in 0..4 {
        script.has(&format!("text {number}"), Ok(format!("text {number}").as_bytes()));
    }
    let slow = script.hold("text 0");
    let first =
        vec![sends(&script, "text 0", "line 0", Some("13")), sends(&script, "text 1", "", Some("13"))];
    process.accept(first).await.unwrap();
    process
        .accept(vec![script.says("amira", "line 1"), sends(&script, "text 2", "", Some("13"))])
        .await
        .unwrap();
    slow.add_permits(1);
    eventually("both", async || script.lines("karim") == ["line 0", "line 1"]).await;
    let shown = shown(&script, "karim");
    let [files] = shown.as_slice() else { panic!("one message with files, not {shown:?}") };
    let mut texts = Vec::new();
    for file in files {
        texts.push(String::from_utf8(file.read().await.unwrap().to_vec()).unwrap());
    }
    assert_eq!(texts, ["text 0", "text 1", "text 2"]);
    // One that comes late goes on its own rather than not at all.
    process.accept(vec![sends(&script, "text 3", "", Some("13"))]).await.unwrap();
    eventually("the late one", async || self::shown(&script, "karim").len() == 2).await;
}

#[tokio::test]
async fn a_process_that_dies_loses_no_file() {
    let clock = Arc::new(FakeClock::default());
    let (world, script, store) = (World::at(clock.clone()).await, Script::keyless(), Store::new().await);
    let (process, setup) = talking(&world, &script, &store).await;
    script.has("text 0", Ok(b"text 0"));
    script.has("text 1", Ok(b"text 1"));
    let _never = script.hold("text 0");
    process.accept(vec![sends(&script, "text 0", "line 0", Some("13"))]).await.unwrap();
    world.until(1, "file where attempts = 1").await;
    process.kill();
    let released = script.hold("text 0");
    released.add_permits(10);
    // Whoever took the file has it for two minutes.
    clock.advance(TimeDelta::seconds(121));
    let process = world.start(&setup.sweeping(OFTEN)).await;
    process.accept(vec![sends(&script, "text 1", "", Some("13"))]).await.unwrap();
    eventually("both, in whatever time", async || {
        clock.advance(TimeDelta::milliseconds(100));
        tokio::time::sleep(Duration::from_millis(20)).await;
        shown(&script, "karim").concat().len() == 2
    })
    .await;
    assert_eq!(shown(&script, "karim").len(), 1, "they waited for each other");
}

#[tokio::test]
async fn a_place_crosses_rounded_until_its_sender_confirms_it() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    let point = Kind::Location(Point::new(36.80651, 10.18154).unwrap());
    process.accept(vec![script.update("amira", point)]).await.unwrap();
    eventually("about there", async || last(&script, "karim").contains("mlat=36.81&mlon=10.18#")).await;
    world.quiet().await;
    assert!(last(&script, "amira").contains("about where this is"));
    let buttons = script.calls("amira").into_iter().rev().find_map(|call| match call.what {
        Outbound::Send { message, .. } => message.buttons.first()?.first().cloned(),
        _ => None,
    });
    let Some(marketplace_domain::message::Press::Data(data)) = buttons.map(|button| button.press) else {
        panic!("a button to press")
    };
    process.accept(vec![script.taps("amira", &data, None)]).await.unwrap();
    eventually("exactly there", async || last(&script, "karim").contains("mlat=36.80651&mlon=10.18154#"))
        .await;
}

#[tokio::test]
async fn a_contact_detail_under_a_file_is_hidden() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("prices", Ok("Prix : 15 €".as_bytes()));
    process.accept(vec![sends(&script, "prices", "call 24 619 037", None)]).await.unwrap();
    eventually("the file is shown", async || !shown(&script, "karim").is_empty()).await;
    assert!(last(&script, "karim").ends_with("call •••"), "{}", last(&script, "karim"));
    assert!(script.screen("amira").iter().any(|(_, text)| text.starts_with("🔒")), "its sender is told");
}

#[tokio::test]
async fn a_file_more_than_a_day_allows_is_refused_and_nothing_else_is() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    let plant = "insert into file (id, account, platform, bot, kind, file, state, problem, next_at, at)
                 select gen_random_uuid(), account, 'telegram', 'bot', 'document', '', 'gone', 'lost', now(), now()
                 from endpoint, generate_series(1, 199) where chat = 'amira'";
    world.run(plant).await;
    script.has("prices", Ok("Prix : 15 €".as_bytes()));
    process.accept(vec![sends(&script, "prices", "line 0", None)]).await.unwrap();
    eventually("the last one", async || script.lines("karim") == ["line 0"]).await;
    process.accept(vec![sends(&script, "prices", "line 1", None)]).await.unwrap();
    eventually("told", async || last(&script, "amira").contains("in a day")).await;
    process.accept(vec![script.says("amira", "line 2")]).await.unwrap();
    eventually("words go on", async || script.lines("karim") == ["line 0", "line 2"]).await;
}

#[tokio::test]
async fn what_is_empty_is_told_of_and_what_is_mislabelled_is_shown_as_what_it_is() {
    let (world, script, store) = (World::new().await, Script::keyless(), Store::new().await);
    let (process, _) = talking(&world, &script, &store).await;
    script.has("photo of nothing", Ok(b""));
    process.accept(vec![sends(&script, "photo of nothing", "line 0", None)]).await.unwrap();
    eventually("told", async || last(&script, "amira").contains("I cannot pass on files of this kind")).await;
    script.has("photo of words", Ok(b"words that say they are a photo"));
    process.accept(vec![sends(&script, "photo of words", "line 1", None)]).await.unwrap();
    eventually("the words", async || !shown(&script, "karim").is_empty()).await;
    let file = shown(&script, "karim").concat().remove(0);
    assert_eq!((file.kind, file.format), (FileKind::Document, Format::Text));
}

#[tokio::test]
async fn a_file_that_is_longer_than_its_platform_said_is_told_of() {
    let store = Store::new().await;
    let (world, script) = (World::new().await, Script::keyless());
    let (process, _) = talking(&world, &script, &store).await;
    script.has("film", Ok(&vec![0; 20 * 1024 * 1024 + 1]));
    let files = vec![Attached { kind: FileKind::Video, file: FileRef("film".to_owned()), length: Some(5) }];
    let kind = Kind::Files { files, caption: Rich::default(), album: None, reply_to: None };
    process.accept(vec![script.update("amira", kind)]).await.unwrap();
    eventually("told", async || last(&script, "amira").contains("At most 20 MB")).await;
    assert!(store.bucket.names().await.is_empty());
}
