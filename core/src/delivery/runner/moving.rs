//! A chat that has become another one. Whoever hears of it first notes it; the chat's owner lets what is on its way come
//! to an end and carries the rest over; the new chat waits for that, so that everything keeps its order.

use super::{
    super::{
        migration::Migration,
        store::{self, Entry},
    },
    FIRST_PAUSE, LONGEST_PAUSE, Runner,
};
use crate::ids::ChatKey;

/// What an entry means for the chat that is about to work it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heed {
    /// It is a turn like any other.
    Go,
    /// This chat has moved away with all that is open in it.
    Gone,
    /// What came before it is still in the chat that this one was. Whoever carries it over wakes this chat; if they die,
    /// the search of the inbox does.
    Wait,
}

impl Runner {
    /// Listens to what an entry says of a move, before it is worked off.
    pub(super) async fn heed_move(&self, chat: ChatKey, entry: &Entry) -> sqlx::Result<Heed> {
        let migration = if entry.kind == "update" { Migration::read(&entry.body) } else { None };
        let Some(migration) = migration.filter(|found| found.from == chat || found.to == chat) else {
            return Ok(Heed::Go);
        };
        let post = &self.0.post;
        if !store::note_move(&post.db, post.account, migration, self.0.opening.owner).await? {
            return Ok(Heed::Go);
        }
        if migration.from == chat {
            return Ok(Heed::Gone);
        }
        if !store::is_left_behind(&post.db, post.account, migration.from).await? {
            return Ok(Heed::Go);
        }
        self.news_in(vec![migration.from]);
        Ok(Heed::Wait)
    }

    /// Brings what is left of a chat of ours to the one that it has become. Nothing of it may be on its way any more.
    pub(super) async fn carry_over(&self, migration: Migration) {
        let post = &self.0.post;
        // What was sent must not be carried over as something to send.
        post.marker.drain().await;
        let mut pause = FIRST_PAUSE;
        loop {
            match store::carry_over(&post.db, post.account, migration, self.0.opening.owner).await {
                Ok(is_ours) => {
                    if is_ours {
                        tracing::info!(from = %migration.from, to = %migration.to, "a group became a supergroup");
                        self.news_in(vec![migration.to]);
                    }
                    return;
                }
                Err(error) => tracing::warn!(%error, chat = %migration.from, "cannot carry a chat over yet"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = post.stop.cancelled() => return,
            }
        }
    }
}
