//! What people write to humans: it is kept, passed on to admins by the bot that has a desk for it, and answered once,
//! through the bot in which it was written.
//!
//! Core takes it in every bot (`shared::feedback`) and brings the answer back. The desk is a bot's: it passes on with
//! [`pass_on`] as long as it runs, shows [`Came`] to each admin, and answers with [`answer`].

mod store;

pub use store::{Note, find, recent};
pub(crate) use store::{number_since, prune};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    db::{Db, Sql, take_role},
    delivery::Turn,
    event::{self, Event, Events, To},
    ids::UserId,
};

/// Characters of what a person writes, and of the answer.
pub const LIMIT: usize = 2000;

/// Somebody wrote to humans; for an admin.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Came {
    pub feedback: Uuid,
}

impl Event for Came {
    const NAME: &'static str = "core_feedback";
}

/// A human answered; for who wrote.
#[derive(Serialize, Deserialize)]
struct Answered {
    feedback: Uuid,
}

impl Event for Answered {
    const NAME: &'static str = "core_feedback_answered";
}

/// Every bot brings answers back.
pub(crate) fn events(events: &mut Events) {
    events.on(|turn: Turn, Answered { feedback }| async move {
        match find(turn.outer_db(), feedback).await? {
            Some(note) if note.user_id == turn.person().user => {
                crate::shared::show_feedback_answer(&turn, &note);
                Ok(())
            }
            _ => Ok(()),
        }
    });
}

/// Keeps what the person of a turn wrote.
pub(crate) fn write(turn: &Turn, text: &str) -> Sql {
    store::insert(turn.person().user, turn.account().bot, text, turn.now())
}

/// Tells `readers`, in the desk's bot, of what is new; what was passed on once is not passed on again. Run it now and then;
/// several processes may.
///
/// # Errors
/// When the database does not answer; what was not passed on is next time.
pub async fn pass_on(db: &Db, desk: &str, readers: &[UserId], now: DateTime<Utc>) -> anyhow::Result<()> {
    for feedback in store::untold(db).await? {
        for user in readers {
            let to = To { bot: desk, user: *user };
            event::send(db, to, &format!("feedback:{feedback}:{user}"), &Came { feedback }, now).await?;
        }
        store::mark_told(db, feedback, now).await?;
    }
    Ok(())
}

/// Answers what somebody wrote, as one with the turn of the admin who does. False: it was answered before, or is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn answer(turn: &Turn, feedback: Uuid, text: &str) -> anyhow::Result<bool> {
    let (admin, now) = (turn.person().user, turn.now());
    let mut db = turn.owner_db().await?;
    let Some(note) = store::answer(&mut *db, feedback, text, admin, now).await? else {
        take_role(&mut db).await?;
        return Ok(false);
    };
    let to = To { bot: &note.bot, user: note.user_id };
    let key = format!("feedback-answer:{feedback}");
    event::sending(to, &key, &Answered { feedback }, now)?.run(&mut db).await?;
    crate::audit::Record::by_admin(turn, "feedback.answer", feedback).write(&mut db, now).await?;
    take_role(&mut db).await?;
    Ok(true)
}
