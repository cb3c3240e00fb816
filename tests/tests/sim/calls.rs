//! What platforms make of calls.

use std::time::Duration;

use adapter::{DeliverError, Outbound};

use super::{
    history::{Doubt, Event, Output},
    net::{Call, Result, has_keys},
    screens::{message, strings},
    script::Answer,
    world::World,
};

impl World<'_> {
    /// A call reaches its platform, which does it or not.
    pub(super) fn arrive(&mut self, place: usize) {
        let mut call = self.net.lock().unwrap().calls.remove(place);
        let person = self.server.town.person(&call.chat);
        let scripted = self.script.next(self.place_of(&call, person));
        let result = match scripted {
            Some(answer) => Err(answer.error()),
            None => self.result(&call, person),
        };
        let mut output = Output {
            person,
            key: call.key.clone(),
            keyed: has_keys(call.platform),
            strings: strings(&call.what),
            shown: None,
            is_new: !matches!(call.what, Outbound::Edit { .. }),
            overtaken: call.overtaken,
        };
        let shows = match result {
            Err(DeliverError::Ambiguous) => scripted
                .map_or_else(|| self.rng.chance(50), |scripted| scripted == Answer::Silent { shown: true }),
            Ok(_) => true,
            Err(_) => false,
        };
        let known = self.screens.knows(&call);
        let done = shows.then(|| self.screens.perform(&call, self.server.town.people[person].token));
        if matches!(done, Some(Ok(_))) && !known {
            output.shown = message(&call.what).map(|message| message.text.text().to_owned());
        }
        self.tell(Event::Output(output));
        if !self.processes.iter().flatten().any(|process| process.run == call.run) {
            // Who made it is dead, and hears nothing of it.
            self.tell(Event::Doubt(Doubt::Ambiguous(call.key.clone())));
        }
        if result == Err(DeliverError::Ambiguous) {
            self.tell(Event::Doubt(Doubt::Ambiguous(call.key.clone())));
            call.result = Some(result);
        } else {
            call.result = done.or(Some(result));
        }
        self.net.lock().unwrap().calls.insert(place, call);
    }

    /// What a platform answers reaches the process.
    pub(super) fn come_back(&mut self, place: usize) {
        let call = self.net.lock().unwrap().calls.remove(place);
        let (run, key) = (call.run, call.key.clone());
        if let Some(Err(error)) = &call.result {
            self.note(format!("[{key}] {error:?}"));
        }
        call.come_back();
        for process in self.processes.iter_mut().flatten().filter(|process| process.run == run) {
            process.settle(self.server);
        }
    }

    /// What the platform makes of a call; `Ok` says that it does what is asked, if it can.
    fn result(&mut self, call: &Call, person: usize) -> Result {
        let weather = &self.weather;
        if self.screens.gone.contains(&call.chat) {
            self.counts.add("calls of somebody gone");
            return Err(DeliverError::Gone);
        }
        if weather.down.is_some_and(|(down, until)| down == person && self.clock.passed() < until) {
            self.counts.add("calls of a platform that is down");
            return Err(DeliverError::Unavailable);
        }
        if !self.rough {
            return Ok(adapter::Receipt::default());
        }
        let is_reply = call.key.starts_with(['r', 'd']) && call.key.len() < 12;
        let text = message(&call.what).map(|message| message.text.text()).unwrap_or_default();
        let is_line = !is_reply && !text.starts_with(['❌', '❓', '🔒', '🔓']) && text.contains("\nline ");
        let doubted = Event::Doubt(Doubt::Ambiguous(call.key.clone()));
        let was_in_doubt = self.history.events.iter().any(|(_, event)| match (event, &doubted) {
            (Event::Doubt(one), Event::Doubt(other)) => one == other,
            _ => false,
        });
        // A platform that refuses something for good does so every time.
        let is_refused = call.key.bytes().map(usize::from).sum::<usize>() % 100 < weather.refused;
        let (what, result) = match self.rng.below(100) {
            drawn if drawn < weather.limited => {
                let retry_after = Duration::from_millis(500 + 1000 * self.rng.below(30) as u64);
                let whole_bot = self.rng.chance(25);
                let what = if whole_bot { "429 for a bot" } else { "429 for a chat" };
                (what, Err(DeliverError::RateLimited { retry_after, whole_bot }))
            }
            _ if is_line && is_refused => {
                ("lines refused for good", Err(DeliverError::Refused { code: 400 }))
            }
            _ if self.rng.chance(weather.unavailable) => ("unavailable", Err(DeliverError::Unavailable)),
            // Of its own replies the bot promises only that one such answer loses nothing.
            _ if !(is_reply && was_in_doubt) && self.rng.chance(weather.ambiguous) => {
                ("ambiguous", Err(DeliverError::Ambiguous))
            }
            _ => ("calls done", Ok(adapter::Receipt::default())),
        };
        self.counts.add(what);
        result
    }
}
