//! Which part of a file is asked for, and where that stands once the file is sealed.

use std::ops::Range;

use crate::seal::stream::{HEAD, PIECE, TAG};

/// The bytes that a header such as `bytes=5-9` asks for; `None` where there are none such.
pub(super) fn parse(range: &str, length: u64) -> Option<Range<u64>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.parse::<u64>().ok();
    let part = match (first, last) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => number(first)?..number(last)?.saturating_add(1).min(length),
    };
    (part.start < part.end).then_some(part)
}

/// The number of the piece that holds this byte.
pub(super) fn piece(at: u64) -> u32 {
    u32::try_from(at / PIECE as u64).unwrap_or(u32::MAX)
}

/// Where the piece begins that holds the first byte of a part.
pub(super) fn sealed_start(part: &Range<u64>) -> u64 {
    HEAD as u64 + u64::from(piece(part.start)) * (PIECE + TAG) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_in_http() {
        for (range, expected) in [
            ("bytes=0-0", Some(0..1)),
            ("bytes=2-5", Some(2..6)),
            ("bytes=2-", Some(2..10)),
            ("bytes=2-99", Some(2..10)),
            ("bytes=-3", Some(7..10)),
            ("bytes=-99", Some(0..10)),
            ("bytes=10-", None),
            ("bytes=5-4", None),
            ("bytes=-0", None),
            ("bytes=-", None),
            ("lines=1-2", None),
        ] {
            assert_eq!(parse(range, 10), expected, "{range}");
        }
        assert_eq!(parse("bytes=0-", 0), None);
    }
}
