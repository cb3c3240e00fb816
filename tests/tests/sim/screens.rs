//! What stands in the chats: the platforms' own side.

use std::collections::{BTreeSet, HashMap};

use adapter::{DeliverError, NativeId, Outbound, Receipt};
use marketplace_domain::message::{Button, Message, Press};

use super::net::{Call, Result, has_keys};

/// All chats of all platforms.
#[derive(Default)]
pub(super) struct Screens {
    messages: HashMap<String, Vec<(NativeId, Message)>>,
    receipts: HashMap<(String, String), Receipt>,
    /// Chats whose people shut us out.
    pub gone: BTreeSet<String>,
    shown: u64,
}

impl Screens {
    /// Does what a call asks for. `token` leads to the person of the chat, as ids of messages do.
    pub(super) fn perform(&mut self, call: &Call, token: &str) -> Result {
        if self.gone.contains(&call.chat) {
            return Err(DeliverError::Gone);
        }
        let screen = self.messages.entry(call.chat.clone()).or_default();
        match &call.what {
            Outbound::Send { message, .. } | Outbound::Files { message, .. } => {
                let known = (call.chat.clone(), call.key.clone());
                if let Some(receipt) = self.receipts.get(&known).filter(|_| has_keys(call.platform)) {
                    return Ok(receipt.clone());
                }
                self.shown += 1;
                let id = NativeId(format!("m{}-{token}", self.shown));
                screen.push((id.clone(), message.clone()));
                let receipt = Receipt { ids: vec![id] };
                self.receipts.insert(known, receipt.clone());
                Ok(receipt)
            }
            Outbound::Edit { id, message } => {
                let found = screen.iter_mut().find(|(other, _)| other == id);
                found.ok_or(DeliverError::NoSuchMessage)?.1 = message.clone();
                Ok(Receipt { ids: vec![id.clone()] })
            }
            Outbound::Delete { ids } => {
                screen.retain(|(id, _)| !ids.contains(id));
                Ok(Receipt::default())
            }
            _ => Ok(Receipt::default()),
        }
    }

    /// Whether the call would show something that its chat was shown already, and its platform knows.
    pub(super) fn knows(&self, call: &Call) -> bool {
        has_keys(call.platform) && self.receipts.contains_key(&(call.chat.clone(), call.key.clone()))
    }

    /// The messages of a chat, from above.
    pub(super) fn of(&self, chat: &str) -> &[(NativeId, Message)] {
        self.messages.get(chat).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Every string that a call takes to its chat.
pub(super) fn strings(what: &Outbound) -> Vec<String> {
    let ids = |ids: &[NativeId]| ids.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
    match what {
        Outbound::Send { message, reply_to, .. } | Outbound::Files { message, reply_to, .. } => {
            let mut strings = of_message(message);
            strings.extend(reply_to.iter().map(|id| id.0.clone()));
            strings
        }
        Outbound::Edit { id, message } => {
            let mut strings = of_message(message);
            strings.push(id.0.clone());
            strings
        }
        Outbound::Delete { ids: gone } => ids(gone),
        Outbound::Pin { id, .. } | Outbound::React { id, .. } => ids(std::slice::from_ref(id)),
        Outbound::Acknowledge { tap } => vec![tap.0.clone()],
    }
}

/// The message that a call shows, if it shows one.
pub(super) fn message(what: &Outbound) -> Option<&Message> {
    match what {
        Outbound::Send { message, .. } | Outbound::Files { message, .. } | Outbound::Edit { message, .. } => {
            Some(message)
        }
        _ => None,
    }
}

fn of_message(message: &Message) -> Vec<String> {
    let button = |button: &Button| match &button.press {
        Press::Data(press) | Press::Link(press) => format!("{} {press}", button.label),
    };
    let buttons = message.buttons.iter().flatten().map(button);
    std::iter::once(message.text.text().to_owned()).chain(buttons).collect()
}
