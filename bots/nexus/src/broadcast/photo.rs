//! A picture that an admin sent is fetched aside from the turn, and then belongs to the draft.

use anyhow::Context as _;
use nexus_core::{
    broadcast::{self, Broadcast, Photo},
    ids::BroadcastId,
    jobs::{Job, JobContext, Jobs},
    prelude::*,
    screen::FileKind,
};
use serde::{Deserialize, Serialize};

use super::{dialogue::find_or_say, drafting, may_steer, screens};

/// What the version is to be, when its picture is here.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FetchPhoto {
    id: BroadcastId,
    language: Language,
    text: Html,
    file_id: String,
}

/// The picture is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Fetched {
    id: BroadcastId,
    language: Language,
    text: Html,
    photo: Photo,
}

impl Job for FetchPhoto {
    const NAME: &'static str = "broadcast_photo";
    type Answer = Fetched;

    async fn run(self, context: JobContext) -> anyhow::Result<Fetched> {
        let Self { id, language, text, file_id } = self;
        let bytes = context.api.download(&file_id, FileKind::Photo.limit()).await?;
        let bytes = bytes.context("the picture is too large")?;
        let photo = broadcast::keep_photo(&context.db, &bytes, context.clock.now()).await?;
        Ok(Fetched { id, language, text, photo })
    }
}

pub(crate) fn jobs() -> Jobs {
    Jobs::default().on::<FetchPhoto, _, _>(fetched)
}

pub(super) fn fetch(
    turn: &Turn,
    draft: &Broadcast,
    language: Language,
    text: Html,
    file_id: String,
) -> anyhow::Result<()> {
    turn.working("upload_photo");
    turn.rest();
    turn.enqueue(&FetchPhoto { id: draft.id, language, text, file_id })
}

async fn fetched(turn: Turn, answer: Result<Fetched, nexus_core::jobs::GaveUp>) -> anyhow::Result<()> {
    if !may_steer(&turn).await {
        return Ok(());
    }
    let Fetched { id, language, text, photo } = match answer {
        Ok(fetched) => fetched,
        Err(_) => {
            turn.say(screens::photo_lost(turn.format()));
            return Ok(());
        }
    };
    match find_or_say(&turn, id).await? {
        Some(draft) if drafting::is_open(&turn, &draft).await? => {
            drafting::keep(&turn, draft, language, text, Some(photo)).await
        }
        _ => Ok(()),
    }
}
