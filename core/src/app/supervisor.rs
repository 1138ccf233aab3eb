//! Keeps a bot at work: joins those at work for its account, works as long as they count it as alive, and puts things away.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use teloxide::types::Me;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use url::Url;

use super::{House, heartbeat, reaction::BotReaction, scheduler::Scheduler};
use crate::{
    bot::{Bot, Post},
    broadcast,
    clock::Clock,
    config::Config,
    db::Db,
    delivery::{Api, Doors, Equipment, Gate, Intake, Lease, Replica, Runner, ThisProcess, Webhook, listen},
    http::BotStatus,
    ids::ExternalId,
    jobs::{JobContext, Worker, prepare_queue},
    metrics::{BotMetrics, Metrics},
    notify::Alarm,
    permits::{Limits, Permits},
    registry::Account,
    shared,
    token::Tokens,
};

/// Turns and sends under way get this long at a stop.
const GRACE: Duration = Duration::from_secs(7);
const PAUSE: Duration = Duration::from_secs(1);

/// A bot that was started.
pub struct Running {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Running {
    /// Stops this bot and waits until it has put everything away.
    pub async fn stopped(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

struct Supervisor {
    db: Db,
    clock: Clock,
    config: Arc<Config>,
    api: Api,
    bot: Arc<Bot>,
    me: Me,
    account: Account,
    admins: Arc<[ExternalId]>,
    tokens: Arc<Tokens>,
    process: ThisProcess,
    /// Where the messenger brings updates; `None`: they are polled for.
    webhook: Option<Url>,
    doors: Doors,
    permits: Permits,
    gate: Arc<Gate>,
    status: BotStatus,
    metrics: Metrics,
    counted: Arc<BotMetrics>,
    stop: CancellationToken,
}

/// One stretch of work as one replica.
struct Shift {
    /// No new work is begun.
    over: CancellationToken,
    /// The others count this replica as dead.
    lost: CancellationToken,
}

pub(super) fn start(house: &House, bot: Arc<Bot>, api: Api, me: Me, account: Account) -> Running {
    let stop = house.stop.child_token();
    let tasks = TaskTracker::new();
    let status =
        BotStatus { code: bot.code, account: account.id, is_polling: Arc::new(AtomicBool::new(false)) };
    house.status.add(status.clone());
    let limits = Limits::for_realm(house.config.sending.limits, account.realm);
    // Once for all shifts: what was sent lately counts whoever sent it.
    let permits = Permits::new(account.id, Arc::clone(&house.permits), limits);
    let code = bot.code;
    let supervisor = Supervisor {
        db: house.db.clone(),
        clock: house.clock.clone(),
        config: Arc::clone(&house.config),
        api,
        bot,
        me,
        account,
        admins: house.config.admins.clone().into(),
        tokens: Arc::clone(&house.tokens),
        process: house.process.clone(),
        webhook: house.config.telegram.webhook.clone(),
        doors: house.doors.clone(),
        permits,
        gate: Arc::clone(&house.gate),
        status,
        counted: house.metrics.of_bot(code),
        metrics: house.metrics.clone(),
        stop: stop.clone(),
    };
    let beat = heartbeat::run(
        house.db.clone(),
        house.process.id,
        supervisor.status.clone(),
        Arc::clone(&house.permits),
    );
    let stop_beat = stop.clone();
    tasks.spawn(async move {
        tokio::select! {
            () = beat => {}
            () = stop_beat.cancelled() => {}
        }
    });
    tasks.spawn(supervisor.run());
    Running { stop, tasks }
}

impl Supervisor {
    async fn run(self) {
        while !self.stop.is_cancelled() {
            let replica =
                Replica::join(self.db.clone(), self.account.id, self.process.clone(), &self.stop).await;
            let Some(replica) = replica else { return };
            let shift = Shift { over: self.stop.child_token(), lost: CancellationToken::new() };
            let put_away = CancellationToken::new();
            // Its chats are kept until everything is put away: a successor that came earlier would send again what is
            // just being sent here.
            let work = async {
                self.work(&replica, &shift).await;
                put_away.cancel();
            };
            let live = async {
                replica.live(put_away.clone()).await;
                if !put_away.is_cancelled() {
                    shift.lost.cancel();
                    shift.over.cancel();
                }
            };
            tokio::join!(work, live);
            replica.leave().await;
            self.status.is_polling.store(false, Ordering::Relaxed);
        }
    }

    /// Everything that a bot does while its replica lives, until the shift is over.
    async fn work(&self, replica: &Replica, shift: &Shift) {
        let over = &shift.over;
        if !self.prepare_queue(over).await {
            return;
        }
        let alarm = Arc::new(Alarm::default());
        let runner = self.runner(Arc::clone(&alarm), replica, shift);
        let tasks = TaskTracker::new();
        let scheduler = Scheduler {
            db: self.db.lane(),
            clock: self.clock.clone(),
            bot: self.account.bot,
            runners: vec![runner.clone()],
            alarm,
        };
        tasks.spawn(scheduler.run(over.clone()));
        tasks.spawn(self.worker(runner.clone(), over.clone()));
        tasks.spawn(self.broadcasts(&runner).run(over.clone()));
        tasks.spawn(present(self.api.clone(), Arc::clone(&self.bot), over.clone()));
        match &self.webhook {
            Some(base) => tasks.spawn(self.webhook(base, runner.clone()).run(over.clone())),
            None => tasks.spawn(self.poll(runner.clone(), over.clone())),
        };
        tasks.spawn(listen(self.db.clone(), runner.clone(), over.clone()));
        tasks.spawn({
            let runner = runner.clone();
            async move { runner.sweep().await }
        });
        for work in &self.bot.background {
            let (work, over) = (work(self.post()), over.clone());
            tasks.spawn(async move {
                tokio::select! {
                    () = work => {}
                    () = over.cancelled() => {}
                }
            });
        }
        over.cancelled().await;
        tasks.close();
        let put_away = async {
            tasks.wait().await;
            runner.drain().await;
        };
        if tokio::time::timeout(GRACE, put_away).await.is_err() {
            tracing::warn!(bot = self.bot.code, "stopped with work under way; the inbox has it");
        }
    }

    /// A bot with jobs takes no turn before they can be enqueued. False: it was to stop first.
    async fn prepare_queue(&self, shift: &CancellationToken) -> bool {
        if shared::all_jobs(&self.bot).is_empty() {
            return true;
        }
        let prepared = async {
            while let Err(error) = prepare_queue(&self.db).await {
                tracing::warn!(error = format!("{error:#}"), "the job queue cannot be prepared");
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::select! {
            () = prepared => true,
            () = shift.cancelled() => false,
        }
    }

    fn runner(&self, alarm: Arc<Alarm>, replica: &Replica, shift: &Shift) -> Runner {
        let reaction = BotReaction::new(
            Arc::clone(&self.bot),
            self.me.clone(),
            self.db.clone(),
            Arc::clone(&self.admins),
            Arc::clone(&self.tokens),
        );
        let equipment = Equipment {
            db: self.db.clone(),
            api: self.api.clone(),
            clock: self.clock.clone(),
            config: Arc::clone(&self.config),
            permits: self.permits.clone(),
            metrics: Arc::clone(&self.counted),
            alarm,
            gate: Arc::clone(&self.gate),
            owner: replica.id,
            incarnation: replica.incarnation,
            stop: shift.over.clone(),
            lost: shift.lost.clone(),
        };
        Runner::new(self.account.clone(), Arc::new(reaction), equipment)
    }

    fn broadcasts(&self, runner: &Runner) -> broadcast::Worker {
        broadcast::Worker {
            db: self.db.clone(),
            mail: runner.mail(),
            clock: self.clock.clone(),
            account: self.account.id,
            process: self.process.id,
            metrics: Arc::clone(&self.counted),
        }
    }

    fn post(&self) -> Post {
        Post {
            db: self.db.clone(),
            clock: self.clock.clone(),
            config: Arc::clone(&self.config),
            account: self.account.clone(),
            process: self.process.id,
            admins: Arc::clone(&self.admins),
        }
    }

    fn webhook(&self, base: &Url, runner: Runner) -> Webhook {
        Webhook {
            api: self.api.clone(),
            runner,
            base: base.clone(),
            doors: self.doors.clone(),
            is_receiving: Arc::clone(&self.status.is_polling),
        }
    }

    /// Polls whenever the right to is ours. It is given back as soon as polling ends, so that a successor goes on while
    /// this process still puts things away.
    fn poll(
        &self,
        runner: Runner,
        over: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static + use<> {
        let (db, account, process) = (self.db.clone(), self.account.id, self.process.clone());
        let (api, is_polling) = (self.api.clone(), Arc::clone(&self.status.is_polling));
        async move {
            while let Some(lease) = Lease::wait_for(db.clone(), account, process.clone(), &over).await {
                let (stop, ended) = (over.child_token(), CancellationToken::new());
                let intake =
                    Intake { api: api.clone(), runner: runner.clone(), is_polling: Arc::clone(&is_polling) };
                let polling = async {
                    intake.run(stop.clone()).await;
                    ended.cancel();
                };
                let keeping = async {
                    lease.keep(ended.clone()).await;
                    stop.cancel();
                };
                tokio::join!(polling, keeping);
                is_polling.store(false, Ordering::Relaxed);
            }
        }
    }

    fn worker(
        &self,
        runner: Runner,
        stop: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static + use<> {
        let (jobs, code) = (shared::all_jobs(&self.bot), self.bot.code);
        let context = JobContext { db: self.db.clone(), clock: self.clock.clone(), api: self.api.clone() };
        let metrics = self.metrics.clone();
        async move {
            if jobs.is_empty() {
                return;
            }
            let metrics = metrics.of_jobs(code, jobs.names());
            while !stop.is_cancelled() {
                let (runners, metrics) = (vec![runner.clone()], Arc::clone(&metrics));
                let worker =
                    Worker::new(code, jobs.clone(), context.clone(), runners, metrics, stop.clone()).await;
                match worker {
                    Ok(worker) => worker.run().await,
                    Err(error) => tracing::warn!(error = format!("{error:#}"), "the job worker cannot start"),
                }
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }
}

/// Menu and descriptions, off the path of the first answer.
async fn present(api: Api, bot: Arc<Bot>, stop: CancellationToken) {
    tokio::select! {
        result = shared::sync_menu(&api, &bot) => {
            if let Err(error) = result {
                tracing::warn!(bot = bot.code, %error, "the command menu could not be set");
            }
        }
        () = stop.cancelled() => {}
    }
}
