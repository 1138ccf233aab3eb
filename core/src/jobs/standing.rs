//! How the queue stands, by bot and job, and what was given up lately: for operators, without anything that people wrote.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store;
use crate::{db::Db, ids::BotId};

/// How the queue stands.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Standing {
    /// By bot and job; of the latest 10,000 in the queue. Jobs that were done are not in it any more.
    pub jobs: Vec<JobStanding>,
    /// The latest 50 that were given up, the newest first. `nexus dead show j<number>` tells why.
    pub dead: Vec<DeadJob>,
}

/// How the jobs of one kind stand.
#[derive(Clone, Debug, FromRow, Serialize, ToSchema)]
pub struct JobStanding {
    /// The bot's code.
    pub bot: String,
    /// What the jobs do, such as `locate`.
    pub job: String,
    /// Not tried yet.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Tried, and to be tried again.
    #[schema(minimum = 0)]
    pub retrying: i64,
    #[schema(minimum = 0)]
    pub running: i64,
    /// Given up.
    #[schema(minimum = 0)]
    pub dead: i64,
    /// For how long the one that is due longest has been due.
    #[schema(minimum = 0.0)]
    pub oldest_seconds: f64,
}

/// A job that was given up.
#[derive(Clone, Debug, FromRow, Serialize, ToSchema)]
pub struct DeadJob {
    pub number: i64,
    pub bot: String,
    pub job: String,
    pub enqueued_at: DateTime<Utc>,
    /// How often it was tried.
    #[schema(minimum = 0)]
    pub tries: i32,
    #[schema(required = true)]
    pub trace_id: Option<Uuid>,
}

/// How the jobs of a bot stand, or of all bots.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(db: &Db, bot: Option<BotId>) -> sqlx::Result<Standing> {
    // A registry none of whose bots has jobs has no queue.
    if !store::has_queue(db).await? {
        return Ok(Standing::default());
    }
    Ok(Standing { jobs: store::by_job(db, bot).await?, dead: store::latest_dead(db, bot).await? })
}
