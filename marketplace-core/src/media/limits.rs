//! How much of a file is looked at. All of these are our own: more than anything that people send,
//! little enough that no file, however it is made, fills the memory or takes minutes. How large a
//! file itself may be stands in [`marketplace_domain::media`], how large a picture may
//! be in [`crate::picture`].

/// Boxes of an MP4 on one level, and tracks in it. A film has about ten of the former and two of the
/// latter; one in fragments has two boxes for each second or so.
pub(super) const BOXES: usize = 20_000;

/// The description of a film, which is whole in memory, in bytes: about 13 for each picture and 4 for each
/// piece of sound, which makes 4 MiB for two hours.
pub(super) const MOVIE: u64 = 8 * 1024 * 1024;

/// Stretches of the data of a film that stay. A stretch is half a second of picture or sound.
pub(super) const STRETCHES: usize = 250_000;

/// Files in an office document. A long one with a picture on each page has hundreds.
pub(super) const PARTS: usize = 2_000;

/// The unpacked size of all files of an office document, in bytes. Text packs to about a tenth, and
/// pictures in it are packed already.
pub(super) const UNPACKED: u64 = 200 * 1024 * 1024;

/// The unpacked size of one part of an office document that has to be rewritten, in bytes.
pub(super) const PART: u64 = 32 * 1024 * 1024;

/// The unpacked size of one stream of a PDF's objects, in bytes. Writers put 100 to 200 objects in one.
pub(super) const OBJECTS: u64 = 16 * 1024 * 1024;

/// The unpacked size of all such streams of a PDF, in bytes.
pub(super) const ALL_OBJECTS: usize = 128 * 1024 * 1024;

/// How deep dictionaries and lists of a PDF may be nested (ISO 32000-1, annex C, bounds the nesting
/// of the like at 28).
pub(super) const DEPTH: usize = 64;

/// The longest plain text, in bytes: a book.
pub(super) const TEXT: usize = 2 * 1024 * 1024;
