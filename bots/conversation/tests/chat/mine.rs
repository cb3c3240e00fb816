use conversation::call::Call;
use marketplace_domain::{
    refusal::Refusal,
    request::{Need, State},
};

use crate::harness::*;

fn at_mine() -> Chat {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Baby shoes", true));
    chat.command("mine");
    chat.taps("1. Baby shoes");
    chat
}

#[test]
fn a_list_of_ones_own_says_where_each_stands() {
    let mut chat = at_mine();
    chat.market.cards[0].answers = 1;
    chat.taps("My requests");
    chat.reads("Open until Sat 9 January 2027 · 1 answer");
}

#[test]
fn a_request_on_the_market_has_a_link_and_a_way_to_its_answers() {
    let mut chat = at_mine();
    chat.reads(&format!("Share it: https://nwassik.example/chat?start=req_{}", request(1)));
    assert!(!chat.has_button("See the"));
    chat.market.cards[0].answers = 2;
    chat.taps("My requests");
    chat.taps("Baby shoes");
    chat.taps("See the 2 answers");
    chat.reads("Your chats");
    chat.command(&format!("start req_{}", request(1)));
    chat.taps("Close it");
    chat.does_not_read("Share it");
}

#[test]
fn any_field_is_changed_and_saved() {
    let mut chat = at_mine();
    chat.taps("Edit");
    chat.taps("Title");
    chat.says("Baby shoes, size 20");
    chat.taps("Edit");
    chat.taps("From");
    chat.taps("Anywhere");
    chat.taps("Save");
    let Some(Call::Save(id, content)) = chat.last_call() else { panic!("nothing was saved") };
    assert_eq!((*id, content.title.as_str()), (request(1), "Baby shoes, size 20"));
    assert!(matches!(content.need, Need::Buy { from: None, .. }));
    chat.reads("Saved");
}

#[test]
fn changes_that_were_begun_wait_for_their_request() {
    let mut chat = at_mine();
    chat.taps("Edit");
    chat.taps("Title");
    chat.says("Red baby shoes");
    chat.command("browse");
    chat.command(&format!("start req_{}", request(1)));
    for command in ["help", "settings"] {
        chat.command(command);
        chat.taps("Continue");
        chat.reads("Red baby shoes");
    }
    chat.command(&format!("start req_{}", request(1)));
    chat.taps("Edit");
    chat.reads("Your changes are still here");
    chat.reads("Red baby shoes");
    chat.taps("Cancel");
    chat.reads("stays as it was");
    assert!(chat.has_button("Close it"), "the request is shown again");
    chat.command(&format!("start req_{}", request(1)));
    chat.taps("Edit");
    chat.does_not_read("Red baby shoes");
}

#[test]
fn closing_can_be_undone_for_thirty_seconds() {
    let mut chat = at_mine();
    chat.taps("Close it");
    chat.reads("undo this for 30 seconds");
    chat.taps("Undo");
    assert_eq!(chat.last_call(), Some(&Call::Reopen(request(1))));
    chat.reads("open again");

    chat.taps("Close it");
    let undo = chat.data("Undo");
    chat.now += chrono::TimeDelta::seconds(31);
    chat.market.refuse = Some(Refusal::TooLate);
    chat.press(&undo);
    chat.reads("too late to undo");
    assert!(!chat.has_button("Undo"));
}

#[test]
fn a_second_press_is_a_slip_unless_the_card_asks_for_it() {
    let mut chat = at_mine();
    for label in ["Close it", "Undo", "Close it", "Post it again"] {
        let data = chat.data(label);
        chat.press(&data);
        let (card, calls) = (chat.live.clone(), chat.market.calls.len());
        chat.press(&data);
        assert_eq!((&chat.live, chat.market.calls.len()), (&card, calls), "{label}");
    }
    let mut chat = at_mine();
    chat.market.refuse = Some(Refusal::Broken);
    chat.taps("Close it");
    chat.reads("broke on our side");
    chat.taps("Close it");
    chat.reads("is closed");
}

#[test]
fn an_expired_request_is_renewed_with_one_tap() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Baby shoes", true));
    chat.market.cards[0].state = State::Expired { at: now() };
    chat.command("mine");
    chat.reads("Expired");
    chat.taps("1. Baby shoes");
    chat.taps("Renew");
    chat.reads("Renewed for 30 days");
}

#[test]
fn a_closed_request_is_posted_again() {
    let mut chat = at_mine();
    chat.taps("Close it");
    chat.taps("Post it again");
    chat.reads("All good?");
    chat.taps("Publish");
    assert_eq!(chat.published().title.as_str(), "Baby shoes");
}

#[test]
fn posting_again_does_not_drop_a_draft() {
    let mut chat = at_mine();
    chat.taps("Close it");
    let again = chat.data("Post it again");
    chat.command("post");
    chat.taps("Online service");
    chat.says("My draft");
    chat.press(&again);
    chat.reads("unfinished request");
    chat.reads("My draft");
    chat.taps("Start afresh");
    chat.reads("Baby shoes");
}

#[test]
fn what_is_not_possible_shows_the_request_as_it_is() {
    let mut chat = at_mine();
    assert!(!chat.has_button("Renew"), "there are 30 days left");
    chat.now += chrono::TimeDelta::days(5);
    chat.command(&format!("start req_{}", request(1)));
    chat.market.refuse = Some(Refusal::NotNow);
    chat.taps("Renew");
    chat.reads("not possible any more");
    chat.reads("Baby shoes");
}
