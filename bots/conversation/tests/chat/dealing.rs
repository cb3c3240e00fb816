//! Offers: making one, answering one, and looking through them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use conversation::{
    call::{Bargain, Call, Outcome},
    dealt,
    say::Show,
};
use marketplace_domain::{
    account::Language,
    conversation::{Alias, Side},
    deal::{Code, Goods, News, Page, Proposal, Public, Running, Sheet, State, Terms, Thing, View, Was, What},
    id::DealId,
    message::Message,
    money::{Currency, Money},
    rating::{Profile, Rating, Received, Score, Stars, Tag},
    refusal::Refusal,
    request::{Kind, Window},
    text::{Note, Title},
    trip::{Plan, Trip},
    trust::Trust,
};

use crate::harness::{Chat, Market, card, check, conversation, data_of, now, place, request, write};

pub(crate) fn deal(number: u128) -> DealId {
    format!("{number:032x}").parse().unwrap()
}

pub(crate) fn terms(euros: i64) -> Terms {
    Terms {
        price: Money::from_minor(euros * 100, Currency::Eur).unwrap(),
        day: NaiveDate::from_ymd_opt(2026, 12, 18).unwrap(),
        place: Some(place("Tunis")),
        goods: Some(Goods::Apart),
    }
}

/// An offer of 15 € that waits for the requester.
pub(crate) fn offered(number: u128, side: Side) -> View {
    View {
        deal: Sheet {
            id: deal(number),
            kind: Kind::Buy,
            state: State::offer(now() + TimeDelta::days(7)),
            terms: terms(15),
            note: Note::parse("I fly on Friday").ok(),
        },
        conversation: conversation(7),
        request: request(1),
        title: Title::parse("iPhone case").unwrap(),
        side,
        other: Alias::try_from(0).unwrap(),
        forbidden: vec![Thing::Weapons, Thing::Drones],
        rated: false,
        trust: Trust { months: 3, deals: 2, score: Score { counted: 1, stars: 5 } },
        changed: now(),
    }
}

/// What the market in memory answers.
pub(crate) fn done(market: &mut Market, call: &Call) -> Result<Outcome, Refusal> {
    Ok(match call {
        Call::Offer(id, terms, note) => {
            let mut view = offered(market.deals.len() as u128 + 1, Side::Provider);
            (view.request, view.deal.terms, view.deal.note) = (*id, terms.clone(), note.clone());
            market.deals.push(view.clone());
            Outcome::Bargained(view, market.crossing)
        }
        Call::Counter(id, terms, note) => {
            let view = of(market, *id)?;
            let until = now() + TimeDelta::days(7);
            view.deal.state = view.deal.state.propose(view.side, until, now())?;
            (view.deal.terms, view.deal.note) = (terms.clone(), note.clone());
            Outcome::Bargained(view.clone(), Default::default())
        }
        Call::Deal(what, id) => {
            let view = of(market, *id)?;
            let state = view.deal.state;
            view.deal.state = match what {
                Bargain::Look => state,
                Bargain::Accept => state.accept(view.side, &view.deal.terms, now())?,
                Bargain::Confirm => state.confirm(view.side, &view.deal.terms, now())?,
                Bargain::Decline => state.decline(view.side, now())?,
                Bargain::Withdraw => state.withdraw(view.side, now())?,
                Bargain::Undo => state.undo(view.side, now())?,
                Bargain::Carry => state.carry(view.side)?,
                Bargain::Well => state.well(view.side, now())?,
                Bargain::AskToCancel => state.ask_to_cancel(view.side)?,
                Bargain::Keep => state.keep()?,
                Bargain::Cancel => state.cancel(view.side, now())?,
                Bargain::NoShow => state.no_show(view.side, &view.deal.terms, day())?,
                Bargain::Dispute => state.dispute(view.side, now())?,
                Bargain::Settle => state.settle(view.side, now())?,
            };
            Outcome::Deal(view.clone())
        }
        Call::Rate(id, _) => {
            let view = of(market, *id)?;
            view.rated = true;
            Outcome::Deal(view.clone())
        }
        Call::Profile => Outcome::Profile(profile(None)),
        Call::ReplyToRating(_, words) => Outcome::Profile(profile(Some(words.clone()))),
        Call::MyCode(id) => Outcome::MyCode(of(market, *id)?.clone(), code("482913")),
        Call::Meet(id, entered) if entered.is(&code("107264")) => {
            let view = of(market, *id)?;
            view.deal.state = view.deal.state.meet(view.side, now())?;
            Outcome::Deal(view.clone())
        }
        Call::Meet(id, _) => {
            of(market, *id)?;
            Outcome::WrongCode { left: 4, until: None }
        }
        Call::Deals(_) | Call::Bids(..) => Outcome::Deals(Page { items: market.deals.clone(), next: None }),
        Call::Offers(..) => {
            let items = market.deals.iter().map(public).collect();
            Outcome::Offers(Page { items, next: None }, vec![trip()])
        }
        other => panic!("not about a deal: {other:?}"),
    })
}

fn profile(reply: Option<Note>) -> Profile {
    let received = |stars: u8, counts| Received {
        deal: deal(1),
        rating: Rating {
            stars: Stars::try_from(stars).unwrap(),
            tags: vec![Tag::OnTime],
            words: Note::parse("All went well").ok(),
        },
        reply: reply.clone(),
        at: now(),
        counts,
    };
    let trust = Trust { months: 3, deals: 2, score: Score { counted: 1, stars: 5 } };
    Profile { trust, received: vec![received(5, true), received(1, false)] }
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

/// When the day of the handover has come.
fn day() -> DateTime<Utc> {
    terms(15).dawn()
}

/// Somebody's way from Lyon to Sfax.
fn trip() -> Trip {
    let days = Window::new(terms(15).day, terms(15).day).unwrap();
    let (from, to) = (place("Lyon"), place("Sfax"));
    Trip::new(Plan { from, to, days, room: Some(5000), carries: None }).unwrap()
}

fn public(view: &View) -> Public {
    Public {
        request: view.request,
        title: view.title.clone(),
        kind: view.deal.kind,
        from: Some(place("Paris")),
        to: Some(place("Tunis")),
        terms: view.deal.terms.clone(),
    }
}

fn of(market: &mut Market, id: DealId) -> Result<&mut View, Refusal> {
    market.deals.iter_mut().find(|view| view.deal.id == id).ok_or(Refusal::Unknown)
}

/// A provider who looks at a request, in any language.
fn looking() -> Chat {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "iPhone case", false));
    chat.command("browse");
    chat.taps("1. iPhone case");
    chat
}

/// A requester who has been made an offer.
fn asked() -> Chat {
    let mut chat = Chat::english();
    chat.market.deals.push(offered(1, Side::Requester));
    chat.press(&format!("deal.{}", deal(1)));
    chat
}

#[test]
fn an_offer_is_made_in_four_answers() {
    let mut chat = looking();
    chat.taps("Make an offer");
    chat.reads("How much should they pay you?");
    chat.says("15 €");
    chat.taps("It is paid on top");
    chat.says("18/12");
    chat.says("I fly on Friday");
    chat.reads("All good? Tap “Send it”.");
    chat.reads("Meeting in: Tunis");
    chat.taps("Send it");
    let note = Note::parse("I fly on Friday").ok();
    assert_eq!(chat.last_call(), Some(&Call::Offer(request(1), terms(15), note)));
    chat.reads("Your offer is on its way.");
    chat.reads("Waiting for their answer");
    assert!(chat.has_button("Withdraw it") && !chat.has_button("Decline"));
}

#[test]
fn every_bad_amount_gets_a_sentence_and_the_question_stays() {
    let mut chat = looking();
    chat.taps("Make an offer");
    for (line, answer) in [
        ("-5 €", "An amount cannot be below zero."),
        ("99999999999 €", "This amount is too large."),
        ("0 €", "Zero is no amount."),
        ("1,2.3,4 €", "I do not understand this amount."),
        ("15 bitcoins", "I do not understand this amount."),
        ("15", "In which currency?"),
    ] {
        chat.says(line);
        chat.reads(answer);
    }
    chat.says("1.200,50 €");
    chat.taps("The price is for all");
    chat.says("yesterday");
    chat.reads("has passed");
    assert!(chat.market.calls.iter().all(|call| !matches!(call, Call::Offer(..))));
}

#[test]
fn whoever_answered_otherwise_can_still_offer_and_who_offered_is_led_there() {
    let mut chat = looking();
    assert!(chat.has_button("Answer") && chat.has_button("Make an offer"));
    chat.market.cards[0].deal = Some(deal(1));
    chat.market.deals.push(offered(1, Side::Provider));
    chat.press(&format!("offer.{}", request(1)));
    chat.reads("I fly on Friday");
}

#[test]
fn one_cannot_offer_to_oneself() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Mine", true));
    chat.press(&format!("offer.{}", request(1)));
    chat.reads("This is your own request");
}

#[test]
fn a_requester_declines_and_undoes_it() {
    let mut chat = asked();
    chat.reads("Your turn: answer by");
    chat.reads("here for 3 months");
    chat.taps("Decline");
    chat.reads("Declined, and they are told.");
    chat.taps("Undo");
    chat.reads("It stands again.");
    assert!(chat.has_button("Decline"));
}

#[test]
fn undoing_is_offered_for_thirty_seconds() {
    let mut chat = asked();
    chat.taps("Decline");
    chat.now += TimeDelta::seconds(31);
    chat.command("deals");
    chat.taps("1. ");
    assert!(!chat.has_button("Undo"));
}

#[test]
fn other_terms_are_proposed_by_changing_a_field() {
    let mut chat = asked();
    chat.taps("Propose changes");
    chat.taps("Price");
    chat.says("12 €");
    chat.taps("Send it");
    assert_eq!(chat.last_call(), Some(&Call::Counter(deal(1), terms(12), None)));
    chat.reads("Your proposal is on its way.");
    assert!(chat.has_button("Withdraw it"));
}

#[test]
fn what_has_moved_on_is_shown_as_it_is() {
    for (refusal, sentence) in [
        (Refusal::Moved, "This has changed in the meantime."),
        (Refusal::Expired, "This offer has expired"),
        (Refusal::TooLate, "It is too late to undo this."),
    ] {
        let mut chat = asked();
        chat.market.refuse = Some(refusal);
        chat.taps("Decline");
        chat.reads(sentence);
        chat.reads("15 €");
    }
}

#[test]
fn a_forged_deal_is_not_there() {
    let mut chat = Chat::english();
    for what in [
        "deal",
        "counter",
        "accept",
        "agree",
        "confirm",
        "decline",
        "withdraw",
        "undeal",
        "carry",
        "carried",
        "code",
        "meet",
        "well",
        "canceldeal",
        "askcancel",
        "dropdeal",
        "keepdeal",
        "noshow",
        "missed",
        "dispute",
        "disputed",
        "settle",
    ] {
        chat.press(&format!("{what}.{}", deal(9)));
        chat.reads("This is not there any more.");
    }
}

#[test]
fn what_is_refused_leaves_the_form_where_it_can_be_mended() {
    let mut chat = asked();
    chat.taps("Propose changes");
    chat.taps("Day");
    chat.says("18/12");
    chat.market.refuse = Some(Refusal::PastDue);
    chat.taps("Send it");
    chat.reads("Which day do you propose?");
    chat.says("20/12");
    chat.market.refuse = Some(Refusal::Unchecked);
    chat.taps("Send it");
    chat.reads("Would you like to add a few words?");
    chat.taps("No, thanks");
    chat.market.refuse = Some(Refusal::Moved);
    chat.taps("Send it");
    chat.reads("This has changed in the meantime.");
}

#[test]
fn offers_stand_side_by_side() {
    let mut chat = Chat::english();
    let mut mine = card(1, "iPhone case", true);
    mine.offers = 2;
    chat.market.cards.push(mine);
    chat.market.deals = vec![offered(1, Side::Requester), offered(2, Side::Requester)];
    chat.command("mine");
    chat.taps("1. iPhone case");
    chat.taps("See the 2 offers");
    chat.reads("2. 🔴🦊 Fox");
    chat.reads("here for 3 months");
    chat.taps("2. ");
    assert!(chat.has_button("Decline"));
}

#[test]
fn the_offers_of_everybody_name_nobody_and_are_filtered() {
    let mut chat = Chat::english();
    chat.market.deals.push(offered(1, Side::Provider));
    chat.command("offers");
    chat.reads("Paris, France → Tunis · 💶 15 €");
    chat.reads("Lyon, France → Sfax");
    chat.does_not_read("Fox");
    chat.does_not_read("I fly on Friday");
    chat.taps("Filter");
    chat.taps("From");
    chat.taps("Lyon");
    chat.taps("Show");
    let Some(Call::Offers(filter, None)) = chat.last_call() else { panic!("offers are shown") };
    assert!(filter.from.is_some());
    chat.taps("Clear all");
    let Some(Call::Offers(filter, None)) = chat.last_call() else { panic!("offers are shown") };
    assert!(filter.from.is_none());
}

#[test]
fn what_the_other_side_is_told_has_its_buttons_in_every_language() {
    let was = Proposal { by: Side::Provider, round: 1, until: now() };
    let offered_state = State::offer(now() + TimeDelta::days(7));
    let running = Running { since: now(), carried: false, asks: None, reminded: 0 };
    let at = now();
    let states = [
        (What::Offered, offered_state, "✅"),
        (What::Countered, State::Countered(Proposal { round: 2, ..was }), "✅"),
        (What::Declined, State::Declined { by: Side::Provider, at, was: None }, "🏷"),
        (What::Withdrawn, State::Withdrawn { by: Side::Provider, at, was: Some(Was::Proposed(was)) }, "🏷"),
        (What::Back, offered_state, "✅"),
        (What::Expired, State::Expired { at }, "🏷"),
        (What::Accepted, State::Accepted { by: Side::Provider, until: at }, "🏷"),
        (What::Taken, State::Taken { at }, "🏷"),
        (What::Agreed, State::Agreed(running), "🔑"),
        (What::Carried, State::Carried(Running { carried: true, ..running }), "🔢"),
        (What::HandedOver, State::HandedOver { by: Side::Provider, at, asked: false }, "👍"),
        (What::Completed, State::Completed { at, asked: false }, "⭐"),
        (What::RateNow, State::Completed { at, asked: true }, "⭐"),
        (What::Rated, State::Rated { at }, "👤"),
        (What::Replied, State::Rated { at }, "🏷"),
        (What::CancelAsked, State::Agreed(Running { asks: Some(Side::Provider), ..running }), "▶️"),
        (What::Kept, State::Agreed(running), "🔑"),
        (What::Cancelled, State::Cancelled { by: None, at, was: None }, "🏷"),
        (What::NoShow, State::NoShow { by: Side::Provider, at }, "⚠️"),
        (What::Disputed, State::Disputed { by: Side::Provider, at }, "🏷"),
        (What::Settled, State::Settled { at }, "🏷"),
        (What::Tomorrow, State::Agreed(running), "🔑"),
        (What::DidYouMeet, State::Agreed(running), "🚫"),
        (What::IsAllWell, State::HandedOver { by: Side::Provider, at, asked: true }, "👍"),
    ];
    for language in Language::ALL {
        for (what, state, button) in states {
            let view = offered(1, Side::Requester);
            let news = News { what, deal: Sheet { state, ..view.deal } };
            let say = dealt(&news, view.side, &view.title, view.other, view.conversation);
            let message: Message = conversation::render(language, &say);
            check(&message);
            assert!(data_of(&message, button).is_some(), "{what:?} {}", write(&message));
        }
    }
}

/// Where a deal of one's own stands, and what the button that is looked for does with it.
fn at(state: State, side: Side) -> Chat {
    let mut chat = Chat::english();
    let mut view = offered(1, side);
    view.deal.state = state;
    chat.market.deals.push(view);
    chat.press(&format!("deal.{}", deal(1)));
    chat
}

fn agreed(carried: bool) -> State {
    let running = Running { since: now(), carried, asks: None, reminded: 0 };
    if carried { State::Carried(running) } else { State::Agreed(running) }
}

#[test]
fn accepting_shows_once_more_what_is_accepted_and_what_may_not_be_carried() {
    let mut chat = asked();
    chat.taps("Accept");
    chat.reads("Do you accept exactly this?");
    chat.reads("weapons · drones and radio sets");
    chat.taps("Yes, I accept this");
    assert_eq!(chat.last_call(), Some(&Call::Deal(Bargain::Accept, deal(1))));
    chat.reads("They only need to confirm.");
    chat.taps("Cancel it");
    assert!(!chat.has_button("Ask to cancel together"), "nothing is agreed yet");
}

#[test]
fn the_other_confirms() {
    let mut chat = at(State::Accepted { by: Side::Requester, until: day() }, Side::Provider);
    chat.reads("Read it once more and confirm");
    chat.reads("Do not carry:");
    chat.taps("I confirm");
    chat.reads("You both agree.");
    chat.reads("Next: buy it");
}

#[test]
fn a_provider_opens_what_they_carry_and_says_that_they_saw_it() {
    let mut chat = at(agreed(false), Side::Provider);
    chat.taps("I bought it");
    chat.reads("Open it, take a photo");
    chat.market.refuse = Some(Refusal::PhotoFirst);
    chat.taps("I saw the contents");
    chat.reads("First send a photo of the open parcel");
    chat.reads("Before you take it");
    chat.taps("I saw the contents");
    chat.reads("Next: bring it.");
    let mut chat = at(agreed(false), Side::Requester);
    assert!(!chat.has_button("I bought it"));
    chat.press(&format!("carry.{}", deal(1)));
    chat.reads("This has changed in the meantime.");
}

#[test]
fn ones_code_is_shown_in_digits_and_as_a_picture() {
    let mut chat = at(agreed(true), Side::Provider);
    chat.taps("My code");
    let [(Show::Stay, message)] = &chat.shown[..] else { panic!("one message that stays") };
    assert!(message.text.text().contains("482 913"));
    let data = data_of(message, "Enter their code").unwrap();
    chat.press(&data);
    chat.reads("Which code did they tell you?");
}

#[test]
fn the_others_code_is_entered_now_or_later() {
    let mut chat = at(agreed(true), Side::Requester);
    chat.taps("Enter their code");
    for bad in ["hello", "12345", "1234567", ""] {
        chat.says(bad);
        chat.reads("A code has six digits.");
    }
    chat.says("111 111");
    chat.reads("You have 4 more tries");
    chat.says("١٠٧ ٢٦٤");
    chat.reads("The code is right");
    assert!(!chat.has_button("Enter their code"), "theirs is entered");
    chat.press(&format!("meet.{}", deal(1)));
    chat.reads("This has changed in the meantime.");
}

#[test]
fn a_pause_is_told_in_minutes() {
    let mut chat = at(agreed(true), Side::Requester);
    chat.taps("Enter their code");
    let state = chat.state.clone();
    let cx_until = now() + TimeDelta::seconds(90);
    chat.market.answer_next = Some(Outcome::WrongCode { left: 0, until: Some(cx_until) });
    chat.says("111111");
    chat.reads("Please wait 2 minutes");
    assert_ne!(chat.state, state);
}

#[test]
fn it_is_cancelled_together_or_alone() {
    let mut chat = at(agreed(false), Side::Provider);
    chat.taps("Cancel it");
    chat.taps("Ask to cancel together");
    chat.reads("You asked to cancel this together.");
    chat.taps("Keep it");
    chat.reads("It goes on.");
    chat.taps("Cancel it");
    chat.taps("Cancel it alone");
    chat.reads("Cancelled, and they are told.");
    chat.taps("Undo");
    chat.reads("It stands again.");
    let asks = Running { since: now(), carried: false, asks: Some(Side::Requester), reminded: 0 };
    let mut chat = at(State::Agreed(asks), Side::Provider);
    chat.taps("Yes, cancel it");
    chat.reads("Cancelled by both of you.");
}

#[test]
fn a_no_show_is_said_on_the_day_and_answered() {
    let mut chat = at(agreed(false), Side::Requester);
    assert!(!chat.has_button("They did not come"), "the day has not come");
    chat.now = day();
    chat.command("deals");
    chat.taps("1. ");
    chat.taps("They did not come");
    chat.taps("Yes, nobody came");
    chat.reads("You said that they did not come.");
    let mut chat = at(State::NoShow { by: Side::Requester, at: now() }, Side::Provider);
    chat.taps("That is not so");
    chat.taps("Yes, report it");
    chat.taps("It is settled");
    chat.reads("This was settled.");
}

#[test]
fn who_was_met_says_whether_all_is_well() {
    let met = State::HandedOver { by: Side::Requester, at: now(), asked: true };
    let mut chat = at(met, Side::Provider);
    chat.taps("All is well");
    chat.reads("Done! Thank you both.");
    let mut chat = at(met, Side::Provider);
    chat.taps("There is a problem");
    chat.reads("Is something wrong?");
    assert!(!at(met, Side::Requester).has_button("All is well"));
}

#[test]
fn a_rating_is_stars_what_stood_out_and_a_few_words() {
    let done = State::Completed { at: now(), asked: false };
    let mut chat = at(done, Side::Requester);
    chat.taps("Rate them");
    chat.reads("They never see it before.");
    chat.taps("★★★★☆");
    chat.taps("On time");
    assert!(!chat.has_button("On time"), "it is chosen");
    chat.taps("Friendly");
    chat.says("Call me on +216 24 619 037");
    chat.reads("please leave out phone numbers");
    chat.says("Everything as we said");
    let rating = Rating {
        stars: Stars::try_from(4).unwrap(),
        tags: vec![Tag::OnTime, Tag::Kind],
        words: Note::parse("Everything as we said").ok(),
    };
    assert_eq!(chat.last_call(), Some(&Call::Rate(deal(1), rating)));
    chat.reads("They see it once they rated you too");
    assert!(!chat.has_button("Rate them"));
    chat.press(&format!("rate.{}", deal(1)));
    chat.reads("You said it already.");
    let mut chat = at(agreed(true), Side::Requester);
    chat.press(&format!("rate.{}", deal(1)));
    chat.reads("This has changed in the meantime.");
}

#[test]
fn a_forged_number_of_stars_is_not_taken() {
    let mut chat = at(State::Completed { at: now(), asked: false }, Side::Requester);
    chat.taps("Rate them");
    let data = chat.data("★★★★★");
    for forged in ["6", "0", "-1", "on_time", "♥"] {
        let head = data.strip_suffix('5').unwrap();
        chat.press(&format!("{head}{forged}"));
        chat.reads("How many stars?");
    }
    assert!(chat.market.calls.iter().all(|call| !matches!(call, Call::Rate(..))));
}

#[test]
fn a_profile_says_why_the_score_is_what_it_is() {
    for language in Language::ALL {
        let mut chat = Chat::of(language);
        chat.command("profile");
        chat.reads("5 × 4 + 5");
    }
    let mut chat = Chat::english();
    chat.command("profile");
    chat.reads("here for 3 months · 2 deals done · ⭐️ 4.2 (1 rating)");
    chat.reads("(5 × 4 + 5) ÷ (5 + 1) = 4.2");
    chat.reads("Does not count: the same person rated you less than 90 days before.");
    chat.taps("Answer no. 1");
    chat.says("Thank you!");
    assert_eq!(chat.last_call(), Some(&Call::ReplyToRating(deal(1), Note::parse("Thank you!").unwrap())));
    chat.reads("You: Thank you!");
    assert!(!chat.has_button("Answer no. 1"), "one answer each");
}
