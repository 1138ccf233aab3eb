//! Hears what other processes announce: news in a chat of ours, that a replica has left its chats, or that something which
//! was held back is due.
//!
//! LISTEN needs a connection of its own, past any pooler; without one the search of the inbox finds the same, later.

use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio_util::sync::CancellationToken;

use super::Runner;
use crate::{db::Db, ids::ChatKey};

const PAUSE: Duration = Duration::from_millis(500);
/// The pool makes a connection anew with pauses of up to a fifth of this; an attempt that takes longer has failed.
const ACQUIRE: Duration = Duration::from_millis(2500);

/// Listens until `stop`, where there is a connection for it.
pub async fn listen(db: Db, runner: Runner, stop: CancellationToken) {
    let Some(direct) = db.direct().cloned() else { return };
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE).connect_lazy_with(direct);
    while !stop.is_cancelled() {
        tokio::select! {
            result = hear(&pool, &runner) => {
                if let Err(error) = result {
                    tracing::debug!(%error, "not listening, trying again");
                }
            }
            () = stop.cancelled() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stop.cancelled() => {}
        }
    }
}

async fn hear(pool: &sqlx::PgPool, runner: &Runner) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    let [own, shared] = runner.channels();
    listener.listen_all([own.as_str(), shared.as_str()]).await?;
    // Whatever was announced before.
    runner.search().await;
    loop {
        // `None`: the connection was lost and made anew; something may have been missed.
        match listener.try_recv().await? {
            Some(heard) if heard.channel() == own => {
                if let Ok(chat) = heard.payload().parse() {
                    runner.news_in(vec![ChatKey(chat)]);
                }
            }
            _ => {
                runner.schedule_changed();
                runner.search().await;
            }
        }
    }
}
