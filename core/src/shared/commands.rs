//! The commands that every bot has.

use std::sync::Arc;

use teloxide::{types::Message, utils::command::BotCommands};

use super::{feedback, language, personal, settings, start, zone};
use crate::{
    bot::Bot,
    delivery::Turn,
    html,
    locale::{Language, TEXTS},
    screen::{Html, Screen},
    text,
};

/// Commands of core; a bot's own stand beside them. Adding one: its `command-…` text in `nexus-core.ftl`, in four
/// languages.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
pub(super) enum Command {
    /// With the payload of a deep link, where there was one.
    Start(String),
    Settings,
    Language,
    /// With a place, where one was typed: `/timezone Kyiv`.
    Timezone(String),
    Privacy,
    Export,
    DeleteMe,
    /// With what is to be said, where it was typed at once: `/feedback Thank you!`.
    Feedback(String),
    Cancel,
    Help,
}

pub(super) async fn run(turn: Turn, bot: Arc<Bot>, command: Command) -> anyhow::Result<()> {
    if command != Command::Cancel {
        // A command interrupts whatever was going on.
        turn.leave_dialogue();
    }
    match command {
        Command::Start(_) => start::start(turn, bot).await,
        Command::Settings => settings::show(turn, bot).await,
        Command::Language => language::ask(turn).await,
        Command::Timezone(place) if place.trim().is_empty() => zone::ask(turn).await,
        Command::Timezone(place) => zone::take_place(turn, bot, place).await,
        Command::Feedback(text) if text.trim().is_empty() => feedback::open(turn, bot).await,
        Command::Feedback(text) => feedback::take(turn, text).await,
        // What follows is between the two of them.
        Command::Privacy | Command::Export | Command::DeleteMe if personal::is_led_away(&turn) => Ok(()),
        Command::Privacy => personal::privacy(turn, bot).await,
        Command::Export => personal::export(turn, None).await,
        Command::DeleteMe => personal::ask_delete(turn).await,
        Command::Cancel => cancel(turn).await,
        Command::Help => help(turn, bot).await,
    }
}

/// A bot's own command interrupts a dialogue too; lets such messages through, with the dialogue left.
pub(super) fn interrupts(turn: Turn, message: Message) -> bool {
    let is_command = message.text().is_some_and(|text| text.starts_with('/'));
    if is_command {
        turn.leave_dialogue();
    }
    is_command
}

async fn cancel(turn: Turn) -> anyhow::Result<()> {
    let locale = turn.core_locale();
    let text =
        if turn.is_in_dialogue() { html!(locale, "cancelled") } else { html!(locale, "nothing-to-cancel") };
    turn.leave_dialogue();
    turn.say(Screen::new(text).home_row(&turn));
    Ok(())
}

async fn help(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    let language = turn.language();
    let about = Html::escape(&(bot.about)(language).long);
    let commands =
        menu(&bot, language).into_iter().map(|(name, what)| Html::escape(&format!("/{name} – {what}")));
    let commands = Html::join(commands, "\n");
    let mut text = about;
    text.push("\n\n");
    text.push(commands);
    turn.say(Screen::new(text).home_row(&turn));
    Ok(())
}

/// All commands of a bot with what they do: its own first, then the common ones.
pub(super) fn menu(bot: &Bot, language: Language) -> Vec<(String, String)> {
    let own = bot.commands.iter().filter_map(|name| {
        let what = bot.describe.and_then(|describe| describe(language, name))?;
        Some((name.clone(), what))
    });
    own.chain(common(language)).collect()
}

fn common(language: Language) -> Vec<(String, String)> {
    let locale = TEXTS.of(language);
    [
        ("settings", text!(locale, "command-settings")),
        ("language", text!(locale, "command-language")),
        ("timezone", text!(locale, "command-timezone")),
        ("privacy", text!(locale, "command-privacy")),
        ("export", text!(locale, "command-export")),
        ("delete_me", text!(locale, "command-delete-me")),
        ("feedback", text!(locale, "command-feedback")),
        ("cancel", text!(locale, "command-cancel")),
        ("help", text!(locale, "command-help")),
    ]
    .map(|(name, what)| (name.to_owned(), what))
    .into()
}
