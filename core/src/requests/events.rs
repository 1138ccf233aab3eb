//! The three events of a request, and what a bot's process does about them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{EXPORT_LIMIT, Kind, erasing, report, store};
use crate::{
    bot::{Bot, Hook},
    delivery::Turn,
    event::{Event, Events},
    ids::RequestId,
    screen::Html,
};

/// What a bot's `erase` handler did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Nothing of the person's is left in the bot's tables.
    Done,
    /// Nothing was erased: something has to be settled first, such as a restaurant that is handed over or closed. The
    /// person reads what.
    Held(Html),
}

/// A bot is to do its part.
#[derive(Serialize, Deserialize)]
struct Part {
    request: RequestId,
}

impl Event for Part {
    const NAME: &'static str = "core_part";
    const STAYS_OPEN: bool = true;
}

/// A bot did its part.
#[derive(Serialize, Deserialize)]
struct Answered {
    request: RequestId,
}

impl Event for Answered {
    const NAME: &'static str = "core_answered";
    const STAYS_OPEN: bool = true;
}

/// Somebody has waited for long enough to be told who is missing.
#[derive(Serialize, Deserialize)]
struct Late {
    request: RequestId,
}

impl Event for Late {
    const NAME: &'static str = "core_late";
    const STAYS_OPEN: bool = true;
}

#[derive(Clone)]
struct Hooks {
    export: Option<Hook<(), Value>>,
    erase: Option<Hook<(), Erased>>,
}

/// Every bot takes part.
pub(crate) fn events(events: &mut Events, bot: &Bot) {
    let hooks = Arc::new(Hooks { export: bot.export.clone(), erase: bot.erase.clone() });
    events.on(move |turn: Turn, Part { request }| do_part(turn, Arc::clone(&hooks), request));
    events.on(|turn: Turn, Answered { request }| tell(turn, request, false));
    events.on(|turn: Turn, Late { request }| tell(turn, request, true));
}

async fn do_part(turn: Turn, hooks: Arc<Hooks>, id: RequestId) -> anyhow::Result<()> {
    let (user, bot) = (turn.person().user, turn.account().bot);
    let Some(request) = store::part_of(turn.outer_db(), id, bot, user).await? else { return Ok(()) };
    let (state, answer) = match request.kind {
        Kind::Export => ("answered", Some(exported(&turn, &hooks).await?)),
        Kind::Erase => match erased(&turn, &hooks).await? {
            Erased::Done => ("answered", None),
            Erased::Held(why) => ("held", Some(serde_json::to_value(why)?)),
        },
    };
    let mut db = turn.owner_db().await?;
    if (request.kind, state) == (Kind::Erase, "answered") {
        store::clear_part(&mut db, user, bot).await?;
    }
    Ok(store::answer(&mut db, id, bot, state, answer, turn.now()).await?)
}

async fn exported(turn: &Turn, hooks: &Hooks) -> anyhow::Result<Value> {
    let Some(export) = &hooks.export else { return Ok(Value::Null) };
    let data = export(turn.clone(), ()).await?;
    let bytes = serde_json::to_vec(&data)?.len();
    if bytes <= EXPORT_LIMIT {
        return Ok(data);
    }
    tracing::error!(bytes, limit = EXPORT_LIMIT, "a bot's part of an export is too large");
    Ok(json!({"left_out": format!("{bytes} bytes; the limit is {EXPORT_LIMIT}")}))
}

async fn erased(turn: &Turn, hooks: &Hooks) -> anyhow::Result<Erased> {
    match &hooks.erase {
        Some(erase) => erase(turn.clone(), ()).await,
        None => Ok(Erased::Done),
    }
}

/// In the chat where the person asked: says what can be said by now. Each part files an event when it is done, after
/// which all that was done before can be seen: the last one finds all of them.
async fn tell(turn: Turn, id: RequestId, is_late: bool) -> anyhow::Result<()> {
    let mut db = turn.owner_db().await?;
    let Some(request) = store::find(&mut *db, id, turn.person().user).await? else { return Ok(()) };
    let parts = store::parts(&mut *db, id).await?;
    match request.kind {
        Kind::Export => report::tell(&turn, &mut db, &request, parts, is_late).await,
        Kind::Erase => erasing::tell(&turn, &mut db, &request, &parts, is_late).await,
    }
}
