//! Files that this process is uploading: each once, however many chats are to get it. Other processes may upload the same
//! at the same time; that costs an upload and harms nobody, which a lock held for minutes would.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

use super::saying::FileRef;

/// Uploads at once: each holds all of its file in memory.
const ROOM: usize = 4;

/// One account's uploads.
pub(super) struct Uploads {
    under_way: Mutex<HashMap<FileRef, CancellationToken>>,
    room: Semaphore,
}

impl Default for Uploads {
    fn default() -> Self {
        Self { under_way: Mutex::default(), room: Semaphore::new(ROOM) }
    }
}

/// Ends when it is dropped, well or not.
pub(super) struct Uploading<'a> {
    uploads: &'a Uploads,
    file: &'a FileRef,
}

impl Uploads {
    fn files(&self) -> MutexGuard<'_, HashMap<FileRef, CancellationToken>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until its file may be taken into memory. `None` never comes: the room is not shut.
    pub async fn room(&self) -> Option<SemaphorePermit<'_>> {
        self.room.acquire().await.ok()
    }

    /// `None`: somebody is uploading it.
    pub fn begin<'a>(&'a self, file: &'a FileRef) -> Option<Uploading<'a>> {
        let mut files = self.files();
        if files.contains_key(file) {
            return None;
        }
        files.insert(file.clone(), CancellationToken::new());
        Some(Uploading { uploads: self, file })
    }

    /// Waits until nobody uploads it.
    pub async fn ended(&self, file: &FileRef) {
        let under_way = self.files().get(file).cloned();
        if let Some(under_way) = under_way {
            under_way.cancelled().await;
        }
    }
}

impl Drop for Uploading<'_> {
    fn drop(&mut self) {
        if let Some(under_way) = self.uploads.files().remove(self.file) {
            under_way.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::{super::content::ContentId, *};
    use crate::screen::FileKind;

    #[test]
    fn one_uploads_and_the_others_wait() {
        let file = FileRef {
            content: ContentId::of(b"abc"),
            kind: FileKind::Document,
            name: "a.txt".into(),
            mime: None,
        };
        let other = FileRef { name: "b.txt".into(), ..file.clone() };
        let uploads = Uploads::default();
        let first = uploads.begin(&file).expect("nobody else");
        assert!(uploads.begin(&file).is_none() && uploads.begin(&other).is_some());
        assert!(uploads.ended(&other).now_or_never().is_some(), "that one was dropped at once");
        let waiting = uploads.ended(&file);
        let mut waiting = std::pin::pin!(waiting);
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(first);
        assert!(waiting.now_or_never().is_some() && uploads.begin(&file).is_some());
    }
}
