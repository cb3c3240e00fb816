//! Alerts and trips of the market in memory.

use conversation::watch::{Watch, Watched};
use marketplace_domain::{
    alert::{Choices, MOST_ALERTS, MutedPerson, Step, View},
    id::{AlertId, RequestId, TripId},
    refusal::Refusal,
    request::{Card, Page},
    trip::{State, Trip, View as TripView},
};

use crate::harness::now;

#[derive(Default)]
pub(crate) struct Watching {
    pub(crate) alerts: Vec<View>,
    pub(crate) trips: Vec<TripView>,
    pub(crate) choices: Choices,
    pub(crate) muted: Vec<RequestId>,
    deleted: Vec<View>,
}

impl Watching {
    pub(crate) fn answer(&mut self, watch: &Watch, cards: &[Card]) -> Result<Watched, Refusal> {
        Ok(match watch {
            Watch::Add(_) if self.alerts.len() >= MOST_ALERTS as usize => {
                return Err(Refusal::TooManyAlerts(MOST_ALERTS));
            }
            Watch::Add(alert) => {
                let id = format!("{:032x}", self.alerts.len() + 1).parse::<AlertId>().unwrap();
                let view = View { id, alert: alert.clone(), paused: false };
                self.alerts.insert(0, view.clone());
                Watched::Alert(view)
            }
            Watch::Save(id, alert) => self.alert(*id, |view| view.alert = alert.clone())?,
            Watch::List => Watched::Alerts(self.alerts.clone(), self.choices.clone()),
            Watch::Look(id) => self.alert(*id, |_| {})?,
            Watch::Step(step, id) => self.step(*step, *id)?,
            Watch::Choose(choice) => {
                self.choices = self.choices.clone().with(choice.clone());
                Watched::Done
            }
            Watch::Mute(id) => {
                self.muted.push(*id);
                Watched::Done
            }
            Watch::Unmute(id) => {
                self.muted.retain(|muted| muted != id);
                Watched::Done
            }
            Watch::Muted => {
                let titled = |id: &RequestId| {
                    let card = cards.iter().find(|card| card.id == *id)?;
                    Some(MutedPerson { request: *id, title: card.content.title.clone() })
                };
                Watched::Muted(self.muted.iter().filter_map(titled).collect(), self.choices.clone())
            }
            Watch::Post(trip) => {
                let id = format!("{:032x}", self.trips.len() + 1).parse().unwrap();
                self.trips.push(TripView { id, trip: trip.clone(), state: State::Planned });
                self.trip(id, None, cards)?
            }
            Watch::Change(id, trip) => self.trip(*id, Some(trip), cards)?,
            Watch::Trips => Watched::Trips(self.trips.clone()),
            Watch::Trip(id, _) => self.trip(*id, None, cards)?,
            Watch::Cancel(id) => self.stand(*id, State::Cancelled { at: now() }, cards)?,
            Watch::Restore(id) => self.stand(*id, State::Planned, cards)?,
        })
    }

    fn step(&mut self, step: Step, id: AlertId) -> Result<Watched, Refusal> {
        match step {
            Step::Pause => self.alert(id, |view| view.paused = true),
            Step::Resume => self.alert(id, |view| view.paused = false),
            Step::Delete => {
                let at = self.alerts.iter().position(|view| view.id == id).ok_or(Refusal::Unknown)?;
                let view = self.alerts.remove(at);
                self.deleted.push(view.clone());
                Ok(Watched::Alert(view))
            }
            Step::Restore => {
                let view = self.deleted.pop().ok_or(Refusal::TooLate)?;
                self.alerts.push(view.clone());
                Ok(Watched::Alert(view))
            }
        }
    }

    fn alert(&mut self, id: AlertId, change: impl FnOnce(&mut View)) -> Result<Watched, Refusal> {
        let view = self.alerts.iter_mut().find(|view| view.id == id).ok_or(Refusal::Unknown)?;
        change(view);
        Ok(Watched::Alert(view.clone()))
    }

    fn trip(&mut self, id: TripId, change: Option<&Trip>, cards: &[Card]) -> Result<Watched, Refusal> {
        let view = self.trips.iter_mut().find(|view| view.id == id).ok_or(Refusal::Unknown)?;
        view.trip = change.unwrap_or(&view.trip).clone();
        let items = cards.iter().filter(|card| !card.mine && view.trip.matches(&card.content));
        Ok(Watched::Trip(view.clone(), Page { items: items.cloned().collect(), next: None }))
    }

    fn stand(&mut self, id: TripId, state: State, cards: &[Card]) -> Result<Watched, Refusal> {
        self.trips.iter_mut().find(|view| view.id == id).ok_or(Refusal::Unknown)?.state = state;
        self.trip(id, None, cards)
    }
}
