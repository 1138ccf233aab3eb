//! All of a calendar. Row-level security keeps to its workspace what is read.

use nexus_core::{db::Sql, ids::WorkspaceId};
use serde_json::Value;
use sqlx::PgExecutor;

/// Every event, the deleted ones too, with what was done of it. Dates and times are what the person meant, in the event's
/// zone.
pub(super) async fn calendar(db: impl PgExecutor<'_>) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "SELECT jsonb_build_object('events', coalesce(jsonb_agg(jsonb_build_object(
             'id', e.id, 'title', e.title, 'date', e.start_date, 'time', to_char(e.start_time, 'HH24:MI'), 'time_zone', e.zone,
             'last_date', e.end_date, 'minutes', e.duration_minutes, 'repeats', e.rrule, 'notes', nullif(e.notes, ''),
             'reminders_minutes_before', e.reminders, 'created_at', e.created_at, 'deleted_at', e.deleted_at,
             'done', coalesce((SELECT jsonb_agg(jsonb_build_object('occurrence', c.occurrence, 'at', c.done_at)
                     ORDER BY c.occurrence)
                 FROM coach.completions c WHERE c.event_id = e.id), '[]'))
             ORDER BY e.created_at, e.id), '[]'))
         FROM coach.events e",
    )
    .fetch_one(db)
    .await
}

/// What was ticked off first: it belongs to events.
pub(super) fn delete_all(workspace: WorkspaceId) -> [Sql; 2] {
    [
        "DELETE FROM coach.completions WHERE workspace_id = $1",
        "DELETE FROM coach.events WHERE workspace_id = $1",
    ]
    .map(|statement| Sql::new(statement).bind(workspace))
}
