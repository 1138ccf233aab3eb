//! Turns in which no handler runs: the bot is switched off, or its person is banned.

use super::{
    super::{
        Incoming, Turn,
        store::{self, Closing, Entry},
    },
    Closed, Runner, Work,
};
use crate::standing::{self, Barred, PUT_OFF};

impl Runner {
    /// Why no handler is to run; `None` where one is.
    pub(super) fn barred(
        &self,
        turn: &Turn,
        is_on: bool,
        entry: &Entry,
        incoming: Option<&Incoming>,
    ) -> Option<Barred> {
        let why = standing::barred(turn.is_admin(), turn.person().banned, is_on)?;
        let reaction = &self.0.reaction;
        let is_open = match incoming {
            Some(incoming) => reaction.stays_open(turn, incoming),
            None => entry.kind == "event" && reaction.event_stays_open(&entry.body),
        };
        (!is_open).then_some(why)
    }

    /// An update is answered, what is due is held, the rest waits in the inbox without using up its tries.
    pub(super) async fn stand_aside(
        &self,
        turn: Turn,
        closing: Closing,
        work: &Work,
        incoming: Option<Incoming>,
        why: Barred,
    ) -> sqlx::Result<Option<Closed>> {
        match incoming {
            Some(incoming) => self.0.reaction.turn_away(&turn, &incoming, why),
            None if work.entry.kind == "due" => turn.write(standing::hold(&closing.seqs, why)),
            None => {
                let not_before = closing.now + PUT_OFF;
                let tries = work.entry.tries;
                store::put_off(&self.0.post.db, &closing.seqs, tries, not_before).await?;
                return Ok(None);
            }
        }
        self.finish(turn, closing, work, Ok(())).await
    }
}
