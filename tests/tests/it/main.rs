//! The one binary of integration tests: linking it once is faster than linking many.

mod telegram;
