//! Button presses that wait for their answer.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::World;
use super::files::readdress;
use crate::clock::system_ms;
use crate::error::{self, ApiError};
use crate::events::What;
use crate::model::{ChatKey, Persona};

pub(crate) struct Callback {
    pub bot: i64,
    pub chat: ChatKey,
    /// Who pressed, and alone sees the answer.
    pub person: i64,
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

    fn add(&mut self, bot: i64, chat: ChatKey, person: i64) -> String {
        self.next += 1;
        let id = self.next.to_string();
        let at = Instant::now();
        self.order.push_back((at, id.clone()));
        self.open.insert(id.clone(), Callback { bot, chat, person, at });
        id
    }

    /// Takes a callback that its bot may still answer.
    pub fn take(&mut self, id: &str, bot: i64, limit: Duration) -> Result<Callback, ApiError> {
        let fits =
            self.open.get(id).is_some_and(|callback| callback.bot == bot && callback.at.elapsed() <= limit);
        let callback = if fits { self.open.remove(id) } else { None };
        callback.ok_or_else(|| error::QUERY_TOO_OLD.into())
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
    pub fn press(&mut self, bot: i64, chat: ChatKey, from: &Persona, message: Value, data: &str) -> String {
        let id = self.callbacks.add(bot, chat, from.id);
        let mut message = message;
        readdress(&mut message, bot);
        let query = json!({
            "id": id, "from": from.user(), "message": message, "data": data,
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
            self.tell_presser(&callback, data);
        }
    }

    pub fn tell_presser(&mut self, callback: &Callback, data: Value) {
        let what = What::Ready { chat: callback.chat, name: "callback_answer", data: data.into() };
        self.events.tell(callback.person, what);
    }
}

fn chat_instance(chat: ChatKey) -> String {
    let (a, b) = match chat {
        ChatKey::Private { bot, person } => (bot, person),
        ChatKey::Group(id) => (id, 1),
    };
    (a.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(b)).to_string()
}
