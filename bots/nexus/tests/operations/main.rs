//! What operators do: backups and their restore drill, and the doctor, on real servers.
#![cfg(unix)]
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod backup;
mod chat;
mod doctor;
mod document;
mod support;
