//! "My bots": which bots a person uses, and which they could.

mod dialogue;
mod screens;

pub(crate) use dialogue::{Command, describe, handlers, home};
