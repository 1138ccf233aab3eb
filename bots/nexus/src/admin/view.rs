//! For whom an admin's screen is drawn, and what all of these screens share.

use chrono::{DateTime, Datelike, Month, Utc};
use nexus_core::{
    locale::{Format, Locale},
    prelude::*,
};

use super::AdminTap;
use crate::{TEXTS, tap::NexusTap};

/// Letters of a name on a button; Telegram cuts longer ones somewhere.
const LABEL: usize = 40;

/// Language, zone and moment of the admin who looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub format: Format,
    pub now: DateTime<Utc>,
}

impl View {
    pub fn of(turn: &Turn) -> Self {
        Self { format: turn.format(), now: turn.now() }
    }

    pub fn locale(self) -> Locale {
        TEXTS.of(self.format.language)
    }

    /// "today, 15:00"; with the year where it is another one.
    pub fn moment(self, at: DateTime<Utc>) -> String {
        if self.format.date(at).year() == self.format.date(self.now).year() {
            return self.format.moment(at, self.now);
        }
        format!("{}, {}", self.day(at), self.format.time(at))
    }

    /// "20 November 2026"
    pub fn day(self, at: DateTime<Utc>) -> String {
        let date = self.format.date(at);
        let month = u8::try_from(date.month()).ok().and_then(|month| Month::try_from(month).ok());
        let month = month.map(|month| self.format.month_of_date(month)).unwrap_or_default();
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// The last row of an admin's screen: to the admins' menu and to the bot's.
pub(crate) fn ways_back(screen: Screen, turn: &Turn) -> Screen {
    let menu =
        Button::tap(text!(TEXTS.of(turn.language()), "admin-button-menu"), &NexusTap::Admin(AdminTap::Menu));
    screen.row([menu, turn.home_button()])
}

/// At most `limit` letters, with an ellipsis where there were more.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

/// As [`shorten`], for a button.
pub(crate) fn label(text: &str) -> String {
    shorten(text, LABEL)
}

/// What somebody wrote, in one line, without what no screen shows, at most `limit` letters.
pub(crate) fn clean(text: &str, limit: usize) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_and_what_is_odd_becomes_one_line() {
        assert_eq!(shorten("Zażółć", 6), "Zażółć");
        assert_eq!(shorten("Zażółć gęślą", 6), "Zażół…");
        assert_eq!(clean(" a\n\u{0}b\t c ", 10), "a b c");
        assert_eq!(clean("abcdef", 3), "abc");
    }
}
