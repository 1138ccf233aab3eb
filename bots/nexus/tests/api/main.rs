//! The registry's API over real HTTP, on a real database.
#![cfg(unix)]

mod bots;
mod cli;
mod client;
mod document;
mod errors;
mod limits;
mod operations;
mod scope;
mod subscriptions;
mod support;
mod tokens;
mod users;
mod visits;
