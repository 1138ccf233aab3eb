//! Conversations with Coach over the wire, on the local Telegram and a real Postgres, in the house that production runs.
//!
//! One program for all of them: one file per topic. Every test has a database, a messenger and a moment of its own
//! (Monday, 7 January 2030, 10:00 UTC, unless it says otherwise), so that nothing depends on the day it runs.
#![cfg(unix)]

mod bad_input;
mod calendar;
mod capture;
mod crash;
mod editing;
mod interruptions;
mod languages;
mod personal;
mod reminders;
mod screens;
mod settings;
mod strangers;
mod support;
mod trouble;
mod undo;
