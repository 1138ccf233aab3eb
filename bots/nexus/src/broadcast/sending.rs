//! Handlers of when a draft is sent, and of whether.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    broadcast::{self, Broadcast, Phase},
    ids::BroadcastId,
    prelude::*,
};
use serde_json::json;

use super::{
    Asked, Start,
    dialogue::{find_or_say, list, note, open, overtaken},
    drafting::{counted, is_at_work, is_open},
    progress, screens, when,
};
use crate::TEXTS;

impl Start {
    fn at(at: DateTime<Utc>) -> Self {
        Self::At(at.timestamp())
    }

    /// `None`: now.
    pub(super) fn moment(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Now => None,
            Self::At(seconds) => DateTime::from_timestamp(seconds, 0),
        }
    }
}

/// What cannot be sent as it is says why.
async fn is_ready(turn: &Turn, draft: &Broadcast) -> anyhow::Result<bool> {
    if !is_open(turn, draft).await? {
        return Ok(false);
    }
    let Some((language, flaw)) = draft.content.flaw() else { return Ok(true) };
    let language = language.unwrap_or(turn.language());
    turn.show(screens::flaw(turn.format(), draft.id, language, &flaw));
    Ok(false)
}

pub(super) async fn when(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    if is_ready(turn, &draft).await? {
        let now = turn.now();
        let morning = when::tomorrow_morning(&turn.zone(), now);
        let choices = [Start::at(now + TimeDelta::hours(1)), Start::at(morning)];
        turn.show(screens::when(turn.format(), &draft, choices));
    }
    Ok(())
}

pub(super) fn ask_time(turn: &Turn, draft: &Broadcast) -> anyhow::Result<()> {
    turn.go(&Asked::BroadcastTime { id: draft.id })?;
    turn.show(screens::ask_time(turn.format(), draft.id));
    Ok(())
}

pub(super) async fn take_time(turn: Turn, message: Message, id: BroadcastId) -> anyhow::Result<()> {
    let Some(draft) = find_or_say(&turn, id).await? else { return Ok(()) };
    match when::read(message.text().unwrap_or_default(), &turn.zone(), turn.now()) {
        Ok(at) => {
            turn.rest();
            confirm(&turn, draft, Start::at(at)).await
        }
        Err(oddity) => {
            turn.say(screens::odd_time(turn.format(), id, oddity));
            Ok(())
        }
    }
}

/// Names who gets it, how many they are, and when.
pub(super) async fn confirm(turn: &Turn, draft: Broadcast, start: Start) -> anyhow::Result<()> {
    if !is_ready(turn, &draft).await? || !is_ahead(turn, &draft, start).await? {
        return Ok(());
    }
    let counted = counted(turn, &draft).await?;
    if counted.all.number() == 0 {
        turn.alert(text!(TEXTS.of(turn.language()), "cast-nobody"));
        return open(turn, draft.id).await;
    }
    let is_at_work = is_at_work(turn, &draft).await?;
    turn.show(screens::confirm(turn.format(), turn.now(), &draft, &counted, start, is_at_work));
    Ok(())
}

/// A button that was made before its time came must not send at once what was meant for later.
async fn is_ahead(turn: &Turn, draft: &Broadcast, start: Start) -> anyhow::Result<bool> {
    let is_past = start.moment().is_some_and(|at| at <= turn.now());
    if is_past {
        turn.toast(text!(TEXTS.of(turn.language()), "cast-time-past"));
        let choices = [
            Start::at(turn.now() + TimeDelta::hours(1)),
            Start::at(when::tomorrow_morning(&turn.zone(), turn.now())),
        ];
        turn.show(screens::when(turn.format(), draft, choices));
    }
    Ok(!is_past)
}

/// Once, whoever else presses it and how often: only the first finds the draft as it was shown.
pub(super) async fn send(turn: &Turn, draft: Broadcast, revision: i64, start: Start) -> anyhow::Result<()> {
    if draft.phase != Phase::Draft || draft.revision != revision {
        return overtaken(turn, draft.id).await;
    }
    if !is_ready(turn, &draft).await? || !is_ahead(turn, &draft, start).await? {
        return Ok(());
    }
    let at = start.moment().unwrap_or(turn.now());
    if !broadcast::schedule(&mut *turn.db().await?, draft.id, revision, at).await? {
        return overtaken(turn, draft.id).await;
    }
    let told = json!({
        "bot": draft.bot_code,
        "at": at,
        "segment": draft.segment,
        "content": draft.content.digest(),
    });
    note(turn, "broadcast.send", draft.id, told);
    open(turn, draft.id).await
}

pub(super) async fn unschedule(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    if !broadcast::unschedule(&mut *turn.db().await?, found.id).await? {
        return overtaken(turn, found.id).await;
    }
    note(turn, "broadcast.unschedule", found.id, json!({}));
    progress::tell_others(turn, &found).await?;
    open(turn, found.id).await
}

pub(super) async fn ask_discard(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    if is_open(turn, &draft).await? {
        turn.show(screens::ask_discard(turn.format(), &draft));
    }
    Ok(())
}

pub(super) async fn discard(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    if !broadcast::discard(&mut *turn.db().await?, draft.id).await? {
        return overtaken(turn, draft.id).await;
    }
    note(turn, "broadcast.discard", draft.id, json!({"content": draft.content.digest()}));
    turn.toast(text!(TEXTS.of(turn.language()), "cast-discarded"));
    list(turn.clone(), 0).await
}
