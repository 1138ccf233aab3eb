//! The list of what was given up.

use nexus_core::{
    dead::{
        self, COUNTED, Dead, DeadId,
        history::{self, Alike},
    },
    ids::BotId,
    prelude::*,
};

use super::{
    List, by, card, screens, store,
    tap::{FailuresTap, Of},
};
use crate::TEXTS;

/// Things on one page.
pub(super) const PAGE: u32 = 6;
/// Pages that can be turned to: what lies behind is found by its bot or its cause. Each page reads what comes before it.
const PAGES: u64 = 50;

/// What a list shows.
pub(super) struct Listed {
    pub list: List,
    pub page: Page,
    pub dead: Vec<Dead>,
    /// The bot's code, where the list is of one.
    pub bot: Option<String>,
    /// Of all bots that have some.
    pub counts: Vec<dead::DeadOf>,
    /// How many the list has in all, with those that it does not reach; `true`: there may be more.
    pub total: (i64, bool),
}

/// `/dead`, `/dead coach`, `/dead e12`.
pub(super) async fn asked_for(turn: Turn, what: &str) -> anyhow::Result<()> {
    if what.is_empty() {
        return show(turn, List::ALL).await;
    }
    if let Ok(id) = what.to_lowercase().parse::<DeadId>() {
        return card::show(turn, id, List::ALL).await;
    }
    match store::bot_of(turn.outer_db(), &what.to_lowercase()).await? {
        Some(bot) => show(turn, List::of(Of::Bot(bot))).await,
        None => {
            let what: String = what.chars().take(40).collect();
            turn.say(Screen::new(html!(TEXTS.of(turn.language()), "failures-unknown", what = what)));
            show(turn, List::ALL).await
        }
    }
}

pub(super) async fn show(turn: Turn, list: List) -> anyhow::Result<()> {
    let listed = read(&turn, list).await?;
    turn.show(screens::list::list(turn.format(), turn.now(), &listed).home_row(&turn));
    Ok(())
}

/// What a bot has, as a message of its own.
pub(crate) async fn below(turn: Turn, bot: &str) -> anyhow::Result<()> {
    let of = store::bot_of(turn.outer_db(), bot).await?.map_or(Of::All, Of::Bot);
    let listed = read(&turn, List::of(of)).await?;
    turn.say(screens::list::list(turn.format(), turn.now(), &listed).home_row(&turn));
    Ok(())
}

async fn read(turn: &Turn, list: List) -> anyhow::Result<Listed> {
    let db = turn.outer_db();
    let counts = dead::counts(db).await?;
    let alike = match list.of {
        Of::All => return Ok(of_bot(turn, list, None, counts).await?),
        Of::Bot(bot) => {
            let code = match counts.iter().find(|of| of.bot == bot) {
                Some(of) => Some(of.code.clone()),
                None => store::code_of(db, bot).await?,
            };
            return Ok(of_bot(turn, list, code, counts).await?);
        }
        Of::Cause(key) => Alike::Cause(key),
        Of::Kind(key) => Alike::Kind(key),
    };
    history::note(db, turn.now()).await?;
    let (_, count) = history::alike(db, alike, 0, 1).await?;
    let page = page_of(list, count);
    let (ids, _) = history::alike(db, alike, page.offset(), page.limit()).await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(dead::find(db, id).await?);
    }
    let total = (count, count >= COUNTED);
    Ok(Listed { list: List { page: page.number, ..list }, page, dead: found, bot: None, counts, total })
}

async fn of_bot(
    turn: &Turn,
    list: List,
    bot: Option<String>,
    counts: Vec<dead::DeadOf>,
) -> sqlx::Result<Listed> {
    let own: Vec<_> = counts.iter().filter(|of| bot.as_ref().is_none_or(|code| *code == of.code)).collect();
    let total = (own.iter().map(|of| of.total()).sum(), own.iter().any(|of| of.is_more()));
    let page = page_of(list, total.0);
    let dead = dead::page(turn.outer_db(), bot.as_deref(), page.offset(), page.limit()).await?;
    Ok(Listed { list: List { page: page.number, ..list }, page, dead, bot, counts, total })
}

fn page_of(list: List, count: i64) -> Page {
    Page::of(list.page, count.unsigned_abs().min(PAGES * u64::from(PAGE)), PAGE)
}

pub(super) async fn ask_retry_all(turn: Turn, bot: Option<BotId>) -> anyhow::Result<()> {
    let Some(code) = code_or_all(&turn, bot).await? else { return show(turn, List::ALL).await };
    let counts = dead::counts(turn.outer_db()).await?;
    let own = |of: &&dead::DeadOf| bot.is_none_or(|bot| of.bot == bot);
    let count: i64 = counts.iter().filter(own).map(dead::DeadOf::total).sum();
    if count == 0 {
        turn.toast(text!(TEXTS.of(turn.language()), "failures-none-left"));
        return show(turn, list_of(bot)).await;
    }
    let is_more = counts.iter().filter(own).any(dead::DeadOf::is_more);
    turn.show(screens::list::ask_retry_all(turn.format(), bot, code.as_deref(), (count, is_more)));
    Ok(())
}

pub(super) async fn retry_all(turn: Turn, bot: Option<BotId>) -> anyhow::Result<()> {
    let Some(code) = code_or_all(&turn, bot).await? else { return show(turn, List::ALL).await };
    let counts = dead::retry_all(turn.outer_db(), code.as_deref(), by(&turn), turn.now()).await?;
    let locale = TEXTS.of(turn.language());
    turn.toast(match counts.total() {
        0 => text!(locale, "failures-none-left"),
        count => text!(locale, "failures-retried-all", count = count),
    });
    show(turn, list_of(bot)).await
}

fn list_of(bot: Option<BotId>) -> List {
    List::of(bot.map_or(Of::All, Of::Bot))
}

/// The bot's code, or that all are meant; `None`: there is no such bot.
async fn code_or_all(turn: &Turn, bot: Option<BotId>) -> sqlx::Result<Option<Option<String>>> {
    match bot {
        None => Ok(Some(None)),
        Some(bot) => Ok(store::code_of(turn.outer_db(), bot).await?.map(Some)),
    }
}

/// The button that leads back to a list.
pub(super) fn back(language: Language, list: List) -> Button {
    screens::button(text!(TEXTS.of(language), "failures-button-list"), FailuresTap::List(list))
}
