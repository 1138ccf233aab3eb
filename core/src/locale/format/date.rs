//! Days, times of day, and moments.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, Timelike, Utc, Weekday};

use super::Format;
use crate::text;

impl Format {
    /// An instant's time of day in the person's zone: "15:00".
    pub fn time(self, at: DateTime<Utc>) -> String {
        self.clock(self.local(at).time())
    }

    /// A time of day: "09:05".
    pub fn clock(self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// A day with its weekday: "Friday, 20 November", "пятница, 20 ноября"; with the year when it is not `today`'s.
    pub fn day(self, date: NaiveDate, today: NaiveDate) -> String {
        let weekday = self.weekday(date.weekday());
        let month = text!(self.texts(), "month-of-date", month = date.month());
        if date.year() == today.year() {
            return text!(self.texts(), "day", weekday = weekday, day = date.day(), month = month);
        }
        let year = date.year().to_string();
        text!(self.texts(), "day-year", weekday = weekday, day = date.day(), month = month, year = year)
    }

    /// A day as people say it: "yesterday", "today", "tomorrow", else as [`Format::day`].
    pub fn relative_day(self, date: NaiveDate, today: NaiveDate) -> String {
        self.near_day(date, today).unwrap_or_else(|| self.day(date, today))
    }

    fn near_day(self, date: NaiveDate, today: NaiveDate) -> Option<String> {
        match (date - today).num_days() {
            -1 => Some(text!(self.texts(), "day-yesterday")),
            0 => Some(text!(self.texts(), "day-today")),
            1 => Some(text!(self.texts(), "day-tomorrow")),
            _ => None,
        }
    }

    /// An instant in the person's zone: "tomorrow, 09:00", "завтра в 09:00", "Friday, 20 November, 15:00".
    pub fn moment(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        self.wall_moment(self.local(at), self.date(now))
    }

    /// The same for a wall time, which needs no zone.
    pub fn wall_moment(self, at: NaiveDateTime, today: NaiveDate) -> String {
        let time = self.clock(at.time());
        match self.near_day(at.date(), today) {
            Some(day) if at.hour() == 11 => text!(self.texts(), "moment-near-eleven", day = day, time = time),
            Some(day) => text!(self.texts(), "moment-near", day = day, time = time),
            None => text!(self.texts(), "moment", day = self.day(at.date(), today), time = time),
        }
    }

    /// "20.11"
    pub fn short_date(self, date: NaiveDate) -> String {
        format!("{:02}.{:02}", date.day(), date.month())
    }

    /// "20.11.2026"
    pub fn short_date_year(self, date: NaiveDate) -> String {
        format!("{}.{}", self.short_date(date), date.year())
    }

    /// "Friday", "пятница"
    pub fn weekday(self, weekday: Weekday) -> String {
        text!(self.texts(), "weekday", weekday = weekday.number_from_monday())
    }

    /// "Fri", "пт", "pt."
    pub fn weekday_short(self, weekday: Weekday) -> String {
        text!(self.texts(), "weekday-short", weekday = weekday.number_from_monday())
    }

    /// A month by itself: "November", "ноябрь".
    pub fn month(self, month: chrono::Month) -> String {
        text!(self.texts(), "month", month = month.number_from_month())
    }

    /// A month after a day's number: "November", "ноября".
    pub fn month_of_date(self, month: chrono::Month) -> String {
        text!(self.texts(), "month-of-date", month = month.number_from_month())
    }

    /// The month of a date, as above a calendar: "November 2026", "ноябрь 2026".
    pub fn month_year(self, date: NaiveDate) -> String {
        let month = text!(self.texts(), "month", month = date.month());
        text!(self.texts(), "month-year", month = month, year = date.year().to_string())
    }

    /// The zone's distance from UTC at an instant: "UTC+3", "UTC-4:30", "UTC".
    pub fn offset(self, at: DateTime<Utc>) -> String {
        let minutes = at.with_timezone(&self.zone).offset().fix().local_minus_utc() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let offset = match (hours, rest) {
            (0, 0) => String::new(),
            (_, 0) => format!("{sign}{hours}"),
            _ => format!("{sign}{hours}:{rest:02}"),
        };
        text!(self.texts(), "zone-offset", offset = offset)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::locale::Language::{self, En, Pl, Ru, Uk};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an RFC 3339 instant")
    }

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    fn format(language: Language) -> Format {
        Format::new(language, Tz::Europe__Warsaw)
    }

    #[test]
    fn a_day_has_its_weekday_and_the_months_case() {
        let today = date(2026, 11, 1);
        let day = |language| format(language).day(date(2026, 11, 20), today);
        assert_eq!(day(En), "Friday, 20 November");
        assert_eq!(day(Ru), "пятница, 20 ноября");
        assert_eq!(day(Uk), "п’ятниця, 20 листопада");
        assert_eq!(day(Pl), "piątek, 20 listopada");
        assert_eq!(format(Ru).day(date(2027, 5, 2), today), "воскресенье, 2 мая 2027");
    }

    #[test]
    fn near_moments_are_named_with_the_languages_preposition() {
        let now = at("2026-11-20T12:00:00Z");
        let moment = |language, text| format(language).moment(at(text), now);
        assert_eq!(moment(En, "2026-11-20T14:00:00Z"), "today, 15:00");
        assert_eq!(moment(Ru, "2026-11-21T08:00:00Z"), "завтра в 09:00");
        assert_eq!(moment(Uk, "2026-11-21T08:00:00Z"), "завтра о 09:00");
        assert_eq!(moment(Uk, "2026-11-21T10:30:00Z"), "завтра об 11:30");
        assert_eq!(moment(Pl, "2026-11-19T08:00:00Z"), "wczoraj o 09:00");
        assert_eq!(moment(Pl, "2026-11-22T23:30:00Z"), "poniedziałek, 23 listopada, 00:30");
        assert_eq!(moment(En, "2027-11-20T14:00:00Z"), "Saturday, 20 November 2027, 15:00");
    }

    #[test]
    fn today_ends_at_the_persons_midnight() {
        let now = at("2026-11-20T23:30:00Z");
        assert_eq!(format(En).moment(at("2026-11-21T05:00:00Z"), now), "today, 06:00");
    }

    #[test]
    fn parts_of_a_date_stand_alone() {
        assert_eq!(format(Ru).month_year(date(2026, 11, 20)), "ноябрь 2026");
        assert_eq!(format(Ru).month(chrono::Month::March), "март");
        assert_eq!(format(Uk).month_of_date(chrono::Month::March), "березня");
        assert_eq!(format(Pl).weekday_short(Weekday::Fri), "pt.");
        assert_eq!(format(En).short_date(date(2026, 3, 2)), "02.03");
        assert_eq!(format(En).short_date_year(date(2026, 3, 2)), "02.03.2026");
    }

    #[test]
    fn an_offset_is_written_as_people_type_it() {
        let now = at("2026-11-20T12:00:00Z");
        let offset = |zone| Format::new(En, zone).offset(now);
        assert_eq!(offset(Tz::Europe__Moscow), "UTC+3");
        assert_eq!(offset(Tz::Asia__Kathmandu), "UTC+5:45");
        assert_eq!(offset(Tz::America__St_Johns), "UTC-3:30");
        assert_eq!(offset(Tz::UTC), "UTC");
    }
}
