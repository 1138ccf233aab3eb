//! What can be asked for on the command line.

use crate::{
    args::Args,
    faults::Setup,
    runs::{
        Bench, broadcast, counter,
        due::{self, Case},
        flood,
        kills::{self, Options},
        rate, registry, schedule, start,
    },
};

pub const HELP: &str = "\
nexus-bench <what> [--option value …]

counter     answers a second, people in closed loop: the counter and a plain teloxide bot in turn (--chats 100)
coach       the same for Coach's quick add (--chats 100)
rate        how long an answer takes at a fixed rate (--rate 200, --chats 200)
flood       one person with many messages at once beside others in closed loop (--messages 10000, --chats 100)
start       from the start of a process to its first answer
schedule    two million reminders to come: what looking for those that are due costs (--notifications 2000000)
due         reminders of many people within a minute: --people 10000 without limits, --limited 600 with Telegram's, each
            without and with --kills 20
registry    visits to the registry's API, and the bare statement in turn (--callers 16)
broadcast   a message to --people 100000 beside others who talk with the bot: how fast, and what it costs them; --limits
            off or telegram (then 3,000 people unless told otherwise), --kill in the middle
kills       the counter killed at random moments: --kills 100, --crashes 0 of Postgres, --chats 100
faults      everything at random for --seconds: kills, stops, Postgres crashes, lost connections, a replica that
            stands still, trouble with the messenger; --chats 50
all         everything above with what it has by default

kills and faults also take what the bot has around it: --webhook, --replicas 1 (2 with a webhook), --pooler, --redis,
--trouble with the messenger all the time; --peer strikes the plain bot instead, to see what it loses. The exit code is 1
when a promise was broken.

All take: --runs 5, --seconds 10, --seed 1, --no-build, --bins target/release, --data /var/tmp";

/// One measurement or trial with all its options.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    Counter { chats: i64 },
    Coach { chats: i64 },
    Rate { rate: u32, chats: i64 },
    Flood { messages: u64, chats: i64 },
    Start,
    Schedule { notifications: i64 },
    Due(Vec<Case>),
    Registry { callers: u32 },
    Broadcast(broadcast::Case),
    Kills(Options),
    Faults(Options),
}

impl Job {
    /// Takes the options of what was asked for; the rest is for [`Bench::start`].
    ///
    /// # Errors
    /// When there is no such thing, or an option is malformed.
    pub fn parse(args: &mut Args) -> anyhow::Result<Vec<Self>> {
        let job = match args.what.as_str() {
            "counter" => Job::Counter { chats: args.take("chats", 100)? },
            "coach" => Job::Coach { chats: args.take("chats", 100)? },
            "rate" => Job::Rate { rate: args.take("rate", 200)?, chats: args.take("chats", 200)? },
            "flood" => {
                Job::Flood { messages: args.take("messages", 10_000)?, chats: args.take("chats", 100)? }
            }
            "start" => Job::Start,
            "schedule" => Job::Schedule { notifications: args.take("notifications", 2_000_000)? },
            "due" => Job::Due(cases(args)?),
            "registry" => Job::Registry { callers: args.take("callers", 16)? },
            "broadcast" => Job::Broadcast(broadcast_case(args)?),
            "kills" => Job::Kills(options(args, 100)?),
            "faults" => Job::Faults(options(args, 50)?),
            "all" => return all(),
            other => anyhow::bail!("there is no {other:?}\n\n{HELP}"),
        };
        Ok(vec![job])
    }

    /// Does it, and prints what came of it; false when a promise was broken.
    ///
    /// # Errors
    /// What keeps it from being done.
    pub async fn run(&self, bench: &Bench) -> anyhow::Result<bool> {
        match self {
            Job::Counter { chats } => counter::counter(bench, *chats).await?,
            Job::Coach { chats } => counter::coach(bench, *chats).await?,
            Job::Rate { rate, chats } => rate::run(bench, *rate, *chats).await?,
            Job::Flood { messages, chats } => flood::run(bench, *messages, *chats).await?,
            Job::Start => start::run(bench).await?,
            Job::Schedule { notifications } => schedule::run(bench, *notifications).await?,
            Job::Due(cases) => return due::run(bench, cases).await,
            Job::Registry { callers } => registry::run(bench, *callers).await?,
            Job::Broadcast(case) => return broadcast::run(bench, *case).await,
            Job::Kills(options) => return kills::kills(bench, *options).await,
            Job::Faults(options) => return kills::faults(bench, *options).await,
        }
        Ok(true)
    }
}

fn cases(args: &mut Args) -> anyhow::Result<Vec<Case>> {
    let kills = args.take("kills", 20)?;
    let sizes = [(args.take("people", 10_000)?, false), (args.take("limited", 600)?, true)];
    let sizes = sizes.into_iter().filter(|(people, _)| *people > 0);
    Ok(sizes.flat_map(|(people, limits)| [0, kills].map(|kills| Case { people, limits, kills })).collect())
}

fn broadcast_case(args: &mut Args) -> anyhow::Result<broadcast::Case> {
    let limits = match args.take("limits", "off".to_owned())?.as_str() {
        "off" => false,
        "telegram" => true,
        other => anyhow::bail!("--limits {other}: off or telegram"),
    };
    let people = args.take("people", if limits { 3_000 } else { 100_000 })?;
    Ok(broadcast::Case { people, limits, kill: args.flag("kill") })
}

fn options(args: &mut Args, chats: i64) -> anyhow::Result<Options> {
    let webhook = args.flag("webhook");
    let setup = Setup {
        webhook,
        replicas: args.take("replicas", if webhook { 2 } else { 1 })?,
        pooler: args.flag("pooler"),
        redis: args.flag("redis"),
        limits: false,
    };
    Ok(Options {
        setup,
        chats: args.take("chats", chats)?,
        kills: args.take("kills", 100)?,
        crashes: args.take("crashes", 0)?,
        trouble: args.flag("trouble"),
        peer: args.flag("peer"),
    })
}

/// Lines as they could stand on the command line.
fn all() -> anyhow::Result<Vec<Job>> {
    let lines = [
        "counter",
        "counter --chats 1000",
        "counter --chats 10000",
        "coach",
        "rate",
        "flood",
        "start",
        "schedule",
        "due",
        "registry",
        "broadcast",
        "broadcast --kill",
        "broadcast --limits telegram",
        "kills --kills 1 --peer",
        "kills",
        "kills --crashes 20",
        "kills --trouble",
        "kills --pooler",
        "kills --webhook",
        "kills --webhook --pooler --redis --crashes 10 --trouble",
        "faults",
    ];
    let parse = |line: &str| Job::parse(&mut Args::parse(line.split(' ').map(str::to_owned))?);
    let jobs: anyhow::Result<Vec<_>> = lines.into_iter().map(parse).collect();
    Ok(jobs?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_explained_and_takes_its_options() {
        let words = HELP.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let commands: Vec<&str> =
            words.filter_map(|line| line.split_once("  ").map(|(word, _)| word)).collect();
        assert_eq!(commands.len(), 12);
        for command in commands {
            let mut args = Args::parse([command.to_owned()].into_iter()).expect("a command line");
            assert!(!Job::parse(&mut args).expect(command).is_empty());
        }
        let words = ["rate", "--rate", "50"].map(str::to_owned);
        let jobs = Job::parse(&mut Args::parse(words.into_iter()).expect("a command line")).expect("a job");
        assert_eq!(jobs, [Job::Rate { rate: 50, chats: 200 }]);
        assert!(Job::parse(&mut Args::default()).is_err());
    }
}
