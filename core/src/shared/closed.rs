//! What a person hears of a bot that is closed to them, and what stays open all the same.

use teloxide::{
    types::{CallbackQuery, Message, UpdateKind},
    utils::command::BotCommands,
};

use super::{CoreState, CoreTap, PersonalTap, commands::Command, fallback};
use crate::{
    bot::Bot,
    delivery::{Incoming, Turn},
    html,
    screen::{Html, Tap},
    standing::Barred,
};

/// Commands about a person's rights to what is known of them, which nobody takes from them.
const OPEN_COMMANDS: [&str; 3] = ["privacy", "export", "delete_me"];

/// Whether an update is for what stays open whoever is banned and whatever is off.
pub(crate) fn stays_open(bot: &Bot, turn: &Turn, incoming: &Incoming) -> bool {
    if bot.home.is_none() {
        return false;
    }
    match &incoming.update.kind {
        // Who blocks the bot is noted, and gets no answer.
        UpdateKind::MyChatMember(_) => true,
        UpdateKind::Message(message) => is_open_message(turn, message),
        UpdateKind::CallbackQuery(press) => is_open_press(press),
        _ => false,
    }
}

fn is_open_message(turn: &Turn, message: &Message) -> bool {
    let Some(text) = message.text() else { return false };
    if text.starts_with('/') {
        return is_open_command(text, &turn.account().username);
    }
    turn.source().is_private && is_open_state(&turn.core_state())
}

fn is_open_command(text: &str, username: &str) -> bool {
    let name = text.split([' ', '\n', '@']).next().unwrap_or_default().trim_start_matches('/');
    // A bot's own command of that name is its handler's.
    OPEN_COMMANDS.contains(&name) && Command::parse(text, username).is_ok()
}

fn is_open_press(press: &CallbackQuery) -> bool {
    let tap = press.data.as_deref().and_then(CoreTap::decode).and_then(Result::ok);
    tap.is_some_and(|tap| is_open_tap(&tap))
}

/// Every button is named, so that each new one is decided on: those of the open commands belong here.
fn is_open_tap(tap: &CoreTap) -> bool {
    match tap {
        CoreTap::Personal(personal) => match personal {
            PersonalTap::Privacy
            | PersonalTap::Export(_)
            | PersonalTap::AskDelete
            | PersonalTap::Delete(_)
            | PersonalTap::ConfirmDelete(_) => true,
            PersonalTap::Resume | PersonalTap::Feedback => false,
        },
        CoreTap::Undo(_)
        | CoreTap::Home
        | CoreTap::Settings
        | CoreTap::AskLanguage
        | CoreTap::Language(_)
        | CoreTap::AskZone
        | CoreTap::Zone(_)
        | CoreTap::AskLocation
        | CoreTap::SkipZone => false,
    }
}

/// As with buttons: a question of an open command may be answered.
fn is_open_state(state: &CoreState) -> bool {
    match state {
        CoreState::ConfirmingDelete(_) => true,
        CoreState::Idle | CoreState::AskedZone | CoreState::AskedFeedback => false,
    }
}

/// Answers what no handler gets: a message with a notice, seldom, a press at once. What was not said to the bot, and what
/// is nobody else's business, is not answered where others read along.
pub(crate) fn turn_away(bot: &Bot, turn: &Turn, incoming: &Incoming, why: Barred) {
    let is_news = || !turn.was_told(why.name(), why.pause());
    match (&incoming.update.kind, why) {
        // Shown to this one person and gone again: it may say so each time.
        (UpdateKind::CallbackQuery(_), Barred::Off) => turn.alert(notice(bot, turn, why).plain_text()),
        (UpdateKind::CallbackQuery(_), Barred::Banned) if turn.source().is_private && is_news() => {
            turn.alert(notice(bot, turn, why).plain_text());
        }
        (UpdateKind::Message(message), _) if is_to_be_answered(turn, message, why) && is_news() => {
            turn.say(notice(bot, turn, why));
        }
        _ => {}
    }
}

fn is_to_be_answered(turn: &Turn, message: &Message, why: Barred) -> bool {
    match why {
        Barred::Banned => turn.source().is_private,
        Barred::Off => !fallback::is_none_of_our_business(turn.clone(), message.clone()),
    }
}

fn notice(bot: &Bot, turn: &Turn, why: Barred) -> Html {
    let locale = turn.core_locale();
    match why {
        Barred::Off => html!(locale, "standing-off", bot = bot.name),
        Barred::Banned => html!(locale, "standing-banned"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commands_that_core_has_are_open() {
        for text in ["/start", "/settings", "/privacy_policy", "/bots", "/", "//privacy", "privacy"] {
            assert!(!is_open_command(text, "probe_bot"), "{text}");
        }
        for name in OPEN_COMMANDS {
            let text = format!("/{name}");
            assert_eq!(
                is_open_command(&text, "probe_bot"),
                Command::parse(&text, "probe_bot").is_ok(),
                "{text}"
            );
            assert!(!is_open_command(&format!("{text}@other_bot"), "probe_bot"), "{text}");
        }
    }
}
