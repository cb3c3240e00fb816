use marketplace_domain::message::Mark;
use proptest::prelude::*;

use super::*;

fn plain(text: &str) -> String {
    encode(&Rich::plain(text))
}

fn styled(parts: &[(&str, &[Style])]) -> String {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (part, styles) in parts {
        let range = text.len()..text.len() + part.len();
        marks.extend(styles.iter().map(|style| Mark { range: range.clone(), style: *style }));
        text.push_str(part);
    }
    encode(&Rich::new(text, marks))
}

/// Reads Markdown as Discord does, as far as text without marks needs it: what is shown, or what was
/// left that is more than text.
fn shown(markdown: &str) -> Result<String, String> {
    let mut out = String::new();
    for line in markdown.split_inclusive('\n') {
        let start = line.trim_start();
        let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < start.len() && number.starts_with(['.', ')']);
        if numbered || start.starts_with(['#', '-', '+', '>']) {
            return Err(format!("a block: {line:?}"));
        }
        let mut rest = line;
        while let Some(character) = rest.chars().next() {
            let (taken, text) = match character {
                '\\' => {
                    let next = rest.chars().nth(1).filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
                    let next = next.ok_or_else(|| format!("a bare backslash: {rest:?}"))?;
                    (1 + next.len_utf8(), next.to_string())
                }
                '<' if rest.starts_with("<http://") || rest.starts_with("<https://") => {
                    let end = rest.find('>').ok_or("an open bracket")?;
                    let address = &rest[1..end];
                    if address.contains(|c: char| c.is_whitespace() || c == '<') {
                        return Err(format!("not an address: {address:?}"));
                    }
                    (end + 1, address.to_owned())
                }
                '*' | '_' | '~' | '|' | '`' | '<' | '@' | '[' | ']' => {
                    return Err(format!("a mark: {rest:?}"));
                }
                other => (other.len_utf8(), other.to_string()),
            };
            out.push_str(&text);
            rest = &rest[taken..];
        }
    }
    Ok(out)
}

#[test]
fn marks_become_those_of_discord() {
    use Style::{Bold, Code, Italic, Spoiler, Strike, Underline};
    assert_eq!(styled(&[("to ", &[]), ("Tunis", &[Bold])]), "to **Tunis**");
    let each: [(Style, &str); 6] = [
        (Bold, "**a**"),
        (Italic, "*a*"),
        (Underline, "__a__"),
        (Strike, "~~a~~"),
        (Spoiler, "||a||"),
        (Code, "`a`"),
    ];
    for (style, expected) in each {
        assert_eq!(styled(&[("a", &[style])]), expected);
    }
    assert_eq!(styled(&[("a", &[Italic, Bold, Spoiler])]), "||***a***||");
    assert_eq!(styled(&[("a", &[Bold]), ("b", &[Italic])]), "**a**\u{200b}*b*");
    assert_eq!(styled(&[("a_b", &[Code, Bold])]), "**`a_b`**");
}

#[test]
fn marks_stand_close_to_their_words_and_end_with_the_line() {
    assert_eq!(styled(&[("a", &[]), (" b ", &[Style::Bold]), ("c", &[])]), "a **b** c");
    assert_eq!(styled(&[("a\nb", &[Style::Bold])]), "**a**\n**b**");
    assert_eq!(styled(&[("  ", &[Style::Bold])]), "  ");
}

#[test]
fn code_that_could_break_out_is_text() {
    assert_eq!(styled(&[("a`<@1>", &[Style::Code])]), "a\\`\\<\\@1>");
    assert_eq!(styled(&[("a\\", &[Style::Code])]), "a\\\\");
    // Inside code nothing is read as a mention.
    assert_eq!(styled(&[("<@1>", &[Style::Code])]), "`<@1>`");
}

#[test]
fn mentions_emoji_and_marks_are_only_text() {
    assert_eq!(plain("<@1> @everyone"), "\\<\\@1> \\@everyone");
    assert_eq!(plain("<:a:1>"), "\\<:a:1>");
    assert_eq!(
        plain("**a** _b_ ~~c~~ ||d|| `e`"),
        "\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`"
    );
    assert_eq!(plain("[a](https://example.org)"), "\\[a\\](<https://example.org>)");
    assert_eq!(plain("# a\n> b\n- c\n1. d\n-# e"), "\\# a\n\\> b\n\\- c\n1\\. d\n\\-# e");
    for harmless in ["C# well-known 3.5 a > b", "1 + 1 = 2", "really :smile: (yes)"] {
        assert_eq!(plain(harmless), harmless);
    }
}

#[test]
fn addresses_stay_links_without_a_preview() {
    assert_eq!(plain("see https://example.org/a_b*c_d."), "see <https://example.org/a_b*c_d>.");
    assert_eq!(plain("https://"), "https://");
    assert_eq!(plain("http://a<@1>"), "<http://a>\\<\\@1>");
    // Under a mark its characters could end the mark.
    assert_eq!(styled(&[("https://a/b**c", &[Style::Bold])]), "**https://a/b\\*\\*c**");
}

proptest! {
    #[test]
    fn nothing_in_a_text_is_more_than_text(text in r"[a-z0-9@<>:/!&#*_~|`\\\[\]()+. \n\-é😀]{0,40}") {
        prop_assert_eq!(shown(&plain(&text)), Ok(text));
    }

    #[test]
    fn nothing_in_any_text_is_more_than_text(text in any::<String>()) {
        prop_assert_eq!(shown(&plain(&text)), Ok(text));
    }

    #[test]
    fn addresses_in_a_text_change_nothing(before in "[a-z<*\n ]{0,5}", path in r"[a-z_*~|`<>\\\[\]()@]{0,20}") {
        let text = format!("{before}https://{path}");
        prop_assert_eq!(shown(&plain(&text)), Ok(text));
    }
}
