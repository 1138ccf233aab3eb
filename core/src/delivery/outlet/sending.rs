//! One saying on its way to the messenger.

use serde_json::{Value, json};

use super::{
    super::{
        Saying,
        mail::{Attempt, Look, set_if},
        saying::{Act, Place},
    },
    FIRST_PAUSE, LONGEST_PAUSE, Outcome, Outlet,
};

impl Outlet<'_> {
    pub(super) async fn send(&mut self, saying: &Saying) -> Outcome {
        match &saying.act {
            Act::Message { place, text, keyboard, silent, thread, class } => {
                let look =
                    Look { text, keyboard, silent: *silent, thread: *thread, class: *class, file: None };
                self.send_message(place, look).await
            }
            Act::File { file, caption, keyboard, silent, thread, class } => {
                let look = Look {
                    text: caption,
                    keyboard,
                    silent: *silent,
                    thread: *thread,
                    class: *class,
                    file: Some(file),
                };
                self.send_new(look).await
            }
            Act::Answer { .. } => {
                self.post.answer_press(saying).await;
                Outcome::Sent(None)
            }
            Act::Working { action, thread } => {
                let mut body = json!({"chat_id": self.chat, "action": action});
                set_if(&mut body, "message_thread_id", thread.map(Value::from));
                self.post.send_once("sendChatAction", &body).await;
                Outcome::Sent(None)
            }
        }
    }

    async fn send_message(&mut self, place: &Place, look: Look<'_>) -> Outcome {
        let (target, slot) = match place {
            Place::New(slot) => (None, slot.clone()),
            Place::Slot(slot) => (self.slots.get(slot).and_then(Value::as_i64), Some(slot.clone())),
            Place::Message { id, slot } => (Some(*id), Some(slot.clone())),
        };
        let target = target.filter(|_| look.keyboard.fits_an_edit());
        let outcome = match target {
            Some(id) => match self.edit(id, look).await {
                Outcome::Refused(_) => self.send_new(look).await,
                Outcome::Sent(_) => Outcome::Sent(Some(id)),
                other => other,
            },
            None => self.send_new(look).await,
        };
        if let (Outcome::Sent(Some(id)), Some(slot)) = (&outcome, slot) {
            self.slots.insert(slot, (*id).into());
        }
        outcome
    }

    async fn edit(&self, id: i64, look: Look<'_>) -> Outcome {
        let mut body = look.body(self.chat);
        body["message_id"] = id.into();
        self.deliver("editMessageText", body, look).await
    }

    async fn send_new(&self, look: Look<'_>) -> Outcome {
        self.deliver(look.method(), look.new_body(self.chat), look).await
    }

    /// Sends until the messenger decided, waiting out floods, its own trouble and a lost network.
    async fn deliver(&self, method: &str, mut body: Value, look: Look<'_>) -> Outcome {
        let mut pause = FIRST_PAUSE;
        loop {
            tokio::select! {
                () = self.post.permit(look, self.chat) => {}
                () = self.called_off() => return Outcome::Kept,
            }
            if self.post.lost.is_cancelled() {
                return Outcome::Kept;
            }
            match self.post.attempt(method, self.chat, &mut body, look).await {
                Attempt::Sent(id) => return Outcome::Sent(id),
                Attempt::Refused(cause) => return Outcome::Refused(cause),
                Attempt::Blocked => return Outcome::Blocked,
                Attempt::Moved { to, cause } => return Outcome::Moved { to, cause },
                Attempt::Flooded | Attempt::Again => continue,
                Attempt::Failed(error) => tracing::warn!(%error, method, "sending failed, trying again"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = self.called_off() => return Outcome::Kept,
            }
        }
    }

    /// Completes when nothing more is to be sent from here.
    async fn called_off(&self) {
        tokio::select! {
            () = self.post.stop.cancelled() => {}
            () = self.has_moved.cancelled() => {}
        }
    }
}
