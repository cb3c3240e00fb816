use conversation::call::Call;
use marketplace_domain::request::{Area, Cursor, Due, Kind, Need};

use crate::harness::*;

fn shelf() -> Chat {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Coffee maker with a very long name indeed", false));
    chat.market.cards.push(card(2, "Baby shoes", false));
    chat
}

#[test]
fn a_list_opens_cards_and_comes_back() {
    let mut chat = shelf();
    chat.command("browse");
    chat.reads("1. Coffee maker");
    chat.reads("Paris, France → Tunis");
    chat.taps("2. Baby shoes");
    chat.reads("Baby shoes");
    assert!(chat.has_button("Answer"));
    chat.taps("Back to the list");
    chat.reads("1. Coffee maker");
}

#[test]
fn a_list_says_what_may_come_from_anywhere_and_where_to_meet() {
    let mut chat = shelf();
    chat.market.cards[0].content.need = Need::Buy { items: Vec::new(), from: None, to: place("Sfax") };
    chat.market.cards[1].content.need = Need::Service { meetup: Some(place("Sousse")) };
    chat.command("browse");
    chat.reads("🌍 → Sfax");
    chat.reads("💻 Online · 🤝 Sousse");
    chat.taps("Baby shoes");
    chat.taps("Answer");
    chat.reads("I can do this by Friday");
}

#[test]
fn pages_are_turned_inside_one_message() {
    let mut chat = shelf();
    let second = Cursor { at: now(), id: request(2) };
    chat.market.next_page = Some(second);
    chat.command("browse");
    assert!(!chat.has_button("Previous"));
    chat.taps("Next");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, Some(at))) if *at == second));
    assert!(!chat.has_button("Next"));
    chat.taps("Baby shoes");
    chat.taps("Back to the list");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, Some(at))) if *at == second), "the same page");
    chat.taps("Previous");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, None))));
}

#[test]
fn filters_are_set_one_by_one_and_remembered() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Filter");
    chat.taps("Kind");
    chat.taps("Pick up");
    chat.taps("From");
    chat.says("France");
    chat.taps("To");
    chat.taps("Tunis");
    chat.taps("How far");
    chat.taps("100 km");
    chat.taps("Needed within");
    chat.says("21");
    chat.taps("Words");
    chat.says("red, shoes!");
    chat.taps("Show");
    let filter = chat.searched().clone();
    assert_eq!(filter.kind, Some(Kind::Pickup));
    assert!(matches!(&filter.from, Some(Area::Country(country)) if country.to_string() == "FR"));
    assert!(
        matches!(&filter.to, Some(Area::Around { place, radius }) if place.name == "Tunis" && radius.km() == 100)
    );
    assert_eq!(filter.due, Some(Due::Within(21)));
    assert_eq!(filter.words.as_ref().unwrap().as_str(), "red shoes");
    chat.command("start");
    chat.command("browse");
    assert_eq!(*chat.searched(), filter);
    chat.reads("Pick up and bring");
    chat.taps("Filter");
    chat.taps("Clear all");
    assert_eq!(*chat.searched(), Default::default());
}

#[test]
fn one_filter_can_be_emptied() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Filter");
    chat.taps("From");
    chat.taps("Paris");
    chat.taps("From");
    chat.taps("Anywhere");
    chat.taps("Show");
    assert_eq!(chat.searched().from, None);
}

#[test]
fn a_line_at_the_list_is_looked_for() {
    let mut chat = shelf();
    chat.command("browse");
    chat.says("iphone 15");
    assert_eq!(chat.searched().words.as_ref().unwrap().as_str(), "iphone 15");
    chat.reads("“iphone 15”");
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut chat = Chat::english();
    chat.command("browse");
    chat.reads("There is no request right now");
    chat.says("unicorn");
    chat.reads("Nothing fits your search");
    chat.taps("Clear all");
    chat.reads("There is no request right now");
}

#[test]
fn a_request_that_is_gone_leads_back_to_the_list() {
    let mut chat = shelf();
    chat.command("browse");
    let data = chat.data("Baby shoes");
    chat.market.cards.pop();
    chat.press(&data);
    chat.reads("This is not there any more");
    chat.reads("1. Coffee maker");
}
