//! Files that somebody sent, shown on Telegram.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use adapter::{Adapter, Address, Attachment, DeliverError, DeliveryKey, Outbound, Receipt};
use bytes::Bytes;
use futures_util::StreamExt;
use marketplace_domain::{
    account::Platform,
    id::FileId,
    media::{FileKind, Format},
    message::{Button, Message, Press, Rich},
};
use tests::fake_telegram::{FakeTelegram, Message as Shown};
use uuid::Uuid;

use super::{assert_known, connect};

/// The head of a JPEG of 16 by 16, which is all that the server looks at.
const JPEG: &[u8] = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10";

fn file(kind: FileKind, format: Format, bytes: &'static [u8]) -> Attachment {
    let content = Arc::new(Bytes::from_static(bytes));
    Attachment {
        id: FileId::from_uuid(Uuid::from_u128(7)),
        kind,
        format,
        length: bytes.len() as u64,
        content,
    }
}

async fn deliver(fake: &FakeTelegram, text: &str, files: Vec<Attachment>) -> Result<Receipt, DeliverError> {
    let telegram = connect(fake).await;
    let button = Button { label: "Reply".to_owned(), press: Press::Data("r".to_owned()) };
    let message = Message { text: Rich::plain(text), buttons: vec![vec![button]], ..Message::default() };
    let to = Address { platform: Platform::Telegram, bot: telegram.bot().to_owned(), chat: "7".to_owned() };
    let what = Outbound::Files { message, files, reply_to: None };
    telegram.deliver(&to, &what, &DeliveryKey("k".to_owned())).await
}

fn carried(message: &Shown) -> Option<&'static str> {
    message.attachment.as_ref().map(|attachment| attachment.kind())
}

#[tokio::test]
async fn each_kind_is_shown_as_what_it_is_with_the_words_under_it() {
    let fake = FakeTelegram::start().await;
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.open_chat();
    for (kind, format, bytes, method) in [
        (FileKind::Photo, Format::Jpeg, JPEG, "photo"),
        (FileKind::Sticker, Format::Jpeg, JPEG, "photo"),
        (FileKind::Video, Format::Mp4, b"film".as_slice(), "video"),
        (FileKind::Voice, Format::Opus, b"sound", "voice"),
        (FileKind::Audio, Format::Mp3, b"music", "audio"),
        (FileKind::Document, Format::Pdf, b"pages", "document"),
    ] {
        let receipt = deliver(&fake, "from a fox", vec![file(kind, format, bytes)]).await.unwrap();
        assert_eq!(receipt.ids.len(), 1);
        let chat = fake.chat(7);
        let shown = chat.last_from_bot().unwrap();
        assert_eq!((carried(shown), shown.text.as_str()), (Some(method), "from a fox"), "{kind:?}");
        assert!(shown.button("Reply").is_some());
        let attachment = shown.attachment.as_ref().unwrap();
        assert_eq!(amel.file(attachment.file_id().unwrap()).unwrap(), bytes);
        if method == "document" {
            assert!(format!("{attachment:?}").contains("document.pdf"));
        }
    }
    assert_known(&fake);
}

#[tokio::test]
async fn a_film_in_a_circle_has_its_words_behind_it() {
    let fake = FakeTelegram::start().await;
    fake.user(7, "Amel", "amel", "fr").open_chat();
    let receipt =
        deliver(&fake, "from a fox", vec![file(FileKind::Round, Format::Mp4, b"film")]).await.unwrap();
    assert_eq!(receipt.ids.len(), 2);
    let chat = fake.chat(7);
    let shown: Vec<_> = chat.from_bot().map(|message| (carried(message), message.text.clone())).collect();
    assert_eq!(shown, [(Some("video_note"), String::new()), (None, "from a fox".to_owned())]);
    assert!(chat.last_from_bot().unwrap().button("Reply").is_some());
    assert_known(&fake);
}

#[tokio::test]
async fn several_stand_in_albums_of_what_can_stand_together() {
    let fake = FakeTelegram::start().await;
    fake.user(7, "Amel", "amel", "fr").open_chat();
    let (photo, film) =
        (file(FileKind::Photo, Format::Jpeg, JPEG), file(FileKind::Video, Format::Mp4, b"film"));
    let (page, voice) =
        (file(FileKind::Document, Format::Pdf, b"page"), file(FileKind::Voice, Format::Opus, b"sound"));
    let files = vec![photo, film, page.clone(), page, voice.clone(), voice];
    let receipt = deliver(&fake, "from a fox", files).await.unwrap();
    assert_eq!(receipt.ids.len(), 7);
    let chat = fake.chat(7);
    let shown: Vec<_> =
        chat.from_bot().map(|message| (carried(message), message.media_group_id.is_some())).collect();
    let expected = [
        (Some("photo"), true),
        (Some("video"), true),
        (Some("document"), true),
        (Some("document"), true),
        (Some("voice"), false),
        (Some("voice"), false),
        (None, false),
    ];
    assert_eq!(shown, expected);
    assert_known(&fake);
}

#[tokio::test]
async fn words_that_do_not_fit_under_a_file_come_behind_it() {
    let fake = FakeTelegram::start().await;
    fake.user(7, "Amel", "amel", "fr").open_chat();
    let long = "x".repeat(1025);
    deliver(&fake, &long, vec![file(FileKind::Document, Format::Pdf, b"pages")]).await.unwrap();
    let chat = fake.chat(7);
    let texts: Vec<_> = chat.from_bot().map(|message| message.text.clone()).collect();
    assert_eq!(texts, [String::new(), long]);
}

#[tokio::test]
async fn whoever_takes_no_voice_messages_is_shown_a_file() {
    let fake = FakeTelegram::start().await;
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.open_chat();
    amel.refuse_voice();
    for (kind, format) in [(FileKind::Voice, Format::Opus), (FileKind::Round, Format::Mp4)] {
        deliver(&fake, "from a fox", vec![file(kind, format, b"bytes")]).await.unwrap();
        let chat = fake.chat(7);
        let shown = chat.from_bot().rev().find_map(carried);
        assert_eq!(shown, Some("document"), "{kind:?}");
    }
}

/// A file that cannot be opened any more.
struct Away;

#[async_trait::async_trait]
impl adapter::Content for Away {
    async fn open(&self) -> std::io::Result<adapter::Pieces> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_certainly_not_shown() {
    let fake = FakeTelegram::start().await;
    fake.user(7, "Amel", "amel", "fr").open_chat();
    let away = Attachment { content: Arc::new(Away), ..file(FileKind::Document, Format::Pdf, b"pages") };
    assert_eq!(deliver(&fake, "from a fox", vec![away]).await, Err(DeliverError::Unavailable));
    assert_eq!(fake.chat(7).from_bot().count(), 0);
}

/// A file of 20 MiB that is made while it is read, and counts how much of it is in memory.
#[derive(Default)]
struct Endless {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

const PIECE: usize = 64 * 1024;
const PIECES: usize = 320;

/// A piece of it, which counts until it is dropped.
struct Piece(Vec<u8>, Arc<AtomicUsize>);

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.1.fetch_sub(PIECE, Ordering::Relaxed);
    }
}

#[async_trait::async_trait]
impl adapter::Content for Endless {
    async fn open(&self) -> std::io::Result<adapter::Pieces> {
        let (now, most) = (Arc::clone(&self.now), Arc::clone(&self.most));
        Ok(Box::pin(futures_util::stream::iter(0..PIECES).map(move |_| {
            let in_memory = now.fetch_add(PIECE, Ordering::Relaxed) + PIECE;
            most.fetch_max(in_memory, Ordering::Relaxed);
            Ok(Bytes::from_owner(Piece(vec![7; PIECE], Arc::clone(&now))))
        })))
    }
}

#[tokio::test]
async fn a_large_file_is_never_whole_in_memory() {
    let fake = FakeTelegram::start().await;
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.open_chat();
    let endless = Endless::default();
    let most = Arc::clone(&endless.most);
    let length = (PIECE * PIECES) as u64;
    let large = Attachment { length, content: Arc::new(endless), ..file(FileKind::Video, Format::Mp4, b"") };
    deliver(&fake, "from a fox", vec![large]).await.unwrap();
    let chat = fake.chat(7);
    let shown = chat.last_from_bot().unwrap().attachment.as_ref().unwrap();
    assert_eq!(amel.file(shown.file_id().unwrap()).unwrap().len(), PIECE * PIECES);
    let most = most.load(Ordering::Relaxed);
    assert!(most <= 2 * 1024 * 1024, "{most} bytes were in memory at once");
}
