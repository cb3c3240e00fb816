//! What people say to each other: words, files, places.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    conversation::Side,
    deal::News,
    id::{ConversationId, FileId},
    media::FileKind,
    message::Rich,
    place::Point,
    reaction::Reaction,
    text::Note,
};

/// What is kept of one thing that somebody said. Its files stand beside it, because they have lives of
/// their own. Words are stored as they were before there was anything else: their form has no name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Body {
    /// A place.
    Place {
        /// Where.
        place: Spot,
    },
    /// What happened to a deal.
    Deal {
        /// That.
        deal: Box<News>,
    },
    /// Words; with files, what stands under them, which may be empty.
    Text(Rich),
    /// A reaction to a line.
    Reaction {
        /// The reaction; none where it was taken away.
        reaction: Option<Reaction>,
        /// The one that it takes the place of.
        former: Option<Reaction>,
    },
}

/// A line of a conversation, as both sides can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineRef {
    /// The conversation.
    pub conversation: ConversationId,
    /// Who said it.
    pub side: Side,
    /// Its number among what that side said.
    pub seq: i64,
}

/// What a platform calls the message that something came as. Its `Debug` form hides it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origin(pub String);

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origin(…)")
    }
}

/// A place that somebody sent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The point, rounded unless it is exact.
    pub point: Point,
    /// Whether its sender confirmed that the other side may know it exactly.
    pub exact: bool,
}

/// Something that somebody says, on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// What is kept of it.
    #[serde(flatten)]
    pub body: Body,
    /// The files that go with it, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SentFile>,
    /// What its platform calls the album that its files are part of: the others come on their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// The message that it came as: later edits of it name that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The line that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<LineRef>,
}

/// A file that somebody sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// Its id.
    pub id: FileId,
    /// What it was sent as.
    pub kind: FileKind,
}

/// The most files that are said at once: as many as an album has on Telegram and on Discord.
pub const MOST_FILES: usize = 10;

/// Steps a degree that a rounded point keeps: two decimals of a degree are 1.1 km from south to north,
/// and 0.9 km from west to east in Tunis.
const STEPS: f64 = 100.0;

impl Body {
    /// Its words, if it is words.
    pub fn text(&self) -> Option<&Rich> {
        match self {
            Self::Text(text) => Some(text),
            Self::Place { .. } | Self::Deal { .. } | Self::Reaction { .. } => None,
        }
    }

    /// Whatever its speaker wrote in it.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.text()),
            Self::Deal { deal } => deal.deal.note.as_ref().map(Note::as_str),
            Self::Place { .. } | Self::Reaction { .. } => None,
        }
    }
}

impl From<News> for Body {
    fn from(news: News) -> Self {
        Self::Deal { deal: Box::new(news) }
    }
}

impl From<Rich> for Body {
    fn from(text: Rich) -> Self {
        Self::Text(text)
    }
}

impl From<Rich> for Said {
    fn from(text: Rich) -> Self {
        Self { body: text.into(), files: Vec::new(), album: None, origin: None, reply_to: None }
    }
}

impl From<Spot> for Said {
    fn from(place: Spot) -> Self {
        let body = Body::Place { place };
        Self { body, files: Vec::new(), album: None, origin: None, reply_to: None }
    }
}

impl Spot {
    /// About there: within a kilometre or so.
    pub fn around(point: Point) -> Self {
        let rounded = |degrees: f64| (degrees * STEPS).round() / STEPS;
        // Rounding leads out of the ranges of a point nowhere: both ends are whole numbers.
        let point = Point::new(rounded(point.lat()), rounded(point.lon())).unwrap_or(point);
        Self { point, exact: false }
    }

    /// Exactly there.
    pub const fn exactly(point: Point) -> Self {
        Self { point, exact: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stored_as_ever() {
        let text = Rich::plain("hello");
        let stored = serde_json::to_value(Body::from(text.clone())).unwrap();
        assert_eq!(stored, serde_json::to_value(&text).unwrap());
        assert_eq!(serde_json::from_value::<Body>(stored.clone()).unwrap(), Body::Text(text.clone()));
        assert_eq!(serde_json::from_value::<Said>(stored).unwrap(), Said::from(text));
    }

    #[test]
    fn everything_reads_back() {
        let spot = Spot::around(Point::new(36.8065, 10.1815).unwrap());
        let file = SentFile { id: FileId::from_uuid(uuid::Uuid::from_u128(7)), kind: FileKind::Voice };
        for said in [
            Said::from(spot),
            Said { files: vec![file], ..Rich::plain("").into() },
            Said { files: vec![file, file], album: Some("1".to_owned()), ..Rich::plain("look").into() },
        ] {
            let stored = serde_json::to_string(&said).unwrap();
            assert_eq!(serde_json::from_str::<Said>(&stored).unwrap(), said, "{stored}");
        }
    }

    #[test]
    fn a_reaction_reads_back_and_is_no_words() {
        let thumb = Reaction::parse("👍");
        for (reaction, former) in [(thumb, None), (None, thumb), (None, None)] {
            let body = Body::Reaction { reaction, former };
            let stored = serde_json::to_string(&body).unwrap();
            assert_eq!(serde_json::from_str::<Body>(&stored).unwrap(), body, "{stored}");
            assert_eq!(body.text(), None);
        }
    }

    #[test]
    fn what_happened_to_a_deal_reads_back_with_what_was_written() {
        let stored = r#"{"deal":{"what":"offered","deal":{"id":"00000000-0000-0000-0000-000000000007",
            "kind":"service","state":{"phase":"expired","at":"2026-11-23T10:00:00Z"},
            "terms":{"price":{"minor":1500,"currency":"EUR"},"day":"2026-11-27","place":null,"goods":null},
            "note":"I can do it"}}}"#;
        let body: Body = serde_json::from_str(stored).unwrap();
        assert_eq!((body.text(), body.words()), (None, Some("I can do it")));
        let again = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&again).unwrap(), body);
    }

    #[test]
    fn a_place_around_is_rounded_to_about_a_kilometre() {
        let point = Point::new(36.8065, 10.1815).unwrap();
        let around = Spot::around(point);
        assert_eq!((around.point.lat(), around.point.lon(), around.exact), (36.81, 10.18, false));
        assert!(point.distance_km(around.point) < 1.0);
        assert_eq!(Spot::exactly(point).point, point);
        for corner in [(90.0, 180.0), (-90.0, -180.0), (89.999, -179.999)] {
            let point = Point::new(corner.0, corner.1).unwrap();
            assert!(Spot::around(point).point.lat().abs() <= 90.0);
        }
    }
}
