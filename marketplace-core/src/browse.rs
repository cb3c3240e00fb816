//! Looking for requests of others.

use marketplace_domain::{
    id::AccountId,
    place::Point,
    request::{Area, Card, Cursor, Filter, Kind, Page, Radius},
};

use crate::{
    MarketError, Unit,
    requests::{PAGE_AND_ONE, position},
    tables::browse::{self, Circle, Place, Search},
    words,
};

/// The mean radius R1 of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

impl Unit {
    /// Requests of others on the market that fit a filter, newest first, five a page.
    ///
    /// # Errors
    /// [`marketplace_domain::refusal::Refusal::Unknown`] where there is no such account;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn browse(
        &mut self,
        account: AccountId,
        filter: &Filter,
        after: Option<Cursor>,
    ) -> Result<Page<Card>, MarketError> {
        let due = match filter.due {
            Some(due) => {
                let today = self.now().with_timezone(&self.person(account).await?.zone).date_naive();
                Some(due.window(today))
            }
            None => None,
        };
        let search = Search {
            viewer: account.uuid(),
            now: self.now(),
            kind: filter.kind.map(Kind::name),
            from: place(filter.from.as_ref()),
            to: place(filter.to.as_ref()),
            due: due.map(|window| (window.first(), window.last())),
            reward: filter.reward.map(|least| (least.currency().code(), least.minor())),
            words: filter.words.as_ref().and_then(words::query),
            after: after.map(position),
        };
        browse::plan_each(self.connection()).await?;
        let found = browse::find(self.connection(), &search, PAGE_AND_ONE).await?;
        self.page(account, found).await
    }
}

pub(crate) fn place(area: Option<&Area>) -> Place {
    match area {
        None => Place::default(),
        Some(Area::Country(country)) => Place { country: Some(country.to_string()), circle: None },
        Some(Area::Around { place, radius }) => {
            Place { country: None, circle: Some(circle(place.point, *radius)) }
        }
    }
}

/// A circle with the smallest box of latitudes and longitudes around it (J. P. Matuschek, "Finding
/// points within a distance of a latitude/longitude using bounding coordinates"). Where the box would
/// cross a pole or the 180th meridian it takes in all longitudes: the circle itself decides anyway.
pub(crate) fn circle(centre: Point, radius: Radius) -> Circle {
    let km = f64::from(radius.km());
    let angle = km / EARTH_RADIUS_KM;
    let (lat, lon) = (centre.lat(), centre.lon());
    let (south, north) = (lat - angle.to_degrees(), lat + angle.to_degrees());
    let around = (angle.sin() / lat.to_radians().cos()).asin().to_degrees();
    let (west, east) = (lon - around, lon + around);
    let whole = south <= -90.0 || north >= 90.0 || !(west >= -180.0 && east <= 180.0);
    let (west, east) = if whole { (-180.0, 180.0) } else { (west, east) };
    Circle { lat, lon, km, south, north, west, east }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever lies in the circle lies in the box.
        #[test]
        fn the_box_holds_the_circle(
            lat in -90.0f64..=90.0, lon in -180.0f64..=180.0, km in 1u16..=1000,
            north in -12.0f64..=12.0, east in -180.0f64..=180.0,
        ) {
            let centre = Point::new(lat, lon).unwrap();
            let other = Point::new((lat + north).clamp(-90.0, 90.0), (lon + east / 8.0).clamp(-180.0, 180.0)).unwrap();
            let circle = circle(centre, Radius::try_from(km).unwrap());
            if centre.distance_km(other) <= f64::from(km) {
                prop_assert!((circle.south..=circle.north).contains(&other.lat()));
                prop_assert!((circle.west..=circle.east).contains(&other.lon()));
            }
        }
    }
}
