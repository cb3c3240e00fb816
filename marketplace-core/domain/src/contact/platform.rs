//! The names of places where people have accounts, however they are written.

use super::{
    token::{Token, What},
    vocabulary::bare,
};

/// The longest name, in characters.
const LONGEST: usize = 12;

/// The token after the name of a platform that begins here.
pub(super) fn name(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let starts = first.word().is_some() || matches!(first.what, What::Digits | What::Sign('@' | '$'));
    if !starts {
        return None;
    }
    if let Some(word) = first.word() {
        let two = tokens.get(at + 1).and_then(Token::word).is_some_and(|next| {
            matches!(
                (bare(word), next),
                ("snap", "chat") | ("tik", "tok") | ("face", "book") | ("insta", "gram") | ("تيك", "توك") | ("سناب", "شات")
                    | ("انستا", "غرام" | "قرام")
            )
        });
        if two {
            return Some(at + 2);
        }
        if is_name(word) {
            return Some(at + 1);
        }
    }
    disguised(tokens, at)
}

/// A name with digits and signs in the place of letters: `1nst@gram`.
fn disguised(tokens: &[Token], at: usize) -> Option<usize> {
    let mut name = String::new();
    let mut changed = false;
    for (end, token) in tokens.iter().enumerate().skip(at) {
        if end > at && token.spaced {
            break;
        }
        match token.what {
            What::Word | What::Digits => name.extend(token.text.chars().map(plain)),
            What::Sign(sign @ ('@' | '$' | '!')) => name.push(plain(sign)),
            What::Sign(_) => break,
        }
        if name.chars().count() > LONGEST {
            break;
        }
        changed |= token.what != What::Word || token.text.contains(|c: char| c.is_ascii_digit());
        if changed && name.chars().count() >= 5 && is_name(&name) {
            return Some(end + 1);
        }
    }
    None
}

/// The letter that a digit or sign is written for.
fn plain(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        _ => c,
    }
}

fn is_name(word: &str) -> bool {
    const LATIN: [&str; 42] = [
        "insta", "instagram", "instgram", "instagrame", "instagrami", "instaya", "ig", "snap", "snapchat", "snapi",
        "snapchati", "telegram", "telegrame", "tg", "fb", "facebook", "face", "fcb", "facebouk", "feysbouk", "fbk",
        "discord", "tiktok", "twitter", "skype", "viber", "signal", "messenger", "threads", "linkedin", "wechat",
        "kik", "imo", "vk", "reddit", "pinterest", "bluesky", "tele", "insat", "isnta", "telgram", "fesbouk",
    ];
    const ARABIC: [&str; 19] = [
        "انستا", "انستغرام", "انستقرام", "انستجرام", "انستكرام", "سناب", "سنابشات", "تلغرام", "تليغرام", "تيليجرام",
        "تلجرام", "تيليغرام", "تليجرام", "فيسبوك", "فايسبوك", "فيس", "تيكتوك", "ديسكورد", "سكايب",
    ];
    // The Arabic "my" is written onto the name.
    LATIN.contains(&word)
        || ARABIC.iter().any(|name| bare(word).strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "ي")))
}
