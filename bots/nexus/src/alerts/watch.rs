//! The watch: of all processes of the bot one looks every few seconds, and files what changed for the admins. What it
//! knows is in the database, so another process goes on where it ended.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    bot::Post,
    duty,
    event::{self, To},
    ids::UserId,
};
use sqlx::PgConnection;

use super::{
    AlertChanged,
    life::{self, Alert, RETURNS_WITHIN, Step, Tell},
    observe::observe,
    rules::{self, Finding, Rule, THRESHOLDS},
    store,
};
use crate::admin::role::{self, Right};

const DUTY: &str = "nexus.alerts";
/// By the injected clock, as all that is watched.
const PERIOD: TimeDelta = TimeDelta::seconds(4);
/// How long another process waits when this one has gone; longer than a look takes.
const LIFE: Duration = Duration::from_secs(10);
/// Until a process without the duty asks again.
const PAUSE: Duration = Duration::from_secs(2);

pub(crate) async fn run(post: Post) {
    loop {
        let next = post.clock.now() + PERIOD;
        match duty::take(&post.db, DUTY, post.process, LIFE).await {
            Ok(true) => {
                if let Err(error) = look(&post).await {
                    tracing::warn!(error = format!("{error:#}"), "the watch could not look");
                }
                post.clock.sleep_until(next).await;
            }
            Ok(false) => tokio::time::sleep(PAUSE).await,
            Err(error) => {
                tracing::debug!(%error, "the watch cannot take its duty");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Looks once. Everything that it changes is one transaction with the events that tell of it.
async fn look(post: &Post) -> anyhow::Result<()> {
    let now = post.clock.now();
    let mutes = store::mutes(&post.db, now).await?;
    let down = known_down(post, now).await?;
    let observed = observe(&post.db, post.config.backup.at, &mutes, &down, now).await?;
    let findings = rules::findings(&observed, &THRESHOLDS);
    let muted: HashSet<String> = mutes.into_iter().map(|mute| mute.key).collect();
    let admins = role::holders(post, Right::Alerts).await?;
    let mut tx = post.db.begin_as_owner().await?;
    let live = store::live(&mut tx, now - RETURNS_WITHIN).await?;
    for (alert, finding) in pairs(&live, &findings) {
        let is_muted = key_of(alert, finding).is_some_and(|key| muted.contains(&key));
        match life::next(alert, finding, is_muted, now) {
            Step::Nothing => {}
            Step::Begin => begin(&mut tx, finding, now).await?,
            Step::Forget(alert) => store::forget(&mut tx, alert).await?,
            Step::Save(alert, tell) => {
                store::save(&mut tx, &alert).await?;
                if let Some(how) = tell {
                    tell_all(&mut tx, post.account.code, &admins, &alert, how, now).await?;
                }
            }
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn begin(tx: &mut PgConnection, finding: Option<&Finding>, now: DateTime<Utc>) -> sqlx::Result<()> {
    match finding {
        Some(finding) => store::begin(tx, finding, now).await,
        None => Ok(()),
    }
}

/// The bots of which admins know that they are down.
async fn known_down(post: &Post, now: DateTime<Utc>) -> sqlx::Result<HashSet<String>> {
    let open = store::open(&post.db, now).await?.into_iter().map(|shown| shown.alert);
    Ok(open.filter(|alert| alert.rule == Rule::BotDown).map(|alert| alert.subject).collect())
}

fn key_of(alert: Option<&Alert>, finding: Option<&Finding>) -> Option<String> {
    match (alert, finding) {
        (Some(alert), _) => Some(store::key_of(alert.rule, &alert.subject)),
        (None, Some(finding)) => Some(store::key_of(finding.rule, &finding.subject)),
        (None, None) => None,
    }
}

/// Each alert with what is found of it, and each finding that has none yet. An alert that is not closed comes before one
/// of the same kind that was closed lately.
fn pairs<'a>(live: &'a [Alert], findings: &'a [Finding]) -> Vec<(Option<&'a Alert>, Option<&'a Finding>)> {
    let mut known = HashSet::new();
    let latest = live.iter().filter(|alert| known.insert((alert.rule, alert.subject.as_str())));
    let mut pairs: Vec<_> = latest
        .map(|alert| {
            let is_same = |found: &&Finding| found.rule == alert.rule && found.subject == alert.subject;
            (Some(alert), findings.iter().find(is_same))
        })
        .collect();
    let news = findings.iter().filter(|found| !known.contains(&(found.rule, found.subject.as_str())));
    pairs.extend(news.map(|found| (None, Some(found))));
    pairs
}

async fn tell_all(
    tx: &mut PgConnection,
    bot: &str,
    recipients: &[UserId],
    alert: &Alert,
    how: Tell,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let changed = AlertChanged {
        alert: alert.id,
        revision: alert.revision,
        is_new: how == Tell::Anew,
        rings: how == Tell::Anew && alert.rule.spec().rings,
    };
    for user in recipients {
        let key = format!("alert:{}:{}:{user}", alert.id, alert.revision);
        event::sending(To { bot, user: *user }, &key, &changed, now)?.run(tx).await?;
    }
    Ok(())
}
