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
    if let Some((spelled, end)) = letters(tokens, at) {
        return is_name(&spelled).then_some(end);
    }
    if let Some(word) = first.word() {
        let two = tokens.get(at + 1).and_then(Token::word).is_some_and(|next| {
            matches!(
                (bare(word), next),
                ("snap", "chat")
                    | ("tik", "tok")
                    | ("face", "book")
                    | ("insta", "gram")
                    | ("تيك", "توك")
                    | ("سناب", "شات")
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

/// The token after a word for e-mail that begins here.
pub(super) fn mail(tokens: &[Token], at: usize) -> Option<usize> {
    let letters = letters(tokens, at);
    let word = letters.as_ref().map_or(tokens.get(at)?.word()?, |(spelled, _)| spelled);
    if word == "google" && tokens.get(at + 1).and_then(Token::word) == Some("mail") {
        return Some(at + 2);
    }
    let is_mail = matches!(
        bare(word),
        "gmail"
            | "email"
            | "mail"
            | "hotmail"
            | "yahoo"
            | "outlook"
            | "icloud"
            | "جيميل"
            | "ايميل"
            | "هوتميل"
            | "ياهو"
    );
    is_mail.then(|| letters.map_or(at + 1, |(_, end)| end))
}

/// A word that is written letter by letter, `i n s t a`, and the token after it.
fn letters(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let is_letter = |token: &&Token| token.word().is_some_and(|word| word.chars().count() == 1);
    let begins = tokens.get(at.wrapping_sub(1)).as_ref().is_none_or(|before| !is_letter(before));
    let spelled: String = tokens
        .get(at..)?
        .iter()
        .take_while(is_letter)
        .take(LONGEST)
        .map(|token| token.text.as_str())
        .collect();
    let count = spelled.chars().count();
    (begins && count >= 4).then_some((spelled, at + count))
}

/// A name with digits and signs in the place of letters: `1nst@gram`.
fn disguised(tokens: &[Token], at: usize) -> Option<usize> {
    let mut name = String::new();
    let mut end = at;
    while let Some(token) = tokens.get(end).filter(|token| end == at || !token.spaced) {
        match token.what {
            What::Word | What::Digits => name.push_str(&token.text),
            What::Sign(sign @ ('@' | '$' | '!')) => name.push(sign),
            What::Sign(_) => break,
        }
        if name.len() > LONGEST {
            return None;
        }
        end += 1;
    }
    // A one is written for an i and for an l.
    let is_disguise = |one| is_name(&name.chars().map(|c| plain(c, one)).collect::<String>());
    (name.len() >= 5 && (is_disguise('i') || is_disguise('l'))).then_some(end)
}

/// The letter that a digit or sign is written for.
fn plain(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        _ => c,
    }
}

fn is_name(word: &str) -> bool {
    const LATIN: [&str; 42] = [
        "insta",
        "instagram",
        "instgram",
        "instagrame",
        "instagrami",
        "instaya",
        "ig",
        "snap",
        "snapchat",
        "snapi",
        "snapchati",
        "telegram",
        "telegrame",
        "tg",
        "fb",
        "facebook",
        "face",
        "fcb",
        "facebouk",
        "feysbouk",
        "fbk",
        "discord",
        "tiktok",
        "twitter",
        "skype",
        "viber",
        "signal",
        "messenger",
        "threads",
        "linkedin",
        "wechat",
        "kik",
        "imo",
        "vk",
        "reddit",
        "pinterest",
        "bluesky",
        "tele",
        "insat",
        "isnta",
        "telgram",
        "fesbouk",
    ];
    const ARABIC: [&str; 19] = [
        "انستا",
        "انستغرام",
        "انستقرام",
        "انستجرام",
        "انستكرام",
        "سناب",
        "سنابشات",
        "تلغرام",
        "تليغرام",
        "تيليجرام",
        "تلجرام",
        "تيليغرام",
        "تليجرام",
        "فيسبوك",
        "فايسبوك",
        "فيس",
        "تيكتوك",
        "ديسكورد",
        "سكايب",
    ];
    // The Arabic "my" is written onto the name.
    LATIN.contains(&word)
        || ARABIC
            .iter()
            .any(|name| bare(word).strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "ي")))
}
