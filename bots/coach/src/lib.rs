//! Coach: plans and reminders in plain language.
//!
//! One folder per capability; in each, rules and types without I/O, `store.rs` with its SQL, `screens.rs` with its
//! wording and `dialogue.rs` with its handlers. What Coach does can be read off [`bot`].

pub mod calendar;
mod capture;
mod home;
mod personal;
mod reminders;
pub mod understand;

use nexus_core::{bot::About, db::Migrations, locale::Locale, prelude::*};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

nexus_core::texts!(pub TEXTS, "../../locales");

/// The schema `coach`.
pub static MIGRATIONS: Migrations = nexus_core::migrations!("coach", "../../migrations/coach");

/// Coach, ready to run.
pub fn bot() -> Bot {
    Bot::new("coach", "Coach", handlers())
        .about(about)
        .commands::<Command>(describe)
        .home(home::show)
        .settings(home::settings)
        .undo(calendar::dialogue::take_back)
        .due(reminders::dialogue::remind)
        .zone_moved(reminders::dialogue::move_zone)
        .export(personal::export)
        .erase(personal::erase)
        .privacy(personal::privacy)
        .migrations(&MIGRATIONS)
}

/// Every way into Coach; what is common to all bots stands around it.
fn handlers() -> Handler {
    dialogue::enter::<State>()
        .branch(
            Update::filter_message()
                .branch(dptree::entry().filter_command::<Command>().endpoint(run_command))
                .branch(
                    Message::filter_text()
                        .filter(|text: String| !text.starts_with('/'))
                        .endpoint(capture::dialogue::take_text),
                ),
        )
        .branch(tap::<Action>().endpoint(act))
}

/// Coach's own commands. Adding one: its `command-…` text in `coach.ftl`, in four languages.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
enum Command {
    /// Upcoming events.
    Calendar,
    /// The same, by the name people also try.
    Events,
    /// A new event, in one line where one is typed: `/new dentist tomorrow at 9`.
    New(String),
    Event(String),
    Today,
}

async fn run_command(turn: Turn, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Calendar | Command::Events => calendar::dialogue::show_upcoming(turn, 0).await,
        Command::Today => calendar::dialogue::show_today(turn).await,
        Command::New(line) | Command::Event(line) if line.trim().is_empty() => {
            capture::dialogue::invite(turn).await
        }
        Command::New(line) | Command::Event(line) => capture::dialogue::take_line(turn, line).await,
    }
}

fn describe(language: Language, command: &str) -> Option<String> {
    let locale = TEXTS.of(language);
    Some(match command {
        "calendar" => text!(locale, "command-calendar"),
        "today" => text!(locale, "command-today"),
        "new" => text!(locale, "command-new"),
        // Other names of the same.
        _ => return None,
    })
}

fn about(language: Language) -> About {
    let locale = TEXTS.of(language);
    About { short: text!(locale, "about-short"), long: text!(locale, "about-long") }
}

/// Where a person is in a dialogue with Coach.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    #[default]
    Idle,
    /// The words had several readings; one of `options` is to be chosen, or another time typed.
    Choosing { draft: calendar::Draft, options: Vec<calendar::Timing> },
    /// Nothing says when.
    AskedWhen { draft: calendar::Draft },
    /// Nothing says what.
    AskedTitle { draft: calendar::Draft },
    /// Read, and shown before it is saved.
    Previewing { draft: calendar::Draft },
    /// The next text is the event's new title.
    RenamingEvent { event: Uuid },
    /// The next text says when the event is now.
    MovingEvent { event: Uuid },
}

/// What Coach's buttons do. Only ever grows at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Action {
    Upcoming {
        page: u32,
    },
    Today,
    NewEvent,
    Card {
        event: Uuid,
    },
    EditMenu {
        event: Uuid,
    },
    Rename {
        event: Uuid,
    },
    Move {
        event: Uuid,
    },
    ReminderMenu {
        event: Uuid,
    },
    /// `None`: no reminder.
    SetReminder {
        event: Uuid,
        minutes: Option<u16>,
    },
    AskDelete {
        event: Uuid,
    },
    Delete {
        event: Uuid,
    },
    /// One of the offered readings.
    Choose {
        option: u8,
    },
    SaveDraft,
    RenameDraft,
    MoveDraft,
    DropDraft,
    /// Of a reminder: what it reminded of is done.
    Done {
        notification: Uuid,
    },
    Snooze {
        notification: Uuid,
        until: reminders::Snooze,
    },
    /// How long before an event a reminder comes when nothing is said.
    DefaultReminderMenu,
    SetDefaultReminder {
        minutes: u16,
    },
    /// As `Done`, from a message about several reminders, which stays for the others.
    DoneOfSeveral {
        notification: Uuid,
    },
}

impl Tap for Action {
    const VERSION: char = '1';
}

async fn act(turn: Turn, state: State, action: Action) -> anyhow::Result<()> {
    use calendar::dialogue as events;
    match action {
        Action::Upcoming { page } => events::show_upcoming(turn, page).await,
        Action::Today => events::show_today(turn).await,
        Action::NewEvent => capture::dialogue::invite(turn).await,
        Action::Card { event } => events::show_card(turn, event).await,
        Action::EditMenu { event } => events::show_edit_menu(turn, event).await,
        Action::Rename { event } => events::ask_title(turn, event).await,
        Action::Move { event } => events::ask_when(turn, event).await,
        Action::ReminderMenu { event } => events::show_reminder_menu(turn, event).await,
        Action::SetReminder { event, minutes } => events::set_reminder(turn, event, minutes).await,
        Action::AskDelete { event } => events::ask_delete(turn, event).await,
        Action::Delete { event } => events::delete(turn, event).await,
        Action::Choose { option } => capture::dialogue::choose(turn, state, option).await,
        Action::SaveDraft => capture::dialogue::save_draft(turn, state).await,
        Action::RenameDraft => capture::dialogue::rename_draft(turn, state).await,
        Action::MoveDraft => capture::dialogue::move_draft(turn, state).await,
        Action::DropDraft => capture::dialogue::drop_draft(turn).await,
        Action::Done { notification } => reminders::dialogue::done(turn, notification).await,
        Action::DoneOfSeveral { notification } => {
            reminders::dialogue::done_of_several(turn, notification).await
        }
        Action::Snooze { notification, until } => {
            reminders::dialogue::snooze(turn, notification, until).await
        }
        Action::DefaultReminderMenu => home::show_default_reminder(turn).await,
        Action::SetDefaultReminder { minutes } => home::set_default_reminder(turn, minutes).await,
    }
}

/// Coach's wording in this person's language.
fn locale(turn: &Turn) -> Locale {
    TEXTS.of(turn.language())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_into_telegrams_limit() {
        let id = Uuid::max();
        for action in [
            Action::SetReminder { event: id, minutes: Some(u16::MAX) },
            Action::Snooze { notification: id, until: reminders::Snooze::Tomorrow },
            Action::Upcoming { page: u32::MAX },
        ] {
            assert!(action.encode().is_ok(), "{action:?}");
        }
    }

    #[test]
    fn texts_are_whole() -> Result<(), nexus_core::locale::check::Problems> {
        nexus_core::locale::check::crate_texts(&TEXTS, env!("CARGO_MANIFEST_DIR"))
    }
}
