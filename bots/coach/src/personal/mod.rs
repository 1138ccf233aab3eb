//! What Coach keeps of a person: their calendar, for the export, and to be deleted.

mod store;

use nexus_core::{bot::PrivacyPart, prelude::*, requests::Erased};
use serde_json::Value;

use crate::TEXTS;

pub(crate) async fn export(turn: Turn) -> anyhow::Result<Value> {
    Ok(store::calendar(&mut *turn.db().await?).await?)
}

/// A calendar is nobody else's, so nothing stands in the way.
pub(crate) async fn erase(turn: Turn) -> anyhow::Result<Erased> {
    for deletion in store::delete_all(turn.workspace()) {
        turn.write(deletion);
    }
    Ok(Erased::Done)
}

pub(crate) fn privacy(language: Language) -> PrivacyPart {
    let locale = TEXTS.of(language);
    PrivacyPart { lines: vec![html!(locale, "personal-events")], ..PrivacyPart::default() }
}
