//! The choice of a language.

use super::CoreTap;
use crate::{
    bot::Bot,
    delivery::Turn,
    html,
    locale::{Language, TEXTS},
    screen::{Button, Html, Screen},
    text,
};

/// The first message of all: the bot's name, and the question in every language, for people whose own we cannot know.
pub(super) fn greet(turn: Turn, bot: &Bot) -> anyhow::Result<()> {
    let questions = Language::ALL.map(|language| html!(TEXTS.of(language), "choose-language"));
    let mut text =
        html!(turn.core_locale(), "welcome", name = &turn.person().profile.first_name, bot = bot.name);
    text.push("\n\n");
    text.push(Html::join(&questions, "\n"));
    turn.show(choices(text));
    Ok(())
}

pub(super) async fn ask(turn: Turn) -> anyhow::Result<()> {
    turn.show(choices(html!(turn.core_locale(), "choose-language")).home_row(&turn));
    Ok(())
}

fn choices(text: Html) -> Screen {
    let button = |language: Language| Button::tap(language.native_name(), &CoreTap::Language(language));
    let [en, ru, uk, pl] = Language::ALL.map(button);
    Screen::new(text).row([en, ru]).row([uk, pl])
}

pub(super) fn choose(turn: &Turn, language: Language) {
    turn.choose_language(language);
    turn.toast(text!(turn.core_locale(), "language-chosen", language = language.native_name()));
}
