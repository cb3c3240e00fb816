//! Lines as people type them, and the date that each says on one day.

use super::super::*;
use super::{TODAY, date};

/// What the reader says of a line on [`TODAY`]: a date, or the name of the problem.
fn said(line: &str) -> String {
    match read_date(line, date(TODAY)) {
        Ok(date) => date.to_string(),
        Err(DateProblem::NotUnderstood) => "?".to_owned(),
        Err(DateProblem::NoSuchDay) => "no such day".to_owned(),
        Err(DateProblem::Past(date)) => format!("past {date}"),
        Err(DateProblem::TooFar(date)) => format!("too far {date}"),
    }
}

/// Each table has one meaning a line: the meaning, then the lines that have it.
fn check(table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (expected, lines) in table {
        for line in *lines {
            let said = said(line);
            if said != *expected {
                wrong.push(format!("{line:?}: expected {expected}, got {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn digits() {
    check(&[
        (
            "2026-12-20",
            &[
                "20/12",
                "20/12/2026",
                "20-12-26",
                "20.12",
                "20.12.2026",
                "2026-12-20",
                "20-12",
                "2026/12/20",
                "20/12/26",
                " 20/12 ",
                "20 / 12 / 2026",
                "20 - 12",
                "20/12.",
                "20/12!",
                "٢٠/١٢",
                "۲۰/۱۲/۲۰۲۶",
                "２０/１２",
                "\u{200F}٢٠/١٢\u{200E}",
                "20–12–2026",
            ],
        ),
        ("2026-10-15", &["15/10", "15/10/2026", "2026-10-15"]),
        ("2027-10-14", &["14/10"]),
        ("2027-10-15", &["15/10/2027"]),
        ("2027-02-01", &["1/2", "01/02", "1.2.27"]),
        ("too far 2027-10-16", &["16/10/2027", "2027-10-16"]),
        ("too far 2028-02-29", &["29/02", "29 Feb"]),
        ("past 2026-10-14", &["14/10/2026", "2026-10-14", "14.10.26"]),
        ("past 1999-01-01", &["1/1/1999"]),
    ]);
}

#[test]
fn english() {
    check(&[
        (
            "2026-12-20",
            &[
                "20 Dec",
                "Dec 20",
                "20th of December 2026",
                "December 20, 2026",
                "20 december",
                "DEC 20TH",
                "the 20th of Dec.",
                "before 20 December",
                "by Dec 20",
                "on 20/12",
                "before the 20th of december",
                "Sunday 20 December",
                "Sunday, Dec 20, 2026",
                "20dec",
                "dec20",
                "20-Dec-2026",
                "20 Dec 26",
                "until 20/12",
                "20/12 at the latest",
                "no later than 20/12",
            ],
        ),
        ("2026-10-15", &["today", "Today", "by today", "end of day"]),
        ("2026-10-16", &["tomorrow", "TOMORROW", "before tomorrow", "in a day", "in one day"]),
        ("2026-10-17", &["day after tomorrow", "the day after tomorrow", "after tomorrow"]),
        ("2026-10-16", &["Friday", "next Friday", "this friday", "fri", "by Friday", "on Fri."]),
        ("2026-10-22", &["Thursday", "next thursday", "in a week", "in 7 days", "in seven days"]),
        ("2026-10-15", &["this Thursday"]),
        ("2026-10-18", &["in 3 days", "3 days", "within 3 days", "in three days", "Sunday"]),
        ("2026-10-18", &["end of the week", "end of week", "end of this week"]),
        ("2026-10-29", &["in 2 weeks", "in two weeks", "2 weeks", "in a fortnight", "after 2 weeks"]),
        ("2026-11-15", &["in a month", "in 1 month", "within a month"]),
        ("2026-10-31", &["end of month", "end of the month", "by the end of the month"]),
        ("2026-12-31", &["end of the year", "end of December"]),
        ("2027-09-30", &["end of September"]),
        ("2027-10-15", &["in a year"]),
        ("2026-10-20", &["the 20th", "20th", "before the 20th"]),
        ("2026-11-03", &["the 3rd"]),
        ("2027-05-01", &["1st of May", "May 1st", "first of may"]),
        ("past 2026-10-14", &["yesterday", "October 14 2026"]),
        ("too far 2028-10-15", &["in 2 years"]),
        ("too far 2027-11-15", &["in 13 months"]),
    ]);
}

#[test]
fn french() {
    check(&[
        (
            "2026-12-20",
            &[
                "20 décembre",
                "20 DÉCEMBRE",
                "20 decembre 2026",
                "le 20 décembre",
                "20 déc.",
                "avant le 20 décembre",
                "avant le 20/12",
                "d'ici le 20/12",
                "d’ici le 20 déc",
                "pour le 20 décembre",
                "dimanche 20 décembre",
                "dimanche 20/12/2026",
                "au plus tard le 20/12",
                "le 20/12 au plus tard",
                "jusqu'au 20 décembre",
                "20 décembre prochain",
                "20/12 max",
                "de\u{301}cembre 20",
            ],
        ),
        ("2027-03-01", &["le 1er mars", "1er mars", "1 mars 2027", "premier mars", "1ER MARS"]),
        ("2027-08-15", &["15 août", "15 aout", "le 15 AOÛT"]),
        ("2027-02-02", &["2 février", "2 fév", "2 fevr. 2027"]),
        ("2027-07-14", &["14 juillet", "14 juil."]),
        ("2026-10-15", &["aujourd'hui", "aujourd’hui", "aujourdhui", "Aujourd'hui"]),
        ("2026-10-16", &["demain", "avant demain", "vendredi", "vendredi prochain", "ce vendredi"]),
        ("2026-10-17", &["après-demain", "apres demain", "Après-Demain", "sam", "samedi"]),
        ("2026-10-18", &["dans 3 jours", "3 jours", "d'ici 3 jours", "sous 3 jours", "dans trois jours"]),
        ("2026-10-18", &["fin de semaine", "fin de la semaine", "avant dimanche"]),
        ("2026-10-22", &["dans une semaine", "d'ici une semaine", "dans sept jours", "jeudi"]),
        ("2026-10-30", &["dans 15 jours", "dans quinze jours", "d'ici 15 jours"]),
        ("2026-11-15", &["dans un mois", "d'ici un mois"]),
        ("2026-10-31", &["fin du mois", "fin de mois", "avant la fin du mois", "fin de ce mois"]),
        ("2026-12-31", &["fin de l'année", "fin décembre"]),
        ("2026-10-20", &["le 20", "avant le 20", "20eme", "mardi prochain"]),
        ("past 2026-10-14", &["hier", "le 14 octobre 2026"]),
    ]);
}

#[test]
fn arabic() {
    check(&[
        (
            "2026-12-20",
            &[
                "20 ديسمبر",
                "٢٠ ديسمبر",
                "٢٠ ديسمبر ٢٠٢٦",
                "20 كانون الأول",
                "يوم 20 ديسمبر",
                "قبل 20 ديسمبر",
                "قبل 20/12",
                "قبل يوم 20 ديسمبر",
                "الأحد 20 ديسمبر",
                "ديسمبر 20",
                "يوم الأحد 20 ديسمبر 2026",
                "في 20 ديسمبر",
                "20 من ديسمبر",
                "20 دجنبر",
                "20ديسمبر",
            ],
        ),
        ("2027-01-05", &["5 جانفي", "5 يناير", "5 كانون الثاني"]),
        ("2027-02-05", &["5 فيفري", "5 فبراير", "5 شباط"]),
        ("2027-03-05", &["5 مارس", "5 آذار"]),
        ("2027-04-05", &["5 أفريل", "5 افريل", "5 أبريل", "5 نيسان"]),
        ("2027-05-05", &["5 ماي", "5 مايو", "5 أيار"]),
        ("2027-06-05", &["5 جوان", "5 يونيو", "5 حزيران"]),
        ("2027-07-05", &["5 جويلية", "5 جويليه", "5 يوليو", "5 تموز"]),
        ("2027-08-05", &["5 أوت", "5 اوت", "5 أغسطس", "5 آب"]),
        ("2027-09-05", &["5 سبتمبر", "5 أيلول"]),
        ("2027-10-05", &["5 أكتوبر", "5 تشرين الأول"]),
        ("2026-11-05", &["5 نوفمبر", "5 تشرين الثاني"]),
        ("2026-10-15", &["اليوم"]),
        (
            "2026-10-16",
            &["غدا", "غدًا", "غدوة", "قبل غد", "الجمعة", "يوم الجمعة", "الجمعة القادمة", "بعد يوم"],
        ),
        ("2026-10-17", &["بعد غد", "بعد غدوة", "بعد يومين", "السبت"]),
        ("2026-10-18", &["بعد 3 أيام", "بعد ٣ أيام", "خلال 3 أيام", "بعد ثلاثة أيام", "آخر الأسبوع"]),
        ("2026-10-22", &["بعد أسبوع", "بعد اسبوع", "خلال أسبوع", "الخميس"]),
        ("2026-10-29", &["بعد أسبوعين"]),
        ("2026-10-30", &["بعد 15 يوم", "بعد 15 يوماً"]),
        ("2026-11-15", &["بعد شهر"]),
        ("2026-12-15", &["بعد شهرين"]),
        ("2026-10-31", &["آخر الشهر", "نهاية الشهر", "قبل آخر الشهر", "اخر الشهر"]),
        ("past 2026-10-14", &["أمس", "البارح"]),
    ]);
}

#[test]
fn tunisian_in_latin_letters() {
    check(&[
        ("2026-12-20", &["9bal 20/12", "nhar 20 décembre", "9bal nhar 20/12", "20 disember"]),
        ("2026-10-15", &["lyoum", "Lyoum", "el youm"]),
        ("2026-10-16", &["ghodwa", "8odwa", "9bal ghodwa", "nhar jem3a", "jem3a", "nhar el jem3a"]),
        ("2026-10-16", &["jem3a jeya", "jem3a elli jeya"]),
        ("2026-10-17", &["ba3d ghodwa", "Ba3d Ghodwa", "nhar sebt", "ba3d youmin"]),
        ("2026-10-18", &["ba3d 3 ayam", "nhar la7ad", "3 ayem"]),
        ("2026-10-21", &["larb3a", "l'arb3a"]),
        ("2026-10-22", &["ba3d jom3a", "5mis", "nhar el5mis"]),
        ("2026-11-15", &["ba3d chhar"]),
        ("2026-10-31", &["ekher chhar", "e5er echhar"]),
        ("2026-10-20", &["nhar 20"]),
    ]);
}

#[test]
fn a_day_that_the_calendar_does_not_have_is_told_apart() {
    check(&[
        (
            "no such day",
            &["31/02", "30/02/2027", "29 février 2027", "31 avril", "lundi 31 avril", "le ٣١/٠٢"],
        ),
        ("no such day", &["32/12", "0/12", "12/20", "20/13", "0 décembre", "before 31 june", "31 June 2027"]),
    ]);
}

#[test]
fn what_is_not_one_whole_date_is_refused() {
    check(&[(
        "?",
        &[
            "",
            " ",
            "soon",
            "20",
            "2026",
            "December",
            "December 2026",
            "20/12 maybe",
            "20/12 noon",
            "20 Dec 5pm",
            "20/12/202",
            "20/12/20266",
            "20/12-2026",
            "20//12",
            "/20/12",
            "-20/12",
            "--20/12",
            "20/12/",
            "20,12",
            "20122026",
            "in -3 days",
            "in 99999 days",
            "3",
            "in",
            "before",
            "before 3 days",
            "قبل 3 أيام",
            "avant 3 jours",
            "20 Dec or 21 Dec",
            "20/12 21/12",
            "Monday 20 December",
            "lundi 20/12/2026",
            "the",
            "20 dec of",
            "20 dec the",
            "020/12",
            "0020 dec",
            "asap",
            "next",
            "next 3",
            "after 20/12",
            "après le 20/12",
            "بعد الجمعة",
            "بكرة إن شاء الله",
            "غير معروف",
            "😀",
            "20/12😀",
            "20²",
            "1/2/3/4",
            "nhar",
            "يوم",
            "12:30",
            "in 3rd days",
            "32nd",
            "le 32",
            "every friday",
            "20 mars mars",
            "fin",
            "week",
            "٢٠//١٢",
        ],
    )]);
}
