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

/// What the id of a photo ends with: it says what a file was sent as.
const PHOTO: &str = "/photo";

/// A file's id as one bot knows it: other bots cannot use it, as on the real server.
pub(crate) fn file_id(bot: i64, unique_id: &str, is_photo: bool) -> String {
    let ending = if is_photo { PHOTO } else { "" };
    BASE64_URL_SAFE_NO_PAD.encode(format!("{bot}/{unique_id}{ending}"))
}

/// What a bot means by an id it was given.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileId {
    pub unique: String,
    pub is_photo: bool,
}

impl FileId {
    pub fn read(bot: i64, file_id: &str) -> Option<Self> {
        let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(file_id).ok()?).ok()?;
        let (owner, file) = text.split_once('/')?;
        let (unique, is_photo) = file.strip_suffix(PHOTO).map_or((file, false), |unique| (unique, true));
        (owner.parse() == Ok(bot)).then(|| Self { unique: unique.to_owned(), is_photo })
    }
}

/// Turns the file ids of a message, or a part of it, into those that one bot can use.
pub(crate) fn readdress(value: &mut Value, bot: i64) {
    readdress_in("", value, bot);
}

/// `field`: where the value, or the list that it is in, stands.
fn readdress_in(field: &str, value: &mut Value, bot: i64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| readdress_in(field, item, bot)),
        Value::Object(fields) => {
            if let Some(unique) = fields.get("file_unique_id").and_then(Value::as_str) {
                let id = file_id(bot, unique, field == "photo");
                fields.insert("file_id".into(), Value::String(id));
            }
            fields.iter_mut().for_each(|(name, field)| readdress_in(name, field, bot));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_say_whose_and_what_they_are() {
        let mut message = json!({"photo": [{"file_unique_id": "p"}], "document": {"file_unique_id": "d"}});
        readdress(&mut message, 7);
        let read = |bot, id: &Value| FileId::read(bot, id.as_str().expect("an id"));
        let (photo, document) = (&message["photo"][0]["file_id"], &message["document"]["file_id"]);
        assert_eq!(read(7, photo), Some(FileId { unique: "p".into(), is_photo: true }));
        assert_eq!(read(7, document), Some(FileId { unique: "d".into(), is_photo: false }));
        assert_eq!(read(8, photo), None);
    }

    proptest! {
        #[test]
        fn strangers_ids_never_panic(id in ".{0,40}") {
            let _ = FileId::read(7, &id);
        }
    }
}
