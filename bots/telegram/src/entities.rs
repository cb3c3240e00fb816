//! Marks of a text. Ours count bytes of UTF-8, Telegram's entities count units of UTF-16
//! (core.telegram.org/api/entities#entity-length).

use std::ops::Range;

use marketplace_domain::message::{Mark, Rich, Style};
use teloxide_core::types::{MessageEntity, MessageEntityKind};

use crate::update::Entity;

/// The borders of a text's characters, in bytes and in units: both ways of counting rise together,
/// so that either is found by halving.
pub(crate) struct Borders(Vec<(usize, usize)>);

impl Borders {
    /// The borders of that text, its end among them.
    pub(crate) fn of(text: &str) -> Self {
        let mut unit = 0;
        let mut borders = Vec::with_capacity(text.len() + 1);
        for (byte, character) in text.char_indices() {
            borders.push((byte, unit));
            unit += character.len_utf16();
        }
        borders.push((text.len(), unit));
        Self(borders)
    }

    /// The byte at which the character at `unit` starts; `None` inside one (between the halves of a
    /// surrogate pair) and behind the end.
    pub(crate) fn byte(&self, unit: usize) -> Option<usize> {
        let found = self.0.binary_search_by_key(&unit, |border| border.1).ok()?;
        self.0.get(found).map(|border| border.0)
    }

    /// The bytes that an entity covers; `None` where it does not lie on the text's characters.
    pub(crate) fn bytes(&self, entity: &Entity) -> Option<Range<usize>> {
        let start = usize::try_from(entity.offset).ok()?;
        let end = start.checked_add(usize::try_from(entity.length).ok()?)?;
        Some(self.byte(start)?..self.byte(end)?)
    }
}

/// How many units a text is long.
pub(crate) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Telegram's entities for our marks.
pub(crate) fn of_marks(rich: &Rich) -> Vec<MessageEntity> {
    if rich.marks().is_empty() {
        return Vec::new();
    }
    // Our own texts have few marks: to count for each of them costs less than to keep all borders.
    rich.marks()
        .iter()
        .filter_map(|mark| {
            let start = units(rich.text().get(..mark.range.start)?);
            let length = units(rich.text().get(mark.range.clone())?);
            Some(MessageEntity::new(kind(mark.style), start, length))
        })
        .collect()
}

const fn kind(style: Style) -> MessageEntityKind {
    match style {
        Style::Bold => MessageEntityKind::Bold,
        Style::Italic => MessageEntityKind::Italic,
        Style::Underline => MessageEntityKind::Underline,
        Style::Strike => MessageEntityKind::Strikethrough,
        Style::Code => MessageEntityKind::Code,
        Style::Spoiler => MessageEntityKind::Spoiler,
    }
}

/// Text with our marks for Telegram's entities. What could identify somebody (mentions, links under
/// words, custom emoji) has no mark of ours and stays as text; so does what lies outside the text.
pub(crate) fn to_rich(text: String, entities: &[Entity]) -> Rich {
    if entities.is_empty() {
        return Rich::plain(text);
    }
    let borders = Borders::of(&text);
    let marks = entities
        .iter()
        .filter_map(|entity| Some(Mark { range: borders.bytes(entity)?, style: style(&entity.kind)? }))
        .collect();
    Rich::new(text, marks)
}

fn style(kind: &str) -> Option<Style> {
    match kind {
        "bold" => Some(Style::Bold),
        "italic" => Some(Style::Italic),
        "underline" => Some(Style::Underline),
        "strikethrough" => Some(Style::Strike),
        "code" | "pre" => Some(Style::Code),
        "spoiler" => Some(Style::Spoiler),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entity(kind: &str, offset: i64, length: i64) -> Entity {
        Entity { kind: kind.into(), offset, length }
    }

    /// Text in which characters of one to four bytes and of one or two units are mixed.
    fn any_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                any::<char>(),
                Just('a'),
                Just('é'),
                Just('ت'),
                Just('😀'),
                Just('👨'),
                Just('\u{200d}')
            ],
            0..40,
        )
        .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn marks_come_back_from_entities(text in any_text(), from in 0usize..50, to in 0usize..50) {
            let borders: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
            let (from, to) = (borders[from % borders.len()], borders[to % borders.len()]);
            let mark = Mark { range: from.min(to)..from.max(to), style: Style::Spoiler };
            let rich = Rich::new(text.clone(), vec![mark]);
            let entities: Vec<Entity> = of_marks(&rich)
                .iter()
                .map(|it| entity("spoiler", it.offset as i64, it.length as i64))
                .collect();
            prop_assert_eq!(to_rich(text, &entities), rich);
        }

        #[test]
        fn entities_cover_what_utf16_says(text in any_text(), offset in -2i64..60, length in -2i64..60) {
            let wide: Vec<u16> = text.encode_utf16().collect();
            let rich = to_rich(text, &[entity("bold", offset, length)]);
            for mark in rich.marks() {
                let expected = String::from_utf16(&wide[offset as usize..(offset + length) as usize]);
                prop_assert_eq!(expected.as_deref().ok(), rich.text().get(mark.range.clone()));
            }
        }

        #[test]
        fn units_are_counted_as_utf16_does(text in any_text()) {
            prop_assert_eq!(units(&text), text.encode_utf16().count());
        }
    }

    #[test]
    fn malformed_entities_are_dropped_and_the_text_stays() {
        let malformed = [
            entity("bold", -1, 2),
            entity("bold", 0, -1),
            entity("bold", 0, 99),
            entity("bold", 99, 1),
            entity("bold", 1, 1), // between the halves of the emoji
            entity("bold", 0, 0),
            entity("bold", i64::MAX, i64::MAX),
        ];
        let rich = to_rich("😀 hi".into(), &malformed);
        assert_eq!(rich, Rich::plain("😀 hi"));
    }

    #[test]
    fn a_mark_behind_an_emoji_starts_where_telegram_counts_it() {
        let mut rich = Rich::plain("👋 ");
        rich.push_styled("Tunis", Style::Bold);
        assert_eq!(of_marks(&rich), [MessageEntity::bold(3, 5)]);
    }

    #[test]
    fn what_could_identify_somebody_stays_as_text_only() {
        let kinds = ["mention", "text_mention", "text_link", "custom_emoji", "date_time", "anything"];
        let entities: Vec<Entity> = kinds.iter().map(|kind| entity(kind, 0, 4)).collect();
        assert_eq!(to_rich("@ada wrote".into(), &entities), Rich::plain("@ada wrote"));
    }
}
