//! "My bots": which bots a person uses, and which they could; what is known of the use of one, and its switch.

mod card;
mod dialogue;
mod screens;

pub(crate) use dialogue::{Command, describe, handlers, home};

use nexus_core::ids::BotId;
use serde::{Deserialize, Serialize};

use crate::desk::DeskTap;

/// What the buttons of one's own things do. Grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OwnTap {
    /// One bot of theirs.
    Card(BotId),
    /// It sends nothing of its own accord.
    Pause(BotId),
    Resume(BotId),
    /// For admins.
    Desk(DeskTap),
}
