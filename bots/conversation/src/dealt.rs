//! How a deal reads, on a card and in what its other side is told.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::{Alias, Side},
    deal::{News, Running, SILENCE, Sheet, State, Thing, What},
    id::ConversationId,
    message::Rich,
    rating::Score,
    request::Kind,
    text::Title,
    trust::Trust,
};

use crate::{
    context::Context,
    flow::deal_questions::carry_label,
    form::goods_line,
    say::{Arg, Button, Part, Say, Sentence, Show, s},
    tap::{Deal, Screen, Talk},
    turn::{deal, go, talk},
};

/// What the other side of a deal did, or the clock, with what can be done now.
pub fn dealt(news: &News, side: Side, title: &Title, from: Alias, conversation: ConversationId) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(from)).text("title", title.as_str());
    let what = s(sentence(news)).with("alias", Arg::Alias(from));
    let mut parts = vec![Part::Heading(heading), Part::Line(what), Part::Gap];
    terms(&news.deal, &mut parts);
    // What is to be read once more before it counts is read on the card.
    let mut buttons = match news.what {
        What::Completed | What::RateNow => vec![vec![deal("button-rate", Deal::Rate, news.deal.id)]],
        What::Rated => vec![vec![go(Screen::Profile)]],
        What::Accepted => Vec::new(),
        What::DidYouMeet => missed(&news.deal).into_iter().chain(steps(&news.deal, side, None)).collect(),
        _ => steps(&news.deal, side, None),
    };
    let look = deal("button-see-deal", Deal::Look, news.deal.id);
    buttons.push(vec![talk("button-reply", Talk::Enter, conversation), look]);
    Say { show: Show::Stay, parts, buttons, photos: Vec::new(), qr: None, pin: None }
}

const fn sentence(news: &News) -> &'static str {
    match news.what {
        What::Offered => "dealt-offered",
        What::Countered => "dealt-countered",
        What::Declined => "dealt-declined",
        What::Withdrawn => "dealt-withdrawn",
        What::Back => "dealt-back",
        What::Expired => "dealt-expired",
        What::Accepted => "dealt-accepted",
        What::Taken => "dealt-taken",
        What::Agreed => "dealt-agreed",
        What::Carried => "dealt-carried",
        What::HandedOver => "dealt-handed-over",
        What::Completed => "dealt-completed",
        What::CancelAsked => "dealt-cancel-asked",
        What::Kept => "dealt-kept",
        What::Cancelled => "dealt-cancelled",
        What::NoShow => "dealt-no-show",
        What::Disputed => "dealt-disputed",
        What::Settled => "dealt-settled",
        What::Tomorrow => "dealt-tomorrow",
        What::DidYouMeet => "dealt-did-you-meet",
        What::IsAllWell => "dealt-is-all-well",
        What::RateNow => "dealt-rate-now",
        What::Rated => "dealt-rated",
        What::Replied => "dealt-replied",
    }
}

/// What is agreed or proposed.
pub(crate) fn terms(deal: &Sheet, parts: &mut Vec<Part>) {
    let terms = &deal.terms;
    parts.push(Part::Line(s("deal-price").with("money", Arg::Money(terms.price))));
    parts.extend(terms.goods.map(|goods| Part::line(goods_line(goods))));
    parts.push(Part::Line(s("deal-day").with("date", Arg::Date(terms.day))));
    if let Some(place) = &terms.place {
        parts.push(Part::Line(s("filled-meetup").with("place", Arg::Place(place.clone()))));
    }
    if let Some(note) = &deal.note {
        parts.push(Part::Quote(Rich::plain(note.as_str())));
    }
}

/// Where a deal stands, and what is to be done next.
pub(crate) fn standing(deal: &Sheet, side: Side, cx: &Context) -> Vec<Part> {
    let by = |key, moment: DateTime<Utc>| {
        Part::Line(s(key).with("date", Arg::Date(moment.with_timezone(&cx.zone).date_naive())))
    };
    let whose = |by: Side, mine, theirs| Part::line(if by == side { mine } else { theirs });
    vec![match deal.state {
        State::Offered(proposal) | State::Countered(proposal) if proposal.by == side => {
            by("deal-waits-for-them", proposal.until)
        }
        State::Offered(proposal) | State::Countered(proposal) => by("deal-waits-for-you", proposal.until),
        State::Accepted { by: who, until } if who == side => by("deal-you-accepted", until),
        State::Accepted { until, .. } => by("deal-confirm", until),
        State::Agreed(Running { asks: Some(who), .. }) | State::Carried(Running { asks: Some(who), .. }) => {
            whose(who, "deal-you-ask-to-cancel", "deal-they-ask-to-cancel")
        }
        State::Agreed(_) | State::Carried(_) => Part::line(next(deal, side)),
        State::HandedOver { by: who, at, .. } if who == side => by("deal-you-met", at + SILENCE),
        State::HandedOver { at, .. } => by("deal-they-met", at + SILENCE),
        State::Completed { .. } => Part::line("deal-is-done"),
        State::Rated { .. } => Part::line("deal-is-rated"),
        State::Declined { by, .. } => whose(by, "deal-you-declined", "deal-they-declined"),
        State::Withdrawn { by, .. } => whose(by, "deal-you-withdrew", "deal-they-withdrew"),
        State::Expired { .. } => Part::line("deal-expired"),
        State::Taken { .. } => Part::line("deal-taken"),
        State::Cancelled { by: Some(by), .. } => whose(by, "deal-you-cancelled", "deal-they-cancelled"),
        State::Cancelled { by: None, .. } => Part::line("deal-both-cancelled"),
        State::NoShow { by, .. } => whose(by, "deal-you-missed-them", "deal-they-missed-you"),
        State::Disputed { by, .. } => whose(by, "deal-you-disputed", "deal-they-disputed"),
        State::Settled { .. } => Part::line("deal-settled"),
    }]
}

/// What is to be done next with what both agreed to.
const fn next(deal: &Sheet, side: Side) -> &'static str {
    match (deal.state, deal.kind, side) {
        (_, Kind::Service, Side::Provider) => "deal-next-work",
        (_, Kind::Service, Side::Requester) => "deal-next-wait-for-work",
        (State::Carried(_), _, Side::Provider) => "deal-next-bring",
        (State::Carried(_), _, Side::Requester) => "deal-next-meet",
        (_, Kind::Buy, Side::Provider) => "deal-next-buy",
        (_, Kind::Pickup, Side::Provider) => "deal-next-collect",
        (_, _, Side::Requester) => "deal-next-wait",
    }
}

/// Buttons for what a side can do with a deal; nothing that depends on the day where it is not known.
pub(crate) fn steps(sheet: &Sheet, side: Side, now: Option<DateTime<Utc>>) -> Vec<Vec<Button>> {
    let button = |label, what| deal(label, what, sheet.id);
    match sheet.state {
        State::Offered(proposal) | State::Countered(proposal) if proposal.by == side => {
            vec![vec![
                button("button-change-terms", Deal::Counter),
                button("button-withdraw", Deal::Withdraw),
            ]]
        }
        State::Offered(_) | State::Countered(_) => vec![
            vec![button("button-accept", Deal::Accept)],
            vec![button("button-counter", Deal::Counter), button("button-decline", Deal::Decline)],
        ],
        State::Accepted { by, .. } if by == side => vec![vec![button("button-cancel-deal", Deal::Cancel)]],
        State::Accepted { .. } => {
            vec![vec![button("button-confirm", Deal::Confirm), button("button-decline", Deal::Decline)]]
        }
        State::Agreed(running) | State::Carried(running) => running_steps(sheet, running, side, now),
        State::HandedOver { by, .. } => {
            let problem = button("button-problem", Deal::Dispute);
            let code = button("button-my-code", Deal::Code);
            if by == side {
                vec![vec![code, problem]]
            } else {
                let well = button("button-well", Deal::Well);
                vec![vec![well, problem], vec![code, button("button-meet", Deal::Meet)]]
            }
        }
        State::NoShow { by, .. } if by != side => vec![vec![button("button-not-so", Deal::Dispute)]],
        State::Disputed { by, .. } if by == side => vec![vec![button("button-settle", Deal::Settle)]],
        _ => Vec::new(),
    }
}

fn running_steps(
    sheet: &Sheet,
    running: Running,
    side: Side,
    now: Option<DateTime<Utc>>,
) -> Vec<Vec<Button>> {
    let button = |label, what| deal(label, what, sheet.id);
    let keep = button("button-keep-deal", Deal::Keep);
    let mut rows = Vec::new();
    match running.asks {
        Some(who) if who != side => rows.push(vec![button("button-cancel-too", Deal::Drop), keep]),
        Some(_) => rows.push(vec![keep]),
        None => {}
    }
    if let (false, Some(label)) = (running.carried, carry_label(sheet.kind, side)) {
        rows.push(vec![button(label, Deal::Carry)]);
    }
    rows.push(vec![button("button-my-code", Deal::Code), button("button-meet", Deal::Meet)]);
    let has_come = now.is_some_and(|now| now >= sheet.terms.dawn());
    rows.extend(missed(sheet).filter(|_| has_come));
    if running.asks.is_none() {
        rows.push(vec![button("button-cancel-deal", Deal::Cancel)]);
    }
    rows
}

/// The button that says that the other was not there.
fn missed(sheet: &Sheet) -> Option<Vec<Button>> {
    sheet.state.running().map(|_| vec![deal("button-no-show", Deal::NoShow, sheet.id)])
}

/// What may not be carried.
pub(crate) fn carry_list(things: &[Thing]) -> Vec<Part> {
    if things.is_empty() {
        return Vec::new();
    }
    let names = things.iter().map(|thing| s(thing_key(*thing))).collect();
    vec![Part::Gap, Part::line("carry-not"), Part::Row(names)]
}

const fn thing_key(thing: Thing) -> &'static str {
    match thing {
        Thing::Weapons => "thing-weapons",
        Thing::Drugs => "thing-drugs",
        Thing::Medicines => "thing-medicines",
        Thing::Valuables => "thing-valuables",
        Thing::Counterfeits => "thing-counterfeits",
        Thing::Drones => "thing-drones",
        Thing::MeatAndMilk => "thing-meat-and-milk",
        Thing::Plants => "thing-plants",
        Thing::Animals => "thing-animals",
        Thing::Batteries => "thing-batteries",
        Thing::TobaccoAndAlcohol => "thing-tobacco-and-alcohol",
        Thing::ClosedParcels => "thing-closed-parcels",
    }
}

/// Why one may trust somebody.
pub(crate) fn trust(trust: Trust) -> Vec<Sentence> {
    let age = match trust.months {
        0 => s("trust-new"),
        months => s("trust-months").number("count", months),
    };
    let deals = s("trust-deals").number("count", trust.deals);
    let score = (trust.score.counted > 0).then(|| score(trust.score));
    [Some(age), Some(deals), score].into_iter().flatten().collect()
}

/// A score, and of how many ratings.
pub(crate) fn score(score: Score) -> Sentence {
    s("trust-score").with("score", Arg::Tenths(score.tenths())).number("count", score.counted)
}
