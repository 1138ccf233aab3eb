//! A bot with all that it stands on, each part of which can be struck.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use sqlx::{Connection, PgConnection};
use url::Url;

use super::{
    store,
    strike::{Kind, Strike},
};
use crate::{
    machine::{free_port, pooler, process::Process, redis, service::Service, signal},
    runs::{Bench, contender::Contender},
    stub::{Chats, Stub, trouble::Rates},
};

/// Longest that a bot may take to ask for updates after its start.
const STARTING: Duration = Duration::from_secs(60);

/// What a world is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    /// Processes of the bot.
    pub replicas: usize,
    /// Updates are posted to the replicas in turn, instead of being polled for by one of them.
    pub webhook: bool,
    pub pooler: bool,
    pub redis: bool,
    /// Telegram's limits on sending: the bot keeps them, and the messenger insists on them.
    pub limits: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { replicas: 1, webhook: false, pooler: false, redis: false, limits: false }
    }
}

struct Replica {
    address: SocketAddr,
    process: Option<Process>,
}

/// Everything that a bot needs, in a database of its own.
pub struct World<'a> {
    pub bench: &'a Bench,
    pub contender: Contender,
    pub stub: Stub,
    setup: Setup,
    /// Past any pooler.
    database: Url,
    replicas: Vec<Replica>,
    pooler: Option<Service>,
    redis: Option<Service>,
    /// What was done so far.
    pub struck: BTreeMap<Kind, u64>,
    /// What went wrong that must not: a bot that ended by itself, or did not stop.
    pub broken: Vec<String>,
}

impl<'a> World<'a> {
    /// Starts the bot on an empty database, and waits until it asks for updates.
    ///
    /// # Errors
    /// When it does not.
    pub async fn start(
        bench: &'a Bench,
        contender: Contender,
        setup: Setup,
        chats: Arc<dyn Chats>,
    ) -> anyhow::Result<Self> {
        let mut world = Self::prepare(bench, contender, setup, chats).await?;
        let mut contacts = world.stub.account.contacts();
        (0..setup.replicas).try_for_each(|replica| world.start_replica(replica))?;
        let asked = tokio::time::timeout(STARTING, contacts.changed()).await;
        ensure!(asked.is_ok(), "{} asks for no updates:\n{}", contender.program, world.log());
        Ok(world)
    }

    async fn prepare(
        bench: &'a Bench,
        contender: Contender,
        setup: Setup,
        chats: Arc<dyn Chats>,
    ) -> anyhow::Result<Self> {
        let (database, janitor) = (bench.fresh_database().await?, &bench.machine.janitor);
        let stub = Stub::start(contender.bot, chats, bench.seed).await?;
        stub.account.limit(setup.limits);
        let mut replicas = Vec::with_capacity(setup.replicas);
        for _ in 0..setup.replicas {
            replicas.push(Replica { address: ([127, 0, 0, 1], free_port()?).into(), process: None });
        }
        stub.account.balance(replicas.iter().map(|replica| replica.address).collect());
        Ok(Self {
            pooler: if setup.pooler { Some(pooler::start(&database, janitor).await?) } else { None },
            redis: if setup.redis { Some(redis::start(janitor).await?) } else { None },
            struck: BTreeMap::new(),
            broken: Vec::new(),
            bench,
            contender,
            stub,
            setup,
            database,
            replicas,
        })
    }

    /// Starts a replica that does not run.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_replica(&mut self, replica: usize) -> anyhow::Result<()> {
        let database =
            self.pooler.as_ref().map_or_else(|| self.database.clone(), |it| pooler::url(it, &self.database));
        let mut command = self.contender.command(self.bench, &self.stub.url(), &database)?;
        // The public address is one for all; whose it is does not matter, since the stub stands for what is behind it.
        let public = self.replicas.first().map(|first| format!("http://{}", first.address));
        let replica = self.replicas.get_mut(replica).context("there is no such replica")?;
        command.env("HTTP_ADDR", replica.address.to_string());
        command.env("SEND_LIMITS", if self.setup.limits { "telegram" } else { "off" });
        if let (true, Some(public)) = (self.setup.webhook, public) {
            command.env("WEBHOOK_URL", public);
        }
        if let Some(redis) = &self.redis {
            command.env("REDIS_URL", redis::url(redis));
        }
        let log = self.bench.machine.folder.join(format!("bot-{}.log", replica.address.port()));
        replica.process = Some(Process::spawn(command, &log, &self.bench.machine.janitor)?);
        Ok(())
    }

    /// Past any pooler.
    pub fn database(&self) -> &Url {
        &self.database
    }

    /// Where a replica's endpoint is.
    pub fn address(&self, replica: usize) -> Option<SocketAddr> {
        self.replicas.get(replica).map(|replica| replica.address)
    }

    /// The number of a replica's process, while it runs.
    pub fn pid(&self, replica: usize) -> Option<u32> {
        self.replicas.get(replica)?.process.as_ref().map(Process::pid)
    }

    /// kill -9, where it runs.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(&mut self, replica: usize) -> anyhow::Result<()> {
        match self.replicas.get_mut(replica).and_then(|replica| replica.process.take()) {
            Some(process) => process.kill().await,
            None => Ok(()),
        }
    }

    /// Stops a replica as an orchestrator does; one that does not stop in time, or not well, breaks a promise.
    async fn stop(&mut self, replica: usize) {
        let process = self.replicas.get_mut(replica).and_then(|replica| replica.process.take());
        if let Some(process) = process
            && let Err(error) = process.stop().await
        {
            self.broken.push(format!("a bot that was told to stop: {error:#}"));
        }
    }

    /// Waits for the strike's moment, does it, and mends what it broke.
    ///
    /// # Errors
    /// When something cannot be started again, which is the machine's fault and not the bot's.
    pub async fn strike(&mut self, strike: Strike) -> anyhow::Result<()> {
        tokio::time::sleep(strike.after).await;
        self.look_after()?;
        *self.struck.entry(strike.kind).or_default() += 1;
        let replica = usize::try_from(strike.victim % self.replicas.len().max(1) as u64)?;
        match strike.kind {
            Kind::Kill => {
                self.kill(replica).await?;
                tokio::time::sleep(strike.lasts).await;
                self.start_replica(replica)
            }
            Kind::Restart => {
                self.stop(replica).await;
                self.start_replica(replica)
            }
            Kind::Freeze => self.freeze(replica, strike.lasts).await,
            Kind::Crash => self.crash(strike.lasts).await,
            Kind::CrashAndKill => {
                self.kill(replica).await?;
                self.crash(strike.lasts).await?;
                self.start_replica(replica)
            }
            Kind::Disconnect => self.disconnect(strike.victim).await,
            Kind::Trouble => {
                self.stub.account.trouble(Rates::BAD);
                tokio::time::sleep(strike.lasts).await;
                self.stub.account.trouble(Rates::default());
                Ok(())
            }
            Kind::Pooler => strike_service(self.pooler.as_mut(), strike.lasts).await,
            Kind::Redis => strike_service(self.redis.as_mut(), strike.lasts).await,
        }
    }

    async fn freeze(&self, replica: usize, lasts: Duration) -> anyhow::Result<()> {
        let Some(pid) = self.pid(replica) else { return Ok(()) };
        // One that has just ended by itself is looked after before the next strike.
        if signal(pid, "STOP").await.is_err() {
            return Ok(());
        }
        tokio::time::sleep(lasts).await;
        signal(pid, "CONT").await
    }

    async fn crash(&self, lasts: Duration) -> anyhow::Result<()> {
        self.bench.machine.postgres.stop_immediately().await?;
        tokio::time::sleep(lasts).await;
        self.bench.machine.postgres.start().await
    }

    async fn disconnect(&self, victim: u64) -> anyhow::Result<()> {
        let mut admin = self.admin().await?;
        let limit = i64::try_from(1 + victim % 8)?;
        store::disconnect(&mut admin, victim.cast_signed(), limit).await?;
        Ok(admin.close().await?)
    }

    /// Starts bots again that ended without being told to, as an orchestrator does, and notes it.
    ///
    /// # Errors
    /// When one cannot be started.
    pub fn look_after(&mut self) -> anyhow::Result<()> {
        for number in 0..self.replicas.len() {
            let Some(process) = &mut self.replicas[number].process else { continue };
            let Some(status) = process.ended() else { continue };
            self.broken.push(format!("a bot ended by itself with {status}:\n{}", process.tail()));
            self.start_replica(number)?;
        }
        Ok(())
    }

    /// A superuser's connection to the bot's database, past any pooler.
    ///
    /// # Errors
    /// What the server says.
    pub async fn admin(&self) -> anyhow::Result<PgConnection> {
        self.bench.machine.postgres.admin(self.database.path().trim_start_matches('/')).await
    }

    /// The end of what the bots logged.
    pub fn log(&self) -> String {
        let processes = self.replicas.iter().filter_map(|replica| replica.process.as_ref());
        processes.map(Process::tail).next().unwrap_or_default()
    }
}

async fn strike_service(service: Option<&mut Service>, lasts: Duration) -> anyhow::Result<()> {
    match service {
        Some(service) => service.strike(lasts).await,
        None => Ok(()),
    }
}
