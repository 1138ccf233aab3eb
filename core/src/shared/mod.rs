//! What all bots have in common, once: the first steps, language, zone, settings, cancel, help, undo, what belongs to a
//! person, feedback, and an answer to whatever nobody else takes.

mod closed;
mod commands;
mod fallback;
mod feedback;
mod language;
mod menu;
mod personal;
mod settings;
mod start;
mod store;
mod undo;
mod zone;

pub(crate) use closed::{stays_open, turn_away};
pub(crate) use feedback::show_answer as show_feedback_answer;
pub(crate) use menu::sync_menu;
pub(crate) use personal::hint_at_pause;
pub use personal::{PersonalTap, What};
pub(crate) use store::prune_undos;
pub use zone::tell_zone;

use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use teloxide::{
    dispatching::{HandlerExt, UpdateFilterExt},
    types::{Message, Update},
};

use crate::{
    bot::Bot,
    delivery::{Handler, Turn, tap},
    event::Events,
    ids::UndoId,
    jobs::Jobs,
    locale::{Language, Locale, TEXTS},
    requests,
    screen::{Button, Screen, Tap},
    text,
};

/// What core's own buttons do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CoreTap {
    /// Takes something back.
    Undo(UndoId),
    /// To the bot's main screen.
    Home,
    /// The settings screen.
    Settings,
    /// The choice of languages.
    AskLanguage,
    Language(Language),
    /// The question where the person is.
    AskZone,
    Zone(Tz),
    /// The keyboard that sends one's location.
    AskLocation,
    /// The usual zone of the language.
    SkipZone,
    /// What belongs to the person.
    Personal(PersonalTap),
}

impl Tap for CoreTap {
    const OWNER: char = 'n';
    const VERSION: char = '1';
}

/// The state of core's own dialogues; a bot's own state stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CoreState {
    #[default]
    Idle,
    /// The next text is a place or an offset.
    AskedZone,
    /// The next text is for humans.
    AskedFeedback,
    /// The person was asked whether to delete what is theirs.
    ConfirmingDelete(personal::Confirming),
}

const FLOOR: &str = "core";

impl Turn {
    pub(crate) fn core_state(&self) -> CoreState {
        self.dialogue_of(FLOOR)
    }

    pub(crate) fn set_core_state(&self, state: &CoreState) -> anyhow::Result<()> {
        let value = match state {
            CoreState::Idle => serde_json::Value::Null,
            state => serde_json::to_value(state)?,
        };
        self.set_dialogue_of(FLOOR, value);
        Ok(())
    }

    /// Core's own wording in this person's language.
    pub(crate) fn core_locale(&self) -> Locale {
        TEXTS.of(self.language())
    }

    /// The button that leads to the bot's main screen.
    pub fn home_button(&self) -> Button {
        Button::tap(text!(self.core_locale(), "home"), &CoreTap::Home)
    }
}

impl Screen {
    /// Adds the way back to the main screen, for screens that would be a dead end.
    pub fn home_row(self, turn: &Turn) -> Self {
        self.row([turn.home_button()])
    }
}

/// A bot's handlers between core's: what is common first, what nobody took last.
pub(crate) fn around(bot: &Bot) -> Handler {
    if bot.home.is_none() {
        return bot.handlers.clone();
    }
    dptree::entry()
        .branch(Update::filter_my_chat_member().endpoint(fallback::membership))
        .branch(tap::<CoreTap>().endpoint(press))
        .branch(
            Update::filter_message()
                .branch(dptree::filter(fallback::is_none_of_our_business).endpoint(fallback::ignore))
                .branch(dptree::entry().filter_command::<commands::Command>().endpoint(commands::run))
                .branch(dptree::filter(commands::interrupts).chain(bot.handlers.clone()))
                .branch(dptree::filter_map(zone::asked).endpoint(zone::take_place))
                .branch(dptree::filter_map(feedback::asked).endpoint(feedback::take))
                .branch(
                    dptree::filter_map(|message: Message| message.location().copied())
                        .endpoint(zone::take_pin),
                ),
        )
        .branch(
            Update::filter_edited_message()
                .branch(dptree::filter(fallback::is_none_of_our_business).endpoint(fallback::ignore)),
        )
        .branch(dptree::filter(zone::passes_question).chain(bot.handlers.clone()))
        .branch(dptree::endpoint(fallback::answer))
}

/// All jobs that a bot's worker runs: the common ones, where it has the common parts, and its own.
pub(crate) fn all_jobs(bot: &Bot) -> Jobs {
    let common = if bot.home.is_some() { zone::jobs(bot) } else { Jobs::default() };
    common.merge(bot.jobs.clone())
}

/// All events that a bot reacts to: the common ones and its own.
pub(crate) fn all_events(bot: &Bot) -> Events {
    let mut events = bot.events.clone();
    zone::events(&mut events, bot);
    requests::events(&mut events, bot);
    crate::feedback::events(&mut events);
    events
}

/// Core's buttons.
async fn press(turn: Turn, bot: Arc<Bot>, tap: CoreTap) -> anyhow::Result<()> {
    match tap {
        CoreTap::Undo(id) => undo::take_back(turn, bot, id).await,
        CoreTap::Home => {
            turn.leave_dialogue();
            bot.go_home(turn).await
        }
        CoreTap::Settings => {
            turn.set_core_state(&CoreState::Idle)?;
            settings::show(turn, bot).await
        }
        CoreTap::AskLanguage => language::ask(turn).await,
        CoreTap::Language(language) => {
            let is_new = turn.person().chosen_language.is_none();
            language::choose(&turn, language);
            if is_new { start::next_step(turn, bot).await } else { settings::show(turn, bot).await }
        }
        CoreTap::AskZone => zone::ask(turn).await,
        CoreTap::Zone(zone) => zone::choose(turn, bot, zone).await,
        CoreTap::AskLocation => zone::ask_location(turn).await,
        CoreTap::SkipZone => zone::skip(turn, bot).await,
        CoreTap::Personal(tap) => personal::press(turn, bot, tap).await,
    }
}
