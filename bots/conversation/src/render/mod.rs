//! Puts what the bot says into a language.

mod alias;
mod args;
mod bundle;
mod date;
mod money;
mod place;
#[cfg(test)]
mod tests;

use marketplace_domain::{
    account::Language,
    message::{self, Message, Press, Rich, Style},
};

pub(crate) use self::bundle::sentence;
use crate::{
    say::{Button, Part, Say, Sentence},
    tap::Screen,
};

/// What stands between the sentences of a [`Part::Row`].
const DOT: &str = " · ";

/// The commands of a platform's menu, in order.
const COMMANDS: [(Screen, &str); 14] = [
    (Screen::Post, "command-post"),
    (Screen::Browse, "command-browse"),
    (Screen::Mine, "command-mine"),
    (Screen::Saved, "command-saved"),
    (Screen::Chats, "command-chats"),
    (Screen::Alerts, "command-alerts"),
    (Screen::Trips, "command-trips"),
    (Screen::Offers, "command-offers"),
    (Screen::Deals, "command-deals"),
    (Screen::Profile, "command-profile"),
    (Screen::Settings, "command-settings"),
    (Screen::Help, "command-help"),
    (Screen::Cancel, "command-cancel"),
    (Screen::Menu, "command-start"),
];

/// The message in a language.
pub fn render(language: Language, say: &Say) -> Message {
    let mut text = Rich::default();
    for (index, part) in say.parts.iter().enumerate() {
        if index > 0 {
            text.push(&Rich::plain("\n"));
        }
        push(language, part, &mut text);
    }
    let button = |button: &Button| message::Button {
        label: sentence(language, &button.label),
        press: Press::Data(button.data.clone()),
    };
    Message {
        text,
        buttons: say.buttons.iter().map(|row| row.iter().map(button).collect()).collect(),
        photos: say.photos.clone(),
        silent: false,
    }
}

/// Sentences on one line.
pub(crate) fn row(language: Language, row: &[Sentence]) -> String {
    let row: Vec<String> = row.iter().map(|line| sentence(language, line)).collect();
    row.join(DOT)
}

fn push(language: Language, part: &Part, text: &mut Rich) {
    match part {
        Part::Line(line) => text.push(&Rich::plain(sentence(language, line))),
        Part::Heading(line) => text.push_styled(&sentence(language, line), Style::Bold),
        Part::Row(row) => {
            text.push(&Rich::plain(self::row(language, row)));
        }
        Part::Title(title) => text.push_styled(title, Style::Bold),
        Part::Quote(quote) => text.push(quote),
        Part::Gap => {}
    }
}

/// A sentence that nothing goes into, for what is shown outside a chat. A key that is in no
/// locale is given back as it is.
pub fn word(language: Language, key: &str) -> String {
    bundle::word(language, key)
}

/// The commands of a platform's menu, in order: the name without the slash, and what it does.
pub fn commands(language: Language) -> Vec<(&'static str, String)> {
    COMMANDS.iter().map(|(screen, key)| (screen.command(), word(language, key))).collect()
}
