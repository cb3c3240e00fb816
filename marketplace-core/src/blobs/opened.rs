//! What is read, opened while it comes: one piece of it is in memory.

use std::ops::Range;

use aws_sdk_s3::primitives::ByteStream;
use bytes::{Bytes, BytesMut};

use super::{BlobError, range};
use crate::seal::stream::{PIECE, Stream, TAG};

/// A file that is being read, or a part of it.
pub struct Opened {
    stream: Stream,
    /// The length of the whole file, in bytes.
    total: u64,
    part: Range<u64>,
    whole: bool,
    /// The number of the next piece, and what came of it so far.
    next: u32,
    buffer: Vec<u8>,
    body: ByteStream,
}

impl Opened {
    pub(super) fn whole(stream: Stream, total: u64, buffer: Vec<u8>, body: ByteStream) -> Self {
        Self { stream, total, part: 0..total, whole: true, next: 0, buffer, body }
    }

    pub(super) fn part(stream: Stream, total: u64, part: Range<u64>, body: ByteStream) -> Self {
        let next = range::piece(part.start);
        Self { stream, total, part, whole: false, next, buffer: Vec::new(), body }
    }

    /// How long the part that was asked for is, in bytes.
    pub fn length(&self) -> u64 {
        self.part.end - self.part.start
    }

    /// Which part it is, where one was asked for, as in the header `Content-Range`.
    pub fn range(&self) -> Option<String> {
        let Range { start, end } = self.part;
        (!self.whole).then(|| format!("bytes {start}-{}/{}", end.saturating_sub(1), self.total))
    }

    /// The next piece; `None` at the end. Where it cannot be opened nothing more comes.
    pub async fn next(&mut self) -> Option<Result<Bytes, BlobError>> {
        let start = u64::from(self.next) * PIECE as u64;
        if start >= self.part.end {
            return None;
        }
        let piece = self.piece(start).await;
        self.next = if piece.is_ok() { self.next + 1 } else { u32::MAX };
        Some(piece.map(|piece| {
            let inside =
                |at: u64| usize::try_from(at.saturating_sub(start)).unwrap_or(PIECE).min(piece.len());
            piece.slice(inside(self.part.start)..inside(self.part.end))
        }))
    }

    async fn piece(&mut self, start: u64) -> Result<Bytes, BlobError> {
        let length = (self.total - start).min(PIECE as u64);
        let last = start + length == self.total;
        let sealed = usize::try_from(length).map_err(|_| BlobError::Get)? + TAG;
        fill(&mut self.body, &mut self.buffer, sealed).await?;
        if self.buffer.len() < sealed {
            return Err(BlobError::Get);
        }
        let rest = self.buffer.split_off(sealed);
        let piece = std::mem::replace(&mut self.buffer, rest);
        self.stream.open(self.next, last, piece).map(Bytes::from).ok_or(BlobError::Get)
    }

    /// All of it.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn read(mut self) -> Result<Bytes, BlobError> {
        let mut all = BytesMut::with_capacity(usize::try_from(self.length()).unwrap_or_default());
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }
}

/// Reads until the buffer holds so much, or nothing more comes.
pub(super) async fn fill(body: &mut ByteStream, buffer: &mut Vec<u8>, most: usize) -> Result<(), BlobError> {
    while buffer.len() < most {
        let Some(piece) = body.next().await else { return Ok(()) };
        buffer.extend_from_slice(&piece.map_err(|_| BlobError::Get)?);
    }
    Ok(())
}
