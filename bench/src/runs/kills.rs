//! A bot under load, struck again and again at random moments.

use std::time::{Duration, Instant};

use super::{
    Bench,
    contender::{COUNTER, Contender, PEER_COUNTER},
};
use crate::{
    faults::{Kind, Setup, Strike, Verdict, World},
    load::{COUNTING, People},
    random::Random,
};

/// Messages that a person writes at once, at most: so that order is put to the test too.
const BURST: u64 = 3;

/// How a run goes, as the command line says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub setup: Setup,
    pub chats: i64,
    pub kills: usize,
    /// How often Postgres stops immediately.
    pub crashes: usize,
    /// Whether the messenger fails all the time.
    pub trouble: bool,
    /// Whether the plain peer is struck instead.
    pub peer: bool,
}

impl Options {
    fn contender(self) -> Contender {
        if self.peer { PEER_COUNTER } else { COUNTER }
    }
}

/// As many kills as asked, and nothing else unless asked.
///
/// # Errors
/// What goes wrong; says whether the promises held.
pub async fn kills(bench: &Bench, options: Options) -> anyhow::Result<bool> {
    let Options { setup, chats, kills, crashes, trouble, .. } = options;
    let kinds = [(Kind::Kill, kills), (Kind::Crash, crashes)];
    let strikes = Strike::draw_all(&kinds, &mut Random::new(bench.seed));
    let people = People::new(COUNTING);
    let mut world = World::start(bench, options.contender(), setup, people.clone()).await?;
    if trouble {
        world.stub.account.trouble(crate::stub::trouble::Rates::BAD);
    }
    begin(&world, &people, chats);
    for strike in strikes {
        strike_with(&mut world, &people, strike).await?;
    }
    conclude(&mut world, &people, &title("killed under load", options)).await
}

/// Everything that can be struck, at random, for as long as the bench was told.
///
/// # Errors
/// As [`kills`].
pub async fn faults(bench: &Bench, options: Options) -> anyhow::Result<bool> {
    let Options { setup, chats, .. } = options;
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| can_be_struck(*kind, setup)).collect();
    let mut random = Random::new(bench.seed);
    let people = People::new(COUNTING);
    let mut world = World::start(bench, options.contender(), setup, people.clone()).await?;
    begin(&world, &people, chats);
    let until = Instant::now() + Duration::from_secs(bench.seconds);
    while Instant::now() < until {
        let Some(&kind) = random.pick(&kinds) else { break };
        strike_with(&mut world, &people, Strike::draw(kind, &mut random)).await?;
    }
    conclude(&mut world, &people, &title("struck at random", options)).await
}

async fn strike_with(world: &mut World<'_>, people: &People, strike: Strike) -> anyhow::Result<()> {
    let struck_at = Instant::now() + strike.after;
    world.strike(strike).await?;
    if matches!(strike.kind, Kind::Crash | Kind::CrashAndKill) {
        people.note_absence(struck_at, Instant::now());
    }
    Ok(())
}

fn can_be_struck(kind: Kind, setup: Setup) -> bool {
    match kind {
        Kind::Pooler => setup.pooler,
        Kind::Redis => setup.redis,
        Kind::Freeze => setup.replicas > 1,
        _ => true,
    }
}

fn begin(world: &World<'_>, people: &People, chats: i64) {
    people.write_in_bursts(BURST);
    people.measure();
    people.converse(&world.stub.account, chats);
}

async fn conclude(world: &mut World<'_>, people: &People, title: &str) -> anyhow::Result<bool> {
    world.stub.account.trouble(Default::default());
    let verdict = Verdict::of(world, people).await?;
    println!("{}\n", verdict.report(title));
    Ok(verdict.holds())
}

fn title(what: &str, options: Options) -> String {
    let setup = options.setup;
    let name = if options.peer { "plain peer" } else { "counter" };
    let parts = [
        (setup.webhook, format!("webhook, {} replicas", setup.replicas)),
        (!setup.webhook && setup.replicas > 1, format!("{} replicas", setup.replicas)),
        (setup.pooler, "behind PgBouncer".to_owned()),
        (setup.redis, "with Redis".to_owned()),
        (options.trouble, "on a bad day of the messenger".to_owned()),
    ];
    let parts = parts.into_iter().filter(|(holds, _)| *holds).map(|(_, part)| part);
    [format!("{name}, {what}")].into_iter().chain(parts).collect::<Vec<_>>().join(", ")
}
