//! Plays a transcript, and writes down what people see.

use chrono::{DateTime, TimeZone, Utc};
use marketplace_domain::{
    account::{DEFAULT_ZONE, Platform},
    media::FileKind,
    place::Point,
};
use tests::scenario::{Button, Deed, Leak, Names, Scenario, Secret, Seen, changes, leak};

use super::{
    device::{Device, Unable},
    settle::settle,
    telegram::OnTelegram,
    web::OnWeb,
    world::{Way, World},
};

/// What kept a transcript from being played to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// A step could not be done.
    #[error("line {line}: {problem}")]
    Step { line: usize, problem: String, so_far: String },
    /// Somebody was shown who somebody else is.
    #[error("line {line}: {leak}")]
    Leak { line: usize, leak: Leak, so_far: String },
}

impl Trouble {
    /// The transcript up to there, with the steps that were not played.
    pub(super) fn so_far(&self) -> &str {
        let (Self::Step { so_far, .. } | Self::Leak { so_far, .. }) = self;
        so_far
    }
}

enum Wrong {
    Unable(Unable),
    Leak(Leak),
}

/// Plays it. Gives the transcript as it was seen.
pub(super) async fn play(scenario: &Scenario, way: Way) -> Result<String, Trouble> {
    play_then(scenario, way, async |_| {}).await
}

/// Plays it, and looks at the system before it is stopped.
pub(super) async fn play_then(
    scenario: &Scenario,
    way: Way,
    look: impl AsyncFnOnce(&World),
) -> Result<String, Trouble> {
    let world = World::open(moment(scenario), scenario.demo, scenario.topics, way).await;
    let mut stage = Stage::new(scenario, &world);
    let mut seen: Vec<Vec<String>> = Vec::with_capacity(scenario.steps.len());
    let mut wrong = None;
    for step in &scenario.steps {
        match stage.step(&step.deed).await {
            Ok(lines) => seen.push(lines),
            Err(trouble) => {
                wrong = Some((step.line, trouble));
                break;
            }
        }
    }
    seen.resize(scenario.steps.len(), vec!["…".to_owned()]);
    drop(stage);
    look(&world).await;
    world.close().await;
    let so_far = scenario.write(&seen);
    match wrong {
        None => Ok(so_far),
        Some((line, Wrong::Unable(problem))) => Err(Trouble::Step { line, problem, so_far }),
        Some((line, Wrong::Leak(leak))) => Err(Trouble::Leak { line, leak, so_far }),
    }
}

fn moment(scenario: &Scenario) -> DateTime<Utc> {
    DEFAULT_ZONE.from_local_datetime(&scenario.now).single().expect("a moment in Tunis").to_utc()
}

/// Everybody, and what they saw last.
struct Stage<'a> {
    world: &'a World,
    scenario: &'a Scenario,
    people: Vec<Box<dyn Device>>,
    chats: Vec<Vec<Seen>>,
    /// Buttons that somebody saw: who, on which message, and the button.
    buttons: Vec<(usize, String, Button)>,
    names: Names,
}

impl<'a> Stage<'a> {
    fn new(scenario: &'a Scenario, world: &'a World) -> Self {
        let people = scenario.people.iter().enumerate().map(|(number, person)| match person.platform {
            Platform::Telegram => {
                Box::new(OnTelegram::new(&world.telegram, number, &person.name, &person.language)) as Box<_>
            }
            Platform::Web => Box::new(OnWeb::new(&world.site, &person.language)) as Box<dyn Device>,
            other => panic!("nobody can be on {other} yet"),
        });
        Self {
            world,
            scenario,
            people: people.collect(),
            chats: vec![Vec::new(); scenario.people.len()],
            buttons: Vec::new(),
            names: Names::new(&world.site),
        }
    }

    /// Does a step, and gives what everybody then sees.
    async fn step(&mut self, deed: &Deed) -> Result<Vec<String>, Wrong> {
        self.perform(deed).await.map_err(Wrong::Unable)?;
        settle(self.world, &self.people).await.map_err(Wrong::Unable)?;
        let mut lines = Vec::new();
        for (number, person) in self.people.iter().enumerate() {
            let chat = person.chat().await;
            let before = std::mem::replace(&mut self.chats[number], chat);
            lines.extend(changes(&self.scenario.people[number].name, &before, &self.chats[number]));
            for message in &self.chats[number] {
                for button in message.rows.iter().flatten() {
                    self.names.meet(button.data.as_deref().unwrap_or_default());
                    let known = (number, message.id.clone(), button.clone());
                    if !self.buttons.contains(&known) {
                        self.buttons.push(known);
                    }
                }
            }
            let complaints = person.complaints();
            if !complaints.is_empty() {
                return Err(Wrong::Unable(format!("the platform complains: {complaints:?}")));
            }
        }
        self.guard().await?;
        if lines.is_empty() {
            lines.push("nobody sees anything new".to_owned());
        }
        Ok(lines.iter().map(|line| self.names.shorten(line)).collect())
    }

    async fn perform(&self, deed: &Deed) -> Result<(), Unable> {
        match deed {
            Deed::Clock(by) => {
                self.world.clock.advance(*by);
                Ok(())
            }
            Deed::Open(who, start) => {
                let start = start.as_deref().map(|start| self.names.lengthen(start));
                self.people[*who].open(start.as_deref()).await
            }
            Deed::Say(who, _)
            | Deed::Photo(who, _)
            | Deed::File(who, ..)
            | Deed::Album(who, ..)
            | Deed::Location(who, ..)
            | Deed::Sticker(who) => self.send(&*self.people[*who], deed).await,
            Deed::In { who, topic, deed } => {
                let inside = self.people[*who].in_topic(topic)?;
                self.send(&*inside, deed).await
            }
            Deed::DeleteTopic(who, topic) => self.people[*who].delete_topic(topic).await,
            Deed::Tap { who, label, under } => self.tap(*who, label, under.as_deref()).await,
            Deed::TapGone(who, label) => self.tap_gone(*who, label).await,
            Deed::Reply { who, to, text } => {
                let chat = self.chats[*who].iter().rev();
                let found = chat.clone().find(|message| message.begins_with(to));
                let message = found.ok_or_else(|| format!("sees no message that begins with {to:?}"))?;
                self.people[*who].reply(message, text).await
            }
            Deed::Edit { who, of, text } => self.people[*who].edit(of, text).await,
            Deed::React { who, emoji, to } => {
                let found = self.chats[*who].iter().rev().find(|message| message.begins_with(to));
                let message = found.ok_or_else(|| format!("sees no message that begins with {to:?}"))?;
                self.people[*who].react(message, emoji).await
            }
            Deed::Block(who) => self.people[*who].block(true).await,
            Deed::Return(who) => self.people[*who].block(false).await,
        }
    }

    async fn send(&self, person: &dyn Device, deed: &Deed) -> Result<(), Unable> {
        match deed {
            Deed::Say(_, text) => person.say(&self.names.lengthen(text)).await,
            Deed::Photo(_, caption) => person.photo(PICTURE, caption).await,
            Deed::File(_, kind, caption) => person.file(*kind, content(*kind), caption).await,
            Deed::Album(_, count, caption) => person.album(PICTURE, *count, caption).await,
            Deed::Location(_, lat, lon) => {
                let point = Point::new(*lat, *lon).map_err(|error| error.to_string())?;
                person.location(point).await
            }
            Deed::Sticker(_) => person.sticker().await,
            other => Err(format!("{other:?} is nothing to send")),
        }
    }

    async fn tap(&self, who: usize, label: &str, under: Option<&str>) -> Result<(), Unable> {
        let fits = |message: &&Seen| {
            under.is_none_or(|words| message.begins_with(words)) && message.button(label).is_some()
        };
        let message = self.chats[who].iter().rev().find(fits);
        let found = message.and_then(|message| Some((message, message.button(label)?.data.clone()?)));
        let Some((message, data)) = found else {
            let there: Vec<&str> = self.chats[who]
                .iter()
                .flat_map(|message| message.rows.iter().flatten())
                .map(|button| button.label.as_str())
                .collect();
            return Err(format!("there is no button [{label}] to tap, only {there:?}"));
        };
        self.people[who].tap(message, &data).await
    }

    async fn tap_gone(&self, who: usize, label: &str) -> Result<(), Unable> {
        let is_there = |id: &str, button: &Button| {
            let on = self.chats[who].iter().filter(|message| message.id == id);
            on.flat_map(|message| message.rows.iter().flatten()).any(|there| there.data == button.data)
        };
        let known =
            self.buttons.iter().rev().find(|(person, id, button)| {
                *person == who && button.is_called(label) && !is_there(id, button)
            });
        let data = known.and_then(|(_, id, button)| Some((id, button.data.as_ref()?)));
        let (id, data) = data.ok_or_else(|| format!("never saw a button [{label}] that is gone"))?;
        self.people[who].tap_gone(id, data).await
    }

    /// Nobody was sent what identifies somebody else.
    async fn guard(&self) -> Result<(), Wrong> {
        let secrets = self.secrets().await.map_err(|error| Wrong::Unable(error.to_string()))?;
        for (reader, person) in self.people.iter().enumerate() {
            for sent in person.heard().await {
                if let Some(leak) = leak(&secrets, reader, &sent) {
                    return Err(Wrong::Leak(leak));
                }
            }
        }
        Ok(())
    }

    /// What identifies people: what their platforms know, and what we call them ourselves.
    async fn secrets(&self) -> sqlx::Result<Vec<Secret>> {
        // A web visitor's address is found by their token as the server finds it.
        let sql = "SELECT i.subject, i.account::text FROM identity i
                   LEFT JOIN mailbox m ON i.platform = 'web' AND m.address = i.subject
                   WHERE (i.platform = 'telegram' AND i.subject = $1)
                      OR m.token_hash = sha256(convert_to($1, 'UTF8'))";
        let mut secrets = Vec::new();
        for (whose, person) in self.people.iter().enumerate() {
            for (what, value) in person.secrets() {
                let rows: Vec<(String, String)> =
                    sqlx::query_as(sql).bind(&value).fetch_all(self.world.database.pool()).await?;
                secrets.push(Secret { whose, what, value });
                for (address, account) in rows {
                    secrets.push(Secret { whose, what: "address", value: address });
                    secrets.push(Secret { whose, what: "account", value: account });
                }
            }
        }
        Ok(secrets)
    }
}

/// What is sent: each of them has the name of somebody in it, as programs and phones write it there.
fn content(kind: FileKind) -> &'static [u8] {
    match kind {
        FileKind::Photo | FileKind::Sticker => PICTURE,
        FileKind::Video | FileKind::Round => include_bytes!("film.mp4"),
        FileKind::Voice | FileKind::Audio => include_bytes!("voice.ogg"),
        FileKind::Document => include_bytes!("document.pdf"),
    }
}

/// A small picture.
const PICTURE: &[u8] = include_bytes!("photo.png");
