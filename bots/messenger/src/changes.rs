//! What becomes of messages: edits and reactions. Messenger does not tell of deletions.

use adapter::{Inbound, Kind, NativeId};
use marketplace_domain::{message::Rich, reaction::Reaction};

use crate::{
    inbound::{Origin, Reader, clean, native_of},
    update::{MessageEdit, Number, Reaction as Reacted},
};

impl Reader<'_> {
    /// What a message says from now on.
    pub(crate) fn edited(&self, origin: &Origin<'_>, edit: MessageEdit) -> Option<Inbound> {
        let mid = clean(&edit.mid?);
        let text = clean(&edit.text?);
        let native = match edit.num_edit {
            Some(Number(number)) => format!("edited:{number}:{mid}"),
            None => native_of("edited", origin, &format!("{mid}:{text}"))?,
        };
        let kind = Kind::Edited { message: NativeId(mid), text: Rich::plain(text) };
        Some(self.inbound(native, origin, kind))
    }

    /// A person has one reaction a message at a time.
    pub(crate) fn reacted(&self, origin: &Origin<'_>, reacted: Reacted) -> Option<Inbound> {
        let mid = clean(&reacted.mid?);
        let action = reacted.action?;
        let reaction = match action.as_str() {
            "react" => reacted.emoji.as_deref().and_then(Reaction::parse),
            "unreact" => None,
            _ => return None,
        };
        let emoji = reaction.map_or("", Reaction::as_str);
        let native = native_of("reacted", origin, &format!("{mid}:{action}:{emoji}"))?;
        Some(self.inbound(native, origin, Kind::Reacted { message: NativeId(mid), reaction }))
    }
}
