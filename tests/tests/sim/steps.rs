//! The one thing that happens next.

use std::time::Duration;

use super::{
    history::{Doubt, Event},
    process::Process,
    wire::Answered,
    world::{Offer, World, name},
};

/// What may happen now.
enum Step {
    /// Somebody does something.
    Act(usize),
    /// The platform of a person offers what it has to tell to a process.
    Offer(usize, usize),
    /// It offers again what was taken.
    Retell(usize, usize),
    /// The answer to an offer reaches its platform.
    Answer(usize),
    /// A request of a process reaches Postgres, and its answer comes back.
    Ask(usize, usize, String),
    /// A call reaches its platform.
    Arrive(usize),
    /// What a platform answers reaches the process.
    Return(usize),
    /// The bell rings at a process.
    Ring(usize, usize),
    /// A short while passes.
    Pass,
    Kill(usize),
    Cut(usize),
    Start(usize),
    /// The bell goes away, or comes back.
    Bell,
}

impl World<'_> {
    /// Lets one thing happen; false where there is nothing but to wait.
    pub(super) fn step(&mut self) -> bool {
        let blockers: Vec<i32> = self.processes.iter().flatten().flat_map(Process::blockers).collect();
        let mut steps = self.possible(&blockers);
        if steps.is_empty() {
            // Those that wait for each other are parted by Postgres.
            self.wake_waiting();
            return !blockers.is_empty();
        }
        if self.rough {
            steps.extend(self.faults());
        }
        let total: usize = steps.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.rng.below(total);
        let place = steps.iter().position(|(weight, _)| {
            let here = drawn < *weight;
            drawn = drawn.saturating_sub(if here { 0 } else { *weight });
            here
        });
        self.perform(steps.swap_remove(place.unwrap()).1);
        true
    }

    fn possible(&self, blockers: &[i32]) -> Vec<(usize, Step)> {
        let mut steps = Vec::new();
        let net = self.net.lock().unwrap();
        for (place, process) in self.processes.iter().enumerate() {
            let Some(process) = process else {
                steps.push((20, Step::Start(place)));
                continue;
            };
            if process.has_failed() {
                steps.push((100, Step::Kill(place)));
            }
            let asks = process.asks(blockers).into_iter();
            steps.extend(asks.map(|(connection, label)| (60, Step::Ask(place, connection, label))));
            if net.listeners.iter().any(|(run, _)| *run == process.run) {
                steps.extend((0..net.rings.len()).map(|ring| (30, Step::Ring(place, ring))));
            }
            if process.serves() {
                for (person, mind) in self.minds.of.iter().enumerate() {
                    let offered = self.offers.iter().any(|offer| offer.person == person && !offer.retold);
                    if !offered && !mind.outbox.is_empty() {
                        steps.push((20, Step::Offer(person, place)));
                    }
                }
            }
        }
        for (place, call) in net.calls.iter().enumerate() {
            let stuck = self.script.stuck.filter(|_| call.result.is_none());
            if stuck.is_some() && self.place_of(call, self.server.town.person(&call.chat)) == stuck {
                continue;
            }
            steps.push((40, if call.result.is_none() { Step::Arrive(place) } else { Step::Return(place) }));
        }
        for (number, _) in &net.answers {
            if let Some(place) = self.offers.iter().position(|offer| offer.number == *number) {
                steps.push((40, Step::Answer(place)));
            }
        }
        if self.rough && self.minds.left_to_write > 0 {
            steps.extend((0..self.minds.of.len()).map(|person| (3, Step::Act(person))));
        }
        steps
    }

    fn faults(&mut self) -> Vec<(usize, Step)> {
        let weather = &self.weather;
        let mut steps = vec![(10, Step::Pass)];
        for (place, process) in self.processes.iter().enumerate() {
            let Some(process) = process else { continue };
            // Rather while a platform is called: that is where most is at stake.
            let calls = self.net.lock().unwrap().calls.iter().any(|call| call.run == process.run);
            steps.extend((weather.kills > 0).then_some((if calls { 10 } else { 2 }, Step::Kill(place))));
            steps.extend((weather.cuts > 0).then_some((2, Step::Cut(place))));
            if process.serves() && weather.retold > 0 {
                let taken = |person: &usize| !self.minds.of[*person].taken.is_empty();
                let people = (0..self.minds.of.len()).filter(taken);
                steps.extend(people.map(|person| (3, Step::Retell(person, place))));
            }
        }
        steps.extend((weather.bell_away > 0).then_some((4, Step::Bell)));
        steps
    }

    fn perform(&mut self, step: Step) {
        match step {
            Step::Act(person) => self.act(person),
            Step::Offer(person, place) => self.offer(person, place),
            Step::Retell(person, place) => self.retell(person, place),
            Step::Answer(offer) => self.answer(offer),
            Step::Ask(place, connection, label) => self.ask(place, connection, &label),
            Step::Arrive(call) => self.arrive(call),
            Step::Return(call) => self.come_back(call),
            Step::Ring(place, ring) => self.ring(place, ring),
            Step::Pass => {
                let leap = match self.rng.below(100) {
                    0..75 => 30,
                    75..92 => 400,
                    92..99 => 2500,
                    _ if self.weather.stalls => 65_000,
                    _ => 10_000,
                };
                if leap == 65_000 {
                    self.counts.add("stalls past a lease");
                    self.tell(Event::Doubt(Doubt::Stalled));
                }
                self.pass(Duration::from_millis(leap));
            }
            Step::Kill(place) => {
                self.weather.kills = self.weather.kills.saturating_sub(1);
                self.kill(place);
            }
            Step::Cut(place) => {
                self.weather.cuts -= 1;
                self.cut(place);
            }
            Step::Start(place) => self.start(place),
            Step::Bell => {
                let away = !self.net.lock().unwrap().bell_is_away;
                self.net.lock().unwrap().bell_is_away = away;
                self.counts.add("bell away or back");
                self.weather.bell_away -= 1;
                self.note(format!("the bell is {}", if away { "away" } else { "back" }));
            }
        }
    }

    fn offer(&mut self, person: usize, place: usize) {
        let most = 1 + self.rng.below(3);
        let outbox = &self.minds.of[person].outbox;
        let updates: Vec<_> = outbox.iter().take(most).map(|update| update.inbound.clone()).collect();
        self.hand_in(person, place, updates, false);
    }

    fn retell(&mut self, person: usize, place: usize) {
        self.counts.add("updates told again");
        self.weather.retold -= 1;
        let update = self.rng.of(&self.minds.of[person].taken).inbound.clone();
        self.hand_in(person, place, vec![update], true);
    }

    fn hand_in(&mut self, person: usize, place: usize, updates: Vec<adapter::Inbound>, retold: bool) {
        self.offered += 1;
        let Some(process) = &mut self.processes[place] else { return };
        let (number, run, count) = (self.offered, process.run, updates.len());
        process.offer(number, updates);
        process.settle(self.server);
        self.offers.push(Offer { number, person, run, count, retold });
        let again = if retold { " again" } else { "" };
        let who = self.server.town.people[person].name;
        self.note(format!("{count} of {who} offered to {}{again}", name(place)));
    }

    fn answer(&mut self, place: usize) {
        let offer = self.offers.remove(place);
        let mut net = self.net.lock().unwrap();
        let found = net.answers.iter().position(|(number, _)| *number == offer.number).unwrap();
        let (_, answer) = net.answers.remove(found);
        drop(net);
        if answer.is_err() {
            self.counts.add("offers not taken");
            return self.note("an offer was not taken".to_owned());
        }
        if offer.retold {
            return;
        }
        for _ in 0..offer.count {
            let Some(update) = self.minds.of[offer.person].outbox.pop_front() else { return };
            if let Some(line) = update.line {
                self.counts.add("lines accepted");
                self.tell(Event::Accepted(line));
            }
            self.minds.of[offer.person].taken.push(update);
        }
    }

    fn ask(&mut self, place: usize, connection: usize, label: &str) {
        self.counts.add("statements");
        let Some(process) = &mut self.processes[place] else { return };
        let answered = process.let_through(connection, self.server);
        let waits = answered == Answered::Waits;
        let is_over = !process.is_in_transaction(connection);
        self.note(format!(
            "{}.{connection} {label}{}",
            name(place),
            if waits { " (waits for a lock)" } else { "" }
        ));
        if waits {
            self.counts.add("waits for a lock");
            return;
        }
        // What was done, and whose answer never arrived: the process dies between the two.
        if self.rough && is_over && self.weather.kills > 0 && self.rng.below(400) < 3 {
            self.counts.add("kills right after a commit");
            self.weather.kills -= 1;
            return self.kill(place);
        }
        let Some(process) = &mut self.processes[place] else { return };
        process.settle(self.server);
        if is_over || label.contains("ROLLBACK") {
            self.wake_waiting();
        }
    }

    fn ring(&mut self, place: usize, ring: usize) {
        let Some(process) = &mut self.processes[place] else { return };
        let mut net = self.net.lock().unwrap();
        let lost = self.rough && self.rng.chance(self.weather.ring_lost);
        let doubled = self.rough && !lost && self.rng.chance(self.weather.ring_doubled);
        let lane = if doubled { net.rings[ring] } else { net.rings.remove(ring) };
        if lost {
            drop(net);
            self.counts.add("rings lost");
            return self.note("a ring is lost".to_owned());
        }
        net.hear(process.run, lane);
        drop(net);
        process.settle(self.server);
        self.counts.add(if doubled { "rings doubled" } else { "rings" });
        self.note(format!("{} hears a ring for {lane}", name(place)));
    }
}
