//! Reactions: one standard emoji under a message. Nothing of a platform's own (a custom emoji, a
//! sticker) is one: what it is called, and who made it, could lead to somebody.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// What turns a character into a picture of it; platforms write it or leave it out.
const AS_PICTURE: char = '\u{fe0f}';
/// What makes a key of a digit: with a few of them a number could be told.
const KEY: char = '\u{20e3}';

/// A standard emoji (unicode.org/emoji/charts/full-emoji-list.html), as Unicode writes it in full. The
/// colour of a skin, which tells something about a person, is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Reaction(&'static str);

impl Reaction {
    /// The reaction that this text is; `None` where it is no single standard emoji, or the key of a
    /// digit.
    pub fn parse(text: &str) -> Option<Self> {
        let emoji = emojis::get(text)?;
        let emoji = emoji.with_skin_tone(emojis::SkinTone::Default).unwrap_or(emoji);
        (!emoji.as_str().contains(KEY)).then_some(Self(emoji.as_str()))
    }

    /// As Unicode writes it in full.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Without the mark that some platforms leave out.
    pub fn bare(self) -> String {
        bare(self.0)
    }

    /// Whether this text is the same emoji, however it is written.
    pub fn is(self, text: &str) -> bool {
        bare(self.0) == bare(text)
    }
}

fn bare(text: &str) -> String {
    text.replace(AS_PICTURE, "")
}

impl<'de> Deserialize<'de> for Reaction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("no standard emoji"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_emoji_is_one_however_it_is_written() {
        for (text, full) in [("👍", "👍"), ("❤", "❤\u{fe0f}"), ("🤷\u{200d}♂", "🤷\u{200d}♂\u{fe0f}")]
        {
            assert_eq!(Reaction::parse(text).map(Reaction::as_str), Some(full));
            assert!(Reaction::parse(full).unwrap().is(text));
        }
        assert_eq!(Reaction::parse("❤\u{fe0f}").unwrap().bare(), "❤");
    }

    #[test]
    fn the_colour_of_a_skin_does_not_cross() {
        assert_eq!(Reaction::parse("👍🏽"), Reaction::parse("👍"));
    }

    #[test]
    fn what_is_no_single_standard_emoji_is_none() {
        for text in [
            "",
            "a",
            "7",
            "❤👍",
            "5368324170671202286",
            ":partyparrot:",
            "\u{1f3ff}",
            "👍 ",
            "7\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(Reaction::parse(text), None, "{text}");
        }
    }

    #[test]
    fn it_is_written_and_read_back() {
        let heart = Reaction::parse("❤").unwrap();
        let written = serde_json::to_string(&heart).unwrap();
        assert_eq!(serde_json::from_str::<Reaction>(&written).unwrap(), heart);
        assert!(serde_json::from_str::<Reaction>("\"7\"").is_err());
    }
}
