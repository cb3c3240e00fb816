//! Seals files piece by piece, so that none need be whole in memory: the STREAM construction of Hoang,
//! Reyhanitabar, Rogaway and Vizár ("Online Authenticated-Encryption and its Nonce-Reuse
//! Misuse-Resistance", CRYPTO 2015), with the nonces of `StreamBE32` of the crate `aead`: a random
//! prefix, the number of the piece, and whether it is the last one. So a piece opens in its own place
//! only, and a file that was cut off opens nowhere at its end.
//!
//! A sealed file is one byte for this form and the prefix, then the pieces, each with its tag. Each
//! file has a key of its own, which is derived from the key that it is sealed with: a prefix is drawn
//! once for each time that one file is stored.

use marketplace_domain::entropy::Entropy;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use secrecy::ExposeSecret;

use super::{DataKey, NotSealed, Place, derive};

/// The bytes of a file in one piece; the last one has fewer, or as many.
pub const PIECE: usize = 64 * 1024;
/// What sealing adds to a piece.
pub const TAG: usize = 16;
/// What stands before the first piece.
pub const HEAD: usize = 1 + PREFIX;

const PREFIX: usize = 7;
/// The first byte. Everything else that is sealed has another form, and never stands in its place.
const FORM: u8 = 2;

/// How long a file of that length is once it is sealed.
pub fn sealed_length(length: u64) -> u64 {
    HEAD as u64 + length + TAG as u64 * length.div_ceil(PIECE as u64).max(1)
}

/// How long a file was that is so long now; `None` where no file is.
pub fn plain_length(sealed: u64) -> Option<u64> {
    let pieces = sealed.checked_sub(HEAD as u64)?;
    let length = pieces.checked_sub(TAG as u64 * pieces.div_ceil((PIECE + TAG) as u64))?;
    (sealed_length(length) == sealed).then_some(length)
}

/// One file that is being sealed or opened.
pub struct Stream {
    cipher: LessSafeKey,
    place: Vec<u8>,
    prefix: [u8; PREFIX],
}

impl Stream {
    /// A file that is about to be sealed.
    ///
    /// # Errors
    /// Never, in fact: [`NotSealed`].
    pub fn new(key: &DataKey, place: Place, entropy: &dyn Entropy) -> Result<Self, NotSealed> {
        let mut prefix = [0; PREFIX];
        entropy.fill(&mut prefix);
        Self::with(key, place, prefix).ok_or(NotSealed)
    }

    /// A file that was sealed and begins like this.
    pub fn read(key: &DataKey, place: Place, head: &[u8]) -> Option<Self> {
        let (&[form], rest) = head.split_first_chunk()?;
        let prefix = *rest.first_chunk::<PREFIX>()?;
        (form == FORM).then(|| Self::with(key, place, prefix)).flatten()
    }

    fn with(key: &DataKey, place: Place, prefix: [u8; PREFIX]) -> Option<Self> {
        let place = place.bytes();
        let own = derive(&key.0, &[b"nwassik file: ", place.as_slice()].concat());
        let cipher = UnboundKey::new(&AES_256_GCM, own.expose_secret()).ok().map(LessSafeKey::new)?;
        Some(Self { cipher, place, prefix })
    }

    /// What stands before the first piece.
    pub fn head(&self) -> [u8; HEAD] {
        let mut head = [FORM; HEAD];
        head.iter_mut().skip(1).zip(self.prefix).for_each(|(to, from)| *to = from);
        head
    }

    /// Seals the piece of that number, counted from zero.
    ///
    /// # Errors
    /// [`NotSealed`], for a piece of 64 GiB.
    pub fn seal(&self, number: u32, last: bool, mut piece: Vec<u8>) -> Result<Vec<u8>, NotSealed> {
        let (nonce, place) = (self.nonce(number, last), Aad::from(&self.place));
        self.cipher.seal_in_place_append_tag(nonce, place, &mut piece).map_err(|_| NotSealed)?;
        Ok(piece)
    }

    /// Opens the piece of that number; `None` where it is not that piece of this file.
    pub fn open(&self, number: u32, last: bool, mut piece: Vec<u8>) -> Option<Vec<u8>> {
        let (nonce, place) = (self.nonce(number, last), Aad::from(&self.place));
        let length = self.cipher.open_in_place(nonce, place, &mut piece).ok()?.len();
        piece.truncate(length);
        Some(piece)
    }

    fn nonce(&self, number: u32, last: bool) -> Nonce {
        let [a, b, c, d, e, f, g] = self.prefix;
        let [w, x, y, z] = number.to_be_bytes();
        Nonce::assume_unique_for_key([a, b, c, d, e, f, g, w, x, y, z, u8::from(last)])
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use marketplace_domain::id::FileId;
    use uuid::Uuid;

    use super::*;

    /// Counts, so that nothing is drawn twice.
    #[derive(Default)]
    struct Counting(std::sync::atomic::AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            let next = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            bytes.fill(next);
        }
    }

    fn place(number: u128) -> Place {
        Place::File(FileId::from_uuid(Uuid::from_u128(number)))
    }

    /// A file, and its pieces as they are stored.
    type Sealed = (Stream, Vec<Vec<u8>>);

    /// Two files of three pieces each, sealed with one key.
    fn sealed(entropy: &Counting) -> (DataKey, [Sealed; 2]) {
        let key = DataKey::random(entropy);
        let files = [1, 2].map(|number| {
            let stream = Stream::new(&key, place(number), entropy).unwrap();
            let piece = |at: u32| stream.seal(at, at == 2, vec![at as u8; PIECE]).unwrap();
            let pieces = (0..3).map(piece).collect();
            (stream, pieces)
        });
        (key, files)
    }

    #[test]
    fn a_file_opens_piece_by_piece() {
        let (key, [(stream, pieces), _]) = sealed(&Counting::default());
        let again = Stream::read(&key, place(1), &stream.head()).unwrap();
        for (at, piece) in (0..).zip(pieces) {
            assert_eq!(piece.len(), PIECE + TAG);
            assert_eq!(again.open(at, at == 2, piece), Some(vec![at as u8; PIECE]));
        }
    }

    #[test]
    fn what_was_cut_moved_swapped_or_changed_opens_nowhere() {
        let entropy = Counting::default();
        let (key, [(stream, pieces), (other, others)]) = sealed(&entropy);
        let opens = Cell::new(0);
        let open = |stream: &Stream, at, last, piece: &[u8]| {
            opens.set(opens.get() + 1);
            stream.open(at, last, piece.to_vec())
        };
        assert_eq!(open(&stream, 1, true, &pieces[1]), None, "the end was cut off");
        assert_eq!(open(&stream, 2, false, &pieces[2]), None, "something was put behind the end");
        assert_eq!(open(&stream, 1, false, &pieces[0]), None, "pieces changed their places");
        assert_eq!(open(&stream, 0, false, &others[0]), None, "a piece of another file");
        let renamed = Stream::read(&key, place(2), &stream.head()).unwrap();
        assert_eq!(open(&renamed, 0, false, &pieces[0]), None, "the whole file under another name");
        assert!(open(&other, 0, false, &others[0]).is_some());
        let foreign = Stream::read(&DataKey::random(&entropy), place(1), &stream.head()).unwrap();
        assert_eq!(open(&foreign, 0, false, &pieces[0]), None, "another key");
        let mut changed = pieces[0].clone();
        changed[9] ^= 1;
        assert_eq!(open(&stream, 0, false, &changed), None, "one bit");
        assert_eq!(open(&stream, 0, false, &pieces[0][..TAG - 1]), None);
        assert_eq!(opens.get(), 9);
        // Stored again, it has other nonces.
        let again = Stream::new(&key, place(1), &entropy).unwrap();
        assert_eq!(again.open(0, false, pieces[0].clone()), None);
    }

    #[test]
    fn a_head_of_another_form_is_not_read() {
        let key = DataKey::random(&Counting::default());
        for head in [[1; HEAD].as_slice(), &[FORM; HEAD - 1], &[]] {
            assert!(Stream::read(&key, place(1), head).is_none());
        }
    }

    #[test]
    fn lengths_lead_to_each_other() {
        let piece = PIECE as u64;
        for length in [0, 1, piece - 1, piece, piece + 1, 5 * piece, 50 * 1024 * 1024] {
            assert_eq!(plain_length(sealed_length(length)), Some(length), "{length}");
        }
        for wrong in [0, HEAD as u64, HEAD as u64 + 15, sealed_length(piece) + 1] {
            assert_eq!(plain_length(wrong), None, "{wrong}");
        }
    }
}
