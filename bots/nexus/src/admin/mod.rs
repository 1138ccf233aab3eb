//! What only admins see: the registry in numbers, and how every bot is doing.
//!
//! None of it is in the menu, and to anybody else these commands and buttons do not exist.

mod dialogue;
mod house;
mod screens;
mod store;

pub(crate) use dialogue::{handlers, health_below};
