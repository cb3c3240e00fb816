//! A file on its way in.

use std::{fs, io};

use bytes::{Bytes, BytesMut};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
};

use crate::FetchError;

/// What is in memory of it at once, in bytes.
const PIECE: usize = 64 * 1024;

/// A file that is being fetched, on disk: it is never whole in memory. It has no name there, so that its
/// room is free again when this goes, also where the process is killed. `TMPDIR` says on which disk.
pub struct Spool {
    file: File,
    length: u64,
    most: u64,
}

impl Spool {
    /// An empty one, for at most so many bytes.
    ///
    /// # Errors
    /// Where the disk does not give room for it.
    pub fn new(most: u64) -> io::Result<Self> {
        let mut file = File::from_std(tempfile::tempfile()?);
        file.set_max_buf_size(PIECE);
        Ok(Self { file, length: 0, most })
    }

    /// Puts a piece behind what is there.
    ///
    /// # Errors
    /// [`FetchError::TooLarge`] where it does not fit in; [`FetchError::Unavailable`] where the disk is
    /// full.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), FetchError> {
        self.expect(self.length + piece.len() as u64)?;
        self.file.write_all(piece).await.map_err(|_| FetchError::Unavailable)?;
        self.length += piece.len() as u64;
        Ok(())
    }

    /// Says how long all of it is going to be, before it is fetched.
    ///
    /// # Errors
    /// [`FetchError::TooLarge`].
    pub fn expect(&self, length: u64) -> Result<(), FetchError> {
        if length > self.most { Err(FetchError::TooLarge) } else { Ok(()) }
    }

    /// How long it is so far, in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How it begins, at most so many bytes of it.
    ///
    /// # Errors
    /// Where the disk fails.
    pub async fn head(&mut self, most: usize) -> io::Result<Bytes> {
        self.file.rewind().await?;
        let mut head = BytesMut::new();
        (&mut self.file).take(most as u64).read_buf(&mut head).await?;
        self.file.seek(io::SeekFrom::End(0)).await?;
        Ok(head.freeze())
    }

    /// The file, to be read from its beginning.
    ///
    /// # Errors
    /// Where the disk fails.
    pub async fn into_file(mut self) -> io::Result<fs::File> {
        self.file.rewind().await?;
        Ok(self.file.into_std().await)
    }
}
