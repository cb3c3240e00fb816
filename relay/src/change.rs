//! What people do to lines that they or the other side said: edits, deletions, reactions. Each is an event
//! of its own, numbered and sealed as lines are, and goes through the lane behind what was said before.

use conversation::call::{Outcome, Retraction};
use marketplace_core::{Market, MarketError, Unit, conversations::Spoken, seal::Place};
use marketplace_domain::{
    contact::{self, Crossing, Held, Policy},
    id::{AccountId, ConversationId},
    message::Rich,
    reaction::Reaction,
    refusal::Refusal,
    said::{Body, LineRef},
};

use crate::{
    key,
    perform::{After, checked},
    store::{
        body,
        changes::{self, Reached},
        files,
        log::{self, Kind},
    },
};

/// What does it, for whom.
pub(crate) struct Hand<'a> {
    /// The market.
    pub market: &'a Market,
    /// What becomes of contact details.
    pub contacts: Policy,
    /// Whose lines they are.
    pub me: AccountId,
}

impl Hand<'_> {
    /// Changes what a line says. Taking it back wins over an edit, whichever comes first.
    pub(crate) async fn edit(
        &self,
        unit: &mut Unit,
        line: LineRef,
        text: &Rich,
        after: &mut After,
    ) -> Result<Outcome, MarketError> {
        let view = unit.look_at(self.me, line.conversation).await?;
        let stored = changes::line(unit.connection(), line).await?;
        let Some(stored) = stored.filter(|stored| view.side == line.side && !stored.taken_back) else {
            return Ok(Outcome::Done);
        };
        // No platform lets somebody do that.
        if text.text().is_empty() && !stored.has_files {
            return Ok(Outcome::Done);
        }
        let spoken = unit.change(self.me, line.conversation, true).await?;
        if log::is_full(unit.connection(), line.conversation, spoken.to).await? {
            return Err(Refusal::Full.into());
        }
        let versions = changes::versions(unit.connection(), stored.event).await?;
        let versions = opened(unit, &spoken, &versions)?;
        let (text, crossing) = match spoken.revealed {
            true => (text.clone(), Crossing::Whole),
            false => self.judged(unit, &spoken, line, text, &versions).await?,
        };
        if versions.last() == Some(&text) {
            return Ok(Outcome::Done);
        }
        self.post(unit, &spoken, (Kind::Edited, stored.event), &text.into(), after).await?;
        Ok(Outcome::Said(crossing))
    }

    /// What crosses of the new words: looked through behind what was said last, and at its place among the
    /// lines around it, as its reader sees it.
    async fn judged(
        &self,
        unit: &mut Unit,
        spoken: &Spoken,
        line: LineRef,
        text: &Rich,
        versions: &[Rich],
    ) -> Result<(Rich, Crossing), MarketError> {
        let last = log::said_before(unit.connection(), spoken).await?;
        let last = opened(unit, spoken, &last)?;
        let around = changes::around(unit.connection(), line).await?;
        let mut before = Vec::new();
        let mut behind = Vec::new();
        for neighbour in around {
            let read = opened(unit, spoken, &[(neighbour.seq, neighbour.body)])?.pop();
            let list = if neighbour.line < line.seq { &mut before } else { &mut behind };
            // The last version of a line is what is seen.
            list.retain(|(seq, _)| *seq != neighbour.line);
            list.extend(read.map(|text| (neighbour.line, text)));
        }
        let old = versions.last().cloned().unwrap_or_default();
        let judge = || {
            // A correction repeats what it corrects, and that is no second half of anything.
            let corrects = |other: &str| text.text().contains(other) || other.contains(text.text());
            let last: Vec<&str> = last.iter().map(Rich::text).filter(|other| !corrects(other)).collect();
            let before: Vec<&str> = before.iter().map(|(_, text)| text.text()).collect();
            let (text, crossing) = self.contacts.judge(text, &last)?;
            let (text, at_its_place) = self.contacts.judge(&text, &before)?;
            let behind: Vec<&str> = behind.iter().map(|(_, text)| text.text()).collect();
            completes(self.contacts, &before, (old.text(), text.text()), &behind)?;
            Ok((text, crossing.and(at_its_place)))
        };
        Ok(checked(judge)?)
    }

    /// Takes lines back: what waits is not sent, what stands in the other's chat is removed there.
    pub(crate) async fn take_back(
        &self,
        unit: &mut Unit,
        id: ConversationId,
        seqs: &[i64],
        after: &mut After,
    ) -> Result<Outcome, MarketError> {
        let view = unit.look_at(self.me, id).await?;
        let mut how = Retraction::Already;
        for seq in seqs {
            let line = LineRef { conversation: id, side: view.side, seq: *seq };
            let stored = changes::line(unit.connection(), line).await?;
            let Some(stored) = stored.filter(|stored| !stored.taken_back) else { continue };
            // First the conversation's lock, then the lanes': as everybody does it.
            unit.lock_conversation(id).await?;
            let now = unit.now();
            if changes::take_back(unit.connection(), stored.event, now).await? == Reached::Nobody {
                how = if how == Retraction::Already { Retraction::Unsent } else { how };
                continue;
            }
            how = Retraction::OnItsWay;
            let spoken = unit.change(self.me, id, false).await?;
            let about = (Kind::TakenBack, stored.event);
            self.post(unit, &spoken, about, &Rich::default().into(), after).await?;
        }
        Ok(Outcome::TakenBack(view, how))
    }

    /// The line of that number, or the last one, if it is the person's own and there.
    pub(crate) async fn my_line(
        &self,
        unit: &mut Unit,
        id: ConversationId,
        seq: Option<i64>,
    ) -> Result<Outcome, MarketError> {
        let view = unit.look_at(self.me, id).await?;
        let seq = match seq {
            Some(seq) => Some(seq),
            None => changes::last_line(unit.connection(), id, view.side).await?,
        };
        let Some(seq) = seq else { return Ok(Outcome::MyLine(view, None)) };
        let line = LineRef { conversation: id, side: view.side, seq };
        let stored = changes::line(unit.connection(), line).await?.filter(|stored| !stored.taken_back);
        let Some(stored) = stored else { return Ok(Outcome::MyLine(view, None)) };
        let kinds =
            files::of_event(unit.connection(), stored.event).await?.iter().map(|file| file.kind).collect();
        let sealed = changes::versions(unit.connection(), stored.event).await?.pop();
        let said = match sealed {
            Some((seq, sealed)) => {
                let place = Place::Line { conversation: id, side: view.side, seq };
                unit.open_at(place, &sealed).await?.and_then(|opened| body::read(&opened))
            }
            None => None,
        };
        Ok(Outcome::MyLine(view, said.map(|said| (seq, said, kinds))))
    }

    /// Reacts to a line, or takes the reaction away.
    pub(crate) async fn react(
        &self,
        unit: &mut Unit,
        line: LineRef,
        reaction: Option<Reaction>,
        after: &mut After,
    ) -> Result<Outcome, MarketError> {
        let view = unit.look_at(self.me, line.conversation).await?;
        let stored = changes::line(unit.connection(), line).await?;
        let Some(stored) = stored.filter(|stored| !stored.taken_back) else { return Ok(Outcome::Done) };
        let former = changes::last_reaction(unit.connection(), stored.event, view.side).await?;
        let former = match former {
            Some((seq, sealed)) => {
                let place = Place::Line { conversation: line.conversation, side: view.side, seq };
                unit.open_at(place, &sealed).await?.and_then(|opened| body::read(&opened))
            }
            None => None,
        };
        let former = match former {
            Some(Body::Reaction { reaction, .. }) => reaction,
            _ => None,
        };
        if former == reaction {
            return Ok(if reaction.is_none() { Outcome::NoReaction } else { Outcome::Done });
        }
        let spoken = unit.change(self.me, line.conversation, true).await?;
        if log::is_full(unit.connection(), line.conversation, spoken.to).await? {
            return Err(Refusal::Full.into());
        }
        let about = (Kind::Reacted, stored.event);
        self.post(unit, &spoken, about, &Body::Reaction { reaction, former }, after).await?;
        Ok(Outcome::Done)
    }

    async fn post(
        &self,
        unit: &mut Unit,
        spoken: &Spoken,
        about: (Kind, i64),
        what: &Body,
        after: &mut After,
    ) -> Result<(), MarketError> {
        let sealed = unit.seal_line(spoken, &body::write(what)?).await?;
        let (now, key) = (unit.now(), key::random(&**self.market.entropy()));
        let posted = changes::post(unit.connection(), spoken, about, &sealed, &key, now).await?;
        if posted.ring && !after.ring.contains(&posted.lane) {
            after.ring.push(posted.lane);
        }
        Ok(())
    }
}

/// The words of what the speaker said.
fn opened(unit: &Unit, spoken: &Spoken, lines: &[(i64, Vec<u8>)]) -> Result<Vec<Rich>, MarketError> {
    let lines = unit.open_lines(spoken, lines)?;
    let read = lines.iter().filter_map(|line| body::read(line));
    Ok(read.filter_map(|body| body.text().cloned()).collect())
}

/// Whether new words in the place of old ones make a contact detail with the lines behind them. Those cannot
/// be changed any more, so the new words do not cross.
fn completes(
    contacts: Policy,
    before: &[&str],
    (old, new): (&str, &str),
    behind: &[&str],
) -> Result<(), Held> {
    if contacts == Policy::Warn {
        return Ok(());
    }
    let mut with_old: Vec<&str> = before.iter().copied().chain([old]).collect();
    let mut with_new: Vec<&str> = before.iter().copied().chain([new]).collect();
    for line in behind {
        let found = contact::find(line, &with_new);
        if !found.is_empty() && contact::find(line, &with_old).len() < found.len() {
            return Err(Held(found.iter().map(|found| found.kind).collect()));
        }
        with_old.push(line);
        with_new.push(line);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_words_that_a_later_line_completes_do_not_cross() {
        let edited = |new| completes(Policy::Mask, &["my number"], ("hello", new), &["9037"]);
        assert!(edited("2461").is_err());
        assert_eq!(edited("hello there"), Ok(()));
        assert_eq!(completes(Policy::Warn, &[], ("hello", "2461"), &["9037"]), Ok(()));
    }
}
