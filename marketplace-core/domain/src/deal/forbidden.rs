//! What may not be carried, by route: the operator's list.

use std::sync::LazyLock;

use crate::{place::Country, request::Content};

/// The list: `data/forbidden.tsv`. An operator changes it there.
const LIST: &str = include_str!("../../data/forbidden.tsv");

/// A kind of things that may not be carried. Each locale names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// Weapons, parts of them, explosives.
    Weapons,
    /// Drugs.
    Drugs,
    /// Medicines without a prescription.
    Medicines,
    /// Cash, gold and jewels above what may be carried undeclared.
    Valuables,
    /// Counterfeits.
    Counterfeits,
    /// Drones and radio sets.
    Drones,
    /// Meat, milk and what is made of them.
    MeatAndMilk,
    /// Plants, seeds and soil.
    Plants,
    /// Animals.
    Animals,
    /// Batteries that are not built in.
    Batteries,
    /// Tobacco and alcohol above what is free of duty.
    TobaccoAndAlcohol,
    /// A parcel that nobody may open.
    ClosedParcels,
}

impl Thing {
    const ALL: [(Self, &'static str); 12] = [
        (Self::Weapons, "weapons"),
        (Self::Drugs, "drugs"),
        (Self::Medicines, "medicines"),
        (Self::Valuables, "valuables"),
        (Self::Counterfeits, "counterfeits"),
        (Self::Drones, "drones"),
        (Self::MeatAndMilk, "meat-and-milk"),
        (Self::Plants, "plants"),
        (Self::Animals, "animals"),
        (Self::Batteries, "batteries"),
        (Self::TobaccoAndAlcohol, "tobacco-and-alcohol"),
        (Self::ClosedParcels, "closed-parcels"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(thing, _)| thing)
    }
}

/// One line of the list: from a country to a country, each of them perhaps any.
struct Rule {
    from: Option<Country>,
    to: Option<Country>,
    thing: Thing,
}

impl Rule {
    /// A place that nobody named may be anywhere.
    fn covers(&self, from: Option<Country>, to: Option<Country>) -> bool {
        let fits = |rule: Option<Country>, place: Option<Country>| {
            rule.is_none() || place.is_none() || rule == place
        };
        fits(self.from, from) && fits(self.to, to)
    }
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| LIST.lines().filter_map(rule).collect());

/// A line of the list; none for a comment. The test below reads every line.
fn rule(line: &str) -> Option<Rule> {
    let mut parts = line.split('\t');
    let (from, to, thing) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Rule { from: from.parse().ok(), to: to.parse().ok(), thing: Thing::from_name(thing)? })
}

/// What may not be carried for a request like this one; nothing where nothing is carried.
pub fn forbidden(content: &Content) -> Vec<Thing> {
    let Some(to) = content.need.to().filter(|_| content.need.kind().is_carried()) else { return Vec::new() };
    let from = content.need.from().map(|place| place.country);
    let mut things: Vec<Thing> = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.covers(from, Some(to.country))) {
        if !things.contains(&rule.thing) {
            things.push(rule.thing);
        }
    }
    things
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        place::Gazetteer,
        request::{Need, Parcel, Photos},
        text::Title,
    };

    fn content(need: Need) -> Content {
        Content {
            title: Title::parse("A bag").unwrap(),
            description: None,
            need,
            due: None,
            reward: None,
            photos: Photos::default(),
        }
    }

    fn parcel(from: &str, to: &str) -> Content {
        let place = |name| Gazetteer::embedded().find(name, None).first().unwrap().place();
        content(Need::Pickup { parcel: Parcel::default(), from: place(from), to: place(to) })
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        for line in LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let rule = rule(line).unwrap_or_else(|| panic!("{line:?}"));
            let parts: Vec<&str> = line.split('\t').collect();
            assert_eq!(
                (rule.from.is_none(), rule.to.is_none()),
                (parts[0] == "*", parts[1] == "*"),
                "{line}"
            );
        }
        assert!(RULES.len() >= Thing::ALL.len());
    }

    #[test]
    fn it_depends_on_the_route() {
        let to_tunis = forbidden(&parcel("Paris", "Tunis"));
        assert!(to_tunis.contains(&Thing::Weapons) && to_tunis.contains(&Thing::Drones));
        assert!(!forbidden(&parcel("Tunis", "Paris")).contains(&Thing::Drones));
        assert!(forbidden(&parcel("Tunis", "Paris")).contains(&Thing::MeatAndMilk));
        let things = to_tunis.len();
        assert_eq!(
            to_tunis.into_iter().collect::<std::collections::HashSet<_>>().len(),
            things,
            "none twice"
        );
    }

    #[test]
    fn nothing_is_forbidden_where_nothing_is_carried() {
        assert!(forbidden(&content(Need::Service { meetup: None })).is_empty());
    }
}
