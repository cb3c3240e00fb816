//! Does what the conversation asked for about alerts and trips.

use conversation::{
    call::Call,
    watch::{Watch, Watched},
};
use marketplace_core::{MarketError, Unit};
use marketplace_domain::{id::AccountId, trip::View};

/// Whether it brings something to the market that others may wait for.
pub(crate) fn brings(call: &Call) -> bool {
    matches!(
        call,
        Call::Publish(_)
            | Call::Save(..)
            | Call::Reopen(_)
            | Call::Renew(_)
            | Call::Watch(Watch::Post(_) | Watch::Change(..) | Watch::Restore(_))
    )
}

/// Does it for the person of this account.
pub(crate) async fn perform(unit: &mut Unit, me: AccountId, watch: Watch) -> Result<Watched, MarketError> {
    Ok(match watch {
        Watch::Add(alert) => Watched::Alert(unit.add_alert(me, &alert).await?),
        Watch::Save(id, alert) => Watched::Alert(unit.save_alert(me, id, &alert).await?),
        Watch::List => Watched::Alerts(unit.alerts(me).await?, unit.choices(me).await?),
        Watch::Look(id) => Watched::Alert(unit.alert(me, id).await?),
        Watch::Step(step, id) => Watched::Alert(unit.step_alert(me, id, step).await?),
        Watch::Choose(choice) => {
            let choices = unit.choices(me).await?.with(choice);
            unit.choose(me, &choices).await?;
            Watched::Done
        }
        Watch::Mute(request) => {
            unit.mute_requester(me, request).await?;
            Watched::Done
        }
        Watch::Unmute(request) => {
            unit.unmute_requester(me, request).await?;
            Watched::Done
        }
        Watch::Muted => Watched::Muted(unit.muted_people(me).await?, unit.choices(me).await?),
        Watch::Post(trip) => {
            let view = unit.post_trip(me, &trip).await?;
            with_requests(unit, me, view).await?
        }
        Watch::Change(id, trip) => {
            let view = unit.save_trip(me, id, &trip).await?;
            with_requests(unit, me, view).await?
        }
        Watch::Trips => Watched::Trips(unit.trips(me).await?),
        Watch::Trip(id, after) => {
            let (view, page) = unit.trip(me, id, after).await?;
            Watched::Trip(view, page)
        }
        Watch::Cancel(id) => {
            let view = unit.cancel_trip(me, id).await?;
            with_requests(unit, me, view).await?
        }
        Watch::Restore(id) => {
            let view = unit.restore_trip(me, id).await?;
            with_requests(unit, me, view).await?
        }
    })
}

async fn with_requests(unit: &mut Unit, me: AccountId, view: View) -> Result<Watched, MarketError> {
    let (view, page) = unit.trip(me, view.id, None).await?;
    Ok(Watched::Trip(view, page))
}
