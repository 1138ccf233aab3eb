//! A message that the messenger refused, said again because an operator wants it so: an entry that core works off by
//! itself. What it says is stored, owned, sent and marked as what any turn says.

use super::{
    super::{
        Effects, Saying,
        saying::{Act, Place},
        store::{Closing, Entry},
    },
    Closed, Runner,
};

pub(super) const KIND: &str = "saying";

impl Runner {
    /// The turn of such an entry, whose body is the saying. No handler takes part, so nobody has to be met.
    pub(super) async fn say_again(&self, closing: Closing, entry: &Entry) -> sqlx::Result<Option<Closed>> {
        match serde_json::from_str::<Saying>(&entry.body) {
            Ok(saying) => {
                let effects = Effects { acts: vec![anew(saying.act)], ..Effects::default() };
                self.close(entry, closing, effects).await
            }
            Err(error) => self.fail(None, closing, entry, error.into()).await,
        }
    }
}

/// A message of its own: the one that it was to replace may show something newer by now.
fn anew(act: Act) -> Act {
    match act {
        Act::Message { text, keyboard, silent, thread, class, .. } => {
            Act::Message { place: Place::New(None), text, keyboard, silent, thread, class }
        }
        other => other,
    }
}
