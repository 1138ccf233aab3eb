//! How the house stands, as the rules look at it. All of it is bounded reads of core.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use nexus_core::{
    db::Db,
    dead::history::{self, Recent},
    health::{self, BotHealth, BotState},
    http::RECENT,
};

use super::{
    rules::{BackupNow, BotNow, LATELY, Observed},
    store::{Mute, key_of_cause},
};

use crate::backup::{rows, schedule};

/// The database gives up on one reading after this.
const LIMIT: Duration = Duration::from_secs(4);

/// `down`: bots of which it is known that they do not receive updates. Their heartbeats are forgotten after a day; they
/// are down all the same.
pub(super) async fn observe(
    db: &Db,
    backup_at: Option<NaiveTime>,
    mutes: &[Mute],
    down: &HashSet<String>,
    now: DateTime<Utc>,
) -> anyhow::Result<Observed> {
    history::note(db, now).await?;
    let recent = history::recent(db, now - LATELY).await?;
    let healths = health::bots_health(db, RECENT).await?;
    let states = health::bots_state(db, None, now, LIMIT).await?;
    let muted: HashSet<&str> = mutes.iter().map(|mute| mute.key.as_str()).collect();
    let recent: Vec<Recent> = recent.into_iter().filter(|recent| !is_muted(&muted, recent)).collect();
    let bot = |health: &BotHealth| {
        let state = states.iter().find(|state| state.bot == health.code).cloned().unwrap_or_default();
        bot_now(health, state, &recent, down.contains(&health.code))
    };
    let backup = backup_now(backup_at, rows::history(db).await?, now);
    Ok(Observed { bots: healths.iter().map(bot).collect(), backup })
}

/// `good` and `failed`: when the last whole backup began, and when the last one ended that came to nothing.
fn backup_now(
    at: Option<NaiveTime>,
    (good, failed): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> BackupNow {
    let late = at.map(|at| now - schedule::due(at, now, good, None)).filter(|late| *late > TimeDelta::zero());
    BackupNow {
        is_failed: failed.is_some_and(|failed| good.is_none_or(|good| good < failed)),
        late: late.map_or(0., |late| late.as_seconds_f64()),
    }
}

fn is_muted(muted: &HashSet<&str>, recent: &Recent) -> bool {
    u32::try_from(recent.cause_key).is_ok_and(|key| muted.contains(key_of_cause(key).as_str()))
}

/// A process that left took its replica along, long before its heartbeat is old.
fn bot_now(health: &BotHealth, state: BotState, recent: &[Recent], is_known_down: bool) -> BotNow {
    let own = || recent.iter().filter(|recent| recent.bot == health.code);
    BotNow {
        code: health.code.clone(),
        was_seen: health.silent_seconds.is_some() || is_known_down,
        is_receiving: health.is_polling && state.replicas > 0,
        queue_age: state.inbox_oldest,
        overdue: state.overdue_oldest,
        outbox_age: state.outbox_oldest,
        jobs_age: state.jobs.oldest,
        failures: own().map(|recent| recent.count).sum(),
        still_dead: own().map(|recent| recent.still).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(bot: &str, cause_key: i64, count: i64, still: i64) -> Recent {
        Recent { bot: bot.to_owned(), cause_key, count, still }
    }

    #[test]
    fn a_backup_is_missed_when_its_time_has_passed_and_failed_until_one_is_whole() {
        let at = |text: &str| -> Option<DateTime<Utc>> { format!("2026-11-{text}:00Z").parse().ok() };
        let (now, half_past_three) = (at("27T05:30").expect("now"), NaiveTime::from_hms_opt(3, 30, 0));
        for (schedule, good, failed, is_failed, late) in [
            (None, None, None, false, 0.),
            (None, at("20T03:30"), at("26T12:00"), true, 0.),
            (half_past_three, at("27T03:30"), at("26T12:00"), false, 0.),
            (half_past_three, at("26T03:30"), None, false, 7200.),
            (half_past_three, at("26T03:30"), at("27T03:31"), true, 7200.),
        ] {
            let found = backup_now(schedule, (good, failed), now);
            assert_eq!((found.is_failed, found.late), (is_failed, late), "{schedule:?} {good:?} {failed:?}");
        }
    }

    #[test]
    fn a_bot_receives_when_somebody_who_is_there_does() {
        let health = |silent_seconds, is_polling| BotHealth {
            code: "coach".to_owned(),
            silent_seconds,
            is_polling,
            waiting: 0,
            dead: 0,
        };
        let state = |replicas| BotState { replicas, ..BotState::default() };
        for (health, replicas, is_known_down, was_seen, is_receiving) in [
            (health(Some(1.), true), 1, false, true, true),
            (health(Some(1.), true), 0, false, true, false),
            (health(Some(1.), false), 1, false, true, false),
            (health(None, false), 0, false, false, false),
            (health(None, false), 0, true, true, false),
        ] {
            let now = bot_now(&health, state(replicas), &[], is_known_down);
            assert_eq!((now.was_seen, now.is_receiving), (was_seen, is_receiving), "{health:?} {replicas}");
        }
    }

    #[test]
    fn muted_causes_and_those_of_other_bots_do_not_count() {
        let all = [recent("coach", 1, 3, 2), recent("coach", 2, 4, 1), recent("desk", 1, 5, 5)];
        let muted = HashSet::from(["cause:2", "alert:new_dead:coach"]);
        let counted: Vec<Recent> = all.into_iter().filter(|recent| !is_muted(&muted, recent)).collect();
        let health = BotHealth {
            code: "coach".to_owned(),
            silent_seconds: None,
            is_polling: false,
            waiting: 0,
            dead: 0,
        };
        let now = bot_now(&health, BotState::default(), &counted, false);
        assert_eq!((now.failures, now.still_dead), (3, 2));
    }
}
