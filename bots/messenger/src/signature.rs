//! HMAC-SHA256 with the app's secret: by it Messenger proves a call to be its own, and we prove that
//! we hold the secret beside the token.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The code of those bytes under that secret, in hexadecimal; `None` for an empty secret, with which
/// anybody could make one.
pub(crate) fn sign(secret: &SecretString, bytes: &[u8]) -> Option<String> {
    let secret = secret.expose_secret().as_bytes();
    if secret.is_empty() {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(bytes);
    Some(hexadecimal(&mac.finalize().into_bytes()))
}

/// Whether the header's text, `sha256=<hexadecimal>`, is the code of those bytes. It takes as long
/// wherever the two differ.
pub(crate) fn is_signed(secret: &SecretString, bytes: &[u8], header: &[u8]) -> bool {
    let (Some(expected), Some(given)) = (sign(secret, bytes), header.strip_prefix(b"sha256=")) else {
        return false;
    };
    expected.as_bytes().ct_eq(given).into()
}

/// A short name for what has no id of its own: the same bytes give the same one, and it tells
/// nothing of them.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    const KEY: &str = "Jefe";
    const DATA: &[u8] = b"what do ya want for nothing?";
    const CODE: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    #[test]
    fn the_code_is_the_standards() {
        assert_eq!(sign(&KEY.into(), DATA).as_deref(), Some(CODE));
        assert_eq!(sign(&"".into(), DATA), None);
    }

    #[test]
    fn only_the_right_code_passes() {
        let passes = |header: &str| is_signed(&KEY.into(), DATA, header.as_bytes());
        assert!(passes(&format!("sha256={CODE}")));
        let other = CODE.replace('5', "6");
        let short = CODE.get(1..).unwrap();
        for wrong in ["", "sha256=", CODE, &format!("sha1={CODE}"), &format!("sha256={other}")] {
            assert!(!passes(wrong), "{wrong}");
        }
        assert!(!passes(&format!("sha256={short}")));
        assert!(!passes(&format!("sha256={CODE}0")));
        assert!(!is_signed(&KEY.into(), b"other", format!("sha256={CODE}").as_bytes()));
        assert!(!is_signed(&"other".into(), DATA, format!("sha256={CODE}").as_bytes()));
    }
}
