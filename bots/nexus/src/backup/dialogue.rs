//! Handlers of /backup.

use nexus_core::{audit::Record, dptree, event::Event, prelude::*, teloxide};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    schedule,
    screens::{self, BackupTap, PAGE, View},
    store::rows,
};
use crate::{
    TEXTS,
    admin::{
        role::{self, Right},
        view::ways_back,
    },
    tap::NexusTap,
};

/// Stands in no menu.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
enum Command {
    Backup,
}

pub(crate) fn handlers() -> Handler {
    dptree::entry()
        .branch(
            Update::filter_message()
                .filter_command::<Command>()
                .chain(case![Command::Backup])
                .chain(role::only(Right::Backup))
                .endpoint(|turn: Turn| list(turn, 0)),
        )
        .branch(
            tap::<NexusTap>()
                .chain(case![NexusTap::Backup(tap)])
                .chain(role::only(Right::Backup))
                .endpoint(press),
        )
}

async fn press(turn: Turn, tap: BackupTap) -> anyhow::Result<()> {
    match tap {
        BackupTap::List(page) => list(turn, page).await,
        BackupTap::Now => ask(turn).await,
    }
}

async fn list(turn: Turn, page: u32) -> anyhow::Result<()> {
    turn.show(list_of(&turn, page).await?);
    Ok(())
}

/// As a message of its own.
pub(crate) async fn list_below(turn: Turn) -> anyhow::Result<()> {
    turn.say(list_of(&turn, 0).await?);
    Ok(())
}

async fn list_of(turn: &Turn, page: u32) -> anyhow::Result<Screen> {
    let db = turn.outer_db();
    let (good, failed) = rows::history(db).await?;
    let count = rows::count(db).await?;
    let page = Page::of(page, u64::try_from(count)?, PAGE);
    let backups = rows::list(db, page.offset(), page.limit()).await?;
    let at = turn.config().backup.at;
    let view = View {
        format: turn.format(),
        now: turn.now(),
        at,
        next: at.map(|at| schedule::due(at, turn.now(), good, failed)),
        checked: rows::last_checked(db).await?,
        page,
    };
    Ok(ways_back(screens::list(&view, &backups), turn))
}

/// Asks the house's worker for one; what comes of it is told in a message of its own.
async fn ask(turn: Turn) -> anyhow::Result<()> {
    let id = Uuid::now_v7();
    let (by, now) = (turn.person().user, turn.now());
    if !rows::ask(&mut *turn.db().await?, id, by, now).await? {
        turn.toast(text!(TEXTS.of(turn.language()), "backup-open"));
        return Ok(());
    }
    turn.write(Record::by_admin(&turn, "backup.ask", id).after(json!({})).sql(now));
    turn.draw(&slot(id), screens::waiting(turn.format()));
    Ok(())
}

/// Each backup that was asked for has a message of its own, wherever the chat went on meanwhile.
fn slot(id: Uuid) -> String {
    format!("backup {id}")
}

/// There is news of a backup that this person asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct News {
    pub id: Uuid,
    /// Of the dump so far.
    pub bytes: Option<u64>,
}

impl Event for News {
    const NAME: &'static str = "backup";
}

/// Draws how the backup stands now; news that come late tell nothing old.
pub(crate) async fn told(turn: Turn, news: News) -> anyhow::Result<()> {
    let Some(backup) = rows::find(turn.outer_db(), news.id).await? else { return Ok(()) };
    turn.draw(&slot(news.id), screens::progress(turn.format(), turn.now(), &backup, news.bytes));
    Ok(())
}
