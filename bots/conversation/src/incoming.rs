//! What the relay shows of the other side. Nobody but an alias is in it.

use marketplace_domain::{
    account::Language,
    conversation::Alias,
    id::{ConversationId, RequestId},
    media::{FileKind, FileProblem},
    said::Body,
    text::Title,
};

use crate::{
    card::cut,
    render::sentence,
    say::{Arg, Part, Say, Sentence, Show, s},
    tap::{Deed, Screen, Talk},
    thing,
    turn::{deed, go, talk},
};

/// The longest piece of a title in the name of a topic, in characters. An alias is far shorter.
const MOST_OF_TITLE: usize = 80;

/// Why something did not reach the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undelivered {
    /// The other side shut us out or is gone.
    Gone,
    /// Their platform will never take it.
    Refused,
    /// It was tried again and again.
    Dead,
    /// Nobody knows: the platform did not say whether it took it.
    Unsure,
    /// An operator erased the conversation, and the line with it.
    Erased,
    /// Not yet: the other side must write first.
    Waits,
    /// The other side did not write for a week, and had to.
    Away,
    /// Its writer took it back, and it is gone there.
    TakenBack,
    /// Its writer took it back, and it cannot be removed there.
    StaysThere,
    /// A file in it does not cross.
    File(FileProblem),
    /// A file in it is larger than the other side's platform shows.
    FileTooLargeThere,
}

/// What the topic of a conversation is called: the other side's alias and what it is about, in the language
/// of the person in whose chat it is. At most 128 characters.
pub fn topic_name(language: Language, title: &Title, other: Alias) -> String {
    let title = cut(title.as_str(), MOST_OF_TITLE);
    let name = s("incoming").with("alias", Arg::Alias(other)).text("title", &title);
    sentence(language, &name)
}

/// Something that the other side said. `unshown` are those of its files that are not to be seen as what
/// they are: they are named.
pub fn incoming(
    title: &Title,
    from: Alias,
    body: &Body,
    unshown: &[FileKind],
    conversation: ConversationId,
) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(from)).text("title", title.as_str());
    let buttons = vec![vec![talk("button-reply", Talk::Enter, conversation)]];
    said(Part::Heading(heading), unshown, body, buttons)
}

/// The first thing that somebody who answers a request says, for its requester.
pub fn first_answer(
    title: &Title,
    from: Alias,
    body: &Body,
    conversation: ConversationId,
    request: RequestId,
) -> Say {
    let heading = s("incoming-first").with("alias", Arg::Alias(from)).text("title", title.as_str());
    let buttons = vec![vec![
        talk("button-reply", Talk::Enter, conversation),
        deed("button-see-my-request", Deed::Look, request),
    ]];
    said(Part::Heading(heading), &[], body, buttons)
}

/// A line of the other side says this now: it takes the place of what was shown of it, or stands below
/// where that cannot be changed. With the request where it opened the conversation.
pub fn edited(
    title: &Title,
    from: Alias,
    body: &Body,
    conversation: ConversationId,
    first: Option<RequestId>,
) -> Say {
    let key = if first.is_some() { "incoming-first" } else { "incoming" };
    let heading = s(key).with("alias", Arg::Alias(from)).text("title", title.as_str());
    let mut buttons = vec![talk("button-reply", Talk::Enter, conversation)];
    buttons.extend(first.map(|request| deed("button-see-my-request", Deed::Look, request)));
    let mut parts = vec![Part::Heading(heading)];
    parts.extend(thing::shown(body, Clone::clone));
    parts.push(Part::line("incoming-edited"));
    stay(parts, vec![buttons])
}

/// The other side took a line back that cannot be removed here.
pub fn taken_back(title: &Title, from: Alias, conversation: ConversationId) -> Say {
    below(title, from, s("incoming-taken-back").with("alias", Arg::Alias(from)), conversation)
}

/// The other side reacted, where that cannot be shown as a reaction; or took a reaction away.
pub fn reacted(title: &Title, from: Alias, body: &Body, conversation: ConversationId) -> Option<Say> {
    let Body::Reaction { reaction, former } = body else { return None };
    let (key, emoji) = match (reaction, former) {
        (Some(reaction), _) => ("incoming-reacted", reaction),
        (None, Some(former)) => ("incoming-reaction-gone", former),
        (None, None) => return None,
    };
    let sentence = s(key).with("alias", Arg::Alias(from)).text("emoji", emoji.as_str());
    Some(below(title, from, sentence, conversation))
}

fn below(title: &Title, from: Alias, sentence: Sentence, conversation: ConversationId) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(from)).text("title", title.as_str());
    let reply = talk("button-reply", Talk::Enter, conversation);
    stay(vec![Part::Heading(heading), Part::Line(sentence)], vec![vec![reply]])
}

/// The other side ended the conversation, for whatever reason. So many lines of the reader's own had
/// not arrived and do not arrive any more.
pub fn ended(title: &Title, other: Alias, lost: i64) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(other)).text("title", title.as_str());
    let mut parts = vec![Part::Heading(heading), Part::line("ended")];
    if lost > 0 {
        parts.push(Part::Line(s("ended-lost").number("count", lost)));
    }
    stay(parts, vec![vec![go(Screen::Chats), go(Screen::Menu)]])
}

/// The other side took the conversation up again.
pub fn reopened(title: &Title, other: Alias, conversation: ConversationId) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(other)).text("title", title.as_str());
    let buttons = vec![vec![talk("button-reply", Talk::Enter, conversation)]];
    stay(vec![Part::Heading(heading), Part::line("reopened")], buttons)
}

/// What the other side did, other than saying something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// They would like to share contact details.
    RevealAsked,
    /// They would, too: contact details cross now.
    RevealAgreed,
}

/// What the other side did.
pub fn news(what: News, title: &Title, from: Alias, conversation: ConversationId) -> Say {
    let heading = s("incoming").with("alias", Arg::Alias(from)).text("title", title.as_str());
    let reply = talk("button-reply", Talk::Enter, conversation);
    let (key, buttons) = match what {
        News::RevealAsked => (
            "reveal-theirs",
            vec![vec![talk("button-reveal-agree", Talk::Reveal, conversation)], vec![reply]],
        ),
        News::RevealAgreed => ("reveal-both", vec![vec![reply]]),
    };
    let sentence = s(key).with("alias", Arg::Alias(from));
    stay(vec![Part::Heading(heading), Part::Line(sentence)], buttons)
}

/// Tells the sender of something that it did not arrive, or not yet. It is repeated in words, so that they see
/// which one; of what was erased there is nothing left to repeat.
pub fn undelivered(reason: Undelivered, to: Alias, body: &Body, files: &[FileKind]) -> Say {
    let sentence = match reason {
        Undelivered::Gone => s("undelivered-gone"),
        Undelivered::Refused => s("undelivered-refused"),
        Undelivered::Dead => s("undelivered-dead"),
        Undelivered::Unsure => s("undelivered-unsure"),
        Undelivered::Erased => s("undelivered-erased"),
        Undelivered::Waits => s("undelivered-waits"),
        Undelivered::Away => s("undelivered-away"),
        Undelivered::TakenBack => s("unsend-done"),
        Undelivered::StaysThere => s("unsend-stays"),
        Undelivered::File(FileProblem::Large) => s("undelivered-file-large"),
        Undelivered::File(FileProblem::Kind) => s("undelivered-file-kind"),
        Undelivered::File(FileProblem::Broken) => s("undelivered-file-broken"),
        Undelivered::File(FileProblem::Locked) => s("undelivered-file-locked"),
        Undelivered::File(FileProblem::Author) => s("undelivered-file-author"),
        Undelivered::File(FileProblem::Lost) => s("undelivered-file-lost"),
        Undelivered::FileTooLargeThere => s("undelivered-file-there"),
    };
    let sentence: Sentence = sentence.with("alias", Arg::Alias(to));
    let buttons = vec![vec![go(Screen::Chats), go(Screen::Menu)]];
    match reason {
        Undelivered::Erased | Undelivered::TakenBack | Undelivered::StaysThere => {
            stay(vec![Part::Line(sentence)], buttons)
        }
        _ => said(Part::Line(sentence), files, body, buttons),
    }
}

/// What was said, with a sentence above it.
fn said(first: Part, files: &[FileKind], body: &Body, buttons: Vec<Vec<crate::say::Button>>) -> Say {
    let mut parts = vec![first];
    parts.extend(thing::labels(files));
    parts.extend(thing::shown(body, Clone::clone));
    stay(parts, buttons)
}

fn stay(parts: Vec<Part>, buttons: Vec<Vec<crate::say::Button>>) -> Say {
    Say { show: Show::Stay, parts, buttons, photos: Vec::new(), qr: None, pin: None }
}
