//! The last part of an erasure, and the last word.

use sqlx::PgConnection;

use super::store::{self, PartRow, Request};
use crate::{
    delivery::Turn,
    html,
    screen::{Html, Screen},
};

/// Erases core's own part once all bots did theirs, and says so; or says what stands in the way, or who is awaited.
pub(super) async fn tell(
    turn: &Turn,
    db: &mut PgConnection,
    request: &Request,
    parts: &[PartRow],
    is_late: bool,
) -> anyhow::Result<()> {
    let awaited = names(parts, "asked");
    if !awaited.is_empty() {
        if is_late {
            turn.say(html!(turn.core_locale(), "personal-erase-waits", bots = awaited.join(", ")));
        }
        return Ok(());
    }
    if parts.iter().any(|part| part.state == "held") {
        turn.say(held(turn, parts)?.home_row(turn));
        return Ok(store::finish(db, request.id, "held", turn.now()).await?);
    }
    store::finish(&mut *db, request.id, "done", turn.now()).await?;
    match (request.bot_id, parts) {
        (Some(bot), [part]) => {
            store::erase_bot(db, request.id, request.user_id, bot, turn.now()).await?;
            turn.leave_dialogue();
            turn.say(html!(turn.core_locale(), "personal-erased-bot", bot = &part.name));
        }
        _ => {
            store::erase_person(db, request.user_id, turn.now()).await?;
            turn.leave_dialogue();
            turn.say(html!(turn.core_locale(), "personal-erased"));
        }
    }
    Ok(())
}

pub(super) fn names(parts: &[PartRow], state: &str) -> Vec<String> {
    parts.iter().filter(|part| part.state == state).map(|part| part.name.clone()).collect()
}

/// What has to be settled, bot by bot, and what was erased nevertheless.
fn held(turn: &Turn, parts: &[PartRow]) -> anyhow::Result<Screen> {
    let locale = turn.core_locale();
    let mut lines = vec![html!(locale, "personal-held").bold()];
    for part in parts.iter().filter(|part| part.state == "held") {
        let why: Html = serde_json::from_value(part.answer.clone().unwrap_or_default())?;
        let mut line = Html::escape(&part.name).bold();
        line.push(": ");
        line.push(why);
        lines.push(line);
    }
    let erased = names(parts, "answered");
    if !erased.is_empty() {
        lines.push(html!(locale, "personal-held-rest", bots = erased.join(", ")));
    }
    lines.push(html!(locale, "personal-held-again"));
    Ok(Screen::new(Html::join(lines, "\n\n")))
}
