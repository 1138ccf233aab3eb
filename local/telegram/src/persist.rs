//! What survives: an append-only log of JSON lines, read at start and written anew without what was superseded.
//!
//! Every change is handed to the kernel before the call that made it is answered, so a killed process loses nothing;
//! nothing is synced to the disk, so a machine that loses power may lose the last seconds. A torn last line is ignored.

use std::borrow::Cow;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::group::Group;
use crate::model::{BotProfile, ChatKey, ChatMeta, FileMeta, Persona};
use crate::world::queue::Pending;

/// One line of the log: the newest of a kind and key counts.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record<'a> {
    Bot(Cow<'a, BotProfile>),
    Persona(Cow<'a, Persona>),
    Chat {
        chat: ChatKey,
        meta: Cow<'a, ChatMeta>,
    },
    Message {
        chat: ChatKey,
        message: Cow<'a, Value>,
    },
    Reaction {
        chat: ChatKey,
        message_id: i64,
        reactions: Option<Cow<'a, Value>>,
    },
    Deleted {
        chat: ChatKey,
        message_id: i64,
    },
    File(Cow<'a, FileMeta>),
    Group(Cow<'a, Group>),
    /// The messages of an album of which bots have not heard; none means that they have.
    Held {
        album: Cow<'a, str>,
        chat: ChatKey,
        messages: Vec<i64>,
    },
    Update {
        bot: i64,
        id: i64,
        at_ms: i64,
        body: Cow<'a, str>,
    },
    /// Written by earlier versions.
    Acked {
        bot: i64,
        upto: i64,
    },
    /// Updates that were acknowledged.
    Taken {
        bot: i64,
        ids: Vec<i64>,
    },
    /// The next ids of a bot, written when the log is made anew.
    Counters {
        bot: i64,
        message_id: i64,
        update_id: i64,
    },
    Clock {
        offset_ms: i64,
    },
}

impl<'a> Record<'a> {
    pub fn bot(profile: &'a BotProfile) -> Self {
        Self::Bot(Cow::Borrowed(profile))
    }

    pub fn persona(persona: &'a Persona) -> Self {
        Self::Persona(Cow::Borrowed(persona))
    }

    pub fn chat(chat: ChatKey, meta: &'a ChatMeta) -> Self {
        Self::Chat { chat, meta: Cow::Borrowed(meta) }
    }

    pub fn message(chat: ChatKey, message: &'a Value) -> Self {
        Self::Message { chat, message: Cow::Borrowed(message) }
    }

    pub fn reaction(chat: ChatKey, message_id: i64, reactions: Option<&'a Value>) -> Self {
        Self::Reaction { chat, message_id, reactions: reactions.map(Cow::Borrowed) }
    }

    pub fn file(file: &'a FileMeta) -> Self {
        Self::File(Cow::Borrowed(file))
    }

    pub fn group(group: &'a Group) -> Self {
        Self::Group(Cow::Borrowed(group))
    }

    pub fn update(bot: i64, pending: &'a Pending) -> Self {
        Self::Update { bot, id: pending.id, at_ms: pending.at_ms, body: Cow::Borrowed(&pending.body) }
    }
}

/// The open log; without a file it swallows everything.
#[derive(Default)]
pub(crate) struct Log {
    file: Option<File>,
    buffer: Vec<u8>,
}

impl Log {
    pub fn write(&mut self, record: &Record<'_>) {
        if self.file.is_none() {
            return;
        }
        let start = self.buffer.len();
        match serde_json::to_writer(&mut self.buffer, record) {
            Ok(()) => self.buffer.push(b'\n'),
            Err(error) => {
                self.buffer.truncate(start);
                tracing::error!(%error, "a change could not be written down");
            }
        }
    }

    /// Hands what was written to the kernel in one call.
    pub fn flush(&mut self) {
        if self.buffer.is_empty() {
            return;
        }
        if let Some(file) = &mut self.file
            && let Err(error) = file.write_all(&self.buffer)
        {
            tracing::error!(%error, "the log could not be written");
        }
        self.buffer.clear();
    }

    /// Starts a log anew beside the old one; [`Log::commit`] puts it in its place.
    pub fn begin(dir: &Path) -> io::Result<Self> {
        Ok(Self { file: Some(private_file(&path_new(dir))?), buffer: Vec::new() })
    }

    /// Makes the new log the log; durable from here on, whatever happens to the machine.
    pub fn commit(&mut self, dir: &Path) -> io::Result<()> {
        self.flush();
        if let Some(file) = &self.file {
            file.sync_all()?;
        }
        fs::rename(path_new(dir), path(dir))
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("telegram.jsonl")
}

fn path_new(dir: &Path) -> PathBuf {
    dir.join("telegram.jsonl.new")
}

/// The log holds tokens and people's words: only its owner may read it.
fn private_file(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().create(true).write(true).truncate(true)).open(path)
}

/// Makes a file that is about to be created its owner's alone.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Keeps other servers out of a data folder while it lives.
pub(crate) struct FolderLock(File);

impl FolderLock {
    /// Two servers on one folder would write over each other.
    pub fn take(dir: &Path) -> io::Result<Self> {
        let file =
            private(OpenOptions::new().create(true).truncate(true).write(true)).open(dir.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(io::Error::other("another server uses it")),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for FolderLock {
    /// Let go explicitly: a process that is just being started may still hold a copy of the handle.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "the data folder stays locked until the process ends");
        }
    }
}

/// Reads the log of a data folder, oldest line first; a line that is no record (torn by a kill) is left out with a warning.
pub(crate) fn read(dir: &Path, mut each: impl FnMut(Record<'static>)) -> io::Result<()> {
    let file = match File::open(path(dir)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for (number, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line?;
        match serde_json::from_slice::<Record<'static>>(&line) {
            Ok(record) => each(record),
            Err(error) => {
                tracing::warn!(line = number + 1, %error, "a line of the log is torn and was left out")
            }
        }
    }
    Ok(())
}
