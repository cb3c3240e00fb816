use conversation::call::Call;
use marketplace_domain::{
    money::{Currency, Money},
    refusal::Refusal,
    request::{Kind, Need, Quantity, Size},
};

use crate::harness::*;

fn eur(major: i64) -> Money {
    Money::from_minor(major * 100, Currency::Eur).unwrap()
}

#[test]
fn buying_takes_seven_actions() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("iPhone 15 case");
    chat.taps("Paris");
    chat.taps("Tunis");
    chat.says("20/12");
    chat.says("15 €");
    chat.reads("By Sun 20 December 2026");
    chat.taps("Publish");
    let content = chat.published();
    assert_eq!(content.title.as_str(), "iPhone 15 case");
    assert_eq!(content.need.from().unwrap().name, "Paris");
    assert_eq!(content.need.to().unwrap().name, "Tunis");
    assert_eq!(content.due.unwrap().to_string(), "2026-12-20");
    assert_eq!(content.reward, Some(eur(15)));
    chat.reads("Your request is published");
    assert!(chat.has_button("Close it") && chat.has_button("Edit"));
}

#[test]
fn a_slip_of_the_finger_publishes_once_and_leaves_the_good_news() {
    let mut chat = at_review();
    let publish = chat.data("Publish");
    chat.press(&publish);
    let calls = chat.market.calls.len();
    for _ in 0..3 {
        chat.press(&publish);
        assert!(chat.shown.is_empty(), "the card stays as it is");
    }
    assert_eq!(chat.market.calls.len(), calls);
    chat.reads("is published");
    chat.taps("My requests");
    chat.press(&publish);
    chat.reads("from an older message");
}

#[test]
fn everything_optional_can_be_left_empty() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("Dates");
    chat.taps("Anywhere");
    chat.taps("Sfax");
    chat.taps("No date");
    chat.taps("No reward");
    chat.reads("From: anywhere");
    chat.taps("Publish");
    let content = chat.published();
    assert_eq!((content.need.from(), content.due, content.reward), (None, None, None));
}

#[test]
fn a_pickup_needs_both_places_and_a_service_none() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Pick up");
    chat.says("A bag at my aunt's");
    assert!(!chat.has_button("Anywhere"));
    chat.location(45.7640, 4.8357);
    chat.taps("Tunis");
    chat.taps("In 2 weeks");
    chat.taps("No reward");
    chat.taps("Publish");
    assert_eq!(chat.published().need.kind(), Kind::Pickup);
    assert_eq!(chat.published().need.from().unwrap().country.to_string(), "FR");

    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("Translate my diploma");
    chat.taps("No date");
    chat.says("50 dt");
    chat.taps("Publish");
    assert!(matches!(chat.published().need, Need::Service { meetup: None }));
}

#[test]
fn an_ambiguous_place_is_offered_as_buttons() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("Books");
    chat.says("tripoli");
    chat.reads("several places");
    assert!(chat.has_button("Tripoli, Libya"));
    chat.taps("Tripoli, Libya");
    chat.reads("From: Tripoli, Libya");
}

#[test]
fn a_place_inside_a_line_is_asked_about() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Pick up");
    chat.says("A bag of clothes");
    chat.says("chez ma tante à Sousse");
    chat.reads("Do you mean Sousse, Tunisia?");
    chat.taps("Yes, Sousse");
    chat.reads("From: Sousse");
    chat.says("from Paris to Lyon");
    chat.reads("do not know the place");
}

#[test]
fn a_number_alone_asks_for_the_currency() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("CV check");
    chat.taps("No date");
    chat.says("15");
    chat.reads("In which currency?");
    chat.taps("15\u{a0}DT");
    chat.reads("Reward: 15\u{a0}DT");
}

#[test]
fn back_and_keep_lose_nothing() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("Books");
    chat.taps("Lyon");
    chat.taps("Tunis");
    chat.taps("Back");
    chat.taps("Back");
    chat.reads("Where can it be bought?");
    chat.reads("Books");
    chat.taps("Keep it");
    chat.reads("By when");
    chat.reads("From: Lyon, France");
    chat.reads("To: Tunis");
}

#[test]
fn photos_are_taken_at_any_moment_and_a_third_is_refused() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.photo(1, "");
    chat.reads("Photo 1 of 2 added");
    chat.taps("Buy and bring");
    chat.photo(2, "A red kettle");
    chat.reads("Photo 2 of 2 added");
    chat.reads("A red kettle");
    chat.reads("Where can it be bought?");
    chat.photo(3, "");
    chat.reads("2 photos at most");
    chat.does_not_read("photos now");
    chat.reads("Where can it be bought?");
    chat.taps("Anywhere");
    chat.taps("Tunis");
    chat.taps("No date");
    chat.taps("No reward");
    chat.does_not_read("You can also send");
    chat.taps("Publish");
    assert_eq!(chat.published().photos.as_slice(), [photo(1), photo(2)]);
    chat.taps("Photos");
    assert_eq!(chat.shown[0].1.photos, [photo(1), photo(2)]);
}

fn at_review() -> Chat {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("Vitamins");
    chat.taps("Marseille");
    chat.taps("Tunis");
    chat.taps("No date");
    chat.taps("No reward");
    chat.reads("All good?");
    chat
}

#[test]
fn a_shopping_list_is_written_line_by_line() {
    let mut chat = at_review();
    chat.taps("Edit");
    chat.taps("Shopping list");
    chat.says("Vitamin D");
    chat.reads("How many?");
    chat.taps("3");
    chat.says("https://shop.example.com/d");
    chat.says("30 eur");
    chat.reads("Vitamin D × 3 · up to 30\u{a0}€ · https://shop.example.com/d");
    chat.says("Zinc");
    chat.says("2");
    chat.taps("No link");
    chat.taps("No limit");
    chat.taps("Remove no. 1");
    chat.does_not_read("Vitamin D");
    chat.taps("Done");
    chat.taps("Publish");
    let Need::Buy { items, .. } = &chat.published().need else { panic!() };
    assert_eq!(items.len(), 1);
    assert_eq!((items[0].name.as_str(), items[0].quantity), ("Zinc", Quantity::try_from(2).unwrap()));
}

#[test]
fn a_list_has_at_most_ten_lines() {
    let mut chat = at_review();
    chat.taps("Edit");
    chat.taps("Shopping list");
    for number in 0..10 {
        chat.says(&format!("Thing {number}"));
        chat.taps("1");
        chat.taps("No link");
        chat.taps("No limit");
    }
    chat.says("Thing 10");
    chat.reads("room for 10 things");
}

#[test]
fn cancelling_a_line_goes_back_to_the_list() {
    let mut chat = at_review();
    chat.taps("Edit");
    chat.taps("Shopping list");
    chat.says("Vitamin D");
    chat.taps("Cancel");
    chat.reads("What is on your shopping list?");
}

#[test]
fn all_fields_of_a_parcel_can_be_changed() {
    let mut chat = at_review();
    chat.taps("Edit");
    chat.taps("Kind");
    chat.taps("Pick up");
    chat.taps("Edit");
    chat.taps("Weight");
    chat.says("2,5 kg");
    chat.reads("⚖️ 2.5 kg");
    for (field, answer) in [("Size", "Medium"), ("Weight", "5 kg"), ("Fragile", "Yes")] {
        chat.taps("Edit");
        chat.taps(field);
        chat.taps(answer);
    }
    chat.taps("Edit");
    chat.taps("Details");
    chat.says("In a blue box");
    chat.taps("Publish");
    let content = chat.published();
    let Need::Pickup { parcel, .. } = &content.need else { panic!() };
    assert_eq!((parcel.size, parcel.grams, parcel.fragile), (Some(Size::Medium), Some(5000), true));
    assert_eq!(content.description.as_ref().unwrap().as_str(), "In a blue box");
}

#[test]
fn what_a_new_kind_needs_is_asked() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("Help me");
    chat.taps("No date");
    chat.taps("No reward");
    chat.taps("Edit");
    chat.taps("Kind");
    chat.taps("Buy and bring");
    chat.reads("Where should it be brought?");
    chat.taps("Sousse");
    chat.taps("Anywhere");
    chat.taps("Publish");
    assert_eq!(chat.published().need.kind(), Kind::Buy);
}

#[test]
fn a_draft_is_kept_by_every_command() {
    for command in ["browse", "chats", "mine", "settings", "help", "start", "offers"] {
        let mut chat = at_review();
        chat.command(command);
        chat.command("post");
        chat.reads("unfinished request");
        chat.reads("Vitamins");
        chat.taps("Continue");
        chat.reads("All good?");
    }
}

#[test]
fn help_and_settings_lead_back_to_the_draft() {
    for command in ["help", "settings"] {
        let mut chat = at_review();
        chat.command(command);
        chat.taps("Continue");
        chat.reads("All good?");
        chat.command(command);
        chat.command("cancel");
        chat.reads("Your request is kept");
        assert!(chat.has_button("Continue") && chat.has_button("Throw away"));
        let mut chat = Chat::english();
        chat.command(command);
        assert!(!chat.has_button("Continue"));
    }
}

#[test]
fn cancelling_keeps_the_draft_until_it_is_thrown_away() {
    let mut chat = at_review();
    chat.command("cancel");
    chat.reads("Your request is kept");
    chat.taps("Continue");
    chat.reads("All good?");
    chat.taps("Cancel");
    chat.taps("Throw away");
    chat.reads("is gone");
    chat.command("post");
    chat.reads("What do you need?");
}

#[test]
fn starting_afresh_drops_the_draft() {
    let mut chat = at_review();
    chat.command("cancel");
    chat.command("post");
    chat.taps("Start afresh");
    chat.reads("What do you need?");
    chat.does_not_read("Vitamins");
    assert!(!chat.state.has_draft());
}

#[test]
fn a_refused_publication_keeps_the_form() {
    let mut chat = at_review();
    chat.market.refuse = Some(Refusal::TooManyOpen(20));
    chat.taps("Publish");
    chat.reads("20 open requests");
    chat.reads("Vitamins");
    chat.market.refuse = Some(Refusal::Broken);
    chat.taps("Publish");
    chat.reads("Something broke on our side");
    chat.taps("Publish");
    chat.reads("is published");
}

#[test]
fn a_date_that_passed_meanwhile_is_asked_again() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("Homework");
    chat.says("12/12");
    chat.taps("No reward");
    chat.now += chrono::TimeDelta::days(5);
    chat.taps("Publish");
    chat.reads("The date has passed in the meantime");
    chat.taps("In 1 week");
    chat.taps("Publish");
    assert!(matches!(chat.last_call(), Some(Call::Publish(_))));
}
