//! Places: names that resolve to a point, a country and a time zone, without a network.

mod fold;
mod gazetteer;
mod index;

pub use fold::distance;
pub use gazetteer::{Entry, Gazetteer, Kind};

use std::fmt;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The mean radius R1 of the earth in kilometres (IUGG, WGS 84 ellipsoid).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Why a country or a point cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceProblem {
    /// Not two ASCII upper-case letters.
    #[error("a country is two upper-case letters (ISO 3166-1 alpha-2), such as TN")]
    Country,
    /// Not a number, or off the globe.
    #[error("a point has a latitude from -90 to 90 and a longitude from -180 to 180")]
    Point,
}

/// A country by its ISO 3166-1 alpha-2 code. Only the shape is checked: codes come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// The market's home.
    pub const TUNISIA: Self = Self(*b"TN");

    /// Reads a code such as `TN`; lower case is refused.
    pub fn parse(code: &str) -> Result<Self, PlaceProblem> {
        match *code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(PlaceProblem::Country),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.0;
        write!(f, "{}{}", char::from(a), char::from(b))
    }
}

impl std::str::FromStr for Country {
    type Err = PlaceProblem;
    fn from_str(code: &str) -> Result<Self, PlaceProblem> {
        Self::parse(code)
    }
}

impl TryFrom<String> for Country {
    type Error = PlaceProblem;
    fn try_from(code: String) -> Result<Self, PlaceProblem> {
        Self::parse(&code)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.to_string()
    }
}

/// A point on the globe, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPoint")]
pub struct Point {
    lat: f64,
    lon: f64,
}

/// What a point looks like before anybody checked it.
#[derive(Deserialize)]
struct RawPoint {
    lat: f64,
    lon: f64,
}

impl TryFrom<RawPoint> for Point {
    type Error = PlaceProblem;
    fn try_from(raw: RawPoint) -> Result<Self, PlaceProblem> {
        Self::new(raw.lat, raw.lon)
    }
}

impl Point {
    /// A point from degrees; refuses NaN and what lies off the globe.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PlaceProblem> {
        // NaN is in no range, so it is refused as well.
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Ok(Self { lat, lon })
        } else {
            Err(PlaceProblem::Point)
        }
    }

    /// Degrees north of the equator, -90 to 90.
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east of Greenwich, -180 to 180.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// How far the other point is, in kilometres along the great circle (haversine formula;
    /// off by at most 0.6 % because the earth is no sphere).
    pub fn distance_km(self, other: Self) -> f64 {
        let half_lat = (other.lat - self.lat).to_radians() / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2)
            + self.lat.to_radians().cos() * other.lat.to_radians().cos() * half_lon.sin().powi(2);
        // Rounding can push h just over 1 at the antipodes, where asin would give NaN.
        2.0 * EARTH_RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin()
    }

    /// The point rounded to two decimals, about a kilometre: enough for a match, too little to
    /// find somebody's door.
    #[must_use]
    pub fn coarse(self) -> Self {
        let round = |degrees: f64| (degrees * 100.0).round() / 100.0;
        Self { lat: round(self.lat), lon: round(self.lon) }
    }
}

/// A place that somebody chose, complete in itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The GeoNames id, or the market's own from 2,000,000,000 on.
    pub id: u32,
    /// Its name as GeoNames has it; for a reader's language see [`Entry::name`].
    pub name: String,
    /// The country it lies in.
    pub country: Country,
    /// Where it is; a country is where its capital is.
    pub point: Point,
    /// The time zone there, written as its IANA name.
    pub zone: Tz,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_to_the_globe() {
        for (lat, lon) in [(90.1, 0.0), (-91.0, 0.0), (0.0, 180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Point::new(lat, lon), Err(PlaceProblem::Point));
        }
        assert!(serde_json::from_str::<Point>(r#"{"lat":91.0,"lon":0.0}"#).is_err());
        let point = Point::new(36.81897, 10.16579).unwrap();
        assert_eq!(point.coarse(), Point::new(36.82, 10.17).unwrap());
    }

    #[test]
    fn distances_on_the_globe() {
        let tunis = Point::new(36.81897, 10.16579).unwrap();
        let paris = Point::new(48.85341, 2.3488).unwrap();
        // Half the circumference of a circle of the mean radius.
        let (east, west) = (Point::new(0.0, 90.0).unwrap(), Point::new(0.0, -90.0).unwrap());
        assert!((tunis.distance_km(paris) - 1480.31).abs() < 0.01);
        assert_eq!(tunis.distance_km(tunis), 0.0);
        assert!((east.distance_km(west) - std::f64::consts::PI * 6371.0088).abs() < 1e-6);
    }

    #[test]
    fn countries_are_two_capitals() {
        assert_eq!(Country::parse("TN"), Ok(Country::TUNISIA));
        assert_eq!(Country::TUNISIA.to_string(), "TN");
        for code in ["", "T", "tn", "TUN", "T1", "é", "ÀÀ"] {
            assert_eq!(Country::parse(code), Err(PlaceProblem::Country));
        }
        assert!(serde_json::from_str::<Country>(r#""tn""#).is_err());
    }

    #[test]
    fn a_place_survives_writing_and_reading() {
        let place = Place {
            id: 2_988_507,
            name: "Paris".to_owned(),
            country: Country::parse("FR").unwrap(),
            point: Point::new(48.85341, 2.3488).unwrap(),
            zone: chrono_tz::Europe::Paris,
        };
        let json = serde_json::to_value(&place).unwrap();
        assert_eq!(json["zone"], "Europe/Paris");
        assert_eq!(json["country"], "FR");
        assert_eq!(serde_json::from_value::<Place>(json).unwrap(), place);
    }
}
