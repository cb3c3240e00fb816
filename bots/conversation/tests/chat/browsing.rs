use conversation::call::Call;
use marketplace_domain::{
    refusal::Refusal,
    request::{Area, Cursor, Due, Kind, Need, Sort, Words},
};

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
    let second = Cursor { rank: 0, at: now(), id: request(2) };
    chat.market.next_page = Some(second);
    chat.command("browse");
    assert!(!chat.has_button("Previous"));
    chat.taps("Next");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, _, Some(at))) if *at == second));
    assert!(!chat.has_button("Next"));
    chat.taps("Baby shoes");
    chat.taps("Back to the list");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, _, Some(at))) if *at == second), "the same page");
    chat.taps("Previous");
    assert!(matches!(chat.last_call(), Some(Call::Browse(_, _, None))));
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
    chat.taps("Km around end");
    chat.taps("100 km");
    chat.taps("Needed when");
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

#[test]
fn each_end_has_its_own_circle_and_a_window_and_a_reward_are_looked_for() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Filter");
    chat.taps("From");
    chat.taps("Lyon");
    chat.taps("Km around start");
    chat.taps("25 km");
    chat.taps("To");
    chat.taps("Sfax");
    chat.taps("Km around end");
    chat.says("300 km");
    chat.taps("Needed when");
    chat.says("10/12 - 20/12");
    chat.reads("Needed from Thu 10 December 2026 to Sun 20 December 2026");
    chat.taps("Reward from");
    chat.says("15 €");
    chat.reads("15 € or more");
    chat.taps("Show");
    let filter = chat.searched();
    let around = |area: &Option<Area>| match area {
        Some(Area::Around { place, radius }) => (place.name.clone(), radius.km()),
        _ => panic!("no circle"),
    };
    assert_eq!(around(&filter.from), ("Lyon".to_owned(), 25));
    assert_eq!(around(&filter.to), ("Sfax".to_owned(), 300));
    let Some(Due::Between(window)) = filter.due else { panic!("no window") };
    assert_eq!(
        (window.first().to_string(), window.last().to_string()),
        ("2026-12-10".into(), "2026-12-20".into())
    );
    assert_eq!(filter.reward.map(|money| (money.minor(), money.currency().code())), Some((1500, "EUR")));
}

#[test]
fn what_is_set_is_left_out_by_one_press() {
    let mut chat = shelf();
    chat.command("browse");
    assert!(!chat.has_button("✖️"));
    chat.says("shoes");
    chat.taps("Filter");
    chat.taps("To");
    chat.taps("Tunis");
    chat.taps("Show");
    chat.taps("✖️ 🔤 Words");
    assert_eq!(chat.searched().words, None);
    assert!(chat.searched().to.is_some());
    assert!(!chat.has_button("✖️ 🔤 Words"));
    chat.taps("✖️ 🛬 To");
    assert_eq!(*chat.searched(), Default::default());
}

#[test]
fn the_order_goes_round_and_near_needs_a_town() {
    let mut chat = shelf();
    let order = |chat: &Chat| match chat.last_call() {
        Some(Call::Browse(_, sort, _)) => *sort,
        other => panic!("{other:?}"),
    };
    chat.command("browse");
    assert_eq!(order(&chat), Sort::Newest);
    chat.taps("Newest first");
    assert_eq!(order(&chat), Sort::Soonest);
    chat.taps("Needed soonest first");
    assert_eq!(order(&chat), Sort::Newest, "there is no town to be near to");
    chat.taps("Filter");
    chat.taps("To");
    chat.taps("Tunis");
    chat.taps("Show");
    chat.taps("Newest first");
    chat.taps("Needed soonest first");
    assert_eq!(order(&chat), Sort::Nearest);
    chat.command("start");
    chat.command("browse");
    assert!(chat.has_button("Nearest first"), "it is remembered");
    chat.taps("✖️ 🛬 To");
    assert!(chat.has_button("Newest first"), "there is no town any more");
}

#[test]
fn other_words_that_were_found_are_what_is_looked_for_from_then_on() {
    let mut chat = shelf();
    chat.command("browse");
    chat.market.instead = Words::parse("iphone");
    chat.market.next_page = Some(Cursor { rank: 0, at: now(), id: request(2) });
    chat.says("iphnoe");
    chat.reads("Nothing has these words exactly");
    chat.reads("“iphone”");
    chat.taps("Next");
    assert_eq!(chat.searched().words.as_ref().unwrap().as_str(), "iphone");
    chat.does_not_read("Nothing has these words exactly");
}

#[test]
fn a_request_is_saved_found_again_and_let_go() {
    let mut chat = shelf();
    chat.command("saved");
    chat.reads("You have saved no request yet");
    chat.command("browse");
    chat.taps("Baby shoes");
    chat.taps("⭐️ Save");
    assert_eq!(chat.last_call(), Some(&Call::Keep(request(2))));
    chat.reads("Saved. You find it again");
    chat.market.cards[1].state = marketplace_domain::request::State::Closed { at: now() };
    chat.command("saved");
    chat.reads("1. Baby shoes");
    chat.reads("This request is no longer open");
    chat.taps("Baby shoes");
    assert!(!chat.has_button("Share"), "nobody could open it");
    chat.taps("Unsave");
    assert_eq!(chat.last_call(), Some(&Call::LetGo(request(2))));
    chat.taps("⬅️ Saved");
    chat.reads("You have saved no request yet");
}

#[test]
fn too_many_saved_is_one_sentence_on_the_card() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Baby shoes");
    let save = chat.data("⭐️ Save");
    chat.market.refuse = Some(Refusal::TooManySaved(100));
    chat.press(&save);
    chat.reads("You can keep 100 saved requests. Let one go first");
    chat.reads("Baby shoes");
}

#[test]
fn similar_requests_lead_back() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Baby shoes");
    chat.taps("Similar requests");
    assert_eq!(chat.last_call(), Some(&Call::Similar(request(2))));
    chat.reads("Similar requests");
    chat.taps("Coffee maker");
    chat.taps("Back to the list");
    assert_eq!(chat.last_call(), Some(&Call::Similar(request(2))));
    chat.taps("Back to the request");
    chat.reads("Baby shoes");
}

#[test]
fn a_request_is_shared_by_its_links() {
    let mut chat = shelf();
    chat.command("browse");
    chat.taps("Baby shoes");
    chat.taps("Share");
    let shared = chat.shown[0].1.text.text().to_owned();
    assert!(shared.contains(&format!("https://t.me/NwassikBot?start=req_{}", request(2))), "{shared}");
    assert!(shared.contains(&format!("https://nwassik.example/chat?start=req_{}", request(2))), "{shared}");
    chat.reads("Baby shoes");
}

#[test]
fn searches_that_make_no_sense_get_one_sentence_each() {
    for (field, typed, said) in [
        ("Km around start", "0", "distance from 1 to 1000 km"),
        ("Km around end", "40000 km", "distance from 1 to 1000 km"),
        ("Needed when", "20/12 - 10/12", "Sun 20 December 2026 comes after Thu 10 December 2026"),
        ("Needed when", "0", "a number of days from 1 to 365, or two dates"),
        ("Needed when", "whenever", "a number of days from 1 to 365, or two dates"),
        ("Needed when", "31/2 - 10/3", "There is no such day"),
        ("Reward from", "-5 €", "below zero"),
        ("Reward from", "0 €", "Zero is no amount"),
    ] {
        let mut chat = shelf();
        chat.command("browse");
        chat.says("shoes");
        chat.taps("Filter");
        chat.taps(field);
        chat.says(typed);
        chat.reads(said);
        chat.reads("“shoes”");
    }
    let mut chat = shelf();
    chat.command("browse");
    chat.says(&"🎁".repeat(4096));
    chat.reads("at least one word to look for");
}

#[test]
fn forged_presses_are_answered_kindly() {
    let mut chat = shelf();
    chat.command("browse");
    let revision = chat.data("Filter").split('.').nth(1).unwrap().to_owned();
    for act in ["unset.title", "unset.nothing", "sort.sort", "field.words", "send.1"] {
        chat.press(&format!("h.{revision}.{act}"));
        chat.reads("Requests");
    }
    chat.press("keep.not-an-id");
    chat.reads("could not read that button");
    chat.press(&format!("keep.{}", request(99)));
    chat.reads("not there any more");
}
