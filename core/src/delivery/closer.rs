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
    db::{Db, Tx, is_away},
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

    /// As [`store::close`], in the turn's transaction where it has one; says when that is on the disk.
    pub async fn close(
        &self,
        transaction: Option<Tx>,
        closing: Closing,
        effects: Effects,
    ) -> sqlx::Result<Option<(Vec<Saying>, Durability)>> {
        let transaction = match transaction {
            // They would not see each other in one statement, or cannot be bound to the workspace.
            None if effects.writes.len() > usize::from(self.db.scoped().is_some()) => {
                Some(self.db.begin(closing.scope()).await?)
            }
            transaction => transaction,
        };
        if let Some(transaction) = transaction {
            let closed = close_in(transaction, &closing, effects).await?;
            return Ok(closed.map(|sayings| (sayings, Durability::ByFlush)));
        }
        self.close_with_one_statement(closing, effects).await
    }

    async fn close_with_one_statement(
        &self,
        closing: Closing,
        mut effects: Effects,
    ) -> sqlx::Result<Option<(Vec<Saying>, Durability)>> {
        if !effects.files.is_empty() {
            store::leave_out_stored(&self.db, &mut effects.files, closing.now).await?;
        }
        if let Some(subscription) = Small::whose(&closing, &effects) {
            let small = Small { closing: closing.clone(), effects: effects.clone(), subscription };
            match self.small.ask(small).await {
                Some(Answer::Closed(sayings)) => return Ok(Some((sayings, Durability::AtOnce))),
                Some(Answer::NotClosed) => {}
                Some(Answer::Unknown) | None => return Err(sqlx::Error::WorkerCrashed),
            }
        }
        let (db, durability) = match self.db.scoped().filter(|_| !effects.writes.is_empty()) {
            // Such turns close one by one: if each waited for the disk, its few connections would do nothing else.
            Some(scoped) => (scoped, Durability::ByFlush),
            None => (&self.db, Durability::AtOnce),
        };
        let closed = store::close(db, &closing, &effects, durability).await?;
        Ok(closed.map(|sayings| (sayings, durability)))
    }
}

/// In a transaction of its own, or the turn's.
async fn close_in(
    mut transaction: Tx,
    closing: &Closing,
    mut effects: Effects,
) -> sqlx::Result<Option<Vec<Saying>>> {
    for write in std::mem::take(&mut effects.writes) {
        write.run(&mut transaction).await?;
    }
    if !effects.files.is_empty() {
        store::leave_out_stored(&mut *transaction, &mut effects.files, closing.now).await?;
    }
    let closed = store::close(&mut *transaction, closing, &effects, Durability::ByFlush).await?;
    if closed.is_some() {
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(closed)
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
