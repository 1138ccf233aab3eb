//! A backup, and the drill that restores it.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use nexus_core::{db::CORE, testing::db::TestDb};
use secrecy::ExposeSecret;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Executor};
use tempfile::TempDir;

use super::support::{command, complained, full_house, nexus, printed, split};

/// A database and the folder of its backups.
struct Scene {
    test: TestDb,
    folder: TempDir,
}

impl Scene {
    async fn set() -> Self {
        Self { test: full_house().await, folder: TempDir::new().expect("a folder") }
    }

    fn variables(&self) -> [(&str, &str); 2] {
        [
            ("DATABASE_URL", self.test.url.expose_secret()),
            ("BACKUP_DIR", self.folder.path().to_str().expect("UTF-8")),
        ]
    }

    async fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = nexus(arguments, &self.variables()).await;
        (output.status.code(), printed(&output), complained(&output))
    }

    /// Makes one; its dump.
    async fn back_up(&self) -> PathBuf {
        let before = self.dumps();
        let (code, printed, complained) = self.run(&["backup"]).await;
        assert_eq!(code, Some(0), "{complained}");
        let dump = self.dumps().into_iter().find(|dump| !before.contains(dump)).expect("a dump");
        assert!(printed.starts_with(dump.to_str().expect("UTF-8")), "{printed}");
        dump
    }

    fn dumps(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "dump")).collect()
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }

    /// Databases that drills of this one left.
    async fn leftovers(&self) -> i64 {
        self.number(
            "SELECT count(*) FROM pg_database WHERE starts_with(datname, 'nexus_drill_' ||
                 (SELECT oid FROM pg_database WHERE datname = current_database()) || '_')",
        )
        .await
    }
}

fn manifest(dump: &Path) -> Value {
    let text = fs::read_to_string(dump.with_extension("json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

/// A line of the table, its words one blank apart.
fn line(page: &str, what: &str) -> String {
    let lines = page.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found = lines.filter(|line| line.starts_with(&format!("{what} ")));
    found.next().unwrap_or_else(|| panic!("no {what} in {page}"))
}

#[tokio::test]
async fn the_drill_restores_what_the_backup_took() {
    let scene = Scene::set().await;
    let dump = scene.back_up().await;
    for file in [dump.clone(), dump.with_extension("json")] {
        assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600, "ours alone");
    }
    let manifest = manifest(&dump);
    assert_eq!(manifest["facts"]["migrations"]["shop"], serde_json::json!([1, 2]));
    assert_eq!(manifest["facts"]["tables"]["shop.orders"]["rows"], 500);
    assert_eq!(manifest["dump"]["bytes"], dump.metadata().expect("a file").len());

    let (code, page, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!(code, Some(0), "{complained}\n{page}");
    for (what, expected) in [
        ("shop.orders", "shop.orders 500 500 same"),
        (r#"shop."Odd"#, r#"shop."Odd ""Name""" 3 3 same"#),
        ("shop.empty", "shop.empty 0 0 same"),
        ("nexus.users", "nexus.users 3 3 same"),
        ("graphile_worker._private_jobs", "graphile_worker._private_jobs 1 1 same"),
        ("migrations of shop", "migrations of shop version 2 version 2 same"),
        ("policies", "policies 1 1 same"),
        ("identity", "identity columns go on go on same"),
        ("nexus.audit_log append-only", "nexus.audit_log append-only append-only same"),
    ] {
        assert_eq!(line(&page, what), expected);
    }
    assert!(page.ends_with("holds everything that it should"), "{page}");
    assert_eq!(scene.leftovers().await, 0);

    let checked = "SELECT count(*) FROM nexus.backups WHERE state = 'done' AND checked_at IS NOT NULL AND check_problem IS NULL";
    assert_eq!(scene.number(checked).await, 1);
    let recorded = "SELECT count(*) FROM nexus.audit_log WHERE action IN ('backup.make', 'backup.check') AND actor_kind = 'operator'";
    assert_eq!(scene.number(recorded).await, 2);
}

#[tokio::test]
async fn the_dump_and_its_manifest_are_of_one_moment() {
    let scene = Scene::set().await;
    let pool = scene.test.pool.clone();
    let writer = tokio::spawn(async move {
        loop {
            let insert = "INSERT INTO shop.orders (workspace_id, details, at) VALUES (gen_random_uuid(), '{}', '2026-01-01Z')";
            pool.execute(insert).await.expect("written");
        }
    });
    let dump = scene.back_up().await;
    let written = scene.number("SELECT count(*) FROM shop.orders").await;
    writer.abort();
    let _ = writer.await;
    let (code, page, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!(code, Some(0), "{complained}\n{page}");
    let backed_up = manifest(&dump)["facts"]["tables"]["shop.orders"]["rows"].as_i64().expect("a number");
    assert!((500..=written).contains(&backed_up), "{backed_up} of {written}");
}

#[tokio::test]
async fn a_dump_that_was_tampered_with_is_not_restored() {
    let scene = Scene::set().await;
    let dump = scene.back_up().await;
    let mut bytes = fs::read(&dump).expect("a dump");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&dump, bytes).expect("written");
    let (code, _, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!(code, Some(1));
    assert!(complained.contains("is not the file that was written"), "{complained}");
    let noted =
        "SELECT count(*) FROM nexus.backups WHERE check_problem LIKE '%is not the file that was written%'";
    assert_eq!(scene.number(noted).await, 1);

    fs::remove_file(dump.with_extension("json")).expect("removed");
    let path = dump.to_str().expect("UTF-8");
    let (code, _, complained) = scene.run(&["restore", "--check", path]).await;
    assert_eq!(code, Some(1));
    assert!(complained.contains("nobody knows what the dump should hold"), "{complained}");
    let (code, _, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!(code, Some(1));
    assert!(complained.contains("there is no backup in"), "what has no manifest is none: {complained}");
}

/// The manifest of one moment beside the dump of a later one, in which somebody changed things.
#[tokio::test]
async fn a_missing_table_a_changed_row_and_lost_protection_are_found() {
    let scene = Scene::set().await;
    let before = scene.back_up().await;
    let facts = manifest(&before)["facts"].clone();
    for file in [before.with_extension("json"), before] {
        fs::remove_file(file).expect("removed");
    }
    for sql in [
        r#"DROP TABLE shop."Odd ""Name""""#,
        "UPDATE shop.orders SET details = '{}' WHERE number = 250",
        "DELETE FROM nexus.users WHERE id = (SELECT min(id::text)::uuid FROM nexus.users)",
        "DROP POLICY scope ON shop.orders",
        "DROP TRIGGER audit_log_append_only ON nexus.audit_log; GRANT UPDATE ON nexus.audit_log TO CURRENT_USER",
        "ALTER TABLE shop.orders ALTER COLUMN number RESTART WITH 3",
        "DELETE FROM shop._migrations WHERE version = 2",
        "GRANT DELETE ON shop.orders TO nexus_app",
    ] {
        scene.test.pool.execute(sql).await.expect(sql);
    }
    let dump = scene.back_up().await;
    let mut changed = manifest(&dump);
    changed["facts"] = facts;
    fs::write(dump.with_extension("json"), changed.to_string()).expect("written");

    let (code, page, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!(code, Some(1), "{complained}\n{page}");
    for problem in [
        r#"shop."Odd ""Name""": the table is missing"#,
        "shop.orders: rows differ",
        "nexus.users: rows are missing or too many",
        "policies: missing: shop.orders scope",
        "triggers: missing: nexus.audit_log audit_log_append_only",
        "nexus.audit_log: lets itself be changed",
        "identity columns: would give numbers out again: shop.orders.number",
        "migrations of shop: other migrations are applied",
        "shop.orders to nexus_app",
    ] {
        assert!(page.contains(problem), "{problem} in {page}");
    }
    assert_eq!(scene.leftovers().await, 0);
}

#[tokio::test]
async fn the_real_thing_fills_an_empty_database_and_no_other() {
    let scene = Scene::set().await;
    let dump = scene.back_up().await;
    let file = dump.to_str().expect("UTF-8");
    let (empty, used) = (TestDb::new(&[]).await, TestDb::new(&[&CORE]).await);
    for (target, code) in [(&used, 1), (&empty, 0), (&empty, 1)] {
        let (url, password) = split(target);
        let output = nexus(&["restore", file, "--into", &url], &[("PGPASSWORD", &password)]).await;
        assert_eq!(output.status.code(), Some(code), "{}", complained(&output));
        if code == 1 {
            assert!(complained(&output).contains("the database is not empty"), "{}", complained(&output));
        }
    }
    // It is a house like the one before: the next backup of it holds the same.
    let again = Scene { test: empty, folder: TempDir::new().expect("a folder") };
    let second = again.back_up().await;
    let (one, other) = (manifest(&dump), manifest(&second));
    assert_eq!(one["facts"]["structure"], other["facts"]["structure"]);
    assert_eq!(one["facts"]["tables"]["shop.orders"], other["facts"]["tables"]["shop.orders"]);
}

#[tokio::test]
async fn a_drill_that_is_interrupted_or_killed_leaves_nothing_for_long() {
    let scene = Scene::set().await;
    scene.test.pool.execute("INSERT INTO nexus.users (id, created_at) SELECT gen_random_uuid(), '2026-01-01Z' FROM generate_series(1, 50000)").await.expect("people");
    scene.back_up().await;
    for (signal, left) in [("-INT", 0), ("-KILL", 1)] {
        let child = command(&["restore", "--check"], &scene.variables()).spawn().expect("started");
        let id = child.id().to_string();
        let begun = async {
            while scene.leftovers().await == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), begun).await.expect("a database for the drill");
        let killed = std::process::Command::new("kill").args([signal, &id]).status().expect("kill");
        assert!(killed.success());
        let output = tokio::task::spawn_blocking(move || child.wait_with_output())
            .await
            .expect("no panic")
            .expect("ended");
        assert!(!output.status.success());
        assert_eq!(scene.leftovers().await, left, "{signal}: {}", complained(&output));
    }
    let (code, _, complained) = scene.run(&["restore", "--check"]).await;
    assert_eq!((code, scene.leftovers().await), (Some(0), 0), "{complained}");
}

#[tokio::test]
async fn what_a_killed_backup_left_is_cleared_and_told() {
    let scene = Scene::set().await;
    let running = "INSERT INTO nexus.backups (id, started_at, state) VALUES (gen_random_uuid(), '2026-01-01Z', 'running')";
    scene.test.pool.execute(running).await.expect("a row");
    let partial = scene.folder.path().join(".nexus-20260101T000000Z.partial");
    fs::write(&partial, "half").expect("written");
    scene.back_up().await;
    assert!(!partial.exists());
    assert_eq!(
        scene
            .number(
                "SELECT count(*) FROM nexus.backups WHERE state = 'failed' AND cause LIKE '%process%ended'"
            )
            .await,
        1
    );
    assert_eq!(scene.number("SELECT count(*) FROM nexus.backups WHERE state = 'done'").await, 1);
}

#[tokio::test]
async fn a_backup_that_is_interrupted_leaves_nothing() {
    let scene = Scene::set().await;
    // pg_dump waits for a table that somebody alters, so there is time.
    let mut altering = scene.test.pool.begin().await.expect("a transaction");
    altering.execute("LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE").await.expect("a lock");
    let child = command(&["backup"], &scene.variables()).spawn().expect("started");
    let id = child.id().to_string();
    let waiting = async {
        let waits = format!("SELECT pid {WAITING}");
        while scene.test.pool.fetch_optional(AssertSqlSafe(waits.clone())).await.expect("asked").is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("pg_dump at work");
    let killed = std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill");
    assert!(killed.success());
    let output = tokio::task::spawn_blocking(move || child.wait_with_output())
        .await
        .expect("no panic")
        .expect("ended");
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("interrupted; nothing is left of it"), "{}", complained(&output));
    altering.rollback().await.expect("released");
    assert_eq!(fs::read_dir(scene.folder.path()).expect("a folder").count(), 0);
    assert_eq!(
        scene
            .number("SELECT count(*) FROM nexus.backups WHERE state = 'failed' AND cause LIKE 'interrupted%'")
            .await,
        1
    );
    scene.back_up().await;
}

#[tokio::test]
async fn one_backup_is_made_at_a_time() {
    let scene = Scene::set().await;
    let mut holder = scene.test.pool.acquire().await.expect("a connection");
    holder.execute("SELECT pg_advisory_lock(x'6261636b7570'::bigint)").await.expect("a lock");
    let (code, _, said) = scene.run(&["backup"]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("another backup of this database is being made"), "{said}");
    holder.execute("SELECT pg_advisory_unlock_all()").await.expect("released");
}

/// A session of pg_dump that waits for a table.
const WAITING: &str = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'nexus-backup' AND wait_event_type = 'Lock'";

#[tokio::test]
async fn what_the_server_breaks_off_is_told_and_leaves_no_file() {
    let scene = Scene::set().await;
    let mut altering = scene.test.pool.begin().await.expect("a transaction");
    altering.execute("LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE").await.expect("a lock");
    let ended = async {
        let end = format!("SELECT pg_terminate_backend(pid) {WAITING}");
        while scene.test.pool.fetch_optional(AssertSqlSafe(end.clone())).await.expect("asked").is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let ((code, _, said), ()) = tokio::join!(scene.run(&["backup"]), ended);
    assert_eq!(code, Some(1));
    assert!(said.contains("pg_dump failed") && said.contains("terminating connection"), "{said}");
    altering.rollback().await.expect("released");
    assert_eq!(fs::read_dir(scene.folder.path()).expect("a folder").count(), 0);
    let told =
        "SELECT count(*) FROM nexus.backups WHERE state = 'failed' AND cause LIKE '%terminating connection%'";
    assert_eq!(scene.number(told).await, 1);
}

#[tokio::test]
async fn a_database_is_backed_up_before_it_is_migrated_and_old_ones_are_pruned() {
    let scene = Scene { test: TestDb::new(&[]).await, folder: TempDir::new().expect("a folder") };
    for stem in ["nexus-20240101T030000Z", "nexus-20240102T030000Z"] {
        for extension in ["dump", "json"] {
            fs::write(scene.folder.path().join(stem).with_extension(extension), "{}").expect("written");
        }
    }
    let others = scene.folder.path().join("notes.txt");
    fs::write(&others, "mine").expect("written");
    let variables = [scene.variables().as_slice(), &[("BACKUP_KEEP", "2d")]].concat();
    let output = nexus(&["backup", "--prune"], &variables).await;
    assert!(output.status.success(), "{}", complained(&output));
    assert!(printed(&output).ends_with("removed nexus-20240101T030000Z.dump"), "{}", printed(&output));
    assert_eq!(scene.dumps().len(), 2);
    assert!(others.exists(), "what is not ours stays");
}

#[tokio::test]
async fn status_tells_of_every_schema() {
    let scene = Scene::set().await;
    let (code, page, complained) = scene.run(&["migrate", "status"]).await;
    assert_eq!(code, Some(0), "{complained}");
    assert!(
        page.starts_with("nexus: applied 1, 2")
            && page.ends_with("\nshop: applied 1, 2; its own bot brings what is to come"),
        "{page}"
    );
}

#[tokio::test]
async fn behind_a_pooler_without_a_direct_url_it_says_what_is_missing() {
    let scene = Scene::set().await;
    let pooled = format!("{}&pgbouncer=true", scene.test.url.expose_secret());
    let folder = scene.folder.path().to_str().expect("UTF-8");
    let variables = [("DATABASE_URL", pooled.as_str()), ("BACKUP_DIR", folder)];
    let output = nexus(&["backup"], &variables).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("DATABASE_DIRECT_URL"), "{}", complained(&output));
    let direct = [&variables[..], &[("DATABASE_DIRECT_URL", scene.test.url.expose_secret())]].concat();
    let output = nexus(&["backup"], &direct).await;
    assert!(output.status.success(), "{}", complained(&output));
}
