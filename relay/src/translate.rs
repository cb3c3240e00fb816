//! From what a platform told us to what the conversation understands.

use std::collections::HashMap;

use adapter::{Inbound, Kind, NativeId};
use conversation::event::Event;
use marketplace_domain::{
    id::{ConversationId, PhotoId},
    message::{Mark, Rich},
};

/// The conversations that messages of ours belong to, by endpoint and native id.
pub(crate) type Links = HashMap<(i64, NativeId), ConversationId>;

/// The event of an update; `None` where there is nothing to answer.
pub(crate) fn event(update: &Inbound, endpoint: i64, links: &Links, photo: Option<PhotoId>) -> Option<Event> {
    Some(match &update.kind {
        Kind::Command { name, arguments } => {
            Event::Command { name: storable(name), arguments: storable(arguments) }
        }
        Kind::Text { text, reply_to } => {
            let text = storable_rich(text);
            let conversation = reply_to.as_ref().and_then(|to| links.get(&(endpoint, to.clone())));
            match conversation {
                Some(conversation) => Event::Reply(*conversation, text),
                None => Event::Text(text),
            }
        }
        Kind::Photo { caption, .. } => Event::Photo { photo: photo?, caption: storable(caption) },
        Kind::Location(point) => Event::Location(*point),
        Kind::Tap { data, .. } => Event::Tap(storable(data)),
        Kind::Contact => Event::Contact,
        Kind::Unsupported => Event::Unsupported,
        Kind::Returned => Event::Returned,
        Kind::Left | Kind::Parked { .. } => return None,
    })
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
