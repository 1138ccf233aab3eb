//! What every bot of Nexus stands on.
//!
//! The floors, each standing on those before it: clock, ids, configuration and the database; screens; the registry, locales
//! and zones; permits to send; metrics; delivery, the schedule, and to whom a bot is closed; jobs, dialogues, news, broadcasts,
//! the audit log, tokens; the endpoint and what APIs stand on; what all bots have in common; the app that a `main.rs` calls.

pub mod app;
pub mod audit;
pub mod bot;
pub mod broadcast;
pub mod client;
pub mod clock;
pub mod config;
pub mod db;
pub mod dead;
pub mod delivery;
pub mod dialogue;
pub mod duty;
pub mod event;
pub mod feedback;
pub mod health;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod locale;
pub mod metrics;
pub mod notify;
pub mod permits;
pub mod registry;
pub mod requests;
mod retention;
pub mod screen;
pub mod secrets;
pub mod shared;
pub mod standing;
#[cfg(feature = "testing")]
pub mod testing;
pub mod token;
pub mod zone;

pub use app::{House, exit_code, run, run_with};
pub use bot::Bot;
pub use dptree;
pub use teloxide;

/// What most files of a bot need.
pub mod prelude {
    pub use dptree::case;
    pub use teloxide::{
        dispatching::{HandlerExt, MessageFilterExt, UpdateFilterExt},
        types::{Message, Update},
        utils::command::BotCommands,
    };

    pub use crate::{
        bot::{Bot, SettingsPart},
        delivery::{Handler, Turn, tap},
        dialogue, html,
        locale::Language,
        notify::{Due, Notification},
        screen::{Button, File, Html, Keyboard, Page, Screen, Tap},
        text,
    };
}
