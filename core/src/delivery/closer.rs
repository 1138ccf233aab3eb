//! Closes turns, several with one statement where they ask for little: a statement costs more than what it does.
//!
//! They share nothing but that statement. It waits for nobody: a turn whose rows somebody holds is closed on its own, and
//! so are all when the statement fails.

use std::collections::HashSet;

use super::{
    Effects, Saying,
    batch::Batch,
    store::{self, Closing, Durability, Small},
};
use crate::{
    db::{Db, is_away},
    ids::{AccountId, ReplicaId},
};

const MOST: usize = 64;

enum Answer {
    Closed(Vec<Saying>),
    /// Nothing of it was done.
    NotClosed,
    /// The database went away meanwhile.
    Unknown,
}

/// One account's closes.
pub(super) struct Closer {
    db: Db,
    small: Batch<Small, Answer>,
}

impl Closer {
    pub fn start(db: Db, account: AccountId, owner: ReplicaId) -> Self {
        let many = db.clone();
        let small = Batch::start(MOST, move |turns: Vec<Small>| {
            let db = many.clone();
            async move { close_together(&db, account, owner, turns).await }
        });
        Self { db, small }
    }

    /// As [`store::close`], for a turn that has no transaction of its own; on the disk when it returns.
    pub async fn close(&self, closing: Closing, mut effects: Effects) -> sqlx::Result<Option<Vec<Saying>>> {
        if !effects.files.is_empty() {
            store::leave_out_stored(&self.db, &mut effects.files, closing.now).await?;
        }
        if let Some(subscription) = Small::whose(&closing, &effects) {
            let small = Small { closing: closing.clone(), effects: effects.clone(), subscription };
            match self.small.ask(small).await {
                Some(Answer::Closed(sayings)) => return Ok(Some(sayings)),
                Some(Answer::NotClosed) => {}
                Some(Answer::Unknown) | None => return Err(sqlx::Error::WorkerCrashed),
            }
        }
        store::close(&self.db, &closing, &effects, Durability::AtOnce).await
    }
}

async fn close_together(db: &Db, account: AccountId, owner: ReplicaId, turns: Vec<Small>) -> Vec<Answer> {
    if let [one] = &turns[..] {
        return vec![answer(store::close(db, &one.closing, &one.effects, Durability::AtOnce).await)];
    }
    // A row is changed once by a statement: another turn of the same person comes on its own.
    let mut persons = HashSet::new();
    let first: Vec<(usize, &Small)> =
        turns.iter().enumerate().filter(|(_, turn)| persons.insert(turn.subscription)).collect();
    let mut answers: Vec<Answer> = turns.iter().map(|_| Answer::NotClosed).collect();
    let together: Vec<Small> = first.iter().map(|(_, turn)| (*turn).clone()).collect();
    match store::close_many(db, account, owner, &together).await {
        Ok(closed) => {
            for ((place, _), sayings) in first.into_iter().zip(closed) {
                answers[place] = sayings.map_or(Answer::NotClosed, Answer::Closed);
            }
        }
        Err(error) if is_away(&error) => {
            tracing::warn!(%error, turns = together.len(), "the database went away while turns closed");
            for (place, _) in first {
                answers[place] = Answer::Unknown;
            }
        }
        Err(error) => {
            tracing::debug!(%error, turns = together.len(), "turns cannot close together; each does on its own");
        }
    }
    answers
}

fn answer(closed: sqlx::Result<Option<Vec<Saying>>>) -> Answer {
    match closed {
        Ok(Some(sayings)) => Answer::Closed(sayings),
        Err(error) if is_away(&error) => Answer::Unknown,
        // Asked again on its own: whoever does that is told what is wrong.
        _ => Answer::NotClosed,
    }
}
