//! What can go wrong, done on purpose while people go on writing; and whether the promises held.
//!
//! [`World`] is a bot with all that it stands on, each part of which can be struck; [`Strike`] is one way to do so, drawn
//! from a seed; [`Verdict`] says what came of it. A run is the same again by its seed as far as what is done when; what
//! the machine makes of that is its own.

mod store;
mod strike;
mod verdict;
mod world;

pub use strike::{Kind, Strike};
pub use verdict::Verdict;
pub use world::{Setup, World};
