//! Randomness from the operating system.

use marketplace_domain::entropy::Entropy;

/// The operating system's source, fit for keys and tokens.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        if getrandom::fill(buffer).is_err() {
            // Ids and tokens that can be guessed are worse than a process that stops.
            std::process::abort();
        }
    }
}
