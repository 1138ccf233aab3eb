//! For admins: what failed, why, and what becomes of it. `/dead` is what was given up (each opens as a card), `/errors` the
//! causes of late, `/jobs` the queue.

mod card;
mod editing;
mod errors;
mod jobs;
mod list;
mod muting;
mod screens;
mod store;
mod tap;

pub(crate) use errors::DAY;
pub(crate) use jobs::below as jobs_below;
pub(crate) use list::below as list_below;
pub(crate) use screens::{all_ways as ways, counted};
pub(crate) use tap::{FailuresTap, List};

use nexus_core::{dead::By, dialogue, dptree, prelude::*, teloxide};

use crate::{
    admin::role::{self, Right},
    alerts,
    tap::NexusTap,
};

/// Commands that stand in no menu.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
enum Command {
    /// All, those of a bot, or one by its id.
    Dead(String),
    Retry(String),
    Jobs,
    Errors,
    Alerts,
}

impl Command {
    fn right(&self) -> Right {
        match self {
            Self::Dead(_) | Self::Retry(_) => Right::Dead,
            Self::Jobs => Right::Jobs,
            Self::Errors => Right::Errors,
            Self::Alerts => Right::Alerts,
        }
    }
}

pub(crate) fn handlers() -> Handler {
    dptree::entry()
        .branch(
            Update::filter_message()
                .filter_command::<Command>()
                .filter_async(|turn: Turn, command: Command| async move {
                    role::may(&turn, command.right()).await
                })
                .endpoint(command),
        )
        .branch(
            Update::filter_message()
                .chain(dialogue::enter::<editing::State>())
                .filter_map(|state: editing::State| state.is_open().then_some(state))
                .chain(role::only(Right::Dead))
                .endpoint(editing::take),
        )
        .branch(
            tap::<NexusTap>().branch(
                case![NexusTap::Failures(tap)]
                    .filter_async(|turn: Turn, tap: FailuresTap| async move {
                        role::may(&turn, tap.right()).await
                    })
                    .chain(dialogue::enter::<editing::State>())
                    .endpoint(press),
            ),
        )
}

async fn command(turn: Turn, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Dead(what) => list::asked_for(turn, what.trim()).await,
        Command::Retry(what) => card::retry_asked_for(turn, what.trim()).await,
        Command::Jobs => jobs::show(turn).await,
        Command::Errors => errors::show(turn, errors::DAY, 0).await,
        Command::Alerts => muting::show(turn).await,
    }
}

async fn press(turn: Turn, state: editing::State, tap: FailuresTap) -> anyhow::Result<()> {
    if !matches!(tap, FailuresTap::SaveEdit { .. } | FailuresTap::Alert(_)) {
        // Whoever goes elsewhere has left the question.
        editing::leave(&turn, &state);
    }
    match tap {
        FailuresTap::List(list) => list::show(turn, list).await,
        FailuresTap::Card { id, list } => card::show(turn, id, list).await,
        FailuresTap::Payload { id, list } => card::send_payload(turn, id, list).await,
        FailuresTap::Retry { id, list } => card::retry(turn, id, list).await,
        FailuresTap::AskDrop { id, list } => card::ask_drop(turn, id, list).await,
        FailuresTap::Drop { id, list } => card::drop(turn, id, list).await,
        FailuresTap::AskRetryAll(bot) => list::ask_retry_all(turn, bot).await,
        FailuresTap::RetryAll(bot) => list::retry_all(turn, bot).await,
        FailuresTap::Edit { id, list } => editing::ask(turn, id, list).await,
        FailuresTap::SaveEdit { id } => editing::save(turn, state, id).await,
        FailuresTap::MuteMenu { id, list } => muting::menu(turn, id, list).await,
        FailuresTap::Mute { id, list, length } => muting::mute(turn, id, list, length).await,
        FailuresTap::Unmute { id, list } => muting::unmute(turn, id, list).await,
        FailuresTap::Errors { days, page } => errors::show(turn, days, page).await,
        FailuresTap::Jobs => jobs::show(turn).await,
        FailuresTap::Alert(tap) => alerts::act(turn, tap).await,
        FailuresTap::Alerts => muting::show(turn).await,
        FailuresTap::Lift(mute) => muting::lift(turn, mute).await,
    }
}

/// What an admin does here is recorded as theirs.
fn by(turn: &Turn) -> By {
    By::admin(turn)
}
