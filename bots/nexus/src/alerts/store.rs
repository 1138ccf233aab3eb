//! The alerts' statements. The watch runs as the owner of the tables; admins' turns may take alerts over and mute them.

mod mutes;

pub(super) use mutes::key_of;
pub(crate) use mutes::{Mute, Muted, key_of_cause, lift, mute, muted_until, mutes};

use chrono::{DateTime, Utc};
use nexus_core::{db::Sql, ids::UserId};
use sqlx::{FromRow, PgConnection, PgExecutor, types::Json};
use uuid::Uuid;

use super::{
    life::Alert,
    rules::{Finding, Measure, Rule},
};

/// The columns of an alert, written once.
macro_rules! select_alerts {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT a.id, a.rule, a.subject, a.since, a.opened_at, a.well_since, a.closed_at, a.returns, a.detail, a.revision,
                 a.told_revision, a.told_at, a.updated_at, a.taken_by",
            $more,
            " FROM nexus.alerts a ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    rule: String,
    subject: String,
    since: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    well_since: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    returns: i32,
    detail: Json<Measure>,
    revision: i32,
    told_revision: i32,
    told_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    taken_by: Option<UserId>,
}

impl Row {
    fn into_alert(self) -> Option<Alert> {
        Some(Alert {
            id: self.id,
            rule: Rule::of(&self.rule)?,
            subject: self.subject,
            since: self.since,
            opened_at: self.opened_at,
            well_since: self.well_since,
            closed_at: self.closed_at,
            returns: self.returns,
            measure: self.detail.0,
            revision: self.revision,
            told_revision: self.told_revision,
            told_at: self.told_at,
            updated_at: self.updated_at,
            taken_by: self.taken_by,
        })
    }
}

/// Alerts that are not closed, and those that were closed after `since`, the last closed first. Locked: whoever looks at
/// the same time waits, and then sees what was done.
pub(super) async fn live(db: &mut PgConnection, since: DateTime<Utc>) -> sqlx::Result<Vec<Alert>> {
    let rows: Vec<Row> = sqlx::query_as(select_alerts!(
        "",
        "WHERE a.closed_at IS NULL OR a.closed_at > $1 ORDER BY a.closed_at DESC NULLS FIRST, a.id FOR UPDATE"
    ))
    .bind(since)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(Row::into_alert).collect())
}

/// Notes that something is wrong; somebody else may have done so meanwhile.
pub(super) async fn begin(db: &mut PgConnection, finding: &Finding, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.alerts (id, rule, subject, since, detail, updated_at) VALUES ($1, $2, $3, $4, $5, $4)
         ON CONFLICT (rule, subject) WHERE closed_at IS NULL DO NOTHING",
    )
    .bind(Uuid::now_v7())
    .bind(finding.rule.spec().code)
    .bind(&finding.subject)
    .bind(now)
    .bind(Json(finding.measure))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn forget(db: &mut PgConnection, alert: Uuid) -> sqlx::Result<()> {
    let gone = sqlx::query("DELETE FROM nexus.alerts WHERE id = $1 AND opened_at IS NULL");
    gone.bind(alert).execute(db).await?;
    Ok(())
}

/// Writes an alert as it is now. Who looks after it is theirs to say.
pub(super) async fn save(db: &mut PgConnection, alert: &Alert) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.alerts SET opened_at = $2, well_since = $3, closed_at = $4, returns = $5, detail = $6, revision = $7,
             told_revision = $8, told_at = $9, updated_at = $10
         WHERE id = $1",
    )
    .bind(alert.id)
    .bind(alert.opened_at)
    .bind(alert.well_since)
    .bind(alert.closed_at)
    .bind(alert.returns)
    .bind(Json(alert.measure))
    .bind(alert.revision)
    .bind(alert.told_revision)
    .bind(alert.told_at)
    .bind(alert.updated_at)
    .execute(db)
    .await?;
    Ok(())
}

/// An alert as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(super) alert: Alert,
    /// The first name of the admin who looks after it.
    pub(super) taken_by: Option<String>,
    /// Whether it is muted, and until when.
    pub(super) muted: Option<Muted>,
}

#[derive(FromRow)]
struct ShownRow {
    #[sqlx(flatten)]
    row: Row,
    taker: Option<String>,
    is_muted: bool,
    muted_until: Option<DateTime<Utc>>,
}

impl ShownRow {
    fn into_shown(self) -> Option<Shown> {
        let muted = self.is_muted.then(|| Muted::of(self.muted_until));
        Some(Shown { alert: self.row.into_alert()?, taken_by: self.taker, muted })
    }
}

/// `$1` is now.
macro_rules! select_shown {
    ($rest:literal) => {
        select_alerts!(
            ", (SELECT p.first_name FROM nexus.identities p WHERE p.user_id = a.taken_by ORDER BY p.created_at LIMIT 1) AS taker,
                 m.key IS NOT NULL AS is_muted, m.until AS muted_until",
            $rest
        )
    };
}

/// `None`: there is no such alert any more.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    alert: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Shown>> {
    let row: Option<ShownRow> = sqlx::query_as(select_shown!(
        "LEFT JOIN nexus.alert_mutes m ON m.key = 'alert:' || a.rule || ':' || a.subject AND (m.until IS NULL OR m.until > $1)
         WHERE a.id = $2"
    ))
    .bind(now)
    .bind(alert)
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(ShownRow::into_shown))
}

/// What is wrong at the moment, the oldest first.
pub(crate) async fn open(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Vec<Shown>> {
    let rows: Vec<ShownRow> = sqlx::query_as(select_shown!(
        "LEFT JOIN nexus.alert_mutes m ON m.key = 'alert:' || a.rule || ':' || a.subject AND (m.until IS NULL OR m.until > $1)
         WHERE a.closed_at IS NULL AND a.opened_at IS NOT NULL ORDER BY a.since, a.id"
    ))
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(ShownRow::into_shown).collect())
}

/// Somebody looks after it, where nobody does and it lasts; false otherwise. It is to be told.
pub(super) async fn take(
    db: &mut PgConnection,
    alert: Uuid,
    by: UserId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let taken = sqlx::query(
        "UPDATE nexus.alerts SET taken_by = $2, taken_at = $3, revision = revision + 1
         WHERE id = $1 AND taken_by IS NULL AND closed_at IS NULL",
    );
    Ok(taken.bind(alert).bind(by).bind(now).execute(db).await?.rows_affected() > 0)
}

/// Who looked after it does no longer; false: they did not.
pub(super) async fn give_back(db: &mut PgConnection, alert: Uuid, by: UserId) -> sqlx::Result<bool> {
    let given = sqlx::query(
        "UPDATE nexus.alerts SET taken_by = NULL, taken_at = NULL, revision = revision + 1
         WHERE id = $1 AND taken_by = $2 AND closed_at IS NULL",
    );
    Ok(given.bind(alert).bind(by).execute(db).await?.rows_affected() > 0)
}

/// It is to be told that its alert changed.
pub(super) fn touch(alert: Uuid) -> Sql {
    Sql::new("UPDATE nexus.alerts SET revision = revision + 1 WHERE id = $1 AND closed_at IS NULL")
        .bind(alert)
}
