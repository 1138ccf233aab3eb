//! People who wait for one reminder each.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use crate::{
    stub::{Account, Chats, Said},
    sync::locked,
};

struct Waiting {
    due: Instant,
    /// When the first message came.
    heard: Option<Instant>,
}

#[derive(Default)]
struct State {
    people: HashMap<i64, Waiting>,
    repeats: u64,
    twice: u64,
}

/// Who waits, and what they heard.
#[derive(Default)]
pub struct Reminded(Mutex<State>);

/// How it went.
#[derive(Clone, Debug, Default)]
pub struct Reminders {
    /// People who never heard.
    pub lost: u64,
    /// Messages that were sent again.
    pub repeats: u64,
    /// Messages of a notification that was due a second time.
    pub twice: u64,
    /// Of those who heard: how long after the moment; zero when it was before.
    pub late: Vec<Duration>,
    /// Messages that came before they were due.
    pub early: u64,
}

impl Reminded {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// These people wait from now on.
    pub fn expect(&self, people: impl Iterator<Item = (i64, Instant)>) {
        self.state().people.extend(people.map(|(person, due)| (person, Waiting { due, heard: None })));
    }

    /// How many have not heard yet.
    pub fn waiting(&self) -> usize {
        self.state().people.values().filter(|person| person.heard.is_none()).count()
    }

    pub fn reminders(&self) -> Reminders {
        let state = self.state();
        let heard = state.people.values().filter_map(|person| Some((person.due, person.heard?)));
        let late: Vec<Duration> =
            heard.clone().map(|(due, heard)| heard.saturating_duration_since(due)).collect();
        Reminders {
            lost: (state.people.len() - late.len()) as u64,
            repeats: state.repeats,
            twice: state.twice,
            early: heard.filter(|(due, heard)| heard < due).count() as u64,
            late,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.0)
    }
}

impl Chats for Reminded {
    fn said(&self, _: &Account, said: &Said<'_>) {
        let mut state = self.state();
        if said.text != b"1" {
            state.twice += 1;
            return;
        }
        match state.people.get_mut(&said.chat) {
            Some(person) if person.heard.is_none() => person.heard = Some(said.at),
            _ => state.repeats += 1,
        }
    }
}
