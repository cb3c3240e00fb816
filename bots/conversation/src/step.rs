//! One step: what a person did, and what follows from it.

use marketplace_domain::{message::Rich, request::Photos, said::Spot};

use crate::{
    call::{Call, Outcome},
    context::Context,
    event::Event,
    flow::{
        self, aim_of_line, alert, alerts, answer, blocked, browse, card, change, chats, code, contact, deal,
        deals, fill, menu, mine, muted, offer, offers, pass, post, profile, rate, report, saved, settings,
        similar, start, stray, talk, topic, trip, trips, unsend,
    },
    notice::Notice,
    say::Say,
    state::{Begin, Flow, Pending, State},
    tap::{Act, Deal, Deed, Screen, Tap},
    turn::Turn,
    watch::Watched,
};

/// What follows from an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What to remember of the chat.
    pub state: State,
    /// What to show, in this order.
    pub say: Vec<Say>,
    /// What to ask of the market; its outcome is the next event. An outcome may lead to another
    /// call, at most three in a row.
    pub call: Option<Call>,
}

/// What follows from an event. It never fails: whatever cannot be understood is answered kindly.
pub fn step(cx: &Context, state: State, event: Event) -> Step {
    let mut turn = Turn::new(cx, state);
    if let Event::Tap(data) = &event
        && turn.state.tap.as_ref() == Some(data)
    {
        return turn.finish();
    }
    if !matches!(event, Event::Outcome(_)) {
        turn.state.pending = None;
        turn.state.notice = None;
        turn.state.tap = once(&event);
    }
    let Some(event) = topic::take(&mut turn, event) else { return turn.finish() };
    match event {
        Event::Outcome(outcome) => take_outcome(&mut turn, outcome),
        Event::Reply(conversation, said) => talk::reply(&mut turn, conversation, said),
        Event::Edited(line, origin, text) => change::edited(&mut turn, line, &origin, text),
        Event::TakenBack(lines, origins) => change::taken_back(&mut turn, &lines, &origins),
        Event::Reacted(line, reaction) => change::reacted(&mut turn, line, reaction),
        event if cx.chosen.is_none() => start::first(&mut turn, event),
        Event::Command { name, arguments } if is_post(&name) && !arguments.trim().is_empty() => {
            turn.state.leave();
            post::open(&mut turn, Begin::Said(arguments, Photos::default()));
        }
        Event::Command { name, arguments } => match command(&name, &arguments) {
            Some(tap) => self::tap(&mut turn, tap),
            None => menu::unknown_command(&mut turn),
        },
        Event::Unsend(line) => unsend::ask(&mut turn, line),
        Event::Text(text) => take_text(&mut turn, text),
        Event::Tap(data) => match Tap::decode(&data) {
            Some(tap) => self::tap(&mut turn, tap),
            None => flow::again(&mut turn, Notice::BadButton),
        },
        Event::Files(said) => match (&turn.state.flow, aim_of_line(&turn)) {
            (Flow::Form(_), _) => fill::files(&mut turn, &said),
            (Flow::Idle, Some(conversation)) => talk::line(&mut turn, conversation, said),
            _ => stray::hold(&mut turn, said),
        },
        Event::Location(point) => match (&turn.state.flow, aim_of_line(&turn)) {
            (Flow::Form(_), _) => fill::location(&mut turn, point),
            (Flow::Idle, Some(conversation)) => talk::place(&mut turn, conversation, point),
            _ => stray::hold(&mut turn, Spot::around(point).into()),
        },
        Event::Contact => contact::card(&mut turn),
        Event::LargeFile => not_taken(&mut turn, Notice::LargeFile),
        Event::TooManyFiles => not_taken(&mut turn, Notice::TooManyFiles),
        Event::Unsupported => not_taken(&mut turn, Notice::Unsupported),
        Event::Returned => flow::open(&mut turn, Screen::Menu),
    }
    turn.finish()
}

/// What the button carried, if pressing it again would be a slip.
fn once(event: &Event) -> Option<String> {
    match event {
        Event::Tap(data) => Tap::decode(data).filter(|tap| !tap.may_repeat()).map(|_| data.clone()),
        _ => None,
    }
}

/// What a command asks for; `None` where we have no such command. `/start req_<id>` comes from a
/// link to a request; a link that cannot be read leads to the menu.
pub(crate) fn command(name: &str, arguments: &str) -> Option<Tap> {
    let screen = Screen::from_command(name)?;
    let request = arguments.trim().strip_prefix("req_").and_then(|id| id.parse().ok());
    Some(match (screen, request) {
        (Screen::Menu, Some(id)) => Tap::Request(Deed::Look, id),
        _ => Tap::Go(screen),
    })
}

/// `/post` may have the request behind it.
fn is_post(name: &str) -> bool {
    Screen::from_command(name) == Some(Screen::Post)
}

/// Something that we do not take.
fn not_taken(turn: &mut Turn, notice: Notice) {
    match turn.state.flow {
        Flow::Form(_) => flow::again(turn, notice),
        _ => menu::stray_thing(turn, notice),
    }
}

fn take_text(turn: &mut Turn, text: Rich) {
    match (&turn.state.flow, aim_of_line(turn)) {
        (Flow::Form(_), _) => fill::text(turn, &text),
        (Flow::Browse(_), _) => browse::words(turn, &text),
        (Flow::Report(..), _) => report::words(turn, &text),
        (Flow::Code(_), _) => code::take(turn, &text),
        (Flow::Rate(..), _) => rate::words(turn, &text),
        (Flow::Answer(_), _) => profile::reply(turn, &text),
        (Flow::Resume(_) | Flow::Language(_), _) => flow::again(turn, Notice::TapHere),
        (Flow::Idle, Some(conversation)) => talk::line(turn, conversation, text.into()),
        (_, _) => stray::hold(turn, text.into()),
    }
}

/// Does what a button says.
pub(crate) fn tap(turn: &mut Turn, tap: Tap) {
    match tap {
        Tap::Go(screen) => flow::open(turn, screen),
        Tap::Language(language) => start::choose(turn, language),
        Tap::Continue => post::resume(turn),
        Tap::Held => {
            turn.state.leave();
            stray::open(turn);
        }
        Tap::Request(deed, id) => card::act(turn, deed, id),
        Tap::Talk(what, id) => talk::act(turn, what, id),
        Tap::Deal(what, id) => deal::act(turn, what, id),
        Tap::Exact(id, pin) => talk::exact_place(turn, id, pin),
        Tap::TakeBack(id, seq) => unsend::take_back(turn, id, seq),
        Tap::Alert(what, id) => alert::act(turn, what, id),
        Tap::Trip(what, id) => trip::act(turn, what, id),
        Tap::Pass(what, id) => pass::act(turn, what, id),
        Tap::Here(revision, act) if revision == turn.state.revision => act_here(turn, act),
        Tap::Here(..) => flow::again(turn, Notice::OldButton),
    }
}

/// A button that means something on the present card.
fn act_here(turn: &mut Turn, act: Act) {
    match (&turn.state.flow, &act) {
        (Flow::Form(_), _) => fill::act(turn, act),
        (Flow::Browse(_), _) => browse::act(turn, &act),
        (Flow::Mine(_), _) => mine::act(turn, &act),
        (Flow::Saved(_), _) => saved::act(turn, &act),
        (Flow::Chats(_), _) => chats::act(turn, &act),
        (Flow::Deals(_) | Flow::Bids(..), _) => deals::act(turn, &act),
        (Flow::Offers(_), _) => offers::act(turn, &act),
        (Flow::Rate(..), _) => rate::act(turn, &act),
        (Flow::Stray(..), _) => stray::act(turn, &act),
        (Flow::Report(..), _) => report::act(turn, &act),
        (Flow::Blocked(_), _) => blocked::act(turn, &act),
        (Flow::Alerts(_), _) => alerts::act(turn, &act),
        (Flow::Muted, _) => muted::act(turn, &act),
        (Flow::Passed(_), Act::Muted) => muted::open(turn),
        (Flow::Trips, _) => trips::act(turn, &act),
        (Flow::Trip(..), _) => trip::turn_page(turn, &act),
        (Flow::Card(..), Act::Back) => card::back(turn),
        (Flow::Resume(_), Act::Afresh) => post::afresh(turn),
        (Flow::Idle, Act::Discard) => menu::discard(turn),
        (Flow::Settings, Act::Field(_)) => settings::ask_home(turn),
        (Flow::Settings, Act::Blocked) => blocked::open(turn),
        _ => flow::again(turn, Notice::OldButton),
    }
}

/// What came of the call.
fn take_outcome(turn: &mut Turn, outcome: Outcome) {
    match (turn.state.pending.take(), outcome) {
        (pending, Outcome::Refused(refusal)) => refused(turn, pending, refusal),
        (Some(Pending::Send(id)), Outcome::Said(crossing)) => {
            contact::tell(turn, id, crossing);
            stray::sent(turn, id);
        }
        (Some(Pending::Say(id)), Outcome::Said(crossing)) => contact::tell(turn, id, crossing),
        (Some(Pending::Place(id, pin)), Outcome::Said(_)) => talk::place_sent(turn, id, pin),
        (Some(Pending::Exact(_)), Outcome::Said(_)) => talk::exact_place_sent(turn),
        (Some(Pending::Edit(id)), Outcome::Said(crossing)) => contact::tell(turn, id, crossing),
        (Some(Pending::MyLine(id)), Outcome::MyLine(view, line)) => unsend::show(turn, id, &view, line),
        (Some(Pending::TakeBack(_)), Outcome::TakenBack(view, how)) => unsend::done(turn, &view, how),
        (Some(Pending::React(_)), Outcome::NoReaction) => change::no_reaction(turn),
        (Some(Pending::Edit(_) | Pending::React(_)), Outcome::Done) => {}
        (Some(Pending::Deleted(_)), Outcome::TakenBack(..)) => {}
        (Some(Pending::Language), Outcome::Remembered) => start::chosen(turn),
        (Some(Pending::Home(place)), Outcome::Remembered) => settings::saved(turn, place),
        (Some(Pending::Publish), Outcome::Request(card)) => post::published(turn, &card),
        (Some(Pending::Save), Outcome::Request(card)) => post::saved(turn, &card),
        (Some(Pending::Deed(deed, _)), Outcome::Request(card)) => card::done(turn, deed, &card),
        (Some(Pending::List), Outcome::Requests(page)) => match turn.state.flow {
            Flow::Mine(_) => mine::page(turn, &page),
            Flow::Saved(_) => saved::page(turn, &page),
            Flow::Similar(id) => similar::page(turn, id, &page),
            _ => menu::show(turn),
        },
        (Some(Pending::List), Outcome::Found(found)) => browse::page(turn, &found),
        (Some(Pending::List), Outcome::Conversations(views, next)) => match turn.state.flow {
            Flow::Chats(_) => chats::page(turn, &views, next),
            Flow::Stray(..) => stray::ask(turn, &views, next),
            Flow::Blocked(_) => blocked::page(turn, &views, next),
            _ => menu::show(turn),
        },
        (Some(Pending::Answer(_)), Outcome::Answered(view, others, crossing)) => {
            contact::tell(turn, view.id, crossing);
            talk::answered(turn, &view, &others);
        }
        (Some(Pending::Offer(_) | Pending::Counter(_)), Outcome::Bargained(view, crossing)) => {
            contact::tell(turn, view.conversation, crossing);
            offer::made(turn, &view);
        }
        (Some(Pending::Deal(what, _)), Outcome::Deal(view)) => deal::done(turn, what, &view),
        (Some(Pending::MyCode(_)), Outcome::MyCode(view, code)) => code::show(turn, &view, &code),
        (Some(Pending::Meet(_)), Outcome::Deal(view)) => code::right(turn, &view),
        (Some(Pending::Rate(_)), Outcome::Deal(view)) => rate::done(turn, &view),
        (Some(Pending::Profile), Outcome::Profile(profile)) => profile::show(turn, &profile),
        (Some(Pending::ReplyToRating(_)), Outcome::Profile(profile)) => profile::replied(turn, &profile),
        (Some(Pending::Meet(_)), Outcome::WrongCode { left, until }) => code::wrong(turn, left, until),
        (Some(Pending::List), Outcome::Deals(page)) => deals::page(turn, &page),
        (Some(Pending::List), Outcome::Offers(page, trips)) => offers::page(turn, &page, &trips),
        (Some(Pending::Talk(what, _)), Outcome::Talk(view, others)) => {
            talk::entered(turn, what, &view, &others);
        }
        (Some(Pending::Talk(_, _)), Outcome::Blocked(view, on_its_way)) => {
            talk::blocked(turn, &view, on_its_way);
        }
        (Some(Pending::Kept), Outcome::Watched(Watched::Alert(view))) => alert::kept(turn, &view),
        (Some(Pending::Alert(what)), Outcome::Watched(Watched::Alert(view))) => {
            alert::done(turn, what, &view)
        }
        (Some(Pending::Alerts), Outcome::Watched(Watched::Alerts(views, choices))) => {
            alerts::page(turn, &views, &choices);
        }
        (Some(Pending::Alerts), Outcome::Watched(Watched::Muted(people, choices))) => {
            muted::list(turn, &people, &choices);
        }
        (Some(Pending::Alerts), Outcome::Watched(Watched::Done)) => flow::show(turn),
        (Some(Pending::Pass(what, id)), Outcome::Watched(Watched::Done)) => pass::done(turn, what, id),
        (Some(Pending::SetOut), Outcome::Watched(Watched::Trip(view, page))) => {
            trip::set_out(turn, &view, &page);
        }
        (Some(Pending::Trip(what)), Outcome::Watched(Watched::Trip(view, page))) => {
            trip::done(turn, what, &view, &page);
        }
        (Some(Pending::Trips), Outcome::Watched(Watched::Trips(views))) => trips::list(turn, &views),
        (Some(Pending::Report(_)), Outcome::Conversation(view)) => report::stored(turn, &view),
        (Some(Pending::Talk(what, _)), Outcome::Conversation(view)) => talk::done(turn, what, &view),
        // The runtime answers each call with its own outcome; should it ever not, nothing hangs.
        (_, _) => {
            turn.note(Notice::Broken);
            menu::show(turn);
        }
    }
}

fn refused(turn: &mut Turn, pending: Option<Pending>, refusal: marketplace_domain::refusal::Refusal) {
    match pending {
        Some(Pending::Publish | Pending::Save) => post::refused(turn, refusal),
        Some(Pending::Deed(deed, id)) => card::refused(turn, deed, id, refusal),
        Some(Pending::Answer(id)) => answer::refused(turn, id, refusal),
        Some(Pending::Offer(_) | Pending::Counter(_)) => offer::refused(turn, refusal),
        Some(Pending::Deal(what, id)) => deal::refused(turn, what, id, refusal),
        Some(Pending::MyCode(id)) => deal::refused(turn, Deal::Code, id, refusal),
        Some(Pending::Meet(id)) => deal::refused(turn, Deal::Meet, id, refusal),
        Some(Pending::Rate(id)) => deal::refused(turn, Deal::Rate, id, refusal),
        Some(Pending::ReplyToRating(_)) => profile::refused(turn, refusal),
        Some(Pending::Talk(what, id)) => talk::refused(turn, what, id, refusal),
        Some(Pending::Report(id)) => report::refused(turn, id, refusal),
        Some(Pending::Say(id) | Pending::Place(id, _) | Pending::Exact(id)) => {
            talk::line_refused(turn, id, refusal)
        }
        Some(Pending::Edit(id)) => change::edit_refused(turn, id, refusal),
        Some(Pending::MyLine(_) | Pending::TakeBack(_)) => unsend::refused(turn, refusal),
        Some(Pending::React(_) | Pending::Deleted(_)) => change::refused(turn, refusal),
        Some(Pending::Send(_)) => stray::refused(turn, refusal),
        Some(Pending::Kept) => alert::not_kept(turn, refusal),
        Some(Pending::SetOut) => trip::not_set_out(turn, refusal),
        Some(Pending::Alert(_)) => alert::refused(turn, refusal),
        Some(Pending::Trip(_)) => trip::refused(turn, refusal),
        Some(Pending::Pass(..) | Pending::Alerts | Pending::Trips) => {
            turn.state.flow = Flow::Idle;
            flow::again(turn, refusal.into());
        }
        Some(Pending::List) if matches!(turn.state.flow, Flow::Stray(..)) => stray::ask_whatever(turn),
        Some(Pending::Language | Pending::Home(_) | Pending::List | Pending::Profile) | None => {
            if !matches!(turn.state.flow, Flow::Language(_)) {
                turn.state.flow = Flow::Idle;
            }
            flow::again(turn, refusal.into());
        }
    }
}
