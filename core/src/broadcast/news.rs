//! Whoever watches a broadcast is told that it has come further.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
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

/// A statement that tells one who watches that it stands differently; for who changed it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn telling(id: BroadcastId, to: To<'_>, now: DateTime<Utc>) -> anyhow::Result<Sql> {
    event::sending(to, &format!("{}{}", prefix(id), Uuid::now_v7()), &Progress { broadcast: id }, now)
}

fn prefix(id: BroadcastId) -> String {
    format!("broadcast:{id}:")
}

/// Tells everybody who watches.
pub(super) async fn tell(db: &Db, id: BroadcastId, news: News, now: DateTime<Utc>) -> anyhow::Result<()> {
    let prefix = prefix(id);
    for (user, bot) in store::watchers(db, id).await? {
        if news == News::Further && store::has_open_news(db, &bot, user, &prefix).await? {
            continue;
        }
        let key = format!("{prefix}{}", Uuid::now_v7());
        event::send(db, To { bot: &bot, user }, &key, &Progress { broadcast: id }, now).await?;
    }
    Ok(())
}
