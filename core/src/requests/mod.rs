//! What belongs to a person: all that is known of them as a file, and being forgotten.
//!
//! A request is durable. It becomes one [event](crate::event) in the inbox of each bot that the person uses, so that each
//! bot's own process does its part in a turn of its own: the bot's `export` or `erase` handler under row-level security,
//! then what core keeps for that bot. The turn that did a part tells the chat in which the person asked; there the turn
//! that finds all parts done adds core's own part and has the last word. A crash anywhere leaves an inbox entry that is
//! taken again. What delivery itself keeps (the last word's own entry, the chat's row) goes when that word is out, see
//! [`remains`].
//!
//! An admin or a program asks on a person's behalf with [`ask`], or [`Turn::ask_for`]; the person hears of it in the bot
//! that they used last.

mod care;
mod erasing;
mod events;
mod remains;
mod report;
mod store;

pub(crate) use care::care;
pub use events::Erased;
pub(crate) use events::events;
pub use store::{Asked, ask, is_asked};
pub(crate) use store::{bot_named, prune};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    audit::Actor,
    db::take_role,
    delivery::Turn,
    ids::{AccountId, BotId, ChatKey, ExternalId, UserId},
};

/// A bot that has not answered by then is named to the person as missing.
const PATIENCE: TimeDelta = TimeDelta::minutes(3);
/// Between two exports that a person asks for.
const EXPORT_PAUSE: TimeDelta = TimeDelta::hours(1);
/// The most bytes of one bot's part of an export, as JSON.
pub const EXPORT_LIMIT: usize = 16 * 1024 * 1024;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    /// All that is known, as a file.
    Export,
    /// All of it is deleted.
    Erase,
}

impl Kind {
    /// As the audit log calls it.
    const fn action(self) -> &'static str {
        match self {
            Kind::Export => "user.export",
            Kind::Erase => "user.erase",
        }
    }
}

/// The private chat in which a person hears of it.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Reply {
    pub(crate) account_id: AccountId,
    pub(crate) chat: ChatKey,
    pub(crate) person: ExternalId,
}

/// What is asked for, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    kind: Kind,
    user: UserId,
    bot: Option<BotId>,
    actor: Actor,
    reply: Option<Reply>,
}

impl Ask {
    /// For a person, over all bots, told in the bot that they used last.
    pub fn new(kind: Kind, user: UserId, actor: Actor) -> Self {
        Self { kind, user, bot: None, actor, reply: None }
    }

    /// What the person of a turn wants for themselves, told where they are.
    pub fn of(turn: &Turn, kind: Kind) -> Self {
        let user = turn.person().user;
        let (account_id, chat) = (turn.account().id, turn.chat());
        let reply = Reply { account_id, chat, person: turn.person().profile.id };
        Self { reply: Some(reply), ..Self::new(kind, user, Actor::Person(user)) }
    }

    /// Only this bot's part.
    #[must_use]
    pub fn only(mut self, bot: Option<BotId>) -> Self {
        self.bot = bot;
        self
    }
}

impl Turn {
    /// Asks as [`ask`] does, as one with all else that the turn does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ask_for(&self, wanted: Ask) -> sqlx::Result<Asked> {
        let mut db = self.owner_db().await?;
        let asked = ask(&mut db, wanted, self.now()).await?;
        take_role(&mut db).await?;
        Ok(asked)
    }
}
