//! Albums of which bots have not heard everything yet: the late sibling, on demand.

use super::World;
use crate::model::ChatKey;
use crate::persist::Record;

/// Messages whose update is kept back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeldAlbum {
    pub chat: ChatKey,
    pub messages: Vec<i64>,
}

impl World {
    pub fn hold_album(&mut self, album: &str, chat: ChatKey, messages: impl Iterator<Item = i64>) {
        let held = HeldAlbum { chat, messages: messages.collect() };
        if !held.messages.is_empty() {
            self.log.write(&Record::Held { album: album.into(), chat, messages: held.messages.clone() });
            self.held_albums.insert(album.to_owned(), held);
        }
    }

    /// Bots hear of the rest of an album; gives how many messages that were.
    pub fn release_album(&mut self, album: &str) -> usize {
        let Some(HeldAlbum { chat, messages }) = self.held_albums.remove(album) else { return 0 };
        self.log.write(&Record::Held { album: album.into(), chat, messages: vec![] });
        for id in &messages {
            let message = self.chat(chat).and_then(|chat| chat.messages.get(id)).map(|e| e.message.clone());
            if let Some(message) = message {
                self.announce(chat, "message", &message);
            }
        }
        messages.len()
    }
}
