//! Connections to the database that break in the middle of a turn.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use nexus_core::{
    House,
    config::{ApiConfig, Config, DatabaseConfig, RedisConfig, SendingConfig, TelegramConfig},
    db::{CORE, Migrations},
    prelude::*,
    testing::db::TestDb,
};
use secrecy::ExposeSecret;
use telegram_local::Telegram;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::{
    support::{Gate, NOTHING_OPEN, World, bot, on_text, until_sql},
    turns::{notes, write_note},
};

static TINY: Migrations = nexus_core::migrations!("tiny", "tests/tiny");

/// Writes a note, waits at the gate, counts, and answers with the number.
fn noter(gate: Option<Gate>) -> Bot {
    bot(on_text(move |turn, text| {
        let gate = gate.clone();
        async move {
            write_note(&turn, &text).await?;
            if let Some(gate) = gate {
                gate.pass().await;
            }
            let number = turn.add("count", 1);
            turn.say(Html::escape(&number.to_string()));
            Ok(())
        }
    }))
}

#[tokio::test]
async fn a_turn_whose_connection_is_cut_is_taken_again_and_costs_no_try() {
    let gate = Gate::shut();
    let world = World::over(noter(Some(gate.clone())), &[&CORE, &TINY]).await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    gate.reached().await;
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction'";
    assert_eq!(world.number(cut).await, 1);
    gate.let_one_pass();
    gate.reached().await;
    gate.let_one_pass();
    chat.expect("1").await;
    chat.assert_quiet().await;
    assert_eq!(notes(&world).await, 1);
    assert_eq!(world.number("SELECT max(tries)::int8 FROM nexus.inbox").await, 0);
    assert_eq!(world.number("SELECT (state ->> 'count')::int8 FROM nexus.subscriptions").await, 1);
    world.stop().await;
}

/// A way to the database that may be cut right behind a COMMIT: the server does it, nobody hears of it.
struct Way {
    address: SocketAddr,
    /// COMMITs left whose answer is swallowed.
    cuts: Arc<AtomicUsize>,
}

impl Way {
    async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let cuts = Arc::new(AtomicUsize::new(0));
        let shared = Arc::clone(&cuts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(lead(client, server, Arc::clone(&shared)));
            }
        });
        Self { address, cuts }
    }
}

async fn lead(client: TcpStream, server: SocketAddr, cuts: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = TcpStream::connect(server).await?.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from_client.read(&mut buffer).await?;
        let is_commit = buffer[..read].windows(7).any(|window| window == b"COMMIT\0");
        let take_one = |left: usize| left.checked_sub(1);
        let is_cut = is_commit && cuts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take_one).is_ok();
        if is_cut {
            back.abort();
        }
        if read > 0 {
            to_server.write_all(&buffer[..read]).await?;
        }
        if is_cut || read == 0 {
            return to_server.shutdown().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_outcome_nobody_heard_is_neither_lost_nor_done_twice() {
    let telegram = Telegram::start().await.expect("a messenger");
    let account = telegram.bot("probe_bot").await;
    let test = TestDb::new(&[&CORE, &TINY]).await;
    let mut url = url::Url::parse(test.url.expose_secret()).expect("a URL");
    let host = url.host_str().expect("a host").trim_matches(['[', ']']).to_owned();
    let port = url.port().unwrap_or(5432);
    let server = tokio::net::lookup_host((host, port)).await.expect("known").next().expect("an address");
    let way = Way::to(server).await;
    url.set_ip_host(way.address.ip()).expect("an address");
    url.set_port(Some(way.address.port())).expect("a port");
    let config = Config {
        database: DatabaseConfig {
            url: Some(url.to_string().into()),
            direct_url: None,
            data: PathBuf::new(),
        },
        redis: RedisConfig::default(),
        telegram: TelegramConfig { api: telegram.url().parse().expect("a URL"), webhook: None },
        sending: SendingConfig::default(),
        api: ApiConfig::default(),
        http: ([127, 0, 0, 1], 0).into(),
        admins: Vec::new(),
    };
    let house = House::open(config).await.expect("a house");
    let running = house.start(noter(None), account.token.as_str().into()).await.expect("a bot");
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    for number in 1..=6 {
        way.cuts.store(usize::from(number % 2 == 0), Ordering::SeqCst);
        chat.send("x").await;
        chat.expect_that("the next number", |seen| seen.text == number.to_string()).await;
        assert_eq!(way.cuts.load(Ordering::SeqCst), 0, "the COMMIT went that way");
    }
    until_sql(&test.pool, "nothing is open", NOTHING_OPEN).await;
    let facts = "SELECT (SELECT state ->> 'count' FROM nexus.subscriptions) = '6'
        AND (SELECT count(*) = 6 AND max(tries) = 0 FROM nexus.inbox WHERE state = 1)";
    until_sql(&test.pool, "each was done once", facts).await;
    running.stopped().await;
    house.close().await;
}
