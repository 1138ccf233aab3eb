//! What the doctor says of a healthy house, and of broken ones.

use std::net::TcpListener;

use chrono::TimeDelta;
use insta::assert_snapshot;
use nexus_core::{
    clock::Clock,
    db::CORE,
    testing::{TestHouse, db::TestDb, redis::TestRedis},
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sqlx::Executor;
use telegram_local::{Bot as Account, Telegram};
use tempfile::TempDir;

use super::support::{complained, nexus, printed};

/// A house as somebody would want it.
struct Scene {
    telegram: Telegram,
    account: Account,
    test: TestDb,
    redis: TestRedis,
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Scene {
    async fn set() -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let account = telegram.bot("nexus_bot").await;
        let (test, redis, folder) =
            (TestDb::new(&[&CORE]).await, TestRedis::start().await, TempDir::new().expect("a folder"));
        let variables = [
            ("NEXUS_TOKEN", account.token.clone()),
            ("NEXUS_ADMINS", "1".to_owned()),
            ("TELEGRAM_API_URL", telegram.url().to_owned()),
            ("DATABASE_URL", test.url.expose_secret().to_owned()),
            ("REDIS_URL", redis.url().expose_secret().to_owned()),
            ("HTTP_ADDR", free_address()),
            ("BACKUP_DIR", folder.path().to_str().expect("UTF-8").to_owned()),
            ("BACKUP_AT", "03:30".to_owned()),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Self { telegram, account, test, redis, folder, variables }
    }

    /// One that was backed up, and whose backup was restored for trial.
    async fn healthy() -> Self {
        let scene = Self::set().await;
        for arguments in [&["backup"][..], &["restore", "--check"]] {
            let output = scene.run(arguments).await;
            assert!(output.status.success(), "{}", complained(&output));
        }
        scene
    }

    fn change(&mut self, name: &str, value: impl Into<String>) {
        self.variables.retain(|(other, _)| other != name);
        self.variables.push((name.to_owned(), value.into()));
    }

    async fn run(&self, arguments: &[&str]) -> std::process::Output {
        let variables: Vec<(&str, &str)> =
            self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        nexus(arguments, &variables).await
    }

    /// The exit code, and the page with all that differs from one machine to the next replaced.
    async fn doctor(&self) -> (Option<i32>, String) {
        let output = self.run(&["doctor"]).await;
        let page = self.without_accidents(&printed(&output));
        for secret in [self.account.token.as_str(), "hunter22", "1234567:wrong"] {
            assert!(
                !page.contains(secret) && !complained(&output).contains(secret),
                "a secret is shown: {page}"
            );
        }
        (output.status.code(), page)
    }

    fn without_accidents(&self, page: &str) -> String {
        let mut page = page.replace(self.folder.path().to_str().expect("UTF-8"), "[FOLDER]");
        for (name, value) in &self.variables {
            if name == "HTTP_ADDR" {
                page = page.replace(value, "[ADDRESS]");
            }
        }
        let newest = CORE.migrator.migrations.iter().map(|step| step.version).max().expect("steps");
        for words in ["nexus ", "to come: "] {
            page = page.replace(&format!("{words}{newest}"), &format!("{words}[NEWEST]"));
        }
        let mut lines = Vec::new();
        for line in page.lines() {
            lines.push(if line.contains("Postgres 1") && line.contains(" answers, ") {
                "  ok       Postgres [VERSION] answers, [SIZE]".to_owned()
            } else if line.contains("pg_dump and pg_restore ") && line.contains("are here") {
                "  ok       pg_dump and pg_restore [VERSION] are here".to_owned()
            } else {
                line.to_owned()
            });
        }
        lines.join("\n")
    }

    /// What it says beside that things are well.
    async fn complaints(&self) -> (Option<i32>, String) {
        let (code, page) = self.doctor().await;
        let kept = page.lines().filter(|line| !line.starts_with("  ok ") && !line.trim().is_empty());
        let is_title =
            |line: &str| !line.starts_with(' ') && !line.contains("problem") && !line.contains("warning");
        let lines: Vec<&str> = kept.filter(|line| !is_title(line) || *line == "all is well").collect();
        (code, lines.join("\n"))
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

#[tokio::test]
async fn a_healthy_house() {
    let scene = Scene::healthy().await;
    let (code, page) = scene.doctor().await;
    assert_snapshot!(page, @"
    configuration
      ok       every variable is known and understood

    database
      ok       Postgres [VERSION] answers, [SIZE]
      ok       there is no pooler in between
      ok       this machine's clock agrees with the database's
      ok       role nexus_app is there, and bound by row-level security
      ok       migrations are up to date: nexus [NEWEST]
      ok       no transaction has been open for long

    redis
      ok       Redis answers

    telegram
      ok       127.0.0.1 can be reached
      ok       this machine's clock agrees with that of 127.0.0.1
      ok       NEXUS_TOKEN is that of @nexus_bot
      ok       @nexus_bot polls, and no webhook is in the way

    endpoint
      ok       [ADDRESS] is free

    backups
      ok       BACKUP_DIR has room
      ok       pg_dump and pg_restore [VERSION] are here
      ok       the last backup is young
      ok       the last restore drill found everything there

    retention
      ok       KEEP_INBOX_DAYS 7 d, KEEP_REFUSED_DAYS 30 d, KEEP_NOTIFICATIONS_DAYS 90 d, KEEP_UNDO_DAYS 1 d, KEEP_FILES_DAYS 1 d, KEEP_FILE_IDS_DAYS 90 d, KEEP_OPERATIONS_HOURS 24 h

    all is well
    ");
    assert_eq!(code, Some(0));

    let json: Value = serde_json::from_str(&printed(&scene.run(&["doctor", "--json"]).await)).expect("JSON");
    let findings = json.as_array().expect("a list");
    assert!(findings.iter().all(|finding| finding["level"] == "ok" && finding["advice"].is_null()), "{json}");
    assert_eq!(findings.last().map(|last| &last["section"]), Some(&json!("retention")));
}

#[tokio::test]
async fn a_house_at_work_answers_at_its_address() {
    let mut scene = Scene::healthy().await;
    let mut house = TestHouse::open(&scene.test, scene.telegram.url(), &[]).await;
    house.start(nexus::bot(), &scene.account.token).await;
    let address = house.serve_http(nexus::endpoint()).await;
    scene.change("HTTP_ADDR", address.to_string());
    let (code, page) = scene.doctor().await;
    assert!(page.contains("a program of the house answers at [ADDRESS]"), "{page}");
    assert_eq!(code, Some(0), "{page}");
    house.stop().await;
}

#[tokio::test]
async fn a_wrong_password() {
    let mut scene = Scene::set().await;
    let mut url = url::Url::parse(scene.test.url.expose_secret()).expect("a URL");
    url.set_password(Some("hunter22")).expect("a password");
    scene.change("DATABASE_URL", String::from(url));
    let (code, complaints) = scene.complaints().await;
    let login = format!("\"{}\"", url::Url::parse(scene.test.url.expose_secret()).expect("a URL").username());
    let complaints = complaints.replace(&login, "[LOGIN]");
    assert_snapshot!(complaints, @r#"
      PROBLEM  the database refused the user name or password of DATABASE_URL: password authentication failed for user [LOGIN]
               -> correct the user name and the password in the URL, or what pg_hba.conf lets in
    1 problem
    "#);
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn a_database_that_does_not_exist_and_one_that_is_away() {
    let mut scene = Scene::set().await;
    let mut url = url::Url::parse(scene.test.url.expose_secret()).expect("a URL");
    url.set_path("nowhere");
    scene.change("DATABASE_URL", url.to_string());
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @r#"
      PROBLEM  the database named by DATABASE_URL does not exist: database "nowhere" does not exist
               -> make it: CREATE DATABASE … OWNER …
    1 problem
    "#);
    assert_eq!(code, Some(2));
    url.set_port(Some(1)).expect("a port");
    scene.change("DATABASE_URL", url.to_string());
    let (code, page) = scene.doctor().await;
    assert!(page.contains("PROBLEM  the server of DATABASE_URL cannot be reached"), "{page}");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn old_tables_and_missing_rights() {
    let mut scene = Scene::set().await;
    let downed = scene.run(&["migrate", "down"]).await;
    assert!(downed.status.success(), "{}", complained(&downed));
    let admin =
        sqlx::PgPool::connect(scene.test.admin_url().expose_secret()).await.expect("an administrator");
    let login = format!("weak_{}", uuid::Uuid::now_v7().simple());
    let make = format!(
        "CREATE ROLE {login} LOGIN PASSWORD 'hunter22'; GRANT USAGE ON SCHEMA nexus TO {login}; GRANT SELECT ON nexus._migrations TO {login}"
    );
    admin.execute(sqlx::AssertSqlSafe(make)).await.expect("a log-in");
    let mut url = url::Url::parse(scene.test.url.expose_secret()).expect("a URL");
    url.set_username(&login).expect("a name");
    url.set_password(Some("hunter22")).expect("a password");
    scene.change("DATABASE_URL", String::from(url));
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints.replace(&login, "[LOGIN]"), @r#"
      PROBLEM  role nexus_app is not granted to this login
               -> nexus migrate up mends it where the log-in may; else a superuser runs:
               -> CREATE ROLE nexus_app NOLOGIN NOSUPERUSER NOBYPASSRLS; -- or ALTER ROLE, if it exists
               -> GRANT nexus_app TO "[LOGIN]";
      PROBLEM  [LOGIN] may not make schemas in this database
               -> its owner runs: GRANT CREATE ON DATABASE … TO "[LOGIN]"
      warning  [LOGIN] may not make databases, so nexus restore --check needs --into
               -> a superuser runs: ALTER ROLE "[LOGIN]" CREATEDB
      PROBLEM  migrations of schema nexus are to come: [NEWEST]
               -> run nexus migrate up, or start nexus; back up before
    3 problems, 1 warning
    "#);
    assert_eq!(code, Some(2));
    let drop = format!("DROP OWNED BY {login}; DROP ROLE {login}");
    admin.execute(sqlx::AssertSqlSafe(drop)).await.expect("gone");
    admin.close().await;
}

#[tokio::test]
async fn a_wrong_token_and_a_missing_one() {
    let mut scene = Scene::healthy().await;
    scene.change("NEXUS_TOKEN", "1234567:wrong");
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  NEXUS_TOKEN is refused (401 Unauthorized)
               -> copy it anew from @BotFather (/mybots, API Token); a revoked one never works again
    1 problem
    ");
    assert_eq!(code, Some(2));
    scene.change("NEXUS_TOKEN", "");
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  NEXUS_TOKEN is not set; expected a bot's token as @BotFather gives it, such as 123456789:AAF…
               -> the registry's bot does not start without it; /newbot of @BotFather makes one
    1 problem
    ");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn a_messenger_that_cannot_be_reached() {
    let mut scene = Scene::healthy().await;
    scene.change("TELEGRAM_API_URL", "http://127.0.0.1:1");
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  TELEGRAM_API_URL cannot be reached (127.0.0.1): Connection refused (os error 111)
               -> check the network, DNS and the proxy of this machine; nobody is answered until it works
    1 problem
    ");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn a_webhook_of_somebody_else() {
    let mut scene = Scene::healthy().await;
    let url = json!({"url": "https://elsewhere.example/secret-path"});
    scene.telegram.call(&scene.account, "setWebhook", url).await;
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      warning  @nexus_bot is to poll, but Telegram brings its updates to elsewhere.example
               -> the bot ends that webhook when it starts; if another house set it, they take updates from each other
    1 warning
    ");
    assert_eq!(code, Some(1));
    scene.change("WEBHOOK_URL", "https://bots.example.org");
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  Telegram brings the updates of @nexus_bot to elsewhere.example, not to WEBHOOK_URL
               -> the bot sets its own when it starts; if it runs, another house uses the same token
    1 problem
    ");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn redis_away_a_taken_address_and_a_folder_that_cannot_be_written() {
    let mut scene = Scene::healthy().await;
    scene.redis.stop();
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    scene.change("HTTP_ADDR", other.local_addr().expect("an address").to_string());
    std::fs::write(scene.folder.path().join("file"), "in the way").expect("written");
    scene.change("BACKUP_DIR", scene.folder.path().join("file/backups").to_str().expect("UTF-8"));
    // It takes connections and says nothing that we would know.
    let answering = std::thread::spawn(move || {
        if let Ok((mut stream, _)) = other.accept() {
            let _ = std::io::Write::write_all(
                &mut stream,
                b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            );
        }
        other
    });
    let (code, complaints) = scene.complaints().await;
    drop(answering.join().expect("no panic"));
    assert_snapshot!(complaints, @"
      PROBLEM  Redis does not answer: Connection refused (os error 111)
               -> start it, correct REDIS_URL, or unset it; meanwhile the database does its work
      PROBLEM  [ADDRESS] cannot be used: Address already in use (os error 98)
               -> give HTTP_ADDR a free address of this machine
      PROBLEM  BACKUP_DIR [FOLDER]/file/backups cannot be written
               -> correct it, or give it to the account that writes there
    3 problems
    ");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn a_pooler_alone_and_no_backups() {
    let mut scene = Scene::set().await;
    scene.change("DATABASE_URL", format!("{}&pgbouncer=true", scene.test.url.expose_secret()));
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      warning  there is a pooler in between, and DATABASE_DIRECT_URL is not set
               -> set it to the same database past the pooler: without it news are looked for instead of heard, and nothing can be backed up
      warning  there is no backup of this database
               -> look for its cause with /backup in the admin's chat, or in the log of nexus
      warning  no backup was ever restored for trial
               -> run nexus restore --check: a backup that nobody restored is a hope
    3 warnings
    ");
    assert_eq!(code, Some(1));
}

#[tokio::test]
async fn a_late_backup_and_a_drill_that_failed() {
    let scene = Scene::healthy().await;
    sqlx::query("UPDATE nexus.backups SET started_at = $1, finished_at = $1, check_problem = 'nexus.users: rows differ'")
        .bind(Clock::system().now() - TimeDelta::days(4))
        .execute(&scene.test.pool)
        .await
        .expect("aged");
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  the last backup is 4 days old
               -> look for its cause with /backup in the admin's chat, or in the log of nexus
      PROBLEM  the last restore drill failed: nexus.users: rows differ
               -> back up anew, and run nexus restore --check
    2 problems
    ");
    assert_eq!(code, Some(2));
}

#[tokio::test]
async fn a_configuration_full_of_mistakes_is_looked_at_all_the_same() {
    let mut scene = Scene::healthy().await;
    for (name, value) in [
        ("KEEP_INBOX_DAYS", "1"),
        ("BACKUP_AT", "noon"),
        ("SEND_LIMIT", "off"),
        ("NEXUS_ADMINS", ""),
        ("RUST_LOG", "info,loud=very"),
    ] {
        scene.change(name, value);
    }
    let (code, complaints) = scene.complaints().await;
    assert_snapshot!(complaints, @"
      PROBLEM  BACKUP_AT is malformed; expected a time of day in UTC such as 03:30, or off
               -> no program of the house starts with it
      PROBLEM  KEEP_INBOX_DAYS is malformed; expected whole days from 2 to 3650: a shorter inbox would take an update twice that Telegram repeats
               -> no program of the house starts with it
      warning  RUST_LOG is malformed
               -> the usual amount is logged; see .env.example
      warning  SEND_LIMIT is set, and nothing reads it
               -> did you mean SEND_LIMITS?
      warning  NEXUS_ADMINS is not set: nobody is an admin
               -> set it to the Telegram ids of those who run the house
    2 problems, 3 warnings
    ");
    assert_eq!(code, Some(2));
}
