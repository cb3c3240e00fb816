//! Seals what people say, so that the database alone tells nobody: the cipher, and nothing else.
//!
//! The cipher is AES-256-GCM (NIST SP 800-38D). A sealed text is one byte for this form, a nonce of
//! 96 random bits, the text and a tag of 16 bytes. A nonce is never derived from the number of a
//! line: a number that is given back by a rolled back transaction is used again for another line.
//! Random nonces are sound for 2³² texts of one key (8.3 of the same paper), which no conversation
//! comes near to.
//!
//! A text opens only at the place it was sealed for: a row that is moved to another conversation,
//! side or number is as unreadable as one that was changed.

use marketplace_domain::{
    conversation::Side,
    entropy::Entropy,
    id::{AccountId, ConversationId, DealId, FileId, PhotoId},
};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};
use secrecy::{ExposeSecret, SecretBox, zeroize::Zeroizing};
use uuid::Uuid;

pub mod stream;

#[cfg(test)]
mod tests;

/// The first byte of everything that is sealed: another cipher or form gets another one.
const FORM: u8 = 1;

/// 256 bits that nobody may see.
pub type Secret = SecretBox<[u8; 32]>;

/// The cipher did not take a text. It refuses nothing below 64 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cipher did not take it")]
pub struct NotSealed;

/// Where something sealed belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line in a conversation.
    Line {
        /// The conversation.
        conversation: ConversationId,
        /// Who said it.
        side: Side,
        /// Its number among what that side said.
        seq: i64,
    },
    /// An entry in a web chat.
    Entry {
        /// The chat, by the id of its key.
        chat: Uuid,
        /// The entry.
        id: i64,
        /// Its last change.
        version: i64,
    },
    /// A key, by its id.
    Key(Uuid),
    /// Lines that a person holds in a chat.
    Held {
        /// The person.
        account: AccountId,
        /// The chat.
        endpoint: i64,
    },
    /// What a report says, by the id of its key.
    Report(Uuid),
    /// What goes with the terms of a deal.
    Note {
        /// Where the two talk.
        conversation: ConversationId,
        /// The deal.
        deal: DealId,
    },
    /// The codes of a deal.
    Codes {
        /// Where the two talk.
        conversation: ConversationId,
        /// The deal.
        deal: DealId,
    },
    /// What a file holds that somebody sent.
    File(FileId),
    /// The key of such a file, once it goes to a conversation.
    FileKey(FileId),
    /// A picture or another file that one web chat shows and nobody else sees.
    Kept {
        /// The chat, by the id of its key.
        chat: Uuid,
        /// The picture.
        photo: PhotoId,
    },
}

impl Place {
    /// The id of the key that seals what belongs there; none where something else says which it is.
    pub(crate) fn key(self) -> Option<Uuid> {
        match self {
            Self::Line { conversation, .. }
            | Self::Note { conversation, .. }
            | Self::Codes { conversation, .. } => Some(conversation.uuid()),
            Self::Entry { chat, .. } | Self::Kept { chat, .. } => Some(chat),
            Self::Held { account, .. } => Some(account.uuid()),
            Self::Report(key) => Some(key),
            Self::Key(_) | Self::File(_) | Self::FileKey(_) => None,
        }
    }

    /// Different for every two places: the first byte tells the kind, and each kind has one length.
    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Line { conversation, side, seq } => {
                let side = match side {
                    Side::Requester => 0,
                    Side::Provider => 1,
                };
                [&[1][..], conversation.uuid().as_bytes(), &[side], &seq.to_be_bytes()].concat()
            }
            Self::Entry { chat, id, version } => {
                [&[2][..], chat.as_bytes(), &id.to_be_bytes(), &version.to_be_bytes()].concat()
            }
            Self::Key(id) => [&[3][..], id.as_bytes()].concat(),
            Self::Held { account, endpoint } => {
                [&[7][..], account.uuid().as_bytes(), &endpoint.to_be_bytes()].concat()
            }
            Self::Note { conversation, deal } => {
                [&[20][..], conversation.uuid().as_bytes(), deal.uuid().as_bytes()].concat()
            }
            Self::Codes { conversation, deal } => {
                [&[21][..], conversation.uuid().as_bytes(), deal.uuid().as_bytes()].concat()
            }
            Self::Report(key) => [&[8][..], key.as_bytes()].concat(),
            Self::File(id) => [&[4][..], id.uuid().as_bytes()].concat(),
            Self::FileKey(id) => [&[5][..], id.uuid().as_bytes()].concat(),
            Self::Kept { chat, photo } => [&[6][..], chat.as_bytes(), photo.uuid().as_bytes()].concat(),
        }
    }
}

/// A key that seals texts and files: that of one conversation, one web chat, one file, one person's
/// held lines or one report.
pub struct DataKey(Secret);

impl DataKey {
    /// A new one.
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(Secret::init_with_mut(|bytes| entropy.fill(bytes)))
    }

    /// Seals a text for its place.
    ///
    /// # Errors
    /// [`NotSealed`], for a text of 64 GiB.
    pub fn seal(&self, place: Place, text: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>, NotSealed> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut body = text.to_vec();
        let tag = self
            .cipher()
            .and_then(|cipher| {
                let nonce = Nonce::assume_unique_for_key(nonce);
                cipher.seal_in_place_separate_tag(nonce, Aad::from(place.bytes()), &mut body).ok()
            })
            .ok_or(NotSealed)?;
        Ok([&[FORM][..], &nonce, &body, tag.as_ref()].concat())
    }

    /// The text; `None` where this key did not seal it for this place, or where a bit was changed.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Option<Vec<u8>> {
        let (&[form], rest) = sealed.split_first_chunk()?;
        let (&nonce, body) = rest.split_first_chunk::<NONCE_LEN>()?;
        if form != FORM {
            return None;
        }
        let mut body = body.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let length = self.cipher()?.open_in_place(nonce, Aad::from(place.bytes()), &mut body).ok()?.len();
        body.truncate(length);
        Some(body)
    }

    /// Seals a key as a text is sealed.
    ///
    /// # Errors
    /// Never, in fact: [`NotSealed`].
    pub fn seal_key(&self, place: Place, key: &DataKey, entropy: &dyn Entropy) -> Result<Vec<u8>, NotSealed> {
        self.seal(place, key.0.expose_secret(), entropy)
    }

    /// The key that was sealed there.
    pub fn open_key(&self, place: Place, sealed: &[u8]) -> Option<DataKey> {
        let bytes = Zeroizing::new(self.open(place, sealed)?);
        let bytes: &[u8; 32] = bytes.as_slice().try_into().ok()?;
        Some(DataKey(Secret::init_with_mut(|key| key.copy_from_slice(bytes))))
    }

    /// Made anew for each text, in less than a microsecond: what stays in memory is wiped when it
    /// goes, and the cipher's own form of a key is not.
    fn cipher(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM, self.0.expose_secret()).ok().map(LessSafeKey::new)
    }
}

/// A key that wraps keys, and never seals a text itself.
pub struct MasterKey {
    id: String,
    wrapping: DataKey,
}

impl MasterKey {
    /// The master key that these random bits make.
    pub fn new(secret: &Secret) -> Self {
        let id = derive(secret, b"nwassik master key: id");
        let id = id.expose_secret().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self { id, wrapping: DataKey(derive(secret, b"nwassik master key: wrap")) }
    }

    /// Its name: 128 bits that are derived from it and do not lead back, in hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A key as it may be stored, under an id.
    ///
    /// # Errors
    /// Never, in fact: [`NotSealed`].
    pub fn wrap(&self, id: Uuid, key: &DataKey, entropy: &dyn Entropy) -> Result<Vec<u8>, NotSealed> {
        self.wrapping.seal_key(Place::Key(id), key, entropy)
    }

    /// The key that was wrapped; `None` where another master key or another id did it.
    pub fn unwrap(&self, id: Uuid, wrapped: &[u8]) -> Option<DataKey> {
        self.wrapping.open_key(Place::Key(id), wrapped)
    }
}

/// A key for one purpose: HKDF-Expand (RFC 5869, 2.3) with one block.
fn derive(secret: &Secret, purpose: &[u8]) -> Secret {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret());
    let mut context = hmac::Context::with_key(&key);
    context.update(purpose);
    context.update(&[1]);
    let tag = context.sign();
    Secret::init_with_mut(|bytes| bytes.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from))
}
