//! Beginnings of messages that tell what is wanted, per language.

pub mod en;
pub mod pl;
pub mod ru;
pub mod uk;
