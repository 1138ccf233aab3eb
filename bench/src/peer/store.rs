//! The peer's tables and statements: what Coach's and the counter's turns write, without what makes them durable.

use sqlx::{Executor, PgConnection, PgPool};

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
