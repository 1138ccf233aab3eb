//! /feedback: what somebody has to say to humans, and the answer.

use std::sync::Arc;

use chrono::TimeDelta;
use teloxide::types::Message;

use super::{CoreState, CoreTap, PersonalTap, personal};
use crate::{
    bot::Bot,
    delivery::Turn,
    feedback::{self, LIMIT, Note},
    html,
    screen::{Button, Html, Screen},
    text,
};

/// What one person may write within [`DAY`].
const DAILY: i64 = 5;
const DAY: TimeDelta = TimeDelta::hours(24);

/// /feedback without a word: the question; for an admin the desk, where this bot has one.
pub(super) async fn open(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    if let Some(desk) = &bot.feedback_desk
        && desk(turn.clone(), ()).await?
    {
        return Ok(());
    }
    ask(turn).await
}

pub(super) async fn ask(turn: Turn) -> anyhow::Result<()> {
    if personal::is_led_away(&turn) || is_too_much(&turn).await? {
        return Ok(());
    }
    turn.set_core_state(&CoreState::AskedFeedback)?;
    let locale = turn.core_locale();
    turn.show(Screen::new(html!(locale, "feedback-ask")).row([way_out(&turn)]));
    Ok(())
}

fn way_out(turn: &Turn) -> Button {
    Button::tap(text!(turn.core_locale(), "feedback-button-leave"), &CoreTap::Home)
}

async fn is_too_much(turn: &Turn) -> sqlx::Result<bool> {
    let lately = feedback::number_since(turn.outer_db(), turn.person().user, turn.now() - DAY).await?;
    if lately >= DAILY {
        turn.set_dialogue_of(super::FLOOR, serde_json::Value::Null);
        turn.show(Screen::new(html!(turn.core_locale(), "feedback-too-much")).home_row(turn));
    }
    Ok(lately >= DAILY)
}

/// What a message says, where it answers the question; a caption counts, an empty text means that there was none.
pub(super) fn asked(turn: Turn, message: Message) -> Option<String> {
    let is_asked = turn.core_state() == CoreState::AskedFeedback;
    is_asked.then(|| message.text().or(message.caption()).unwrap_or_default().to_owned())
}

pub(super) async fn take(turn: Turn, text: String) -> anyhow::Result<()> {
    if personal::is_led_away(&turn) || is_too_much(&turn).await? {
        return Ok(());
    }
    let (locale, text) = (turn.core_locale(), text.trim());
    let length = text.chars().count();
    if length == 0 || length > LIMIT {
        turn.set_core_state(&CoreState::AskedFeedback)?;
        let why = match length {
            0 => html!(locale, "feedback-words-only"),
            _ => html!(locale, "feedback-too-long", count = length, limit = LIMIT),
        };
        turn.say(Screen::new(why).row([way_out(&turn)]));
        return Ok(());
    }
    turn.set_core_state(&CoreState::Idle)?;
    turn.write(feedback::write(&turn, &text.replace('\0', "")));
    // Pictures stay behind, which nobody should have to find out later.
    let has_more = turn.album().messages().any(|message| message.text().is_none());
    let thanks =
        if has_more { html!(locale, "feedback-thanks-words") } else { html!(locale, "feedback-thanks") };
    turn.say(Screen::new(thanks).home_row(&turn));
    Ok(())
}

/// The answer, below what it answers.
pub(crate) fn show_answer(turn: &Turn, note: &Note) {
    let Some(answer) = &note.answer else { return };
    let locale = turn.core_locale();
    let asked: String = note.text.chars().take(300).collect();
    let text = Html::join(
        [html!(locale, "feedback-answered").bold(), Html::escape(&asked).quote(), Html::escape(answer)],
        "\n\n",
    );
    let again = CoreTap::Personal(PersonalTap::Feedback);
    turn.say(Screen::new(text).row([Button::tap(text!(locale, "feedback-button-again"), &again)]));
}
