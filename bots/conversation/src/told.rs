//! What people are told of without having asked: requests that fit their alerts and trips, travellers who
//! could bring what they need. Nothing in it says who anybody is.

use marketplace_domain::{
    alert::{End, Reason},
    message::Rich,
    place::Place,
    push::{Told, Why},
    request::Card,
    trip::Trip,
};

use crate::{
    card::{cut, short},
    flow::trips,
    form::kind_key,
    say::{Arg, Button, Part, Say, Sentence, Show, s},
    tap::{Deed, OfAlert, OfTrip, Pass, Screen, Tap},
    turn::{button, deed, go},
};

/// How many things are told in one message.
const MOST: usize = 5;
/// The longest piece of a description that is told, in characters.
const MOST_OF_TEXT: usize = 200;
/// The longest piece of a title on a button, in characters.
const MOST_ON_BUTTON: usize = 20;

/// One thing.
fn one(told: &Told) -> Say {
    match told {
        Told::Request(card, why) => request(card, why),
        Told::Traveller(trip, request, title) => {
            let mut parts = vec![Part::heading("told-traveller")];
            parts.extend(traveller(trip));
            let line = s("told-traveller-for").text("title", title.as_str());
            parts.extend([Part::Gap, Part::Line(line), Part::line("told-traveller-how")]);
            stay(parts, vec![vec![deed("button-see-my-request", Deed::Look, *request)]])
        }
        Told::Over(_, trip) => {
            let parts = vec![
                Part::heading("told-over"),
                Part::Row(trips::summary(trip)),
                Part::Gap,
                Part::line("told-over-how"),
            ];
            stay(parts, vec![vec![go(Screen::Trips), go(Screen::Menu)]])
        }
    }
}

/// What somebody is told, in one message: one thing with all that is to be said of it, or several of which the
/// first are shown and the others counted.
pub fn told(told: &[Told]) -> Say {
    if let [only] = told {
        return one(only);
    }
    let count = i64::try_from(told.len()).unwrap_or(i64::MAX);
    let mut parts = vec![Part::Heading(s("told-many").number("count", count))];
    let mut buttons = Vec::new();
    for (number, told) in (1i64..).zip(told.iter().take(MOST)) {
        let (title, lines, tap) = brief(told);
        parts.extend([
            Part::Gap,
            Part::Heading(s("list-title").number("number", number).text("title", &title)),
        ]);
        parts.extend(lines);
        let label = s("list-open").number("number", number).text("title", &cut(&title, MOST_ON_BUTTON));
        buttons.push(vec![button(label, &tap)]);
    }
    let unseen = count - i64::try_from(told.len().min(MOST)).unwrap_or_default();
    if unseen > 0 {
        parts.extend([Part::Gap, Part::Line(s("told-more").number("count", unseen))]);
    }
    buttons.push(vec![go(Screen::Browse), go(Screen::Alerts)]);
    stay(parts, buttons)
}

/// One of several things: what it is called, what is said of it, and where its button leads.
fn brief(told: &Told) -> (String, Vec<Part>, Tap) {
    match told {
        Told::Request(card, why) => {
            let lines = vec![Part::Row(short(card)), Part::Row(because(why))];
            (card.content.title.as_str().to_owned(), lines, Tap::Request(Deed::Look, card.id))
        }
        Told::Traveller(trip, request, title) => {
            let mut lines = vec![Part::line("told-traveller")];
            lines.extend(traveller(trip));
            (title.as_str().to_owned(), lines, Tap::Request(Deed::Look, *request))
        }
        Told::Over(id, trip) => (
            trip.plan().to.name.clone(),
            vec![Part::line("told-over"), Part::Row(trips::summary(trip))],
            Tap::Trip(OfTrip::Look, *id),
        ),
    }
}

fn request(card: &Card, why: &Why) -> Say {
    let mut parts = vec![Part::heading("told-request"), Part::Title(card.content.title.as_str().to_owned())];
    parts.push(Part::Row(short(card)));
    if let Some(text) = &card.content.description {
        let text = cut(text.as_str(), MOST_OF_TEXT);
        parts.push(Part::Quote(Rich::plain(text)));
    }
    parts.extend([Part::Gap, Part::Row(because(why))]);
    let mut buttons: Vec<Vec<Button>> = vec![vec![
        deed("button-answer", Deed::Answer, card.id),
        button(s("button-not-interested"), &Tap::Pass(Pass::Over, card.id)),
    ]];
    buttons.push(vec![
        deed("button-see-request", Deed::Look, card.id),
        match why {
            Why::Alert(id, _) => button(s("button-mute-alert"), &Tap::Alert(OfAlert::Pause, *id)),
            Why::Trip(id, _) => button(s("button-see-trip"), &Tap::Trip(OfTrip::Look, *id)),
        },
    ]);
    stay(parts, buttons)
}

/// Why somebody is told of a request.
fn because(why: &Why) -> Vec<Sentence> {
    match why {
        Why::Alert(_, reasons) => std::iter::once(s("why-alert")).chain(reasons.iter().map(reason)).collect(),
        Why::Trip(_, trip) => std::iter::once(s("why-trip")).chain(trips::summary(trip)).collect(),
    }
}

fn reason(reason: &Reason) -> Sentence {
    let place = |place: &Place| Arg::Place(place.clone());
    match reason {
        Reason::Kind(kind) => s(kind_key(*kind)),
        Reason::Anywhere => s("why-anywhere"),
        Reason::In(End::From, there) => s("why-from").with("place", place(there)),
        Reason::In(End::To, there) => s("why-to").with("place", place(there)),
        Reason::Near(End::From, there, km) => {
            s("why-from-near").with("place", place(there)).number("km", *km)
        }
        Reason::Near(End::To, there, km) => s("why-to-near").with("place", place(there)).number("km", *km),
        Reason::Due(date) => s("list-due").with("date", Arg::Date(*date)),
        Reason::Reward(money) => s("list-reward").with("money", Arg::Money(*money)),
        Reason::Words(words) => s("filled-words").text("words", words.as_str()),
    }
}

/// Where somebody goes, when, and what they would carry.
fn traveller(trip: &Trip) -> Vec<Part> {
    let plan = trip.plan();
    let mut parts = vec![Part::Row(trips::summary(trip))];
    let room = plan.room.map(|grams| s("filled-room").with("kilos", Arg::Kilos(grams)));
    let carries = plan.carries.as_ref().map(|text| s("filled-carries").text("text", text.as_str()));
    let more: Vec<Sentence> = room.into_iter().chain(carries).collect();
    if !more.is_empty() {
        parts.push(Part::Row(more));
    }
    parts
}

fn stay(parts: Vec<Part>, buttons: Vec<Vec<Button>>) -> Say {
    Say { show: Show::Stay, parts, buttons, photos: Vec::new(), qr: None, pin: None }
}
