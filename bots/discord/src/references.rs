//! References inside a text, which Discord writes in angle brackets: to people, roles, channels,
//! commands, emoji of a server (docs.discord.com/developers/reference#message-formatting). Each names
//! somebody or some place by its id, so none of them crosses.

/// The text without them.
pub(crate) fn strip(text: &str) -> String {
    let mut text = text.to_owned();
    // What is taken out may bring the halves of another one together.
    while let Some(without) = strip_once(&text) {
        text = without;
    }
    text
}

/// `None` where there is none.
fn strip_once(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        match behind.split_once('>').filter(|(inside, _)| is_reference(inside)) {
            Some((_, after)) => rest = after,
            None => {
                out.push('<');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    (out.len() < text.len()).then_some(out)
}

fn is_reference(inside: &str) -> bool {
    let is_id = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_id = |text: &str| text.rsplit_once(':').is_some_and(|(_, id)| is_id(id));
    match inside.split_at_checked(1) {
        Some(("@", person)) => is_id(person.trim_start_matches(['!', '&'])),
        Some(("#", channel)) => is_id(channel),
        Some((":" | "/", rest)) => ends_in_id(rest),
        Some(("a", rest)) => rest.starts_with(':') && ends_in_id(rest),
        _ => inside.starts_with("id:"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_names_somebody_is_taken_out() {
        for (text, expected) in [
            ("hi <@80351110224678912>!", "hi !"),
            ("<@!80351110224678912><@&165511591545143296>", ""),
            ("in <#103735883630395392> now", "in  now"),
            ("<:party:41771983429993937> <a:party:41771983429993937>", " "),
            ("</airhorn play:816437322781949972>", ""),
            ("<id:customize>", ""),
            ("<<@1>@2>", ""),
            ("<@<@3>4>", ""),
        ] {
            assert_eq!(strip(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_nobody_stays() {
        for text in
            ["a < b > c", "<3", "<@me>", "<https://example.org>", "<:smile:>", "@ada <", "< @1>", "<>"]
        {
            assert_eq!(strip(text), text);
        }
    }

    proptest! {
        #[test]
        fn none_is_left(text in "[<>@#:!&/a1]{0,30}") {
            let stripped = strip(&text);
            prop_assert_eq!(strip_once(&stripped), None);
            prop_assert!(!stripped.contains("<@1>"));
        }
    }
}
