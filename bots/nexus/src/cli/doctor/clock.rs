//! Whose clock goes wrong: leases, webhooks and certificates need them to agree.

use chrono::{DateTime, TimeDelta, Utc};

use super::finding::{Finding, Section};

/// How far two clocks may be apart without harm, and from when on something fails.
const HARMLESS: TimeDelta = TimeDelta::seconds(5);
const HARMFUL: TimeDelta = TimeDelta::seconds(60);

/// Holds this machine's clock against another one's; `error` is how exactly that one was read.
pub(super) fn compare(
    section: Section,
    whose: &str,
    here: DateTime<Utc>,
    there: DateTime<Utc>,
    error: TimeDelta,
) -> Finding {
    let apart = ((here - there).abs() - error).max(TimeDelta::zero());
    let said = format!("this machine's clock and {whose} are {} s apart", apart.num_seconds());
    let advice = "set both by NTP (timedatectl set-ntp true)";
    match apart {
        apart if apart <= HARMLESS => {
            Finding::ok(section, format!("this machine's clock agrees with {whose}"))
        }
        apart if apart <= HARMFUL => Finding::warning(section, said, advice),
        _ => Finding::problem(section, said, advice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::finding::Level;

    #[test]
    fn what_the_reading_cannot_tell_is_no_difference() {
        let here: DateTime<Utc> = "2026-11-27T12:00:00Z".parse().expect("an instant");
        for (seconds, error, level) in [
            (0, 0, Level::Ok),
            (-6, 2, Level::Ok),
            (6, 0, Level::Warning),
            (-60, 0, Level::Warning),
            (62, 1, Level::Problem),
        ] {
            let there = here + TimeDelta::seconds(seconds);
            let found = compare(Section::Database, "the database's", here, there, TimeDelta::seconds(error));
            assert_eq!(found.level, level, "{seconds} {error}");
        }
    }
}
