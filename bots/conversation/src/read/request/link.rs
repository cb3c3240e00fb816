//! The web address in a line.

use marketplace_domain::request::Link;

use super::token::{Line, Role};

/// Takes the first web address. Its tokens, and those of all others, are read.
pub(super) fn take(line: &mut Line<'_>) -> Option<Link> {
    let mut found = None;
    let mut from = 0;
    while let Some((start, end)) = next(line.text, from) {
        from = end;
        let link =
            line.text.get(start..end).map(|text| text.trim_end_matches(['.', ',', ')', '!', '?', ';']));
        let Some(link) = link.and_then(|text| Link::parse(text).ok()) else { continue };
        for token in line.tokens.iter_mut().filter(|token| start <= token.start && token.start < end) {
            token.role = Role::Taken;
        }
        found = found.or(Some(link));
    }
    found
}

/// From where to where the next address goes.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = ["https://", "http://", "HTTPS://", "HTTP://", "Https://", "Http://"]
        .into_iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()?;
    let length = rest.get(start..)?.find(char::is_whitespace).unwrap_or(rest.len() - start);
    Some((from + start, from + start + length))
}
