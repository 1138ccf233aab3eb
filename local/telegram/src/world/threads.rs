//! Threads of supergroups: a forum's topics, and elsewhere the replies to one message.

use serde_json::{Value, json};

use super::{Content, World};
use crate::error::{self, ApiError};
use crate::group::{Group, GroupKind};
use crate::model::ChatKey;

impl World {
    /// The thread a message belongs to: the asked one, which must be there, else that of the message it replies to.
    /// Threads are of supergroups; elsewhere there is nothing to say.
    pub fn thread_of(
        &self,
        key: ChatKey,
        asked: Option<i64>,
        reply: Option<&Value>,
    ) -> Result<Content, ApiError> {
        let ChatKey::Group(id) = key else { return Ok(Content::new()) };
        let Some(group) = self.groups.get(&id) else { return Ok(Content::new()) };
        if group.kind == GroupKind::Group {
            return Ok(Content::new());
        }
        let thread = match (asked.filter(|thread| *thread != 0), reply) {
            (Some(thread), _) if self.has_thread(group, thread) => Some(thread),
            (Some(_), _) => return Err(error::THREAD_NOT_FOUND.into()),
            (None, Some(reply)) => {
                reply["message_thread_id"].as_i64().or_else(|| reply["message_id"].as_i64())
            }
            (None, None) => None,
        };
        let mut content = Content::new();
        if let Some(thread) = thread {
            content.insert("message_thread_id".into(), json!(thread));
            if group.topics.contains_key(&thread) {
                content.insert("is_topic_message".into(), json!(true));
            }
        }
        Ok(content)
    }

    fn has_thread(&self, group: &Group, thread: i64) -> bool {
        let replies =
            || self.chat(ChatKey::Group(group.id)).is_some_and(|chat| chat.messages.contains_key(&thread));
        group.topics.contains_key(&thread) || (!group.forum && replies())
    }
}
