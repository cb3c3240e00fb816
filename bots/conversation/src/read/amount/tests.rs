use super::*;
use proptest::prelude::*;

/// What the reader says of a line: the amount, or the name of the problem.
fn said(line: &str, default: Option<Currency>) -> String {
    match read_amount(line, default) {
        Ok(money) => money.to_string(),
        Err(AmountProblem::NotUnderstood) => "?".to_owned(),
        Err(AmountProblem::NoCurrency(_)) => "no currency".to_owned(),
        Err(AmountProblem::Negative) => "negative".to_owned(),
        Err(AmountProblem::TooLarge) => "too large".to_owned(),
        Err(AmountProblem::Zero) => "zero".to_owned(),
    }
}

/// Each table has one meaning a line: the meaning, then the lines that have it.
fn check(default: Option<Currency>, table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (expected, lines) in table {
        for line in *lines {
            let said = said(line, default);
            if said != *expected {
                wrong.push(format!("{line:?}: expected {expected}, got {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_and_french() {
    check(
        None,
        &[
            (
                "15 EUR",
                &[
                    "15€",
                    "€15",
                    "15 €",
                    "€ 15",
                    "15 eur",
                    "15 EUR",
                    "eur 15",
                    "15 euros",
                    "15 Euro",
                    "15.00 €",
                    "15,0 €",
                    "EUR15",
                    "15eur",
                    " 15€ ",
                    "15 €.",
                    "15,00EUR",
                    "015 €",
                ],
            ),
            ("15.50 EUR", &["15,50 €", "15.50€", "15,5 euros", "€15.5"]),
            (
                "1200.50 EUR",
                &[
                    "1 200,50 €",
                    "1.200,50 EUR",
                    "1,200.50 €",
                    "1200,50 €",
                    "1'200.50 €",
                    "1\u{202F}200,50\u{A0}€",
                    "1’200,50 EUR",
                ],
            ),
            ("1200.50 USD", &["1,200.50 $", "$1,200.50", "1 200.50 usd", "US$ 1200.50"]),
            ("1200 EUR", &["1200€", "1,200 €", "1.200 €", "1 200 €", "1.200,00 €", "1,200.00€"]),
            ("1200000 EUR", &["1,200,000 €", "1.200.000 €", "1 200 000 euros"]),
            ("0.50 EUR", &["0,50 €", "0.5€", "0,500 €"]),
            ("20 GBP", &["£20", "20 pounds", "20 gbp", "20 livres sterling"]),
            ("20 CHF", &["20 CHF", "20 francs suisses", "chf 20"]),
            ("20 CAD", &["CA$20", "20 cad", "20 dollars canadiens"]),
            ("20 AED", &["20 AED", "20 dirhams emiratis"]),
            ("20 SAR", &["20 riyals", "20 SAR"]),
            ("20 QAR", &["20 QAR", "20 qatari riyals"]),
            ("20 MAD", &["20 dh", "20 dirhams"]),
            ("20 DZD", &["20 DA", "20 dinars algériens"]),
            ("20 TRY", &["₺20", "20 TL", "20 lira"]),
        ],
    );
}

#[test]
fn dinars() {
    check(
        None,
        &[
            (
                "50 TND",
                &[
                    "50dt",
                    "50 DT",
                    "50 d",
                    "50d",
                    "50 dinars",
                    "50 Dinar",
                    "dt 50",
                    "50 tnd",
                    "50 d.t.",
                    "50 dinars tunisiens",
                    "50,000 dt",
                    "50.0 dt",
                ],
            ),
            ("50.500 TND", &["50,500 dt", "50,5 dt", "50.5dt", "50,50 DT", "50,500 dinars"]),
            ("50500 TND", &["50.500 dt", "50 500 dt", "50500dt"]),
            ("1200.500 TND", &["1 200,500 dt", "1.200,500 dt", "1200,500 dt", "1200.500 dt", "1,200.500 dt"]),
            ("0.500 TND", &["0,500 dt", "0.500 dt"]),
            ("12.345 LYD", &["12,345 LYD", "12,345 د.ل"]),
            ("12345 DZD", &["12,345 DZD", "12.345 DA"]),
        ],
    );
}

#[test]
fn arabic() {
    check(
        None,
        &[
            (
                "50 TND",
                &[
                    "٥٠ دينار",
                    "50 دينار",
                    "50 دينارا",
                    "50 ديناراً",
                    "۵۰ دينار",
                    "50 د.ت",
                    "50 د.ت.",
                    "50دت",
                    "50 د",
                    "50 دينار تونسي",
                    "\u{200F}٥٠ دينار\u{200E}",
                ],
            ),
            ("5 TND", &["٥ دنانير"]),
            ("15 EUR", &["15 يورو", "15 اورو", "15 أورو", "١٥ يورو", "يورو 15", "١٥€"]),
            ("20 USD", &["20 دولار", "٢٠ دولارا", "20 دولار أمريكي"]),
            ("1200.50 EUR", &["١٬٢٠٠٫٥٠ يورو", "١٢٠٠٫٥ €", "١٢٠٠،٥٠ €"]),
            ("50.500 TND", &["٥٠٫٥٠٠ دينار", "٥٠،٥٠٠ دينار"]),
            ("20 SAR", &["20 ريال"]),
            ("20 MAD", &["20 درهم"]),
        ],
    );
}

#[test]
fn a_default_currency_completes_a_bare_number() {
    check(
        Some(Currency::Tnd),
        &[
            ("1200 TND", &["1200", "١٢٠٠", "1 200", "1.200", "1200.", "1200,0"]),
            ("1.200 TND", &["1,200"]),
            ("15 EUR", &["15€", "15 euros"]),
            ("50 TND", &["50 dinars"]),
        ],
    );
    check(Some(Currency::Eur), &[("1200 EUR", &["1200", "1,200", "1.200"]), ("50 TND", &["50 dinars"])]);
    check(Some(Currency::Lyd), &[("50 LYD", &["50 dinars", "50"]), ("50 TND", &["50 dt"])]);
    check(Some(Currency::Cad), &[("50 CAD", &["$50"]), ("50 USD", &["50 usd"])]);
}

#[test]
fn a_bare_number_without_default_has_no_currency() {
    check(None, &[("no currency", &["1200", "1 200", "15,5", "٥٠", "1,200.50", "1.200.000", "0,500"])]);
    let Err(AmountProblem::NoCurrency(number)) = read_amount("15,5", None) else {
        panic!("the number is kept");
    };
    assert_eq!(
        number.in_currency(Currency::Tnd),
        Money::from_minor(15_500, Currency::Tnd).map_err(|_| AmountProblem::TooLarge)
    );
    assert_eq!(number.in_currency(Currency::Eur).unwrap().minor(), 1550);
}

#[test]
fn what_is_not_one_amount_is_refused() {
    check(
        None,
        &[
            (
                "?",
                &[
                    "",
                    " ",
                    "free",
                    "€",
                    "1e9",
                    "1e9 €",
                    "--5",
                    "--5 €",
                    "5-10€",
                    "5 - 10 €",
                    "5–10€",
                    "1,200",
                    "1.200",
                    "12,345",
                    "15 €€",
                    "€15€",
                    "€15 EUR",
                    "15 bananas",
                    "about 15€",
                    "15€ each",
                    "15 € 20",
                    "1,2,3 €",
                    "1.20.300 €",
                    "1,200,50 €",
                    "1.200.50 €",
                    "1,200.500.000 €",
                    "0.200.000 €",
                    "15,,50 €",
                    "15..5 €",
                    "15 , 50 €",
                    "1 20 €",
                    "12 34 €",
                    "0 500 €",
                    "1'20 €",
                    "15.123456 €",
                    "15,1234 dt",
                    "1200,505 €",
                    "+5 €",
                    "5- €",
                    "(5) €",
                    "15/20 €",
                    "15%",
                    "khamsin dinar",
                    "15² €",
                    "½ €",
                    ",5 €",
                    "😀",
                    "15 😀",
                    "10 000 00 €",
                    "-€-5",
                    "0x10 €",
                    "١٫٢٫٣ يورو",
                    "15 XXX",
                    "15 eur usd",
                ],
            ),
            ("negative", &["-5 €", "-5€", "€-5", "- 5 eur", "−5 €", "-5", "-€5", "-٥ دينار"]),
            ("zero", &["0", "0 €", "0,00 €", "0.000 dt", "000€"]),
            (
                "too large",
                &[
                    "10000000,01 €",
                    "10 000 001 €",
                    "1000000,001 dt",
                    "99999999999999999999999 €",
                    "9223372036854775807 $",
                    "99999999999",
                ],
            ),
            ("10000000 EUR", &["10 000 000 €"]),
            ("1000000 TND", &["1000000 dt"]),
        ],
    );
}

/// Lines made of the reader's own words and signs, which reach deeper than random text.
fn plausible_line() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "1",
        "20",
        "200",
        "0",
        "999999999",
        "٥",
        ",",
        ".",
        " ",
        "'",
        "-",
        "€",
        "dt",
        "دينار",
        "$",
        "٫",
        "٬",
    ]);
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(Currency::ALL.to_vec())
}

proptest! {
    #[test]
    fn any_text_is_answered(line in any::<String>(), default in prop::option::of(any_currency())) {
        let _ = read_amount(&line, default);
    }

    #[test]
    fn an_accepted_amount_is_positive(line in plausible_line(), default in prop::option::of(any_currency())) {
        if let Ok(money) = read_amount(&line, default) {
            prop_assert!(money.minor() > 0);
        }
    }

    #[test]
    fn amounts_written_with_a_decimal_comma_read_back(
        minor in 1..=marketplace_domain::money::MAX_MINOR,
        currency in any_currency(),
    ) {
        let money = Money::from_minor(minor, currency).unwrap();
        let parts = money.parts();
        let width = parts.exponent as usize;
        let line = format!("{},{:0width$} {currency}", parts.major, parts.minor);
        prop_assert_eq!(read_amount(&line, None), Ok(money));
    }
}
