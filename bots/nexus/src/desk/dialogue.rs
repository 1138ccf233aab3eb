//! Handlers of the desk.

use std::time::Duration;

use nexus_core::{
    bot::Post,
    dptree,
    feedback::{self, Came, LIMIT},
    prelude::*,
};
use uuid::Uuid;

use super::{DeskTap, State, screens};
use crate::{
    TEXTS,
    admin::role::{self, Right},
    my_bots::OwnTap,
    tap::NexusTap,
};

/// How often is looked for what is new.
const LOOK: Duration = Duration::from_secs(2);

pub(crate) fn handlers() -> Handler {
    dptree::entry()
        .branch(
            tap::<NexusTap>()
                .chain(case![NexusTap::Own(own)])
                .chain(case![OwnTap::Desk(tap)])
                .chain(role::only(Right::Feedback))
                .endpoint(press),
        )
        .branch(
            Update::filter_message()
                .chain(dialogue::enter::<State>())
                .chain(case![State::AnsweringFeedback { feedback }])
                .chain(Message::filter_text())
                .filter(|text: String| !text.starts_with('/'))
                .chain(role::only(Right::Feedback))
                .endpoint(take_answer),
        )
}

async fn press(turn: Turn, tap: DeskTap) -> anyhow::Result<()> {
    match tap {
        DeskTap::Page(number) => page(turn, number).await,
        DeskTap::Note(id) => note(turn, id).await,
        DeskTap::Answer(id) => ask(turn, id).await,
    }
}

/// /feedback of an admin; false for everybody else, who is asked what they have to say.
pub(crate) async fn show(turn: Turn) -> anyhow::Result<bool> {
    if !role::may(&turn, Right::Feedback).await {
        return Ok(false);
    }
    page(turn, 0).await?;
    Ok(true)
}

/// A page that has gone is the last one.
async fn page(turn: Turn, number: u32) -> anyhow::Result<()> {
    let (_, all) = feedback::recent(turn.outer_db(), 0, 0).await?;
    let page = Page::of(number, u64::try_from(all).unwrap_or_default(), screens::PAGE);
    let (notes, _) = feedback::recent(turn.outer_db(), page.offset(), screens::PAGE.into()).await?;
    turn.rest();
    turn.show(screens::page(turn.format(), turn.now(), &notes, page).home_row(&turn));
    Ok(())
}

async fn note(turn: Turn, id: Uuid) -> anyhow::Result<()> {
    match feedback::find(turn.outer_db(), id).await? {
        Some(note) => {
            turn.rest();
            turn.show(screens::note(turn.format(), turn.now(), &note));
            Ok(())
        }
        None => gone(turn).await,
    }
}

async fn gone(turn: Turn) -> anyhow::Result<()> {
    turn.toast(text!(TEXTS.of(turn.language()), "desk-gone"));
    page(turn, 0).await
}

async fn ask(turn: Turn, id: Uuid) -> anyhow::Result<()> {
    match feedback::find(turn.outer_db(), id).await? {
        None => gone(turn).await,
        Some(answered) if answered.answer.is_some() => note(turn, id).await,
        Some(open) => {
            turn.go(&State::AnsweringFeedback { feedback: id })?;
            turn.show(screens::ask(turn.language(), &open));
            Ok(())
        }
    }
}

async fn take_answer(turn: Turn, id: Uuid, text: String) -> anyhow::Result<()> {
    let (locale, text) = (TEXTS.of(turn.language()), text.trim());
    let length = text.chars().count();
    if length == 0 {
        return ask(turn, id).await;
    }
    if length > LIMIT {
        turn.say(html!(locale, "desk-too-long", count = length, limit = LIMIT));
        return Ok(());
    }
    turn.rest();
    let is_first = feedback::answer(&turn, id, text).await?;
    let said = if is_first { html!(locale, "desk-answered") } else { html!(locale, "desk-answered-before") };
    turn.say(Screen::new(said).row([screens::all_button(turn.language())]).home_row(&turn));
    Ok(())
}

/// News for an admin. Who was one when it was filed may be none any more.
pub(crate) async fn came(turn: Turn, came: Came) -> anyhow::Result<()> {
    if !role::may(&turn, Right::Feedback).await {
        return Ok(());
    }
    if let Some(note) = feedback::find(turn.outer_db(), came.feedback).await? {
        turn.say(screens::note(turn.format(), turn.now(), &note));
    }
    Ok(())
}

/// Passes on what is new, as long as the bot runs.
pub(crate) async fn pass_on(post: Post) {
    loop {
        if let Err(error) = pass_on_once(&post).await {
            tracing::warn!(error = format!("{error:#}"), "cannot pass feedback on, next time then");
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn pass_on_once(post: &Post) -> anyhow::Result<()> {
    let readers = role::holders(post, Right::Feedback).await?;
    feedback::pass_on(&post.db, post.account.code, &readers, post.clock.now()).await
}
