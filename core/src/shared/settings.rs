//! The settings screen: what is common to all bots, and the bot's own part.

use std::sync::Arc;

use super::{CoreTap, PersonalTap, personal};
use crate::{
    bot::Bot,
    delivery::Turn,
    html,
    screen::{Button, Html, Screen},
    text, zone,
};

pub(super) async fn show(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    draw(&turn, &bot, turn.person().paused);
    Ok(())
}

pub(super) fn draw(turn: &Turn, bot: &Bot, is_paused: bool) {
    let locale = turn.core_locale();
    let here = turn.zone();
    let time = turn.format().time(turn.now());
    let mut lines = vec![
        html!(locale, "settings-title").bold(),
        html!(locale, "settings-language", language = turn.language().native_name()),
        html!(
            locale,
            "settings-zone",
            zone = zone::describe(here, turn.language(), turn.now()).city,
            time = time
        ),
    ];
    let part = bot.settings.map(|settings| settings(turn)).unwrap_or_default();
    lines.extend(part.lines);
    if is_paused {
        lines.push(html!(locale, "personal-paused"));
    }
    let mut screen = Screen::new(Html::join(&lines, "\n")).row([
        Button::tap(text!(locale, "button-language"), &CoreTap::AskLanguage),
        Button::tap(text!(locale, "button-zone"), &CoreTap::AskZone),
    ]);
    for row in part.rows {
        screen = screen.row(row);
    }
    if is_paused {
        let resume = CoreTap::Personal(PersonalTap::Resume);
        screen = screen.row([Button::tap(text!(locale, "personal-button-resume"), &resume)]);
    }
    turn.show(screen.row([personal::button(turn)]).home_row(turn));
}
