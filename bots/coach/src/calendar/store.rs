//! The calendar's statements. What writes is declared, what reads runs in the turn's transaction: row-level security keeps
//! both to its workspace.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

use nexus_core::{
    db::Sql,
    ids::{UserId, WorkspaceId},
};

use super::{Event, Timing};

/// The columns of [`EventRow`], written once.
macro_rules! select_events {
    ($condition:literal) => {
        concat!(
            "SELECT id, title, start_date, start_time, zone, end_date, duration_minutes, rrule, reminders FROM coach.events ",
            $condition
        )
    };
}

#[derive(FromRow)]
struct EventRow {
    id: Uuid,
    title: String,
    start_date: NaiveDate,
    start_time: Option<NaiveTime>,
    zone: String,
    end_date: Option<NaiveDate>,
    duration_minutes: Option<i32>,
    rrule: Option<String>,
    reminders: Vec<i32>,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let timing = match row.start_time {
            Some(time) => Timing::At {
                start: row.start_date.and_time(time),
                minutes: row.duration_minutes.and_then(|minutes| u32::try_from(minutes).ok()),
            },
            None => Timing::Days { first: row.start_date, last: row.end_date.unwrap_or(row.start_date) },
        };
        Event {
            id: row.id,
            title: row.title,
            timing,
            // Only names that chrono-tz knows are ever written.
            zone: row.zone.parse().unwrap_or(Tz::UTC),
            rrule: row.rrule,
            reminders: row.reminders.into_iter().filter_map(|minutes| u32::try_from(minutes).ok()).collect(),
        }
    }
}

/// Binds what an event is, as `$1` to `$9`.
fn columns_of(sql: Sql, event: &Event) -> Sql {
    let (start, end, minutes) = match event.timing {
        Timing::At { start, minutes } => ((start.date(), Some(start.time())), None, minutes),
        Timing::Days { first, last } => ((first, None), (last != first).then_some(last), None),
    };
    sql.bind(event.id)
        .bind(event.title.clone())
        .bind(start.0)
        .bind(start.1)
        .bind(event.zone.name())
        .bind(end)
        .bind(minutes.and_then(|minutes| i32::try_from(minutes).ok()))
        .bind(event.rrule.clone())
        .bind(event.reminders.iter().filter_map(|minutes| i32::try_from(*minutes).ok()).collect::<Vec<_>>())
}

/// Writes a new event.
pub(crate) fn add(workspace: WorkspaceId, user: UserId, event: &Event, now: DateTime<Utc>) -> Sql {
    let sql = Sql::new(
        "INSERT INTO coach.events (id, title, start_date, start_time, zone, end_date, duration_minutes, rrule, reminders,
             workspace_id, user_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    columns_of(sql, event).bind(workspace).bind(user).bind(now)
}

/// Writes an event as it is now; a deleted one comes back by it.
pub(crate) fn change(event: &Event) -> Sql {
    let sql = Sql::new(
        "UPDATE coach.events SET title = $2, start_date = $3, start_time = $4, zone = $5, end_date = $6, duration_minutes = $7,
             rrule = $8, reminders = $9, deleted_at = NULL
         WHERE id = $1",
    );
    columns_of(sql, event)
}

/// An event of this workspace that was not deleted.
pub(crate) async fn find(db: impl PgExecutor<'_>, id: Uuid) -> sqlx::Result<Option<Event>> {
    let row: Option<EventRow> = sqlx::query_as(select_events!("WHERE id = $1 AND deleted_at IS NULL"))
        .bind(id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(Event::from))
}

/// Those of these events that were not deleted.
pub(crate) async fn find_all(db: impl PgExecutor<'_>, ids: &[Uuid]) -> sqlx::Result<Vec<Event>> {
    let rows: Vec<EventRow> = sqlx::query_as(select_events!("WHERE id = ANY ($1) AND deleted_at IS NULL"))
        .bind(ids)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Events that may happen on `from` or later: series, and what has not ended before that day.
pub(crate) async fn upcoming(db: impl PgExecutor<'_>, from: NaiveDate) -> sqlx::Result<Vec<Event>> {
    let rows: Vec<EventRow> = sqlx::query_as(select_events!(
        "WHERE deleted_at IS NULL AND (rrule IS NOT NULL OR coalesce(end_date, start_date) >= $1)
         ORDER BY start_date, start_time, id LIMIT 2000"
    ))
    .bind(from)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Takes an event out of the calendar, so that it can be brought back.
pub(crate) fn delete(id: Uuid, now: DateTime<Utc>) -> Sql {
    Sql::new("UPDATE coach.events SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL")
        .bind(id)
        .bind(now)
}

/// Brings a deleted event back; `None` when there is no such event.
pub(crate) async fn restore(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Event>> {
    sqlx::query("UPDATE coach.events SET deleted_at = NULL WHERE id = $1").bind(id).execute(&mut *db).await?;
    find(db, id).await
}

/// Moves a person's events that are not over into another zone; their wall times stay. Returns them as they are now.
pub(crate) async fn move_zone(
    db: impl PgExecutor<'_>,
    user: UserId,
    zone: Tz,
    from: NaiveDate,
) -> sqlx::Result<Vec<Event>> {
    let rows: Vec<EventRow> = sqlx::query_as(
        "UPDATE coach.events SET zone = $2
         WHERE user_id = $1 AND zone <> $2 AND deleted_at IS NULL
             AND (rrule IS NOT NULL OR coalesce(end_date, start_date) >= $3)
         RETURNING id, title, start_date, start_time, zone, end_date, duration_minutes, rrule, reminders",
    )
    .bind(user)
    .bind(zone.name())
    .bind(from)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Notes that an occurrence is done; twice is the same as once.
pub(crate) fn complete(
    workspace: WorkspaceId,
    event: Uuid,
    occurrence: NaiveDateTime,
    now: DateTime<Utc>,
) -> Sql {
    Sql::new(
        "INSERT INTO coach.completions (workspace_id, event_id, occurrence, done_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(workspace)
    .bind(event)
    .bind(occurrence)
    .bind(now)
}

pub(crate) fn reopen(event: Uuid, occurrence: NaiveDateTime) -> Sql {
    Sql::new("DELETE FROM coach.completions WHERE event_id = $1 AND occurrence = $2")
        .bind(event)
        .bind(occurrence)
}

/// Which occurrences of these events are done.
pub(crate) async fn completed(
    db: impl PgExecutor<'_>,
    events: &[Uuid],
    since: NaiveDateTime,
) -> sqlx::Result<Vec<(Uuid, NaiveDateTime)>> {
    sqlx::query_as(
        "SELECT event_id, occurrence FROM coach.completions WHERE event_id = ANY ($1) AND occurrence >= $2",
    )
    .bind(events)
    .bind(since)
    .fetch_all(db)
    .await
}
