//! The audit log's statements.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use super::Record;
use crate::db::Sql;

pub(super) fn insert(record: Record, now: DateTime<Utc>) -> Sql {
    Sql::new(
        "INSERT INTO nexus.audit_log (at, actor_kind, actor, action, subject_kind, subject, before, after, operation_id, trace_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(now)
    .bind(record.actor.kind())
    .bind(record.actor.id())
    .bind(record.action)
    .bind(record.subject_kind)
    .bind(record.subject)
    .bind(record.before)
    .bind(record.after)
    .bind(record.operation)
    .bind(record.trace)
}

/// One row of the log.
#[derive(Clone, Debug, FromRow)]
pub struct Entry {
    pub number: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor: String,
    pub action: String,
    pub subject_kind: String,
    pub subject: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub operation_id: Option<String>,
    pub trace_id: Option<Uuid>,
}

/// What is looked for; all of it has to hold.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Only entries with a lower number: those after a page that ended with it.
    pub before: Option<i64>,
    /// The beginning of an action, such as `user.`.
    pub action: Option<String>,
    /// An actor or a subject, by its id.
    pub about: Option<String>,
    pub operation: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// The latest `limit` entries that match, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn search(db: impl PgExecutor<'_>, search: &Search, limit: i64) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as(
        "SELECT number, at, actor_kind, actor, action, subject_kind, subject, before, after, operation_id, trace_id
         FROM nexus.audit_log
         WHERE ($1::bigint IS NULL OR number < $1)
             AND ($2::text IS NULL OR starts_with(action, $2))
             AND ($3::text IS NULL OR actor = $3 OR subject = $3)
             AND ($4::text IS NULL OR operation_id = $4)
             AND ($5::timestamptz IS NULL OR at >= $5)
             AND ($6::timestamptz IS NULL OR at <= $6)
         ORDER BY number DESC LIMIT $7",
    )
    .bind(search.before)
    .bind(&search.action)
    .bind(&search.about)
    .bind(&search.operation)
    .bind(search.since)
    .bind(search.until)
    .bind(limit)
    .fetch_all(db)
    .await
}
