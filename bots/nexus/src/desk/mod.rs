//! The desk for what people write with /feedback: each admin gets it here, reads all of it, and answers.

mod dialogue;
mod screens;

pub(crate) use dialogue::{came, handlers, pass_on, show};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the desk's buttons do. Grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum DeskTap {
    /// A page of all of it, counted from 0.
    Page(u32),
    Note(Uuid),
    /// The next text answers it.
    Answer(Uuid),
}

/// Where an admin is in a dialogue with the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    #[default]
    Idle,
    /// The next text answers this.
    AnsweringFeedback { feedback: Uuid },
}
