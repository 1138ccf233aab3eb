//! A person sends a file.

use axum::Json as Answer;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use serde_json::{Map, Value, json};

use super::{Refusal, Reply, act};
use crate::App;
use crate::api::params::Params;
use crate::api::{MediaKind, media};
use crate::model::{ChatKey, FileMeta};
use crate::text::{self, Markup};
use crate::world::{Content, NewFile, World};

/// UTF-16 units of a caption.
const CAPTION_LIMIT: usize = 1024;

/// The fields of a form, and its files under the names of their parts, in order.
#[derive(Default)]
pub(super) struct Form {
    pub fields: Map<String, Value>,
    pub files: Vec<(String, NewFile)>,
}

impl Form {
    pub async fn read(mut form: Multipart) -> Reply<Self> {
        let mut read = Self::default();
        let broken = |error: axum::extract::multipart::MultipartError| Refusal::bad(error.body_text());
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file_name) = field.file_name().map(str::to_owned) else {
                read.fields.insert(name, Value::String(field.text().await.map_err(broken)?));
                continue;
            };
            let mime =
                field.content_type().filter(|mime| *mime != "application/octet-stream").map(str::to_owned);
            let file = NewFile { name: file_name, mime, bytes: field.bytes().await.map_err(broken)? };
            read.files.push((name, file));
        }
        Ok(read)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }

    pub fn need(&self, name: &str) -> Reply<&str> {
        self.text(name).ok_or_else(|| Refusal::bad(format!("{name} is missing")))
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// Who sends it, where.
    pub fn sender(&self) -> Reply<(i64, ChatKey)> {
        let persona = self.need("persona")?.parse().map_err(|_| Refusal::missing("persona"))?;
        let chat = self.need("chat")?.parse().map_err(|_| Refusal::missing("chat"))?;
        Ok((persona, chat))
    }

    pub fn place(&self) -> act::Place {
        act::Place { reply_to: self.number("reply_to"), thread: self.number("thread") }
    }

    pub fn caption(&self) -> Reply<Content> {
        caption(self.text("caption").unwrap_or_default())
    }
}

/// A file with what is kept of it and what a message holds of it.
pub(super) struct Item {
    meta: FileMeta,
    bytes: Bytes,
    pub content: Content,
}

impl Item {
    /// Reads all of the file: to be called outside of the world's lock.
    pub fn new(kind: &str, file: &NewFile, params: &Params) -> Reply<Self> {
        let kind = MediaKind::of_name(kind).ok_or_else(|| Refusal::bad("kind is not known"))?;
        if file.bytes.is_empty() {
            return Err(Refusal::bad("file is missing"));
        }
        let meta = file.meta();
        // The ids of files are made for each bot that hears of them.
        let content = media(0, kind, &meta, params)?;
        Ok(Self { meta, bytes: file.bytes.clone(), content })
    }

    pub fn keep(&self, world: &mut World) -> Reply<()> {
        world.keep_file(&self.meta, &self.bytes).map_err(|error| Refusal::bad(error.to_string()))
    }
}

pub(super) async fn upload(State(app): State<App>, form: Multipart) -> Reply<Answer<Value>> {
    let form = Form::read(form).await?;
    let (persona, chat) = form.sender()?;
    let kind = form.need("kind")?;
    let (_, file) = form.files.first().ok_or_else(|| Refusal::bad("file is missing"))?;
    let item = Item::new(kind, file, &Params::from_map(form.fields.clone()))?;
    let mut content = item.content.clone();
    content.extend(form.caption()?);
    app.shared.with(|world| {
        super::open_chat(world, persona, chat)?;
        item.keep(world)?;
        content.extend(form.place().content(world, chat)?);
        act::post(world, persona, chat, content)
    })
}

fn caption(text: &str) -> Reply<Content> {
    let formatted = text::parse(text, Markup::Plain(vec![])).map_err(Refusal::bad)?;
    if text::utf16_len(&formatted.text) > CAPTION_LIMIT {
        return Err(Refusal::bad("the caption is too long"));
    }
    let mut content = Content::new();
    if !formatted.text.is_empty() {
        content.insert("caption".into(), json!(formatted.text));
    }
    if !formatted.entities.is_empty() {
        content.insert("caption_entities".into(), json!(formatted.entities));
    }
    Ok(content)
}
