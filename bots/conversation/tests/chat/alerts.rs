use marketplace_domain::{alert::MOST_ALERTS, refusal::Refusal};

use crate::harness::{Chat, card};

/// A chat with an alert for honey.
fn with_alert() -> Chat {
    let mut chat = Chat::english();
    chat.command("browse");
    chat.says("honey");
    chat.taps("Tell me of new ones");
    chat
}

#[test]
fn a_search_is_kept_as_an_alert_with_one_tap() {
    let chat = with_alert();
    chat.reads("I will tell you as soon as somebody asks for this");
    chat.reads("“honey”");
    assert_eq!(chat.market.watching.alerts.len(), 1);
}

#[test]
fn a_search_for_everything_offers_no_alert() {
    let mut chat = Chat::english();
    chat.command("browse");
    assert!(!chat.has_button("Tell me of new ones"));
}

#[test]
fn an_alert_for_everything_is_asked_for_more() {
    let mut chat = Chat::english();
    chat.command("alerts");
    chat.taps("New alert");
    chat.taps("Keep this alert");
    chat.reads("I would tell you of every request");
    // Words that keep something out are not enough.
    chat.taps("Without words");
    chat.says("broken");
    chat.taps("Keep this alert");
    chat.reads("I would tell you of every request");
    chat.taps("To");
    chat.taps("Tunis");
    chat.taps("Keep this alert");
    chat.reads("Without “broken”");
    assert_eq!(chat.market.watching.alerts.len(), 1);
}

#[test]
fn one_alert_too_many_is_refused_where_the_person_is() {
    let mut chat = Chat::english();
    chat.command("browse");
    chat.says("honey");
    chat.market.refuse = Some(Refusal::TooManyAlerts(MOST_ALERTS));
    chat.taps("Tell me of new ones");
    chat.reads("You have 20 alerts, and no more are possible");
    chat.reads("“honey”");
}

#[test]
fn a_forged_button_with_somebody_elses_alert_or_trip_says_one_sentence() {
    for forged in ["alert.look", "alert.edit", "alert.pause", "alert.resume", "alert.delete", "alert.restore"]
    {
        let mut chat = with_alert();
        chat.press(&format!("{forged}.000000000000000000000000000000ff"));
        if forged == "alert.restore" {
            chat.reads("too late");
        } else {
            chat.reads("This is not there any more");
        }
        assert!(!chat.market.watching.alerts[0].paused && chat.market.watching.alerts.len() == 1);
    }
    for forged in ["trip.look", "trip.edit", "trip.cancel", "trip.restore"] {
        let mut chat = Chat::english();
        chat.press(&format!("{forged}.000000000000000000000000000000ff"));
        chat.reads("This is not there any more");
    }
}

#[test]
fn an_alert_is_edited_with_what_it_says() {
    let mut chat = with_alert();
    chat.taps("Edit");
    chat.reads("“honey”");
    chat.taps("From");
    chat.says("France");
    chat.taps("Keep this alert");
    chat.reads("From: France");
    chat.taps("Edit");
    chat.reads("From: France");
    assert_eq!(chat.market.watching.alerts.len(), 1);
}

#[test]
fn hours_are_read_as_people_write_them() {
    for (typed, read) in [
        ("22-7", "22:00 to 7:00"),
        ("from 23:00 to 8:00", "23:00 to 8:00"),
        ("٢٢ الى ٧", "22:00 to 7:00"),
        ("21h - 24h", "21:00 to 0:00"),
    ] {
        let mut chat = with_alert();
        chat.command("alerts");
        chat.taps("Quiet hours");
        chat.says(typed);
        chat.reads(&format!("Quiet from {read}"));
    }
    let mut chat = with_alert();
    chat.command("alerts");
    chat.taps("Quiet hours");
    for typed in ["7-7", "25-3", "at night", "22"] {
        chat.says(typed);
        chat.reads("Two different hours");
    }
    chat.taps("No quiet hours");
    assert_eq!(chat.market.watching.choices.telling.quiet, None);
}

#[test]
fn a_trip_is_asked_for_step_by_step_and_lists_what_is_on_its_way() {
    let mut chat = Chat::english();
    chat.market.cards = vec![card(1, "Honey of Provence", false), card(2, "My own", true)];
    chat.command("trips");
    chat.taps("New trip");
    chat.taps("Paris");
    chat.taps("Tunis");
    chat.says("yesterday");
    chat.reads("has passed");
    chat.says("20/12");
    chat.says("18/12");
    chat.says("5 kg");
    chat.says("call me on 20 123 456");
    assert!(!chat.has_button("Post the trip"), "contact details are not published");
    chat.says("small parcels");
    chat.taps("Post the trip");
    chat.reads("The last day comes before the first one");
    chat.taps("That day only");
    chat.taps("Post the trip");
    chat.reads("Your trip is posted");
    chat.reads("Honey of Provence");
    assert_eq!(chat.market.watching.trips.len(), 1);
}
