//! Where a text that is too long for one message is cut.

/// Where the first part of at most `most` ends, in bytes: behind a line, else behind a word, else
/// between characters. `width` says how much a character counts on the platform; `most` is at least
/// the width of the widest, so that the part is never empty.
pub fn cut(text: &str, most: usize, width: impl Fn(char) -> usize) -> usize {
    let mut used = 0;
    let mut line = None;
    let mut word = None;
    for (byte, character) in text.char_indices() {
        used += width(character);
        if used > most {
            return line.or(word).unwrap_or(byte);
        }
        let end = byte + character.len_utf8();
        // A break early in the text would leave a tiny part, and so more messages than needed.
        let late = used * 2 >= most;
        match character {
            '\n' if late => line = Some(end),
            _ if late && character.is_whitespace() => word = Some(end),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_stands_behind_a_line_or_a_word_in_the_later_half() {
        assert_eq!(cut("one\ntwo three", 8, |_| 1), 4);
        assert_eq!(cut("one two three", 8, |_| 1), 8);
        assert_eq!(cut("a onetwothree", 8, |_| 1), 8);
        assert_eq!(cut("short", 8, |_| 1), 5);
        assert_eq!(cut("😀😀😀", 5, char::len_utf16), 8);
    }
}
