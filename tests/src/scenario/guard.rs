//! Nobody may learn who somebody else is.

/// What identifies somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Whom; people are numbered.
    pub whose: usize,
    /// What it is, such as "Telegram user id".
    pub what: &'static str,
    /// The text itself.
    pub value: String,
}

/// Somebody's identity in front of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("person {reader} can read the {what} of person {whose}, here: {around}")]
pub struct Leak {
    /// Who reads it; people are numbered.
    pub reader: usize,
    /// Whose it is.
    pub whose: usize,
    /// What it is.
    pub what: &'static str,
    /// Where it stands.
    pub around: String,
}

/// How much is shown on both sides of a leak, in characters.
const AROUND: usize = 60;

/// The first secret of somebody else in what `reader` was sent. Letters' case makes no difference,
/// nor do the dashes of an id.
#[must_use]
pub fn leak(secrets: &[Secret], reader: usize, sent: &str) -> Option<Leak> {
    let bare = |text: &str| text.to_lowercase().replace('-', "");
    let sent = bare(sent);
    secrets.iter().filter(|secret| secret.whose != reader).find_map(|secret| {
        let place = sent.find(&bare(&secret.value)).filter(|_| !secret.value.is_empty())?;
        let before = sent.get(..place)?.chars().rev().take(AROUND).collect::<Vec<_>>();
        let after = sent.get(place..)?.chars().take(AROUND + secret.value.len());
        let around = before.into_iter().rev().chain(after).collect();
        Some(Leak { reader, whose: secret.whose, what: secret.what, around })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "0b5c2a44-8f0e-4d5e-9a63-0123456789ab";

    fn secrets() -> Vec<Secret> {
        let secret = |what, value: &str| Secret { whose: 0, what, value: value.to_owned() };
        vec![secret("Telegram user id", "7000000001"), secret("account", ACCOUNT)]
    }

    #[test]
    fn a_secret_is_found_in_any_form() {
        let forms = [
            "{\"chat_id\":7000000001}".to_owned(),
            format!("see {ACCOUNT}"),
            format!("look.{}", ACCOUNT.replace('-', "").to_uppercase()),
        ];
        for sent in forms {
            let found = leak(&secrets(), 1, &sent).unwrap_or_else(|| panic!("{sent}"));
            assert_eq!((found.reader, found.whose), (1, 0));
        }
    }

    #[test]
    fn what_is_ones_own_and_what_is_harmless_is_no_leak() {
        assert_eq!(leak(&secrets(), 0, "7000000001"), None);
        assert_eq!(leak(&secrets(), 1, "700 000 000 dinars, Traveller 3"), None);
    }
}
