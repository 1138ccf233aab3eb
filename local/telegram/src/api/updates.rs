//! getUpdates: long polling with all of its rules.

use std::time::Duration;

use super::params::Params;
use super::{Answer, Result};
use crate::App;
use crate::error::{self, ApiError};
use crate::world::World;

/// Longest poll the real server grants.
const MAX_TIMEOUT: i64 = 50;
const MAX_UPDATES: i64 = 100;

struct Poll {
    epoch: u64,
    limit: usize,
    timeout: Duration,
}

pub(super) async fn get_updates(app: &App, bot: i64, params: &Params) -> Result {
    let poll = app.shared.with(|world| begin(world, bot, params))?;
    app.shared.activity.notify_waiters();
    let _presence = Presence { app, bot };
    let deadline = tokio::time::Instant::now() + poll.timeout;
    loop {
        let wake = app.shared.with(|world| world.bot(bot).map(|bot| bot.queue.wake.clone()))?;
        let woken = wake.notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        if let Some(answer) = app.shared.with(|world| take(world, bot, &poll))? {
            return Ok(answer);
        }
        if tokio::time::timeout_at(deadline, woken).await.is_err() {
            return Ok(Answer::Raw("[]".into()));
        }
    }
}

fn begin(world: &mut World, bot: i64, params: &Params) -> std::result::Result<Poll, ApiError> {
    let profile = &world.bot(bot)?.profile;
    if profile.webhook.is_some() {
        return Err(error::POLL_WITH_WEBHOOK.into());
    }
    let allowed = allowed_updates(params);
    if allowed.is_some() && allowed != profile.allowed_updates {
        world.change_bot(bot, |profile| profile.allowed_updates = allowed);
    }
    world.expire_updates(bot);
    let offset = params.int("offset").unwrap_or_default();
    if let Some(upto) = acknowledged(world, bot, offset)? {
        world.acknowledge(bot, upto);
    }
    let state = world.bot_mut(bot)?;
    state.polls_in_flight += 1;
    state.queue.poll_epoch += 1;
    state.queue.wake.notify_waiters();
    let poll = Poll {
        epoch: state.queue.poll_epoch,
        limit: usize::try_from(params.int("limit").unwrap_or(MAX_UPDATES).clamp(1, MAX_UPDATES)).unwrap_or(1),
        timeout: Duration::from_secs(
            params.int("timeout").unwrap_or_default().clamp(0, MAX_TIMEOUT).unsigned_abs(),
        ),
    };
    if !world.bot(bot)?.shown_online {
        world.notice_presence();
    }
    Ok(poll)
}

/// The highest id an offset acknowledges. A negative one keeps only that many from the end.
fn acknowledged(world: &World, bot: i64, offset: i64) -> std::result::Result<Option<i64>, ApiError> {
    let queue = &world.bot(bot)?.queue;
    if offset >= 0 {
        return Ok((offset > 0).then_some(offset - 1));
    }
    let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    Ok(queue.iter().rev().nth(keep).map(|update| update.id))
}

/// A list of kinds; anything unreadable counts as not given, as on the real server.
pub(super) fn allowed_updates(params: &Params) -> Option<Vec<String>> {
    let list = params.json("allowed_updates").ok().flatten()?;
    serde_json::from_value(list.into_owned()).ok()
}

fn take(world: &mut World, bot: i64, poll: &Poll) -> std::result::Result<Option<Answer>, ApiError> {
    let bot = world.bot_mut(bot)?;
    if bot.queue.poll_epoch != poll.epoch {
        return Err(error::TERMINATED_BY_OTHER_POLL.into());
    }
    if bot.profile.webhook.is_some() {
        return Err(error::POLL_WITH_WEBHOOK.into());
    }
    let updates = bot.queue.hand_out(poll.limit);
    Ok((!updates.is_empty()).then(|| Answer::Raw(format!("[{}]", updates.join(",")))))
}

/// Notes the end of a poll, also when its client went away.
struct Presence<'a> {
    app: &'a App,
    bot: i64,
}

impl Drop for Presence<'_> {
    fn drop(&mut self) {
        self.app.shared.with(|world| {
            if let Ok(bot) = world.bot_mut(self.bot) {
                bot.polls_in_flight = bot.polls_in_flight.saturating_sub(1);
                bot.last_poll = Some(std::time::Instant::now());
            }
        });
    }
}
