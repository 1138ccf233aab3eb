//! The house's own backups: at their time, and when an admin asked.

use std::{future::pending, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    audit::Actor,
    bot::Post,
    duty,
    event::{self, To},
    ids::UserId,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    dialogue::News,
    make::{Begun, Busy, Made, Order, direct},
    schedule,
    store::{facts::BackupLock, rows},
    tidy::tidy,
};

const DUTY: &str = "backup";
/// Whoever has the duty and says nothing for so long has gone.
const LIFE: Duration = Duration::from_secs(30);
const RENEWAL: Duration = Duration::from_secs(10);
/// How soon somebody is heard who asks.
const LOOK: Duration = Duration::from_secs(1);
/// From then on somebody looks whether one that is said to be under way still has a process.
const STALE: TimeDelta = TimeDelta::minutes(1);
/// How often the one who asked is told how far it is; each time is a message that is edited.
const NEWS: Duration = Duration::from_secs(5);

/// Makes backups for as long as the bot works here; only one process does.
pub(crate) async fn work(post: Post) {
    let mut last_complaint = None;
    loop {
        let complaint = look(&post).await.err().map(|error| format!("{error:#}"));
        // The same one every second would bury the rest of the log.
        if let Some(error) = complaint.as_ref().filter(|_| complaint != last_complaint) {
            tracing::warn!(error, "backups are held up");
        }
        last_complaint = complaint;
        tokio::time::sleep(LOOK).await;
    }
}

/// Reads, as long as nothing is to be done; the duty is taken by who has found something.
async fn look(post: &Post) -> anyhow::Result<()> {
    let now = post.clock.now();
    let open = rows::open(&post.db).await?;
    let is_running = open.as_ref().is_some_and(|open| open.state == rows::State::Running);
    let is_wanted = match &open {
        Some(open) if is_running => open.at < now - STALE,
        Some(_) => true,
        None => next(post).await?.is_some_and(|due| due <= now),
    };
    if !is_wanted || !duty::take(&post.db, DUTY, post.process, LIFE).await? {
        return Ok(());
    }
    if is_running { recover(post).await } else { make(post).await }
}

/// When the next one is due; `None`: nobody wants one unasked.
async fn next(post: &Post) -> anyhow::Result<Option<DateTime<Utc>>> {
    let Some(at) = post.config.backup.at else { return Ok(None) };
    let (good, failed) = rows::history(&post.db).await?;
    Ok(Some(schedule::due(at, post.clock.now(), good, failed)))
}

/// One is said to be under way: if nobody holds its lock, its process has ended.
async fn recover(post: &Post) -> anyhow::Result<()> {
    if let Some(lock) = BackupLock::take(direct(&post.db)?).await? {
        rows::fail_stale(&post.db, post.clock.now()).await?;
        lock.release().await;
    }
    Ok(())
}

async fn make(post: &Post) -> anyhow::Result<()> {
    let (progress, heard) = watch::channel(0);
    let folder = post.config.backup.folder.as_path();
    let order = Order { db: &post.db, clock: &post.clock, folder, actor: Actor::System, progress };
    let making = match order.begin().await {
        Ok(making) => making,
        Err(error) if error.is::<Busy>() => return Ok(()),
        Err(error) => return refuse(post, &error).await,
    };
    let teller = Teller { post, begun: making.begun };
    let made = tokio::select! {
        made = order.make(making, pending()) => made,
        never = teller.tell_progress(heard) => never,
        never = keep_duty(post) => never,
    };
    report(&made);
    teller.tell("end", None).await;
    if made.is_ok() {
        tidy(&post.db, folder, post.config.backup.keep, post.clock.now()).await?;
    }
    Ok(())
}

/// It cannot even be begun: who asked is told, and the next try waits as after any failure.
async fn refuse(post: &Post, error: &anyhow::Error) -> anyhow::Result<()> {
    let cause = super::cause(error);
    tracing::error!(error = cause, "a backup cannot be made");
    let (id, asked_by) = rows::refuse(&post.db, &cause, post.clock.now()).await?;
    Teller { post, begun: Begun { id: Some(id), asked_by } }.tell("end", None).await;
    Ok(())
}

fn report(made: &anyhow::Result<Made>) {
    match made {
        Ok(made) => tracing::info!(file = %made.path.display(), bytes = made.bytes, "backed up"),
        Err(error) => tracing::error!(error = super::cause(error), "a backup failed"),
    }
}

/// The duty stays ours however long it takes; correctness hangs on the lock, not on this.
async fn keep_duty<T>(post: &Post) -> T {
    loop {
        tokio::time::sleep(RENEWAL).await;
        if let Err(error) = duty::take(&post.db, DUTY, post.process, LIFE).await {
            tracing::debug!(%error, "the duty to back up is not renewed");
        }
    }
}

/// Tells the one who asked.
struct Teller<'a> {
    post: &'a Post,
    begun: Begun,
}

impl Teller<'_> {
    async fn tell_progress<T>(&self, progress: watch::Receiver<u64>) -> T {
        let mut told = 0;
        for number in 0_u64.. {
            let bytes = *progress.borrow();
            if number == 0 || bytes != told {
                self.tell(&number.to_string(), Some(bytes)).await;
                told = bytes;
            }
            tokio::time::sleep(NEWS).await;
        }
        pending().await
    }

    /// What is told is only that there is news; the row says what.
    async fn tell(&self, which: &str, bytes: Option<u64>) {
        let Begun { id: Some(id), asked_by: Some(user) } = self.begun else { return };
        if let Err(error) = self.send(id, user, which, bytes).await {
            tracing::warn!(error = format!("{error:#}"), "nobody is told how a backup is going");
        }
    }

    async fn send(&self, id: Uuid, user: UserId, which: &str, bytes: Option<u64>) -> anyhow::Result<()> {
        let to = To { bot: self.post.account.code, user };
        let news = News { id, bytes };
        event::send(&self.post.db, to, &format!("backup {id} {which}"), &news, self.post.clock.now()).await?;
        Ok(())
    }
}
