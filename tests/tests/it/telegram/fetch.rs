use std::io::Read;

use adapter::{Adapter, FetchError, FileRef, Kind, Spool};
use marketplace_domain::media::FileKind;
use telegram::poll;
use tests::fake_telegram::FakeTelegram;
use tokio_util::sync::CancellationToken;

use super::{Desk, assert_known, connect};

/// Sends a picture, and gives the file that the adapter was told of.
async fn sent(fake: &FakeTelegram, bytes: &[u8]) -> FileRef {
    let desk = Desk::refusing(0);
    let stop = CancellationToken::new();
    let task = tokio::spawn(poll(connect(fake).await, desk.clone(), stop.clone()));
    fake.user(7, "Amel", "amel", "fr").send_photo(bytes.to_vec(), "olive oil");
    let updates = desk.stored(1).await;
    stop.cancel();
    task.await.unwrap();
    match &updates[0].kind {
        Kind::Files { files, caption, .. } => {
            assert_eq!((caption.text(), files[0].kind), ("olive oil", FileKind::Photo));
            files[0].file.clone()
        }
        other => panic!("a photo was expected, not {other:?}"),
    }
}

/// Fetches a file that may be so long.
async fn fetched(adapter: &impl Adapter, file: &FileRef, most: u64) -> Result<Vec<u8>, FetchError> {
    let mut spool = Spool::new(most).unwrap();
    adapter.fetch(file, &mut spool).await?;
    let mut bytes = Vec::new();
    spool.into_file().await.unwrap().read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[tokio::test]
async fn a_file_is_read_through_the_same_server() {
    let fake = FakeTelegram::start().await;
    let bytes: Vec<u8> = (0..200_000u32).map(|at| at as u8).collect();
    let file = sent(&fake, &bytes).await;
    let telegram = connect(&fake).await;
    assert_eq!(fetched(&*telegram, &file, bytes.len() as u64).await.unwrap(), bytes);
    assert_eq!(fetched(&*telegram, &file, bytes.len() as u64 - 1).await, Err(FetchError::TooLarge));
    assert_known(&fake);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_gone() {
    let fake = FakeTelegram::start().await;
    let telegram = connect(&fake).await;
    assert_eq!(fetched(&*telegram, &FileRef("nothing".to_owned()), 10).await, Err(FetchError::Gone));
}
