//! What was given up, for operators: entries of the inbox whose handler failed three times, jobs that failed as often, and
//! messages that the messenger refuses. Each is kept with its cause until somebody has it tried again or drops it.

mod change;
pub mod edit;
pub mod history;
mod id;
mod store;

pub use change::{By, drop, edit, retry, retry_all};
pub(crate) use store::jobs::has_queue;

pub use id::{DeadId, NoId};
pub use store::counts::{COUNTED, DeadOf};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::{
    db::Db,
    ids::{ChatKey, TraceId},
};

/// Something that was given up.
#[derive(Clone, Debug)]
pub struct Dead {
    pub id: DeadId,
    /// When it came in, was enqueued, or was refused.
    pub at: DateTime<Utc>,
    /// The bot's code.
    pub bot: String,
    /// The bot's name on the messenger, where it has one.
    pub account: Option<String>,
    pub chat: ChatKey,
    /// The first name of whom it is about, where that is known.
    pub person: Option<String>,
    /// What it is, in a word or two.
    pub what: String,
    pub tries: i32,
    pub cause: String,
    pub trace: Option<TraceId>,
    /// As it is stored: JSON, as a rule.
    pub body: String,
}

/// Which of the dead are meant.
#[derive(Clone, Copy, Debug, Default)]
struct Which<'a> {
    number: Option<i64>,
    bot: Option<&'a str>,
}

/// How many of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub entries: u64,
    pub jobs: u64,
    pub messages: u64,
}

impl Counts {
    pub fn total(self) -> u64 {
        self.entries + self.jobs + self.messages
    }
}

/// The latest `limit` of a bot, or of all bots, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &Db, bot: Option<&str>, limit: i64) -> sqlx::Result<Vec<Dead>> {
    let which = Which { number: None, bot };
    let mut dead = store::entries::read(db, which, limit).await?;
    dead.extend(store::messages::read(db, which, limit).await?);
    if store::jobs::has_queue(db).await? {
        dead.extend(store::jobs::read(db, which, limit).await?);
    }
    dead.sort_by_key(|dead| std::cmp::Reverse(dead.at));
    dead.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(dead)
}

/// A page of what [`list`] gives: what stands behind the first `offset` of it.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &Db, bot: Option<&str>, offset: i64, limit: i64) -> sqlx::Result<Vec<Dead>> {
    let mut dead = list(db, bot, offset.saturating_add(limit)).await?;
    dead.drain(..dead.len().min(usize::try_from(offset).unwrap_or(usize::MAX)));
    Ok(dead)
}

/// The bots of which something is dead, and how much; of each kind and account at most [`COUNTED`] are counted.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: &Db) -> sqlx::Result<Vec<DeadOf>> {
    let mut counts = store::counts::delivery(db).await?;
    if store::jobs::has_queue(db).await? {
        for (bot, jobs) in store::counts::jobs(db).await? {
            if let Some(known) = counts.iter_mut().find(|known| known.bot == bot) {
                known.jobs = jobs;
            }
        }
    }
    counts.retain(|of| of.total() > 0);
    Ok(counts)
}

/// `None`: there is no such thing, or it is not dead.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &Db, id: DeadId) -> sqlx::Result<Option<Dead>> {
    let which = |number| Which { number: Some(number), bot: None };
    let mut found = match id {
        DeadId::Entry(number) => store::entries::read(db, which(number), 1).await?,
        DeadId::Message(number) => store::messages::read(db, which(number), 1).await?,
        DeadId::Job(number) if store::jobs::has_queue(db).await? => {
            store::jobs::read(db, which(number), 1).await?
        }
        DeadId::Job(_) => Vec::new(),
    };
    Ok(found.pop())
}

/// Whether there is such a thing that is alive: waiting, at work, or done a short while ago.
///
/// # Errors
/// When the database does not answer.
pub async fn is_alive(db: &Db, id: DeadId) -> sqlx::Result<bool> {
    match id {
        DeadId::Entry(number) => store::entries::is_alive(db, number).await,
        DeadId::Job(number) => {
            Ok(store::jobs::has_queue(db).await? && store::jobs::is_alive(db, number).await?)
        }
        // Those that were sent again are entries since.
        DeadId::Message(_) => Ok(false),
    }
}

/// What something of this kind is, as far as its body says: the kind of an update, the name of a job, of an event.
fn what(kind: &str, body: &str) -> String {
    let body: Map<String, Value> = serde_json::from_str(body).unwrap_or_default();
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let detail = match kind {
        "update" if body.get("message").is_some_and(|message| message.get("media_group_id").is_some()) => {
            Some("album")
        }
        "update" => body.keys().map(String::as_str).find(|key| *key != "update_id"),
        "answer" | "job" => text("job"),
        "event" => text("event"),
        _ => None,
    };
    detail.map_or_else(|| kind.to_owned(), |detail| format!("{kind} {detail}"))
}

#[cfg(test)]
mod tests {
    use super::what;

    #[test]
    fn what_it_is_is_said_in_a_word_or_two() {
        for (kind, body, expected) in [
            ("update", r#"{"update_id": 5, "message": {}}"#, "update message"),
            ("update", r#"{"callback_query": {}, "update_id": 5}"#, "update callback_query"),
            ("update", r#"{"update_id": 5, "message": {"media_group_id": "7"}}"#, "update album"),
            ("update", "not JSON", "update"),
            ("due", r#"{"notifications": []}"#, "due"),
            ("answer", r#"{"job": "locate", "output": null}"#, "answer locate"),
            ("job", r#"{"job": "locate", "input": {}}"#, "job locate"),
            ("event", r#"{"event": "zone_chosen"}"#, "event zone_chosen"),
            ("message", r#"{"act": "message"}"#, "message"),
        ] {
            assert_eq!(what(kind, body), expected);
        }
    }
}
