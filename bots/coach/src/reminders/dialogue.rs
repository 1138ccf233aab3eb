//! The reminders' handlers.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use nexus_core::{ids::NotificationId, notify, prelude::*};
use uuid::Uuid;

use super::{
    Snooze, following, plan,
    screens::{self, Reminded},
};
use crate::{
    calendar::{Event, Undoable, instant, store},
    home, locale,
};

/// Reminders came due: shows those whose events still stand and are not done, and plans what follows.
pub(crate) async fn remind(turn: Turn, due: Vec<Due>) -> anyhow::Result<()> {
    let (events, done) = events_of(&turn, &due).await?;
    let mut reminded = Vec::new();
    for notification in due {
        let Some(event) = events.get(&notification.subject) else { continue };
        let at = instant(notification.occurrence, event.zone);
        if notification.snooze == 0 && event.rrule.is_some() {
            let offset = u32::try_from(notification.offset_minutes).unwrap_or_default();
            following(event, offset, at, turn.now()).into_iter().for_each(|next| turn.plan(next));
        }
        if !done.contains(&(event.id, notification.occurrence)) {
            reminded.push(Reminded { notification, event: event.clone(), at });
        }
    }
    show(&turn, &reminded);
    Ok(())
}

/// One message for each that is on time, one for all that are late together.
fn show(turn: &Turn, reminded: &[Reminded]) {
    let (late, on_time): (Vec<&Reminded>, Vec<&Reminded>) =
        reminded.iter().partition(|reminded| reminded.is_late(turn.now()));
    match late.as_slice() {
        [] => {}
        [one] => turn.say(screens::reminder(turn, one)),
        several => {
            let several: Vec<Reminded> = several.iter().map(|one| (*one).clone()).collect();
            turn.say(screens::catch_up(turn, &several));
        }
    }
    on_time.into_iter().for_each(|one| turn.say(screens::reminder(turn, one)));
}

/// What is done: an event with the occurrence's original wall time.
type Done = HashSet<(Uuid, NaiveDateTime)>;

async fn events_of(turn: &Turn, due: &[Due]) -> anyhow::Result<(HashMap<Uuid, Event>, Done)> {
    let ids: Vec<Uuid> = due.iter().map(|notification| notification.subject).collect();
    let since = due.iter().map(|notification| notification.occurrence).min().unwrap_or_default();
    let mut db = turn.db().await?;
    let events = store::find_all(&mut *db, &ids).await?;
    let done = store::completed(&mut *db, &ids, since).await?.into_iter().collect();
    Ok((events.into_iter().map(|event| (event.id, event)).collect(), done))
}

/// The notification behind a button, if it is this person's and its event still stands; else a word about it.
async fn find_or_say(turn: &Turn, notification: Uuid) -> anyhow::Result<Option<(Due, Event)>> {
    let mut db = turn.db().await?;
    let found = notify::find(&mut *db, turn.person().user, NotificationId(notification)).await?;
    if let Some(due) = found
        && let Some(event) = store::find(&mut *db, due.subject).await?
    {
        return Ok(Some((due, event)));
    }
    drop(db);
    turn.toast(text!(locale(turn), "event-gone"));
    home::show(turn.clone()).await?;
    Ok(None)
}

pub(crate) async fn done(turn: Turn, notification: Uuid) -> anyhow::Result<()> {
    if let Some(screen) = complete(&turn, notification).await? {
        turn.show(screen);
    }
    Ok(())
}

/// The message with the other reminders stays where it is.
pub(crate) async fn done_of_several(turn: Turn, notification: Uuid) -> anyhow::Result<()> {
    if let Some(screen) = complete(&turn, notification).await? {
        turn.say(screen);
    }
    Ok(())
}

/// Notes what was reminded of as done; gives what is to be said about it.
async fn complete(turn: &Turn, notification: Uuid) -> anyhow::Result<Option<Screen>> {
    let Some((due, event)) = find_or_say(turn, notification).await? else { return Ok(None) };
    turn.write(store::complete(turn.workspace(), event.id, due.occurrence, turn.now()));
    // An event that was moved since then is still ahead, with its reminders.
    if event.rrule.is_none() && due.occurrence == event.timing.anchor() {
        super::cancel(turn, event.id);
    }
    let undoable = Undoable::Completed { event: event.id, occurrence: due.occurrence };
    let undo = turn.undo_button(text!(locale(turn), "button-undo"), &undoable)?;
    Ok(Some(screens::done(turn, &event, undo)))
}

pub(crate) async fn snooze(turn: Turn, notification: Uuid, until: Snooze) -> anyhow::Result<()> {
    let Some((due, event)) = find_or_say(&turn, notification).await? else { return Ok(()) };
    let due_at = snoozed_until(&event, until, turn.now());
    turn.plan(Notification { id: NotificationId::new(), snooze: due.snooze + 1, due_at, ..due });
    turn.show(screens::snoozed(&turn, &event, notification, due_at));
    Ok(())
}

/// The series stays as it is; only this reminder comes again.
fn snoozed_until(event: &Event, until: Snooze, now: DateTime<Utc>) -> DateTime<Utc> {
    match until {
        Snooze::TenMinutes => now + TimeDelta::minutes(10),
        Snooze::Hour => now + TimeDelta::hours(1),
        Snooze::Tomorrow => {
            let today = now.with_timezone(&event.zone).date_naive();
            let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
            instant(tomorrow.and_time(event.timing.anchor().time()), event.zone)
        }
    }
}

/// The person is in another zone now: what is planned keeps its wall time there.
pub(crate) async fn move_zone(turn: Turn, zone: Tz) -> anyhow::Result<Option<Html>> {
    let today = turn.now().with_timezone(&zone).date_naive();
    let from = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let mut db = turn.db().await?;
    let moved = store::move_zone(&mut *db, turn.person().user, zone, from).await?;
    drop(db);
    let mut upcoming = Vec::new();
    for event in moved {
        super::cancel(&turn, event.id);
        plan(&turn, &event);
        if let Some(next) = event.occurrences_after(turn.now(), 1).first() {
            upcoming.push((event, next.wall));
        }
    }
    upcoming.sort_by_key(|(_, wall)| *wall);
    Ok((!upcoming.is_empty()).then(|| screens::zone_moved(&turn, &upcoming)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Timing;

    #[test]
    fn tomorrow_means_the_same_wall_time_also_across_a_change_of_clocks() {
        let start = "2026-10-24T09:00:00".parse().expect("a wall time");
        let event = Event {
            id: Uuid::nil(),
            title: "x".to_owned(),
            timing: Timing::At { start, minutes: None },
            zone: Tz::Europe__Warsaw,
            rrule: None,
            reminders: vec![0],
        };
        let now = "2026-10-24T07:00:00Z".parse().expect("an instant");
        let until = snoozed_until(&event, Snooze::Tomorrow, now);
        assert_eq!(until.to_rfc3339(), "2026-10-25T08:00:00+00:00");
    }
}
