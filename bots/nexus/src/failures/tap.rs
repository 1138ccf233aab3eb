//! What the buttons of this part do.

use nexus_core::{dead::DeadId, ids::BotId};
use serde::{Deserialize, Serialize};

use crate::{admin::role::Right, alerts::AlertTap};

/// Which of the dead are listed. Causes and kinds of work go by their digests (see [`nexus_core::dead::history`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Of {
    All,
    Bot(BotId),
    Cause(u32),
    Kind(u32),
}

/// A page of a list, counted from 0: where a card leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct List {
    pub of: Of,
    pub page: u32,
}

impl List {
    pub const ALL: Self = Self::of(Of::All);

    pub const fn of(of: Of) -> Self {
        Self { of, page: 0 }
    }
}

/// How long a cause is muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Length {
    Hour,
    Day,
    ForEver,
}

/// It grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FailuresTap {
    List(List),
    Card {
        id: DeadId,
        list: List,
    },
    /// The whole of it, as a file.
    Payload {
        id: DeadId,
        list: List,
    },
    Retry {
        id: DeadId,
        list: List,
    },
    AskDrop {
        id: DeadId,
        list: List,
    },
    Drop {
        id: DeadId,
        list: List,
    },
    AskRetryAll(Option<BotId>),
    RetryAll(Option<BotId>),
    Edit {
        id: DeadId,
        list: List,
    },
    /// What was written is in the dialogue.
    SaveEdit {
        id: DeadId,
    },
    MuteMenu {
        id: DeadId,
        list: List,
    },
    Mute {
        id: DeadId,
        list: List,
        length: Length,
    },
    Unmute {
        id: DeadId,
        list: List,
    },
    Errors {
        days: u8,
        page: u32,
    },
    Jobs,
    Alert(AlertTap),
    /// What is wrong and what is muted.
    Alerts,
    /// By the digest of its key.
    Lift(u32),
}

impl FailuresTap {
    pub fn right(self) -> Right {
        match self {
            Self::List(_)
            | Self::Card { .. }
            | Self::Payload { .. }
            | Self::Retry { .. }
            | Self::AskDrop { .. }
            | Self::Drop { .. }
            | Self::AskRetryAll(_)
            | Self::RetryAll(_)
            | Self::Edit { .. }
            | Self::SaveEdit { .. }
            | Self::MuteMenu { .. }
            | Self::Mute { .. }
            | Self::Unmute { .. } => Right::Dead,
            Self::Errors { .. } => Right::Errors,
            Self::Jobs => Right::Jobs,
            Self::Alert(_) | Self::Alerts | Self::Lift(_) => Right::Alerts,
        }
    }
}

#[cfg(test)]
mod tests {
    use nexus_core::{prelude::*, screen::TapError};
    use uuid::Uuid;

    use super::*;
    use crate::tap::NexusTap;

    #[test]
    fn every_button_fits_into_telegrams_limit() -> Result<(), TapError> {
        let (id, bot) = (DeadId::Message(i64::MAX), BotId(Uuid::max()));
        let list = List { of: Of::Bot(bot), page: u32::MAX };
        for tap in [
            FailuresTap::Mute { id, list, length: Length::ForEver },
            FailuresTap::RetryAll(Some(bot)),
            FailuresTap::Alert(AlertTap::Mute { alert: Uuid::max(), hours: 24 }),
        ] {
            NexusTap::Failures(tap).encode()?;
        }
        Ok(())
    }
}
