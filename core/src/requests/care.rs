//! What goes on without anybody writing: people are told who is missing, and last traces go.

use std::time::Duration;

use chrono::TimeDelta;

use super::{remains, store};
use crate::{clock::Clock, db::Db};

/// How often to look. Both questions are answered by an index that is nearly always empty.
const LOOK: Duration = Duration::from_secs(2);

/// Looks after requests as long as the process runs. Several processes may: each statement does a thing once.
pub(crate) async fn care(db: Db, clock: Clock) {
    loop {
        if let Err(error) = pass(&db, &clock).await {
            tracing::warn!(%error, "cannot look after people's requests, next time then");
        }
        wait(&db, &clock).await;
    }
}

async fn pass(db: &Db, clock: &Clock) -> sqlx::Result<()> {
    store::file_late(db, clock.now()).await?;
    remains::clear(db, clock).await
}

async fn wait(db: &Db, clock: &Clock) {
    let late = store::next_late(db).await.ok().flatten();
    let late = late.unwrap_or_else(|| clock.now() + TimeDelta::hours(1));
    tokio::select! {
        () = tokio::time::sleep(LOOK) => {}
        () = clock.sleep_until(late) => {}
    }
}
