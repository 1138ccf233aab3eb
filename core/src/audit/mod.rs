//! Who did what to whom: the registry's memory of what admins, programs and the house itself changed.
//!
//! It is append-only (see `migrations/nexus/0016_service.up.sql`), and knows people by their registry ids alone: no name
//! and no text of theirs belongs into it, so that it can stay when somebody is erased. Secrets are masked on the way in.
//!
//! What is recorded belongs to the transaction that does it: hand [`Record::sql`] to `turn.write`, or run
//! [`Record::write`] on the transaction.

mod store;

pub use store::{Entry, Search, search};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    db::Sql,
    delivery::Turn,
    ids::{TraceId, UserId},
    secrets,
};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with their own things.
    Person(UserId),
    Admin(UserId),
    /// A program, by the id of its token.
    Service(Uuid),
    /// Whoever has the command line.
    Operator,
    /// The house itself, such as a backup that was due.
    System,
}

impl Actor {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Admin(_) => "admin",
            Self::Service(_) => "service",
            Self::Operator => "operator",
            Self::System => "system",
        }
    }

    pub(crate) fn id(self) -> String {
        match self {
            Self::Person(user) | Self::Admin(user) => user.to_string(),
            Self::Service(token) => token.to_string(),
            Self::Operator | Self::System => String::new(),
        }
    }
}

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct Record {
    actor: Actor,
    action: &'static str,
    subject_kind: &'static str,
    subject: String,
    before: Option<Value>,
    after: Option<Value>,
    operation: Option<String>,
    trace: Option<TraceId>,
}

impl Record {
    /// `action` is a kind of subject and a verb, such as `user.ban`; `subject` is its id.
    pub fn new(actor: Actor, action: &'static str, subject: impl ToString) -> Self {
        let subject_kind = action.split_once('.').map_or(action, |(kind, _)| kind);
        Self {
            actor,
            action,
            subject_kind,
            subject: subject.to_string(),
            before: None,
            after: None,
            operation: None,
            trace: None,
        }
    }

    /// What an admin does in this turn.
    pub fn by_admin(turn: &Turn, action: &'static str, subject: impl ToString) -> Self {
        Self::new(Actor::Admin(turn.person().user), action, subject).trace(turn.trace())
    }

    /// What it was; of a change, only what is changed.
    #[must_use]
    pub fn before(mut self, before: Value) -> Self {
        self.before = Some(secrets::mask_json(before));
        self
    }

    /// What it is now.
    #[must_use]
    pub fn after(mut self, after: Value) -> Self {
        self.after = Some(secrets::mask_json(after));
        self
    }

    #[must_use]
    pub fn operation(mut self, operation: Option<&str>) -> Self {
        self.operation = operation.map(str::to_owned);
        self
    }

    #[must_use]
    pub fn trace(mut self, trace: TraceId) -> Self {
        self.trace = Some(trace);
        self
    }

    /// The statement that records it.
    pub fn sql(self, now: DateTime<Utc>) -> Sql {
        store::insert(self, now)
    }

    /// Records it in this transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(self, db: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
        self.sql(now).run(db).await
    }
}
