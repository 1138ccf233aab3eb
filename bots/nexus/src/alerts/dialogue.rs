//! An admin is told, and answers.

use chrono::TimeDelta;
use nexus_core::{audit::Record, prelude::*};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    AlertChanged,
    life::Alert,
    rules::Rule,
    screens,
    store::{self, Mute, Shown},
};
use crate::{
    TEXTS,
    admin::role::{self, Right},
    failures,
};

/// What the buttons of an alert do. It grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AlertTap {
    /// What it is about, below it: its own message goes on changing.
    Details(Uuid),
    /// "I am on it".
    Take(Uuid),
    GiveBack(Uuid),
    Mute {
        alert: Uuid,
        hours: u8,
    },
    Unmute(Uuid),
}

/// The name of the message: a bot has few rules, so that the chat's row does not grow with each alert.
fn slot(alert: &Alert) -> String {
    format!("alert:{}:{}", alert.rule.spec().code, alert.subject)
}

/// Draws it as it is by now, which may be more than what the event tells of.
pub(crate) async fn told(turn: Turn, changed: AlertChanged) -> anyhow::Result<()> {
    if !role::may(&turn, Right::Alerts).await {
        return Ok(());
    }
    let Some(shown) = store::find(turn.outer_db(), changed.alert, turn.now()).await? else { return Ok(()) };
    let screen = screens::alert(&turn, &shown);
    let slot = slot(&shown.alert);
    match changed.is_new {
        true if changed.rings && shown.alert.closed_at.is_none() => turn.draw_anew(&slot, screen),
        true => turn.draw_anew(&slot, screen.silent()),
        false => turn.draw(&slot, screen.silent()),
    }
    Ok(())
}

pub(crate) async fn act(turn: Turn, tap: AlertTap) -> anyhow::Result<()> {
    let (AlertTap::Details(id)
    | AlertTap::Take(id)
    | AlertTap::GiveBack(id)
    | AlertTap::Mute { alert: id, .. }
    | AlertTap::Unmute(id)) = tap;
    let Some(shown) = store::find(turn.outer_db(), id, turn.now()).await? else {
        turn.toast(text!(TEXTS.of(turn.language()), "alerts-gone"));
        return Ok(());
    };
    if let AlertTap::Details(_) = tap {
        return details(turn, &shown.alert).await;
    }
    if shown.alert.closed_at.is_some() {
        turn.toast(text!(TEXTS.of(turn.language()), "alerts-over"));
        turn.show(screens::alert(&turn, &shown));
        return Ok(());
    }
    match tap {
        AlertTap::Take(_) => take(&turn, &shown).await?,
        AlertTap::GiveBack(_) => give_back(&turn, id).await?,
        AlertTap::Mute { hours, .. } => mute(&turn, &shown.alert, hours),
        AlertTap::Unmute(_) => unmute(&turn, &shown.alert),
        AlertTap::Details(_) => {}
    }
    redraw(&turn, id).await
}

/// What this turn has just changed is seen in its own transaction. The others see it with the next look of the watch.
async fn redraw(turn: &Turn, id: Uuid) -> anyhow::Result<()> {
    let shown = store::find(&mut *turn.db().await?, id, turn.now()).await?;
    if let Some(shown) = shown {
        turn.draw(&slot(&shown.alert), screens::alert(turn, &shown));
    }
    Ok(())
}

async fn details(turn: Turn, alert: &Alert) -> anyhow::Result<()> {
    match alert.rule {
        Rule::ErrorRate | Rule::NewDead => failures::list_below(turn, &alert.subject).await,
        Rule::JobsStuck => failures::jobs_below(turn).await,
        Rule::BackupFailed | Rule::BackupLate => crate::backup::list_below(turn).await,
        Rule::BotDown | Rule::QueueAge | Rule::Overdue | Rule::OutboxAge => {
            crate::admin::health_below(turn).await
        }
    }
}

async fn take(turn: &Turn, shown: &Shown) -> anyhow::Result<()> {
    let (id, by) = (shown.alert.id, turn.person().user);
    if store::take(&mut *turn.db().await?, id, by, turn.now()).await? {
        turn.write(Record::by_admin(turn, "alert.take", id).sql(turn.now()));
    } else if shown.alert.taken_by != Some(by) {
        let name = shown.taken_by.clone().unwrap_or_default();
        turn.toast(text!(TEXTS.of(turn.language()), "alerts-taken-already", name = name));
    }
    Ok(())
}

async fn give_back(turn: &Turn, id: Uuid) -> anyhow::Result<()> {
    if store::give_back(&mut *turn.db().await?, id, turn.person().user).await? {
        turn.write(Record::by_admin(turn, "alert.give_back", id).sql(turn.now()));
    }
    Ok(())
}

/// Hours beyond a day are nobody's button.
fn mute(turn: &Turn, alert: &Alert, hours: u8) {
    let until = turn.now() + TimeDelta::hours(i64::from(hours.clamp(1, 24)));
    let key = store::key_of(alert.rule, &alert.subject);
    let label = format!("{} · {}", alert.subject, alert.rule.spec().code);
    turn.write(store::mute(
        Mute { key: key.clone(), label, until: Some(until) },
        turn.person().user,
        turn.now(),
    ));
    turn.write(store::touch(alert.id));
    let record = Record::by_admin(turn, "alert.mute", key).after(json!({"until": until}));
    turn.write(record.sql(turn.now()));
}

fn unmute(turn: &Turn, alert: &Alert) {
    let key = store::key_of(alert.rule, &alert.subject);
    turn.write(store::lift(key.clone()));
    turn.write(store::touch(alert.id));
    turn.write(Record::by_admin(turn, "alert.unmute", key).sql(turn.now()));
}
