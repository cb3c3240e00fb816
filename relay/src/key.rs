//! Keys that tell a platform that two tries are one delivery.

use marketplace_domain::entropy::Entropy;

/// A random key of 24 characters: Discord takes 25 at most.
pub(crate) fn random(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 12];
    entropy.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
