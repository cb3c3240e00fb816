//! How heavy and how big a parcel is.

use marketplace_domain::request::Size;

use super::{
    token::{Line, Role},
    words::{LARGE, PARCEL, SMALL},
};
use crate::read::weight::read_weight;

/// Takes the weight, in grams, and the size.
pub(super) fn take(line: &mut Line<'_>) -> (Option<u32>, Option<Size>) {
    let mut grams = None;
    for at in 0..line.len() {
        let said = line.is_free(at).then(|| line.phrase(at, 2)).flatten();
        let read = said
            .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
            .and_then(|text| read_weight(&text).ok());
        if let Some(read) = read.filter(|_| line.is_free(at + 1)) {
            grams = grams.or(Some(read));
            line.mark(at, 2, Role::Taken);
        }
    }
    (grams, size(line))
}

/// A size that stands right beside the parcel, or alone between commas.
fn size(line: &Line<'_>) -> Option<Size> {
    (0..line.len()).find_map(|at| {
        let size = if line.means(at, SMALL).is_some() {
            Size::Small
        } else if line.means(at, LARGE).is_some() {
            Size::Large
        } else {
            return None;
        };
        let words = line.means(at, SMALL.or(LARGE)).unwrap_or(1);
        let stands_alone =
            !line.is_free(at + words) && at.checked_sub(1).is_none_or(|before| !line.is_free(before));
        let beside = line.means(at + words, PARCEL).is_some() || line.meant_before(at, PARCEL).is_some();
        (stands_alone || beside || line.means(at, SMALL.or(LARGE)) == Some(2)).then_some(size)
    })
}
