//! `nexus token`, as operators use it.

use std::process::{Command, Output};

use secrecy::ExposeSecret;

use super::support::{KEY, World};

async fn nexus(world: &World, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nexus"));
    command.args(arguments).env_clear().current_dir("/");
    command.env("DATABASE_URL", world.test.url.expose_secret()).env("TOKEN_KEY", KEY);
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
async fn a_token_is_issued_used_listed_and_revoked() {
    let world = World::new().await;
    let issued =
        nexus(&world, &["token", "issue", "--bot", "coach", "--name", "reports", "--days", "7"]).await;
    assert!(issued.status.success(), "{}", complained(&issued));
    let token = printed(&issued);
    assert!(complained(&issued).contains("shown this once"), "{}", complained(&issued));
    let bots = world.get(&token, "/bots").await.expect(200);
    assert_eq!(bots["items"][0]["code"], "coach");

    let listed = printed(&nexus(&world, &["token", "list"]).await);
    let line = listed.lines().find(|line| line.ends_with("reports")).expect("a line");
    assert!(line.contains("  coach  until "), "{line}");
    assert!(!listed.contains(&token), "it is not shown again");

    let id = line.split_whitespace().next().expect("an id").to_owned();
    let revoked = nexus(&world, &["token", "revoke", &id]).await;
    assert!(revoked.status.success(), "{}", complained(&revoked));
    let again = nexus(&world, &["token", "revoke", &id]).await;
    assert_eq!(again.status.code(), Some(1));
    let listed = printed(&nexus(&world, &["token", "list"]).await);
    assert!(listed.lines().any(|line| line.starts_with(&id) && line.contains("revoked")), "{listed}");

    let log = nexus_core::audit::search(&world.test.db, &Default::default(), 2).await.expect("the log");
    let actions: Vec<(&str, &str)> =
        log.iter().map(|entry| (entry.actor_kind.as_str(), entry.action.as_str())).collect();
    assert_eq!(actions, [("operator", "token.revoke"), ("operator", "token.issue")]);
    assert!(log.iter().all(|entry| entry.subject == id));
}

#[tokio::test]
async fn what_cannot_be_issued_is_said() {
    let world = World::new().await;
    for (arguments, complaint) in [
        (&["token", "issue", "--bot", "nobody", "--name", "x"][..], "no bot \"nobody\""),
        (&["token", "issue", "--all", "--name", "x", "--days", "0"], "1 to 3650 days"),
        (&["token", "issue", "--all", "--name", " "], "1 to 100 characters"),
    ] {
        let output = nexus(&world, arguments).await;
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(complained(&output).contains(complaint), "{}", complained(&output));
    }
    let output = nexus(&world, &["token", "issue", "--name", "x"]).await;
    assert_eq!(output.status.code(), Some(2), "how far it reaches is never left unsaid");
    assert_eq!(
        printed(&nexus(&world, &["token", "key"]).await),
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    );
}
