//! Where buttons stand. A message has room for five rows of five.
//!
//! The rows come as the conversation wants them and stay so where they fit. Otherwise:
//!
//! 1. a row of more than five buttons goes on in rows below it;
//! 2. while there are more than five rows, the two neighbours that are shortest together become one,
//!    so that the order stays and the longest lists close up first;
//! 3. if that is not enough, all buttons stand in rows of five, in their order, and what is more than
//!    25 stands under further messages. No button is ever left out.

use marketplace_domain::message::{Button, Press};
use serde_json::{Value, json};

use crate::{limits, split::shorten};

/// Kinds of components and styles of buttons (docs.discord.com/developers/components/reference).
const ACTION_ROW: u8 = 1;
const BUTTON: u8 = 2;
const SECONDARY: u8 = 2;
const LINK: u8 = 5;

/// The rows as components, one list for each message that they need: none where there are no buttons.
pub(crate) fn components(rows: &[Vec<Button>]) -> Vec<Value> {
    let rows: Vec<Vec<&Button>> =
        rows.iter().flat_map(|row| row.chunks(limits::ROW_BUTTONS)).map(|row| row.iter().collect()).collect();
    let rows = join(rows);
    rows.chunks(limits::ROWS).map(|rows| rows.iter().map(|row| action_row(row)).collect()).collect()
}

fn join(mut rows: Vec<Vec<&Button>>) -> Vec<Vec<&Button>> {
    while rows.len() > limits::ROWS {
        let shortest = rows
            .windows(2)
            .map(|pair| pair.iter().map(Vec::len).sum::<usize>())
            .enumerate()
            .filter(|(_, together)| *together <= limits::ROW_BUTTONS)
            .min_by_key(|(_, together)| *together);
        let Some((first, _)) = shortest else {
            let all: Vec<&Button> = rows.into_iter().flatten().collect();
            return all.chunks(limits::ROW_BUTTONS).map(<[_]>::to_vec).collect();
        };
        let second = rows.remove(first + 1);
        if let Some(row) = rows.get_mut(first) {
            row.extend(second);
        }
    }
    rows
}

fn action_row(row: &[&Button]) -> Value {
    let buttons: Vec<Value> = row.iter().map(|it| button(it)).collect();
    json!({"type": ACTION_ROW, "components": buttons})
}

fn button(button: &Button) -> Value {
    let label = shorten(&button.label, limits::LABEL);
    match &button.press {
        Press::Data(data) => json!({"type": BUTTON, "style": SECONDARY, "label": label, "custom_id": data}),
        Press::Link(link) => json!({"type": BUTTON, "style": LINK, "label": label, "url": link}),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Rows of those lengths, their buttons numbered throughout.
    fn rows(lengths: &[usize]) -> Vec<Vec<Button>> {
        let mut numbers = 0..;
        let mut button = || {
            let number = numbers.next().unwrap_or_default();
            Button { label: number.to_string(), press: Press::Data(format!("d.{number}")) }
        };
        lengths.iter().map(|length| (0..*length).map(|_| button()).collect()).collect()
    }

    /// The lengths of the rows, message by message.
    fn lengths(given: &[usize]) -> Vec<Vec<usize>> {
        let length = |row: &Value| row["components"].as_array().unwrap().len();
        let message = |rows: &Value| rows.as_array().unwrap().iter().map(length).collect();
        components(&rows(given)).iter().map(message).collect()
    }

    #[test]
    fn rows_that_fit_stay_as_they_are() {
        assert_eq!(components(&[]), Vec::<Value>::new());
        assert_eq!(lengths(&[1, 5, 2]), [vec![1, 5, 2]]);
        assert_eq!(lengths(&[1, 1, 1, 1, 1]), [vec![1; 5]]);
    }

    #[test]
    fn long_rows_go_on_below_and_short_neighbours_join() {
        assert_eq!(lengths(&[7]), [vec![5, 2]]);
        assert_eq!(lengths(&[2, 1, 1, 1, 1, 2]), [vec![2, 2, 1, 1, 2]]);
        assert_eq!(lengths(&[1; 8]), [vec![2, 2, 2, 1, 1]]);
    }

    #[test]
    fn what_does_not_fit_goes_under_further_messages() {
        assert_eq!(lengths(&[3; 6]), [vec![5, 5, 5, 3]]);
        assert_eq!(lengths(&[5; 6]), [vec![5; 5], vec![5]]);
    }

    #[test]
    fn a_button_carries_its_data_or_its_link() {
        let link = Button { label: "x".repeat(90), press: Press::Link("https://example.org/a".into()) };
        let shown = components(&[vec![rows(&[1])[0][0].clone(), link]]);
        let expected = json!([{"type": 1, "components": [
            {"type": 2, "style": 2, "label": "0", "custom_id": "d.0"},
            {"type": 2, "style": 5, "label": format!("{}…", "x".repeat(79)), "url": "https://example.org/a"},
        ]}]);
        assert_eq!(shown, [expected]);
    }

    proptest! {
        #[test]
        fn no_button_is_lost_or_moved(given in prop::collection::vec(0usize..8, 0..12)) {
            let all = components(&rows(&given));
            let mut labels = Vec::new();
            for message in &all {
                let rows = message.as_array().unwrap();
                prop_assert!((1..=5).contains(&rows.len()));
                for row in rows {
                    let buttons = row["components"].as_array().unwrap();
                    prop_assert!((1..=5).contains(&buttons.len()));
                    labels.extend(buttons.iter().map(|it| it["label"].as_str().unwrap().to_owned()));
                }
            }
            let expected: Vec<String> = (0..given.iter().sum()).map(|number: usize| number.to_string()).collect();
            prop_assert_eq!(labels, expected);
        }
    }
}
