//! The export as a person gets it: JSON, in one file where it fits into one.

use serde_json::{Map, Value, json};
use sqlx::PgConnection;

use super::{
    erasing::names,
    store::{self, Known, PartRow, Request},
};
use crate::{
    delivery::Turn,
    html,
    screen::{File, Html},
};

/// Grows when a reader of older files would misread newer ones.
const FORMAT: u32 = 1;
/// The most bytes that go into one file; Telegram takes 50 MiB. Beyond, each bot has a file of its own.
const ONE_FILE: usize = 45 * 1024 * 1024;

/// Sends what is there: when all of it is, or when the person has waited for too long; what is missing then follows.
pub(super) async fn tell(
    turn: &Turn,
    db: &mut PgConnection,
    request: &Request,
    parts: Vec<PartRow>,
    is_late: bool,
) -> anyhow::Result<()> {
    let missing = names(&parts, "asked");
    if !missing.is_empty() && !is_late {
        return Ok(());
    }
    let is_sequel = parts.iter().any(|part| part.state == "told");
    let known = store::known(&mut *db, request.user_id, request.bot_id).await?;
    let report = Report { known, is_sequel, missing: &missing };
    let answered: Vec<PartRow> = parts.iter().filter(|part| part.state == "answered").cloned().collect();
    let files = report.files(turn, answered)?;
    let caption = caption(turn, &missing, is_sequel);
    for (place, (name, bytes)) in files.into_iter().enumerate() {
        let file = File::document(&name, bytes);
        turn.send_file(if place == 0 { file.caption(caption.clone()) } else { file })?;
    }
    store::mark_told(&mut *db, request.id).await?;
    if missing.is_empty() {
        store::finish(db, request.id, "done", turn.now()).await?;
    }
    Ok(())
}

fn caption(turn: &Turn, missing: &[String], is_sequel: bool) -> Html {
    let locale = turn.core_locale();
    if is_sequel {
        return html!(locale, "personal-export-sequel");
    }
    let ready = html!(locale, "personal-export-ready");
    if missing.is_empty() {
        return ready;
    }
    Html::join([ready, html!(locale, "personal-export-missing", bots = missing.join(", "))], "\n\n")
}

struct Report<'a> {
    known: Known,
    /// The rest of an earlier one, which had core's own part.
    is_sequel: bool,
    missing: &'a [String],
}

impl Report<'_> {
    fn files(self, turn: &Turn, answered: Vec<PartRow>) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let whole = serde_json::to_vec_pretty(&self.with(turn, &answered))?;
        let name = if self.is_sequel { "export-2" } else { "export" };
        if whole.len() <= ONE_FILE {
            return Ok(vec![(format!("{name}.json"), whole)]);
        }
        let mut files = vec![(format!("{name}.json"), serde_json::to_vec_pretty(&self.with(turn, &[]))?)];
        for part in answered {
            let code = part.code.clone();
            let bytes = serde_json::to_vec_pretty(&self.with(turn, &[part]))?;
            files.push((format!("{name}-{code}.json"), bytes));
        }
        Ok(files)
    }

    fn with(&self, turn: &Turn, answered: &[PartRow]) -> Value {
        let mut bots = Map::new();
        for (code, used) in self.known.bots.as_object().into_iter().flatten() {
            let part = answered.iter().find(|part| part.code == *code);
            // A sequel has those only that were missing before.
            if part.is_none() && self.is_sequel {
                continue;
            }
            let mut bot = used.clone();
            if let Some(part) = part {
                bot["data"] = part.answer.clone().unwrap_or_default();
            }
            bots.insert(code.clone(), bot);
        }
        let mut report =
            json!({"format": FORMAT, "made_at": turn.now(), "bots": bots, "missing": self.missing});
        if !self.is_sequel {
            report["person"] = self.known.person.clone();
            report["feedback"] = self.known.feedback.clone();
            report["history"] = self.known.history.clone();
        }
        report
    }
}
