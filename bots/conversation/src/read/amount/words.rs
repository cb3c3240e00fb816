//! How people name currencies, in English, French, Arabic and Tunisian in Latin letters.
//!
//! Spelt as `fold` leaves them: lower case, no accents, no hamza on alef, ه for ة, ي for ى.

use marketplace_domain::money::Currency;

/// The currency that a folded word names. A name that several currencies share (dinar, dollar)
/// is the default one if that is among them, else the one most used here.
pub(super) fn currency(word: &str, default: Option<Currency>) -> Option<Currency> {
    let named = NAMES
        .iter()
        .find(|(_, names)| names.split(" | ").any(|name| name == word))
        .map(|(shared, _)| *shared);
    match named {
        Some(shared) => default.filter(|c| shared.contains(c)).or(shared.first().copied()),
        None => Currency::from_code(word),
    }
}

/// Whether the word names a currency.
pub(super) fn is_known(word: &str) -> bool {
    currency(word, None).is_some()
}

/// The currencies that share names, and the names with a bar between them.
type Entry = (&'static [Currency], &'static str);

const NAMES: &[Entry] = &[
    (&[Currency::Eur], "€ | euro | euros | يورو | اورو | ايرو"),
    (
        &[Currency::Tnd, Currency::Dzd, Currency::Lyd],
        "d | din | dinar | dinars | دينار | دينارا | دنانير | دينارات | د | dnanir | \
            dinarat",
    ),
    (
        &[Currency::Tnd],
        "dt | d.t | td | dinar tunisien | dinars tunisiens | tunisian dinar | \
            tunisian dinars | دينار تونسي | د.ت | د.ت. | دت | د ت",
    ),
    (
        &[Currency::Dzd],
        "da | dinar algerien | dinars algeriens | algerian dinars | دينار جزايري | \
            د.ج | دج",
    ),
    (&[Currency::Lyd], "ld | dinar libyen | dinars libyens | libyan dinars | دينار ليبي | د.ل | دل"),
    (&[Currency::Usd, Currency::Cad], "$ | dollar | dollars | دولار | دولارات | دولارا"),
    (&[Currency::Usd], "us$ | $us | us dollar | us dollars | dollars americains | دولار امريكي"),
    (
        &[Currency::Cad],
        "ca$ | c$ | $ca | canadian dollar | canadian dollars | dollar canadien | dollars canadien | dollars canadiens | دولار كندي",
    ),
    (&[Currency::Gbp], "£ | pound | pounds | livre | livres | livres sterling | جنيه استرليني | باوند"),
    (&[Currency::Chf], "franc | francs | francs suisses | swiss francs | fr | sfr | فرنك | فرنك سويسري"),
    (&[Currency::Mad, Currency::Aed], "dh | dhs | dirham | dirhams | درهم | دراهم"),
    (&[Currency::Mad], "dirham marocain | dirhams marocains | درهم مغربي | د.م"),
    (&[Currency::Aed], "dirham emirati | dirhams emiratis | درهم اماراتي | د.ا"),
    (&[Currency::Sar, Currency::Qar], "riyal | riyals | rial | rials | ريال | ريالات"),
    (&[Currency::Sar], "sr | saudi riyal | saudi riyals | riyals saoudiens | ريال سعودي | ر.س"),
    (&[Currency::Qar], "qr | qatari riyal | qatari riyals | riyals qataris | ريال قطري | ر.ق"),
    (
        &[Currency::Try],
        "₺ | tl | lira | liras | lire turque | livres turques | turkish lira | ليره | \
            ليره تركيه",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::super::fold::fold;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_folded_and_stands_once() {
        let mut seen = HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| names.split(" | ")) {
            assert_eq!(fold(name).as_deref(), Some(name));
            assert!(seen.insert(name), "{name} stands twice");
        }
    }

    #[test]
    fn every_code_and_symbol_is_read() {
        for expected in Currency::ALL {
            for name in [Some(expected.code()), expected.symbol()].into_iter().flatten() {
                assert_eq!(currency(&fold(name).unwrap(), None), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn a_shared_name_follows_the_default() {
        assert_eq!(currency("dinar", None), Some(Currency::Tnd));
        assert_eq!(currency("dinar", Some(Currency::Eur)), Some(Currency::Tnd));
        assert_eq!(currency("dinar", Some(Currency::Lyd)), Some(Currency::Lyd));
        assert_eq!(currency("$", Some(Currency::Cad)), Some(Currency::Cad));
        assert_eq!(currency("€", Some(Currency::Tnd)), Some(Currency::Eur));
    }
}
