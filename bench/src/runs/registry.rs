//! What `POST /users/from-telegram` costs beside the statement that it stands on: token, limits, operation id, audit and
//! JSON, against `registry::store::person_came` from as many loops over a pool of the same size. And how long `/health`
//! takes meanwhile.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use nexus_core::{
    clock::Clock,
    db::{Config, Db},
    ids::{BotId, ExternalId, Realm},
    registry::{
        Profile,
        store::{Meeting, person_came},
    },
};
use secrecy::SecretString;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{
    Bench,
    contender::NEXUS,
    pairs::{Column, Pairs},
    store,
};
use crate::{
    faults::{Setup, World},
    figures::{Latency, grouped},
    load::{Caller, Reminded},
    machine::usage,
};

/// Between two looks at `/health`.
const BEAT: Duration = Duration::from_millis(20);
/// Before the clock starts.
const WARM_UP: Duration = Duration::from_secs(2);
/// People of the registry who come again and again.
const KNOWN: i64 = 1_000;

/// Who comes.
#[derive(Clone, Copy, Debug)]
enum Visitors {
    Known,
    /// Each once.
    New,
}

impl Visitors {
    fn number(self, turn: i64) -> i64 {
        match self {
            Self::Known => 1 + turn % KNOWN,
            Self::New => 1 + KNOWN + turn,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Known => "known people",
            Self::New => "new people",
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Figures {
    rate: f64,
    latency: Latency,
    /// Of `/health`; nothing where there is none.
    health: Latency,
    /// Most MiB of the process so far.
    memory: f64,
}

const COLUMNS: [Column<Figures>; 7] = [
    ("visits/s", |figures| figures.rate),
    ("p50 ms", |figures| figures.latency.p50),
    ("p99 ms", |figures| figures.latency.p99),
    ("max ms", |figures| figures.latency.max),
    ("/health p50 ms", |figures| figures.health.p50),
    ("/health p99 ms", |figures| figures.health.p99),
    ("nexus MiB", |figures| figures.memory),
];

/// `callers` ask at once, each over a connection of its own.
///
/// # Errors
/// What goes wrong.
pub async fn run(bench: &Bench, callers: u32) -> anyhow::Result<()> {
    let world = World::start(bench, NEXUS, Setup::default(), Reminded::new()).await?;
    let (database, address) = (world.database().clone(), world.address(0).context("no process")?);
    let bearer: Arc<str> = token(bench, &database).await?.into();
    let bot = store::bot_id(&mut world.admin().await?, NEXUS.bot).await?;
    // Counts on over all runs, so that new people stay new and each operation has a name of its own.
    let turn = Arc::new(AtomicI64::new(0));
    for visitors in [Visitors::Known, Visitors::New] {
        let mut pairs = Pairs { ours: Vec::new(), peers: Vec::new() };
        for run in 0..bench.runs {
            eprintln!("{} of {}: {}", run + 1, bench.runs, visitors.title());
            let load = Load { bench, callers, visitors, turn: &turn };
            pairs.peers.push(load.bare(&database, bot).await?);
            let mut served = load.served(address, &bearer).await?;
            served.memory = world.pid(0).map_or(f64::NAN, |pid| usage::memory(pid).1);
            pairs.ours.push(served);
        }
        let title = format!("{}, {} at once", visitors.title(), grouped(callers.into()));
        println!("{}\n", pairs.table(&title, &COLUMNS));
    }
    Ok(())
}

/// Issued as an operator does.
async fn token(bench: &Bench, database: &Url) -> anyhow::Result<String> {
    let mut command = NEXUS.command(bench, "http://127.0.0.1:9", database)?;
    command.args(["token", "issue", "--bot", "nexus", "--name", "bench"]);
    let output = command.output().await.context("nexus token issue")?;
    ensure!(output.status.success(), "no token: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Somebody who brings people, one after the other.
enum Porter {
    /// Straight to the database.
    Bare {
        db: Db,
        clock: Clock,
        bot: BotId,
    },
    Served {
        caller: Caller,
        bearer: Arc<str>,
    },
}

impl Porter {
    /// Says how long it took.
    async fn bring(&mut self, person: i64, turn: i64) -> anyhow::Result<Duration> {
        match self {
            Self::Bare { db, clock, bot } => {
                let profile = profile(person);
                let now = clock.now();
                let meeting =
                    Meeting { realm: Realm::Telegram, bot: *bot, profile: &profile, home: None, now };
                let begun = Instant::now();
                person_came(db, meeting).await?;
                Ok(begun.elapsed())
            }
            Self::Served { caller, bearer } => {
                let answer = caller.call(visit(bearer, person, turn).as_bytes()).await?;
                let said = String::from_utf8_lossy(answer.body);
                ensure!(answer.status == 200, "{} {said}", answer.status);
                Ok(answer.taken)
            }
        }
    }
}

fn profile(number: i64) -> Profile {
    Profile {
        id: ExternalId(number),
        first_name: format!("Person {number}"),
        last_name: None,
        username: Some(format!("person_{number}")),
        language_code: Some("uk".to_owned()),
    }
}

/// The same person, as a request.
fn visit(bearer: &str, person: i64, turn: i64) -> String {
    let body = format!(
        r#"{{"telegram_id":{person},"username":"person_{person}","first_name":"Person {person}","language_code":"uk","bot_code":"nexus"}}"#
    );
    format!(
        "POST /users/from-telegram HTTP/1.1\r\nHost: nexus\r\nAuthorization: Bearer {bearer}\r\nX-Operation-Id: visit-{turn}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// People who come in a closed loop.
struct Load<'a> {
    bench: &'a Bench,
    callers: u32,
    visitors: Visitors,
    turn: &'a Arc<AtomicI64>,
}

impl Load<'_> {
    async fn bare(&self, database: &Url, bot: BotId) -> anyhow::Result<Figures> {
        let db = Db::connect(&Config::new(SecretString::from(database.to_string()))).await?;
        let porters = (0..self.callers).map(|_| Porter::Bare { db: db.clone(), clock: Clock::system(), bot });
        let (rate, latency) = self.run(porters.collect()).await?;
        db.close().await;
        Ok(Figures { rate, latency, health: Latency::of(Vec::new()), memory: f64::NAN })
    }

    async fn served(&self, address: SocketAddr, bearer: &Arc<str>) -> anyhow::Result<Figures> {
        let mut porters = Vec::new();
        for _ in 0..self.callers {
            let caller = Caller::connect(address).await?;
            porters.push(Porter::Served { caller, bearer: Arc::clone(bearer) });
        }
        let stop = CancellationToken::new();
        let health = tokio::spawn(watch_health(address, stop.clone()));
        let (rate, latency) = self.run(porters).await?;
        stop.cancel();
        let health = Latency::of(health.await??);
        Ok(Figures { rate, latency, health, memory: f64::NAN })
    }

    /// Visits a second, and how long they took.
    async fn run(&self, porters: Vec<Porter>) -> anyhow::Result<(f64, Latency)> {
        let begins = Instant::now() + WARM_UP;
        let ends = begins + Duration::from_secs(self.bench.seconds);
        let mut tasks = JoinSet::new();
        for mut porter in porters {
            let (visitors, turn) = (self.visitors, Arc::clone(self.turn));
            tasks.spawn(async move {
                let mut taken = Vec::with_capacity(1 << 14);
                while Instant::now() < ends {
                    let turn = turn.fetch_add(1, Ordering::Relaxed);
                    let visit = porter.bring(visitors.number(turn), turn).await?;
                    if Instant::now() >= begins {
                        taken.push(visit);
                    }
                }
                anyhow::Ok(taken)
            });
        }
        let mut all = Vec::new();
        while let Some(taken) = tasks.join_next().await {
            all.extend(taken??);
        }
        let rate = all.len() as f64 / self.bench.seconds.max(1) as f64;
        Ok((rate, Latency::of(all)))
    }
}

async fn watch_health(address: SocketAddr, stop: CancellationToken) -> anyhow::Result<Vec<Duration>> {
    let mut caller = Caller::connect(address).await?;
    let mut taken = Vec::new();
    while !stop.is_cancelled() {
        let answer = caller.call(b"GET /health HTTP/1.1\r\nHost: nexus\r\n\r\n").await?;
        ensure!(answer.status == 200, "/health says {}", answer.status);
        taken.push(answer.taken);
        tokio::time::sleep(BEAT).await;
    }
    Ok(taken)
}
