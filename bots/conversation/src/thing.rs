//! How a file or a place is named in words: where it is not there to be looked at.

use marketplace_domain::{
    media::FileKind,
    message::Rich,
    said::{Body, Spot},
};

use crate::say::{Arg, Part, Sentence, s};

/// How near a map begins (wiki.openstreetmap.org/wiki/Zoom_levels): a village, or a street.
const AROUND: u8 = 13;
const EXACTLY: u8 = 17;

/// What files are, each kind on a line of its own.
pub(crate) fn labels(kinds: &[FileKind]) -> Vec<Part> {
    let count =
        |kind| i64::try_from(kinds.iter().filter(|other| **other == kind).count()).unwrap_or_default();
    let there = FileKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    there.map(|(kind, count)| Part::Line(s(label(kind)).number("count", count))).collect()
}

const fn label(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Photo => "file-photo",
        FileKind::Sticker => "file-sticker",
        FileKind::Video => "file-video",
        FileKind::Round => "file-round",
        FileKind::Voice => "file-voice",
        FileKind::Audio => "file-audio",
        FileKind::Document => "file-document",
    }
}

/// What was said, the words as `write` gives them; nothing where there are none.
pub(crate) fn shown(body: &Body, write: impl Fn(&Rich) -> Rich) -> Option<Part> {
    match body {
        Body::Place { place } => Some(Part::Line(spot(place))),
        Body::Text(text) if text.text().is_empty() => None,
        Body::Text(text) => Some(Part::Quote(write(text))),
        Body::Deal { .. } | Body::Reaction { .. } => None,
    }
}

/// A place, with a link to a map of it.
fn spot(spot: &Spot) -> Sentence {
    let (lat, lon) = (spot.point.lat(), spot.point.lon());
    let (key, zoom) = if spot.exact { ("place-exactly", EXACTLY) } else { ("place-around", AROUND) };
    let link = format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}");
    s(key).with("link", Arg::Link(link))
}
