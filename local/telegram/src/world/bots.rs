//! Bots: creating them, what they look like, whether they are there.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Queue, World};
use crate::events::What;
use crate::group::Group;
use crate::model::{BotProfile, ChatKey, Command};
use crate::persist::Record;

/// A poller may take this long over a batch and still counts as online.
const GRACE: Duration = Duration::from_secs(10);

/// Bots made here get ids above what fits 32 bits, as new bots of the real server do.
const FIRST_ID: i64 = 7_000_000_001;

/// A bot with what is only known while the server runs.
pub(crate) struct Bot {
    pub profile: BotProfile,
    pub next_message_id: i64,
    pub queue: Queue,
    /// Calls being worked on, polls aside.
    pub calls_in_flight: usize,
    pub polls_in_flight: usize,
    pub last_poll: Option<Instant>,
    /// What the page was last told.
    pub shown_online: bool,
    pub webhook_trouble: Option<(i64, String)>,
    pub webhook_generation: u64,
}

impl Bot {
    pub fn new(profile: BotProfile, queue: Queue) -> Self {
        Self {
            profile,
            next_message_id: 1,
            queue,
            calls_in_flight: 0,
            polls_in_flight: 0,
            last_poll: None,
            shown_online: false,
            webhook_trouble: None,
            webhook_generation: 0,
        }
    }

    pub fn online(&self) -> bool {
        let recently = || self.last_poll.is_some_and(|at| at.elapsed() < GRACE);
        self.profile.webhook.is_some() || self.polls_in_flight > 0 || recently()
    }

    /// The contract's `BotInfo`, in a person's language.
    pub fn info(&self, language: &str) -> Value {
        let of = |texts: &BTreeMap<String, String>| localized(texts, language).cloned();
        json!({
            "id": self.profile.id,
            "username": self.profile.username,
            "first_name": of(&self.profile.names).unwrap_or_else(|| self.profile.first_name.clone()),
            "description": of(&self.profile.descriptions).unwrap_or_default(),
            "short_description": of(&self.profile.short_descriptions).unwrap_or_default(),
            "online": self.online(),
        })
    }

    /// The menu a person sees in a private chat.
    pub fn commands_for(&self, person: i64, language: &str) -> &[Command] {
        self.menu(&[format!("chat:{person}"), "all_private_chats".into(), "default".into()], language)
    }

    /// The menu a person sees in a group.
    pub fn commands_in(&self, group: &Group, person: i64, language: &str) -> &[Command] {
        let id = group.id;
        let mut scopes = vec![format!("chat_member:{id}:{person}")];
        if group.is_admin(person) {
            scopes.extend([format!("chat_administrators:{id}"), format!("chat:{id}")]);
            scopes.push("all_chat_administrators".into());
        } else {
            scopes.push(format!("chat:{id}"));
        }
        scopes.extend(["all_group_chats".into(), "default".into()]);
        self.menu(&scopes, language)
    }

    /// The narrowest scope that has a menu, there first in the person's language.
    fn menu(&self, scopes: &[String], language: &str) -> &[Command] {
        let base = base_language(language);
        let keys = scopes.iter().flat_map(|scope| [format!("{scope}/{base}"), format!("{scope}/")]);
        keys.into_iter().find_map(|key| self.profile.commands.get(&key)).map_or(&[], Vec::as_slice)
    }
}

/// A text in a language, else the default one.
pub(crate) fn localized<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> Option<&'a String> {
    texts.get(base_language(language)).or_else(|| texts.get(""))
}

/// Texts and menus are kept by the two letters of ISO 639-1.
fn base_language(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Why a bot could not be created.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NewBotError {
    #[error("a token looks like 123456:secret, with at least 4 characters of [A-Za-z0-9_-] after the colon")]
    Token,
    #[error("there is a bot of that name or id already, with another token")]
    Taken,
    #[error("a username has 3 to 32 characters of [A-Za-z0-9_] and starts with a letter")]
    Username,
}

impl World {
    /// Creates a bot, or finds the one that has this token already.
    pub fn create_bot(
        &mut self,
        username: &str,
        first_name: &str,
        token: Option<&str>,
    ) -> Result<i64, NewBotError> {
        check_username(username)?;
        if let Some(id) = token.and_then(|token| self.tokens.get(token)) {
            return Ok(*id);
        }
        let id = match token {
            Some(token) => token_id(token)?,
            None => {
                self.bots.keys().copied().filter(|id| *id >= FIRST_ID).max().map_or(FIRST_ID, |id| id + 1)
            }
        };
        let same_name = |bot: &Bot| bot.profile.username.eq_ignore_ascii_case(username);
        if self.bots.contains_key(&id) || self.personas.contains_key(&id) || self.bots.values().any(same_name)
        {
            return Err(NewBotError::Taken);
        }
        let token = token.map_or_else(|| format!("{id}:{}", secret()), str::to_owned);
        let profile = BotProfile::new(token.clone(), id, username, first_name);
        self.log.write(&Record::bot(&profile));
        self.tokens.insert(token, id);
        self.bots.insert(id, Bot::new(profile, Queue::default()));
        self.events.tell_all(What::Bots);
        Ok(id)
    }

    /// Changes a bot's kept data and tells everybody.
    pub fn change_bot(&mut self, id: i64, change: impl FnOnce(&mut BotProfile)) {
        let Some(bot) = self.bots.get_mut(&id) else { return };
        change(&mut bot.profile);
        self.log.write(&Record::bot(&bot.profile));
        self.events.tell_all(What::Bots);
        let people = self.personas.keys().map(|person| ChatKey::Private { bot: id, person: *person });
        let groups = self.groups.values().filter(|group| group.has(id)).map(|group| ChatKey::Group(group.id));
        let chats: Vec<ChatKey> = people.chain(groups).filter(|key| self.chats.contains_key(key)).collect();
        chats.into_iter().for_each(|key| self.tell_chat(key));
    }

    /// Tells everybody when bots came or went; called now and then and when a poll begins.
    pub fn notice_presence(&mut self) {
        let mut changed = false;
        for bot in self.bots.values_mut() {
            let online = bot.online();
            changed |= online != bot.shown_online;
            bot.shown_online = online;
        }
        if changed {
            self.events.tell_all(What::Bots);
        }
    }

    /// Bots in a steady order.
    pub fn bot_list(&self) -> Vec<&Bot> {
        let mut bots: Vec<&Bot> = self.bots.values().collect();
        bots.sort_by_key(|bot| bot.profile.id);
        bots
    }
}

fn check_username(name: &str) -> Result<(), NewBotError> {
    let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let good = (3..=32).contains(&name.len()) && fits && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if good { Ok(()) } else { Err(NewBotError::Username) }
}

fn token_id(token: &str) -> Result<i64, NewBotError> {
    let (id, secret) = token.split_once(':').ok_or(NewBotError::Token)?;
    let fits = secret.len() >= 4 && secret.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    id.parse().ok().filter(|id| *id > 0 && fits).ok_or(NewBotError::Token)
}

/// 35 characters, as the second half of a real token.
fn secret() -> String {
    let seed =
        [uuid::Uuid::now_v7().as_bytes().as_slice(), uuid::Uuid::now_v7().as_bytes().as_slice()].concat();
    let text = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, Sha256::digest(seed));
    text.chars().take(35).collect()
}
