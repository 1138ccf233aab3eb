//! Which backups are kept.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use nexus_core::config::Keep;

use super::folder::Kept;

/// Those that may go, of backups that are sorted with the newest first: all but the last one of each of the latest days,
/// and of the latest weeks, that have any. So a house that stood still for a year does not lose its last backups, and the
/// newest one never goes.
pub(crate) fn superfluous(kept: &[Kept], keep: Keep) -> Vec<&Kept> {
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for backup in kept {
        let date = backup.at.date_naive();
        let is_daily = days.len() < usize::from(keep.daily) && days.insert(date);
        let is_weekly = weeks.len() < usize::from(keep.weekly) && weeks.insert(week(date));
        if !is_daily && !is_weekly {
            gone.push(backup);
        }
    }
    gone
}

fn week(date: NaiveDate) -> (i32, u32) {
    let week = date.iso_week();
    (week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn backups(instants: impl IntoIterator<Item = DateTime<Utc>>) -> Vec<Kept> {
        let mut kept: Vec<Kept> = instants.into_iter().map(|at| Kept { at, dump: "x".into() }).collect();
        kept.sort_by(|one, other| other.cmp(one));
        kept
    }

    fn left(kept: &[Kept], keep: Keep) -> Vec<String> {
        let gone = superfluous(kept, keep);
        kept.iter()
            .filter(|one| !gone.contains(one))
            .map(|one| one.at.format("%m-%d %H").to_string())
            .collect()
    }

    #[test]
    fn the_last_of_each_day_and_of_each_week_is_kept() {
        // A Friday, and the forty days before it; two backups on the last one.
        let newest = at("2026-11-27T03:00:00Z");
        let kept =
            backups((0..40).map(|days| newest - TimeDelta::days(days)).chain([newest + TimeDelta::hours(9)]));
        assert_eq!(
            left(&kept, Keep { daily: 3, weekly: 3 }),
            ["11-27 12", "11-26 03", "11-25 03", "11-22 03", "11-15 03"],
        );
        assert_eq!(left(&kept, Keep { daily: 1, weekly: 0 }), ["11-27 12"]);
    }

    #[test]
    fn days_without_backups_do_not_count() {
        let kept =
            backups([at("2024-01-01T03:00:00Z"), at("2025-06-01T03:00:00Z"), at("2026-11-27T03:00:00Z")]);
        assert!(superfluous(&kept, Keep { daily: 3, weekly: 0 }).is_empty());
    }

    #[test]
    fn the_newest_never_goes() {
        for daily in 1..4 {
            for count in 1..30 {
                let newest = at("2026-03-01T03:00:00Z");
                let kept = backups((0..count).map(|hours| newest - TimeDelta::hours(5 * hours)));
                let gone = superfluous(&kept, Keep { daily, weekly: 0 });
                assert!(!gone.contains(&&kept[0]));
            }
        }
    }
}
