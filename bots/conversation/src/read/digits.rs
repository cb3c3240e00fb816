//! Digits of other scripts as ASCII, and invisible direction marks away.

/// The text with Arabic-Indic, Persian and full-width digits as ASCII digits and without the
/// controls of the Unicode bidirectional algorithm, which keyboards and copied text leave behind.
pub fn fold_digits(text: &str) -> String {
    text.chars().filter(|&c| !is_bidi_control(c)).map(|c| ascii_digit(c).unwrap_or(c)).collect()
}

/// The characters with the property Bidi_Control (UAX #9).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_digits_and_drops_direction_marks() {
        for (text, expected) in [
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("０１２３４５６７８９", "0123456789"),
            ("0123456789", "0123456789"),
            ("\u{200F}٢٠\u{200E}/\u{202B}١٢\u{202C}", "20/12"),
            ("\u{2066}٥\u{2069}\u{061C} دينار", "5 دينار"),
            ("x² ½ ๓", "x² ½ ๓"),
            ("", ""),
        ] {
            assert_eq!(fold_digits(text), expected, "{text:?}");
        }
    }
}
