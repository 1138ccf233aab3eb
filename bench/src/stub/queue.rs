//! Updates on their way to the bot: until a poll acknowledges them, or a webhook took them.

use std::{collections::VecDeque, net::SocketAddr};

use super::{http::find, webhook::Webhook};

/// Where update ids begin; real ones are large too.
const FIRST_UPDATE: i64 = 100_000_000;

pub(super) struct Queue {
    pub next_update: i64,
    pub waiting: VecDeque<(i64, Vec<u8>)>,
    /// The poll that is held; an earlier one ends when another comes.
    pub poll: u64,
    pub hook: Option<Webhook>,
    /// Where a webhook's posts really go: the replicas behind its public address.
    pub replicas: Vec<SocketAddr>,
}

impl Queue {
    pub fn new() -> Self {
        Self {
            next_update: FIRST_UPDATE,
            waiting: VecDeque::new(),
            poll: 0,
            hook: None,
            replicas: Vec::new(),
        }
    }

    /// Whatever is below the offset has arrived. A negative one counts from the end.
    pub fn acknowledge(&mut self, offset: Option<i64>) {
        let from = match offset {
            Some(offset) if offset < 0 => self.next_update + offset,
            Some(offset) => offset,
            None => return,
        };
        while self.waiting.front().is_some_and(|(id, _)| *id < from) {
            self.waiting.pop_front();
        }
    }

    pub fn hand_out(&self, limit: usize, answer: &mut Vec<u8>) {
        answer.extend_from_slice(br#"{"ok":true,"result":["#);
        for (index, (_, update)) in self.waiting.iter().take(limit).enumerate() {
            if index > 0 {
                answer.push(b',');
            }
            answer.extend_from_slice(update);
        }
        answer.extend_from_slice(b"]}");
    }

    /// What waited for a poll goes to the webhook.
    pub fn hand_over(&mut self) {
        let Some(hook) = &self.hook else { return };
        for (_, update) in self.waiting.drain(..) {
            hook.push(chat_of(&update), update);
        }
    }

    /// What a webhook has not delivered waits for a poll again, in order.
    pub fn take_back(&mut self) {
        let Some(hook) = self.hook.take() else { return };
        let mut left: Vec<_> = hook.end().into_iter().map(|update| (id_of(&update), update)).collect();
        left.sort_unstable_by_key(|(id, _)| *id);
        self.waiting.extend(left);
    }
}

/// The number that `update`, made by us, begins with.
fn id_of(update: &[u8]) -> i64 {
    number_after(update, b"update_id\":")
}

fn chat_of(update: &[u8]) -> i64 {
    number_after(update, b"\"chat\":{\"id\":")
}

fn number_after(text: &[u8], mark: &[u8]) -> i64 {
    let rest = find(text, mark).map_or(text, |at| &text[at + mark.len()..]);
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
    str::from_utf8(&rest[..digits]).ok().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}
