//! A turn begins with one read: the chat, its lowest open entry, and that entry's person.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::{FromRow, PgExecutor, types::Json};

use crate::{
    delivery::{Saying, update::without_nul},
    ids::{
        AccountId, BotId, ChatKey, ExternalId, Realm, ReplicaId, SubscriptionId, TraceId, UserId, WorkspaceId,
    },
    registry::{Person, Profile, store::PersonRow},
};

/// An entry of the inbox, about to be worked off.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub seq: i64,
    pub kind: String,
    pub body: String,
    pub tries: i16,
    /// How often a process crashed while it may have been worked on.
    pub crashes: i16,
    pub trace: TraceId,
    /// The album that it is a part of.
    pub album: Option<String>,
    /// It was tried before, or an edit of whatever message is open in this chat: seldom true.
    pub may_be_edited: bool,
    pub received_at: DateTime<Utc>,
}

/// A chat as a turn finds it.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub chat: ChatKey,
    pub version: i64,
    /// The workspace chosen for this chat, where the person is still a member of it.
    pub workspace: Option<WorkspaceId>,
    pub dialogues: Map<String, Value>,
    /// Numbers that a turn has closed and that are not marked yet, in that order.
    pub closed: Vec<i64>,
    /// Those of them that this process is about to mark.
    pub marking: Vec<i64>,
    pub pending: Vec<Saying>,
    pub slots: Map<String, Value>,
    /// What this chat has become: it takes no turns any more.
    pub moved_to: Option<ChatKey>,
    pub entry: Option<Entry>,
    /// Whether more entries are open behind this one.
    pub has_more: bool,
    /// The entry's person, where the registry knows them as a user of this bot.
    pub person: Option<Person>,
    /// Whether this chat is where that person's notifications go.
    pub is_home: bool,
    /// Whether the bot is switched on.
    pub is_on: bool,
}

#[derive(FromRow)]
pub(super) struct OpenedRow {
    chat: ChatKey,
    version: i64,
    workspace_id: Option<WorkspaceId>,
    dialogues: Json<Map<String, Value>>,
    closed: Vec<i64>,
    pending: Json<Vec<Saying>>,
    slots: Json<Map<String, Value>>,
    moved_to: Option<ChatKey>,
    seq: Option<i64>,
    kind: Option<String>,
    body: Option<String>,
    tries: Option<i16>,
    #[sqlx(default)]
    crashes: Option<i16>,
    trace_id: Option<TraceId>,
    album: Option<String>,
    may_be_edited: bool,
    received_at: Option<DateTime<Utc>>,
    external_id: Option<ExternalId>,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    language_code: Option<String>,
    user_id: Option<UserId>,
    subscription_id: Option<SubscriptionId>,
    personal_id: Option<WorkspaceId>,
    language: Option<String>,
    zone: Option<String>,
    blocked: bool,
    banned: bool,
    paused: bool,
    settings: Option<Value>,
    state: Option<Value>,
    is_home: bool,
    is_on: bool,
    has_more: bool,
}

impl From<OpenedRow> for Opened {
    fn from(mut row: OpenedRow) -> Self {
        Opened {
            entry: row.take_entry(),
            person: row.take_person(),
            is_home: row.is_home,
            is_on: row.is_on,
            has_more: row.has_more,
            chat: row.chat,
            version: row.version,
            workspace: row.workspace_id,
            dialogues: row.dialogues.0,
            closed: row.closed,
            marking: Vec::new(),
            pending: row.pending.0,
            slots: row.slots.0,
            moved_to: row.moved_to,
        }
    }
}

impl OpenedRow {
    fn take_entry(&mut self) -> Option<Entry> {
        Some(Entry {
            seq: self.seq?,
            kind: self.kind.take()?,
            body: without_nul(self.body.take()?),
            tries: self.tries?,
            crashes: self.crashes.unwrap_or_default(),
            trace: self.trace_id?,
            album: self.album.take(),
            may_be_edited: self.may_be_edited,
            received_at: self.received_at?,
        })
    }

    fn take_person(&mut self) -> Option<Person> {
        let profile = Profile {
            id: self.external_id?,
            first_name: self.first_name.take()?,
            last_name: self.last_name.take(),
            username: self.username.take(),
            language_code: self.language_code.take(),
        };
        let row = PersonRow {
            user_id: self.user_id?,
            subscription_id: self.subscription_id?,
            personal_id: self.personal_id?,
            language: self.language.take(),
            zone: self.zone.take(),
            blocked: self.blocked,
            banned: self.banned,
            paused: self.paused,
            settings: self.settings.take()?,
            state: self.state.take()?,
        };
        Some(row.into_person(profile))
    }
}

/// Whose chats are opened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    pub account: AccountId,
    pub bot: BotId,
    pub realm: Realm,
    pub owner: ReplicaId,
}

/// What a turn finds, besides its entry. Whether the bot is on is one look for the statement, not one for each chat.
macro_rules! found {
    ($bot:literal) => {
        concat!(
            "c.chat, c.version, m.workspace_id, c.dialogues, c.closed, c.pending, c.slots, c.moved_to,
             p.external_id, p.username, p.first_name, p.last_name, p.language_code,
             u.id AS user_id, s.id AS subscription_id, w.id AS personal_id, u.language, u.zone,
             s.blocked_at IS NOT NULL AS blocked, s.paused_at IS NOT NULL AS paused, u.banned_at IS NOT NULL AS banned,
             s.settings, s.state,
             coalesce(s.home_account = c.account_id AND s.home_chat = c.chat, false) AS is_home,
             coalesce((SELECT b.is_active FROM nexus.bots b WHERE b.id = ",
            $bot,
            "), true) AS is_on"
        )
    };
}

/// The person of a chat's entry.
macro_rules! whose {
    ($realm:literal, $bot:literal, $person:literal) => {
        concat!(
            "LEFT JOIN nexus.identities p ON p.realm = ",
            $realm,
            " AND p.external_id = ",
            $person,
            "
         LEFT JOIN nexus.users u ON u.id = p.user_id
         LEFT JOIN nexus.subscriptions s ON s.user_id = u.id AND s.bot_id = ",
            $bot,
            "
         LEFT JOIN nexus.workspaces w ON w.owner_id = u.id AND w.kind = 'personal'
         LEFT JOIN nexus.members m ON m.workspace_id = c.workspace_id AND m.user_id = u.id"
        )
    };
}
pub(super) use {found, whose};

/// Reads chats, of each the lowest entry that is open, due for a try and not yet closed, and that entry's person. Chats
/// that are not `owner`'s are left out. Nothing is locked: a turn closes by comparing the version.
pub(crate) async fn open(
    db: impl PgExecutor<'_>,
    opening: Opening,
    chats: &[ChatKey],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Opened>> {
    let rows: Vec<OpenedRow> = sqlx::query_as(concat!(
        "SELECT i.seq, i.kind, i.body, i.tries, i.crashes, i.trace_id, i.received_at, i.album,
             -- Not EXISTS, which could be planned as a walk over all edits that there are.
             i.cause IS NOT NULL OR (SELECT true FROM nexus.inbox e WHERE e.account_id = c.account_id AND e.chat = c.chat
                 AND e.state = 0 AND e.edits IS NOT NULL LIMIT 1) IS NOT NULL AS may_be_edited,
             EXISTS (SELECT FROM nexus.inbox j WHERE j.account_id = c.account_id AND j.chat = c.chat AND j.state = 0
                 AND j.seq > i.seq AND NOT j.seq = ANY (c.closed)) AS has_more, ",
        found!("$3"),
        " FROM nexus.chats c
         LEFT JOIN LATERAL (
             SELECT * FROM nexus.inbox i
             WHERE i.account_id = c.account_id AND i.chat = c.chat AND i.state = 0 AND NOT i.seq = ANY (c.closed)
                 AND (i.not_before IS NULL OR i.not_before <= $5)
             ORDER BY i.seq LIMIT 1
         ) i ON true ",
        whose!("$4", "$3", "i.person"),
        // By their keys: a join with a list of chats could be planned as a walk over all of them.
        " WHERE c.account_id = $1 AND c.chat = ANY ($2) AND c.owner = $6"
    ))
    .bind(opening.account)
    .bind(chats)
    .bind(opening.bot)
    .bind(opening.realm)
    .bind(now)
    .bind(opening.owner)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Opened::from).collect())
}
