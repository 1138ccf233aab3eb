//! Which chats are worked on: those with news that are ours, or that nobody else has.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;

use super::{
    super::store::{self, Filed, Opened},
    Runner,
};
use crate::ids::ChatKey;

/// How often the inbox is searched for work that nobody announced here: what a process left that died, tries that are due.
const SWEEP: Duration = Duration::from_secs(2);
/// The same where no other process can announce anything, for want of a connection to listen on.
const SWEEP_DEAF: Duration = Duration::from_millis(500);

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

    /// There is news in these chats: those that are ours, or nobody's, are worked off; the owners of the others are told.
    pub fn news_in(&self, chats: Vec<ChatKey>) {
        if self.0.post.stop.is_cancelled() {
            return;
        }
        let (ours, others): (Vec<_>, Vec<_>) = {
            let known = self.ours();
            chats.into_iter().partition(|chat| known.contains(chat))
        };
        ours.into_iter().for_each(|chat| self.wake(chat, None));
        if !others.is_empty() {
            let runner = self.clone();
            self.0.tasks.spawn(async move {
                if let Err(error) = runner.claim(others).await {
                    tracing::warn!(%error, "cannot claim chats; the next search of the inbox does");
                }
            });
        }
    }

    async fn claim(&self, chats: Vec<ChatKey>) -> sqlx::Result<()> {
        let post = &self.0.post;
        let claimed =
            store::claim(&post.db, post.account, &chats, self.0.opening.owner, post.clock.now()).await?;
        self.ours().extend(&claimed);
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

    /// Searches the inbox until `stop`: at the start for what a predecessor left, later for what nobody announced.
    pub async fn sweep(&self) {
        let stop = self.0.post.stop.clone();
        let pause = if self.0.post.db.direct().is_some() { SWEEP } else { SWEEP_DEAF };
        while !stop.is_cancelled() {
            self.search().await;
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Searches the inbox once.
    pub(crate) async fn search(&self) {
        let post = &self.0.post;
        let found = tokio::select! {
            found = store::chats_with_work(&post.db, post.account, self.0.opening.owner, post.clock.now()) => found,
            () = post.stop.cancelled() => return,
        };
        match found {
            Ok(chats) => self.news_in(chats),
            Err(error) => tracing::warn!(%error, "cannot search the inbox"),
        }
    }

    pub(super) fn is_there_news(&self, chat: ChatKey) -> bool {
        self.busy().get(&chat).is_some_and(|news| *news)
    }
}
