//! What the bot's own buttons do.

use nexus_core::screen::Tap;
use serde::{Deserialize, Serialize};

use crate::{
    admin::AdminTap, backup::BackupTap, broadcast::BroadcastTap, failures::FailuresTap, my_bots::OwnTap,
};

/// One enum for the whole bot, because taps are told apart by their owner only. It grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum NexusTap {
    /// A page of "my bots", counted from 0.
    Bots(u32),
    /// The registry in numbers; for admins.
    Stats,
    /// How every bot is doing; for admins.
    Health,
    /// Backups; for admins.
    Backup(BackupTap),
    /// People, bots, roles and the log; for admins.
    Admin(AdminTap),
    /// What failed, and what is wrong; for admins.
    Failures(FailuresTap),
    /// Messages to many; for admins.
    Broadcast(BroadcastTap),
    /// One bot of theirs, and what people wrote to the admins.
    Own(OwnTap),
}

impl Tap for NexusTap {
    const VERSION: char = '1';
}
