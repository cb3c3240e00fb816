//! Text with marks, as HTML. Links are found in it, because people write addresses as plain text.

use marketplace_domain::message::{Rich, Style};
use maud::{Markup, html};
use std::ops::Range;

/// The text; everything in it is escaped.
pub(super) fn rich(rich: &Rich) -> Markup {
    let text = rich.text();
    let links = links(text);
    let cuts = cuts(rich, &links);
    html! {
        @for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            @let styles = styles_at(rich, *start);
            @let link = links.iter().find(|link| link.contains(start)).and_then(|link| text.get(link.clone()));
            (piece(text.get(*start..*end).unwrap_or_default(), link, &styles))
        }
    }
}

/// Where something begins or ends: between two neighbours everything looks the same.
fn cuts(rich: &Rich, links: &[Range<usize>]) -> Vec<usize> {
    let marks = rich.marks().iter().map(|mark| &mark.range);
    let mut cuts: Vec<usize> = marks.chain(links).flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, rich.text().len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn styles_at(rich: &Rich, at: usize) -> Vec<Style> {
    rich.marks().iter().filter(|mark| mark.range.contains(&at)).map(|mark| mark.style).collect()
}

/// One stretch, wrapped from the inside to the outside.
fn piece(text: &str, link: Option<&str>, styles: &[Style]) -> Markup {
    let inner = match link {
        Some(href) => html! { a href=(href) target="_blank" rel="noopener noreferrer nofollow" { (text) } },
        None => html! { (text) },
    };
    styles.iter().fold(inner, |inner, style| match style {
        Style::Bold => html! { strong { (inner) } },
        Style::Italic => html! { em { (inner) } },
        Style::Underline => html! { u { (inner) } },
        Style::Strike => html! { s { (inner) } },
        Style::Code => html! { code { (inner) } },
        // Focus shows it, so that it needs no script and works by keyboard and touch.
        Style::Spoiler => html! { span class="spoiler" tabindex="0" { (inner) } },
    })
}

/// The web addresses in a text: from `http://` or `https://` to the next space, without the
/// punctuation of the sentence around them.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(start) = next_scheme(text, from) {
        let rest = text.get(start..).unwrap_or_default();
        let long =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(rest.len());
        let link = rest.get(..long).unwrap_or_default().trim_end_matches(is_sentence_end);
        from = start + long.max(1);
        if is_web_address(link) {
            links.push(start..start + link.len());
        }
    }
    links
}

fn next_scheme(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let found = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min()?;
    Some(from + found)
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '»' | '”' | '،' | '؛' | '؟')
}

/// Whether it may be a link: with one of the two schemes and something behind it.
pub(super) fn is_web_address(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

#[cfg(test)]
mod tests {
    use marketplace_domain::message::Mark;

    use super::*;

    #[track_caller]
    fn check(text: &str, marks: &[(Range<usize>, Style)], expect: &str) {
        let marks = marks.iter().map(|(range, style)| Mark { range: range.clone(), style: *style }).collect();
        assert_eq!(rich(&Rich::new(text, marks)).into_string(), expect);
    }

    #[test]
    fn marks_may_overlap() {
        check(
            "abcd",
            &[(0..3, Style::Bold), (2..4, Style::Italic)],
            "<strong>ab</strong><em><strong>c</strong></em><em>d</em>",
        );
    }

    #[test]
    fn what_people_write_is_text() {
        check(
            "<script>alert('x')</script> & \"",
            &[(0..8, Style::Code)],
            "<code>&lt;script&gt;</code>alert('x')&lt;/script&gt; &amp; &quot;",
        );
    }

    #[test]
    fn addresses_become_links_without_the_sentence_around_them() {
        let link = |url: &str| {
            format!("<a href=\"{url}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{url}</a>")
        };
        check("(see https://a.tn/x?y=1).", &[], &format!("(see {}).", link("https://a.tn/x?y=1")));
        check("http://é.tn، http://", &[], &format!("{}، http://", link("http://é.tn")));
        check("javascript:alert(1) https://\"onclick=1", &[], "javascript:alert(1) https://&quot;onclick=1");
    }

    #[test]
    fn a_link_may_be_half_bold() {
        let html =
            rich(&Rich::new("http://ab.tn", vec![Mark { range: 0..8, style: Style::Bold }])).into_string();
        assert_eq!(html.matches("href=\"http://ab.tn\"").count(), 2);
        assert!(html.starts_with("<strong><a "));
    }
}
