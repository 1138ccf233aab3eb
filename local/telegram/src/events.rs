//! What a persona's page (or a test) is told, in order, resumable by sequence number.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;

use crate::clock::system_ms;
use crate::model::ChatKey;

/// Events kept per persona; who falls further behind gets `reset`.
const KEPT: usize = 4096;

/// One thing that happened. What is cheap to look up is rendered when it is delivered, from the newest state.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Message {
        chat: ChatKey,
        message: Arc<Value>,
    },
    Edited {
        chat: ChatKey,
        message: Arc<Value>,
    },
    Deleted {
        chat: ChatKey,
        message_id: i64,
    },
    Chat {
        chat: ChatKey,
    },
    /// Any other event of a chat, with its data as sent.
    Ready {
        chat: ChatKey,
        name: &'static str,
        data: Arc<Value>,
    },
    Bots,
    Personas,
    Clock,
}

impl What {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Edited { .. } => "edited",
            Self::Deleted { .. } => "deleted",
            Self::Chat { .. } => "chat",
            Self::Ready { name, .. } => name,
            Self::Bots => "bots",
            Self::Personas => "personas",
            Self::Clock => "clock",
        }
    }

    pub fn chat(&self) -> Option<ChatKey> {
        match self {
            Self::Message { chat, .. }
            | Self::Edited { chat, .. }
            | Self::Deleted { chat, .. }
            | Self::Chat { chat }
            | Self::Ready { chat, .. } => Some(*chat),
            Self::Bots | Self::Personas | Self::Clock => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub seq: u64,
    pub what: What,
}

#[derive(Default)]
struct Ring {
    events: VecDeque<Event>,
    /// The newest sequence number that was dropped.
    dropped: u64,
    wake: Arc<Notify>,
}

impl Ring {
    fn push(&mut self, event: Event) {
        if self.events.len() == KEPT
            && let Some(old) = self.events.pop_front()
        {
            self.dropped = old.seq;
        }
        self.events.push_back(event);
        self.wake.notify_waiters();
    }

    fn after(&self, seq: u64) -> impl Iterator<Item = &Event> {
        let start = self.events.partition_point(|event| event.seq <= seq);
        self.events.range(start..)
    }
}

/// The caller is further behind than what is kept.
#[derive(Debug)]
pub(crate) struct TooOld;

pub(crate) struct Events {
    seq: u64,
    first: u64,
    everybody: Ring,
    personas: HashMap<i64, Ring>,
}

impl Events {
    /// Sequence numbers start from the time: those of an earlier run are recognised as too old.
    pub fn new() -> Self {
        let first = u64::try_from(system_ms()).unwrap_or_default() * 1000;
        Self { seq: first, first, everybody: Ring::default(), personas: HashMap::new() }
    }

    pub fn seq(&self) -> u64 {
        self.seq
    }

    pub fn tell(&mut self, persona: i64, what: What) {
        self.seq += 1;
        self.personas.entry(persona).or_default().push(Event { seq: self.seq, what });
    }

    pub fn tell_all(&mut self, what: What) {
        self.seq += 1;
        self.everybody.push(Event { seq: self.seq, what });
    }

    /// Everything newer than `seq` for one persona, in order.
    pub fn after(&self, persona: i64, seq: u64) -> Result<Vec<Event>, TooOld> {
        let own = self.personas.get(&persona);
        let dropped = own.map_or(0, |ring| ring.dropped).max(self.everybody.dropped);
        if seq < self.first || seq < dropped || seq > self.seq {
            return Err(TooOld);
        }
        let mut events: Vec<Event> = self.everybody.after(seq).cloned().collect();
        events.extend(own.into_iter().flat_map(|ring| ring.after(seq).cloned()));
        events.sort_by_key(|event| event.seq);
        Ok(events)
    }

    /// The two bells to wait on: the persona's own and everybody's.
    pub fn bells(&mut self, persona: i64) -> (Arc<Notify>, Arc<Notify>) {
        (self.personas.entry(persona).or_default().wake.clone(), self.everybody.wake.clone())
    }
}
