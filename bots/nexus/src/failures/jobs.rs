//! The queue: what each kind of work of each bot stands like.

use std::time::Duration;

use nexus_core::{
    health::{NamedJobs, jobs_by_name},
    prelude::*,
};

use super::screens;

/// The database gives up on it after this.
const LIMIT: Duration = Duration::from_secs(4);

async fn read(turn: &Turn) -> anyhow::Result<Vec<NamedJobs>> {
    Ok(jobs_by_name(turn.outer_db(), LIMIT).await?)
}

pub(super) async fn show(turn: Turn) -> anyhow::Result<()> {
    let jobs = read(&turn).await?;
    turn.show(screens::jobs::jobs(turn.format(), turn.now(), &jobs).home_row(&turn));
    Ok(())
}

/// As a message of its own.
pub(crate) async fn below(turn: Turn) -> anyhow::Result<()> {
    let jobs = read(&turn).await?;
    turn.say(screens::jobs::jobs(turn.format(), turn.now(), &jobs).home_row(&turn));
    Ok(())
}
