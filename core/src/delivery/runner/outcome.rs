//! How a turn ends: closed, tried again, or given up.

use std::{panic::AssertUnwindSafe, time::Duration};

use chrono::TimeDelta;
use futures::FutureExt;

use super::{
    super::{
        Effects, Incoming, Turn,
        saying::{Place, acts_of},
        store::{self, Closing, Entry},
        trouble::{cause_of, is_worth_repeating, may_pass, panic_text},
    },
    Closed, Runner, Work,
};
use crate::{
    ids::ChatKey,
    metrics::{TurnEnd, TurnKind},
    permits::Class,
};

/// A press is acknowledged within this, also when its turn takes longer: Telegram forgets presses after some seconds.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(1500);
/// A handler that takes longer has failed: what takes long is a job's. It would keep its chat, and perhaps a connection.
const HANDLER_LIMIT: Duration = Duration::from_secs(30);
/// Pauses before the second and the third try of an entry whose handler failed; then it is dead.
const RETRY_PAUSES: [TimeDelta; 2] = [TimeDelta::seconds(1), TimeDelta::seconds(5)];

impl Runner {
    /// The handler's own result; a panic is one of them. A press is acknowledged early where the handler takes long.
    pub(super) async fn react(
        &self,
        turn: &Turn,
        entry: &Entry,
        incoming: Option<Incoming>,
    ) -> anyhow::Result<()> {
        let reaction = &self.0.reaction;
        let work = match incoming {
            Some(incoming) => reaction.update(turn.clone(), incoming),
            None => {
                let body = serde_json::from_str(&entry.body)?;
                match entry.kind.as_str() {
                    "due" => reaction.due(turn.clone(), body),
                    "event" => reaction.event(turn.clone(), body),
                    _ => reaction.answer(turn.clone(), body),
                }
            }
        };
        if entry.tries > 0 {
            // The first try did it when it failed.
            turn.note_answered();
        }
        let mut work = std::pin::pin!(AssertUnwindSafe(work).catch_unwind());
        let result = tokio::select! {
            result = &mut work => result,
            () = tokio::time::sleep(ACKNOWLEDGE_WITHIN) => {
                self.acknowledge_early(turn);
                match tokio::time::timeout(HANDLER_LIMIT, work).await {
                    Ok(result) => result,
                    Err(_) => anyhow::bail!("not done after {} s", HANDLER_LIMIT.as_secs()),
                }
            }
        };
        result.unwrap_or_else(|panic| Err(anyhow::anyhow!("panicked: {}", panic_text(&*panic))))
    }

    /// Aside from the turn, which may hold locks meanwhile.
    fn acknowledge_early(&self, turn: &Turn) {
        let Some(query) = turn.source().callback.clone() else { return };
        if turn.note_answered() {
            return;
        }
        let runner = self.clone();
        self.0.tasks.spawn(async move { runner.0.post.acknowledge(&query).await });
    }

    pub(super) async fn finish(
        &self,
        turn: Turn,
        closing: Closing,
        work: &Work,
        result: anyhow::Result<()>,
    ) -> sqlx::Result<Option<Closed>> {
        let transaction = turn.take_transaction().await;
        if let Err(error) = result {
            drop(transaction);
            return self.fail(Some(&turn), closing, &work.entry, error).await;
        }
        if !turn.note_answered() {
            turn.acknowledge();
        }
        let effects = turn.take_effects();
        let first_due = effects.planned.iter().map(|planned| planned.due_at).min();
        let whole = work.with_edits(closing.clone());
        let closed = match self.0.closer.close(transaction, whole, effects).await {
            Ok(closed) => closed,
            Err(error) if may_pass(&error) => return Err(error),
            // What the handler wants cannot be written, now or ever: its own failure.
            Err(error) => return self.fail(Some(&turn), closing, &work.entry, error.into()).await,
        };
        if closed.is_some()
            && let Some(due_at) = first_due
        {
            self.0.alarm.planned(due_at);
        }
        let seqs = work.with_edits(closing).seqs;
        let closed = closed.map(|(sayings, durability)| Closed { seqs, sayings, durability });
        Ok(self.note_end(&work.entry, TurnEnd::Closed, closed))
    }

    /// A handler failed. What the database did is nobody's fault and costs no try; the third failure is the last.
    pub(super) async fn fail(
        &self,
        turn: Option<&Turn>,
        closing: Closing,
        entry: &Entry,
        error: anyhow::Error,
    ) -> sqlx::Result<Option<Closed>> {
        let error = match error.downcast::<sqlx::Error>() {
            Ok(error) if is_worth_repeating(&error) => return Err(error),
            Ok(error) => anyhow::Error::from(error),
            Err(error) => error,
        };
        let cause = cause_of(&format_args!("{error:#}"));
        let tries = usize::try_from(entry.tries).unwrap_or(usize::MAX);
        if let Some(pause) = RETRY_PAUSES.get(tries) {
            tracing::warn!(cause, tries = tries + 1, "a handler failed; it will be tried again");
            let not_before = closing.now + *pause;
            store::record_failure(&self.0.post.db, &closing.seqs, &cause, not_before).await?;
            self.metrics().turn_ended(TurnKind::of(&entry.kind), TurnEnd::Retried);
            self.wake_at(closing.chat, *pause);
            if let Some(turn) = turn {
                self.acknowledge_early(turn);
            }
            return Ok(None);
        }
        tracing::error!(cause, "a handler failed for the last time; its entry is dead");
        let apology = |turn: &Turn| {
            acts_of(self.0.reaction.apology(turn), Place::New(None), turn.source().thread, Class::Answer)
        };
        let acts = turn.map(apology).unwrap_or_default();
        let effects = Effects { acts, dies_of: Some(cause), ..Effects::default() };
        self.close(entry, closing, effects).await
    }

    /// Counts a turn that came to its end, if its close went through.
    pub(super) fn note_end(&self, entry: &Entry, end: TurnEnd, closed: Option<Closed>) -> Option<Closed> {
        let end = if closed.is_some() { end } else { TurnEnd::Overtaken };
        self.metrics().turn_ended(TurnKind::of(&entry.kind), end);
        closed
    }

    fn wake_at(&self, chat: ChatKey, pause: TimeDelta) {
        let runner = self.clone();
        let until = self.0.post.clock.now() + pause;
        tokio::spawn(async move {
            tokio::select! {
                () = runner.0.post.clock.sleep_until(until) => runner.wake(chat, None),
                () = runner.0.post.stop.cancelled() => {}
            }
        });
    }

    /// The database is there, and goes away whenever this entry is worked on: the entry is the cause, so others go first.
    pub(super) async fn put_off(&self, seq: i64, error: &sqlx::Error) {
        let post = &self.0.post;
        let cause = cause_of(error);
        let not_before = post.clock.now() + RETRY_PAUSES[RETRY_PAUSES.len() - 1];
        if let Err(error) = store::record_failure(&post.db, &[seq], &cause, not_before).await {
            tracing::debug!(%error, "could not put an entry off");
        }
    }
}
