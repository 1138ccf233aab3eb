//! Sends what turns said: in order within a chat, after it is durable, and then has it marked.

mod sending;

use std::{collections::VecDeque, ops::Deref, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::{
    Saying,
    flusher::{Flusher, Life},
    mail::Mail,
    marker::Marker,
    migration::Migration,
    runner::End,
    saying::Act,
    store::{self, Mark},
};
use crate::{
    db::is_away,
    ids::{ChatKey, ReplicaId},
    notify,
    permits::Class,
    registry,
};

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Parcels of one chat that may be out and not yet marked: what is repeated at most when the process dies now.
const UNMARKED: usize = 4;

/// What the outlets of one account share.
pub(super) struct Post {
    pub mail: Arc<Mail>,
    pub owner: ReplicaId,
    pub flusher: Flusher,
    pub marker: Marker,
    /// Somebody else may be sending what we were to send.
    pub lost: CancellationToken,
}

impl Deref for Post {
    type Target = Mail;

    fn deref(&self) -> &Mail {
        &self.mail
    }
}

/// A turn's sayings on their way, with the numbers to mark when they are out.
pub(super) struct Parcel {
    pub seqs: Vec<i64>,
    pub sayings: Vec<Saying>,
    /// The life of the database in which this was committed, or read; `None`: it is on the disk.
    pub life: Option<Life>,
    /// The turn was just closed here; else a predecessor left it.
    pub is_fresh: bool,
    /// When the update that it answers was filed.
    pub asked_at: Option<DateTime<Utc>>,
}

/// How a message went.
enum Outcome {
    /// Accepted; with the id of the message, where there is one.
    Sent(Option<i64>),
    /// It will never be accepted.
    Refused(String),
    /// The person blocked the bot, or has gone.
    Blocked,
    /// This chat is another one by now; it stays pending.
    Moved { to: ChatKey, cause: String },
    /// We are stopping, or nothing is to be sent here any more; it stays pending.
    Kept,
}

/// Why a parcel was not sent to its end.
enum Cut {
    Kept,
    Moved,
}

/// One chat's outlet.
pub(super) struct Outlet<'a> {
    post: &'a Post,
    chat: ChatKey,
    slots: Map<String, Value>,
    /// The chat has become another one: what is not out yet goes there.
    has_moved: CancellationToken,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(
        post: &'a Post,
        chat: ChatKey,
        slots: Map<String, Value>,
        has_moved: CancellationToken,
    ) -> Self {
        Self { post, chat, slots, has_moved }
    }

    /// Sends parcels until the channel closes, each when it is durable, and has them marked.
    pub(super) async fn run(mut self, mut parcels: mpsc::Receiver<Parcel>) -> End {
        let mut unmarked = VecDeque::new();
        let mut end = End::Done;
        while let Some(parcel) = parcels.recv().await {
            if let Some(life) = parcel.life
                && self.post.flusher.durable(life).await.is_err()
            {
                end = End::Unknown;
                break;
            }
            let (mark, cut) = self.send_parcel(parcel).await;
            if !mark.is_empty() {
                unmarked.push_back(self.post.marker.mark(mark).await);
            }
            match cut {
                None => wait_for_marks(&mut unmarked, UNMARKED).await,
                Some(Cut::Kept) => break,
                Some(Cut::Moved) => {
                    end = End::Unknown;
                    break;
                }
            }
        }
        end
    }

    /// What of it is out, so that it can be marked, and why the rest is not.
    async fn send_parcel(&mut self, mut parcel: Parcel) -> (Mark, Option<Cut>) {
        let before = self.slots.clone();
        let mut sent = Vec::with_capacity(parcel.sayings.len());
        let mut cut = None;
        for saying in parcel.sayings {
            let is_out =
                if parcel.is_fresh { saying.is_answer() } else { self.post.marker.was_sent(&saying.id) };
            let outcome = if is_out { Outcome::Sent(None) } else { self.send(&saying).await };
            if !is_out && saying.is_message() && matches!(outcome, Outcome::Sent(_)) {
                self.post.note_told(&saying, parcel.asked_at.take());
            }
            cut = self.settle(&saying, outcome).await;
            if cut.is_some() {
                break;
            }
            sent.push(saying.id);
        }
        let slots = self.slots.iter().filter(|(name, id)| before.get(*name) != Some(*id));
        let slots = slots.map(|(name, id)| (name.clone(), id.clone())).collect();
        // The turn is done when all that it said is out.
        let seqs = if cut.is_none() { parcel.seqs } else { Vec::new() };
        (Mark { chat: self.chat, seqs, sent, slots }, cut)
    }

    /// Notes how a saying went; `None`: it is dealt with.
    async fn settle(&self, saying: &Saying, outcome: Outcome) -> Option<Cut> {
        let refused = match outcome {
            Outcome::Sent(_) => return None,
            Outcome::Kept => return Some(Cut::Kept),
            Outcome::Blocked => {
                self.note_blocked(saying).await;
                return None;
            }
            Outcome::Moved { to, cause } => match self.note_move(to).await {
                Some(true) => return Some(Cut::Moved),
                Some(false) => cause,
                None => return Some(Cut::Kept),
            },
            Outcome::Refused(cause) => cause,
        };
        let is_kept = self.set_aside(saying, &refused).await;
        (!is_kept).then_some(Cut::Kept)
    }

    /// Keeps a refused message for operators; false when we are stopping before that could be done.
    async fn set_aside(&self, saying: &Saying, cause: &str) -> bool {
        tracing::error!(chat = %self.chat, saying = saying.id, cause, "the messenger refuses a message");
        let (post, now) = (self.post, self.post.clock.now());
        loop {
            match store::set_aside(&post.db, post.account, self.chat, saying, cause, now).await {
                Ok(()) => return true,
                Err(error) if is_away(&error) => {
                    tracing::warn!(%error, "cannot keep the refused message yet")
                }
                Err(error) => {
                    tracing::error!(%error, "cannot keep the refused message");
                    return true;
                }
            }
            tokio::select! {
                () = tokio::time::sleep(FIRST_PAUSE) => {}
                () = post.stop.cancelled() => return false,
            }
        }
    }

    /// Notes what the chat has become; `None` when we are stopping before that could be done, false where the messenger is
    /// not to be believed.
    async fn note_move(&self, to: ChatKey) -> Option<bool> {
        let (post, migration) = (self.post, Migration { from: self.chat, to });
        loop {
            match store::note_move(&post.db, post.account, migration, post.owner).await {
                Ok(is_noted) => return Some(is_noted),
                Err(error) => {
                    tracing::warn!(%error, chat = %self.chat, "cannot note that a chat has moved yet")
                }
            }
            tokio::select! {
                () = tokio::time::sleep(FIRST_PAUSE) => {}
                () = post.stop.cancelled() => return None,
            }
        }
    }

    /// The bot falls silent for this person; a reminder that they did not get waits for them.
    async fn note_blocked(&self, saying: &Saying) {
        let (post, now) = (self.post, self.post.clock.now());
        if let Err(error) = registry::store::mark_blocked(&post.db, post.account, self.chat, now).await {
            tracing::error!(%error, "cannot note that the bot is blocked");
        }
        if let Err(error) = notify::store::hold(&post.db, saying.seq).await {
            tracing::error!(%error, "cannot hold what came due");
        }
    }
}

impl Post {
    /// Acknowledges a press; with what the turn had to say about it.
    pub(super) async fn answer_press(&self, saying: &Saying) {
        let Act::Answer { query, text, alert } = &saying.act else { return };
        let body = json!({"callback_query_id": query, "text": text, "show_alert": alert});
        self.send_once("answerCallbackQuery", &body).await;
    }

    /// Acknowledges a press before its turn had anything to say.
    pub(super) async fn acknowledge(&self, query: &str) {
        self.send_once("answerCallbackQuery", &json!({"callback_query_id": query})).await;
    }

    /// The messenger accepted a message: the first one that answers what was asked then, where it does.
    fn note_told(&self, saying: &Saying, asked_at: Option<DateTime<Utc>>) {
        if let Some(asked_at) = asked_at {
            self.metrics.answered_after(self.clock.now() - asked_at);
        }
        if let Some(due_at) = saying.due_at {
            self.metrics.reminded_after(self.clock.now() - due_at);
        }
    }

    /// For what is worth nothing later: acknowledgements and signs of work.
    async fn send_once(&self, method: &str, body: &Value) {
        if let Err(error) = self.call(method, Class::Answer, body).await {
            tracing::debug!(%error, method, "best effort was not enough");
        }
    }
}

/// Waits until no more than `left` are unmarked.
async fn wait_for_marks(unmarked: &mut VecDeque<oneshot::Receiver<()>>, left: usize) {
    while unmarked.len() > left {
        if let Some(is_done) = unmarked.pop_front() {
            // An error means that the marker has gone with the process's end: then the row says what is open.
            let _ = is_done.await;
        }
    }
}
