//! Core between a real database and a real Bot API, as production runs it: what is promised of delivery, schedule, jobs,
//! leases and the endpoint.
#![cfg(unix)]
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod albums;
mod away;
mod broadcasts;
mod careful;
mod dead;
mod edited;
mod edits;
mod endpoint;
mod events;
mod failures;
mod files;
mod given_up;
mod jobs;
mod lost;
mod metrics;
mod moving;
mod odd;
mod personal;
mod presses;
mod processes;
mod replicas;
mod sayings;
mod schedule;
mod standing;
mod support;
mod turns;
mod writes;
