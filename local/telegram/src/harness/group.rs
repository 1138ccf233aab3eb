//! Groups of a test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};

use super::chat::With;
use super::{Bot, Chat, Person, Telegram};

/// A group on the server, under the id that it has now.
pub(super) struct GroupRef {
    id: AtomicI64,
    first: i64,
}

impl GroupRef {
    pub fn id(&self) -> i64 {
        self.id.load(Ordering::SeqCst)
    }

    pub fn key(&self) -> String {
        format!("g{}", self.id())
    }

    /// The id it was made with.
    pub fn first(&self) -> i64 {
        self.first
    }
}

/// What a group is about to be.
pub struct GroupBuilder {
    telegram: Telegram,
    title: String,
    people: Vec<i64>,
    bots: Vec<i64>,
    kind: Kind,
}

enum Kind {
    Basic,
    Supergroup,
    Forum,
}

impl GroupBuilder {
    pub(super) fn new(telegram: Telegram, title: &str) -> Self {
        Self { telegram, title: title.to_owned(), people: vec![], bots: vec![], kind: Kind::Basic }
    }

    /// Somebody who is in it; the first is the creator.
    pub fn with(mut self, person: &Person) -> Self {
        self.people.push(person.id);
        self
    }

    pub fn bot(mut self, bot: &Bot) -> Self {
        self.bots.push(bot.id);
        self
    }

    pub fn supergroup(mut self) -> Self {
        self.kind = Kind::Supergroup;
        self
    }

    /// A supergroup with topics.
    pub fn forum(mut self) -> Self {
        self.kind = Kind::Forum;
        self
    }

    /// Makes it. Somebody must be in it.
    pub async fn create(self) -> Group {
        let members: Vec<i64> = self.people.iter().chain(&self.bots).skip(1).copied().collect();
        let made = json!({
            "title": self.title, "by": self.people.first(), "members": members,
            "supergroup": !matches!(self.kind, Kind::Basic), "forum": matches!(self.kind, Kind::Forum),
        });
        let id = self.telegram.client().post("/groups", &made).await["id"].as_i64().unwrap_or_default();
        let at = Arc::new(GroupRef { id: AtomicI64::new(id), first: id });
        Group { telegram: self.telegram, at }
    }
}

/// A group of people and bots. What is done in it without saying by whom is done by its creator.
#[derive(Clone)]
pub struct Group {
    telegram: Telegram,
    at: Arc<GroupRef>,
}

impl Group {
    /// Its present id: another one once it was upgraded.
    pub fn id(&self) -> i64 {
        self.at.id()
    }

    /// A person's side of it; it goes on in the supergroup when the group is upgraded.
    pub async fn chat(&self, person: &Person) -> Chat {
        Chat::open(self.telegram.clone(), person.clone(), With::Group(self.at.clone())).await
    }

    pub async fn add(&self, person: &Person) {
        self.act("/add", json!({ "who": person.id })).await;
    }

    pub async fn add_bot(&self, bot: &Bot) {
        self.act("/add", json!({ "who": bot.id })).await;
    }

    pub async fn remove(&self, person: &Person) {
        self.act("/remove", json!({ "who": person.id })).await;
    }

    /// Somebody goes of their own accord.
    pub async fn leave(&self, person: &Person) {
        self.act("/remove", json!({ "who": person.id, "by": person.id })).await;
    }

    pub async fn kick_bot(&self, bot: &Bot) {
        self.act("/remove", json!({ "who": bot.id })).await;
    }

    pub async fn promote(&self, person: &Person) {
        self.act("/promote", json!({ "who": person.id, "admin": true })).await;
    }

    /// Makes a bot an administrator: it hears everything from then on.
    pub async fn promote_bot(&self, bot: &Bot) {
        self.act("/promote", json!({ "who": bot.id, "admin": true })).await;
    }

    pub async fn demote_bot(&self, bot: &Bot) {
        self.act("/promote", json!({ "who": bot.id, "admin": false })).await;
    }

    pub async fn rename(&self, title: &str) {
        let path = format!("/groups/{}", self.id());
        self.telegram.client().patch(&path, &json!({ "name": title })).await;
    }

    /// Opens a topic of a forum; gives its thread, for [`Chat::in_topic`].
    pub async fn open_topic(&self, name: &str) -> i64 {
        self.act("/topics", json!({ "name": name })).await["thread"].as_i64().unwrap_or_default()
    }

    /// Makes it a supergroup and gives the new id; this handle and its chats go on there.
    pub async fn upgrade(&self) -> i64 {
        let id = self.act("/upgrade", json!({})).await["id"].as_i64().unwrap_or_default();
        self.at.id.store(id, Ordering::SeqCst);
        id
    }

    /// Who is in it by first name and status, in the order of their ids.
    pub async fn members(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let members = self.telegram.members_of(&self.at).await;
        members.iter().map(|member| (text(&member["first_name"]), text(&member["status"]))).collect()
    }

    async fn act(&self, what: &str, body: Value) -> Value {
        self.telegram.client().post(&format!("/groups/{}{what}", self.id()), &body).await
    }
}

impl Telegram {
    async fn members_of(&self, group: &GroupRef) -> Vec<Value> {
        let shown = self.client().get(&format!("/groups/{}", group.id()), &[]).await;
        shown["members"].as_array().cloned().unwrap_or_default()
    }

    /// The bots that are in a group.
    pub(super) async fn bots_of(&self, group: &GroupRef) -> Vec<Bot> {
        let members = self.members_of(group).await;
        let bots = members.iter().filter(|member| member["is_bot"] == true);
        let bot = |member: &Value| Bot {
            id: member["id"].as_i64().unwrap_or_default(),
            username: member["username"].as_str().unwrap_or_default().to_owned(),
            token: String::new(),
        };
        bots.map(bot).collect()
    }
}
