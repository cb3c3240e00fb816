//! Discord reads every content as Markdown. Our marks become its marks, and whatever else it would
//! read as a mark, a mention or an emoji is escaped, so that a text looks as it was written.
//!
//! A backslash before anything but a letter, a digit or white space makes it plain
//! (support.discord.com/hc/articles/210298617).

use std::ops::Range;

use marketplace_domain::message::{Rich, Style};

/// Marks that open outermost first, with what they are written as. `Code` is not among them: it takes
/// everything inside literally.
const MARKS: [(Style, &str); 5] = [
    (Style::Spoiler, "||"),
    (Style::Underline, "__"),
    (Style::Bold, "**"),
    (Style::Strike, "~~"),
    (Style::Italic, "*"),
];

/// Keeps two marked stretches apart that touch, because `**a***b*` could be read in several ways. It
/// has no width.
const APART: char = '\u{200b}';

/// Where addresses start that Discord makes links of.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// The text in Discord's Markdown.
pub(crate) fn encode(rich: &Rich) -> String {
    let mut out = String::with_capacity(rich.text().len() + 16);
    let mut marked_before = false;
    for run in runs(rich) {
        let text = rich.text().get(run.clone()).unwrap_or_default();
        let styles: Vec<Style> = rich
            .marks()
            .iter()
            .filter(|mark| mark.range.start <= run.start && run.end <= mark.range.end)
            .map(|mark| mark.style)
            .collect();
        // White space cannot stand just inside a mark, and needs none.
        let marked = !styles.is_empty() && !text.trim().is_empty();
        let core = if marked { text.trim() } else { text };
        let (before, behind) = text.split_once(core).unwrap_or_default();
        if marked && marked_before && before.is_empty() {
            out.push(APART);
        }
        out.push_str(before);
        write(&mut out, core, if marked { &styles } else { &[] });
        out.push_str(behind);
        marked_before = marked && behind.is_empty();
    }
    out
}

/// The stretches in which the marks stay the same. None goes over the end of a line, because lines
/// are where Discord looks for headings, lists and quotes.
fn runs(rich: &Rich) -> Vec<Range<usize>> {
    let text = rich.text();
    let mut borders: Vec<usize> =
        rich.marks().iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    borders.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    borders.extend([0, text.len()]);
    borders.sort_unstable();
    borders.dedup();
    borders.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}

fn write(out: &mut String, text: &str, styles: &[Style]) {
    let marks: Vec<&str> =
        MARKS.iter().filter(|(style, _)| styles.contains(style)).map(|(_, mark)| *mark).collect();
    marks.iter().for_each(|mark| out.push_str(mark));
    // Inside code nothing can be escaped, not even its own end.
    let code = styles.contains(&Style::Code) && !text.contains(['`', '\\']);
    if code {
        out.push('`');
        out.push_str(text);
        out.push('`');
    } else {
        escape(out, text, styles.is_empty());
    }
    marks.iter().rev().for_each(|mark| out.push_str(mark));
}

/// Writes text so that nothing of it is read as anything else. Addresses stay links where they `may_link`:
/// in angle brackets nothing inside is read as a mark, and no preview is made.
fn escape(out: &mut String, text: &str, may_link: bool) {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if may_link && let Some(address) = address(rest) {
            out.push('<');
            out.push_str(address);
            out.push('>');
            rest = rest.get(address.len()..).unwrap_or_default();
            continue;
        }
        if must_be_escaped(out, character) {
            out.push('\\');
        }
        out.push(character);
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
}

/// The address that a text starts with, in characters that may stand in one (RFC 3986), without
/// those at its end that rather belong to the sentence.
fn address(text: &str) -> Option<&str> {
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme))?;
    let ends = |c: char| !c.is_ascii_alphanumeric() && !"-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let address = text.get(..text.find(ends).unwrap_or(text.len()))?;
    let address = address.trim_end_matches(|c| ".,:;!?'()[]*_~".contains(c));
    (address.len() > scheme.len()).then_some(address)
}

fn must_be_escaped(before: &str, character: char) -> bool {
    match character {
        '\\' | '*' | '_' | '~' | '|' | '`' | '<' | '@' | '[' | ']' => true,
        // A heading, a list, small print, a quotation.
        '#' | '-' | '+' | '>' => line(before).chars().all(is_margin),
        // A numbered list.
        '.' | ')' => {
            let number = line(before).trim_start_matches(is_margin);
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// What stands before the place on the same line.
fn line(before: &str) -> &str {
    before.rsplit('\n').next().unwrap_or_default()
}

/// What may stand before a heading or a list and leaves it one, our own marks among it: a client
/// might look behind them.
fn is_margin(character: char) -> bool {
    character.is_whitespace() || character == APART || "|_*~".contains(character)
}

#[cfg(test)]
mod tests;
