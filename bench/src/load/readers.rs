//! People who are told something, beside those who talk with the bot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::People;
use crate::{
    stub::{Account, Chats, Said},
    sync::locked,
};

/// What everybody is told; no answer looks like it.
pub const NEWS: &str = "news";

#[derive(Default)]
struct Heard {
    times: HashMap<i64, u32>,
    first: Option<Instant>,
    last: Option<Instant>,
}

/// Who was told what everybody is told, and how often. All else is handed on.
pub struct Readers {
    people: Arc<People>,
    heard: Mutex<Heard>,
}

/// How a broadcast went, as its readers saw it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Told {
    /// People who heard it.
    pub people: u64,
    /// Messages that came to somebody who had it already.
    pub repeats: u64,
    /// From the first message to the last.
    pub took: Duration,
}

impl Readers {
    pub fn beside(people: Arc<People>) -> Arc<Self> {
        Arc::new(Self { people, heard: Mutex::default() })
    }

    pub fn told(&self) -> Told {
        let heard = locked(&self.heard);
        let messages: u64 = heard.times.values().map(|times| u64::from(*times)).sum();
        let people = heard.times.len() as u64;
        let took = heard.first.zip(heard.last).map(|(first, last)| last - first).unwrap_or_default();
        Told { people, repeats: messages - people, took }
    }
}

impl Chats for Readers {
    fn said(&self, account: &Account, said: &Said<'_>) {
        if said.text != NEWS.as_bytes() {
            return self.people.said(account, said);
        }
        let mut heard = locked(&self.heard);
        *heard.times.entry(said.chat).or_default() += 1;
        heard.first.get_or_insert(said.at);
        heard.last = Some(said.at);
    }
}
