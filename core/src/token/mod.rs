//! Service tokens: what a program shows that calls the API.
//!
//! A token is a JWT signed with Ed25519 (`EdDSA`). It is not stored: its `sub` and `jti` are the id of a row of
//! `nexus.service_tokens`, which says whether it still counts and whose people and settings it opens. So a token can be
//! revoked, and its scope is nothing that its holder could have changed.

mod check;
mod jwt;
mod key;
mod store;

pub use check::{Caller, Refused, Tokens};
pub use key::{Keys, NoKey, NotKept, PublicKey, SigningKey};
pub use store::{Listed, count, find, list, page};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::json;
use sqlx::PgConnection;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    audit::{Actor, Record},
    db::{Db, Sql},
    ids::{BotId, TraceId},
    registry,
};

/// How long a token lives where nobody says.
pub const USUAL_LIFE: TimeDelta = TimeDelta::days(365);
/// Ten years: who wants longer wants a token that never ends, and should think again.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::days(3650);
/// Characters of a name.
pub const LONGEST_NAME: usize = 100;

/// Whose people and settings a token opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the registry.
    All,
    /// What belongs to one bot.
    Bot { id: BotId, code: String },
}

impl Scope {
    pub fn bot(&self) -> Option<BotId> {
        match self {
            Self::All => None,
            Self::Bot { id, .. } => Some(*id),
        }
    }

    pub fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// What a new token is to be.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// What its holder is called, for the list.
    pub name: &'a str,
    /// The code of the bot that it is limited to; `None`: all of the registry.
    pub bot: Option<&'a str>,
    pub life: TimeDelta,
}

/// A new token. Whoever has the text has its rights, and it is nowhere else: it is shown once.
#[derive(Clone, Debug)]
pub struct Issued {
    pub id: Uuid,
    pub token: SecretString,
    pub expires_at: DateTime<Utc>,
}

/// Why there is no token; each says what to mend.
#[derive(Debug, Error)]
pub enum NotIssued {
    #[error("a token's name has 1 to {LONGEST_NAME} characters")]
    Name,
    #[error("a token lives for 1 to {} days", LONGEST_LIFE.num_days())]
    Life,
    #[error("there is no bot {0:?} in the registry")]
    Bot(String),
    #[error("the token cannot be signed: {0}")]
    Signature(#[from] jsonwebtoken::errors::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl Wish<'_> {
    fn check(&self) -> Result<(), NotIssued> {
        let length = self.name.trim().chars().count();
        if !(1..=LONGEST_NAME).contains(&length) || self.name.contains('\0') {
            return Err(NotIssued::Name);
        }
        if self.life < TimeDelta::days(1) || self.life > LONGEST_LIFE {
            return Err(NotIssued::Life);
        }
        Ok(())
    }
}

/// Signs a token, and hands over the two statements that make it count and record it, for a turn to declare. The bot, if
/// any, has been looked up. `trace` is the turn's, for the record.
///
/// # Errors
/// [`NotIssued`] for what is wrong with the wish.
pub fn issuing(
    keys: &Keys,
    wish: &Wish<'_>,
    bot: Option<BotId>,
    actor: Actor,
    trace: Option<TraceId>,
    now: DateTime<Utc>,
) -> Result<(Issued, [Sql; 2]), NotIssued> {
    wish.check()?;
    let (id, expires_at) = (Uuid::now_v7(), now + wish.life);
    let token = jwt::sign(&keys.signing, id, now, expires_at)?;
    let name = wish.name.trim();
    let after = json!({"name": name, "bot": wish.bot, "expires_at": expires_at});
    let record = traced(Record::new(actor, "token.issue", id).after(after), trace).sql(now);
    Ok((Issued { id, token, expires_at }, [store::inserting(id, name, bot, now, expires_at), record]))
}

/// Makes a token.
///
/// # Errors
/// [`NotIssued`].
pub async fn issue(
    db: &Db,
    keys: &Keys,
    wish: &Wish<'_>,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Issued, NotIssued> {
    let bot = match wish.bot {
        Some(code) => {
            let found = registry::store::find_bot(db, code).await?;
            Some(found.ok_or_else(|| NotIssued::Bot(code.to_owned()))?)
        }
        None => None,
    };
    let (issued, statements) = issuing(keys, wish, bot, actor, None, now)?;
    let mut tx = db.begin_as_owner().await?;
    for statement in &statements {
        statement.run(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(issued)
}

/// Makes a token count no more, within seconds everywhere; false when there is none with this id, or it is revoked already.
///
/// # Errors
/// When the database does not answer.
pub async fn revoke(db: &Db, id: Uuid, actor: Actor, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = db.begin_as_owner().await?;
    let revoked = revoke_in(&mut tx, id, actor, None, now).await?;
    tx.commit().await?;
    Ok(revoked)
}

/// As [`revoke`], in the caller's transaction. `trace` is the turn's, for the record.
///
/// # Errors
/// When the database does not answer.
pub async fn revoke_in(
    db: &mut PgConnection,
    id: Uuid,
    actor: Actor,
    trace: Option<TraceId>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let revoked = store::revoke(&mut *db, id, now).await?;
    if revoked {
        traced(Record::new(actor, "token.revoke", id), trace).write(db, now).await?;
    }
    Ok(revoked)
}

fn traced(record: Record, trace: Option<TraceId>) -> Record {
    match trace {
        Some(trace) => record.trace(trace),
        None => record,
    }
}
