//! What happens in groups: people and bots come and go, groups become supergroups, forums get topics.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Content, World};
use crate::events::What;
use crate::group::{Group, GroupKind, Status};
use crate::model::{ChatKey, ChatMeta};
use crate::persist::Record;

/// Ids of basic groups and of supergroups go down from here, apart from each other as on the real server.
const FIRST_GROUP: i64 = -4_000_000_001;
const FIRST_SUPERGROUP: i64 = -1_002_000_000_001;

/// A group about to be made.
pub(crate) struct NewGroup {
    pub title: String,
    pub kind: GroupKind,
    pub forum: bool,
    pub creator: i64,
    /// People and bots besides the creator.
    pub members: Vec<i64>,
}

/// Why something cannot be done with a group.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum GroupError {
    #[error("no such group")]
    NoGroup,
    #[error("no such person or bot")]
    NoUser,
    #[error("only members can do that")]
    NotIn,
    #[error("the owner of the group stays")]
    OwnerStays,
    #[error("the group was upgraded to a supergroup")]
    Upgraded,
    #[error("it is a supergroup already")]
    Supergroup,
    #[error("the group has no topics")]
    NoForum,
}

type Done<T> = Result<T, GroupError>;

impl World {
    /// A group that is still in use.
    pub fn open_group(&self, id: i64) -> Done<&Group> {
        let group = self.groups.get(&id).ok_or(GroupError::NoGroup)?;
        if group.upgraded_to.is_some() { Err(GroupError::Upgraded) } else { Ok(group) }
    }

    /// A person or bot as a Bot API `User`.
    pub fn user(&self, id: i64) -> Option<Value> {
        let person = self.personas.get(&id).map(|person| person.user());
        person.or_else(|| self.bots.get(&id).map(|bot| bot.profile.user()))
    }

    /// Somebody as a Bot API `ChatMember`; who was never there has left.
    pub fn chat_member(&self, group: &Group, who: i64) -> Option<Value> {
        Some(group.member(self.user(who)?, group.status(who).unwrap_or(Status::Left)))
    }

    /// Writes a group down as it is now.
    pub fn log_group(&mut self, id: i64) {
        if let Some(group) = self.groups.get(&id) {
            self.log.write(&Record::group(group));
        }
    }

    /// A basic group starts with all its members, a supergroup with its creator: bots come into it later.
    pub fn create_group(&mut self, new: NewGroup) -> Done<i64> {
        let NewGroup { title, kind, forum, creator, members } = new;
        self.personas.get(&creator).ok_or(GroupError::NoUser)?;
        for member in &members {
            self.user(*member).ok_or(GroupError::NoUser)?;
        }
        let id = self.next_group_id(kind);
        let mut group = Group::new(id, title, kind);
        group.forum = forum;
        group.members.insert(creator, Status::Creator);
        self.groups.insert(id, group);
        self.log_group(id);
        if kind == GroupKind::Supergroup {
            self.serve(id, creator, "supergroup_chat_created", json!(true))?;
            self.add_members(id, creator, &members)?;
            return Ok(id);
        }
        for member in members {
            self.set_status(id, member, Status::Member, creator);
        }
        self.serve(id, creator, "group_chat_created", json!(true))?;
        Ok(id)
    }

    fn next_group_id(&self, kind: GroupKind) -> i64 {
        let first = if kind == GroupKind::Group { FIRST_GROUP } else { FIRST_SUPERGROUP };
        let same = self.groups.values().filter(|group| group.kind == kind);
        same.map(|group| group.id - 1).min().unwrap_or(first).min(first)
    }

    /// Somebody who is in the group brings others in; those who are there already are passed over.
    pub fn add_members(&mut self, id: i64, by: i64, who: &[i64]) -> Done<()> {
        let group = self.open_group(id)?;
        let new: Vec<i64> = who.iter().copied().filter(|who| !group.has(*who)).collect();
        let users: Option<Vec<Value>> = new.iter().map(|who| self.user(*who)).collect();
        let users = users.ok_or(GroupError::NoUser)?;
        if users.is_empty() {
            return Ok(());
        }
        for who in new {
            self.set_status(id, who, Status::Member, by);
        }
        self.serve(id, by, "new_chat_members", Value::Array(users))?;
        Ok(())
    }

    /// Somebody leaves, or is removed by somebody else.
    pub fn remove_member(&mut self, id: i64, by: i64, who: i64) -> Done<()> {
        let group = self.open_group(id)?;
        if !group.has(who) {
            return Err(GroupError::NotIn);
        }
        if group.status(who) == Some(Status::Creator) && by != who {
            return Err(GroupError::OwnerStays);
        }
        let basic = group.kind == GroupKind::Group;
        let user = self.user(who).ok_or(GroupError::NoUser)?;
        self.set_status(id, who, if by == who { Status::Left } else { Status::Kicked }, by);
        let message = self.serve(id, by, "left_chat_member", user)?;
        // In a basic group the one who was removed still gets the message about it.
        if basic && by != who && self.bots.contains_key(&who) {
            self.push_update(who, "message", &message);
        }
        if self.personas.contains_key(&who) {
            self.events.tell(who, What::Chat { chat: ChatKey::Group(id) });
        }
        Ok(())
    }

    /// Makes somebody an administrator, or an ordinary member again.
    pub fn promote(&mut self, id: i64, by: i64, who: i64, admin: bool) -> Done<()> {
        let group = self.open_group(id)?;
        if !group.has(who) {
            return Err(GroupError::NotIn);
        }
        if group.status(who) != Some(Status::Creator) {
            self.set_status(id, who, if admin { Status::Administrator } else { Status::Member }, by);
        }
        Ok(())
    }

    /// Lifts a ban: who was removed has only left.
    pub fn unban(&mut self, id: i64, by: i64, who: i64) {
        if self.groups.get(&id).and_then(|group| group.status(who)) == Some(Status::Kicked) {
            self.set_status(id, who, Status::Left, by);
        }
    }

    pub fn rename_group(&mut self, id: i64, by: i64, title: &str) -> Done<()> {
        self.open_group(id)?;
        if let Some(group) = self.groups.get_mut(&id) {
            title.clone_into(&mut group.title);
        }
        self.log_group(id);
        self.serve(id, by, "new_chat_title", json!(title))?;
        Ok(())
    }

    /// Opens a topic of a forum; gives its thread.
    pub fn open_topic(&mut self, id: i64, by: i64, name: &str) -> Done<i64> {
        if !self.open_group(id)?.forum {
            return Err(GroupError::NoForum);
        }
        let topic = json!({ "name": name, "icon_color": 7_322_096 });
        let message = self.serve(id, by, "forum_topic_created", topic)?;
        let thread = message["message_id"].as_i64().unwrap_or_default();
        if let Some(group) = self.groups.get_mut(&id) {
            group.topics.insert(thread, name.to_owned());
        }
        self.log_group(id);
        self.tell_chat(ChatKey::Group(id));
        Ok(thread)
    }

    /// Makes a supergroup of a basic group: a new chat with the same people and bots. Gives its id.
    pub fn upgrade_group(&mut self, id: i64, by: i64) -> Done<i64> {
        let old = self.open_group(id)?;
        if old.kind == GroupKind::Supergroup {
            return Err(GroupError::Supergroup);
        }
        let new_id = self.next_group_id(GroupKind::Supergroup);
        let mut new = Group::new(new_id, old.title.clone(), GroupKind::Supergroup);
        new.members = old.members.iter().filter(|(_, s)| s.is_in()).map(|(id, s)| (*id, *s)).collect();
        new.last_bot = old.last_bot;
        new.upgraded_from = Some(id);
        self.groups.insert(new_id, new);
        self.serve(id, by, "migrate_to_chat_id", json!(new_id))?;
        if let Some(old) = self.groups.get_mut(&id) {
            old.upgraded_to = Some(new_id);
        }
        self.log_group(id);
        self.log_group(new_id);
        self.serve(new_id, by, "migrate_from_chat_id", json!(id))?;
        self.tell_chat(ChatKey::Group(id));
        Ok(new_id)
    }

    /// A service message: what somebody did with the group.
    fn serve(&mut self, id: i64, by: i64, what: &str, how: Value) -> Done<Arc<Value>> {
        let key = ChatKey::Group(id);
        let from = self.user(by).ok_or(GroupError::NoUser)?;
        let mut content = Content::new();
        content.insert(what.to_owned(), how);
        if what == "forum_topic_created" {
            content.insert("is_topic_message".into(), json!(true));
        }
        let message = self.store(key, from, Value::Object(content)).map_err(|_| GroupError::NoGroup)?;
        self.tell_message(key, &message);
        self.announce(key, "message", &message);
        Ok(message)
    }

    /// Changes what somebody is; the bot itself and bots that are administrators learn it.
    fn set_status(&mut self, id: i64, who: i64, new: Status, by: i64) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        let old = group.members.insert(who, new).unwrap_or(Status::Left);
        if new.is_in() && !old.is_in() {
            // What was said before is not new to somebody who comes.
            let read_upto = group.next_message_id - 1;
            group.seats.insert(who, ChatMeta { read_upto, ..ChatMeta::default() });
        }
        self.log_group(id);
        self.tell_status(id, who, (old, new), by);
        self.tell_chat(ChatKey::Group(id));
    }

    fn tell_status(&mut self, id: i64, who: i64, (old, new): (Status, Status), by: i64) {
        let (Some(group), Some(user), Some(from)) = (self.groups.get(&id), self.user(who), self.user(by))
        else {
            return;
        };
        let update = json!({
            "chat": group.chat(), "from": from, "date": self.clock.now(),
            "old_chat_member": group.member(user.clone(), old), "new_chat_member": group.member(user, new),
        });
        let admins: Vec<i64> = group
            .present()
            .filter(|id| *id != who && group.is_admin(*id) && self.bots.contains_key(id))
            .collect();
        if self.bots.contains_key(&who) {
            self.push_update(who, "my_chat_member", &update);
        }
        for bot in admins {
            self.push_update(bot, "chat_member", &update);
        }
    }
}
