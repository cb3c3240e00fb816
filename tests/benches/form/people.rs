//! People who fill in the form.

use std::time::Duration;

use tests::fake_telegram::{ChatView, FakeTelegram, User};

/// What a person does next.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// Write this.
    Say(&'static str),
    /// Tap the first button of the bot's last message whose label has this in it.
    Tap(&'static str),
}

const TITLE: &str = "iPhone case, the blue one";

/// One round: the command that opens the form, its six steps, and the command that ends it. The
/// product keeps what was begun until it is told to throw it away, which the others need not be.
const ROUND: [Step; 9] = [
    Step::Say("/post"),
    Step::Tap("Buy"),
    Step::Say(TITLE),
    Step::Say("Paris"),
    Step::Say("Tunis"),
    Step::Say("20/12"),
    Step::Say("15 €"),
    Step::Say("/cancel"),
    Step::Tap("Throw"),
];

/// What people do over and over with a program that keeps drafts, or with one that does not.
pub(crate) fn round(keeps_drafts: bool) -> &'static [Step] {
    let length = if keeps_drafts { ROUND.len() } else { ROUND.len() - 1 };
    ROUND.get(..length).unwrap_or(&ROUND)
}

/// The step whose reply shows everything that was filled in.
const LAST_QUESTION: usize = 6;

/// Why a person does not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stuck {
    /// The reply did not come.
    #[error("no reply to step {step} within {waited:?}; the chat shows\n{view}")]
    NoReply {
        /// The step in the round, from 0.
        step: usize,
        /// How long was waited.
        waited: Duration,
        /// What the person saw.
        view: String,
    },
    /// The reply is not what the form should say, or has not the button.
    #[error("step {step} cannot go on; the chat shows\n{view}")]
    Wrong {
        /// The step in the round, from 0.
        step: usize,
        /// What the person saw.
        view: String,
    },
}

/// A person in the middle of the form.
#[derive(Debug)]
pub(crate) struct Person {
    fake: FakeTelegram,
    user: User,
    round: &'static [Step],
    step: usize,
    patience: Duration,
    seen: ChatView,
}

impl Person {
    /// A newcomer who is going to do these steps, and waits so long for a reply.
    pub(crate) fn new(fake: &FakeTelegram, number: i64, round: &'static [Step], patience: Duration) -> Self {
        let user = fake.user(10_000 + number, "Amel", None, "en");
        Self { fake: fake.clone(), user, round, step: 0, patience, seen: ChatView::default() }
    }

    /// Says hello and takes the first language that is offered.
    pub(crate) async fn choose_language(&mut self) -> Result<(), Stuck> {
        self.user.send_text("/start");
        self.wait().await?;
        self.tap("")?;
        self.wait().await
    }

    /// Does the next step and waits for the reply.
    pub(crate) async fn go_on(&mut self) -> Result<(), Stuck> {
        match self.round.get(self.step) {
            Some(Step::Say(words)) => {
                self.user.send_text(words);
            }
            Some(Step::Tap(label)) => self.tap(label)?,
            None => return Err(self.wrong()),
        }
        self.wait().await?;
        if self.step == LAST_QUESTION && !self.shows_everything() {
            return Err(self.wrong());
        }
        self.step = (self.step + 1) % self.round.len();
        Ok(())
    }

    /// Changes how long this person waits for a reply.
    pub(crate) fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    fn tap(&self, label: &str) -> Result<(), Stuck> {
        let message = self.seen.last_from_bot();
        let button = message.and_then(|message| {
            let buttons = message.buttons().into_iter();
            let button = buttons.filter(|button| button.data.is_some()).find(|b| b.text.contains(label))?;
            Some((message.id, button.data?))
        });
        let (message, data) = button.ok_or_else(|| self.wrong())?;
        self.user.tap(message, &data).map_err(|_| self.wrong())?;
        Ok(())
    }

    /// Waits until the bot has sent a message or has changed its last one.
    async fn wait(&mut self) -> Result<(), Stuck> {
        let old = self.seen.last_from_bot();
        let changed = |view: &ChatView| match (old, view.last_from_bot()) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(old), Some(new)) => {
                old.id != new.id || old.text != new.text || old.inline_keyboard != new.inline_keyboard
            }
        };
        let seen = self.fake.wait_for(self.user.id(), changed, self.patience).await;
        self.seen = seen.map_err(|late| Stuck::NoReply {
            step: self.step,
            waited: late.waited,
            view: late.view.to_string(),
        })?;
        Ok(())
    }

    fn shows_everything(&self) -> bool {
        let text = self.seen.last_from_bot().map(|message| message.text.as_str()).unwrap_or_default();
        [TITLE, "Paris", "Tunis"].iter().all(|said| text.contains(said))
    }

    fn wrong(&self) -> Stuck {
        Stuck::Wrong { step: self.step, view: self.seen.to_string() }
    }
}
