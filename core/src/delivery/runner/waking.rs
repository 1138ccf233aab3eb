//! Which chats are worked on: those with news that are ours, or that nobody else has.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;

use super::{
    super::store::{self, Filed, Opened, Stretch},
    FIRST_PAUSE, Runner,
};
use crate::{db::is_away, ids::ChatKey};

/// How often the inbox is searched for work that nobody announced here: what a process left that died, tries that are due.
const SWEEP: Duration = Duration::from_secs(2);
/// The same where no other process can announce anything, for want of a connection to listen on.
const SWEEP_DEAF: Duration = Duration::from_millis(500);
/// How many chats with open entries one look at the inbox goes through. Thousands are open only where more comes in than
/// may go out; their work is under way, and looking at all of them each time would take much of the database.
const STRETCH: u16 = 1000;
/// One unattended chat among so many is enough to look at the next stretch at once.
const MUCH: usize = 4;

impl Runner {
    pub(super) fn take_up(&self, filed: Vec<Filed>) {
        if self.0.post.stop.is_cancelled() {
            return;
        }
        self.ours().extend(filed.iter().filter(|filed| filed.is_new).map(|filed| filed.chat));
        let mut others = Vec::new();
        for Filed { chat, opened, .. } in filed {
            match opened {
                Some(opened) => self.wake(chat, Some(*opened)),
                None => others.push(chat),
            }
        }
        self.news_in(others);
    }

    /// Something may be due sooner than the schedule said.
    pub(crate) fn schedule_changed(&self) {
        self.0.alarm.ring();
    }

    /// There is news in these chats: those that are ours, or nobody's, are worked off; the owners of the others are told.
    pub fn news_in(&self, chats: Vec<ChatKey>) {
        if self.0.post.stop.is_cancelled() {
            return;
        }
        let (ours, others): (Vec<_>, Vec<_>) = {
            let mut known = self.ours();
            chats.into_iter().partition(|chat| known.contains(*chat))
        };
        ours.into_iter().for_each(|chat| self.wake(chat, None));
        if !others.is_empty() {
            let runner = self.clone();
            self.0.tasks.spawn(async move {
                tokio::select! {
                    () = runner.claim_patiently(others) => {}
                    () = runner.0.post.stop.cancelled() => {}
                }
            });
        }
    }

    /// Waits for a database that is away, so that nobody has to find these chats again.
    async fn claim_patiently(&self, chats: Vec<ChatKey>) {
        while let Err(error) = self.claim(chats.clone()).await {
            if !is_away(&error) {
                return tracing::warn!(%error, "cannot claim chats; a search of the inbox does");
            }
            tracing::debug!(%error, "cannot claim chats yet");
            tokio::time::sleep(FIRST_PAUSE).await;
            self.wait_for_database().await;
        }
    }

    async fn claim(&self, chats: Vec<ChatKey>) -> sqlx::Result<()> {
        let post = &self.0.post;
        let (owner, now) = (self.0.opening.owner, post.clock.now());
        let claimed = store::claim(&post.db, post.account, &chats, owner, now).await?;
        self.ours().extend(claimed.iter().copied());
        claimed.iter().for_each(|chat| self.wake(*chat, None));
        let others: Vec<ChatKey> = chats.into_iter().filter(|chat| !claimed.contains(chat)).collect();
        if others.is_empty() { Ok(()) } else { store::announce(&post.db, post.account, &others).await }
    }

    /// There may be work in this chat of ours; `opened`, where it was just read.
    pub(super) fn wake(&self, chat: ChatKey, opened: Option<Opened>) {
        if self.0.post.stop.is_cancelled() {
            return;
        }
        let mut busy = self.busy();
        if let Some(news) = busy.get_mut(&chat) {
            *news = true;
            return;
        }
        busy.insert(chat, false);
        drop(busy);
        let runner = self.clone();
        self.0.tasks.spawn(async move { runner.work_while_there_is_news(chat, opened).await });
    }

    async fn work_while_there_is_news(self, chat: ChatKey, mut opened: Option<Opened>) {
        loop {
            // A panic here is core's own mistake. The chat must not stay busy for ever because of it; the sweep comes back.
            if AssertUnwindSafe(self.work_off(chat, opened.take())).catch_unwind().await.is_err() {
                tracing::error!(%chat, "the work on a chat panicked");
                self.busy().remove(&chat);
                return;
            }
            let mut busy = self.busy();
            match busy.get_mut(&chat) {
                Some(news) if *news && !self.0.post.stop.is_cancelled() => *news = false,
                _ => {
                    busy.remove(&chat);
                    return;
                }
            }
        }
    }

    /// Searches the inbox until `stop`: at the start all of it, for what a predecessor left; then stretch by stretch, round
    /// and round, for what nobody announced.
    pub async fn sweep(&self) {
        let stop = self.0.post.stop.clone();
        let pause = if self.0.post.db.direct().is_some() { SWEEP } else { SWEEP_DEAF };
        self.search().await;
        let mut place = None;
        loop {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => return,
            }
            while let Some(Stretch { with_work, next }) = self.look_behind(place).await {
                place = next;
                let goes_on = next.is_some() && self.is_much_unattended(&with_work);
                self.news_in(with_work);
                if !goes_on {
                    break;
                }
            }
        }
    }

    /// Searches all of the inbox once.
    pub(crate) async fn search(&self) {
        let mut place = None;
        while let Some(Stretch { with_work, next }) = self.look_behind(place).await {
            self.news_in(with_work);
            if next.is_none() {
                return;
            }
            place = next;
        }
    }

    /// Looks at a stretch of the inbox; `None` when that could not be done.
    async fn look_behind(&self, place: Option<ChatKey>) -> Option<Stretch> {
        let post = &self.0.post;
        let (account, owner, now) = (post.account, self.0.opening.owner, post.clock.now());
        let found = tokio::select! {
            found = store::chats_with_work(&post.db, account, owner, now, place, STRETCH) => found,
            () = post.stop.cancelled() => return None,
        };
        found.inspect_err(|error| tracing::warn!(%error, "cannot search the inbox")).ok()
    }

    /// Whether many of these chats are not being worked on: then somebody has left them, and there are more of that kind.
    fn is_much_unattended(&self, chats: &[ChatKey]) -> bool {
        let busy = self.busy();
        let unattended = chats.iter().filter(|chat| !busy.contains_key(chat)).count();
        unattended * MUCH > chats.len()
    }

    pub(super) fn is_there_news(&self, chat: ChatKey) -> bool {
        self.busy().get(&chat).is_some_and(|news| *news)
    }
}
