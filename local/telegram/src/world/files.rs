//! Files: bytes by the hash of their content, in the data folder or in memory.

use std::io;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::World;
use crate::model::FileMeta;
use crate::persist::Record;

use axum::body::Bytes;

/// A file on its way in.
#[derive(Clone, Debug)]
pub(crate) struct NewFile {
    pub name: String,
    pub mime: Option<String>,
    pub bytes: Bytes,
}

impl NewFile {
    /// What is to be kept of the file. Reads all of it: to be called outside of the world's lock.
    pub fn meta(&self) -> FileMeta {
        let unique_id = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&self.bytes)).chars().take(20).collect();
        FileMeta {
            unique_id,
            size: self.bytes.len() as u64,
            name: self.name.clone(),
            mime: self.mime.clone().unwrap_or_else(|| crate::page::content_type(&self.name).to_owned()),
            pixels: crate::image::size(&self.bytes),
        }
    }
}

impl World {
    /// Keeps a file; the same bytes are kept once.
    pub fn keep_file(&mut self, meta: &FileMeta, bytes: &Bytes) -> io::Result<()> {
        let id = &meta.unique_id;
        if !self.files.contains_key(id) {
            match &self.settings.data_dir {
                Some(dir) => std::fs::write(dir.join("files").join(id), bytes)?,
                None => drop(self.bytes.insert(id.clone(), bytes.clone())),
            }
            self.log.write(&Record::file(meta));
            self.files.insert(id.clone(), meta.clone());
        }
        Ok(())
    }

    /// The bytes of a kept file.
    pub fn file_bytes(&self, unique_id: &str) -> Option<Bytes> {
        self.files.get(unique_id)?;
        match &self.settings.data_dir {
            Some(dir) => std::fs::read(dir.join("files").join(unique_id)).ok().map(Bytes::from),
            None => self.bytes.get(unique_id).cloned(),
        }
    }
}

/// A file's id as one bot knows it: other bots cannot use it, as on the real server.
pub(crate) fn file_id(bot: i64, unique_id: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{bot}/{unique_id}"))
}

/// The file a bot means by an id it was given.
pub(crate) fn unique_id(bot: i64, file_id: &str) -> Option<String> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(file_id).ok()?).ok()?;
    let (owner, unique) = text.split_once('/')?;
    (owner.parse() == Ok(bot)).then(|| unique.to_owned())
}

/// Turns the file ids of a message, or a part of it, into those that one bot can use.
pub(crate) fn readdress(value: &mut Value, bot: i64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| readdress(item, bot)),
        Value::Object(fields) => {
            if let Some(unique) = fields.get("file_unique_id").and_then(Value::as_str) {
                let id = file_id(bot, unique);
                fields.insert("file_id".into(), Value::String(id));
            }
            fields.values_mut().for_each(|field| readdress(field, bot));
        }
        _ => {}
    }
}
