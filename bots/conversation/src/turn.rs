//! One step while it is being made.

use marketplace_domain::id::{ConversationId, DealId, RequestId};

use crate::{
    call::Call,
    context::Context,
    notice::Notice,
    say::{Button, Part, Say, Sentence, Show, s},
    state::{Pending, State},
    step::Step,
    tap::{Act, Deal, Deed, Screen, Talk, Tap},
};

/// One step while it is being made.
pub(crate) struct Turn<'a> {
    pub(crate) cx: &'a Context<'a>,
    pub(crate) state: State,
    /// What to say on the next card.
    pub(crate) notice: Option<Sentence>,
    say: Vec<Say>,
    call: Option<Call>,
    /// The revision of the cards of this step.
    revision: u32,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(cx: &'a Context<'a>, state: State) -> Self {
        let revision = state.revision.wrapping_add(1);
        Self { cx, state, notice: None, say: Vec::new(), call: None, revision }
    }

    pub(crate) fn finish(self) -> Step {
        Step { state: self.state, say: self.say, call: self.call }
    }

    /// Shows the live card, with the notice on top of it.
    pub(crate) fn live(&mut self, parts: Vec<Part>, buttons: Vec<Vec<Button>>) {
        let unpin = std::mem::take(&mut self.state.pinned).then_some(false);
        self.card(parts, buttons, unpin);
    }

    /// The same for the card of whom the person talks to, which is kept in sight.
    pub(crate) fn pinned(&mut self, parts: Vec<Part>, buttons: Vec<Vec<Button>>) {
        self.state.pinned = true;
        self.card(parts, buttons, Some(true));
    }

    fn card(&mut self, mut parts: Vec<Part>, buttons: Vec<Vec<Button>>, pin: Option<bool>) {
        if let Some(notice) = self.take_notice() {
            parts.splice(0..0, [Part::Line(notice), Part::Gap]);
        }
        // A card that has the button itself wants it pressed again.
        if buttons.iter().flatten().any(|button| self.state.tap.as_ref() == Some(&button.data)) {
            self.state.tap = None;
        }
        self.state.revision = self.revision;
        self.state.topic = self.cx.topic.conversation();
        self.say.push(Say { show: Show::Live, parts, buttons, photos: Vec::new(), qr: None, pin });
    }

    /// What to say on this card.
    pub(crate) fn take_notice(&mut self) -> Option<Sentence> {
        let kept = self.state.notice.take();
        self.notice.take().or(kept.map(Notice::sentence))
    }

    /// Shows a message that stays.
    pub(crate) fn stay(&mut self, parts: Vec<Part>, buttons: Vec<Vec<Button>>) {
        self.say.push(Say { show: Show::Stay, parts, buttons, photos: Vec::new(), qr: None, pin: None });
    }

    pub(crate) fn push_say(&mut self, say: Say) {
        self.say.push(say);
    }

    /// Asks the market.
    pub(crate) fn call(&mut self, pending: Pending, call: Call) {
        self.state.pending = Some(pending);
        self.call = Some(call);
    }

    /// Says this on the next card, also when the market is asked first.
    pub(crate) fn note(&mut self, notice: Notice) {
        self.state.notice = Some(notice);
    }

    /// A button that works on this card only.
    pub(crate) fn here(&self, label: &'static str, act: Act) -> Button {
        self.here_labelled(s(label), act)
    }

    /// The same with something in its label.
    pub(crate) fn here_labelled(&self, label: Sentence, act: Act) -> Button {
        Button { label, data: Tap::Here(self.revision, act).encode() }
    }
}

/// A button that leads to a screen.
pub(crate) fn go(screen: Screen) -> Button {
    let label = match screen {
        Screen::Menu => "button-menu",
        Screen::Post => "button-post",
        Screen::Browse => "button-browse",
        Screen::Chats => "button-chats",
        Screen::Mine => "button-mine",
        Screen::Alerts => "button-alerts",
        Screen::Trips => "button-trips",
        Screen::Offers => "button-offers",
        Screen::Deals => "button-deals",
        Screen::Profile => "button-profile",
        Screen::Saved => "button-saved",
        Screen::Settings => "button-settings",
        Screen::Help => "button-help",
        Screen::Cancel => "button-cancel",
    };
    button(s(label), &Tap::Go(screen))
}

/// A button that does something with a request.
pub(crate) fn deed(label: &'static str, deed: Deed, id: RequestId) -> Button {
    button(s(label), &Tap::Request(deed, id))
}

/// A button that does something with a conversation.
pub(crate) fn talk(label: &'static str, talk: Talk, id: ConversationId) -> Button {
    button(s(label), &Tap::Talk(talk, id))
}

/// A button that does something with a deal.
pub(crate) fn deal(label: &'static str, deal: Deal, id: DealId) -> Button {
    button(s(label), &Tap::Deal(deal, id))
}

/// A button that always works.
pub(crate) fn button(label: Sentence, tap: &Tap) -> Button {
    Button { label, data: tap.encode() }
}

/// Rows of at most so many buttons.
pub(crate) fn rows(buttons: Vec<Button>, wide: usize) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        match rows.last_mut() {
            Some(row) if row.len() < wide => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}
