//! The peer's tables and statements: what Coach's and the counter's turns write, without what makes them durable.

use sqlx::{Executor, PgConnection, PgPool};
use uuid::Uuid;

use super::Writer;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS users (
    telegram_id bigint PRIMARY KEY,
    first_name text NOT NULL,
    language text,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS subscriptions (
    user_id bigint NOT NULL REFERENCES users,
    bot text NOT NULL,
    state jsonb NOT NULL DEFAULT '{}',
    last_interaction_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, bot)
);
CREATE TABLE IF NOT EXISTS events (
    id uuid PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users,
    title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 255),
    start_date date NOT NULL,
    start_time time,
    zone text NOT NULL,
    end_date date CHECK (end_date >= start_date),
    duration_minutes integer CHECK (duration_minutes > 0),
    rrule text,
    notes text NOT NULL DEFAULT '',
    reminders integer[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX IF NOT EXISTS events_user ON events (user_id, start_date) WHERE deleted_at IS NULL;
CREATE TABLE IF NOT EXISTS notifications (
    id uuid PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users,
    event_id uuid NOT NULL REFERENCES events,
    occurrence timestamp NOT NULL,
    offset_minutes integer NOT NULL,
    due_at timestamptz NOT NULL,
    is_sent boolean NOT NULL DEFAULT false,
    UNIQUE (event_id, occurrence, offset_minutes)
);
CREATE INDEX IF NOT EXISTS notifications_due ON notifications (due_at) WHERE NOT is_sent;
CREATE INDEX IF NOT EXISTS notifications_event ON notifications (event_id) WHERE NOT is_sent;
CREATE TABLE IF NOT EXISTS undos (
    id uuid PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users,
    body jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX IF NOT EXISTS undos_expiry ON undos (expires_at);
";

/// Makes the tables.
///
/// # Errors
/// What the database says.
pub async fn prepare(pool: &PgPool) -> sqlx::Result<()> {
    pool.execute(TABLES).await.map(drop)
}

/// Notes that the person wrote, and returns how many messages that makes. Two statements, in the caller's transaction.
///
/// # Errors
/// What the database says.
pub async fn count(db: &mut PgConnection, bot: &str, writer: Writer<'_>) -> sqlx::Result<i64> {
    sqlx::query(
        "INSERT INTO users (telegram_id, first_name, language) VALUES ($1, $2, $3)
         ON CONFLICT (telegram_id) DO UPDATE SET first_name = excluded.first_name, language = excluded.language,
             seen_at = now()",
    )
    .bind(writer.id)
    .bind(writer.first_name)
    .bind(writer.language)
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar(
        "INSERT INTO subscriptions AS s (user_id, bot, state) VALUES ($1, $2, '{\"count\": 1}')
         ON CONFLICT (user_id, bot) DO UPDATE SET
             state = jsonb_set(s.state, '{count}', to_jsonb((s.state ->> 'count')::bigint + 1)),
             last_interaction_at = now()
         RETURNING (state ->> 'count')::bigint",
    )
    .bind(writer.id)
    .bind(bot)
    .fetch_one(db)
    .await
}

/// Writes what Coach writes for "remind me tomorrow at 9 to …": the event, its reminder, and what takes it back, whose id
/// is returned. Three statements, in the caller's transaction.
///
/// # Errors
/// What the database says.
pub async fn save_plan(db: &mut PgConnection, writer: Writer<'_>, title: &str) -> sqlx::Result<Uuid> {
    let (event, undo) = (Uuid::now_v7(), Uuid::now_v7());
    sqlx::query(
        "INSERT INTO events (id, user_id, title, start_date, start_time, zone, reminders)
         VALUES ($1, $2, $3, current_date + 1, '09:00', $4, $5)",
    )
    .bind(event)
    .bind(writer.id)
    .bind(title)
    .bind("Europe/London")
    .bind([15_i32])
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO notifications (id, user_id, event_id, occurrence, offset_minutes, due_at)
         VALUES ($1, $2, $3, current_date + 1 + time '09:00', 15, current_date + 1 + time '08:45')",
    )
    .bind(Uuid::now_v7())
    .bind(writer.id)
    .bind(event)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO undos (id, user_id, body, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')",
    )
    .bind(undo)
    .bind(writer.id)
    .bind(serde_json::json!({"created": {"event": event}}))
    .execute(db)
    .await?;
    Ok(undo)
}
