//! Backups: whether there is a young one that could be restored, and what the next one needs.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    clock::Clock,
    config::Config,
    db::{Db, tools::Tools},
};

use super::{
    finding::{Finding, Section::Backups},
    store,
};
use crate::{
    backup::{kept, rows},
    cli::database,
};

/// A daily one is late from here on.
const LATE: TimeDelta = TimeDelta::hours(26);
/// By hand or by another scheduler: within a week.
const OLD: TimeDelta = TimeDelta::days(7);
const UNTRIED: TimeDelta = TimeDelta::days(30);
/// Bytes that have to be free in any case.
const ROOM: u64 = 1 << 30;

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let folder = &config.backup.folder;
    let mut findings = vec![space("BACKUP_DIR", folder, 2 * last_size(folder))];
    if config.database.url.is_none() {
        findings.push(space("NEXUS_DATA", &config.database.data, 0));
        return findings;
    }
    // A database that is away was complained of already.
    if let Ok(db) = database::connect_within(config, std::time::Duration::from_secs(2)).await {
        findings.extend(look(config, &db).await.unwrap_or_default());
        db.close().await;
    }
    findings
}

async fn look(config: &Config, db: &Db) -> anyhow::Result<Vec<Finding>> {
    let mut findings = vec![tools(&store::server(db).await?.version)];
    if rows::is_recorded(db).await? {
        let now = Clock::system().now();
        findings.push(age(config.backup.at.is_some(), rows::last_good(db).await?.map(|good| good.at), now));
        findings.extend(drill(rows::last_checked(db).await?, now));
    }
    Ok(findings)
}

fn tools(version: &str) -> Finding {
    let major = version.split(['.', ' ']).next().and_then(|major| major.parse().ok()).unwrap_or_default();
    match Tools::find(major) {
        Ok(tools) => Finding::ok(Backups, format!("pg_dump and pg_restore {} are here", tools.major)),
        Err(error) => Finding::warning(Backups, "there is nothing to back up with", error.to_string()),
    }
}

fn age(is_scheduled: bool, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Finding {
    let advice = match is_scheduled {
        true => "look for its cause with /backup in the admin's chat, or in the log of nexus",
        false => "set BACKUP_AT, or have nexus backup run by another scheduler",
    };
    match last {
        None => Finding::warning(Backups, "there is no backup of this database", advice),
        Some(last) if is_scheduled && now - last > LATE => {
            Finding::problem(Backups, format!("the last backup is {} old", span(now - last)), advice)
        }
        Some(last) if now - last > OLD => {
            Finding::warning(Backups, format!("the last backup is {} old", span(now - last)), advice)
        }
        Some(_) if !is_scheduled => {
            Finding::ok(Backups, "there is a young backup, though BACKUP_AT is not set")
        }
        Some(_) => Finding::ok(Backups, "the last backup is young"),
    }
}

fn drill(checked: Option<rows::Backup>, now: DateTime<Utc>) -> Option<Finding> {
    const ADVICE: &str = "run nexus restore --check: a backup that nobody restored is a hope";
    let Some(at) = checked.as_ref().and_then(|backup| backup.checked_at) else {
        return Some(Finding::warning(Backups, "no backup was ever restored for trial", ADVICE));
    };
    if let Some(problem) = checked.and_then(|backup| backup.check_problem) {
        return Some(Finding::problem(
            Backups,
            format!("the last restore drill failed: {problem}"),
            "back up anew, and run nexus restore --check",
        ));
    }
    Some(match now - at {
        ago if ago > UNTRIED => {
            Finding::warning(Backups, format!("the last restore drill was {} ago", span(ago)), ADVICE)
        }
        _ => Finding::ok(Backups, "the last restore drill found everything there"),
    })
}

fn span(period: TimeDelta) -> String {
    match period.num_days() {
        0..3 => format!("{} hours", period.num_hours()),
        days => format!("{days} days"),
    }
}

/// Of the newest backup; the next one will be about as large.
fn last_size(folder: &Path) -> u64 {
    let newest = kept(folder).unwrap_or_default().into_iter().next();
    newest.and_then(|newest| newest.dump.metadata().ok()).map(|found| found.len()).unwrap_or_default()
}

/// Whether there is room for so much, where the folder is or will be made.
fn space(variable: &str, folder: &Path, wanted: u64) -> Finding {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let existing = absolute.ancestors().find(|path| path.exists()).filter(|path| path.is_dir());
    let Some(existing) =
        existing.filter(|path| rustix::fs::access(*path, rustix::fs::Access::WRITE_OK).is_ok())
    else {
        return Finding::problem(
            Backups,
            format!("{variable} {} cannot be written", folder.display()),
            "correct it, or give it to the account that writes there",
        );
    };
    match rustix::fs::statvfs(existing).map(|found| found.f_bavail.saturating_mul(found.f_frsize)) {
        Ok(free) if free < ROOM.max(wanted) => Finding::warning(
            Backups,
            format!("{} MB are free for {variable}", free >> 20),
            "make room, keep fewer by BACKUP_KEEP, or move it to another disk",
        ),
        Ok(_) => Finding::ok(Backups, format!("{variable} has room")),
        Err(error) => Finding::warning(
            Backups,
            format!("nobody knows how much room {variable} has: {error}"),
            "look with df",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::finding::Level;

    fn now() -> DateTime<Utc> {
        "2026-11-27T12:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn how_old_a_backup_may_be_hangs_on_who_makes_it() {
        for (is_scheduled, hours, level) in [
            (true, Some(25), Level::Ok),
            (true, Some(27), Level::Problem),
            (false, Some(27), Level::Ok),
            (false, Some(24 * 8), Level::Warning),
            (true, None, Level::Warning),
            (false, None, Level::Warning),
        ] {
            let last = hours.map(|hours| now() - TimeDelta::hours(hours));
            assert_eq!(age(is_scheduled, last, now()).level, level, "{is_scheduled} {hours:?}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_a_problem() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, "in the way").expect("written");
        assert_eq!(space("BACKUP_DIR", &file.join("backups"), 0).level, Level::Problem);
        assert_eq!(space("BACKUP_DIR", &folder.path().join("to/be/made"), u64::MAX).level, Level::Warning);
    }
}
