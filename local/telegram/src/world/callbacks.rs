//! Button presses that wait for their answer.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::World;
use crate::clock::system_ms;
use crate::error::{self, ApiError};
use crate::model::ChatKey;

pub(crate) struct Callback {
    pub bot: i64,
    pub chat: ChatKey,
    at: Instant,
}

pub(crate) struct Callbacks {
    open: HashMap<String, Callback>,
    /// Oldest first; answered ones are skipped when their turn comes.
    order: VecDeque<(Instant, String)>,
    next: u64,
}

impl Callbacks {
    /// Ids start from the time, as those of updates do.
    pub fn new() -> Self {
        let next = u64::try_from(system_ms()).unwrap_or_default() << 20;
        Self { open: HashMap::new(), order: VecDeque::new(), next }
    }

    fn add(&mut self, bot: i64, chat: ChatKey) -> String {
        self.next += 1;
        let id = self.next.to_string();
        let at = Instant::now();
        self.order.push_back((at, id.clone()));
        self.open.insert(id.clone(), Callback { bot, chat, at });
        id
    }

    /// Takes a callback that its bot may still answer.
    pub fn take(&mut self, id: &str, bot: i64, limit: Duration) -> Result<Callback, ApiError> {
        let fits =
            self.open.get(id).is_some_and(|callback| callback.bot == bot && callback.at.elapsed() <= limit);
        self.open.remove(id).filter(|_| fits).ok_or_else(|| error::QUERY_TOO_OLD.into())
    }

    /// Takes those that nobody answered in time.
    fn expired(&mut self, limit: Duration) -> Vec<(String, Callback)> {
        let mut expired = Vec::new();
        while let Some((at, _)) = self.order.front() {
            if at.elapsed() <= limit {
                break;
            }
            if let Some((_, id)) = self.order.pop_front()
                && let Some(callback) = self.open.remove(&id)
            {
                expired.push((id, callback));
            }
        }
        expired
    }
}

impl World {
    /// A person presses a button: queues the callback query and gives its id.
    pub fn press(&mut self, bot: i64, chat: ChatKey, from: Value, message: Value, data: &str) -> String {
        let id = self.callbacks.add(bot, chat);
        let query = json!({
            "id": id, "from": from, "message": message, "data": data,
            "chat_instance": chat_instance(chat),
        });
        self.push_update(bot, "callback_query", &query);
        id
    }

    /// Tells the page that presses went unanswered.
    pub fn expire_callbacks(&mut self) {
        for (id, callback) in self.callbacks.expired(self.settings.callback_limit) {
            let data =
                json!({ "callback_id": id, "chat": callback.chat, "show_alert": false, "timeout": true });
            self.tell(callback.chat, "callback_answer", data);
        }
    }
}

fn chat_instance(chat: ChatKey) -> String {
    let (a, b) = match chat {
        ChatKey::Private { bot, person } => (bot, person),
        ChatKey::Group(id) => (id, 1),
    };
    (a.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(b)).to_string()
}
