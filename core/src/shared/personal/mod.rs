//! What belongs to a person, in every bot: what is known of them, as a file, and deleted; and a bot that is paused.

mod screens;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{CoreState, CoreTap, settings, store};
use crate::{
    bot::Bot,
    db::take_role,
    delivery::Turn,
    ids::BotId,
    requests::{self, Ask, Asked, Kind},
    text,
};

/// After the question whether to delete, its button works this long.
const TO_CONFIRM: TimeDelta = TimeDelta::minutes(15);

/// What the buttons do. Grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonalTap {
    Privacy,
    /// Of one bot, or of all.
    Export(Option<BotId>),
    /// What would be deleted.
    AskDelete,
    /// The last question.
    Delete(What),
    /// Yes.
    ConfirmDelete(What),
    /// This bot may write of its own accord again.
    Resume,
    /// The next text is for humans.
    Feedback,
}

/// What is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Everything,
    Bot(BotId),
}

impl What {
    const fn bot(self) -> Option<BotId> {
        match self {
            What::Everything => None,
            What::Bot(bot) => Some(bot),
        }
    }
}

/// Somebody was asked whether to delete, and may say yes until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Confirming {
    what: What,
    until: DateTime<Utc>,
}

/// What somebody keeps is for their own eyes: in a group there is only the way to the private chat. True: that was shown.
pub(super) fn is_led_away(turn: &Turn) -> bool {
    if !turn.source().is_private {
        turn.show(screens::in_private(turn));
    }
    !turn.source().is_private
}

pub(super) async fn press(turn: Turn, bot: Arc<Bot>, tap: PersonalTap) -> anyhow::Result<()> {
    if is_led_away(&turn) {
        return Ok(());
    }
    match tap {
        PersonalTap::Privacy => privacy(turn, bot).await,
        PersonalTap::Export(bot) => export(turn, bot).await,
        PersonalTap::AskDelete => ask_delete(turn).await,
        PersonalTap::Delete(what) => ask_again(turn, what).await,
        PersonalTap::ConfirmDelete(what) => delete(turn, what).await,
        PersonalTap::Resume => resume(turn, bot).await,
        PersonalTap::Feedback => super::feedback::ask(turn).await,
    }
}

pub(super) async fn privacy(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    turn.set_core_state(&CoreState::Idle)?;
    turn.show(screens::privacy(&turn, &bot));
    Ok(())
}

/// Only of bots that they use: what a button carries is a stranger's.
pub(super) async fn export(turn: Turn, bot: Option<BotId>) -> anyhow::Result<()> {
    let name = match bot {
        None => None,
        Some(bot) => match requests::bot_named(turn.outer_db(), turn.person().user, bot).await? {
            Some(name) => Some(name),
            None => return stale(turn).await,
        },
    };
    let asked = turn.ask_for(Ask::of(&turn, Kind::Export).only(bot)).await?;
    turn.show(match asked {
        Asked::TooSoon(until) => screens::export_too_soon(&turn, until),
        Asked::UnderWay(_) => screens::export_under_way(&turn),
        _ => screens::export_begun(&turn, name.as_deref()),
    });
    Ok(())
}

pub(super) async fn ask_delete(turn: Turn) -> anyhow::Result<()> {
    if is_being_erased(&turn).await? {
        return Ok(());
    }
    turn.set_core_state(&CoreState::Idle)?;
    let bots = store::names_of_bots(turn.outer_db(), turn.person().user).await?;
    let own = bots.iter().find(|(id, _)| *id == turn.account().bot).map(|(_, name)| name.clone());
    let names: Vec<&str> = bots.iter().map(|(_, name)| name.as_str()).collect();
    turn.show(screens::ask_delete(&turn, own.as_deref().unwrap_or(turn.account().code), &names));
    Ok(())
}

/// The second step. The state says that the question was asked, of this person, here, and lately.
async fn ask_again(turn: Turn, what: What) -> anyhow::Result<()> {
    if is_being_erased(&turn).await? {
        return Ok(());
    }
    let Some(name) = name_of(&turn, what).await? else { return stale(turn).await };
    turn.leave_dialogue();
    turn.set_core_state(&CoreState::ConfirmingDelete(Confirming { what, until: turn.now() + TO_CONFIRM }))?;
    turn.show(screens::ask_again(&turn, what, &name));
    Ok(())
}

/// The name of the bot in question, empty for all of them; `None` where they do not use it.
async fn name_of(turn: &Turn, what: What) -> sqlx::Result<Option<String>> {
    match what {
        What::Everything => Ok(Some(String::new())),
        What::Bot(bot) => requests::bot_named(turn.outer_db(), turn.person().user, bot).await,
    }
}

async fn delete(turn: Turn, what: What) -> anyhow::Result<()> {
    if is_being_erased(&turn).await? {
        return Ok(());
    }
    let now = turn.now();
    match turn.core_state() {
        CoreState::ConfirmingDelete(asked) if asked.what == what && asked.until > now => {}
        _ => {
            turn.toast(text!(turn.core_locale(), "stale-button"));
            return ask_delete(turn).await;
        }
    }
    turn.leave_dialogue();
    turn.ask_for(Ask::of(&turn, Kind::Erase).only(what.bot())).await?;
    turn.show(screens::erase_begun(&turn));
    Ok(())
}

async fn is_being_erased(turn: &Turn) -> sqlx::Result<bool> {
    let is_asked = requests::is_asked(turn.outer_db(), turn.person().user, Kind::Erase).await?;
    if is_asked {
        turn.show(screens::erase_under_way(turn));
    }
    Ok(is_asked)
}

async fn stale(turn: Turn) -> anyhow::Result<()> {
    turn.toast(text!(turn.core_locale(), "stale-button"));
    ask_delete(turn).await
}

async fn resume(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    turn.set_paused(turn.account().bot, false).await?;
    turn.toast(text!(turn.core_locale(), "personal-resumed", bot = bot.name));
    settings::draw(&turn, &bot, false);
    Ok(())
}

impl Turn {
    /// The person tells a bot of theirs to send nothing of its own accord, or that it may again: what came due meanwhile
    /// comes then, late. False: they do not use it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_paused(&self, bot: BotId, is_paused: bool) -> sqlx::Result<bool> {
        let mut db = self.owner_db().await?;
        let (user, since) = (self.person().user, is_paused.then(|| self.now()));
        let is_used = store::set_paused(&mut db, user, bot, since).await?;
        take_role(&mut db).await?;
        Ok(is_used)
    }
}

/// Whoever comes back to a paused bot is told that it is.
pub(super) fn note_pause(turn: &Turn) {
    if turn.person().paused && turn.source().is_private {
        turn.say(screens::paused(turn));
    }
}

/// Whoever makes a plan while the bot is paused is told that it will say nothing about it.
pub(crate) fn hint_at_pause(turn: &Turn) {
    if turn.person().paused && turn.source().is_private && turn.has_planned() {
        turn.say(screens::paused_plan(turn));
    }
}

/// The button that leads here from elsewhere.
pub(super) fn button(turn: &Turn) -> crate::screen::Button {
    let label = text!(turn.core_locale(), "personal-button-privacy");
    crate::screen::Button::tap(label, &CoreTap::Personal(PersonalTap::Privacy))
}
