//! Screens as snapshots show them.

use crate::screen::{Button, Keyboard, ReplyButton, Screen};

/// The screen's HTML, and below it one line for each row of what can be pressed: `[Yes][No]`. The same form as the
/// harness of the local Telegram gives to messages.
pub fn drawn(screen: &Screen) -> String {
    let rows: Vec<String> = match &screen.keyboard {
        Keyboard::None | Keyboard::Remove => Vec::new(),
        Keyboard::Inline(rows) => rows.iter().map(|row| line(row.iter().map(Button::label))).collect(),
        Keyboard::Reply { rows, .. } => {
            rows.iter().map(|row| line(row.iter().map(ReplyButton::label))).collect()
        }
    };
    std::iter::once(screen.text.as_str().to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

fn line<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    labels.map(|label| format!("[{label}]")).collect()
}
