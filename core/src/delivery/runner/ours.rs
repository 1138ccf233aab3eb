//! Which chats are ours, as far as this process remembers.
//!
//! Forgetting one is harmless: the database knows its owner. The next news in it is claimed once more, which finds that it
//! is ours.

use std::{collections::HashSet, mem};

use crate::ids::ChatKey;

/// A chat that nothing came from while so many others wrote is forgotten. Some twenty bytes each, twice at most.
const REMEMBERED: usize = 65_536;

/// Chats that were worked on lately.
pub(super) struct Ours {
    recent: HashSet<ChatKey>,
    /// As it was when it became too large.
    older: HashSet<ChatKey>,
    most: usize,
}

impl Default for Ours {
    fn default() -> Self {
        Self::remembering(REMEMBERED)
    }
}

impl Ours {
    /// At least `most` chats, the last that were asked for; at most twice as many.
    fn remembering(most: usize) -> Self {
        Self { recent: HashSet::new(), older: HashSet::new(), most }
    }

    /// Whether it is known to be ours; if so, it is remembered anew.
    pub fn contains(&mut self, chat: ChatKey) -> bool {
        if self.recent.contains(&chat) {
            return true;
        }
        let is_known = self.older.remove(&chat);
        if is_known {
            self.insert(chat);
        }
        is_known
    }

    pub fn extend(&mut self, chats: impl IntoIterator<Item = ChatKey>) {
        chats.into_iter().for_each(|chat| self.insert(chat));
    }

    pub fn remove(&mut self, chat: ChatKey) {
        self.recent.remove(&chat);
        self.older.remove(&chat);
    }

    fn insert(&mut self, chat: ChatKey) {
        if self.recent.len() >= self.most && !self.recent.contains(&chat) {
            self.older = mem::take(&mut self.recent);
        }
        self.recent.insert(chat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remembered(ours: &Ours) -> usize {
        ours.recent.union(&ours.older).count()
    }

    #[test]
    fn what_is_asked_for_is_remembered_and_the_rest_forgotten() {
        let mut ours = Ours::remembering(10);
        for chat in 0..1000 {
            ours.extend([ChatKey(chat)]);
            assert!(ours.contains(ChatKey(0)) && ours.contains(ChatKey(chat)), "after {chat}");
            assert!(remembered(&ours) <= 20);
        }
        assert!(
            (992..1000).rev().all(|chat| ours.contains(ChatKey(chat))),
            "the last ten with the one asked for"
        );
        assert!(!ours.contains(ChatKey(1)) && !ours.contains(ChatKey(500)));
    }

    #[test]
    fn a_chat_that_another_took_is_not_ours_however_long_it_was() {
        let mut ours = Ours::remembering(2);
        ours.extend([1, 2, 3].map(ChatKey));
        for chat in [1, 3].map(ChatKey) {
            assert!(ours.contains(chat));
            ours.remove(chat);
            assert!(!ours.contains(chat));
        }
        assert!(ours.contains(ChatKey(2)));
        ours.extend([2, 2, 2].map(ChatKey));
        assert!(ours.contains(ChatKey(2)) && remembered(&ours) == 1);
    }
}
