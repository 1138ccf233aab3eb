//! Removing what need not be kept any more.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{config::Keep, db::Db};

use super::{folder, keep::superfluous, store::rows};

/// Failures are told for so long.
const FAILURES_KEPT: TimeDelta = TimeDelta::days(90);

/// Removes backups that [`Keep`] does not want, with their rows; returns their names.
pub(crate) async fn tidy(
    db: &Db,
    folder: &Path,
    keep: Keep,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<String>> {
    let kept = folder::kept(folder)?;
    let mut gone = Vec::new();
    for backup in superfluous(&kept, keep) {
        backup.remove()?;
        gone.push(backup.file());
    }
    if rows::is_recorded(db).await? {
        rows::forget(db, &gone).await?;
        rows::prune_failures(db, now - FAILURES_KEPT).await?;
    }
    Ok(gone)
}
