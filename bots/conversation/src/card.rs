//! How a request reads.

use chrono::NaiveDate;
use marketplace_domain::{
    id::RequestId,
    place::Place,
    request::{Card, Need, State},
};

use crate::{
    context::Context,
    form::{Key, Value, answers_of, filled},
    say::{Arg, Button, Part, Sentence, s},
    tap::{Deed, Tap},
    turn::button,
};

/// The longest piece of a title on a button, in characters.
const MOST_ON_BUTTON: usize = 20;

/// The order in which a card says things.
const ORDER: [Key; 12] = [
    Key::Title,
    Key::Kind,
    Key::From,
    Key::To,
    Key::Meetup,
    Key::Due,
    Key::Reward,
    Key::Size,
    Key::Weight,
    Key::Fragile,
    Key::Items,
    Key::Photos,
];

/// All of a request.
pub(crate) fn full(card: &Card, cx: &Context) -> Vec<Part> {
    let answers = answers_of(&card.content);
    let mut parts = Vec::new();
    for key in ORDER {
        match answers.get(key) {
            Some(value) => filled(key, value, &mut parts),
            None if key == Key::From && answers.has(key) => filled(key, &Value::None, &mut parts),
            None => {}
        }
    }
    if let Some(value) = answers.get(Key::Description) {
        parts.push(Part::Gap);
        filled(Key::Description, value, &mut parts);
    }
    parts.push(Part::Gap);
    if card.mine {
        parts.push(Part::Row(standing(card, cx)));
        if card.state.is_on_market() {
            parts.push(share(card, cx));
        }
    } else {
        let posted = Arg::Date(day(card.posted, cx));
        parts.push(Part::Line(s("card-posted").with("date", posted)));
        if !card.state.is_on_market() {
            parts.push(Part::line("card-off-market"));
        }
        if card.demo {
            parts.push(Part::line("card-demo"));
        }
    }
    parts
}

/// The link by which others find a request; as plain text it works on every platform.
fn share(card: &Card, cx: &Context) -> Part {
    Part::Line(s("card-share").with("link", Arg::Link(web_link(card.id, cx.site))))
}

/// The same, with the one that leads there on the reader's own platform, where it has such.
pub(crate) fn links(card: &Card, cx: &Context) -> Vec<Part> {
    let here = cx.link.map(|start| format!("{start}{}", start_of(card.id)));
    let here = here.map(|link| Part::Line(s("share-here").with("link", Arg::Link(link))));
    let web = Part::Line(s("share-web").with("link", Arg::Link(web_link(card.id, cx.site))));
    here.into_iter().chain([web]).collect()
}

/// What a deep link to a request ends in.
pub(crate) fn start_of(id: RequestId) -> String {
    format!("req_{id}")
}

fn web_link(id: RequestId, site: &str) -> String {
    format!("{site}/chat?start={}", start_of(id))
}

/// A list of requests; gives a row with a button for each.
pub(crate) fn list(cards: &[Card], cx: &Context, parts: &mut Vec<Part>) -> Vec<Vec<Button>> {
    let mut buttons = Vec::with_capacity(cards.len());
    for (number, card) in (1i64..).zip(cards) {
        let title = card.content.title.as_str();
        let line = s("list-title").number("number", number).text("title", title);
        parts.extend([Part::Gap, Part::Heading(line)]);
        let short = short(card);
        if !short.is_empty() {
            parts.push(Part::Row(short));
        }
        if card.mine {
            parts.push(Part::Row(standing(card, cx)));
        } else if !card.state.is_on_market() {
            parts.push(Part::line("card-off-market"));
        }
        let label = s("list-open").number("number", number).text("title", &cut(title, MOST_ON_BUTTON));
        buttons.push(vec![button(label, &Tap::Request(Deed::Look, card.id))]);
    }
    buttons
}

/// Where it comes from and goes to, until when, for how much.
pub(crate) fn short(card: &Card) -> Vec<Sentence> {
    let place = |place: &Place| Arg::Place(place.clone());
    let (route, meetup) = match &card.content.need {
        Need::Buy { from: None, to, .. } => (s("list-from-anywhere").with("to", place(to)), None),
        Need::Buy { from: Some(from), to, .. } | Need::Pickup { from, to, .. } => {
            (s("list-route").with("from", place(from)).with("to", place(to)), None)
        }
        Need::Service { meetup } => (s("list-online"), meetup.as_ref()),
    };
    let meetup = meetup.map(|meetup| s("list-meetup").with("place", place(meetup)));
    let due = card.content.due.map(|due| s("list-due").with("date", Arg::Date(due)));
    let reward = card.content.reward.map(|money| s("list-reward").with("money", Arg::Money(money)));
    [Some(route), meetup, due, reward].into_iter().flatten().collect()
}

/// Where a request of one's own stands.
fn standing(card: &Card, cx: &Context) -> Vec<Sentence> {
    let state = match card.state {
        State::Draft => s("state-draft"),
        State::Open { until } | State::Answered { until } => {
            s("state-open").with("date", Arg::Date(day(until, cx)))
        }
        State::Agreed { .. } => s("state-agreed"),
        State::Closed { .. } => s("state-closed"),
        State::Expired { .. } => s("state-expired"),
        State::Removed { .. } => s("state-removed"),
    };
    vec![state, s("state-answers").number("count", card.answers)]
}

fn day(moment: chrono::DateTime<chrono::Utc>, cx: &Context) -> NaiveDate {
    moment.with_timezone(&cx.zone).date_naive()
}

/// A text on one line of at most so many characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
