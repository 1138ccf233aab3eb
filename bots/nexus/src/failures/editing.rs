//! Another payload in place of the one that failed: asked for, shown as what it changes, confirmed, tried again.

use nexus_core::{
    dead::{
        self, Dead, DeadId,
        edit::{self, Edit, Mistake, Payload},
    },
    delivery::DownloadError,
    prelude::*,
    secrets::{mask, mask_json},
};
use serde::{Deserialize, Serialize};

use super::{List, by, card, list, screens};
use crate::TEXTS;

/// Where an admin is in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    #[default]
    Idle,
    /// The next message is the new payload.
    WritingPayload { id: DeadId, list: List },
    /// It was read, and its changes shown. Another message takes its place.
    ConfirmingPayload { id: DeadId, list: List, written: String },
}

impl State {
    pub fn is_open(&self) -> bool {
        *self != Self::Idle
    }

    fn place(&self) -> Option<(DeadId, List)> {
        match self {
            Self::Idle => None,
            Self::WritingPayload { id, list } | Self::ConfirmingPayload { id, list, .. } => {
                Some((*id, *list))
            }
        }
    }
}

/// Ends it, where it was going on.
pub(super) fn leave(turn: &Turn, state: &State) {
    if state.is_open() {
        turn.rest();
    }
}

pub(super) async fn ask(turn: Turn, id: DeadId, list: List) -> anyhow::Result<()> {
    let Some(dead) = card::find_or_say(&turn, id, list).await? else { return Ok(()) };
    let Some(payload) = edit::payload(&dead) else {
        turn.toast(text!(TEXTS.of(turn.language()), "failures-not-editable"));
        return card::show(turn, id, list).await;
    };
    turn.go(&State::WritingPayload { id, list })?;
    let shown = shown(payload)?;
    turn.say(screens::edit::ask(turn.format(), &dead, &shown, list));
    if !screens::edit::fits(&shown.text) {
        let ending = if shown.is_json { "json" } else { "txt" };
        turn.send_file(File::document(&format!("{id}-payload.{ending}"), shown.text))?;
    }
    Ok(())
}

/// A payload as it is shown to be copied.
pub(super) struct Shown {
    pub text: String,
    pub is_json: bool,
}

fn shown(payload: Payload) -> serde_json::Result<Shown> {
    Ok(match payload {
        Payload::Json(value) => {
            Shown { text: serde_json::to_string_pretty(&mask_json(value))?, is_json: true }
        }
        Payload::Text(text) => Shown { text: mask(&text), is_json: false },
    })
}

/// A message in answer to the question.
pub(super) async fn take(turn: Turn, state: State, message: Message) -> anyhow::Result<()> {
    let Some((id, list)) = state.place() else { return Ok(()) };
    let Some(dead) = card::find_or_say(&turn, id, list).await? else {
        turn.rest();
        return Ok(());
    };
    let written = match written(&turn, &message).await? {
        Written::Text(text) => text,
        Written::TooLong => {
            turn.say(screens::edit::mistake(turn.format(), &dead, &Mistake::TooLong, list));
            return Ok(());
        }
        Written::NoText => {
            turn.say(screens::edit::only_text(turn.format(), &dead, list));
            return Ok(());
        }
    };
    match edit::edit(&dead, &written) {
        Ok(edit) => preview(&turn, &dead, &edit, list, written)?,
        Err(mistake) => turn.say(screens::edit::mistake(turn.format(), &dead, &mistake, list)),
    }
    Ok(())
}

enum Written {
    Text(String),
    TooLong,
    NoText,
}

/// What a message says, or the file that it brings.
async fn written(turn: &Turn, message: &Message) -> anyhow::Result<Written> {
    if let Some(text) = message.text() {
        return Ok(Written::Text(text.to_owned()));
    }
    let Some(document) = message.document() else { return Ok(Written::NoText) };
    Ok(match turn.download(&document.file.id.0, edit::LIMIT).await {
        Ok(bytes) => match String::from_utf8(bytes.into()) {
            // Some editors begin a file with the mark of its byte order.
            Ok(text) => Written::Text(text.trim_start_matches('\u{feff}').to_owned()),
            Err(_) => Written::NoText,
        },
        Err(DownloadError::TooBig(_)) => Written::TooLong,
        Err(error) => return Err(error.into()),
    })
}

fn preview(turn: &Turn, dead: &Dead, edit: &Edit, list: List, written: String) -> anyhow::Result<()> {
    turn.go(&State::ConfirmingPayload { id: dead.id, list, written })?;
    turn.show(screens::edit::preview(turn.format(), dead, edit, list));
    Ok(())
}

pub(super) async fn save(turn: Turn, state: State, pressed: DeadId) -> anyhow::Result<()> {
    let State::ConfirmingPayload { id, list, written } = state else { return stale(turn, pressed).await };
    if id != pressed {
        return stale(turn, pressed).await;
    }
    turn.rest();
    let Some(dead) = dead::find(turn.outer_db(), id).await? else {
        return saved(turn, id, list, false).await;
    };
    match edit::edit(&dead, &written) {
        Ok(edit) => {
            let is_done = dead::edit(turn.outer_db(), &edit, by(&turn), turn.now()).await?;
            saved(turn, id, list, is_done).await
        }
        // It was edited by somebody else, and died again.
        Err(Mistake::Unchanged) => card::show(turn, id, list).await,
        Err(mistake) => {
            turn.show(screens::edit::mistake(turn.format(), &dead, &mistake, list));
            Ok(())
        }
    }
}

async fn saved(turn: Turn, id: DeadId, list: List, is_done: bool) -> anyhow::Result<()> {
    if !card::was_done(&turn, id, is_done).await? {
        return card::show(turn, id, list).await;
    }
    turn.toast(text!(TEXTS.of(turn.language()), "failures-edited", id = id.to_string()));
    list::show(turn, list).await
}

/// The preview is of another time.
async fn stale(turn: Turn, id: DeadId) -> anyhow::Result<()> {
    turn.toast(text!(TEXTS.of(turn.language()), "failures-stale-edit"));
    card::show(turn, id, List::ALL).await
}
