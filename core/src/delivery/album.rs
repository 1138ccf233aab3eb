//! Messages that a person sent as one.

use teloxide::types::{Message, UpdateKind};

use super::Incoming;

/// A message on its way to a turn, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// A raw update.
    pub body: String,
    /// An earlier turn has worked it off; it is here because something that belongs to it came later.
    pub is_known: bool,
}

/// The parts of an album, or a message by itself; empty where a turn is about something else.
///
/// The messenger brings an album in parts, the last of them at times many seconds late. Those are a turn of their own,
/// which is given the whole album again.
#[derive(Clone, Debug, Default)]
pub struct Album(Vec<Part>);

#[derive(Clone, Debug)]
struct Part {
    message: Message,
    is_known: bool,
}

impl Album {
    pub(super) fn read(pieces: &[Piece]) -> Self {
        let part = |piece: &Piece| match Incoming::read(&piece.body).update.kind {
            UpdateKind::Message(message) => Some(Part { message, is_known: piece.is_known }),
            _ => None,
        };
        Self(pieces.iter().filter_map(part).collect())
    }

    /// All of it that has come, in the order in which it is shown.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.0.iter().map(|part| &part.message)
    }

    /// What no turn has worked off before: all of it, unless it [is late](Self::is_late).
    pub fn fresh(&self) -> impl Iterator<Item = &Message> {
        self.0.iter().filter(|part| !part.is_known).map(|part| &part.message)
    }

    /// Whether an earlier turn has worked off the rest: something is to be added, not to be begun.
    pub fn is_late(&self) -> bool {
        self.0.iter().any(|part| part.is_known)
    }

    /// What the person wrote below it. Telegram shows one caption of an album, whichever part has it.
    pub fn caption(&self) -> Option<&str> {
        self.messages().find_map(Message::caption)
    }
}
