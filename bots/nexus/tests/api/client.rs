//! The typed client, and a bot in another language, against the API.

use std::{process::Stdio, time::Duration};

use nexus_core::{
    client::{BotPatch, ChosenLanguage, Client, Error, NewBot, Operation, Tier, UserPatch, Visitor},
    ids::UserId,
};
use serde_json::json;
use telegram_local::Telegram;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    process::Command,
};

use crate::support::World;

fn client(base: &str, token: &str) -> Client {
    Client::new(base.parse().expect("a URL"), token.into()).expect("a client")
}

fn code(error: &Error) -> &str {
    error.code().unwrap_or_else(|| unreachable!("{error}"))
}

#[tokio::test]
async fn a_program_keeps_its_people_in_the_registry() -> Result<(), Error> {
    let world = World::new().await;
    let all = client(&world.base, &world.all);
    let made = all.register_bot(&NewBot::new("tally", "Tally"), Operation::default()).await?;
    assert_eq!((made.code.as_str(), made.is_active), ("tally", true));
    let token = world.token(Some("tally"), chrono::TimeDelta::days(1)).await;
    let tally = client(&world.base, &token);

    let anna = Visitor { language_code: Some("pl".to_owned()), ..Visitor::new(1001, "Anna", "tally") };
    let first = tally.visit(&anna, Operation::of("update-1")).await?;
    assert!(first.is_new_user && first.is_new_subscription);
    assert_eq!(tally.visit(&anna, Operation::of("update-1")).await?, first, "the same operation");
    let again = tally.visit(&anna, Operation::of("update-2")).await?;
    assert_eq!((again.user.id, again.is_new_user), (first.user.id, false));

    let state = tally.state(first.subscription.id).await?;
    let counted = json!({"count": 1});
    let changed = tally
        .patch_state(first.subscription.id, &counted, Some(&state.version), Operation::default())
        .await?;
    assert_eq!(changed.value, counted);
    let late = tally
        .patch_state(first.subscription.id, &json!({"count": 9}), Some(&state.version), Operation::default())
        .await
        .expect_err("it is something else by now");
    assert_eq!(code(&late), "changed_meanwhile");
    let settings = tally
        .patch_settings(first.subscription.id, &json!({"loud": true}), None, Operation::default())
        .await?;
    assert_eq!(tally.settings(first.subscription.id).await?, settings);
    let known = tally.subscription(first.subscription.id).await?.value;
    assert_eq!((known.state, known.settings), (counted, json!({"loud": true})));

    let patch = UserPatch {
        language: Some(Some(ChosenLanguage::Uk)),
        zone: Some(Some("Europe/Kyiv".to_owned())),
        tier: None,
    };
    let user = tally.patch_user(first.user.id, &patch, None, Operation::default()).await?;
    assert_eq!(user.value.language, Some(ChosenLanguage::Uk));
    let back = UserPatch { zone: Some(None), ..UserPatch::default() };
    let user = tally.patch_user(first.user.id, &back, Some(&user.version), Operation::default()).await?;
    assert_eq!((user.value.zone.as_deref(), user.value.language), (None, Some(ChosenLanguage::Uk)));
    assert_eq!(tally.user(first.user.id).await?, user);
    let premium = UserPatch { tier: Some(Tier::Premium), ..UserPatch::default() };
    let refused = tally.patch_user(first.user.id, &premium, None, Operation::default()).await;
    assert_eq!(code(&refused.expect_err("not a bot's to say")), "out_of_scope");

    assert_eq!(tally.user_by_telegram(1001).await?.map(|user| user.id), Some(first.user.id));
    assert!(tally.user_by_telegram(1002).await?.is_none());
    assert_eq!(tally.users(Some("ann"), None).await?.items.len(), 1);
    let used = tally.bots_of(first.user.id).await?;
    assert_eq!(used.iter().map(|used| used.bot.code.as_str()).collect::<Vec<_>>(), ["tally"]);
    let nobody = tally.user(UserId::new()).await.expect_err("nobody");
    assert_eq!(code(&nobody), "user_not_found");

    let bot = all.bot("tally").await?;
    let off = BotPatch { is_active: Some(false), ..BotPatch::default() };
    let off = all.patch_bot("tally", &off, Some(&bot.version), Operation::default()).await?;
    assert!(!off.value.is_active);
    let refused = tally.visit(&anna, Operation::default()).await.expect_err("it is off");
    assert_eq!(code(&refused), "bot_inactive");
    assert_eq!(tally.bots(None).await?.items, [off.value]);

    tally.end_subscription(first.subscription.id, Operation::default()).await?;
    assert_eq!(code(&tally.state(first.subscription.id).await.expect_err("gone")), "subscription_not_found");
    assert_eq!(
        all.erase_user(first.user.id, Operation::of("erase-1")).await?,
        None,
        "no bot had to be asked"
    );
    assert_eq!(all.erase_user(first.user.id, Operation::of("erase-1")).await?, None, "the same operation");
    assert_eq!(code(&all.user(first.user.id).await.expect_err("erased")), "user_not_found");
    world.house.stop().await;
    Ok(())
}

/// What stands before the registry and answers once for it.
async fn once(answer: &'static str, base: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let registry = base.trim_start_matches("http://").to_owned();
    tokio::spawn(async move {
        let (mut first, _) = listener.accept().await.expect("a call");
        let _ = first.read(&mut [0; 4096]).await;
        first.write_all(answer.as_bytes()).await.expect("answered");
        drop(first);
        while let Ok((mut caller, _)) = listener.accept().await {
            let registry = registry.clone();
            tokio::spawn(async move {
                let mut behind = tokio::net::TcpStream::connect(registry).await.expect("the registry");
                let _ = tokio::io::copy_bidirectional(&mut caller, &mut behind).await;
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_is_strange_is_said() -> Result<(), Error> {
    let world = World::new().await;
    for busy in [
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        // The connection is cut before an answer: nobody knows whether it was done.
        "",
    ] {
        let base = once(busy, &world.base).await;
        let visitor = Visitor::new(7, "Oleh", "coach");
        let visit = client(&base, &world.coach).visit(&visitor, Operation::default()).await?;
        assert_eq!(visit.user.telegram_id, Some(7), "after {busy:?}");
    }
    let proxy = "HTTP/1.1 404 Not Found\r\nContent-Length: 11\r\nConnection: close\r\n\r\nnothing <b>";
    let base = once(proxy, &world.base).await;
    let strange = client(&base, &world.coach).bots(None).await.expect_err("a proxy's page");
    assert!(matches!(&strange, Error::Strange { text, .. } if text == "nothing <b>"), "{strange}");
    world.house.stop().await;
    Ok(())
}

/// Needs python3, which a newcomer need not have.
#[tokio::test]
#[ignore = "needs python3: cargo test -p nexus --test api -- --ignored"]
async fn a_bot_in_python_counts_each_message_once() {
    let world = World::new().await;
    let all = client(&world.base, &world.all);
    all.register_bot(&NewBot::new("tally", "Tally"), Operation::default()).await.expect("registered");
    let token = world.token(Some("tally"), chrono::TimeDelta::days(1)).await;
    let telegram = Telegram::start().await.expect("a messenger");
    let account = telegram.bot("tally_bot").await;
    let start = || {
        Command::new("python3")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/python/tally.py"))
            .env("TALLY_TOKEN", &account.token)
            .env("TELEGRAM_API_URL", telegram.url())
            .env("REGISTRY_URL", &world.base)
            .env("REGISTRY_TOKEN", &token)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("python3")
    };
    let mut bot = start();
    let anna = telegram.person("Anna").language("en").create().await.chat(&account).await;
    let zofia = telegram.person("Zofia").language("pl").create().await.chat(&account).await;
    anna.send("one").await;
    anna.expect("That makes 1.").await;
    anna.send("two").await;
    anna.expect("That makes 2.").await;
    zofia.send("raz").await;
    zofia.expect("To już 1.").await;
    bot.kill().await.expect("killed");
    anna.send("three").await;
    let mut bot = start();
    anna.expect("That makes 3.").await;
    // What it is given again does not count again.
    let counts: Vec<i64> =
        sqlx::query_scalar("SELECT (state ->> 'count')::bigint FROM nexus.subscriptions ORDER BY 1")
            .fetch_all(&world.test.pool)
            .await
            .expect("counts");
    assert_eq!(counts, [1, 3]);
    tokio::time::timeout(Duration::from_secs(10), bot.kill()).await.expect("in time").expect("killed");
    world.house.stop().await;
}
