//! Who uses the test server, and who ends it.
//!
//! Each test process holds a session with a shared advisory lock; the kernel closes the session with the process,
//! however it ends. The process that started the server also starts the attendant: a session that runs a loop inside
//! the server, outlives that process (a server does not notice that a silent client has gone), and ends the server
//! once it has got the lock exclusively for a minute. It keeps the lock meanwhile and ever after, so nobody can begin
//! to use a server that is about to end. This needs no process of its own, and works wherever Postgres does.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Executor};

/// "test" in ASCII.
const USERS: i64 = 0x7465_7374;

/// A minute, in looks a quarter of a second apart. Each look holds the lock for a moment only.
const LOOP: &str = "DO $$
DECLARE
    unused int := 0;
BEGIN
    LOOP
        PERFORM pg_sleep(0.25);
        IF pg_try_advisory_lock(1952805748) THEN
            unused := unused + 1;
            IF unused >= 240 THEN
                COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; kill -INT $(head -n 1 postmaster.pid)';
                PERFORM pg_sleep(60);
            END IF;
            PERFORM pg_advisory_unlock(1952805748);
        ELSE
            unused := 0;
        END IF;
        COMMIT;
    END LOOP;
END $$";

/// Name of the sessions of test processes, by which others know that a database's maker is alive.
pub(super) const HOLDER: &str = "nexus-test-process";

/// Opens this process's session. An error means: no usable server there (any more).
pub(super) async fn hold(admin: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    let mut connection = admin.clone().application_name(HOLDER).connect().await?;
    sqlx::query("SELECT pg_advisory_lock_shared($1)").bind(USERS).execute(&mut connection).await?;
    Ok(connection)
}

/// Starts the attendant; must be polled until the process ends, and then goes on without it.
pub(super) async fn attend(admin: PgConnectOptions) {
    if let Ok(mut connection) = admin.application_name("nexus-test-attendant").connect().await {
        let _ = connection.execute(LOOP).await;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_loop_asks_for_the_same_lock() {
        assert!(super::LOOP.contains(&super::USERS.to_string()));
    }
}
