//! What people do with a conversation as a whole. What the other side must know goes through its lane,
//! behind what was said before.

use conversation::{
    Undelivered,
    call::{Control, Outcome},
};
use marketplace_core::{Market, MarketError, Unit};
use marketplace_domain::{
    conversation::{Reveal, View},
    id::{AccountId, ConversationId},
    message::Rich,
    report::Category,
    text::Description,
};

use crate::{
    key,
    perform::{After, post},
    store::{
        due::reason_name,
        log::{self, Kind, TakenBack},
    },
};

/// How many other conversations are offered to somebody who talks.
const MOST_OTHERS: usize = 3;

/// Does it.
pub(crate) async fn perform(
    market: &Market,
    unit: &mut Unit,
    me: AccountId,
    (what, id): (Control, ConversationId),
    after: &mut After,
) -> Result<Outcome, MarketError> {
    let nothing = Rich::default().into();
    Ok(match what {
        Control::Leave => {
            let (view, ended) = unit.leave(me, id).await?;
            if let Some(told) = ended {
                post(market, unit, &told, Kind::Ended, &nothing, after).await?;
            }
            Outcome::Conversation(view)
        }
        Control::Return => {
            let (view, resumed) = unit.return_to(me, id).await?;
            if let Some(told) = resumed {
                post(market, unit, &told, Kind::Reopened, &nothing, after).await?;
            }
            talk(unit, me, view).await?
        }
        Control::Mute | Control::Unmute => {
            let view = unit.mute(me, id, what == Control::Mute).await?;
            talk(unit, me, view).await?
        }
        Control::Block => {
            let (view, ended) = unit.block(me, id).await?;
            let now = unit.now();
            let taken = log::withdraw(unit.connection(), id, now).await?;
            match ended {
                Some(told) => post(market, unit, &told, Kind::Ended, &nothing, after).await?,
                // It was over before, and they were told then: now they are told of each line.
                None => tell_of(market, unit, &taken, &view, after).await?,
            }
            let on_its_way = taken.iter().any(|line| line.is_sending);
            Outcome::Blocked(view, on_its_way)
        }
        Control::Unblock => Outcome::Conversation(unit.unblock(me, id).await?),
        Control::Reveal => {
            let (view, is_new) = unit.reveal(me, id).await?;
            if is_new {
                let both = view.reveal == Reveal::Both;
                let kind = if both { Kind::RevealAgreed } else { Kind::RevealAsked };
                let told = unit.speak(me, id).await?;
                post(market, unit, &told, kind, &nothing, after).await?;
            }
            talk(unit, me, view).await?
        }
    })
}

/// Tells the other side of their lines that were taken back. One on its way is told of once it is known
/// what became of it.
async fn tell_of(
    market: &Market,
    unit: &mut Unit,
    taken: &[TakenBack],
    view: &View,
    after: &mut After,
) -> Result<(), MarketError> {
    let now = unit.now();
    let theirs = |line: &&TakenBack| line.is_said && line.side != view.side.name();
    for line in taken.iter().filter(theirs).filter(|line| !line.is_sending) {
        let sender = log::sender_endpoint(unit.connection(), line.delivery).await?;
        let Some(endpoint) = sender else { continue };
        let reason = reason_name(if line.was_tried { Undelivered::Unsure } else { Undelivered::Gone });
        let key = key::random(&**market.entropy());
        log::notify(unit.connection(), endpoint, line.delivery, reason, &key, now).await?;
        if !after.ring.contains(&endpoint) {
            after.ring.push(endpoint);
        }
    }
    Ok(())
}

/// A conversation that somebody enters, with others to switch to.
pub(crate) async fn talk(unit: &mut Unit, me: AccountId, view: View) -> Result<Outcome, MarketError> {
    let (view, others) = with_others(unit, me, view).await?;
    Ok(Outcome::Talk(view, others))
}

/// The same as its two parts.
pub(crate) async fn with_others(
    unit: &mut Unit,
    me: AccountId,
    view: View,
) -> Result<(View, Vec<View>), MarketError> {
    let (others, _) = unit.open_chats(me, None).await?;
    let others = others.into_iter().filter(|other| other.id != view.id).take(MOST_OTHERS).collect();
    Ok((view, others))
}

/// Stores a report, with the last lines as they stand now.
pub(crate) async fn report(
    unit: &mut Unit,
    me: AccountId,
    id: ConversationId,
    (category, words): (Category, Option<&Description>),
) -> Result<Outcome, MarketError> {
    let lines = log::last_lines(unit.connection(), id).await?;
    let view = unit.report(me, id, category, words, &lines).await?;
    // Counted by whoever counts events of the log.
    tracing::info!(category = category.name(), lines = lines.len(), "somebody was reported");
    Ok(Outcome::Conversation(view))
}
