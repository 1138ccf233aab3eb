//! Conversations of admins with the registry's bot over the wire, beside another bot and its people.
#![cfg(unix)]
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod audit;
mod bots;
mod people;
mod roles;
mod suite;
mod tokens;
mod why;
