//! Places as tokens: any, a country, or a cell of one of four grids.

use marketplace_domain::place::{Country, Point};

use crate::circle::Circle;

/// The sides of the cells of each grid, in degrees, the finest first. The usual circle touches at most
/// four cells of the second one; the last one goes around the earth in twelve.
const SIDES: [f64; 4] = [0.4, 1.6, 6.4, 30.0];
/// The most cells that stand for a circle.
const MOST_CELLS: usize = 4;
/// No place in particular.
pub(super) const ANY: i32 = 0;

/// A country's token: below all cells.
pub(super) fn country(country: Country) -> i32 {
    let letters = country.to_string();
    letters.bytes().fold(0, |token, letter| token * 26 + i32::from(letter - b'A')) + 1
}

/// The cells that a point lies in, one of each grid.
pub(super) fn around(point: Point) -> [i32; 4] {
    let mut level = 0;
    SIDES.map(|side| {
        let cell = cell(level, index(point.lat() + 90.0, side), index(point.lon() + 180.0, side));
        level += 1;
        cell
    })
}

/// The cells of the finest grid of which a circle touches few; any where there is no such grid.
pub(super) fn covering(circle: &Circle) -> Vec<i32> {
    for (level, side) in (0..).zip(SIDES) {
        let rows = index(circle.south + 90.0, side)..=index(circle.north + 90.0, side);
        let columns = index(circle.west + 180.0, side)..=index(circle.east + 180.0, side);
        let count = |range: &std::ops::RangeInclusive<i32>| usize::try_from(range.end() - range.start() + 1);
        if count(&rows).unwrap_or(usize::MAX).saturating_mul(count(&columns).unwrap_or(usize::MAX))
            <= MOST_CELLS
        {
            return rows
                .flat_map(|row| columns.clone().map(move |column| cell(level, row, column)))
                .collect();
        }
    }
    vec![ANY]
}

#[allow(clippy::cast_possible_truncation, reason = "at most 900 cells lie in a row")]
fn index(degrees: f64, side: f64) -> i32 {
    (degrees.max(0.0) / side).floor() as i32
}

const fn cell(level: i32, row: i32, column: i32) -> i32 {
    1 << 30 | level << 24 | row << 12 | column
}

#[cfg(test)]
mod tests {
    use marketplace_domain::request::Radius;
    use proptest::prelude::*;

    use super::*;
    use crate::circle::circle;

    #[test]
    fn the_usual_circle_is_four_cells_of_the_second_grid() {
        let paris = Point::new(48.85341, 2.3488).unwrap();
        let cells = covering(&circle(paris, Radius::USUAL));
        assert!(cells.len() <= 4 && cells.contains(&around(paris)[1]), "{cells:?}");
        assert_eq!(country(Country::parse("ZZ").unwrap()), 676);
    }

    #[test]
    fn a_circle_around_a_pole_is_anywhere() {
        let pole = Point::new(89.9, 10.0).unwrap();
        assert_eq!(covering(&circle(pole, Radius::USUAL)), [ANY]);
    }

    proptest! {
        /// Whatever lies in the circle lies in one of its cells, and in one only.
        #[test]
        fn the_cells_hold_the_circle(
            lat in -90.0f64..=90.0, lon in -180.0f64..=180.0, km in 1u16..=1000,
            north in -12.0f64..=12.0, east in -24.0f64..=24.0,
        ) {
            let centre = Point::new(lat, lon).unwrap();
            let other = Point::new((lat + north).clamp(-90.0, 90.0), (lon + east).clamp(-180.0, 180.0)).unwrap();
            let cells = covering(&circle(centre, Radius::try_from(km).unwrap()));
            prop_assert!(cells.len() <= MOST_CELLS);
            if centre.distance_km(other) <= f64::from(km) && cells != [ANY] {
                let mine = around(other);
                prop_assert_eq!(cells.iter().filter(|cell| mine.contains(cell)).count(), 1);
            }
        }
    }
}
