//! What no handler took: nobody is left without a word.

use std::sync::Arc;

use teloxide::types::{ChatMemberUpdated, Message, Update, UpdateKind};

use crate::{bot::Bot, delivery::Turn, html, screen::Screen, text};

/// The person blocked the bot, or came back. Coming back is noted with their next message.
pub(super) async fn membership(turn: Turn, change: ChatMemberUpdated) -> anyhow::Result<()> {
    if turn.source().is_private && change.new_chat_member.is_banned() {
        turn.note_blocked();
    }
    Ok(())
}

/// In a group only what is said to the bot is its business: commands, and answers to its messages; and what becomes of
/// those when they are edited.
pub(super) fn is_none_of_our_business(turn: Turn, message: Message) -> bool {
    let is_command = message.text().is_some_and(|text| text.starts_with('/'));
    let is_reply = message
        .reply_to_message()
        .and_then(|replied| replied.from.as_ref())
        .is_some_and(|author| i64::try_from(author.id.0) == Ok(turn.account().external_id.0));
    !turn.source().is_private && !is_command && !is_reply
}

pub(super) async fn ignore() -> anyhow::Result<()> {
    Ok(())
}

/// The last word on an update.
pub(super) async fn answer(turn: Turn, bot: Arc<Bot>, update: Update) -> anyhow::Result<()> {
    let locale = turn.core_locale();
    match &update.kind {
        UpdateKind::CallbackQuery(_) => {
            turn.toast(text!(locale, "stale-button"));
            return bot.go_home(turn).await;
        }
        UpdateKind::Message(message) => {
            let text = match message.text() {
                Some(text) if text.starts_with('/') => {
                    let command: String =
                        text.split_whitespace().next().unwrap_or("/").chars().take(40).collect();
                    html!(locale, "unknown-command", command = command)
                }
                Some(_) => html!(locale, "not-understood"),
                // Of an album that it is a part of, the person has heard already.
                None if is_service_message(message) || turn.album().is_late() => return Ok(()),
                None => html!(locale, "unsupported-message"),
            };
            turn.say(Screen::new(text).home_row(&turn));
        }
        UpdateKind::Error(_) if turn.source().is_private => {
            tracing::warn!("an update of a form that is not known here");
            turn.say(Screen::new(html!(locale, "unsupported-message")).home_row(&turn));
        }
        // Edits of what was worked off already (it stays what it was), and kinds that nobody asked an answer of.
        _ => {}
    }
    Ok(())
}

/// Joins, pins, titles and the like: Telegram's own messages, to which an answer would be odd.
fn is_service_message(message: &Message) -> bool {
    use teloxide::types::MessageKind;
    !matches!(message.kind, MessageKind::Common(_) | MessageKind::Empty {})
}
