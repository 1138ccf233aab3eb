//! When the database is backed up, where to, and which backups are kept.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use chrono::NaiveTime;

use super::{ConfigError, parse};

/// Backups of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupConfig {
    /// `BACKUP_AT`: the time of day, in UTC, of the daily backup; `None`: nobody makes one unasked.
    pub at: Option<NaiveTime>,
    /// `BACKUP_DIR`; `backups` in `NEXUS_DATA` when unset.
    pub folder: PathBuf,
    /// `BACKUP_KEEP`
    pub keep: Keep,
}

/// How many backups are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Days that have backups, the latest ones: of each its last backup.
    pub daily: u16,
    /// Weeks (from Monday) that have backups: of each its last backup.
    pub weekly: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self { daily: 7, weekly: 4 }
    }
}

impl FromStr for Keep {
    type Err = ();

    /// `7d4w`, or `7d` alone. At least one day.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (daily, weekly) = text.split_once('d').ok_or(())?;
        let weekly = if weekly.is_empty() { "0" } else { weekly.strip_suffix('w').ok_or(())? };
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u16>().map_err(|_| ()),
            false => Err(()),
        };
        let keep = Self { daily: number(daily)?, weekly: number(weekly)? };
        if keep.daily == 0 { Err(()) } else { Ok(keep) }
    }
}

/// `03:30`, or `off`.
struct At(Option<NaiveTime>);

impl FromStr for At {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "off" => Ok(Self(None)),
            time => NaiveTime::parse_from_str(time, "%H:%M").map(|time| Self(Some(time))).map_err(|_| ()),
        }
    }
}

impl BackupConfig {
    pub(super) fn read(get: impl Fn(&str) -> Option<String>, data: &Path) -> Result<Self, ConfigError> {
        let at = get("BACKUP_AT")
            .map(|value| parse::<At>("BACKUP_AT", &value, "a time of day in UTC such as 03:30, or off"));
        let keep = get("BACKUP_KEEP").map(|value| {
            parse("BACKUP_KEEP", &value, "days and weeks such as 7d4w, or days alone such as 7d, at least 1d")
        });
        Ok(Self {
            at: at.transpose()?.and_then(|At(time)| time),
            folder: get("BACKUP_DIR").map_or_else(|| data.join("backups"), PathBuf::from),
            keep: keep.transpose()?.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variable: &str, value: &str) -> Result<BackupConfig, ConfigError> {
        BackupConfig::read(|name| (name == variable).then(|| value.to_owned()), Path::new("data"))
    }

    #[test]
    fn nobody_makes_backups_unasked() {
        let config = BackupConfig::read(|_| None, Path::new("data")).expect("defaults");
        assert_eq!(
            config,
            BackupConfig { at: None, folder: "data/backups".into(), keep: Keep { daily: 7, weekly: 4 } }
        );
    }

    #[test]
    fn times_and_numbers_are_understood_or_refused() {
        let at = |value| read("BACKUP_AT", value).map(|config| config.at);
        assert_eq!(at("03:30"), Ok(NaiveTime::from_hms_opt(3, 30, 0)));
        assert_eq!(at("off"), Ok(None));
        for wrong in ["24:00", "3", "noon", "03:30:00"] {
            assert!(at(wrong).is_err(), "{wrong}");
        }
        let keep = |value| read("BACKUP_KEEP", value).map(|config| config.keep);
        assert_eq!(keep("14d8w"), Ok(Keep { daily: 14, weekly: 8 }));
        assert_eq!(keep("3d"), Ok(Keep { daily: 3, weekly: 0 }));
        for wrong in ["", "7", "0d4w", "d4w", "7d4", "-1d", "+1d", "7d4w1m", "70000d"] {
            assert!(Keep::from_str(wrong).is_err(), "{wrong}");
        }
    }
}
