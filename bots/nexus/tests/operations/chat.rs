//! Backups in the admin's chat, and those that the house makes by itself.

use std::{fs, path::Path, time::Duration};

use chrono::NaiveTime;
use nexus_core::{
    config::{BackupConfig, Config, DatabaseConfig, Keep},
    ids::ExternalId,
    testing::{TestHouse, db::TestDb},
};
use secrecy::ExposeSecret;
use telegram_local::{Bot as Account, Chat, Person, Telegram};
use tempfile::TempDir;

use super::support::full_house;

struct Suite {
    telegram: Telegram,
    account: Account,
    admin: Person,
    house: TestHouse,
    test: TestDb,
    folder: TempDir,
}

impl Suite {
    async fn start(at: Option<&str>) -> Self {
        Self::over(at, "").await
    }

    /// `query`: what is added to the database's URL.
    async fn over(at: Option<&str>, query: &str) -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let account = telegram.bot("nexus_bot").await;
        let admin = telegram.person("Ada").zone("UTC").create().await;
        let (test, folder) = (full_house().await, TempDir::new().expect("a folder"));
        let at = at.map(|at| NaiveTime::parse_from_str(at, "%H:%M").expect("a time"));
        let backup =
            BackupConfig { at, folder: folder.path().to_owned(), keep: Keep { daily: 2, weekly: 0 } };
        let defaults = TestHouse::config(&test, telegram.url());
        let url = format!("{}{query}", test.url.expose_secret()).into();
        let database = DatabaseConfig { url: Some(url), ..defaults.database.clone() };
        let config = Config { database, admins: vec![ExternalId(admin.id)], backup, ..defaults };
        let mut house = TestHouse::with(config).await;
        house.start(nexus::bot(), &account.token).await;
        Self { telegram, account, admin, house, test, folder }
    }

    async fn chat(&self, person: &Person) -> Chat {
        let chat = person.chat(&self.account).await;
        chat.send("/start").await;
        chat.press("English").await;
        chat.press("Skip").await;
        chat.expect("My bots").await;
        chat
    }

    async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let wait = async {
            while !holds().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), wait)
            .await
            .unwrap_or_else(|_| panic!("waited in vain for {what}"));
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }
}

fn dumps(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "dump")).count()
}

#[tokio::test]
async fn an_admin_asks_for_a_backup_and_is_told_how_it_went() {
    let suite = Suite::start(None).await;
    let chat = suite.chat(&suite.admin).await;
    chat.send("/backup").await;
    let seen = chat.expect("There are no backups yet").await;
    assert!(seen.text.contains("set BACKUP_AT") && seen.text.contains("Never restored"), "{seen}");
    chat.press("Back up now").await;
    let done = chat.expect("✅ Backed up: ").await;
    assert!(done.edited && done.text.contains("nexus-2") && done.text.contains(".dump"), "{done}");
    assert_eq!(dumps(suite.folder.path()), 1);

    chat.press("Backups").await;
    let list = chat.expect("✅ today").await;
    assert!(list.text.contains("KB") || list.text.contains("MB"), "{list}");
    chat.assert_quiet().await;
    let asked = "SELECT count(*) FROM nexus.audit_log WHERE action IN ('backup.ask', 'backup.make') AND actor_kind = 'admin'";
    assert_eq!(suite.number(asked).await, 2);
    suite.house.stop().await;
}

#[tokio::test]
async fn a_second_press_asks_for_nothing_and_a_failure_is_told() {
    let suite = Suite::start(None).await;
    let chat = suite.chat(&suite.admin).await;
    // A file where the folder should be: nothing can be written.
    fs::remove_dir(suite.folder.path()).expect("removed");
    fs::write(suite.folder.path(), "in the way").expect("written");
    chat.send("/backup").await;
    chat.expect("no backups yet").await;
    let mut holder = suite.test.pool.acquire().await.expect("a connection");
    sqlx::query("SELECT pg_advisory_lock(x'6261636b7570'::bigint)")
        .execute(&mut *holder)
        .await
        .expect("a lock");
    chat.press("Back up now").await;
    chat.expect("begins in a moment").await;
    let toast = chat.press("Back up now").await;
    assert!(toast.text.contains("already under way"), "{toast:?}");
    assert_eq!(suite.number("SELECT count(*) FROM nexus.backups").await, 1);
    sqlx::query("SELECT pg_advisory_unlock_all()").execute(&mut *holder).await.expect("released");
    let failed = chat.expect("❌ The backup failed: BACKUP_DIR").await;
    assert!(failed.edited, "{failed}");
    suite.house.stop().await;
    fs::remove_file(suite.folder.path()).expect("removed");
}

#[tokio::test]
async fn behind_a_pooler_alone_the_one_who_asks_is_told_why_not() {
    let suite = Suite::over(None, "&pgbouncer=true").await;
    let chat = suite.chat(&suite.admin).await;
    chat.send("/backup").await;
    chat.expect("no backups yet").await;
    chat.press("Back up now").await;
    chat.expect("❌ The backup failed: DATABASE_URL leads to a pooler").await;
    chat.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn one_whose_process_ended_holds_up_no_other() {
    let suite = Suite::start(None).await;
    let chat = suite.chat(&suite.admin).await;
    let running =
        "INSERT INTO nexus.backups (id, started_at, state) VALUES (gen_random_uuid(), $1, 'running')";
    let now = suite.house.house.clock.now();
    sqlx::query(running).bind(now).execute(&suite.test.pool).await.expect("a row");
    chat.send("/backup").await;
    chat.expect("under way").await;
    suite.telegram.advance(Duration::from_secs(120)).await;
    suite
        .until("it is given up", async || {
            suite.number("SELECT count(*) FROM nexus.backups WHERE state = 'failed'").await == 1
        })
        .await;
    chat.press("Refresh").await;
    chat.expect("the process that made it ended").await;
    chat.press("Back up now").await;
    chat.expect("✅ Backed up: ").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn to_others_backups_do_not_exist() {
    let suite = Suite::start(None).await;
    let anna = suite.telegram.person("Anna").create().await;
    let chat = suite.chat(&anna).await;
    chat.send("/backup").await;
    chat.expect("I don't know the command /backup").await;
    // "Back up now", sent by somebody else.
    let answer = chat.press_data("b1AwE").await;
    assert!(answer.text.contains("out of date"), "{answer:?}");
    chat.expect("My bots").await;
    assert_eq!(suite.number("SELECT count(*) FROM nexus.backups").await, 0);
    suite.house.stop().await;
}

#[tokio::test]
async fn the_house_backs_itself_up_each_day_and_keeps_what_it_should() {
    let suite = Suite::start(Some("03:30")).await;
    for day in 1..=3 {
        // The first is made up for at once: there is none yet.
        suite.until("a backup", async || {
            suite.number("SELECT count(DISTINCT started_at::date) FROM nexus.backups WHERE state = 'done'").await == day.min(2)
                && suite.number("SELECT count(*) FROM nexus.audit_log WHERE action = 'backup.make' AND actor_kind = 'system'").await == day
        })
        .await;
        suite.until("what is kept", async || dumps(suite.folder.path()) as i64 == day.min(2)).await;
        suite.telegram.advance(Duration::from_secs(24 * 3600)).await;
    }
    suite.house.stop().await;
}
