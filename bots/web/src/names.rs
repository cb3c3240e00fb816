//! Names that must not be guessed, and names that must come out the same on every try.

use adapter::Address;
use marketplace_domain::{account::Platform, entropy::Entropy, id::PhotoId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::BOT;

/// A random name of `N` bytes in hexadecimal digits.
pub(crate) fn random<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    hex(&bytes)
}

/// The id of a picture that came into a chat under a key: the same on every try, so that trying
/// again keeps the picture once.
pub(crate) fn photo_id(chat: &str, key: &str) -> PhotoId {
    let digest = Sha256::new().chain_update(chat).chain_update("/").chain_update(key).finalize();
    let mut half = [0; 16];
    half.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    PhotoId::from_uuid(Uuid::from_bytes(half))
}

/// The chat as the rest of the product names it.
pub(crate) fn address(chat: &str) -> Address {
    Address { platform: Platform::Web, bot: BOT.to_owned(), chat: chat.to_owned() }
}

/// Hexadecimal digits, in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
