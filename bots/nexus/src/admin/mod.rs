//! What only admins see and do, in private chats: a folder per capability.
//!
//! None of it is in the menu, and to anybody else these commands and buttons do not exist: they get the answer of a
//! command that nobody knows, or of a button that is out of date. What a role may do stands in [`role`], which right a
//! command or a button takes, in [`Command::rights`] and [`AdminTap::rights`]. It is asked of the database with each use,
//! so a button of yesterday does nothing for who is no longer an admin.
//!
//! Another part of the admin's bot asks [`role::may`], puts its button into [`menu`], and adds a variant to
//! [`NexusTap`].

pub(crate) mod audit;
mod bots;
mod dialogue;
mod house;
mod menu;
pub(crate) mod people;
pub(crate) mod role;
mod screens;
mod spend;
mod store;
mod tokens;
pub(crate) mod view;
mod why;

pub(crate) use dialogue::health_below;

use std::sync::Arc;

use nexus_core::{
    dptree,
    ids::{BotId, UserId},
    prelude::*,
    teloxide,
    token::Tokens,
};
use serde::{Deserialize, Serialize};

use self::role::Right;
use crate::tap::NexusTap;

/// Commands that stand in no menu. Those with a text say whom, which, or what is looked for.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
pub(crate) enum Command {
    Admin,
    Stats,
    Health,
    Users(String),
    User(String),
    Bot(String),
    Ban(String),
    Unban(String),
    Tier(String),
    Audit(String),
    Why(String),
    Admins(String),
    Spend,
    Token,
}

impl Command {
    /// One of these is needed.
    fn rights(&self) -> &'static [Right] {
        match self {
            Self::Admin | Self::Stats => &[Right::Numbers],
            Self::Health => &[Right::Health],
            Self::Users(_) | Self::User(_) | Self::Ban(_) | Self::Unban(_) | Self::Tier(_) | Self::Why(_) => {
                &[Right::People]
            }
            Self::Bot(_) => &[Right::Bots],
            Self::Audit(_) => &[Right::Audit],
            Self::Admins(_) => &[Right::Admins],
            Self::Spend => &[Right::Spend],
            Self::Token => &[Right::Tokens],
        }
    }
}

/// What the admins' buttons of this part do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AdminTap {
    Menu,
    Role(role::RoleTap),
    People(people::PeopleTap),
    Bots(bots::BotsTap),
    Audit(audit::AuditTap),
    Spend,
    Tokens(tokens::TokensTap),
}

impl AdminTap {
    /// One of these is needed.
    fn rights(self) -> &'static [Right] {
        match self {
            Self::Menu => &[Right::Numbers],
            Self::Role(_) => &[Right::Admins],
            Self::People(_) => &[Right::People],
            Self::Bots(_) => &[Right::Bots],
            Self::Audit(tap) => tap.rights(),
            Self::Spend => &[Right::Spend],
            Self::Tokens(_) => &[Right::Tokens],
        }
    }
}

/// Where an admin is in a dialogue. Other parts have states of their own on the same floor, which are none here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    #[default]
    Idle,
    /// The next text is what people are searched by.
    AdminSearchesPeople,
    /// The next text says why somebody is to be banned.
    AdminGivesReason { user: UserId },
    /// Asked whether to ban somebody for that reason.
    AdminConfirmsBan { user: UserId, reason: String },
    /// The next text says who becomes an admin.
    AdminNamesAdmin,
    /// The next text is what the log is searched by.
    AdminSearchesAudit,
    /// The next text is the name of a new token; without a bot it is for all of the registry.
    AdminNamesToken { bot: Option<BotId>, life: tokens::Life },
    /// Asked whether to make this token.
    AdminConfirmsToken { bot: Option<BotId>, life: tokens::Life, name: String },
}

pub(crate) fn handlers() -> Handler {
    dptree::entry()
        .branch(
            Update::filter_message()
                .filter_command::<Command>()
                .filter_async(|turn: Turn, command: Command| async move {
                    role::may_any(&turn, command.rights()).await
                })
                .endpoint(run),
        )
        .branch(Update::filter_message().chain(texts()))
        .branch(
            tap::<NexusTap>()
                .branch(case![NexusTap::Stats].chain(role::only(Right::Numbers)).endpoint(dialogue::stats))
                .branch(case![NexusTap::Health].chain(role::only(Right::Health)).endpoint(dialogue::health))
                .branch(
                    case![NexusTap::Admin(tap)]
                        .filter_async(|turn: Turn, tap: AdminTap| async move {
                            role::may_any(&turn, tap.rights()).await
                        })
                        .chain(nexus_core::dialogue::enter::<State>())
                        .endpoint(act),
                ),
        )
}

/// What an admin was asked to write.
fn texts() -> Handler {
    Message::filter_text()
        .filter(|text: String| !text.starts_with('/'))
        .chain(nexus_core::dialogue::enter::<State>())
        .branch(
            case![State::AdminSearchesPeople]
                .chain(role::only(Right::People))
                .endpoint(people::dialogue::take_search),
        )
        .branch(
            case![State::AdminGivesReason { user }]
                .chain(role::only(Right::People))
                .endpoint(people::ban::take_reason),
        )
        .branch(
            case![State::AdminNamesAdmin]
                .chain(role::only(Right::Admins))
                .endpoint(role::dialogue::take_name),
        )
        .branch(
            case![State::AdminSearchesAudit]
                .chain(role::only(Right::Audit))
                .endpoint(audit::dialogue::search),
        )
        .branch(
            case![State::AdminNamesToken { bot, life }]
                .chain(role::only(Right::Tokens))
                .endpoint(tokens::issue::take_name),
        )
}

async fn run(turn: Turn, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Admin => menu::show(turn).await,
        Command::Stats => dialogue::stats(turn).await,
        Command::Health => dialogue::health(turn).await,
        Command::Users(text) => people::dialogue::take_search(turn, text).await,
        Command::User(text) => people::dialogue::find(turn, text).await,
        Command::Bot(code) => bots::dialogue::find(turn, code).await,
        Command::Ban(line) => people::ban::command(turn, line).await,
        Command::Unban(text) => people::ban::unban_command(turn, text).await,
        Command::Tier(line) => people::dialogue::tier_command(turn, line).await,
        Command::Audit(text) => audit::dialogue::search(turn, text).await,
        Command::Why(text) => why::dialogue::command(turn, text).await,
        Command::Admins(text) => role::dialogue::command(turn, text).await,
        Command::Spend => spend::show(turn).await,
        Command::Token => tokens::dialogue::list(turn, 0).await,
    }
}

/// A button leaves whatever was being asked; what it has to know of that is in `state`.
async fn act(turn: Turn, state: State, tap: AdminTap, known: Arc<Tokens>) -> anyhow::Result<()> {
    turn.rest();
    match tap {
        AdminTap::Menu => menu::show(turn).await,
        AdminTap::Role(tap) => role::dialogue::act(turn, tap).await,
        AdminTap::People(tap) => people::dialogue::act(turn, state, tap).await,
        AdminTap::Bots(tap) => bots::dialogue::act(turn, tap).await,
        AdminTap::Audit(tap) => audit::dialogue::act(turn, tap).await,
        AdminTap::Spend => spend::show(turn).await,
        AdminTap::Tokens(tap) => tokens::dialogue::act(turn, state, tap, &known).await,
    }
}

#[cfg(test)]
mod tests;
