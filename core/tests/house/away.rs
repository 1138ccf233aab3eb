//! The database goes away under a running house, and comes back.

use std::{
    fs, net::SocketAddr, os::unix::fs::PermissionsExt, path::PathBuf, process::Command, time::Duration,
};

use nexus_core::{
    House,
    app::Running,
    config::{ApiConfig, Config, DatabaseConfig, RedisConfig, SendingConfig, TelegramConfig},
    db::embedded::{Embedded, EmbeddedConfig},
    http::Extra,
};
use serde_json::json;
use telegram_local::{Bot as Account, Telegram};
use tempfile::TempDir;

use super::{
    endpoint::until_ready,
    metrics::Page,
    support::{counter, soon, until_sql, within_grace},
};

/// A server of this test's own, and a house on it.
struct Scene {
    folder: TempDir,
    server: Embedded,
    house: House,
    running: Running,
    telegram: Telegram,
    account: Account,
}

impl Scene {
    async fn set() -> Self {
        // The server's account must be able to enter, whoever runs the tests.
        let folder = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o711))
            .tempdir()
            .expect("a folder");
        let server = Self::serve(&folder).await;
        let telegram = Telegram::start().await.expect("a messenger");
        telegram.set_limit(Duration::from_secs(40));
        let account = telegram.bot("probe_bot").await;
        let url = server.url().clone();
        let config = Config {
            database: DatabaseConfig { url: Some(url), direct_url: None, data: PathBuf::new() },
            redis: RedisConfig::default(),
            telegram: TelegramConfig { api: telegram.url().parse().expect("a URL"), webhook: None },
            sending: SendingConfig::default(),
            api: ApiConfig::default(),
            http: ([127, 0, 0, 1], 0).into(),
            admins: Vec::new(),
        };
        let house = House::open(config).await.expect("a house");
        let running = house.start(counter(), account.token.as_str().into()).await.expect("a bot");
        Self { folder, server, house, running, telegram, account }
    }

    async fn serve(folder: &TempDir) -> Embedded {
        Embedded::start(&EmbeddedConfig::new(folder.path())).await.expect("a server")
    }

    async fn close(self) {
        self.running.stopped().await;
        self.house.close().await;
        self.server.stop().await;
    }
}

const EXACT: &str = "SELECT (SELECT count(*) = 5 FROM nexus.subscriptions WHERE state ->> 'count' = '8')
    AND (SELECT count(*) = 40 FROM nexus.inbox WHERE state = 1)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_is_waited_for_and_nothing_is_lost_or_doubled() {
    let mut scene = Scene::set().await;
    let http = scene.house.serve_http(Extra::default()).await.expect("an endpoint");
    until_ready(http, 200).await;
    let mut chats = Vec::new();
    for name in ["Anna", "Bert", "Cleo", "Dora", "Emil"] {
        let chat = scene.telegram.person(name).create().await.chat(&scene.account).await;
        chat.send("x").await;
        chat.send("x").await;
        chats.push(chat);
    }
    chats[0].expect("1").await;
    scene.server.stop().await;
    let body = until_ready(http, 503).await;
    assert_eq!(body, json!({"ready": false, "database": false, "bots": []}));
    for chat in &chats {
        chat.send("x").await;
        chat.send("x").await;
        chat.send("x").await;
    }
    scene.server = Scene::serve(&scene.folder).await;
    for chat in &chats {
        chat.expect_that("the fifth answer", |seen| seen.text == "5").await;
    }
    until_ready(http, 200).await;
    // Once more, as a crash and in the middle of work.
    for chat in &chats {
        chat.send("x").await;
        chat.send("x").await;
        chat.send("x").await;
    }
    crash(&scene.folder);
    for chat in &chats {
        chat.expect_that("the eighth answer", |seen| seen.text == "8").await;
    }
    until_sql(scene.house.db.pool(), "all of it is done, once", EXACT).await;
    scene.close().await;
}

/// Kills the server's first process; its supervisor starts another.
fn crash(folder: &TempDir) {
    let clusters = fs::read_dir(folder.path()).expect("a folder").flatten();
    let file = clusters.map(|entry| entry.path().join("data/postmaster.pid")).find(|path| path.exists());
    let text = fs::read_to_string(file.expect("a running server")).expect("its number");
    let process = text.lines().next().expect("a line").to_owned();
    assert!(Command::new("kill").args(["-9", &process]).status().is_ok_and(|status| status.success()));
}

/// The first page of `/metrics` that tells this of the database.
async fn until_told(http: SocketAddr, is_database_up: f64) -> Page {
    let poll = async {
        loop {
            let page = Page::of(http).await;
            if page.value("nexus_database_up") == Some(is_database_up) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon("word of the database", poll).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_are_told_though_the_database_is_away() {
    const TAKEN: &str = r#"nexus_updates_total{bot="probe",kind="message",way="polling"}"#;
    let mut scene = Scene::set().await;
    let http = scene.house.serve_http(Extra::default()).await.expect("an endpoint");
    let chat = scene.telegram.person("Anna").create().await.chat(&scene.account).await;
    chat.send("x").await;
    chat.expect("1").await;
    assert!(until_told(http, 1.).await.has("nexus_inbox_entries"));
    scene.server.stop().await;
    let page = until_told(http, 0.).await;
    assert_eq!(page.value(TAKEN), Some(1.), "what was counted here is not forgotten");
    assert!(!page.has("nexus_inbox_entries"), "what cannot be read is not told");
    scene.server = Scene::serve(&scene.folder).await;
    assert!(until_told(http, 1.).await.has("nexus_inbox_entries"));
    scene.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_stops_in_time_though_its_database_is_away() {
    let scene = Scene::set().await;
    let chat = scene.telegram.person("Anna").create().await.chat(&scene.account).await;
    chat.send("x").await;
    chat.expect("1").await;
    scene.server.stop().await;
    chat.send("x").await;
    within_grace(async {
        scene.running.stopped().await;
        scene.house.close().await;
    })
    .await;
}
