//! Rows that a measurement begins with, and what it asks the server.

use nexus_core::ids::BotId;
use sqlx::{AssertSqlSafe, Executor, PgConnection};

/// People of a bot that has registered itself, each with a home chat, and their notifications.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// The messenger's number of the bot.
    pub bot: i64,
    /// The messenger's number of the first person; the others follow.
    pub first_person: i64,
    pub people: i64,
    /// Notifications of each person.
    pub each: i64,
    /// Seconds until the first is due, and over which they are spread evenly, person by person.
    pub begins: f64,
    pub lasts: f64,
}

/// Has the `count` notifications that come first come now.
pub(super) async fn make_due(db: &mut PgConnection, count: i64) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.notifications SET due_at = now()
         WHERE id IN (SELECT id FROM nexus.notifications WHERE state = 0 ORDER BY due_at LIMIT $1)",
    )
    .bind(count)
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a schedule; all in one statement, whose foreign keys are checked at its end.
pub(super) async fn fill(db: &mut PgConnection, schedule: Schedule) -> sqlx::Result<()> {
    sqlx::query(
        "WITH account AS (
             SELECT id, bot_id FROM nexus.accounts WHERE external_id = $1
         ), person AS MATERIALIZED (
             SELECT gen_random_uuid() AS id, gen_random_uuid() AS workspace, $2 + n AS external_id, n
             FROM generate_series(0, $3 - 1) AS n
         ), new_users AS (
             INSERT INTO nexus.users (id, language, zone, created_at) SELECT id, 'en', 'Europe/London', now() FROM person
         ), new_identities AS (
             INSERT INTO nexus.identities (realm, external_id, user_id, first_name, language_code, created_at)
             SELECT 'telegram', external_id, id, 'P' || external_id, 'en', now() FROM person
         ), new_workspaces AS (
             INSERT INTO nexus.workspaces (id, kind, owner_id, created_at) SELECT workspace, 'personal', id, now() FROM person
         ), new_members AS (
             INSERT INTO nexus.members (workspace_id, user_id, role, joined_at) SELECT workspace, id, 'owner', now() FROM person
         ), new_subscriptions AS (
             INSERT INTO nexus.subscriptions (id, user_id, bot_id, installed_at, last_interaction_at, home_account, home_chat)
             SELECT gen_random_uuid(), person.id, bot_id, now(), now(), account.id, external_id FROM person, account
         )
         INSERT INTO nexus.notifications
             (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at)
         SELECT gen_random_uuid(), bot_id, person.id, workspace, 'bench', gen_random_uuid(), due::timestamp, 0, due
         FROM account, person, generate_series(0, $4 - 1) AS turn,
             LATERAL (SELECT now() + make_interval(secs => $5 + $6 * (turn * $3 + n) / ($3 * $4)) AS due) AS moment",
    )
    .bind(schedule.bot)
    .bind(schedule.first_person)
    .bind(schedule.people)
    .bind(schedule.each)
    .bind(schedule.begins)
    .bind(schedule.lasts)
    .execute(db)
    .await?;
    Ok(())
}

/// Has the bot tell everybody `text`, from now on; by the person with this number.
pub(super) async fn announce(db: &mut PgConnection, bot: i64, author: i64, text: &str) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO nexus.broadcasts (id, account_id, author, console, content, state, created_at, scheduled_at)
         SELECT gen_random_uuid(), a.id, p.user_id, a.bot_id,
             jsonb_build_array(jsonb_build_object('language', 'en', 'text', $3::text, 'buttons', '[]'::jsonb)),
             'scheduled', now(), now()
         FROM nexus.accounts a, nexus.identities p WHERE a.external_id = $1 AND p.external_id = $2",
    )
    .bind(bot)
    .bind(author)
    .bind(text)
    .execute(db)
    .await?;
    Ok(())
}

/// Statistics and disk as they are after some days, not as right after so many rows came.
pub(super) async fn settle(db: &mut PgConnection) -> sqlx::Result<()> {
    db.execute("VACUUM (ANALYZE)").await?;
    db.execute("CHECKPOINT").await?;
    Ok(())
}

/// What has the server log the plan of every statement.
const LOGGING: [(&str, &str); 4] = [
    ("session_preload_libraries", "auto_explain"),
    ("auto_explain.log_min_duration", "0"),
    ("auto_explain.log_analyze", "on"),
    ("auto_explain.log_buffers", "on"),
];

/// Whether plans are logged in this database, for connections that are made from now on.
pub(super) async fn log_plans(db: &mut PgConnection, on: bool) -> sqlx::Result<()> {
    let database: String = sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut *db).await?;
    // Known to the session only once it is loaded.
    db.execute("LOAD 'auto_explain'").await?;
    for (name, value) in LOGGING {
        let change = if on { format!("SET {name} = '{value}'") } else { format!("RESET {name}") };
        // Safe: names and values are ours.
        db.execute(AssertSqlSafe(format!("ALTER DATABASE {database} {change}"))).await?;
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use nexus_core::testing::db::TestDb;
    use secrecy::ExposeSecret;
    use sqlx::Connection;

    use super::*;

    /// What a connection that is made now loads by itself.
    async fn loaded(test: &TestDb) -> String {
        let mut later = PgConnection::connect(test.admin_url().expose_secret()).await.expect("a connection");
        let asked = sqlx::query_scalar("SHOW session_preload_libraries");
        asked.fetch_one(&mut later).await.expect("an answer")
    }

    #[tokio::test]
    async fn plans_are_logged_in_this_database_until_told_otherwise() {
        let test = TestDb::new(&[]).await;
        let mut admin = PgConnection::connect(test.admin_url().expose_secret()).await.expect("a connection");
        settle(&mut admin).await.expect("settled");
        let before = loaded(&test).await;
        log_plans(&mut admin, true).await.expect("told");
        assert_eq!(loaded(&test).await, "auto_explain");
        log_plans(&mut admin, false).await.expect("told");
        assert_eq!(loaded(&test).await, before);
    }
}

/// The registry's id of the bot that has this number on the messenger.
pub(super) async fn bot_id(db: &mut PgConnection, external_id: i64) -> sqlx::Result<BotId> {
    sqlx::query_scalar("SELECT bot_id FROM nexus.accounts WHERE external_id = $1")
        .bind(external_id)
        .fetch_one(db)
        .await
}
