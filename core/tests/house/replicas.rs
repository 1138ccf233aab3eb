//! Several processes at work for one bot, and updates that the messenger brings.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use futures::future::join_all;
use nexus_core::{
    config::{Config, TelegramConfig},
    db::CORE,
    delivery::Webhook,
    http::Extra,
    ids::AccountId,
    prelude::Bot,
    testing::{TestHouse, db::TestDb},
};
use telegram_local::{Bot as Account, Chat, Telegram};
use tokio::net::TcpListener;

use super::{
    albums::{PHOTO, collector},
    endpoint::until_ready,
    metrics::Page,
    support::{NOTHING_OPEN, counter, soon, until_sql},
};

/// What stands before the replicas of a bot: each request goes to the next of them.
#[derive(Clone, Default)]
struct Balancer {
    replicas: Arc<Mutex<Vec<SocketAddr>>>,
    taken: Arc<AtomicUsize>,
    client: reqwest::Client,
}

impl Balancer {
    async fn start() -> (Self, SocketAddr) {
        let balancer = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let routes = Router::new().route("/{*path}", post(pass_on)).with_state(balancer.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (balancer, address)
    }

    fn add(&self, replica: SocketAddr) {
        self.replicas.lock().expect("no panic").push(replica);
    }

    fn replicas(&self) -> Vec<SocketAddr> {
        self.replicas.lock().expect("no panic").clone()
    }

    fn next(&self) -> Option<SocketAddr> {
        let replicas = self.replicas.lock().expect("no panic");
        let number = self.taken.fetch_add(1, Ordering::SeqCst);
        replicas.get(number % replicas.len().max(1)).copied()
    }
}

async fn pass_on(
    State(balancer): State<Balancer>,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(replica) = balancer.next() else { return StatusCode::BAD_GATEWAY };
    let request = balancer.client.post(format!("http://{replica}/{path}")).headers(headers).body(body);
    match request.send().await {
        Ok(response) => StatusCode::from_u16(response.status().as_u16()).expect("a status"),
        Err(_) => StatusCode::BAD_GATEWAY,
    }
}

struct Scene {
    telegram: Telegram,
    bot: Account,
    test: TestDb,
    balancer: Balancer,
    address: SocketAddr,
}

impl Scene {
    async fn set() -> Self {
        let telegram = Telegram::start().await.expect("a messenger");
        let bot = telegram.bot("probe_bot").await;
        let test = TestDb::new(&[&CORE]).await;
        let (balancer, address) = Balancer::start().await;
        Self { telegram, bot, test, balancer, address }
    }

    fn config(&self) -> Config {
        let config = TestHouse::config(&self.test, self.telegram.url());
        let webhook = format!("http://{}", self.address).parse().expect("a URL");
        let telegram = TelegramConfig { webhook: Some(webhook), ..config.telegram };
        Config { telegram, ..config }
    }

    /// A replica that takes webhooks, behind the balancer.
    async fn replica(&self) -> TestHouse {
        self.replica_of(counter()).await
    }

    async fn replica_of(&self, bot: Bot) -> TestHouse {
        let mut house = TestHouse::with(self.config()).await;
        let http = house.serve_http(Extra::default()).await;
        house.start(bot, &self.bot.token).await;
        until_ready(http, 200).await;
        self.balancer.add(http);
        house
    }

    async fn poller(&self) -> TestHouse {
        let mut house = TestHouse::open(&self.test, self.telegram.url(), &[]).await;
        house.start(counter(), &self.bot.token).await;
        house
    }

    async fn chats(&self) -> Vec<Chat> {
        let people = ["Anna", "Bert", "Cleo", "Dora", "Emil"];
        join_all(people.map(async |name| self.telegram.person(name).create().await.chat(&self.bot).await))
            .await
    }

    async fn done(&self) {
        until_sql(&self.test.pool, "nothing is open", NOTHING_OPEN).await;
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }

    /// Each chat was answered with 1, 2, 3 … in order, and with nothing else.
    async fn assert_exact(&self, each: i64) {
        let mut answers: HashMap<i64, Vec<i64>> = HashMap::new();
        for call in self.telegram.calls(&self.bot, "sendMessage").await.iter().filter(|call| call.ok) {
            let chat = call.params["chat_id"].as_i64().expect("a chat");
            let number = call.params["text"].as_str().expect("a text").parse().expect("a number");
            answers.entry(chat).or_default().push(number);
        }
        assert_eq!(answers.len(), 5);
        for (chat, answers) in answers {
            assert_eq!(answers, (1..=each).collect::<Vec<_>>(), "chat {chat}");
        }
    }
}

async fn write(chats: &[Chat], messages: usize) {
    join_all(chats.iter().map(async |chat| {
        for _ in 0..messages {
            chat.send("x").await;
        }
    }))
    .await;
}

async fn expect(chats: &[Chat], last: &str) {
    for chat in chats {
        soon("the last answer", chat.expect_that("the last number", |seen| seen.text == last)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_share_the_webhook_and_keep_each_chats_order() {
    let scene = Scene::set().await;
    let (first, second) = (scene.replica().await, scene.replica().await);
    let chats = scene.chats().await;
    write(&chats, 20).await;
    expect(&chats, "20").await;
    scene.done().await;
    scene.assert_exact(20).await;
    assert_eq!(scene.number("SELECT count(DISTINCT owner) FROM nexus.chats").await, 2, "both did work");
    scene.telegram.settled(&scene.bot).await;
    let pages = join_all(scene.balancer.replicas().into_iter().map(Page::of)).await;
    let taken = r#"nexus_updates_total{bot="probe",kind="message",way="webhook"}"#;
    assert_eq!(pages.iter().filter_map(|page| page.value(taken)).sum::<f64>(), 100., "each once");
    let replicas = pages.iter().map(|page| page.value(r#"nexus_replicas{bot="probe"}"#));
    assert_eq!(replicas.collect::<Vec<_>>(), [Some(2.), Some(2.)], "each tells of both");
    first.stop().await;
    second.stop().await;
}

/// Whose chat it is puts together what any of them took in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parts_that_different_replicas_take_in_are_one_album() {
    let scene = Scene::set().await;
    let houses = [scene.replica_of(collector()).await, scene.replica_of(collector()).await];
    houses.iter().for_each(|house| house.house.clock.stand_still());
    let chats = scene.chats().await;
    let albums = join_all(chats.iter().map(|chat| chat.send_album_but(1, "trip", &[PHOTO; 5]))).await;
    until_sql(&scene.test.pool, "all but one are filed", "SELECT count(*) = 20 FROM nexus.inbox").await;
    // Their clocks were stopped one after the other.
    scene.telegram.advance(Duration::from_secs(2)).await;
    for (chat, album) in chats.iter().zip(albums) {
        chat.expect("4 of 4: trip").await;
        album.release().await;
    }
    until_sql(&scene.test.pool, "all of it is filed", "SELECT count(*) = 25 FROM nexus.inbox").await;
    scene.telegram.advance(Duration::from_secs(2)).await;
    for chat in &chats {
        chat.expect("1 of 5 (late): trip").await;
    }
    scene.done().await;
    assert_eq!(scene.number("SELECT count(DISTINCT owner) FROM nexus.chats").await, 2, "both did work");
    for house in houses {
        house.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_stops_leaves_its_chats_to_the_other() {
    let scene = Scene::set().await;
    let (first, second) = (scene.replica().await, scene.replica().await);
    let chats = scene.chats().await;
    write(&chats, 4).await;
    expect(&chats, "4").await;
    futures::future::join(first.stop(), write(&chats, 4)).await;
    expect(&chats, "8").await;
    write(&chats, 2).await;
    expect(&chats, "10").await;
    scene.done().await;
    scene.assert_exact(10).await;
    second.stop().await;
}

/// From polling to a webhook and back: what the messenger still holds is brought the other way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn switching_between_polling_and_webhook_loses_nothing() {
    let scene = Scene::set().await;
    let chats = scene.chats().await;
    let poller = scene.poller().await;
    write(&chats, 3).await;
    expect(&chats, "3").await;
    poller.stop().await;
    write(&chats, 2).await;
    let replica = scene.replica().await;
    write(&chats, 2).await;
    expect(&chats, "7").await;
    replica.stop().await;
    write(&chats, 2).await;
    let poller = scene.poller().await;
    expect(&chats, "9").await;
    scene.done().await;
    scene.assert_exact(9).await;
    poller.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_takes_updates_from_the_messenger_only() {
    let scene = Scene::set().await;
    let house = scene.replica().await;
    let account: AccountId = sqlx::query_scalar("SELECT id FROM nexus.accounts")
        .fetch_one(&scene.test.pool)
        .await
        .expect("an account");
    let own = Webhook::path("probe", account);
    let foreign = Webhook::path("probe", AccountId::new());
    let update =
        r#"{"update_id":1,"message":{"message_id":1,"date":1,"text":"x","chat":{"id":7,"type":"private"}}}"#;
    let long = format!(r#"{{"update_id":2,"x":"{}"}}"#, "x".repeat(1 << 20));
    for (path, secret, body, expected) in [
        (&own, None, update, 401),
        (&own, Some("wrong"), update, 401),
        (&foreign, Some("wrong"), update, 503),
        (&"/probe/telegram/x".to_owned(), None, update, 400),
        (&own, None, long.as_str(), 413),
    ] {
        let mut request =
            reqwest::Client::new().post(format!("http://{}{path}", scene.address)).body(body.to_owned());
        if let Some(secret) = secret {
            request = request.header("x-telegram-bot-api-secret-token", secret);
        }
        let status = request.send().await.expect("an answer").status().as_u16();
        assert_eq!(status, expected, "{path} {secret:?}");
    }
    assert_eq!(scene.number("SELECT count(*) FROM nexus.inbox").await, 0);
    house.stop().await;
}
