//! Messages to many people of a bot, steered by admins: written in several languages, aimed, tried out, sent, watched.
//!
//! The rows are core's ([`nexus_core::broadcast`]), and so is the sending, in the process of the bot that speaks.

mod dialogue;
mod drafting;
mod photo;
mod progress;
mod report;
mod screens;
mod sending;
mod when;

pub(crate) use dialogue::handlers;
pub(crate) use photo::jobs;
pub(crate) use progress::progressed;

use nexus_core::{
    broadcast::{Activity, Joined, Tier},
    ids::{AccountId, BotId, BroadcastId},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::admin::role::{self, Right};

/// What the buttons do. It grows at its end, and so does everything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BroadcastTap {
    /// A page of all of them, counted from 0.
    List(u32),
    /// Who is to speak?
    New,
    /// A draft in this bot's name.
    Speaker(AccountId),
    /// Something about one of them.
    Of(BroadcastId, Act),
}

/// What is done with one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Act {
    Open,
    /// The version in a language: as it is, or to be written.
    Version(Language),
    AskText(Language),
    AskRemove(Language),
    Remove(Language),
    AskButtons(Language),
    ClearButtons(Language),
    Segment,
    Menu(Menu),
    Set(Setting),
    Preview,
    Trial,
    When,
    AskWhen,
    Confirm(Start),
    /// Sends what was seen at this revision.
    Send(i64, Start),
    Unschedule,
    AskDiscard,
    Discard,
    Pause,
    Resume,
    AskStop,
    Stop,
    Report,
}

/// A condition that is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Menu {
    Languages,
    Activity,
    Joined,
    Tier,
    Also,
}

/// A condition that is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Setting {
    Language(Language),
    AllLanguages,
    Activity(Option<Activity>),
    Joined(Option<Joined>),
    Tier(Option<Tier>),
    Also(Option<BotId>),
}

impl Setting {
    /// Where it is chosen.
    fn menu(self) -> Menu {
        match self {
            Self::Language(_) | Self::AllLanguages => Menu::Languages,
            Self::Activity(_) => Menu::Activity,
            Self::Joined(_) => Menu::Joined,
            Self::Tier(_) => Menu::Tier,
            Self::Also(_) => Menu::Also,
        }
    }
}

/// When it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Start {
    Now,
    /// In seconds since 1970.
    At(i64),
}

/// What the next message of an admin is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    #[default]
    Nothing,
    BroadcastText {
        id: BroadcastId,
        language: Language,
    },
    BroadcastButtons {
        id: BroadcastId,
        language: Language,
    },
    BroadcastTime {
        id: BroadcastId,
    },
}

/// Who may steer, here and now.
async fn may_steer(turn: &Turn) -> bool {
    role::may(turn, Right::Broadcast).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tap::NexusTap;

    #[test]
    fn the_largest_buttons_fit() {
        let id = BroadcastId::new();
        for act in [
            Act::Send(i64::MAX, Start::At(i64::MAX)),
            Act::Set(Setting::Also(Some(BotId::new()))),
            Act::Set(Setting::Joined(Some(Joined::Before(u16::MAX)))),
        ] {
            let tap = NexusTap::Broadcast(BroadcastTap::Of(id, act));
            let data = tap.encode().expect("it fits into a button");
            assert_eq!(NexusTap::decode(&data), Some(Ok(tap)));
        }
    }
}
