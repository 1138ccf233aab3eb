//! Sending files: photos, documents, voice and the rest, by upload, by file id or by address; albums; getFile.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::{Value, json};

use super::params::Params;
use super::send::{caption_of, post, post_all, put};
use super::{Answer, Result};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::FileMeta;
use crate::world::files::{FileId, file_id};
use crate::world::{Content, NewFile, ReplyMarkup};

/// Bots can download files up to this size (specification of getFile).
const DOWNLOAD_LIMIT: u64 = 20 * 1024 * 1024;
/// Bots upload files and photos up to these sizes; a photo's width and height are limited too (specification of sending
/// files, of sendPhoto).
const UPLOAD_LIMIT: usize = 50 * 1024 * 1024;
const PHOTO_LIMIT: usize = 10 * 1024 * 1024;
const PHOTO_SIDES: u32 = 10_000;
const PHOTO_RATIO: u32 = 20;
const FETCH_LIMIT: Duration = Duration::from_secs(10);

/// The kinds of files a message can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Photo,
    Document,
    Voice,
    Audio,
    Video,
    Animation,
    VideoNote,
    Sticker,
}

impl Kind {
    pub fn of_method(method: &str) -> Option<Self> {
        method.strip_prefix("send").and_then(|rest| {
            let mut name = String::new();
            for c in rest.chars() {
                if c.is_ascii_uppercase() && !name.is_empty() {
                    name.push('_');
                }
                name.push(c.to_ascii_lowercase());
            }
            Self::of_name(&name)
        })
    }

    pub fn of_name(name: &str) -> Option<Self> {
        use Kind::*;
        [Photo, Document, Voice, Audio, Video, Animation, VideoNote, Sticker]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// The parameter and the field of a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Voice => "voice",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::VideoNote => "video_note",
            Self::Sticker => "sticker",
        }
    }

    fn has_caption(self) -> bool {
        !matches!(self, Self::VideoNote | Self::Sticker)
    }
}

pub(super) async fn send(app: &App, bot: i64, kind: Kind, params: &Params) -> Result {
    let given = params.some_text(kind.name());
    let file = fetch(app, bot, (kind, kind.name()), given, params).await?;
    let mut content = media(bot, kind, &file, params)?;
    if kind.has_caption() {
        put(&mut content, ("caption", "caption_entities"), &caption_of(params)?);
    }
    post(app, bot, params, content).map(Answer::Shared)
}

/// Finds the file a parameter means: an upload of that name, `attach://` another, a file id, or an address.
async fn fetch(
    app: &App,
    bot: i64,
    (kind, name): (Kind, &str),
    given: Option<Cow<'_, str>>,
    params: &Params,
) -> std::result::Result<FileMeta, ApiError> {
    let attached = given.as_deref().and_then(|text| text.strip_prefix("attach://"));
    if let Some(file) = params.file(attached.unwrap_or(name)) {
        return keep(app, kind, file);
    }
    let given = given.ok_or(error::FILE_MISSING)?;
    if given.starts_with("http://") || given.starts_with("https://") {
        return keep(app, kind, &download(&given).await?);
    }
    let id = FileId::read(bot, &given).ok_or(error::FILE_ID_INVALID)?;
    let file = app.shared.with(|world| world.files.get(&id.unique).cloned()).ok_or(error::FILE_ID_INVALID)?;
    // "A video can't be sent as a photo, a photo can't be sent as a document" (specification of sending files).
    if id.is_photo == (kind == Kind::Photo) { Ok(file) } else { Err(error::FILE_KIND.into()) }
}

fn keep(app: &App, kind: Kind, file: &NewFile) -> std::result::Result<FileMeta, ApiError> {
    let size = file.bytes.len();
    if size == 0 {
        return Err(error::FILE_EMPTY.into());
    }
    if size > UPLOAD_LIMIT {
        return Err(error::BODY_TOO_LARGE.into());
    }
    if kind == Kind::Photo && size > PHOTO_LIMIT {
        return Err(ApiError::photo_too_big(size, PHOTO_LIMIT));
    }
    let meta = file.meta();
    if kind == Kind::Photo && meta.pixels.is_some_and(|sides| !are_photo_sides(sides)) {
        return Err(error::PHOTO_DIMENSIONS.into());
    }
    app.shared.with(|world| world.keep_file(&meta, &file.bytes)).map_err(|error| {
        tracing::error!(%error, "a file could not be kept");
        ApiError::from(error::INTERNAL)
    })?;
    Ok(meta)
}

fn are_photo_sides((width, height): (u32, u32)) -> bool {
    let (long, short) = (width.max(height), width.min(height));
    long.saturating_add(short) <= PHOTO_SIDES && long <= short.saturating_mul(PHOTO_RATIO)
}

async fn download(url: &str) -> std::result::Result<NewFile, ApiError> {
    let failed = |_| ApiError::from(error::FILE_URL_FAILED);
    let client = reqwest::Client::builder().timeout(FETCH_LIMIT).build().map_err(failed)?;
    let response =
        client.get(url).send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?;
    let kind = response.headers().get(reqwest::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mime = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_owned());
    let name =
        response.url().path_segments().and_then(|mut path| path.next_back()).unwrap_or_default().to_owned();
    let bytes = response.bytes().await.map_err(failed)?;
    Ok(NewFile { name: if name.is_empty() { "file".into() } else { name }, mime, bytes })
}

/// The fields of a message that hold a file.
pub(crate) fn media(
    bot: i64,
    kind: Kind,
    file: &FileMeta,
    params: &Params,
) -> std::result::Result<Content, ApiError> {
    let mut object = json!({
        "file_id": file_id(bot, &file.unique_id, kind == Kind::Photo), "file_unique_id": file.unique_id, "file_size": file.size,
    });
    if matches!(kind, Kind::Photo | Kind::Sticker) {
        let (width, height) = match (kind, file.pixels) {
            (_, Some(size)) => size,
            (Kind::Photo, None) => return Err(error::IMAGE_INVALID.into()),
            (_, None) => (512, 512),
        };
        object["width"] = json!(width);
        object["height"] = json!(height);
    }
    describe(&mut object, kind, file, params);
    let mut content = Content::new();
    if kind == Kind::Animation {
        content.insert("document".into(), as_document(&object));
    }
    let value = if kind == Kind::Photo { json!([object]) } else { object };
    content.insert(kind.name().into(), value);
    Ok(content)
}

/// An animation is also told as a document, for bots that do not know animations (specification of Message).
fn as_document(animation: &Value) -> Value {
    let mut document = animation.clone();
    if let Value::Object(fields) = &mut document {
        fields.retain(|name, _| !matches!(name.as_str(), "width" | "height" | "duration"));
    }
    document
}

fn describe(object: &mut Value, kind: Kind, file: &FileMeta, params: &Params) {
    let number = |name: &str, default: i64| json!(params.int(name).unwrap_or(default));
    match kind {
        Kind::Photo => {}
        Kind::Sticker => {
            object["type"] = json!("regular");
            object["is_animated"] = json!(file.name.ends_with(".tgs"));
            object["is_video"] = json!(file.mime == "video/webm");
        }
        Kind::VideoNote => {
            object["length"] = number("length", 240);
            object["duration"] = number("duration", 0);
        }
        Kind::Video | Kind::Animation => {
            object["width"] = number("width", 640);
            object["height"] = number("height", 360);
            object["duration"] = number("duration", 0);
        }
        Kind::Voice | Kind::Audio => object["duration"] = number("duration", 0),
        Kind::Document => {}
    }
    if !matches!(kind, Kind::Photo | Kind::Sticker | Kind::VideoNote) {
        // Without what only browsers want to know.
        object["mime_type"] = json!(file.mime.split(';').next());
        if kind != Kind::Voice {
            object["file_name"] = json!(file.name);
        }
    }
    if kind == Kind::Audio {
        for name in ["performer", "title"] {
            if let Some(text) = params.some_text(name) {
                object[name] = json!(text);
            }
        }
    }
}

/// A fresh `media_group_id`.
pub(crate) fn album_id() -> String {
    uuid::Uuid::now_v7().as_u64_pair().1.to_string()
}

/// 2 to 10 photos, videos, documents or audio files that belong together.
pub(super) async fn album(app: &App, bot: i64, params: &Params) -> Result {
    let list = params.json("media").map_err(|_| error::MEDIA_JSON)?.ok_or(error::MEDIA_EMPTY)?;
    let items = list.as_array().ok_or(error::MEDIA_JSON)?;
    if !(2..=10).contains(&items.len()) {
        return Err(error::ALBUM_SIZE.into());
    }
    check_mix(items)?;
    let mut contents = Vec::with_capacity(items.len());
    for item in items {
        contents.push(album_item(app, bot, item, params).await?);
    }
    let group = album_id();
    contents.iter_mut().for_each(|content| drop(content.insert("media_group_id".into(), json!(group))));
    let sent = app.shared.with(|world| post_all(world, bot, params, contents, &ReplyMarkup::None))?;
    Ok(Answer::Value(sent.iter().map(|message| (**message).clone()).collect()))
}

/// Documents and audio files only stand beside their like; photos and videos mix.
fn check_mix(items: &[Value]) -> std::result::Result<(), ApiError> {
    let kinds = || items.iter().filter_map(|item| item["type"].as_str());
    for kind in ["document", "audio"] {
        if kinds().any(|one| one == kind) && kinds().any(|one| one != kind) {
            return Err(ApiError::bad(format_args!("{kind} can't be mixed with other media types")));
        }
    }
    Ok(())
}

async fn album_item(
    app: &App,
    bot: i64,
    item: &Value,
    params: &Params,
) -> std::result::Result<Content, ApiError> {
    let kind = item["type"].as_str().and_then(Kind::of_name).ok_or(error::MEDIA_JSON)?;
    let given = item["media"].as_str().map(Cow::Borrowed);
    let file = fetch(app, bot, (kind, ""), given, params).await?;
    let own = Params::from_map(item.as_object().cloned().unwrap_or_default());
    let mut content = media(bot, kind, &file, &own)?;
    put(&mut content, ("caption", "caption_entities"), &caption_of(&own)?);
    Ok(content)
}

/// Puts another file, with another caption, into a message.
pub(super) async fn edit(app: &App, bot: i64, params: &Params) -> Result {
    let item = params.json("media").map_err(|_| error::MEDIA_JSON)?.ok_or(error::MEDIA_EMPTY)?;
    let new = album_item(app, bot, &item, params).await?;
    super::edit::edit(app, bot, params, |message| {
        message.retain(|name, _| Kind::of_name(name).is_none() && !SAID.contains(&name.as_str()));
        message.extend(new);
        Ok(())
    })
}

/// What a message says in words.
const SAID: &[&str] = &["text", "entities", "caption", "caption_entities", "link_preview_options"];

pub(super) fn get_file(app: &App, bot: i64, params: &Params) -> Result {
    let id = params.some_text("file_id").ok_or(error::FILE_ID_WRONG)?.into_owned();
    let FileId { unique, .. } = FileId::read(bot, &id).ok_or(error::FILE_ID_WRONG)?;
    app.shared.with(|world| {
        let file = world.files.get(&unique).ok_or(error::FILE_ID_WRONG)?;
        if file.size > DOWNLOAD_LIMIT {
            return Err(error::FILE_TOO_BIG.into());
        }
        let path = format!("files/{}/{}", file.unique_id, safe_name(&file.name));
        Ok(Answer::Value(json!({
            "file_id": id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": path,
        })))
    })
}

/// A file name that can stand in a path as it is.
fn safe_name(name: &str) -> String {
    let safe: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' }).collect();
    if safe.chars().all(|c| c == '.') { "file".into() } else { safe }
}
