//! Groups as they are kept: who is in them and as what. Plain data; `world::groups` is what happens in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::ChatMeta;

/// The fields by which a message says what happened to a group, instead of what somebody said.
pub(crate) const SERVICE: &[&str] = &[
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "group_chat_created",
    "supergroup_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "forum_topic_created",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GroupKind {
    Group,
    Supergroup,
}

impl GroupKind {
    /// `type` of a Bot API `Chat`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Supergroup => "supergroup",
        }
    }
}

/// What somebody is in a group; who was never in it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Creator,
    Administrator,
    Member,
    Left,
    Kicked,
}

impl Status {
    pub fn is_in(self) -> bool {
        !matches!(self, Self::Left | Self::Kicked)
    }

    pub fn is_admin(self) -> bool {
        matches!(self, Self::Creator | Self::Administrator)
    }

    /// `status` of a Bot API `ChatMember`. A basic group keeps no list of those who were removed: they have left.
    fn name(self, kind: GroupKind) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Administrator => "administrator",
            Self::Member => "member",
            Self::Kicked if kind == GroupKind::Supergroup => "kicked",
            Self::Left | Self::Kicked => "left",
        }
    }
}

/// A group with everybody who is or was in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// Negative; below -100… for a supergroup.
    pub id: i64,
    pub title: String,
    pub kind: GroupKind,
    #[serde(default)]
    pub forum: bool,
    /// People and bots by id.
    pub members: BTreeMap<i64, Status>,
    /// What each person's side of the chat looks like.
    #[serde(default)]
    pub seats: BTreeMap<i64, ChatMeta>,
    /// Names of a forum's topics by the id of the message that opened each.
    #[serde(default)]
    pub topics: BTreeMap<i64, String>,
    pub next_message_id: i64,
    /// The bot that wrote last: it alone is meant by a command without a name.
    #[serde(default)]
    pub last_bot: Option<i64>,
    #[serde(default)]
    pub upgraded_to: Option<i64>,
    #[serde(default)]
    pub upgraded_from: Option<i64>,
}

impl Group {
    pub fn new(id: i64, title: String, kind: GroupKind) -> Self {
        Self {
            id,
            title,
            kind,
            forum: false,
            members: BTreeMap::new(),
            seats: BTreeMap::new(),
            topics: BTreeMap::new(),
            next_message_id: 1,
            last_bot: None,
            upgraded_to: None,
            upgraded_from: None,
        }
    }

    pub fn status(&self, who: i64) -> Option<Status> {
        self.members.get(&who).copied()
    }

    pub fn has(&self, who: i64) -> bool {
        self.status(who).is_some_and(Status::is_in)
    }

    pub fn is_admin(&self, who: i64) -> bool {
        self.status(who).is_some_and(Status::is_admin)
    }

    /// Ids of those who are in it.
    pub fn present(&self) -> impl Iterator<Item = i64> {
        self.members.iter().filter(|(_, status)| status.is_in()).map(|(id, _)| *id)
    }

    pub fn creator(&self) -> Option<i64> {
        self.members.iter().find(|(_, status)| **status == Status::Creator).map(|(id, _)| *id)
    }

    /// The group as a Bot API `Chat`.
    pub fn chat(&self) -> Value {
        let mut chat = json!({ "id": self.id, "title": self.title, "type": self.kind.name() });
        if self.forum {
            chat["is_forum"] = json!(true);
        }
        chat
    }

    /// Somebody as a Bot API `ChatMember`.
    pub fn member(&self, user: Value, status: Status) -> Value {
        let mut member = json!({ "user": user, "status": status.name(self.kind) });
        match status {
            Status::Creator => member["is_anonymous"] = json!(false),
            Status::Administrator => {
                for (right, given) in self.rights() {
                    member[right] = json!(given);
                }
            }
            Status::Kicked if self.kind == GroupKind::Supergroup => member["until_date"] = json!(0),
            Status::Member | Status::Left | Status::Kicked => {}
        }
        member
    }

    /// What an administrator may do; stories are for channels, topics for forums.
    fn rights(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let always = [
            ("can_be_edited", false),
            ("is_anonymous", false),
            ("can_manage_chat", true),
            ("can_delete_messages", true),
            ("can_manage_video_chats", true),
            ("can_restrict_members", true),
            ("can_promote_members", false),
            ("can_change_info", true),
            ("can_invite_users", true),
            ("can_post_stories", false),
            ("can_edit_stories", false),
            ("can_delete_stories", false),
            ("can_pin_messages", true),
        ];
        let topics = self.forum.then_some(("can_manage_topics", true));
        always.into_iter().chain(topics)
    }
}
