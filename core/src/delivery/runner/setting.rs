//! Who a turn is of, and where it works.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use teloxide::types::UpdateKind;

use super::{
    super::{
        Incoming, Source, Turn,
        album::Piece,
        store::{Entry, Opened},
        turn::Setting,
    },
    Runner,
};
use crate::{
    ids::{ChatKey, WorkspaceId},
    notify::DueBody,
    permits::Class,
    registry::{self, Person, store::Meeting},
};

/// Who a turn is of, whose data it is about, and where it came from.
pub(super) struct Attendance {
    pub person: Person,
    pub workspace: WorkspaceId,
    pub source: Source,
    pub pieces: Vec<Piece>,
}

impl Runner {
    /// The entry's person, registered where they are new or changed.
    pub(super) async fn meet(
        &self,
        chat: ChatKey,
        opened: &Opened,
        incoming: Option<&Incoming>,
        source: &Source,
    ) -> sqlx::Result<Option<Person>> {
        let Some(incoming) = incoming else { return Ok(opened.person.clone()) };
        let Some(profile) = &incoming.profile else { return Ok(None) };
        let is_membership = matches!(incoming.update.kind, UpdateKind::MyChatMember(_));
        if let Some(known) = &opened.person
            && known.profile == *profile
            && (!known.blocked || is_membership)
            // Who met the bot in a group, or under an older account, has a home for notifications from now on.
            && (!source.is_private || opened.is_home || is_membership)
        {
            return Ok(Some(known.clone()));
        }
        let account = &self.0.account;
        let meeting = Meeting {
            realm: account.realm,
            bot: account.bot,
            profile,
            home: source.is_private.then_some((account.id, chat)),
            now: self.0.post.clock.now(),
        };
        let person = registry::store::person_came(&self.0.post.db, meeting).await?;
        if opened.person.is_some() {
            // What was held for them is due again.
            self.0.alarm.ring();
        }
        Ok(Some(person))
    }

    /// Where a turn works: what is due in the workspace that it was planned in, an event in the one that it names (where it
    /// does), the rest in the chat's, else the person's own. Membership is checked on every use.
    pub(super) async fn workspace_of(
        &self,
        opened: &Opened,
        entry: &Entry,
        person: &Person,
    ) -> sqlx::Result<WorkspaceId> {
        let planned = ["due", "event"]
            .contains(&entry.kind.as_str())
            .then(|| serde_json::from_str::<Whose>(&entry.body).ok())
            .flatten()
            .map(|whose| whose.workspace);
        match planned {
            None => Ok(opened.workspace.unwrap_or(person.personal)),
            Some(planned) if planned == person.personal => Ok(planned),
            Some(planned) => {
                let is_member = registry::store::is_member(&self.0.post.db, planned, person.user).await?;
                Ok(if is_member { planned } else { person.personal })
            }
        }
    }

    pub(super) fn turn_for(&self, chat: ChatKey, opened: Opened, entry: &Entry, who: Attendance) -> Turn {
        let Attendance { person, workspace, source, pieces } = who;
        Turn::open(Setting {
            db: self.0.db.clone(),
            transactions: Arc::clone(&self.0.transactions),
            clock: self.0.post.clock.clone(),
            config: Arc::clone(&self.0.config),
            api: self.0.post.api.clone(),
            account: Arc::clone(&self.0.account),
            chat,
            trace: entry.trace,
            now: self.0.post.clock.now(),
            workspace,
            admins: self.0.reaction.admins(),
            person,
            source,
            pieces,
            class: if entry.kind == "due" { Class::Notification } else { Class::Answer },
            due_at: due_at_of(entry),
            dialogues: opened.dialogues,
        })
    }
}

/// Of an entry that says whose data it is about.
#[derive(Deserialize)]
struct Whose {
    workspace: WorkspaceId,
}

/// When the first of what a turn tells was due.
fn due_at_of(entry: &Entry) -> Option<DateTime<Utc>> {
    let due = (entry.kind == "due").then(|| serde_json::from_str::<DueBody>(&entry.body).ok());
    due.flatten()?.due_at
}

/// Where an entry that is no update belongs: a job's answer goes where it was asked, a notification to a private chat.
pub(super) fn source_of(entry: &Entry) -> Source {
    let body: Value = serde_json::from_str(&entry.body).unwrap_or(Value::Null);
    let reply = body.get("reply");
    Source {
        thread: reply.and_then(|reply| reply.get("thread")).and_then(Value::as_i64),
        is_private: reply.and_then(|reply| reply.get("is_private")).and_then(Value::as_bool).unwrap_or(true),
        ..Source::default()
    }
}
