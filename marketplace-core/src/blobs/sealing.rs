//! What is stored, sealed while it is sent: one piece of it is in memory.

use std::{
    fs, io,
    io::Cursor,
    pin::Pin,
    sync::Mutex,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::{Stream as Pieces, stream};
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::seal::stream::{PIECE, Stream, sealed_length};

/// Bytes to be stored.
pub struct Source {
    length: u64,
    bytes: Pin<Box<dyn AsyncRead + Send>>,
}

impl Source {
    /// So many bytes, from wherever they come.
    pub fn new(length: u64, bytes: impl AsyncRead + Send + 'static) -> Self {
        Self { length, bytes: Box::pin(bytes) }
    }

    /// All of a file, from where it was read or written last.
    pub fn file(file: fs::File, length: u64) -> Self {
        let mut file = tokio::fs::File::from_std(file);
        file.set_max_buf_size(PIECE);
        Self::new(length, file)
    }
}

impl From<Bytes> for Source {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes.len() as u64, Cursor::new(bytes))
    }
}

type Sealed = Pin<Box<dyn Pieces<Item = io::Result<Bytes>> + Send>>;

/// The body of an upload.
pub(super) struct Body {
    left: u64,
    /// Never locked: it makes shareable what one task alone reads.
    pieces: Mutex<Sealed>,
}

impl Body {
    pub(super) fn new(stream: Stream, source: Source) -> Self {
        Self { left: sealed_length(source.length), pieces: Mutex::new(seal(stream, source)) }
    }
}

/// The head, then one piece after the other.
fn seal(stream: Stream, source: Source) -> Sealed {
    let head = Bytes::copy_from_slice(&stream.head());
    let pieces =
        stream::try_unfold((stream, source, 0, false), |(stream, mut source, number, over)| async move {
            if over {
                return Ok(None);
            }
            let length = source.length.min(PIECE as u64);
            source.length -= length;
            let last = source.length == 0;
            let mut piece = vec![0; usize::try_from(length).map_err(io::Error::other)?];
            source.bytes.read_exact(&mut piece).await?;
            let sealed = stream.seal(number, last, piece).map_err(io::Error::other)?;
            Ok(Some((Bytes::from(sealed), (stream, source, number + 1, last))))
        });
    Box::pin(futures_util::StreamExt::chain(stream::once(async { Ok(head) }), pieces))
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Ok(pieces) = self.pieces.get_mut() else {
            return Poll::Ready(Some(Err(io::ErrorKind::Other.into())));
        };
        let next = std::task::ready!(pieces.as_mut().poll_next(context));
        if let Some(Ok(piece)) = &next {
            self.left = self.left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
