//! What browsing means, said as plainly as possible: the database must agree with it.

use chrono::{Datelike, Days, NaiveDate};
use marketplace_domain::{
    entropy::{Entropy, below},
    id::AccountId,
    money::{Currency, Money},
    place::Place,
    request::{Area, Content, Due, Filter, Kind, Need, Parcel, Radius, Sort, Window, Words},
    text::Title,
};

use super::{content, day, place};

/// Spellings with the form under which they are one word.
pub(super) const VOCABULARY: [(&str, &str); 12] = [
    ("Téléphone", "telephone"),
    ("TELEPHONE", "telephone"),
    ("télé", "tele"),
    ("Laptop", "laptop"),
    ("laptops", "laptops"),
    ("15", "15"),
    ("١٥", "15"),
    ("قَهْوَة", "قهوه"),
    ("قهوه", "قهوه"),
    ("هاتف", "هاتف"),
    ("الهاتف", "هاتف"),
    ("cœur", "coeur"),
];

const PLACES: [&str; 9] =
    ["Tunis", "La Marsa", "Sousse", "Sfax", "Paris", "Versailles", "Lyon", "Berlin", "Montréal"];

/// A request in the model.
pub(super) struct Posted {
    pub(super) by: AccountId,
    pub(super) content: Content,
    pub(super) words: Vec<&'static str>,
}

pub(super) struct Draw<'a>(pub(super) &'a dyn Entropy);

impl Draw<'_> {
    pub(super) fn chance(&self, percent: u32) -> bool {
        below(self.0, 100) < percent
    }

    pub(super) fn of<'t, T>(&self, from: &'t [T]) -> &'t T {
        &from[below(self.0, u32::try_from(from.len()).unwrap()) as usize]
    }

    pub(super) fn place(&self) -> Place {
        place(self.of::<&str>(&PLACES))
    }

    pub(super) fn some<T>(&self, percent: u32, draw: impl FnOnce() -> T) -> Option<T> {
        self.chance(percent).then(draw)
    }

    pub(super) fn posted(&self, by: AccountId) -> Posted {
        let words: Vec<_> = (0..=below(self.0, 3)).map(|_| self.of(&VOCABULARY)).collect();
        let title: Vec<&str> = words.iter().map(|word| word.0).collect();
        let need = match self.of(&Kind::ALL) {
            Kind::Buy => Need::Buy { items: vec![], from: self.some(60, || self.place()), to: self.place() },
            Kind::Pickup => Need::Pickup { parcel: Parcel::default(), from: self.place(), to: self.place() },
            Kind::Service => Need::Service { meetup: self.some(50, || self.place()) },
        };
        let mut content = content("-a-", need);
        content.title = Title::parse(&title.join(", ")).unwrap();
        content.due = self.some(60, || day(1 + below(self.0, 20)));
        content.reward = self.some(70, || self.reward());
        Posted { by, content, words: words.iter().map(|word| word.1).collect() }
    }

    fn reward(&self) -> Money {
        let minor = i64::from(*self.of(&[500, 1000, 2000]));
        Money::from_minor(minor, *self.of(&[Currency::Eur, Currency::Tnd])).unwrap()
    }

    fn due(&self) -> Due {
        if self.chance(50) {
            return Due::Within(*self.of(&[0, 3, 10]));
        }
        let first = 1 + below(self.0, 20);
        Due::Between(Window::new(day(first), day(first + below(self.0, 8))).unwrap())
    }

    fn area(&self) -> Area {
        let place = self.place();
        if self.chance(50) {
            return Area::Country(place.country);
        }
        let radius = Radius::try_from(*self.of(&[5, 30, 200, 1000])).unwrap();
        Area::Around { place, radius }
    }

    pub(super) fn filter(&self) -> (Filter, Vec<&'static str>) {
        let words: Vec<_> = if self.chance(40) {
            (0..=below(self.0, 2)).map(|_| self.of(&VOCABULARY)).collect()
        } else {
            vec![]
        };
        let typed: Vec<&str> = words.iter().map(|word| word.0).collect();
        let filter = Filter {
            kind: self.some(30, || *self.of(&Kind::ALL)),
            from: self.some(40, || self.area()),
            to: self.some(40, || self.area()),
            due: self.some(30, || self.due()),
            reward: self.some(20, || self.reward()),
            words: Words::parse(&typed.join(" ")),
        };
        (filter, words.iter().map(|word| word.1).collect())
    }
}

impl Posted {
    /// Whether the viewer should find it.
    pub(super) fn fits(&self, viewer: AccountId, today: NaiveDate, filter: &Filter, words: &[&str]) -> bool {
        let need = &self.content.need;
        let anywhere = matches!(need, Need::Buy { from: None, .. });
        self.by != viewer
            && filter.kind.is_none_or(|kind| kind == need.kind())
            && filter.from.as_ref().is_none_or(|area| anywhere || holds(area, need.from()))
            && filter.to.as_ref().is_none_or(|area| holds(area, need.to()))
            && filter.due.is_none_or(|sought| {
                let (first, last) = match sought {
                    Due::Within(days) => (today, today + Days::new(u64::from(days))),
                    Due::Between(window) => (window.first(), window.last()),
                };
                self.content.due.is_some_and(|due| first <= due && due <= last)
            })
            && filter.reward.is_none_or(|least| {
                let enough =
                    |reward: Money| reward.currency() == least.currency() && reward.minor() >= least.minor();
                self.content.reward.is_some_and(enough)
            })
            && words.iter().all(|sought| self.words.iter().any(|word| word.starts_with(sought)))
    }
}

/// What ranks higher comes first; among equals the newest does.
pub(super) fn rank(content: &Content, filter: &Filter, sort: Sort) -> i64 {
    let need = &content.need;
    let (area, place) = match (&filter.from, &filter.to) {
        (Some(Area::Around { .. }), _) => (&filter.from, need.from()),
        (_, Some(Area::Around { .. })) => (&filter.to, need.to()),
        _ => (&None, None),
    };
    match (sort, area) {
        (Sort::Soonest, _) => content.due.map_or(i64::MIN, |due| -i64::from(due.num_days_from_ce())),
        (Sort::Nearest, Some(Area::Around { place: centre, .. })) => {
            let metres = |place: &Place| (centre.point.distance_km(place.point) * 1000.0).round();
            place.map_or(i64::MIN, |place| -(metres(place) as i64))
        }
        _ => 0,
    }
}

fn holds(area: &Area, place: Option<&Place>) -> bool {
    match (area, place) {
        (_, None) => false,
        (Area::Country(country), Some(there)) => there.country == *country,
        (Area::Around { place, radius }, Some(there)) => {
            place.point.distance_km(there.point) <= f64::from(radius.km())
        }
    }
}
