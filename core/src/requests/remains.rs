//! The last traces: what delivery needs to get the last word out, and has to forget once it is.
//!
//! The turn that erases somebody also says so, and what it says is owned, sent and marked like all else: in the chat's
//! row, by an entry of the inbox. So those two, and what else the inbox holds of the person for its seven days, go after
//! it, here. A chat whose row has gone gets a new one as soon as somebody writes there (see the runner's `claim`).

use crate::{clock::Clock, db::Db};

use super::store;

/// Removes what may go by now, person by person.
pub(super) async fn clear(db: &Db, clock: &Clock) -> sqlx::Result<()> {
    while store::remains_due(db, clock.now()).await? {
        let mut transaction = db.begin_as_owner().await?;
        let Some(remains) = store::next_remains(&mut *transaction, clock.now()).await? else {
            // Another process is at it.
            return transaction.rollback().await;
        };
        store::remove(&mut transaction, &remains, clock.now()).await?;
        transaction.commit().await?;
    }
    Ok(())
}
