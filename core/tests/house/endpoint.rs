//! Starting, being asked how one is, stopping.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use nexus_core::{
    House,
    app::StartError,
    config::{ApiConfig, Config, DatabaseConfig, RedisConfig, SendingConfig, TelegramConfig},
    db::CORE,
    http::Extra,
    prelude::*,
    testing::{TestHouse, db::TestDb, redis::TestRedis},
};
use serde_json::{Value, json};
use telegram_local::{Fault, Telegram};

use super::support::{Gate, World, bot, counter, echo, on_text, soon, within_grace};

async fn get(address: SocketAddr, path: &str) -> (u16, Value) {
    let response = reqwest::get(format!("http://{address}{path}")).await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// Waits until `/ready` says this.
pub async fn until_ready(address: SocketAddr, code: u16) -> Value {
    let poll = async {
        loop {
            let (status, body) = get(address, "/ready").await;
            if status == code {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon(&format!("/ready with {code}"), poll).await
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

#[tokio::test]
async fn health_and_readiness_have_their_shapes() {
    let world = World::with(echo()).await;
    let address = world.house.serve_http(Extra::default()).await;
    assert_eq!(get(address, "/health").await, (200, json!({"status": "ok"})));
    let body = until_ready(address, 200).await;
    let bots = json!([{"bot": "probe", "polling": true, "waiting": 0, "dead": 0}]);
    assert_eq!(body, json!({"ready": true, "database": true, "bots": bots}));
    world.stop().await;
}

#[tokio::test]
async fn readiness_tells_of_redis_and_does_not_depend_on_it() {
    let (telegram, mut redis) = (Telegram::start().await.expect("a messenger"), TestRedis::start().await);
    let (account, test) = (telegram.bot("probe_bot").await, TestDb::new(&[&CORE]).await);
    let config = Config {
        database: DatabaseConfig { url: Some(test.url.clone()), direct_url: None, data: PathBuf::new() },
        redis: RedisConfig { url: Some(redis.url()) },
        telegram: TelegramConfig { api: telegram.url().parse().expect("a URL"), webhook: None },
        sending: SendingConfig::default(),
        http: ([127, 0, 0, 1], 0).into(),
        api: ApiConfig::default(),
        admins: Vec::new(),
    };
    let house = House::open(config).await.expect("a house");
    let address = house.serve_http(Extra::default()).await.expect("an endpoint");
    let running = house.start(echo(), account.token.as_str().into()).await.expect("a bot");
    assert_eq!(until_ready(address, 200).await["redis"], true);
    redis.stop();
    let missed = async {
        while until_ready(address, 200).await["redis"] == true {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon("word of Redis's absence", missed).await;
    assert_eq!(get(address, "/ready").await.0, 200);
    running.stopped().await;
    house.close().await;
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let test = TestDb::new(&[&CORE]).await;
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let config = Config {
        database: DatabaseConfig { url: Some(test.url.clone()), direct_url: None, data: PathBuf::new() },
        redis: RedisConfig::default(),
        telegram: TelegramConfig { api: "http://127.0.0.1:9".parse().expect("a URL"), webhook: None },
        sending: SendingConfig::default(),
        http: address,
        api: ApiConfig::default(),
        admins: Vec::new(),
    };
    let house = House::open(config).await.expect("a house");
    let error = house.serve_http(Extra::default()).await.expect_err("taken").to_string();
    assert!(error.contains("HTTP_ADDR") && error.contains(&address.to_string()), "{error}");
    house.close().await;
}

#[tokio::test]
async fn a_wrong_token_is_named_and_not_shown() {
    let telegram = Telegram::start().await.expect("a messenger");
    let test = TestDb::new(&[&CORE]).await;
    let mut house = TestHouse::open(&test, telegram.url(), &[]).await;
    let error = house.try_start(counter(), "12345:s3cret").await.expect_err("a wrong token").to_string();
    assert!(error.contains("PROBE_TOKEN") && !error.contains("s3cret"), "{error}");
    house.stop().await;
}

#[tokio::test]
async fn a_token_of_another_bot_is_refused() {
    let world = World::with(echo()).await;
    let mut house = TestHouse::open(&world.test, world.telegram.url(), &[]).await;
    let other = Bot::new("other", "Other", on_text(|_, _| async { Ok(()) }));
    let error = house.try_start(other, &world.bot.token).await.expect_err("a foreign account");
    assert!(
        matches!(&error, StartError::ForeignAccount { variable } if variable == "OTHER_TOKEN"),
        "{error}"
    );
    house.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn a_messenger_that_is_away_at_the_start_is_waited_for() {
    let address = free_address();
    let token = "424242:AAnobodyknowsthisone";
    let test = TestDb::new(&[&CORE]).await;
    let mut house = TestHouse::open(&test, &format!("http://{address}"), &[]).await;
    let http = house.serve_http(Extra::default()).await;
    let start = house.start(echo(), token);
    let meanwhile = async {
        let body = until_ready(http, 503).await;
        assert_eq!(body, json!({"ready": false, "database": true, "bots": []}));
        Telegram::builder().addr(address).bot("probe_bot", token).start().await.expect("a messenger")
    };
    let ((), telegram) = soon("the start", futures::future::join(start, meanwhile)).await;
    until_ready(http, 200).await;
    let account = telegram.bot("probe_bot").await;
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    chat.send("hello").await;
    chat.expect("hello").await;
    house.stop().await;
}

/// A messenger that refuses to take an answer, a client that says nothing, a handler that hangs with its transaction
/// open: a stop waits for none of them as long as an orchestrator would before it kills.
#[tokio::test]
async fn a_stop_takes_less_than_ten_seconds_whatever_hangs() {
    let gate = Gate::shut();
    let world = World::with(bot(on_text({
        let gate = gate.clone();
        move |turn, text| {
            let gate = gate.clone();
            async move {
                if text == "hang" {
                    let _db = turn.db().await?;
                    gate.pass().await;
                }
                turn.say(Html::escape(&text));
                Ok(())
            }
        }
    })))
    .await;
    let address = world.house.serve_http(Extra::default()).await;
    let _silent = tokio::net::TcpStream::connect(address).await.expect("connected");
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    world
        .telegram
        .fault(Fault { method: Some("sendMessage".into()), status: Some(500), ..Fault::default() })
        .await;
    anna.send("never sent").await;
    bert.send("hang").await;
    gate.reached().await;
    within_grace(world.house.stop()).await;
}

#[tokio::test]
async fn an_idle_house_stops_at_once() {
    let world = World::with(echo()).await;
    let chat = world.chat("Anna").await;
    chat.send("hello").await;
    chat.expect("hello").await;
    within_grace(world.house.stop()).await;
}
