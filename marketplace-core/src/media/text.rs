//! Plain text: it has nothing but what its reader sees.

use marketplace_domain::media::FileProblem;

use super::limits;

/// How a card with somebody's name and number begins (RFC 6350, 6.1.1).
const CARD: &str = "BEGIN:VCARD";

/// Whether it is text in UTF-8 without characters that nobody can see.
pub(super) fn is_text(file: &[u8]) -> bool {
    let is_shown = |c: char| matches!(c, '\n' | '\r' | '\t') || !c.is_control();
    !file.is_empty() && std::str::from_utf8(file).is_ok_and(|text| text.chars().all(is_shown))
}

/// Whether a text may cross.
pub(super) fn check(file: &[u8]) -> Result<(), FileProblem> {
    if file.len() > limits::TEXT {
        return Err(FileProblem::Large);
    }
    let begin = String::from_utf8_lossy(file.get(..CARD.len() + 64).unwrap_or(file)).to_ascii_uppercase();
    if begin.contains(CARD) { Err(FileProblem::Kind) } else { Ok(()) }
}
