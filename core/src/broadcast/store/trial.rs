//! A draft's picture, and its words to the one who tries them out.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::super::Photo;
use crate::{
    delivery::{Act, ContentId, Place, Saying},
    ids::{AccountId, UserId},
    permits::Class,
    screen::{Html, Keyboard},
};

/// Sends a version to one person, who uses the bot, in the bot's own voice. Says whether they do.
///
/// # Errors
/// When the database does not answer, or the version cannot be written.
pub async fn trial(
    db: impl PgExecutor<'_>,
    account: AccountId,
    user: UserId,
    key: &str,
    look: (Html, Keyboard, Option<Photo>),
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let saying = Saying { id: key.to_owned(), seq: 0, due_at: None, act: act_of(look) };
    let filed = sqlx::query(
        "INSERT INTO nexus.inbox AS i (account_id, kind, source_key, chat, body, trace_id, received_at)
         SELECT s.home_account, 'saying', $3, s.home_chat, $4, gen_random_uuid(), $5
         FROM nexus.subscriptions s JOIN nexus.accounts a ON a.id = s.home_account AND a.bot_id = s.bot_id
         WHERE a.id = $1 AND s.user_id = $2 AND s.home_chat IS NOT NULL AND s.blocked_at IS NULL
         ON CONFLICT (account_id, kind, source_key) DO NOTHING
         RETURNING (SELECT pg_notify('nexus_' || replace(c.owner::text, '-', ''), c.chat::text)
             FROM nexus.chats c WHERE c.account_id = i.account_id AND c.chat = i.chat AND c.owner IS NOT NULL)",
    );
    let filed = filed.bind(account).bind(user).bind(key).bind(serde_json::to_string(&saying)?).bind(now);
    Ok(filed.execute(db).await?.rows_affected() > 0)
}

fn act_of((text, keyboard, photo): (Html, Keyboard, Option<Photo>)) -> Act {
    let (silent, thread, class) = (false, None, Class::Answer);
    match photo {
        Some(photo) => Act::File { file: photo.file(), caption: text, keyboard, silent, thread, class },
        None => Act::Message { place: Place::New(None), text, keyboard, silent, thread, class },
    }
}

/// Stores a picture's bytes.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_photo(db: impl PgExecutor<'_>, bytes: &[u8], now: DateTime<Utc>) -> sqlx::Result<Photo> {
    let content = ContentId::of(bytes);
    sqlx::query(
        "INSERT INTO nexus.files (sha256, bytes, used_at) VALUES ($1, $2, $3)
         ON CONFLICT (sha256) DO UPDATE SET used_at = greatest(nexus.files.used_at, excluded.used_at)",
    )
    .bind(content.bytes().to_vec())
    .bind(bytes)
    .bind(now)
    .execute(db)
    .await?;
    Ok(Photo(content))
}
