//! Statements about what was given up, a file per kind. They are the owner's: no turn sees this.

pub(super) mod counts;
pub(super) mod entries;
pub(super) mod history;
pub(super) mod jobs;
pub(super) mod messages;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use super::{Dead, DeadId, Which, what};
use crate::ids::{ChatKey, TraceId};

/// Reads with a statement of one kind, of up to `limit` rows.
async fn read(
    db: impl PgExecutor<'_>,
    statement: &'static str,
    which: Which<'_>,
    limit: i64,
    id: fn(i64) -> DeadId,
) -> sqlx::Result<Vec<Dead>> {
    let query = sqlx::query_as(statement).bind(which.number).bind(which.bot).bind(limit);
    let rows: Vec<Row> = query.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| row.into_dead(id)).collect())
}

/// What each kind's statement gives.
#[derive(FromRow)]
struct Row {
    number: i64,
    at: DateTime<Utc>,
    bot: String,
    account: Option<String>,
    chat: ChatKey,
    person: Option<String>,
    kind: String,
    tries: i32,
    cause: String,
    trace: Option<TraceId>,
    body: String,
}

impl Row {
    fn into_dead(self, id: fn(i64) -> DeadId) -> Dead {
        Dead {
            id: id(self.number),
            at: self.at,
            bot: self.bot,
            account: self.account,
            chat: self.chat,
            person: self.person,
            what: what(&self.kind, &self.body),
            tries: self.tries,
            cause: self.cause,
            trace: self.trace,
            body: self.body,
        }
    }
}
