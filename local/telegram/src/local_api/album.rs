//! A person sends several files as one album; a test may keep the updates about its last items back for a while.

use axum::Json as Answer;
use axum::extract::{Multipart, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::upload::{Form, Item};
use super::{Json, Refusal, Reply, open_chat, seen_by};
use crate::App;
use crate::api::album_id;
use crate::api::params::Params;

/// Parts named by their kind (photo, video, document, audio), 2 to 10 of them; `hold` says how many of the last ones
/// bots do not hear of yet.
pub(super) async fn send(State(app): State<App>, form: Multipart) -> Reply<Answer<Value>> {
    let form = Form::read(form).await?;
    let (persona, chat) = form.sender()?;
    let mut items = items(&form)?;
    if let Some(first) = items.first_mut() {
        first.content.extend(form.caption()?);
    }
    let told =
        items.len().saturating_sub(usize::try_from(form.number("hold").unwrap_or_default()).unwrap_or(0));
    let album = album_id();
    app.shared.with(|world| {
        open_chat(world, persona, chat)?;
        let place = form.place().content(world, chat)?;
        let mut messages = Vec::with_capacity(items.len());
        for item in items {
            item.keep(world)?;
            let mut content = item.content;
            content.extend(place.clone());
            content.insert("media_group_id".into(), json!(album));
            messages.push(world.put_from_person(persona, chat, content)?);
        }
        let (now, later) = messages.split_at(told);
        now.iter().for_each(|message| world.announce(chat, "message", message));
        world.hold_album(&album, chat, later.iter().filter_map(|message| message["message_id"].as_i64()));
        let shown: Vec<Value> = messages.iter().map(|message| seen_by(persona, message, None)).collect();
        Ok(Answer(json!({ "album": album, "messages": shown })))
    })
}

fn items(form: &Form) -> Reply<Vec<Item>> {
    const KINDS: &[&str] = &["photo", "video", "document", "audio"];
    if !(2..=10).contains(&form.files.len()) {
        return Err(Refusal::bad("an album has 2 to 10 files"));
    }
    let params = Params::default();
    let item = |(kind, file): &(String, _)| {
        let known = KINDS.contains(&kind.as_str());
        if known { Item::new(kind, file, &params) } else { Err(Refusal::bad("kind is not known")) }
    };
    form.files.iter().map(item).collect()
}

#[derive(Deserialize)]
pub(super) struct Release {
    album: String,
}

/// Bots hear of what was kept back.
pub(super) async fn release(State(app): State<App>, Json(given): Json<Release>) -> Reply<Answer<Value>> {
    match app.shared.with(|world| world.release_album(&given.album)) {
        0 => Err(Refusal::missing("album that is kept back")),
        messages => Ok(Answer(json!({ "messages": messages }))),
    }
}
