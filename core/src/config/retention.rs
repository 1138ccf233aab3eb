//! How long what is done with is kept.

use chrono::TimeDelta;

use super::ConfigError;

/// How long what is done with is kept before housekeeping removes it. What is still open, and what failed for good, stays
/// until it is worked off or somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// `KEEP_INBOX_DAYS`: updates, answers and events that were worked off, for people who ask what happened.
    pub inbox: TimeDelta,
    /// `KEEP_REFUSED_DAYS`: messages that the messenger refused.
    pub refused: TimeDelta,
    /// `KEEP_NOTIFICATIONS_DAYS`: the ledger of what was due.
    pub notifications: TimeDelta,
    /// `KEEP_UNDO_DAYS`: what could be taken back, after it no longer can.
    pub undos: TimeDelta,
    /// `KEEP_FILES_DAYS`: the bytes of files that were sent.
    pub files: TimeDelta,
    /// `KEEP_FILE_IDS_DAYS`: what the messenger calls files; who sends one again later uploads it again.
    pub file_ids: TimeDelta,
    /// `KEEP_OPERATIONS_HOURS`: what programs were answered, for those that ask twice.
    pub operations: TimeDelta,
}

/// One period: its variable, in which unit, what it is when unset, and what promises it must not undercut.
struct Period {
    variable: &'static str,
    usual: i64,
    least: i64,
    expected: &'static str,
}

/// Ten years: whatever is added to an instant stays one.
const MOST_DAYS: i64 = 3650;
const MOST_HOURS: i64 = MOST_DAYS * 24;

/// Telegram brings an update again for up to 24 h, and knows it by its number only as long as the first one is there.
const INBOX: Period = Period {
    variable: "KEEP_INBOX_DAYS",
    usual: 7,
    least: 2,
    expected: "whole days from 2 to 3650: a shorter inbox would take an update twice that Telegram repeats",
};
const REFUSED: Period =
    Period { variable: "KEEP_REFUSED_DAYS", usual: 30, least: 1, expected: "whole days from 1 to 3650" };
/// The ledger is what makes "due exactly once" true: whatever could be planned anew has to find its row.
const NOTIFICATIONS: Period = Period {
    variable: "KEEP_NOTIFICATIONS_DAYS",
    usual: 90,
    least: 30,
    expected: "whole days from 30 to 3650: the ledger keeps what was due from being due again",
};
const UNDOS: Period =
    Period { variable: "KEEP_UNDO_DAYS", usual: 1, least: 1, expected: "whole days from 1 to 3650" };
const FILES: Period =
    Period { variable: "KEEP_FILES_DAYS", usual: 1, least: 1, expected: "whole days from 1 to 3650" };
const FILE_IDS: Period =
    Period { variable: "KEEP_FILE_IDS_DAYS", usual: 90, least: 1, expected: "whole days from 1 to 3650" };
/// Clients may repeat an operation for a day.
const OPERATIONS: Period = Period {
    variable: "KEEP_OPERATIONS_HOURS",
    usual: 24,
    least: 24,
    expected: "whole hours from 24 to 87600: programs may repeat an operation for a day",
};

impl Period {
    fn read(&self, get: &impl Fn(&str) -> Option<String>, most: i64) -> Result<i64, ConfigError> {
        let Some(value) = get(self.variable) else { return Ok(self.usual) };
        let number = value.trim().parse().ok().filter(|number| (self.least..=most).contains(number));
        number.ok_or_else(|| ConfigError::Malformed {
            variable: self.variable.to_owned(),
            expected: self.expected,
        })
    }

    fn days(&self, get: &impl Fn(&str) -> Option<String>) -> Result<TimeDelta, ConfigError> {
        self.read(get, MOST_DAYS).map(TimeDelta::days)
    }
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            inbox: TimeDelta::days(INBOX.usual),
            refused: TimeDelta::days(REFUSED.usual),
            notifications: TimeDelta::days(NOTIFICATIONS.usual),
            undos: TimeDelta::days(UNDOS.usual),
            files: TimeDelta::days(FILES.usual),
            file_ids: TimeDelta::days(FILE_IDS.usual),
            operations: TimeDelta::hours(OPERATIONS.usual),
        }
    }
}

impl Retention {
    pub(super) fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        Ok(Self {
            inbox: INBOX.days(&get)?,
            refused: REFUSED.days(&get)?,
            notifications: NOTIFICATIONS.days(&get)?,
            undos: UNDOS.days(&get)?,
            files: FILES.days(&get)?,
            file_ids: FILE_IDS.days(&get)?,
            operations: OPERATIONS.read(&get, MOST_HOURS).map(TimeDelta::hours)?,
        })
    }

    /// Each period with the variable that sets it.
    pub fn periods(&self) -> [(&'static str, TimeDelta); 7] {
        [
            (INBOX.variable, self.inbox),
            (REFUSED.variable, self.refused),
            (NOTIFICATIONS.variable, self.notifications),
            (UNDOS.variable, self.undos),
            (FILES.variable, self.files),
            (FILE_IDS.variable, self.file_ids),
            (OPERATIONS.variable, self.operations),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variable: &str, value: &str) -> Result<Retention, ConfigError> {
        Retention::read(|name| (name == variable).then(|| value.to_owned()))
    }

    #[test]
    fn unset_means_the_usual_periods() {
        assert_eq!(Retention::read(|_| None), Ok(Retention::default()));
    }

    #[test]
    fn every_period_can_be_set_but_not_below_what_was_promised() {
        for (variable, _) in Retention::default().periods() {
            let set = read(variable, "100").expect(variable);
            let (_, period) =
                set.periods().into_iter().find(|(name, _)| *name == variable).expect("its period");
            assert!([TimeDelta::days(100), TimeDelta::hours(100)].contains(&period), "{variable}");
            for wrong in ["0", "-1", "1.5", "banana", "999999"] {
                let error = read(variable, wrong).expect_err(wrong).to_string();
                assert!(error.starts_with(variable), "{error}");
            }
        }
        for (variable, least) in
            [("KEEP_INBOX_DAYS", 2), ("KEEP_NOTIFICATIONS_DAYS", 30), ("KEEP_OPERATIONS_HOURS", 24)]
        {
            assert!(read(variable, &least.to_string()).is_ok(), "{variable}");
            assert!(read(variable, &(least - 1).to_string()).is_err(), "{variable}");
        }
    }
}
