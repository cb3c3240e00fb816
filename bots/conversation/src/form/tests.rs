use super::*;
use chrono::{TimeZone, Utc};
use marketplace_domain::{account::DEFAULT_ZONE, place::Gazetteer, request::Kind};

fn cx() -> Context<'static> {
    Context {
        chosen: None,
        hint: None,
        zone: DEFAULT_ZONE,
        now: Utc.with_ymd_and_hms(2026, 12, 10, 11, 0, 0).unwrap(),
        places: Gazetteer::embedded(),
        near: None,
        past: &[],
        link: None,
        site: "https://nwassik.example",
        heard: crate::context::Heard::default(),
        topic: crate::context::Topic::Main,
        origin: None,
    }
}

fn place(text: &str) -> Result<Value, Problem> {
    read(Input::Place, &Rich::plain(text), &cx())
}

#[test]
fn a_well_known_place_is_taken_at_once() {
    for (text, name) in [
        ("Paris", "Paris"),
        ("lyon", "Lyon"),
        ("Tunis", "Tunis"),
        ("la marsa", "La Marsa"),
        ("المرسى", "La Marsa"),
        ("nice", "Nice"),
        ("London", "London"),
        ("Bizerte", "Bizerte"),
        ("Montréal", "Montréal"),
        ("France", "France"),
    ] {
        assert!(
            matches!(place(text), Ok(Value::Place(place)) if place.name == name),
            "{text}: {:?}",
            place(text)
        );
    }
}

#[test]
fn a_name_of_several_places_offers_at_most_four() {
    for text in ["tripoli", "تونس"] {
        let problem = place(text).unwrap_err();
        assert!((2..=4).contains(&problem.choices.len()), "{text}");
        for (_, code) in problem.choices {
            assert!(choose(Input::Place, &code, &cx()).is_ok());
        }
    }
}

#[test]
fn every_choice_that_is_offered_is_taken() {
    let inputs = [
        Input::Kind,
        Input::Place,
        Input::Due,
        Input::Quantity,
        Input::Size,
        Input::Weight,
        Input::YesNo,
        Input::Radius,
        Input::Days,
    ];
    for input in inputs {
        let choices = choice::choices(input, &cx());
        assert!(choices.len() >= 2, "{input:?}");
        for (_, code) in choices {
            assert!(choose(input, &code, &cx()).is_ok(), "{input:?} {code}");
        }
    }
}

#[test]
fn a_request_reads_back_from_its_answers() {
    let mut form = Form::new(Shape::Post);
    let _ = form.take_choice("buy", &cx());
    let _ = form.take_text(&Rich::plain("Kettle"), &cx());
    let _ = form.clear();
    let _ = form.take_text(&Rich::plain("Sfax"), &cx());
    let _ = form.take_text(&Rich::plain("20/12"), &cx());
    let _ = form.take_text(&Rich::plain("15 €"), &cx());
    assert_eq!(form.at, At::Review);
    let content = content_of(&form.answers).unwrap();
    assert_eq!(content_of(&answers_of(&content)), Some(content));
}

#[test]
fn every_field_has_its_place_once() {
    for kind in Kind::ALL {
        let keys: Vec<_> = field::fields(&Shape::Post, Some(kind)).iter().map(|field| field.key).collect();
        for key in &keys {
            assert_eq!(keys.iter().filter(|other| *other == key).count(), 1, "{key:?}");
        }
    }
}

#[test]
fn what_must_be_answered_cannot_be_skipped_or_emptied() {
    let mut form = Form::new(Shape::Post);
    assert!(matches!(form.skip(), Progress::Wrong(_)));
    let _ = form.take_choice("service", &cx());
    let _ = form.take_text(&Rich::plain("Help"), &cx());
    form.ask(Key::Title);
    assert!(matches!(form.clear(), Progress::Wrong(_)));
    assert!(form.answers.title().is_some());
}
