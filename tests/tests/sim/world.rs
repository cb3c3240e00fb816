//! One seed: a world in which a seeded choice decides, whenever nothing can go on by itself, which one
//! thing happens next.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{
    checker,
    clock::SimClock,
    history::{Doubt, Event, History},
    minds::{Did, Minds},
    net::{Net, Nic},
    process::Process,
    rng::Rng,
    screens::Screens,
    script::Script,
    server::Server,
    weather::{Counts, Weather},
};

/// Steps after which the faults end, whatever is still to come; and more than are ever needed without
/// faults until there is nothing to do but to wait.
const MOST_STEPS: usize = 4000;
/// Leaps of time, with nothing else to do, after which the faults end.
const LEAPS_WITH_FAULTS: usize = 3;
/// Leaps of time after which whatever did not end is lost: more than the eight hours of the last try.
const MOST_LEAPS: usize = 110;
/// The longest leap.
const LONGEST: Duration = Duration::from_secs(600);

/// Updates that were offered to a process.
pub(super) struct Offer {
    pub number: u64,
    pub person: usize,
    pub run: u64,
    /// How many of the person's outbox.
    pub count: usize,
    /// They were taken before, and are told again.
    pub retold: bool,
}

pub(super) struct World<'s> {
    pub server: &'s Server,
    pub seed: u64,
    pub rng: Rng,
    pub weather: Weather,
    pub clock: Arc<SimClock>,
    pub net: Arc<Mutex<Net>>,
    pub processes: Vec<Option<Process>>,
    pub screens: Screens,
    pub minds: Minds,
    pub offers: Vec<Offer>,
    pub history: History,
    pub counts: Counts,
    /// Whether faults happen.
    pub rough: bool,
    pub runs: u64,
    pub offered: u64,
    /// It never came to rest.
    restless: bool,
    /// What a test says of the platforms.
    pub script: Script,
}

/// What became of a seed.
pub(super) struct Outcome {
    pub seed: u64,
    pub history: History,
    pub counts: Counts,
    pub problems: Vec<String>,
}

/// Lives through one seed.
pub(super) fn live(server: &Server, seed: u64) -> Outcome {
    let mut rng = Rng::new(seed);
    let weather = Weather::draw(&mut rng);
    let mut world = World { rng, ..World::new(server, seed, weather) };
    world.note(format!("seed {seed}: {:?}", world.weather));
    world.be_rough();
    world.be_calm();
    world.end()
}

impl<'s> World<'s> {
    /// The town as it was built, with no process yet.
    pub(super) fn new(server: &'s Server, seed: u64, weather: Weather) -> Self {
        server.restore();
        Self {
            server,
            seed,
            rng: Rng::new(seed),
            clock: Arc::default(),
            net: Arc::default(),
            processes: (0..weather.processes).map(|_| None).collect(),
            screens: Screens::default(),
            minds: Minds::new(&server.town, weather.lines),
            offers: Vec::new(),
            history: History::new(&server.town),
            counts: Counts::default(),
            rough: true,
            runs: 0,
            offered: 0,
            restless: false,
            script: Script::default(),
            weather,
        }
    }
}

impl World<'_> {
    fn be_rough(&mut self) {
        for place in 0..self.processes.len() {
            self.start(place);
        }
        let mut leaps = 0;
        for _ in 0..MOST_STEPS {
            if !self.step() {
                leaps += 1;
                if leaps > LEAPS_WITH_FAULTS {
                    return;
                }
                let leap = *self.rng.of(&[100, 1000, 3000, 16_000, 65_000, 200_000]);
                self.pass(Duration::from_millis(leap));
            }
        }
    }

    /// Nothing goes wrong any more, until everything that was accepted has ended.
    fn be_calm(&mut self) {
        self.note("calm".to_owned());
        self.rough = false;
        self.net.lock().unwrap().bell_is_away = false;
        let mut after_the_end = 0;
        for leap in 0..MOST_LEAPS {
            for place in 0..self.processes.len() {
                if self.processes[place].is_none() {
                    self.start(place);
                }
            }
            let rests = (0..MOST_STEPS).any(|_| !self.step());
            if !rests {
                self.restless = true;
                return;
            }
            if checker::lost(&self.history).is_empty() && self.offers.is_empty() {
                after_the_end += 1;
                if after_the_end > 1 {
                    return;
                }
            }
            self.pass(Duration::from_secs(2 << (2 * leap).min(20)).min(LONGEST));
        }
    }

    fn end(mut self) -> Outcome {
        let server = self.server;
        for process in self.processes.iter_mut().filter_map(Option::take) {
            process.kill(server, || false);
        }
        let mut problems = checker::problems(&self.history);
        let untold = self.minds.of.iter().map(|mind| mind.outbox.len()).sum::<usize>();
        if untold > 0 {
            problems.push(format!("stuck: {untold} updates were never taken"));
        }
        if self.restless {
            problems.push("stuck: something goes on for ever, and time stands still".to_owned());
        }
        let Self { seed, history, counts, .. } = self;
        Outcome { seed, history, counts, problems }
    }

    pub(super) fn note(&mut self, note: String) {
        self.tell(Event::Note(note));
    }

    pub(super) fn tell(&mut self, event: Event) {
        self.history.events.push((self.clock.passed(), event));
    }

    /// Starts the process of a place.
    pub(super) fn start(&mut self, place: usize) {
        self.runs += 1;
        let nic = Nic { net: Arc::clone(&self.net), run: self.runs };
        self.note(format!("{} starts as run {}", name(place), self.runs));
        let seed = self.seed ^ (self.runs << 40);
        self.processes[place] = Some(Process::start(self.server, nic, &self.clock, seed));
    }

    /// Kills the process of a place. Each request that stands before Postgres, and each call on its way
    /// to a platform, may still arrive there.
    pub(super) fn kill(&mut self, place: usize) {
        let Some(process) = self.processes[place].take() else { return };
        self.counts.add("kills");
        self.note(format!("{} is killed", name(place)));
        self.tell(Event::Doubt(Doubt::Killed));
        let (run, rng) = (process.run, &mut self.rng);
        let rough = self.rough;
        process.kill(self.server, || rough && rng.chance(50));
        self.net.lock().unwrap().forget(run, |_| rough && rng.chance(30));
        self.offers.retain(|offer| offer.run != run);
        self.wake_waiting();
    }

    /// A process loses all its connections to Postgres.
    pub(super) fn cut(&mut self, place: usize) {
        let Some(process) = &mut self.processes[place] else { return };
        self.counts.add("cuts");
        let rng = &mut self.rng;
        process.cut(self.server, || rng.chance(50));
        process.settle(self.server);
        self.note(format!("{} loses Postgres", name(place)));
        self.tell(Event::Doubt(Doubt::Cut));
        self.wake_waiting();
    }

    /// Somebody does something.
    pub(super) fn act(&mut self, person: usize) {
        let town = &self.server.town;
        let chat = town.people[person].address().chat;
        let screen = self.screens.of(&chat);
        let around = (town, &mut self.rng);
        let did = self.minds.act(person, around, screen, &mut self.history.lines, self.weather.leaves);
        let name = town.people[person].name;
        match did {
            Did::Wrote(line) => self.tell(Event::Wrote(line)),
            Did::Something(what) => self.note(format!("{name} {what}")),
            Did::Left => {
                self.screens.gone.insert(chat);
                self.counts.add("people who left");
                self.tell(Event::Left(person));
            }
            Did::Returned => {
                self.screens.gone.remove(&chat);
                self.note(format!("{name} returns"));
            }
        }
    }

    pub(super) fn pass(&mut self, time: Duration) {
        self.clock.advance(time);
        self.note(format!("{} ms pass", time.as_millis()));
        for process in self.processes.iter_mut().flatten() {
            process.advance(time);
            process.settle(self.server);
        }
    }

    /// Locks may have become free: whoever waited for one goes on.
    pub(super) fn wake_waiting(&mut self) {
        for place in 0..self.processes.len() {
            let Some(process) = &mut self.processes[place] else { continue };
            let woken = process.look_at_waiting(self.server);
            if !woken.is_empty() {
                process.settle(self.server);
            }
            for connection in woken {
                self.note(format!("{}.{connection} has its lock", name(place)));
            }
        }
    }
}

/// What a process is called.
pub(super) fn name(place: usize) -> &'static str {
    ["P", "Q", "R"][place]
}
