//! One recipient's message on its way.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::{
    Content,
    store::{Claimed, Fate},
};
use crate::{
    delivery::{Attempt, FileRef, Look, Mail},
    locale::Language,
    permits::Class,
    screen::{Html, Keyboard},
};

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Tries of a message that the messenger takes from others meanwhile: so long it is the messenger's trouble, then its own.
const TRIES: u32 = 8;
/// Bytes of a cause that are kept.
const CAUSE_LIMIT: usize = 300;

/// What the messages of one broadcast share while they are sent.
pub(super) struct Round {
    pub mail: Arc<Mail>,
    pub content: Content,
    /// Nothing more is sent; what the messenger has is waited for.
    pub halt: CancellationToken,
    /// Messages that were accepted.
    pub accepted: AtomicU64,
    /// How often there were too many, and that is not noted yet.
    pub floods: AtomicI64,
}

/// A message with the reader's name in it.
struct Letter {
    text: Html,
    keyboard: Keyboard,
    file: Option<FileRef>,
}

impl Letter {
    fn look(&self) -> Look<'_> {
        let Self { text, keyboard, file } = self;
        Look { text, keyboard, silent: false, thread: None, class: Class::Broadcast, file: file.as_ref() }
    }
}

impl Round {
    /// Sends to one of them until it is decided, or called off before the messenger got it.
    pub async fn carry(&self, to: &Claimed) -> Fate {
        match (to.is_reachable, to.is_blocked) {
            (_, true) => return Fate::Blocked,
            (false, false) => return Fate::Failed("left before it was sent".to_owned()),
            (true, false) => {}
        }
        match self.letter(to) {
            Some(letter) => self.deliver(to, letter).await,
            None => Fate::Failed("nothing is written".to_owned()),
        }
    }

    fn letter(&self, to: &Claimed) -> Option<Letter> {
        let language = Language::from_tag(&to.language).unwrap_or_default();
        let version = self.content.for_language(language)?;
        Some(Letter {
            text: version.addressed(&to.first_name),
            keyboard: self.content.keyboard_of(version),
            file: self.content.photo_of(version).map(|photo| photo.file()),
        })
    }

    async fn deliver(&self, to: &Claimed, letter: Letter) -> Fate {
        let (look, mut pause, mut tries) = (letter.look(), FIRST_PAUSE, 0);
        let mut body = look.new_body(to.chat);
        let before = self.accepted.load(Ordering::Relaxed);
        loop {
            tokio::select! {
                biased;
                () = self.halt.cancelled() => return Fate::Back,
                () = self.mail.permit(look, to.chat) => {}
            }
            match self.mail.attempt(look.method(), to.chat, &mut body, look).await {
                Attempt::Sent(message) => {
                    self.accepted.fetch_add(1, Ordering::Relaxed);
                    return Fate::Delivered(message);
                }
                Attempt::Blocked => return Fate::Blocked,
                Attempt::Refused(cause) | Attempt::Moved { cause, .. } => {
                    return Fate::Failed(shortened(cause));
                }
                Attempt::Again => continue,
                Attempt::Flooded => {
                    self.floods.fetch_add(1, Ordering::Relaxed);
                    continue;
                }
                Attempt::Failed(error) => {
                    tries += 1;
                    tracing::warn!(%error, tries, "a message of a broadcast is tried again");
                    if tries >= TRIES && self.accepted.load(Ordering::Relaxed) > before {
                        return Fate::Failed(shortened(error.to_string()));
                    }
                }
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = self.halt.cancelled() => return Fate::Back,
            }
        }
    }
}

fn shortened(mut cause: String) -> String {
    if let Some((end, _)) = cause.char_indices().take_while(|(at, _)| *at <= CAUSE_LIMIT).last()
        && cause.len() > CAUSE_LIMIT
    {
        cause.truncate(end);
    }
    cause
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_cut_between_characters() {
        assert_eq!(shortened("chat not found".into()), "chat not found");
        let long = shortened("ж".repeat(1000));
        assert!(long.len() <= CAUSE_LIMIT && long.chars().all(|character| character == 'ж'));
    }
}
