//! Answering a request: two people begin to talk, under names drawn for it.

use std::collections::HashSet;

use marketplace_domain::{
    conversation::{Alias, Reveal, Side, View},
    id::{AccountId, ConversationId, RequestId},
    refusal::Refusal,
    request::State,
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    conversations::Spoken,
    requests::Held,
    tables::{
        block,
        conversation::{self, NewRow},
        request,
    },
};

/// How often an alias is drawn before one that the viewer knows already is taken after all.
const DRAWS: usize = 8;

/// Which conversation an answer goes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// A new one.
    New,
    /// The one that the person has about it.
    Same,
    /// One that the person had left, which goes on: this is what the other is to be told.
    Again(Spoken),
}

impl Unit {
    /// Answers a request of somebody else: a conversation begins, or the one that the person has
    /// about it goes on, also where they left it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::Own`], [`Refusal::Demo`]; [`Refusal::OffMarket`], also where
    /// one of the two blocked the other; [`Refusal::Ended`] where the requester ended it;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn answer(
        &mut self,
        account: AccountId,
        id: RequestId,
    ) -> Result<(View, Opening), MarketError> {
        let held = self.hold(id).await?;
        let answered = check_answer(&held, account, held.state.answer(self.now()).ok())?;
        if block::stands_between(self.connection(), account.uuid(), held.account.uuid()).await? {
            return Err(Refusal::OffMarket.into());
        }
        if let Some(existing) =
            conversation::of_provider(self.connection(), id.uuid(), account.uuid()).await?
        {
            let (view, resumed) = self.return_to(account, ConversationId::from_uuid(existing)).await?;
            return Ok((view, resumed.map_or(Opening::Same, Opening::Again)));
        }
        let (requester_alias, provider_alias) = self.draw_aliases(held.account, account).await?;
        let row = NewRow {
            id: ConversationId::random(self.entropy()).uuid(),
            request: id.uuid(),
            requester: held.account.uuid(),
            provider: account.uuid(),
            requester_alias: number(requester_alias),
            provider_alias: number(provider_alias),
            began_at: self.now(),
        };
        conversation::insert(self.connection(), &row).await?;
        if held.state != answered {
            let conn = self.connection();
            request::set_state(conn, &[id.uuid()], answered.name(), answered.moment()).await?;
        }
        let view = View {
            id: ConversationId::from_uuid(row.id),
            request: id,
            title: held.content.title,
            side: Side::Provider,
            other: requester_alias,
            open: true,
            reveal: Reveal::Nobody,
            last: row.began_at,
            unread: 0,
            muted: false,
            left: false,
            blocked: false,
            deal: None,
        };
        Ok((view, Opening::New))
    }

    /// Draws what the two are called: never the same, and where possible nothing that the one who
    /// sees it calls somebody else already. The requester's alias comes first.
    async fn draw_aliases(
        &mut self,
        requester: AccountId,
        provider: AccountId,
    ) -> Result<(Alias, Alias), MarketError> {
        let viewers = [requester.uuid(), provider.uuid()];
        let seen: HashSet<(Uuid, i16)> = conversation::seen_aliases(self.connection(), &viewers)
            .await?
            .into_iter()
            .map(|row| (row.viewer, row.alias))
            .collect();
        let free = |viewer: AccountId, alias: Alias| !seen.contains(&(viewer.uuid(), number(alias)));
        let draw = |wanted: &dyn Fn(Alias) -> bool| {
            let drawn = Alias::random(self.entropy());
            (1..DRAWS).fold(
                drawn,
                |drawn, _| {
                    if wanted(drawn) { drawn } else { Alias::random(self.entropy()) }
                },
            )
        };
        let requester_alias = draw(&|alias| free(provider, alias));
        let provider_alias = draw(&|alias| alias != requester_alias && free(requester, alias));
        let provider_alias =
            if provider_alias == requester_alias { next(provider_alias) } else { provider_alias };
        Ok((requester_alias, provider_alias))
    }
}

/// The state after an answer, if there may be one.
fn check_answer(held: &Held, account: AccountId, answered: Option<State>) -> Result<State, Refusal> {
    match held.state {
        State::Draft | State::Removed { .. } => Err(Refusal::Unknown),
        _ if held.account == account => Err(Refusal::Own),
        _ => match answered {
            None => Err(Refusal::OffMarket),
            Some(_) if held.demo => Err(Refusal::Demo),
            Some(answered) => Ok(answered),
        },
    }
}

/// The number in the database. All aliases are far below what it holds.
fn number(alias: Alias) -> i16 {
    i16::try_from(u16::from(alias)).unwrap_or_default()
}

/// The alias after this one.
fn next(alias: Alias) -> Alias {
    Alias::try_from(u16::from(alias) + 1).or_else(|_| Alias::try_from(0)).unwrap_or(alias)
}
