//! The command line as containers and operators call it.
#![cfg(unix)]

use std::process::{Command, Output};

use nexus_core::{
    db::CORE,
    registry::store::{Presence, upsert_bot},
    testing::{TestHouse, db::TestDb},
};
use secrecy::ExposeSecret;
use telegram_local::Telegram;

/// Runs the program with these variables only, in a folder without a `.env`.
async fn nexus(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nexus"));
    command.args(arguments).env_clear().envs(variables.iter().copied()).current_dir("/");
    let run = tokio::task::spawn_blocking(move || command.output());
    run.await.expect("no panic").expect("the program runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

#[tokio::test]
async fn migrations_go_up_down_and_say_where_they_are() {
    let test = TestDb::new(&[]).await;
    let variables = [("DATABASE_URL", test.url.expose_secret())];
    let steps = CORE.migrator.migrations.iter().map(|step| step.version).max().expect("steps");
    let all = |versions: std::ops::RangeInclusive<i64>| {
        versions.map(|version| version.to_string()).collect::<Vec<_>>().join(", ")
    };
    let untouched = format!("nexus: applied none; to come {}", all(1..=steps));
    let whole = format!("nexus: applied {}; to come none", all(1..=steps));
    let one_back = format!("nexus: applied {}; to come {steps}", all(1..=steps - 1));
    for (way, expected) in
        [("status", &untouched), ("up", &whole), ("up", &whole), ("down", &one_back), ("status", &one_back)]
    {
        let output = nexus(&["migrate", way], &variables).await;
        assert!(output.status.success(), "{way}: {}", complained(&output));
        assert_eq!(&printed(&output), expected, "{way}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_said_with_its_exit_code() {
    let output = nexus(&["migrate", "up"], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("DATABASE_URL is not set"), "{}", complained(&output));

    let output = nexus(&["fly"], &[]).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("nexus migrate up|down|status"), "{}", complained(&output));

    let output = nexus(&[], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("NEXUS_TOKEN is not set"), "{}", complained(&output));

    let output = nexus(&["--help"], &[]).await;
    assert!(output.status.success() && printed(&output).contains("nexus health [URL]"));
}

#[tokio::test]
async fn health_is_that_of_every_bot() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("nexus_bot").await;
    let test = TestDb::new(&[&CORE]).await;
    let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
    house.start(nexus::bot(), &account.token).await;
    let address = house.serve_http(nexus::endpoint()).await.to_string();
    // A bot that answers is a bot that gets its updates.
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    chat.send("/help").await;
    chat.expect("/bots").await;

    let output = nexus(&["health"], &[("HTTP_ADDR", &address)]).await;
    assert!(output.status.success(), "{}", complained(&output));
    assert!(printed(&output).contains(r#""bot":"nexus""#), "{}", printed(&output));

    // A bot of another process, which never gave a sign of life.
    let coach = Presence { code: "coach", name: "Coach", about: &[] };
    upsert_bot(&test.db, coach, house.house.clock.now()).await.expect("registered");
    let output = nexus(&["health", &format!("http://{address}/ready")], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    let complaint = complained(&output);
    assert!(complaint.contains(r#""bot":"coach""#) && complaint.contains(r#""ready":false"#), "{complaint}");

    house.stop().await;
    let output = nexus(&["health"], &[("HTTP_ADDR", &address)]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("does not answer"), "{}", complained(&output));
}
