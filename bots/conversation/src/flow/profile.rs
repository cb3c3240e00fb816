//! What others see of a person, and why their score is what it is.

use marketplace_domain::{
    message::Rich,
    rating::{PRIOR, Profile, Received},
    refusal::Refusal,
};

use super::rate;
use crate::{
    call::Call,
    dealt::{score, trust},
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Flow, Pending},
    tap::{Deal, Screen, Tap},
    turn::{Turn, button, go},
};

/// Shows it.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Profile;
    load(turn);
}

/// Asks the market for it.
pub(crate) fn load(turn: &mut Turn) {
    turn.call(Pending::Profile, Call::Profile);
}

/// What others see, how it is counted, and what was said.
pub(crate) fn show(turn: &mut Turn, profile: &Profile) {
    turn.state.flow = Flow::Profile;
    let (weight, mean) = PRIOR;
    let all = profile.trust.score;
    let mut seen = trust(profile.trust);
    if all.counted == 0 {
        seen.push(score(all));
    }
    let why = s("profile-why")
        .number("weight", weight)
        .number("mean", mean)
        .number("count", all.counted)
        .number("stars", all.stars)
        .with("score", Arg::Tenths(all.tenths()));
    let mut parts = vec![Part::heading("profile-heading"), Part::Row(seen), Part::line("profile-anonymous")];
    parts.extend([Part::Gap, Part::Line(why), Part::line("profile-pairs")]);
    if profile.received.is_empty() {
        parts.extend([Part::Gap, Part::line("profile-nothing")]);
    }
    let mut buttons: Vec<Vec<Button>> = Vec::new();
    for (number, received) in (1i64..).zip(&profile.received) {
        write(number, received, &mut parts);
        if received.reply.is_none() {
            let label = s("button-reply-rating").number("number", number);
            buttons.push(vec![button(label, &Tap::Deal(Deal::Reply, received.deal))]);
        }
    }
    buttons.push(vec![go(Screen::Deals), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

fn write(number: i64, received: &Received, parts: &mut Vec<Part>) {
    let rating = &received.rating;
    let mut row = vec![s("choice-number").number("number", number), rate::row(rating.stars)];
    row.extend(rating.tags.iter().map(|tag| s(rate::tag_key(*tag))));
    parts.extend([Part::Gap, Part::Row(row)]);
    parts.extend(rating.words.as_ref().map(|words| Part::Quote(Rich::plain(words.as_str()))));
    if let Some(reply) = &received.reply {
        parts.push(Part::Line(s("profile-reply").text("words", reply.as_str())));
    }
    if !received.counts {
        parts.push(Part::line("profile-not-counted"));
    }
}

/// Asks for the answer to a rating.
pub(crate) fn ask_reply(turn: &mut Turn) {
    let parts = vec![Part::heading("rate-reply"), Part::line("rate-reply-hint")];
    turn.live(parts, vec![vec![go(Screen::Profile), go(Screen::Menu)]]);
}

/// A line while it is asked.
pub(crate) fn reply(turn: &mut Turn, text: &Rich) {
    let Flow::Answer(id) = turn.state.flow else { return };
    match rate::read(text) {
        Ok(words) => turn.call(Pending::ReplyToRating(id), Call::ReplyToRating(id, words)),
        Err(problem) => {
            turn.notice = Some(problem);
            ask_reply(turn);
        }
    }
}

/// It is answered.
pub(crate) fn replied(turn: &mut Turn, profile: &Profile) {
    turn.note(Notice::RepliedToRating);
    show(turn, profile);
}

/// It was not taken.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    turn.state.flow = Flow::Profile;
    super::again(turn, refusal.into());
}
