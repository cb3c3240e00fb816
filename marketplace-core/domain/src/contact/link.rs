//! Web addresses that lead to a person: messengers, social networks, and what hides where it leads.

use std::ops::Range;

use super::{
    address::{self, Domain},
    token::Token,
};

/// Hosts below which every page is somebody's, or a way to write to them.
const HOSTS: [&str; 52] = [
    "t.me",
    "telegram.me",
    "telegram.dog",
    "wa.me",
    "wa.link",
    "whatsapp.com",
    "m.me",
    "messenger.com",
    "ig.me",
    "discord.gg",
    "discord.com",
    "discordapp.com",
    "dsc.gg",
    "instagram.com",
    "instagr.am",
    "facebook.com",
    "fb.com",
    "fb.me",
    "fb.watch",
    "snapchat.com",
    "tiktok.com",
    "twitter.com",
    "x.com",
    "threads.net",
    "threads.com",
    "linkedin.com",
    "lnkd.in",
    "linktr.ee",
    "linktree.com",
    "beacons.ai",
    "bio.link",
    "campsite.bio",
    "solo.to",
    "about.me",
    "carrd.co",
    "viber.com",
    "vb.me",
    "signal.me",
    "signal.group",
    "line.me",
    "wechat.com",
    "kik.me",
    "skype.com",
    "vk.com",
    "ok.ru",
    "calendly.com",
    "paypal.me",
    "onlyfans.com",
    "bsky.app",
    "reddit.com",
    "meet.google.com",
    "zoom.us",
];

/// Shortened addresses: nobody sees where they lead.
const SHORTENERS: [&str; 12] = [
    "bit.ly",
    "tinyurl.com",
    "cutt.ly",
    "is.gd",
    "t.co",
    "goo.gl",
    "rebrand.ly",
    "shorturl.at",
    "rb.gy",
    "t.ly",
    "ow.ly",
    "s.id",
];

/// Schemes that open a messenger.
const SCHEMES: [&str; 8] = ["tg", "viber", "skype", "whatsapp", "sgnl", "signal", "fb", "discord"];

/// The most tokens of one address.
const LONGEST: usize = 120;

/// The addresses in a text, as ranges of tokens.
pub(super) fn find(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match scheme(tokens, at).or_else(|| page(tokens, at)) {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

/// `tg://resolve?domain=…`, `skype:name?chat`.
fn scheme(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let word = tokens.get(at)?.word()?;
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let colon = tokens.get(at + 1)?.is(':') && glued(at + 1) && glued(at + 2);
    let slashes = tokens.get(at + 2)?.is('/') || word == "skype";
    (colon && slashes && SCHEMES.contains(&word)).then(|| at..glued_end(tokens, at + 2))
}

/// A page of one of the hosts.
fn page(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let inside = before.is_some_and(|before| {
        !tokens.get(at).is_some_and(|token| token.spaced)
            && (before.sign().is_none() || before.is('-') || before.is('\'') || before.is('@'))
    });
    if inside {
        return None;
    }
    let domain = short(tokens, at)
        .or_else(|| address::domain(tokens, at))
        .filter(|domain| domain.labels.len() >= 2)?;
    let known = HOSTS.iter().chain(&SHORTENERS).any(|host| domain.is_within(host));
    let path = address::slash(tokens, domain.end)?;
    let path = address::after_breaks(tokens, path);
    let first = tokens.get(path)?;
    let channel = domain.is_within("youtube.com")
        && (first.is('@') || first.word().is_some_and(|word| matches!(word, "c" | "channel" | "user")));
    let leads =
        (known || channel) && (first.sign().is_none() || first.is('@') || first.is('+') || first.is('?'));
    let mut end = glued_end(tokens, path);
    while let Some(next) = address::slash(tokens, end).filter(|next| leads && *next < tokens.len()) {
        end = glued_end(tokens, next);
    }
    leads.then(|| with_scheme(tokens, at)..end)
}

/// `wa me/216…`: the short hosts of messengers with a space for the dot.
fn short(tokens: &[Token], at: usize) -> Option<Domain> {
    let label = tokens.get(at)?.word().filter(|word| matches!(*word, "t" | "wa" | "m"))?;
    let me = tokens.get(at + 1)?.word() == Some("me") && tokens.get(at + 2)?.is('/');
    me.then(|| Domain { labels: vec![label.to_owned(), "me".to_owned()], end: at + 2, spelled: true })
}

/// The first token of `https://` before this one.
fn with_scheme(tokens: &[Token], at: usize) -> usize {
    let is = |back: usize, sign: char| {
        at.checked_sub(back).and_then(|i| tokens.get(i)).is_some_and(|t| t.is(sign))
    };
    let scheme = is(1, '/') && is(2, '/') && is(3, ':') && at >= 4;
    if scheme { at - 4 } else { at }
}

/// The end of what is written without a space from here on, without the punctuation at its end.
fn glued_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while tokens.get(end).is_some_and(|token| !token.spaced && !token.is('\n') && !token.is_boundary())
        && end - at < LONGEST
    {
        end += 1;
    }
    while end > at + 1
        && tokens.get(end - 1).is_some_and(|token| {
            token.sign().is_some_and(|sign| {
                matches!(sign, '.' | ',' | '!' | '?' | ')' | ';' | ':' | '"' | '\'' | '/')
            })
        })
    {
        end -= 1;
    }
    end
}
