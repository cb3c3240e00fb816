//! Randomness as a parameter, so that a test can fix it and a reader can see who needs it.

use uuid::{Builder, Uuid};

/// A source of unpredictable bytes.
pub trait Entropy: Send + Sync {
    /// Fills the buffer. A real source must be fit for keys and tokens.
    fn fill(&self, buffer: &mut [u8]);
}

/// A random (version 4) UUID.
pub fn uuid(entropy: &dyn Entropy) -> Uuid {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    Builder::from_random_bytes(bytes).into_uuid()
}

/// A number below `bound`, or 0 where the bound is 0.
/// The bias of the remainder is below 2⁻³² for every bound that fits 32 bits.
pub fn below(entropy: &dyn Entropy, bound: u32) -> u32 {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    let drawn = u64::from_le_bytes(bytes).checked_rem(u64::from(bound)).unwrap_or(0);
    u32::try_from(drawn).unwrap_or(0)
}
