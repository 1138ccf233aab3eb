//! From a messenger's update to the messages that answer it, so that nothing is lost and nothing happens twice.
//!
//! ```text
//! messenger -> intake   raw updates are committed to the inbox, only then acknowledged
//! inbox     -> turn     per chat, in order: the handler says what it wants, one transaction does all of it
//! turn      -> sender   what the turn said is sent after it is durable, then marked as sent
//! ```
//!
//! The guarantee: an accepted update is never lost; its effects happen exactly once; a message is sent at least once
//! (a repeat is possible only for those in flight when a process died); no message tells of state that was rolled back.

mod album;
mod batch;
mod callback;
mod closer;
mod content;
mod flusher;
mod intake;
mod lease;
mod listener;
mod mail;
mod marker;
mod migration;
mod opener;
mod outlet;
mod process;
mod repair;
mod replica;
mod runner;
mod saying;
mod store;
mod trouble;
mod turn;
mod update;
mod uploads;
mod webhook;
mod wire;

pub use album::Album;
pub use callback::tap;
pub use intake::Intake;
pub use lease::Lease;
pub use listener::listen;
pub use process::ThisProcess;
pub use replica::Replica;
pub use runner::{Reaction, Runner};
pub use saying::Later;
pub use turn::{DownloadError, Handler, Turn, TurnDb};
pub use update::{Incoming, Source};
pub use webhook::{Doors, NotTaken, Webhook};
pub use wire::{Api, WireError};

pub(crate) use content::ContentId;
pub(crate) use mail::{Attempt, Look, Mail};
pub(crate) use runner::{Equipment, Gate};
pub(crate) use saying::{Act, FileRef, Place, Saying};
pub(crate) use store::Filing;
pub(crate) use trouble::{cause_of, panic_text};
pub(crate) use turn::{Effects, QueuedWork};
