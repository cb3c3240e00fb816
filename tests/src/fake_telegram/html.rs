//! The HTML style of the Bot API ("Formatting options"), without its rarest corners.

use super::refusal::Refusal;
use super::text::{Entity, Styled};

struct Open {
    tag: String,
    entity: Option<Entity>,
}

/// Reads a text with tags.
pub(super) fn parse(raw: &str) -> Result<Styled, Refusal> {
    let mut out = Styled::default();
    let mut open: Vec<Open> = Vec::new();
    let mut place = 0;
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let used = match first {
            '<' => {
                let end = rest.find('>').ok_or_else(|| cant_parse("Unclosed start tag"))?;
                let tag = rest.get(1..end).unwrap_or_default();
                tag_seen(tag, place, &mut open, &mut out)?;
                end + 1
            }
            '&' => {
                let (character, used) = reference(rest).unwrap_or(('&', 1));
                out.text.push(character);
                place += character.len_utf16();
                used
            }
            _ => {
                out.text.push(first);
                place += first.len_utf16();
                first.len_utf8()
            }
        };
        rest = rest.get(used..).unwrap_or_default();
    }
    match open.pop() {
        Some(left) => {
            Err(cant_parse(&format!("Can't find end tag corresponding to start tag \"{}\"", left.tag)))
        }
        None => {
            out.entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
            Ok(out)
        }
    }
}

fn tag_seen(tag: &str, place: usize, open: &mut Vec<Open>, out: &mut Styled) -> Result<(), Refusal> {
    let Some(closing) = tag.strip_prefix('/') else {
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let name = name.to_ascii_lowercase();
        let entity = opened(&name, attributes, place)?;
        open.push(Open { tag: name, entity });
        return Ok(());
    };
    let last = open.pop().ok_or_else(|| cant_parse("Unexpected end tag"))?;
    if !closing.trim().is_empty() && !last.tag.eq_ignore_ascii_case(closing.trim()) {
        return Err(cant_parse(&format!(
            "Unmatched end tag, expected \"</{}>\", found \"</{}>\"",
            last.tag,
            closing.trim()
        )));
    }
    if let Some(mut entity) = last.entity {
        entity.length = place - entity.offset;
        if entity.length > 0 {
            out.entities.push(entity);
        }
    }
    Ok(())
}

fn opened(name: &str, attributes: &str, place: usize) -> Result<Option<Entity>, Refusal> {
    let kind = match name {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "tg-spoiler" | "span" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "blockquote" if attributes.contains("expandable") => "expandable_blockquote",
        "blockquote" => "blockquote",
        "a" => {
            let mut link = Entity::new("text_link", place, 0);
            link.url = attribute(attributes, "href");
            // Telegram drops a link without an address and keeps its text.
            return Ok(link.url.is_some().then_some(link));
        }
        _ => {
            return Err(cant_parse(&format!("Unsupported start tag \"{name}\"")));
        }
    };
    Ok(Some(Entity::new(kind, place, 0)))
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let (_, after) = attributes.split_once(name)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = value.get(1..)?.split_once(quote)?;
    Some(value.replace("&amp;", "&"))
}

/// The character behind a reference such as `&lt;` or `&#x27;`, and the bytes that it took.
fn reference(rest: &str) -> Option<(char, usize)> {
    let end = rest.char_indices().take(12).find(|(_, c)| *c == ';')?.0;
    let name = rest.get(1..end)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, end + 1))
}

fn cant_parse(why: &str) -> Refusal {
    Refusal::bad(&format!("can't parse entities: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake_telegram::text::utf16_len;

    #[test]
    fn nested_tags_become_entities_in_utf16_units() {
        let styled = parse("😀 <b>a<i>é</i></b> &lt;x&#33; <a href=\"http://x/?a=1&amp;b\">l</a>").unwrap();
        assert_eq!(styled.text, "😀 aé <x! l");
        let found: Vec<_> = styled.entities.iter().map(|e| (e.kind.as_str(), e.offset, e.length)).collect();
        assert_eq!(found, [("bold", 3, 2), ("italic", 4, 1), ("text_link", 10, 1)]);
        assert_eq!(utf16_len(&styled.text), 11);
    }

    #[test]
    fn broken_tags_are_refused() {
        for broken in ["<b>x", "x</b>", "<b>x</i>", "<blink>x</blink>", "a < b"] {
            let refusal = parse(broken).unwrap_err();
            assert!(
                refusal.description.starts_with("Bad Request: can't parse entities"),
                "{broken}: {refusal}"
            );
        }
    }
}
