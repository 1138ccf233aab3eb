//! A person sends a file.

use axum::Json as Answer;
use axum::extract::{Multipart, State};
use serde_json::{Map, Value, json};

use super::{Refusal, Reply, act};
use crate::App;
use crate::api::params::Params;
use crate::api::{MediaKind, media};
use crate::model::ChatKey;
use crate::text::{self, Markup};
use crate::world::{Content, NewFile};

/// UTF-16 units of a caption.
const CAPTION_LIMIT: usize = 1024;

#[derive(Default)]
struct Form {
    fields: Map<String, Value>,
    file: Option<NewFile>,
}

impl Form {
    async fn read(mut form: Multipart) -> Reply<Self> {
        let mut read = Self::default();
        let broken = |error: axum::extract::multipart::MultipartError| Refusal::bad(error.body_text());
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = field.file_name().unwrap_or("file").to_owned();
                let mime = field
                    .content_type()
                    .filter(|mime| *mime != "application/octet-stream")
                    .map(str::to_owned);
                read.file =
                    Some(NewFile { name: file_name, mime, bytes: field.bytes().await.map_err(broken)? });
            } else {
                read.fields.insert(name, Value::String(field.text().await.map_err(broken)?));
            }
        }
        Ok(read)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }
}

pub(super) async fn upload(State(app): State<App>, form: Multipart) -> Reply<Answer<Value>> {
    let form = Form::read(form).await?;
    let need = |name: &str| form.text(name).ok_or_else(|| Refusal::bad(format!("{name} is missing")));
    let persona: i64 = need("persona")?.parse().map_err(|_| Refusal::missing("persona"))?;
    let chat: ChatKey = need("chat")?.parse().map_err(|_| Refusal::missing("chat"))?;
    let kind = MediaKind::of_name(need("kind")?).ok_or_else(|| Refusal::bad("kind is not known"))?;
    let file = form
        .file
        .clone()
        .filter(|file| !file.bytes.is_empty())
        .ok_or_else(|| Refusal::bad("file is missing"))?;
    let caption = caption(form.text("caption").unwrap_or_default())?;
    let ChatKey::Private { bot, .. } = chat else { return Err(Refusal::missing("chat")) };
    let meta = file.meta();
    let mut content = media(bot, kind, &meta, &Params::from_map(form.fields))?;
    content.extend(caption);
    app.shared.with(|world| {
        super::own_chat(world, persona, chat)?;
        world.keep_file(&meta, &file.bytes).map_err(|error| Refusal::bad(error.to_string()))?;
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
