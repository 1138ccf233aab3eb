//! Whoever watches a broadcast is told that it has come further.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::{self, Watcher};
use crate::{
    db::{Db, Sql},
    event::{self, Event, To},
    ids::BroadcastId,
};

/// A broadcast has come further, or somebody has paused, resumed or stopped it. How it stands is to be read when this is
/// worked off: it may be later.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Progress {
    pub broadcast: BroadcastId,
}

impl Event for Progress {
    const NAME: &'static str = "broadcast_progress";
}

/// How urgent news are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Some more were sent to: nobody needs to hear it who has not yet worked off the last of these.
    Further,
    /// It stands differently.
    Different,
}

/// A statement that tells one of those who watch that it stands differently; for who changed it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn telling(id: BroadcastId, to: &Watcher, now: DateTime<Utc>) -> anyhow::Result<Sql> {
    let Watcher { user, bot, .. } = to;
    event::sending(To { bot, user: *user }, &key(id, to), &Progress { broadcast: id }, now)
}

/// Who does not watch hears of the end, and that once.
fn key(id: BroadcastId, to: &Watcher) -> String {
    match to.is_watching {
        true => format!("{}{}", prefix(id), Uuid::now_v7()),
        false => format!("{}over:{}", prefix(id), to.user),
    }
}

fn prefix(id: BroadcastId) -> String {
    format!("broadcast:{id}:")
}

/// Tells everybody who watches.
pub(super) async fn tell(db: &Db, id: BroadcastId, news: News, now: DateTime<Utc>) -> anyhow::Result<()> {
    for to in store::watchers(db, id).await? {
        let Watcher { user, bot, .. } = &to;
        if news == News::Further && store::has_open_news(db, bot, *user, &prefix(id)).await? {
            continue;
        }
        event::send(db, To { bot, user: *user }, &key(id, &to), &Progress { broadcast: id }, now).await?;
    }
    Ok(())
}
