//! How long, and how long until.

use chrono::TimeDelta;

use super::Format;
use crate::text;

impl Format {
    /// A length of time in full minutes: "2 h 30 min", "1 day 4 h". Its sign is left out; under a minute it is "0 min".
    pub fn duration(self, length: TimeDelta) -> String {
        let minutes = length.num_minutes().unsigned_abs();
        let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let mut parts = Vec::new();
        if days > 0 {
            parts.push(text!(self.texts(), "duration-days", count = days));
        }
        if hours > 0 {
            parts.push(text!(self.texts(), "duration-hours", count = hours));
        }
        if minutes > 0 || parts.is_empty() {
            parts.push(text!(self.texts(), "duration-minutes", count = minutes));
        }
        parts.join(" ")
    }

    /// The distance of a moment from now, to the minute: "in 2 minutes", "через 3 часа", "1 h 30 min ago", "now".
    /// From a week on only the days are told.
    pub fn distance(self, from_now: TimeDelta) -> String {
        let minutes = (from_now.num_seconds().abs() + 30) / 60;
        let ahead = from_now > TimeDelta::zero();
        if minutes >= 7 * 1440 {
            return self.in_days(ahead, minutes / 1440);
        }
        match (minutes, minutes % 60, minutes % 1440) {
            (0, ..) => text!(self.texts(), "moment-now"),
            (_, _, 0) => self.in_days(ahead, minutes / 1440),
            (..60, ..) => self.in_minutes(ahead, minutes),
            (..1440, 0, _) => self.in_hours(ahead, minutes / 60),
            _ => self.in_duration(ahead, TimeDelta::minutes(minutes)),
        }
    }

    fn in_minutes(self, ahead: bool, count: i64) -> String {
        match ahead {
            true => text!(self.texts(), "in-minutes", count = count),
            false => text!(self.texts(), "ago-minutes", count = count),
        }
    }

    fn in_hours(self, ahead: bool, count: i64) -> String {
        match ahead {
            true => text!(self.texts(), "in-hours", count = count),
            false => text!(self.texts(), "ago-hours", count = count),
        }
    }

    fn in_days(self, ahead: bool, count: i64) -> String {
        match ahead {
            true => text!(self.texts(), "in-days", count = count),
            false => text!(self.texts(), "ago-days", count = count),
        }
    }

    fn in_duration(self, ahead: bool, length: TimeDelta) -> String {
        let duration = self.duration(length);
        match ahead {
            true => text!(self.texts(), "in-duration", duration = duration),
            false => text!(self.texts(), "ago-duration", duration = duration),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::locale::Language::{self, En, Pl, Ru, Uk};

    fn duration(language: Language, minutes: i64) -> String {
        Format::new(language, Tz::UTC).duration(TimeDelta::minutes(minutes))
    }

    fn distance(language: Language, seconds: i64) -> String {
        Format::new(language, Tz::UTC).distance(TimeDelta::seconds(seconds))
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(duration(En, 150), "2 h 30 min");
        assert_eq!(duration(Ru, 150), "2 ч 30 мин");
        assert_eq!(duration(Uk, 150), "2 год 30 хв");
        assert_eq!(duration(Pl, 150), "2 godz. 30 min");
        assert_eq!(duration(En, 120), "2 h");
        assert_eq!(duration(En, 0), "0 min");
        assert_eq!(duration(Pl, 1440 + 60), "1 dzień 1 godz.");
        assert_eq!(duration(Ru, -3 * 1440), "3 дня");
    }

    #[test]
    fn distances_have_the_right_plural() {
        assert_eq!(distance(En, 120), "in 2 minutes");
        assert_eq!(distance(Ru, 120), "через 2 минуты");
        assert_eq!(distance(Uk, 120), "через 2 хвилини");
        assert_eq!(distance(Pl, 120), "za 2 minuty");
        assert_eq!(distance(Pl, 22 * 60), "za 22 minuty");
        assert_eq!(distance(Ru, 21 * 60), "через 21 минуту");
        assert_eq!(distance(Uk, -5 * 60), "5 хвилин тому");
        assert_eq!(distance(Ru, 11 * 3600), "через 11 часов");
        assert_eq!(distance(En, 86_400), "in 1 day");
    }

    #[test]
    fn distances_are_as_exact_as_they_are_useful() {
        assert_eq!(distance(En, 20), "now");
        assert_eq!(distance(En, -29), "now");
        assert_eq!(distance(En, 90), "in 2 minutes");
        assert_eq!(distance(En, 5400), "in 1 h 30 min");
        assert_eq!(distance(Pl, -5400), "1 godz. 30 min temu");
        assert_eq!(distance(En, 86_400 + 3600), "in 1 day 1 h");
        assert_eq!(distance(Pl, 7 * 86_400 + 3600), "za 7 dni");
    }
}
