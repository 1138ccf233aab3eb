//! Careful mode: a crash counts as a try only when its entry was worked on alone.
//!
//! Who takes over from a process that crashed knows only what may have been under way: the lowest open entry of each of its
//! chats, nearly all of them innocent. So a crash alone costs no try. An entry to which it happened again is a suspect:
//! nothing else is worked on in the process while its handler runs, and that is noted before. A crash then is
//! this entry's own failure, and nobody else's.

use std::time::Duration;

use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{
    super::{
        Incoming, Turn,
        store::{self, Entry},
    },
    Runner, Work,
};

/// Crashes after which an entry is a suspect. After one, all that was under way would have to queue up.
const SUSPECTED_AFTER: i16 = 2;
/// No suspect is worked on earlier than this after the start. Processes that are killed one soon after the other would
/// otherwise be killed over the same one every time: the first thing that each of them does.
const SETTLED_AFTER: Duration = Duration::from_secs(1);
const CAUSE: &str = "the process ended while it was worked on";

/// Where handlers of one process, of all its bots, pass: side by side, or one alone.
#[derive(Debug, Default)]
pub(crate) struct Gate(RwLock<()>);

impl Gate {
    /// Waits only when somebody is alone, or is about to be.
    async fn beside_others(&self) -> RwLockReadGuard<'_, ()> {
        self.0.read().await
    }

    /// Waits until all handlers under way have come to their end, each of which has a limit; new ones wait meanwhile.
    async fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.0.write().await
    }
}

fn is_suspect(entry: &Entry) -> bool {
    entry.crashes >= SUSPECTED_AFTER
}

impl Runner {
    /// Waits until an entry may be worked on; false when we are stopping meanwhile.
    pub(super) async fn may_be_taken(&self, entry: &Entry) -> bool {
        if !is_suspect(entry) {
            return true;
        }
        tokio::select! {
            () = tokio::time::sleep_until(self.0.began + SETTLED_AFTER) => true,
            () = self.0.post.stop.cancelled() => false,
        }
    }

    /// The handler's own result; that it ended the process is one of them.
    pub(super) async fn react_carefully(
        &self,
        turn: &Turn,
        work: &Work,
        incoming: Option<Incoming>,
    ) -> anyhow::Result<()> {
        let entry = &work.entry;
        if !is_suspect(entry) {
            let _beside_others = self.0.gate.beside_others().await;
            return self.react(turn, entry, incoming).await;
        }
        let _alone = self.0.gate.alone().await;
        let (db, owner) = (&self.0.post.db, self.0.opening.owner);
        anyhow::ensure!(!store::begin_alone(db, owner, &work.seqs).await?, CAUSE);
        tracing::warn!(crashes = entry.crashes, "processes ended while this was open; it is worked on alone");
        let result = self.react(turn, entry, incoming).await;
        // Before others go on: what they do is not this entry's.
        store::end_alone(db, owner).await?;
        result
    }
}
