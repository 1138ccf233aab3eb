//! Opens chats, several with one read. Reads share nothing that one chat could hold up another with.

use std::collections::HashMap;

use super::{
    batch::Batch,
    store::{self, Opened, Opening},
};
use crate::{
    clock::Clock,
    db::{Db, is_away},
    ids::ChatKey,
};

const MOST: usize = 64;

/// The database did not answer; it is in the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Away;

type Answer = Result<Option<Opened>, Away>;

/// One account's openings.
pub(super) struct Opener(Batch<ChatKey, Answer>);

impl Opener {
    pub fn start(db: Db, clock: Clock, opening: Opening) -> Self {
        Self(Batch::start(MOST, move |chats| {
            let (db, now) = (db.clone(), clock.now());
            async move {
                match store::open(&db, opening, &chats, now).await {
                    Ok(opened) => in_order(&chats, opened),
                    Err(error) => {
                        tracing::warn!(%error, chats = chats.len(), "cannot open turns");
                        // Nobody else's chats could be read either.
                        if is_away(&error) {
                            let _ = db.wait().await;
                        }
                        vec![Err(Away); chats.len()]
                    }
                }
            }
        }))
    }

    /// Reads a chat as it is now; `None` when it is not ours (any more).
    pub async fn open(&self, chat: ChatKey) -> Answer {
        self.0.ask(chat).await.unwrap_or(Err(Away))
    }
}

fn in_order(chats: &[ChatKey], opened: Vec<Opened>) -> Vec<Answer> {
    let mut found: HashMap<ChatKey, Opened> =
        opened.into_iter().map(|opened| (opened.chat, opened)).collect();
    chats.iter().map(|chat| Ok(found.remove(chat))).collect()
}
