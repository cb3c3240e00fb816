//! The part of the globe that a circle lies in.

use marketplace_domain::{
    place::Point,
    request::{Area, Radius},
};

/// The mean radius R1 of the earth in kilometres (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A circle on the globe, and the box around it: the box finds by an index, the circle decides.
#[derive(Debug)]
pub(crate) struct Circle {
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) km: f64,
    pub(crate) south: f64,
    pub(crate) north: f64,
    pub(crate) west: f64,
    pub(crate) east: f64,
    /// The centre, on a ball of radius 1.
    pub(crate) centre: [f64; 3],
    /// The square of the way through the ball from the centre to the edge.
    pub(crate) chord: f64,
}

impl Circle {
    /// The degrees of latitude in which a part of the box lies, from south to north.
    pub(crate) fn lines(&self) -> (i32, i32) {
        (degree(self.south.max(-90.0)), degree(self.north.min(90.0)))
    }

    /// The degrees of longitude, from west to east.
    pub(crate) fn columns(&self) -> (i32, i32) {
        (degree(self.west), degree(self.east))
    }
}

/// A country, or a circle, or neither.
#[derive(Default)]
pub(crate) struct Region {
    pub(crate) country: Option<String>,
    pub(crate) circle: Option<Circle>,
}

/// What is meant by an area, for a table to look for.
pub(crate) fn region(area: Option<&Area>) -> Region {
    match area {
        None => Region::default(),
        Some(Area::Country(country)) => Region { country: Some(country.to_string()), circle: None },
        Some(Area::Around { place, radius }) => {
            Region { country: None, circle: Some(circle(place.point, *radius)) }
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
    let chord = (2.0 * (angle / 2.0).sin()).powi(2);
    Circle { lat, lon, km, south, north, west, east, centre: on_ball(centre), chord }
}

fn on_ball(point: Point) -> [f64; 3] {
    let (lat, lon) = (point.lat().to_radians(), point.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

#[allow(clippy::cast_possible_truncation, reason = "degrees of the globe are small numbers")]
fn degree(degrees: f64) -> i32 {
    degrees.floor() as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever lies in the circle lies in the box and in its cells.
        #[test]
        fn the_box_holds_the_circle(
            lat in -90.0f64..=90.0, lon in -180.0f64..=180.0, km in 1u16..=1000,
            north in -12.0f64..=12.0, east in -180.0f64..=180.0,
        ) {
            let centre = Point::new(lat, lon).unwrap();
            let other = Point::new((lat + north).clamp(-90.0, 90.0), (lon + east / 8.0).clamp(-180.0, 180.0)).unwrap();
            let circle = circle(centre, Radius::try_from(km).unwrap());
            let way: f64 = circle.centre.iter().zip(on_ball(other)).map(|(a, b)| (a - b).powi(2)).sum();
            // On the very edge either may be right.
            if (centre.distance_km(other) - f64::from(km)).abs() > 1e-6 {
                prop_assert_eq!(centre.distance_km(other) <= f64::from(km), way <= circle.chord);
            }
            if centre.distance_km(other) <= f64::from(km) {
                prop_assert!((circle.south..=circle.north).contains(&other.lat()));
                prop_assert!((circle.west..=circle.east).contains(&other.lon()));
                let (lines, columns) = (circle.lines(), circle.columns());
                prop_assert!((lines.0..=lines.1).contains(&degree(other.lat())));
                prop_assert!((columns.0..=columns.1).contains(&degree(other.lon())));
            }
        }
    }
}
