//! What operators do: backups and their restore drill, and the doctor, on real servers.
#![cfg(unix)]

mod backup;
mod chat;
mod doctor;
mod document;
mod support;
