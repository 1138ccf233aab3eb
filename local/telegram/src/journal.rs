//! Every call and every update, as JSON lines: for debugging, and for tests that ask what a bot did.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::system_ms;
use crate::persist::private;

/// Calls kept in memory for tests.
const KEPT: usize = 20_000;
/// A journal file beyond this size is put aside as the one older file.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// Parameters that are nobody's business.
const SECRET: &[&str] = &["secret_token", "certificate", "provider_token"];

/// One call of a bot, as it came in and as it was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Grows by one with every call.
    pub seq: u64,
    /// Machine's time, unix milliseconds.
    pub at_ms: i64,
    pub bot: i64,
    /// As the specification spells it.
    pub method: String,
    pub params: Map<String, Value>,
    pub ok: bool,
    /// The refusal's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

#[derive(Default)]
pub(crate) struct Journal {
    calls: VecDeque<Arc<Call>>,
    seq: u64,
    file: Option<(PathBuf, File, u64)>,
}

impl Journal {
    pub fn open(dir: &Path) -> io::Result<Self> {
        let path = dir.join("journal.jsonl");
        let file = private(OpenOptions::new().create(true).append(true)).open(&path)?;
        let size = file.metadata()?.len();
        Ok(Self { file: Some((path, file, size)), ..Self::default() })
    }

    /// Notes a call; secrets are masked, the token is never part of one.
    pub fn call(&mut self, bot: i64, method: &str, mut params: Map<String, Value>, error: Option<&str>) {
        for name in SECRET {
            if let Some(value) = params.get_mut(*name) {
                *value = json!("***");
            }
        }
        self.seq += 1;
        let (ok, error) = (error.is_none(), error.map(str::to_owned));
        let call =
            Call { seq: self.seq, at_ms: system_ms(), bot, method: method.to_owned(), params, ok, error };
        if self.file.is_some() {
            self.write(&json!({ "call": call }));
        }
        if self.calls.len() == KEPT {
            self.calls.pop_front();
        }
        self.calls.push_back(Arc::new(call));
    }

    pub fn update(&mut self, username: &str, bot: i64, update: &Value) {
        if self.file.is_some() {
            self.write(&json!({ "update": update, "bot": bot, "username": username, "at_ms": system_ms() }));
        }
    }

    /// Calls of one bot, oldest first, of one method or of all.
    pub fn calls(&self, bot: i64, method: Option<&str>, after: u64) -> Vec<Arc<Call>> {
        let start = self.calls.partition_point(|call| call.seq <= after);
        let fits = |call: &&Arc<Call>| {
            call.bot == bot && method.is_none_or(|method| call.method.eq_ignore_ascii_case(method))
        };
        self.calls.range(start..).filter(fits).cloned().collect()
    }

    fn write(&mut self, line: &Value) {
        let mut text = line.to_string();
        text.push('\n');
        if let Err(error) = self.append(text.as_bytes()) {
            tracing::warn!(%error, "the journal could not be written and is closed");
            self.file = None;
        }
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let Some((path, file, size)) = &mut self.file else { return Ok(()) };
        if *size > FILE_LIMIT {
            std::fs::rename(&*path, path.with_extension("old.jsonl"))?;
            *file = private(OpenOptions::new().create(true).append(true)).open(&*path)?;
            *size = 0;
        }
        *size += line.len() as u64;
        file.write_all(line)
    }
}
