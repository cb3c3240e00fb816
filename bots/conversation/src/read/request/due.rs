//! The last day in a line.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{
    Said,
    token::{Line, Role},
    words::{BY, FEAST},
};
use crate::read::date::{DateProblem, is_part, read_date};

/// The most words that a day is said in.
const LONGEST_DAY: usize = 7;

/// How many times a stretch of words is tried as a day: nobody says that many.
const MOST_TRIES: usize = 100;

/// A day without a year that comes round only after so many days has more likely just passed.
const LATELY: u64 = 270;

/// Words that open a day written in two numbers by people who may write the month first.
const ENGLISH: [&str; 7] = ["by", "before", "b4", "until", "till", "due", "deadline"];

/// A day of each text that is sure to be one wherever it stands.
const ALWAYS: [&str; 20] = [
    "today",
    "tonight",
    "tomorrow",
    "aujourd'hui",
    "demain",
    "apres demain",
    "ce soir",
    "lyoum",
    "elyoum",
    "ghodwa",
    "ghoudwa",
    "8odwa",
    "اليوم",
    "الليله",
    "غدا",
    "غد",
    "غدوه",
    "بعد غد",
    "lioum",
    "ellila",
];

/// Takes the day. Two different ones are not sure, nor is one that has passed.
pub(super) fn take(line: &mut Line<'_>, today: NaiveDate) -> Said<NaiveDate> {
    let mut led = Vec::new();
    let mut bare = Vec::new();
    let mut tries = 0;
    let mut at = 0;
    while at < line.len() {
        let Some((words, day, is_led)) = day_at(line, at, today, &mut tries) else {
            at += 1;
            continue;
        };
        line.mark(at, words, Role::Taken);
        if let Some(before) = line.meant_before(at, BY) {
            line.mark(at - before, before, Role::Said);
        }
        if is_led {
            led.push(day)
        } else {
            bare.push(day)
        }
        at += words;
    }
    let days = if led.is_empty() { bare } else { led };
    let mut choices = Vec::new();
    for day in &days {
        match day {
            Said::Sure(day) => choices.push(*day),
            Said::Unsure(some) => return Said::Unsure(some.clone()),
            Said::Not => {}
        }
    }
    Said::one_of(choices)
}

/// The day that begins at a token, how many tokens it has, and whether words lead to it.
fn day_at(
    line: &Line<'_>,
    at: usize,
    today: NaiveDate,
    tries: &mut usize,
) -> Option<(usize, Said<NaiveDate>, bool)> {
    let longest = (at..line.len())
        .take(LONGEST_DAY)
        .take_while(|at| line.is_free(*at) && may_be_part(line, *at))
        .count();
    (1..=longest).rev().find_map(|words| {
        let text = line.phrase(at, words)?;
        let lead = line.means(at, BY).filter(|lead| *lead < words);
        let led = lead.is_some() || line.meant_before(at, BY).is_some();
        if let Some(feast) = feast(line, at, words, led) {
            return Some((words, feast, led));
        }
        let bare = lead.and_then(|lead| line.phrase(at + lead, words - lead)).unwrap_or_else(|| text.clone());
        let english = lead.is_some_and(|_| ENGLISH.contains(&line.folded(at)))
            || at.checked_sub(1).is_some_and(|before| ENGLISH.contains(&line.folded(before)));
        if !is_day(line, at, &bare, led) {
            return None;
        }
        if *tries > MOST_TRIES {
            return None;
        }
        *tries += 1;
        let day = understand(&text, &bare, english, today)?;
        Some((words, day, led))
    })
}

/// Whether a word can be part of a day at all: reading costs much more than this.
fn may_be_part(line: &Line<'_>, at: usize) -> bool {
    const MORE: [&str; 26] = [
        "noel",
        "christmas",
        "xmas",
        "eve",
        "tonight",
        "evening",
        "soir",
        "ellila",
        "الليله",
        "week",
        "weekend",
        "week-end",
        "end",
        "semaine",
        "simana",
        "had",
        "f",
        "en",
        "sous",
        "d'",
        "l'",
        "pro",
        "عيد",
        "الميلاد",
        "هذا",
        "b4",
    ];
    let word = line.folded(at);
    is_part(word) || MORE.contains(&word) || line.means(at, FEAST.or(BY)).is_some() || ends_feast(line, at)
}

/// Whether the last words of a feast end here: each of its words may be part of it.
fn ends_feast(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..=at)
        .any(|start| line.means(start, FEAST.or(BY)).is_some_and(|words| start + words > at))
}

/// A day of which everybody knows that it comes, and nobody writes when.
fn feast(line: &Line<'_>, at: usize, words: usize, led: bool) -> Option<Said<NaiveDate>> {
    let lead = line.means(at, BY).filter(|lead| *lead < words).unwrap_or_default();
    let whole = line.means(at + lead, FEAST)? == words - lead;
    (whole && led).then(|| Said::Unsure(Vec::new()))
}

/// Whether words that can be read as a day are meant as one: ages, sizes and names can be read so, too.
fn is_day(line: &Line<'_>, at: usize, bare: &str, led: bool) -> bool {
    if ALWAYS.contains(&bare) {
        return true;
    }
    let digits = bare.starts_with(|c: char| c.is_ascii_digit());
    let parts = bare
        .split(['/', '-', '.'])
        .filter(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty())
        .count();
    if digits && !bare.contains(' ') && parts >= 2 {
        let behind_number = at
            .checked_sub(1)
            .is_some_and(|before| line.folded(before).ends_with(|c: char| c.is_ascii_digit()));
        let day: u32 = bare.split('/').next().and_then(|day| day.parse().ok()).unwrap_or_default();
        return parts == 3
            || led
            || bare.contains('/') && !behind_number && day > 12 && !bare.starts_with("24/7");
    }
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let others = bare.split(' ').rev().skip(1);
    let is_word = others
        .into_iter()
        .all(|word| matches!(word, "de" | "du" | "of" | "le" | "la" | "les" | "the" | "el" | "d'"));
    let short = is_word && last.chars().count() <= 4 && !last.contains(|c: char| c > '\u{600}');
    let is_number = last.bytes().all(|b| b.is_ascii_digit());
    let is_ordinal = is_word && digits && !is_number;
    if is_word && !is_number && (short || is_ordinal) {
        // "Mon" is somebody's own more often than Monday.
        return led && !matches!(last, "mon" | "an" | "ans");
    }
    // "6 months" and "14 ans" are ages until something leads to them.
    !is_stretch(bare) || led || opens_stretch(bare)
}

fn is_stretch(text: &str) -> bool {
    let units = [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "jour",
        "jours",
        "semaine",
        "semaines",
        "mois",
        "an",
        "ans",
        "nhar",
        "nharat",
        "ayam",
        "ayem",
        "chhar",
        "chhour",
        "jem3a",
        "jom3a",
        "jmo3",
        "يوم",
        "ايام",
        "اسبوع",
        "اسابيع",
        "شهر",
        "اشهر",
        "شهور",
        "سنه",
        "سنوات",
        "snin",
        "3am",
        "youm",
        "اسبوعين",
        "يومين",
        "شهرين",
        "jem3tin",
        "jom3tin",
        "نهار",
        "annee",
        "عام",
        "جمعات",
        "osbou3",
        "fortnight",
        "nharin",
        "chahrin",
        "youmin",
    ];
    let names_day = [
        "end",
        "fin",
        "ekher",
        "akher",
        "e5er",
        "a5er",
        "اخر",
        "نهايه",
        "this",
        "cette",
        "ce",
        "had",
        "next",
        "prochain",
        "prochaine",
    ];
    text.split(' ').next_back().is_some_and(|last| units.contains(&last))
        && !text.split(' ').any(|word| names_day.contains(&word))
}

fn opens_stretch(text: &str) -> bool {
    [
        "in ",
        "within ",
        "dans ",
        "sous ",
        "d'ici ",
        "fi ",
        "f ",
        "في ",
        "en ",
        "بعد ",
        "خلال ",
        "ba3d ",
        "had ",
        "this ",
        "cette ",
        "هذا ",
    ]
    .into_iter()
    .any(|opening| text.starts_with(opening))
}

/// The day that the words say, if they say one.
fn understand(text: &str, bare: &str, english: bool, today: NaiveDate) -> Option<Said<NaiveDate>> {
    if let Some(day) = special(bare, today) {
        return Some(day);
    }
    if let Some((day, month)) = two_numbers(bare) {
        return Some(day_and_month(day, month, english, today));
    }
    let readings = [text.to_owned(), bare.to_owned(), opened(text), opened(bare)];
    let read = readings.iter().find_map(|text| match read_date(text, today) {
        Err(DateProblem::NotUnderstood) => None,
        other => Some(other),
    });
    match read {
        Some(Ok(day)) if says_no_year(bare) && is_lately(day, today) => {
            Some(Said::Unsure(vec![a_year_before(day)]))
        }
        Some(Ok(day)) => Some(Said::Sure(day)),
        Some(Err(DateProblem::Past(day) | DateProblem::TooFar(day))) => Some(Said::Unsure(vec![day])),
        Some(Err(DateProblem::NoSuchDay)) => Some(Said::Unsure(Vec::new())),
        Some(Err(DateProblem::NotUnderstood)) | None => {
            weekday_and_number(bare, today).or_else(|| month_alone(bare, today))
        }
    }
}

/// A stretch of time behind a word that the reader of dates knows for days alone: "fi 10 ayam", "en 2 semaines".
fn opened(text: &str) -> String {
    let rest = ["fi ", "f ", "في ", "en ", "had ", "sous ", "d'ici "]
        .into_iter()
        .find_map(|opening| text.strip_prefix(opening));
    rest.map_or_else(String::new, |rest| format!("in {rest}"))
}

/// Days that have a name.
fn special(text: &str, today: NaiveDate) -> Option<Said<NaiveDate>> {
    let sunday = || read_date("end of week", today).ok();
    let text = text.trim_start_matches("le ").trim_start_matches("l'");
    let day = match text {
        "noel" | "christmas" | "xmas" | "christmas eve" | "عيد الميلاد" => {
            let day = if text == "christmas eve" { 24 } else { 25 };
            let this = NaiveDate::from_ymd_opt(today.year(), 12, day)?;
            if this < today { NaiveDate::from_ymd_opt(today.year() + 1, 12, day)? } else { this }
        }
        "tonight" | "this evening" | "ce soir" | "ellila" | "الليله" => today,
        "this week"
        | "this weekend"
        | "this week end"
        | "the weekend"
        | "cette semaine"
        | "ce week-end"
        | "ce weekend"
        | "ce week end"
        | "weekend"
        | "week-end"
        | "had simana"
        | "had jem3a"
        | "had el jem3a"
        | "هذا الاسبوع"
        | "fi had simana" => sunday()?,
        "next week"
        | "semaine prochaine"
        | "la semaine prochaine"
        | "الاسبوع القادم"
        | "jem3a jeya"
        | "simana jeya"
        | "la semaine pro" => {
            return Some(Said::Unsure(vec![sunday()?.checked_add_days(Days::new(7))?]));
        }
        _ => return None,
    };
    Some(Said::Sure(day))
}

fn two_numbers(text: &str) -> Option<(u32, u32)> {
    let text = text
        .trim_start_matches("le ")
        .trim_start_matches("the ")
        .trim_start_matches("nhar ")
        .trim_start_matches("يوم ");
    let (first, second) = text.split_once(['/', '-', '.'])?;
    let number = |text: &str| {
        (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    Some((number(first)?, number(second)?))
}

/// Day first, unless English says it: there nobody can tell 03/04.
fn day_and_month(first: u32, second: u32, english: bool, today: NaiveDate) -> Said<NaiveDate> {
    let date = |day: u32, month: u32| read_date(&format!("{day}/{month}"), today).ok();
    let plain = date(first, second);
    if !english || first == second {
        return match plain {
            Some(day) if is_lately(day, today) => Said::Unsure(vec![a_year_before(day)]),
            Some(day) => Said::Sure(day),
            None => Said::Unsure(Vec::new()),
        };
    }
    let swapped = date(second, first);
    let choices: Vec<NaiveDate> = [plain, swapped].into_iter().flatten().collect();
    let to_come: Vec<NaiveDate> = choices.iter().copied().filter(|day| !is_lately(*day, today)).collect();
    match (choices.as_slice(), to_come.as_slice()) {
        ([only], [_]) => Said::Sure(*only),
        (_, []) => Said::Unsure(choices.into_iter().take(1).map(a_year_before).collect()),
        _ => Said::Unsure(to_come),
    }
}

/// "Friday 18": both must fit.
fn weekday_and_number(text: &str, today: NaiveDate) -> Option<Said<NaiveDate>> {
    let (name, number) = text.rsplit_once(' ')?;
    let number = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if number.is_empty() || number.len() > 2 {
        return None;
    }
    let weekday: Weekday = read_date(name, today).ok()?.weekday();
    // "Demain 18" names no day of the week.
    read_date(&format!("this {}", name.trim_start_matches("this ")), today).ok()?;
    let day = read_date(&format!("le {number}"), today).ok()?;
    Some(if day.weekday() == weekday { Said::Sure(day) } else { Said::Unsure(vec![day]) })
}

/// "Before February": the month is clear and the day is not.
fn month_alone(text: &str, today: NaiveDate) -> Option<Said<NaiveDate>> {
    let first = read_date(&format!("1 {text}"), today).ok()?;
    (!text.contains(|c: char| c.is_ascii_digit() || c == ' ')).then(|| Said::Unsure(vec![first]))
}

fn says_no_year(text: &str) -> bool {
    !text.split([' ', '/', '-', '.']).any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_lately(day: NaiveDate, today: NaiveDate) -> bool {
    today.checked_add_days(Days::new(LATELY)).is_some_and(|late| day > late)
}

fn a_year_before(day: NaiveDate) -> NaiveDate {
    day.with_year(day.year() - 1).unwrap_or(day)
}
