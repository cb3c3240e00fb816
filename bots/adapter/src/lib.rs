//! Placeholder while the tree's dependencies build.
