use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::money::{Currency, Money};

const P: Side = Side::Provider;
const R: Side = Side::Requester;

fn terms() -> Terms {
    Terms {
        price: Money::from_minor(1500, Currency::Eur).unwrap(),
        day: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap(),
        place: None,
        goods: None,
    }
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-12-10T10:00:00Z").unwrap().to_utc() + TimeDelta::hours(hours)
}

fn agreed() -> State {
    let accepted = State::offer(at(100)).accept(R, &terms(), at(1)).unwrap();
    accepted.confirm(P, &terms(), at(2)).unwrap()
}

#[test]
fn an_offer_is_declined_by_the_requester_and_withdrawn_by_the_provider() {
    let offered = State::offer(at(100));
    assert_eq!(offered.decline(P, at(1)), Err(Wrong::NotNow("offered")));
    assert_eq!(offered.withdraw(R, at(1)), Err(Wrong::NotNow("offered")));
    assert!(offered.decline(R, at(1)).is_ok() && offered.withdraw(P, at(1)).is_ok());
}

#[test]
fn who_countered_waits_for_the_other() {
    let countered = State::offer(at(100)).propose(R, at(200), at(1)).unwrap();
    assert_eq!(countered.name(), "countered");
    assert!(countered.decline(R, at(2)).is_err() && countered.decline(P, at(2)).is_ok());
    assert!(countered.accept(R, &terms(), at(2)).is_err() && countered.accept(P, &terms(), at(2)).is_ok());
    assert_eq!(countered.proposal().map(|proposal| proposal.round), Some(2));
}

#[test]
fn nothing_but_expiry_follows_when_the_time_is_over() {
    let offered = State::offer(at(100));
    for done in [
        offered.propose(R, at(200), at(100)),
        offered.decline(R, at(100)),
        offered.withdraw(P, at(100)),
        offered.accept(R, &terms(), at(100)),
    ] {
        assert_eq!(done, Err(Wrong::Expired));
    }
    assert_eq!(offered.tick(&terms(), at(99)), None);
    let (expired, what) = offered.tick(&terms(), at(100)).unwrap();
    assert_eq!((expired, what), (State::Expired { at: at(100) }, What::Expired));
    assert_eq!(expired.decline(R, at(101)), Err(Wrong::Expired));
}

#[test]
fn both_confirm() {
    let accepted = State::offer(at(100)).accept(R, &terms(), at(1)).unwrap();
    assert_eq!(accepted.confirm(R, &terms(), at(2)), Err(Wrong::NotNow("accepted")), "one is not two");
    assert!(accepted.is_held() && accepted.confirm(P, &terms(), at(2)).is_ok());
    let until = accepted.due(&terms()).unwrap();
    assert_eq!(accepted.confirm(P, &terms(), until), Err(Wrong::Expired));
    assert_eq!(accepted.tick(&terms(), until).map(|(state, _)| state.name()), Some("expired"));
}

#[test]
fn only_the_provider_carries_and_it_is_optional() {
    assert!(agreed().carry(R).is_err());
    let carried = agreed().carry(P).unwrap();
    assert_eq!(carried.name(), "carried");
    assert!(carried.carry(P).is_err());
    for who in [R, P] {
        assert!(agreed().meet(who, at(9)).is_ok() && carried.meet(who, at(9)).is_ok());
    }
}

#[test]
fn no_code_counts_twice_and_the_second_one_completes() {
    let met = agreed().meet(R, at(9)).unwrap();
    assert_eq!(met.meet(R, at(10)), Err(Wrong::NotNow("handed_over")));
    assert_eq!(met.well(R, at(10)), Err(Wrong::NotNow("handed_over")));
    let completed = met.meet(P, at(10)).unwrap();
    assert_eq!(completed, State::Completed { at: at(10), asked: false });
    assert_eq!(met.well(P, at(10)), Ok(completed));
    assert!(completed.meet(P, at(11)).is_err() && completed.meet(R, at(11)).is_err());
}

#[test]
fn silence_after_the_handover_is_asked_about_and_then_is_consent() {
    let met = agreed().meet(R, at(9)).unwrap();
    assert_eq!(met.tick(&terms(), at(32)), None);
    let (asked, what) = met.tick(&terms(), at(33)).unwrap();
    assert_eq!(what, What::IsAllWell);
    assert_eq!(asked.tick(&terms(), at(80)), None);
    assert_eq!(
        asked.tick(&terms(), at(81)),
        Some((State::Completed { at: at(81), asked: false }, What::Completed))
    );
}

#[test]
fn who_did_not_rate_is_reminded_and_after_two_weeks_all_is_seen() {
    let completed = agreed().meet(R, at(9)).unwrap().well(P, at(10)).unwrap();
    let (asked, what) = completed.tick(&terms(), at(10) + RATE).unwrap();
    assert_eq!((what, asked.tick(&terms(), at(10) + HIDDEN - TimeDelta::seconds(1))), (What::RateNow, None));
    let end = at(10) + HIDDEN;
    assert_eq!(asked.tick(&terms(), end), Some((State::Rated { at: end }, What::Rated)));
    assert_eq!(completed.rated(at(11)), Ok(State::Rated { at: at(11) }));
    assert!(agreed().rated(at(11)).is_err());
}

#[test]
fn both_are_reminded_before_and_after_the_day() {
    let day = terms().dawn();
    let (eve, what) = agreed().tick(&terms(), terms().eve()).unwrap();
    assert_eq!((what, eve.tick(&terms(), day)), (What::Tomorrow, None));
    let (after, what) = eve.tick(&terms(), terms().end()).unwrap();
    assert_eq!(what, What::DidYouMeet);
    assert_eq!(after.tick(&terms(), terms().end() + LAPSE).map(|(state, _)| state.name()), Some("expired"));
}

#[test]
fn it_is_cancelled_by_one_or_by_both() {
    let one = agreed().cancel(P, at(5)).unwrap();
    assert!(matches!(one, State::Cancelled { by: Some(P), .. }));
    assert_eq!(one.undo(P, at(5)), Ok(agreed()));
    assert!(one.undo(R, at(5)).is_err());
    let asked = agreed().ask_to_cancel(R).unwrap();
    assert!(asked.ask_to_cancel(P).is_err() && asked.keep() == Ok(agreed()));
    let both = asked.cancel(P, at(5)).unwrap();
    assert!(matches!(both, State::Cancelled { by: None, .. }) && both.undo(P, at(5)).is_err());
    assert!(
        matches!(asked.cancel(R, at(5)), Ok(State::Cancelled { by: Some(R), .. })),
        "asking is not enough"
    );
}

#[test]
fn nobody_is_missed_before_the_day() {
    let day = terms().dawn();
    assert_eq!(agreed().no_show(R, &terms(), day - TimeDelta::seconds(1)), Err(Wrong::TooEarly));
    let missed = agreed().no_show(R, &terms(), day).unwrap();
    assert!(missed.dispute(R, day).is_err(), "they said it themselves");
    let disputed = missed.dispute(P, day).unwrap();
    assert!(disputed.settle(R, day).is_err());
    assert_eq!(disputed.settle(P, day), Ok(State::Settled { at: day }));
}

#[test]
fn declining_is_undone_for_thirty_seconds_by_who_did_it() {
    let offered = State::offer(at(100));
    let declined = offered.decline(R, at(1)).unwrap();
    assert_eq!(declined.undo(R, at(1) + UNDO), Ok(offered));
    assert_eq!(declined.undoable(at(1)), Some(R));
    assert_eq!(declined.undo(R, at(1) + UNDO + TimeDelta::microseconds(1)), Err(Wrong::TooLate));
    assert_eq!(declined.undo(P, at(1)), Err(Wrong::NotNow("declined")));
    let late = State::offer(at(100)).decline(R, at(100) - TimeDelta::seconds(1)).unwrap();
    assert_eq!(late.undo(R, at(100)), Err(Wrong::Expired), "nobody could accept it any more");
}

/// What was seen of a deal, apart from its state.
#[derive(Default)]
struct Seen {
    confirmed: [bool; 2],
    codes: [u32; 2],
    rated: [bool; 2],
    completed: Option<DateTime<Utc>>,
}

fn index(side: Side) -> usize {
    usize::from(side == P)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Whatever both sides and the clock do, in whatever order: what is over stays over but for its own
    /// undoing, nothing is agreed that not both confirmed, no code counts twice, nothing is completed
    /// without a handover, the clock is always set for what can run out, and every state reads back.
    #[test]
    fn a_deal_is_never_driven_wrongly(
        steps in proptest::collection::vec((0u8..19, any::<bool>(), 0i64..40), 0..80),
    ) {
        let terms = terms();
        let mut now = at(0);
        let mut state = State::offer(at(60));
        let mut seen = Seen::default();
        for (step, provider, hours) in steps {
            now += if hours < 20 { TimeDelta::seconds(hours) } else { TimeDelta::hours(hours - 20) };
            let who = if provider { P } else { R };
            let before = state;
            let next = match step {
                0 => state.propose(who, now + TimeDelta::hours(60), now),
                1 => state.decline(who, now),
                2 => state.withdraw(who, now),
                3 | 4 => state.accept(who, &terms, now),
                5 | 6 => state.confirm(who, &terms, now),
                7 => state.carry(who),
                8 | 9 => state.meet(who, now),
                10 => state.well(who, now),
                11 => state.ask_to_cancel(who),
                12 => state.keep(),
                13 => state.cancel(who, now),
                14 => state.no_show(who, &terms, now),
                15 => state.dispute(who, now),
                16 => state.settle(who, now).or_else(|_| state.undo(who, now)),
                // The second of the two to rate opens both ratings.
                17 if matches!(state, State::Completed { .. }) => {
                    seen.rated[index(who)] = true;
                    if seen.rated == [true; 2] { state.rated(now) } else { continue }
                }
                17 => state.rated(now),
                _ => state.tick(&terms, now).map(|(state, _)| state).ok_or(Wrong::TooEarly),
            };
            let Ok(next) = next else { continue };
            match step {
                3 | 4 => { seen.confirmed = [false; 2]; seen.confirmed[index(who)] = true; }
                5 | 6 => seen.confirmed[index(who)] = true,
                8 | 9 => seen.codes[index(who)] += 1,
                _ => {}
            }
            prop_assert!(seen.codes.iter().all(|count| *count <= 1), "a code counted twice");
            if next.running().is_some() {
                prop_assert_eq!(seen.confirmed, [true; 2]);
            }
            if matches!(next, State::Completed { asked: false, .. }) {
                let was_handed_over = matches!(before, State::HandedOver { .. });
                prop_assert!(was_handed_over && seen.codes.contains(&1));
            }
            if matches!(next, State::Completed { asked: false, .. }) {
                seen.completed = Some(now);
            }
            if matches!(next, State::Rated { .. }) {
                let is_over = seen.completed.is_some_and(|completed| now - completed >= HIDDEN);
                prop_assert!(is_over || seen.rated == [true; 2], "a rating is seen early");
            }
            if !before.is_current() {
                let back = step == 16 && next.is_current();
                let on = matches!(
                    next,
                    State::Disputed { .. } | State::Settled { .. } | State::Completed { .. } | State::Rated { .. }
                );
                prop_assert!(back || on, "{before:?} became {next:?}");
            }
            let waits = next.is_current() || matches!(next, State::Completed { .. });
            prop_assert_eq!(next.due(&terms).is_some(), waits);
            let stored = serde_json::to_value(next).unwrap();
            prop_assert_eq!(stored["phase"].as_str(), Some(next.name()));
            prop_assert_eq!(serde_json::from_value::<State>(stored).unwrap(), next);
            state = next;
        }
    }
}
