//! Keeps a bot at work: stands by until the account's lease is ours, works as long as it is, and puts things away.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use teloxide::types::Me;
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{House, heartbeat, reaction::BotReaction, scheduler::Scheduler};
use crate::{
    bot::Bot,
    clock::Clock,
    db::Db,
    delivery::{Api, Equipment, Intake, Lease, Leasehold, Runner},
    http::BotStatus,
    ids::ExternalId,
    jobs::{JobContext, Worker, prepare_queue},
    registry::Account,
    shared,
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
    api: Api,
    bot: Arc<Bot>,
    me: Me,
    account: Account,
    admins: Arc<[ExternalId]>,
    process: Leasehold,
    status: BotStatus,
    stop: CancellationToken,
}

pub(super) fn start(house: &House, bot: Arc<Bot>, api: Api, me: Me, account: Account) -> Running {
    let stop = house.stop.child_token();
    let tasks = TaskTracker::new();
    let status =
        BotStatus { code: bot.code, account: account.id, is_polling: Arc::new(AtomicBool::new(false)) };
    house.status.add(status.clone());
    let supervisor = Supervisor {
        db: house.db.clone(),
        clock: house.clock.clone(),
        api,
        bot,
        me,
        account,
        admins: house.config.admins.clone().into(),
        process: house.process.clone(),
        status,
        stop: stop.clone(),
    };
    let beat = heartbeat::run(house.db.clone(), house.process.process, supervisor.status.clone());
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
            let lease =
                Lease::wait_for(self.db.clone(), self.account.id, self.process.clone(), &self.stop).await;
            let Some(lease) = lease else { return };
            let (shift, put_away) = (self.stop.child_token(), CancellationToken::new());
            // The lease is kept until everything is put away: whoever has it sends what is pending, and a successor that
            // came earlier would send again what is just being sent here.
            let work = async {
                self.work(shift.clone()).await;
                put_away.cancel();
            };
            let keep = async {
                lease.keep(put_away.clone()).await;
                shift.cancel();
            };
            tokio::join!(work, keep);
            self.status.is_polling.store(false, Ordering::Relaxed);
        }
    }

    /// Everything that a bot does while the lease is held, until `shift` ends.
    async fn work(&self, shift: CancellationToken) {
        if !self.prepare_queue(&shift).await {
            return;
        }
        let planned = Arc::new(Notify::new());
        let runner = self.runner(Arc::clone(&planned), shift.clone());
        let tasks = TaskTracker::new();
        let scheduler = Scheduler {
            db: self.db.clone(),
            clock: self.clock.clone(),
            bot: self.account.bot,
            runners: vec![runner.clone()],
            planned,
        };
        tasks.spawn(scheduler.run(shift.clone()));
        tasks.spawn(self.worker(runner.clone(), shift.clone()));
        tasks.spawn(present(self.api.clone(), Arc::clone(&self.bot), shift.clone()));
        tasks.spawn(self.intake(runner.clone(), shift.clone()));
        tasks.spawn({
            let runner = runner.clone();
            async move { runner.sweep().await }
        });
        shift.cancelled().await;
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

    fn runner(&self, planned: Arc<Notify>, stop: CancellationToken) -> Runner {
        let reaction = BotReaction::new(
            Arc::clone(&self.bot),
            self.me.clone(),
            self.db.clone(),
            Arc::clone(&self.admins),
        );
        let equipment = Equipment {
            db: self.db.clone(),
            api: self.api.clone(),
            clock: self.clock.clone(),
            planned,
            stop,
        };
        Runner::new(self.account.clone(), Arc::new(reaction), equipment)
    }

    fn intake(
        &self,
        runner: Runner,
        stop: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static + use<> {
        let is_polling = Arc::clone(&self.status.is_polling);
        let intake = Intake {
            db: self.db.clone(),
            api: self.api.clone(),
            clock: self.clock.clone(),
            runner,
            is_polling,
        };
        let api = self.api.clone();
        async move {
            // Polling and a webhook exclude each other; what waits on the messenger's side stays there.
            let keep = json!({"drop_pending_updates": false});
            if let Err(error) = api.call::<Value>("deleteWebhook", &keep).await {
                tracing::debug!(%error, "could not end a webhook");
            }
            intake.run(stop).await;
        }
    }

    fn worker(
        &self,
        runner: Runner,
        stop: CancellationToken,
    ) -> impl Future<Output = ()> + Send + 'static + use<> {
        let (jobs, code) = (shared::all_jobs(&self.bot), self.bot.code);
        let context = JobContext { db: self.db.clone(), clock: self.clock.clone() };
        async move {
            if jobs.is_empty() {
                return;
            }
            while !stop.is_cancelled() {
                let runners = vec![runner.clone()];
                match Worker::new(code, jobs.clone(), context.clone(), runners, stop.clone()).await {
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
