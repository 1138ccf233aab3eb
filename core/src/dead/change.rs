//! What operators make of what was given up. Each change is one transaction with its record in the audit log, and what is
//! no longer dead is no longer counted among the [failures](super::history).

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;

use super::{Counts, DeadId, Which, edit::Edit, store};
use crate::{
    audit::{Actor, Record},
    db::Db,
    delivery::Turn,
    ids::TraceId,
};

/// Who does it.
#[derive(Clone, Copy, Debug)]
pub struct By {
    actor: Actor,
    trace: Option<TraceId>,
}

impl By {
    /// Whoever has the command line.
    pub const OPERATOR: Self = Self { actor: Actor::Operator, trace: None };

    /// The admin whose turn it is.
    pub fn admin(turn: &Turn) -> Self {
        Self { actor: Actor::Admin(turn.person().user), trace: Some(turn.trace()) }
    }

    fn record(self, action: &'static str, subject: impl ToString) -> Record {
        let record = Record::new(self.actor, action, subject);
        match self.trace {
            Some(trace) => record.trace(trace),
            None => record,
        }
    }
}

/// Has one tried again, as often as if it had come in just now; false when it is not dead. The bot, when it runs, finds
/// it within seconds.
///
/// # Errors
/// When the database does not answer.
pub async fn retry(db: &Db, id: DeadId, by: By, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = db.begin_as_owner().await?;
    let retried = retry_on(&mut tx, id, now).await?;
    if retried {
        note(&mut tx, id, by.record("dead.retry", id), now).await?;
    }
    tx.commit().await?;
    Ok(retried)
}

/// Has all of a bot, or of all bots, tried again.
///
/// # Errors
/// When the database does not answer; then nothing is tried again.
pub async fn retry_all(db: &Db, bot: Option<&str>, by: By, now: DateTime<Utc>) -> sqlx::Result<Counts> {
    let mut tx = db.begin_as_owner().await?;
    let counts = retry_all_on(&mut tx, bot, now).await?;
    if counts.total() > 0 {
        store::history::all_gone(&mut *tx, bot, now).await?;
        let Counts { entries, jobs, messages } = counts;
        let after = json!({"entries": entries, "jobs": jobs, "messages": messages});
        by.record("dead.retry_all", bot.unwrap_or("*")).after(after).write(&mut tx, now).await?;
    }
    tx.commit().await?;
    Ok(counts)
}

/// Gives one up for ever; false when it is not dead. An entry counts as done from then on and keeps its cause; a job or
/// a message is removed.
///
/// # Errors
/// When the database does not answer.
pub async fn drop(db: &Db, id: DeadId, by: By, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = db.begin_as_owner().await?;
    let dropped = drop_on(&mut tx, id).await?;
    if dropped {
        note(&mut tx, id, by.record("dead.drop", id), now).await?;
    }
    tx.commit().await?;
    Ok(dropped)
}

/// Puts another payload in place of the one that failed, and has it tried again; false when it is not dead any more, or
/// somebody changed it since the edit was made.
///
/// # Errors
/// When the database does not answer.
pub async fn edit(db: &Db, edit: &Edit, by: By, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = db.begin_as_owner().await?;
    let id = edit.id();
    let is_done = replace_on(&mut tx, edit).await? && retry_on(&mut tx, id, now).await?;
    if is_done {
        let record = by.record("dead.edit", id).before(edit.recorded_before()).after(edit.recorded_after());
        note(&mut tx, id, record, now).await?;
        tx.commit().await?;
    }
    Ok(is_done)
}

async fn note(tx: &mut PgConnection, id: DeadId, record: Record, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::history::gone(&mut *tx, id, now).await?;
    record.write(tx, now).await
}

async fn replace_on(tx: &mut PgConnection, edit: &Edit) -> sqlx::Result<bool> {
    let (before, after) = (edit.stored(), edit.replacement());
    match edit.id() {
        DeadId::Entry(number) => store::entries::replace(tx, number, before, after).await,
        DeadId::Message(number) => store::messages::replace(tx, number, before, after).await,
        DeadId::Job(number) => Ok(store::jobs::has_queue(&mut *tx).await?
            && store::jobs::replace(tx, number, before, after).await?),
    }
}

async fn retry_on(tx: &mut PgConnection, id: DeadId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let which = |number| Which { number: Some(number), bot: None };
    let retried = match id {
        DeadId::Entry(number) => store::entries::retry(tx, which(number)).await?,
        DeadId::Message(number) => store::messages::retry(tx, which(number), now).await?,
        DeadId::Job(number) if store::jobs::has_queue(&mut *tx).await? => {
            store::jobs::retry(tx, which(number)).await?
        }
        DeadId::Job(_) => 0,
    };
    Ok(retried > 0)
}

async fn retry_all_on(tx: &mut PgConnection, bot: Option<&str>, now: DateTime<Utc>) -> sqlx::Result<Counts> {
    let which = Which { number: None, bot };
    let has_queue = store::jobs::has_queue(&mut *tx).await?;
    let jobs = if has_queue { store::jobs::retry(&mut *tx, which).await? } else { 0 };
    let entries = store::entries::retry(&mut *tx, which).await?;
    let messages = store::messages::retry(&mut *tx, which, now).await?;
    Ok(Counts { entries, jobs, messages })
}

async fn drop_on(tx: &mut PgConnection, id: DeadId) -> sqlx::Result<bool> {
    match id {
        DeadId::Entry(number) => store::entries::drop(tx, number).await,
        DeadId::Message(number) => store::messages::drop(tx, number).await,
        DeadId::Job(number) => {
            Ok(store::jobs::has_queue(&mut *tx).await? && store::jobs::drop(tx, number).await?)
        }
    }
}
