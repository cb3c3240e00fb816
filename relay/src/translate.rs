//! From what a platform told us to what the conversation understands.

use std::collections::HashMap;

use adapter::{Attached, Inbound, Kind, NativeId};
use conversation::event::Event;
use marketplace_domain::{
    account::Platform,
    media::most_from,
    message::{Mark, Rich},
    said::{LineRef, Origin, Said, SentFile},
};

use crate::store::endpoint::Linked;

/// What messages belong to, by endpoint and native id.
pub(crate) type Links = HashMap<(i64, NativeId), Linked>;

/// The event of an update; `None` where there is nothing to answer.
pub(crate) fn event(update: &Inbound, endpoint: i64, links: &Links, files: Vec<SentFile>) -> Option<Event> {
    let linked = |native: &NativeId| links.get(&(endpoint, NativeId(storable(&native.0)))).copied();
    let pointed = update.kind.points_to().and_then(linked);
    let conversation = pointed.map(|linked| linked.conversation);
    let reply_to = pointed.and_then(|linked| linked.line);
    Some(match &update.kind {
        Kind::Command { name, .. } if name == "unsend" => {
            Event::Unsend(pointed.filter(|linked| linked.own).and_then(|linked| linked.line))
        }
        Kind::Command { name, arguments, .. } => {
            Event::Command { name: storable(name), arguments: storable(arguments) }
        }
        Kind::Text { text, .. } => {
            let text = storable_rich(text);
            match conversation {
                Some(conversation) => Event::Reply(conversation, Said { reply_to, ..text.into() }),
                None => Event::Text(text),
            }
        }
        Kind::Files { files: offered, .. }
            if offered.iter().any(|file| is_too_large(update.from.platform, file)) =>
        {
            Event::LargeFile
        }
        Kind::Files { caption, album, .. } => {
            let album = album.as_deref().map(storable);
            let said = Said { files, album, reply_to, ..storable_rich(caption).into() };
            match conversation {
                Some(conversation) => Event::Reply(conversation, said),
                None => Event::Files(said),
            }
        }
        Kind::Location(point) => Event::Location(*point),
        Kind::Tap { data, .. } => Event::Tap(storable(data)),
        Kind::Contact => Event::Contact,
        Kind::Unsupported => Event::Unsupported,
        Kind::Returned => Event::Returned,
        Kind::Edited { message, text } => {
            let line = linked(message).filter(|linked| linked.own).and_then(|linked| linked.line);
            Event::Edited(line, origin(message), storable_rich(text))
        }
        Kind::Deleted { messages } => {
            let own = messages.iter().filter_map(linked).filter(|linked| linked.own);
            let lines: Vec<LineRef> = own.filter_map(|linked| linked.line).collect();
            Event::TakenBack(lines, messages.iter().map(origin).collect())
        }
        Kind::Reacted { message, reaction } => Event::Reacted(linked(message)?.line?, *reaction),
        Kind::Left | Kind::Parked { .. } => return None,
    })
}

/// What a message is called, as it is stored.
pub(crate) fn origin(message: &NativeId) -> Origin {
    Origin(storable(&message.0))
}

/// Whether it is certain before it is fetched that a file is too large to cross.
pub(crate) fn is_too_large(platform: Platform, file: &Attached) -> bool {
    file.length.is_some_and(|length| length > most_from(platform))
}

/// Postgres keeps every character but U+0000.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

fn storable_rich(rich: &Rich) -> Rich {
    if !rich.text().contains('\0') {
        return rich.clone();
    }
    let gone_before = |end: usize| rich.text().get(..end).map_or(0, |head| head.matches('\0').count());
    let marks = rich.marks().iter().map(|mark| Mark {
        range: mark.range.start - gone_before(mark.range.start)..mark.range.end - gone_before(mark.range.end),
        style: mark.style,
    });
    Rich::new(storable(rich.text()), marks.collect())
}

#[cfg(test)]
mod tests {
    use marketplace_domain::message::Style;

    use super::*;

    #[test]
    fn marks_stay_on_their_words_when_characters_go() {
        let rich = Rich::new("a\0b\0cd", vec![Mark { range: 2..6, style: Style::Bold }]);
        let clean = storable_rich(&rich);
        assert_eq!(clean.text(), "abcd");
        assert_eq!(clean.marks(), [Mark { range: 1..4, style: Style::Bold }]);
    }
}
