//! A person's chat, and a market in memory that answers their calls.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use conversation::{
    MOST_BYTES, State,
    call::{Call, Control, Outcome, Retraction},
    context::{Context, Heard, Topic},
    event::Event,
    render,
    say::Show,
    step,
};
use marketplace_domain::{
    account::{DEFAULT_ZONE, Language},
    contact::Crossing,
    conversation::{Alias, Reveal, Side, View},
    deal,
    id::{ConversationId, PhotoId, RequestId},
    media::FileKind,
    message::{Message, Press, Rich},
    place::{Gazetteer, Place, Point},
    refusal::Refusal,
    request::{Card, Content, Cursor, Filter, Found, Need, Page, State as Standing, Words},
    said::{Origin, Said, SentFile},
    text::Title,
};

use crate::{dealing, watching::Watching};

/// Thursday, 10 December 2026, noon in Tunis.
pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 10, 11, 0, 0).unwrap()
}

pub(crate) fn place(name: &str) -> Place {
    Gazetteer::embedded().find(name, None).first().unwrap().place()
}

pub(crate) fn request(number: u128) -> RequestId {
    format!("{number:032x}").parse().unwrap()
}

pub(crate) fn conversation(number: u128) -> ConversationId {
    format!("{number:032x}").parse().unwrap()
}

pub(crate) fn photo(number: u128) -> PhotoId {
    format!("{number:032x}").parse().unwrap()
}

/// A picture, with what stands under it.
pub(crate) fn picture(number: u128, caption: &str) -> Said {
    let file = SentFile { id: photo(number).file(), kind: FileKind::Photo };
    Said { files: vec![file], ..Rich::plain(caption).into() }
}

/// The words of what was said.
pub(crate) fn words(said: &Said) -> String {
    said.body.text().map(|text| text.text().to_owned()).unwrap_or_default()
}

/// A request of somebody, on the market.
pub(crate) fn card(number: u128, title: &str, mine: bool) -> Card {
    Card {
        id: request(number),
        content: Content {
            title: Title::parse(title).unwrap(),
            description: None,
            need: Need::Buy { items: Vec::new(), from: Some(place("Paris")), to: place("Tunis") },
            due: None,
            reward: None,
            photos: Default::default(),
        },
        state: Standing::Open { until: now() + TimeDelta::days(30) },
        posted: now(),
        mine,
        demo: false,
        answers: 0,
        offers: 0,
        conversation: None,
        deal: None,
        saved: false,
    }
}

pub(crate) fn view(number: u128, open: bool) -> View {
    View {
        id: conversation(number),
        request: request(1),
        title: Title::parse("iPhone case").unwrap(),
        side: Side::Provider,
        other: Alias::try_from(u16::try_from(number).unwrap()).unwrap(),
        open,
        reveal: Reveal::Nobody,
        last: now(),
        unread: 0,
        muted: false,
        left: false,
        blocked: false,
        deal: None,
    }
}

/// A market that remembers what it was asked, and answers.
#[derive(Default)]
pub(crate) struct Market {
    pub(crate) cards: Vec<Card>,
    pub(crate) views: Vec<View>,
    pub(crate) deals: Vec<deal::View>,
    pub(crate) calls: Vec<Call>,
    /// Whether a line is on its way when somebody is blocked.
    pub(crate) on_its_way: bool,
    /// What the next call comes to.
    pub(crate) answer_next: Option<Outcome>,
    /// What the next call is refused with.
    pub(crate) refuse: Option<Refusal>,
    pub(crate) next_page: Option<Cursor>,
    /// What the next search is made with instead.
    pub(crate) instead: Option<Words>,
    /// How lines cross.
    pub(crate) crossing: Crossing,
    /// Alerts and trips.
    pub(crate) watching: Watching,
}

impl Market {
    fn answer(&mut self, call: &Call, chosen: &mut Option<Language>) -> Outcome {
        self.calls.push(call.clone());
        if let Some(outcome) = self.answer_next.take() {
            return outcome;
        }
        if let Some(refusal) = self.refuse.take() {
            return Outcome::Refused(refusal);
        }
        self.done(call, chosen).unwrap_or_else(Outcome::Refused)
    }

    fn done(&mut self, call: &Call, chosen: &mut Option<Language>) -> Result<Outcome, Refusal> {
        Ok(match call {
            Call::SetLanguage(language) => {
                *chosen = Some(*language);
                Outcome::Remembered
            }
            Call::SetHome(_) => Outcome::Remembered,
            Call::Publish(content) => {
                let mut new = card(self.cards.len() as u128 + 100, content.title.as_str(), true);
                new.content = content.clone();
                self.cards.push(new.clone());
                Outcome::Request(new)
            }
            Call::Save(id, content) => self.with(*id, |card| card.content = content.clone())?,
            Call::Open(id) => self.with(*id, |_| {})?,
            Call::Close(id) => self.with(*id, |card| card.state = Standing::Closed { at: now() })?,
            Call::Reopen(id) | Call::Renew(id) => {
                self.with(*id, |card| card.state = Standing::Open { until: now() + TimeDelta::days(30) })?
            }
            Call::Mine(_) => self.page(true),
            Call::Browse(..) => match self.page(false) {
                Outcome::Requests(page) => Outcome::Found(Found { page, instead: self.instead.take() }),
                other => other,
            },
            Call::Keep(id) => self.with(*id, |card| card.saved = true)?,
            Call::LetGo(id) => self.with(*id, |card| card.saved = false)?,
            Call::Saved(_) => {
                let items = self.cards.iter().filter(|card| card.saved).cloned().collect();
                Outcome::Requests(Page { items, next: self.next_page.take() })
            }
            Call::Similar(_) => self.page(false),
            Call::Answer(id, _) => {
                let mut view = view(7, true);
                view.request = *id;
                self.views.push(view.clone());
                Outcome::Answered(view, Vec::new(), self.crossing)
            }
            Call::Chats(_) => Outcome::Conversations(self.views.clone(), None),
            Call::OpenChats(before) => self.open_chats(*before),
            Call::Blocked(_) => {
                let blocked = self.views.iter().filter(|view| view.blocked).cloned().collect();
                Outcome::Conversations(blocked, None)
            }
            Call::Enter(id) => self.talk(*id)?,
            Call::Look(id) | Call::Report(id, _, _) => Outcome::Conversation(self.view(*id)?.clone()),
            Call::Edit(line, _) => match self.view(line.conversation) {
                Ok(view) if !view.open => return Err(Refusal::Ended),
                _ => Outcome::Said(self.crossing),
            },
            Call::MyLine(id, seq) => {
                let line = (seq.unwrap_or(1), Rich::plain("my line").into(), Vec::new());
                Outcome::MyLine(self.view(*id)?.clone(), Some(line))
            }
            Call::TakeBack(id, _) => Outcome::TakenBack(self.view(*id)?.clone(), Retraction::Unsent),
            Call::React(..) => Outcome::Done,
            Call::Control(what, id) => self.control(*what, *id)?,
            Call::Watch(watch) => Outcome::Watched(self.watching.answer(watch, &self.cards)?),
            Call::Offer(..)
            | Call::Counter(..)
            | Call::Deal(..)
            | Call::MyCode(_)
            | Call::Meet(..)
            | Call::Rate(..)
            | Call::ReplyToRating(..)
            | Call::Profile
            | Call::Deals(_)
            | Call::Bids(..)
            | Call::Offers(..) => dealing::done(self, call)?,
            Call::Say(id, _) | Call::SayHeld(id, _) => match self.view(*id) {
                Ok(view) if !view.open => return Err(Refusal::Ended),
                _ => Outcome::Said(self.crossing),
            },
        })
    }

    fn control(&mut self, what: Control, id: ConversationId) -> Result<Outcome, Refusal> {
        let view = self.view(id)?;
        match what {
            Control::Leave => (view.open, view.left) = (false, true),
            Control::Return if view.blocked => return Err(Refusal::Blocked),
            Control::Return if !view.open && !view.left => return Err(Refusal::Ended),
            Control::Return => (view.open, view.left) = (true, false),
            Control::Mute => view.muted = true,
            Control::Unmute => view.muted = false,
            Control::Block => (view.open, view.left, view.blocked) = (false, true, true),
            Control::Unblock => view.blocked = false,
            Control::Reveal => {
                let theirs = matches!(view.reveal, Reveal::Theirs | Reveal::Both);
                view.reveal = Reveal::new(true, theirs);
            }
        }
        let view = view.clone();
        match what {
            Control::Return | Control::Mute | Control::Unmute | Control::Reveal => self.talk(id),
            Control::Block => Ok(Outcome::Blocked(view, self.on_its_way)),
            Control::Leave | Control::Unblock => Ok(Outcome::Conversation(view)),
        }
    }

    fn talk(&mut self, id: ConversationId) -> Result<Outcome, Refusal> {
        let view = self.view(id)?.clone();
        let others = self.views.iter().filter(|other| other.open && other.id != id);
        Ok(Outcome::Talk(view, others.take(3).cloned().collect()))
    }

    /// Five a page; each conversation is an hour older than the one before it.
    fn open_chats(&self, before: Option<DateTime<Utc>>) -> Outcome {
        let open: Vec<View> = self.views.iter().filter(|view| view.open).cloned().collect();
        let hour = |number: usize| now() - TimeDelta::hours(i64::try_from(number).unwrap());
        let page = (0..).zip(&open).filter(|(number, _)| before.is_none_or(|before| hour(*number) < before));
        let page: Vec<(usize, View)> = page.map(|(number, view)| (number, view.clone())).take(5).collect();
        let last = page.last().map_or(0, |(number, _)| *number);
        let next = (last + 1 < open.len()).then(|| hour(last));
        Outcome::Conversations(page.into_iter().map(|(_, view)| view).collect(), next)
    }

    fn with(&mut self, id: RequestId, change: impl FnOnce(&mut Card)) -> Result<Outcome, Refusal> {
        let card = self.cards.iter_mut().find(|card| card.id == id).ok_or(Refusal::Unknown)?;
        change(card);
        Ok(Outcome::Request(card.clone()))
    }

    fn view(&mut self, id: ConversationId) -> Result<&mut View, Refusal> {
        self.views.iter_mut().find(|view| view.id == id).ok_or(Refusal::Unknown)
    }

    fn page(&mut self, mine: bool) -> Outcome {
        let items = self.cards.iter().filter(|card| card.mine == mine).cloned().collect();
        Outcome::Requests(Page { items, next: self.next_page.take() })
    }
}

/// A person's chat.
pub(crate) struct Chat {
    pub(crate) state: State,
    pub(crate) chosen: Option<Language>,
    pub(crate) hint: Option<Language>,
    pub(crate) market: Market,
    pub(crate) now: DateTime<Utc>,
    /// Where they live.
    pub(crate) near: Option<Point>,
    /// The places of their earlier requests.
    pub(crate) past: Vec<u32>,
    /// What they were shown of others.
    pub(crate) heard: Heard,
    /// Where in the chat they are.
    pub(crate) topic: Topic,
    /// The message that they write.
    pub(crate) origin: Option<Origin>,
    /// What the last thing they did led to.
    pub(crate) shown: Vec<(Show, Message)>,
    /// The card that is on top.
    pub(crate) live: Message,
}

impl Chat {
    /// Somebody who speaks this language and is at the menu.
    pub(crate) fn of(language: Language) -> Self {
        let mut chat = Self::stranger(None);
        chat.chosen = Some(language);
        chat
    }

    pub(crate) fn english() -> Self {
        Self::of(Language::En)
    }

    /// Somebody whom we have never seen.
    pub(crate) fn stranger(hint: Option<Language>) -> Self {
        Self {
            state: State::default(),
            chosen: None,
            hint,
            market: Market::default(),
            now: now(),
            near: None,
            past: Vec::new(),
            heard: Heard::default(),
            topic: Topic::Main,
            origin: None,
            shown: Vec::new(),
            live: Message::default(),
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.chosen.or(self.hint).unwrap_or(Language::En)
    }

    /// They do something; the market answers until nothing more is asked of it.
    pub(crate) fn does(&mut self, event: Event) {
        self.shown.clear();
        let mut next = Some(event);
        for calls in 0.. {
            let Some(event) = next.take() else { return };
            assert!(calls <= 4, "more calls in a row than the runtime makes");
            let stepped = {
                let cx = Context {
                    chosen: self.chosen,
                    hint: self.hint,
                    zone: DEFAULT_ZONE,
                    now: self.now,
                    places: Gazetteer::embedded(),
                    near: self.near,
                    past: &self.past,
                    site: "https://nwassik.example",
                    link: Some("https://t.me/NwassikBot?start="),
                    heard: self.heard,
                    topic: self.topic,
                    origin: self.origin.as_ref(),
                };
                step(&cx, self.state.clone(), event)
            };
            assert_eq!(State::restore(&stepped.state.store()), stepped.state, "it does not survive storing");
            self.state = stepped.state;
            next = stepped.call.map(|call| Event::Outcome(self.market.answer(&call, &mut self.chosen)));
            for say in stepped.say {
                let message = render(self.language(), &say);
                check(&message);
                if say.show == Show::Live {
                    assert!(say.photos.is_empty(), "a live card has no pictures");
                    self.live = message.clone();
                }
                self.shown.push((say.show, message));
            }
        }
    }

    /// They are shown something that somebody said there.
    pub(crate) fn hears(&mut self, id: ConversationId) {
        let other = self.heard.besides(id);
        self.heard = Heard { count: self.heard.count + 1, last: Some((id, self.now)), other, speaking: None };
    }

    /// What was said to whom, in order.
    pub(crate) fn said(&self) -> Vec<(ConversationId, String)> {
        let calls = self.market.calls.iter();
        calls
            .flat_map(|call| match call {
                Call::Say(id, line) => vec![(*id, words(line))],
                Call::SayHeld(id, lines) => lines.iter().map(|line| (*id, words(line))).collect(),
                _ => Vec::new(),
            })
            .collect()
    }

    pub(crate) fn says(&mut self, text: &str) {
        self.does(Event::Text(Rich::plain(text)));
    }

    pub(crate) fn command(&mut self, line: &str) {
        let (name, arguments) = line.split_once(' ').unwrap_or((line, ""));
        self.does(Event::Command { name: name.to_owned(), arguments: arguments.to_owned() });
    }

    pub(crate) fn photo(&mut self, number: u128, caption: &str) {
        self.does(Event::Files(picture(number, caption)));
    }

    pub(crate) fn location(&mut self, lat: f64, lon: f64) {
        self.does(Event::Location(Point::new(lat, lon).unwrap()));
    }

    /// They press the button of the card whose label contains this.
    #[track_caller]
    pub(crate) fn taps(&mut self, label: &str) {
        let data = self.data(label);
        self.press(&data);
    }

    pub(crate) fn press(&mut self, data: &str) {
        self.does(Event::Tap(data.to_owned()));
    }

    /// They press a button that does this with a conversation.
    pub(crate) fn taps_here(&mut self, what: &str, number: u128) {
        self.press(&format!("{what}.{}", conversation(number)));
    }

    /// What the button carries whose label contains this.
    #[track_caller]
    pub(crate) fn data(&self, label: &str) -> String {
        data_of(&self.live, label).unwrap_or_else(|| panic!("no button {label:?} on {}", write(&self.live)))
    }

    pub(crate) fn has_button(&self, label: &str) -> bool {
        data_of(&self.live, label).is_some()
    }

    /// The live card says this.
    #[track_caller]
    pub(crate) fn reads(&self, text: &str) {
        assert!(plain(self.live.text.text()).contains(&plain(text)), "no {text:?} in {}", write(&self.live));
    }

    #[track_caller]
    pub(crate) fn does_not_read(&self, text: &str) {
        assert!(!plain(self.live.text.text()).contains(&plain(text)), "{text:?} in {}", write(&self.live));
    }

    pub(crate) fn last_call(&self) -> Option<&Call> {
        self.market.calls.last()
    }

    /// What was published last.
    #[track_caller]
    pub(crate) fn published(&self) -> &Content {
        let published = self.market.calls.iter().rev().find_map(|call| match call {
            Call::Publish(content) => Some(content),
            _ => None,
        });
        published.expect("nothing was published")
    }

    /// What was looked for last.
    #[track_caller]
    pub(crate) fn searched(&self) -> &Filter {
        let searched = self.market.calls.iter().rev().find_map(|call| match call {
            Call::Browse(filter, ..) => Some(filter),
            _ => None,
        });
        searched.expect("nothing was looked for")
    }
}

/// The text with every space as people type it.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

pub(crate) fn data_of(message: &Message, label: &str) -> Option<String> {
    message.buttons.iter().flatten().find(|button| plain(&button.label).contains(&plain(label))).map(
        |button| match &button.press {
            Press::Data(data) => data.clone(),
            Press::Link(link) => link.clone(),
        },
    )
}

pub(crate) fn write(message: &Message) -> String {
    let rows: Vec<String> = message
        .buttons
        .iter()
        .map(|row| row.iter().map(|button| format!("[{}]", button.label)).collect::<String>())
        .collect();
    format!("\n{}\n{}\n", message.text.text(), rows.join("\n"))
}

/// The first words of our keys. A text that has such a word with a hyphen shows a missing sentence.
const KEYS: [&str; 51] = [
    "topic-",
    "contact-",
    "reveal-",
    "ask-",
    "hint-",
    "label-",
    "filled-",
    "button-",
    "choice-",
    "problem-",
    "error-",
    "refusal-",
    "menu-",
    "start-",
    "help-",
    "form-",
    "post-",
    "card-",
    "state-",
    "list-",
    "mine-",
    "browse-",
    "talk-",
    "chats-",
    "settings-",
    "kind-",
    "size-",
    "cancel-",
    "resume-",
    "month-",
    "weekday-",
    "currency-",
    "undelivered-",
    "stray-",
    "block-",
    "blocked-",
    "report-",
    "deal-",
    "deals-",
    "dealt-",
    "bids-",
    "offers-",
    "trust-",
    "code-",
    "carry-",
    "accept-",
    "dispute-",
    "thing-",
    "rate-",
    "profile-",
    "stars-",
];

/// What must hold of every message.
#[track_caller]
pub(crate) fn check(message: &Message) {
    let labels = message.buttons.iter().flatten().map(|button| button.label.as_str());
    for text in labels.chain([message.text.text()]) {
        assert!(!text.contains("{$") && !text.contains("{ $"), "something is missing in {text:?}");
        assert!(!text.trim().is_empty(), "an empty text in {}", write(message));
        for word in text.split_whitespace() {
            assert!(!KEYS.iter().any(|key| word.starts_with(key)), "a sentence is missing: {word}");
        }
    }
    for button in message.buttons.iter().flatten() {
        let Press::Data(data) = &button.press else { panic!("a link") };
        assert!(data.len() <= MOST_BYTES && data.is_ascii(), "{data}");
        assert!(button.label.chars().count() <= 40, "{}", button.label);
    }
    for mark in message.text.marks() {
        assert!(message.text.text().get(mark.range.clone()).is_some());
    }
}
