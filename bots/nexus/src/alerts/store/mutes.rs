//! What nobody is to be told of.

use chrono::{DateTime, Utc};
use nexus_core::{db::Sql, ids::UserId};
use sqlx::{FromRow, PgExecutor};

use super::super::rules::Rule;

/// How long nobody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Muted {
    Until(DateTime<Utc>),
    ForEver,
}

impl Muted {
    pub(super) fn of(until: Option<DateTime<Utc>>) -> Self {
        until.map_or(Self::ForEver, Self::Until)
    }
}

/// What nobody is to be told of.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Mute {
    pub key: String,
    pub label: String,
    /// `None`: for ever.
    pub until: Option<DateTime<Utc>>,
}

/// The key of one rule's alerts about one thing.
pub(in crate::alerts) fn key_of(rule: Rule, subject: &str) -> String {
    format!("alert:{}:{subject}", rule.spec().code)
}

/// The key of failures of one cause.
pub(crate) fn key_of_cause(cause: u32) -> String {
    format!("cause:{cause}")
}

/// All that is muted now.
pub(crate) async fn mutes(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Vec<Mute>> {
    sqlx::query_as(
        "SELECT key, label, until FROM nexus.alert_mutes WHERE until IS NULL OR until > $1 ORDER BY created_at, key",
    )
    .bind(now)
    .fetch_all(db)
    .await
}

/// Whether this is muted now, and until when.
pub(crate) async fn muted_until(
    db: impl PgExecutor<'_>,
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Muted>> {
    let until: Option<Option<DateTime<Utc>>> = sqlx::query_scalar(
        "SELECT until FROM nexus.alert_mutes WHERE key = $1 AND (until IS NULL OR until > $2)",
    )
    .bind(key)
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(until.map(Muted::of))
}

/// Mutes it; what was muted before is now muted until then.
pub(crate) fn mute(mute: Mute, by: UserId, now: DateTime<Utc>) -> Sql {
    Sql::new(
        "INSERT INTO nexus.alert_mutes AS m (key, label, until, muted_by, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (key) DO UPDATE SET
             label = excluded.label, until = excluded.until, muted_by = excluded.muted_by, created_at = excluded.created_at",
    )
    .bind(mute.key)
    .bind(mute.label)
    .bind(mute.until)
    .bind(by)
    .bind(now)
}

/// It is muted no longer.
pub(crate) fn lift(key: String) -> Sql {
    Sql::new("DELETE FROM nexus.alert_mutes WHERE key = $1").bind(key)
}
