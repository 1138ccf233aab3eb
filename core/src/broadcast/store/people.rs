//! Who is meant by a segment, counted and noted down.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};

use super::super::{Content, Segment, segment::Limits};
use crate::{
    ids::{AccountId, BroadcastId, SubscriptionId},
    locale::Language,
};

/// More people than this are "more than so many".
pub const MOST_COUNTED: i64 = 100_000;

/// Who may be sent to at all: the one place where that is written. Of a subscription `s`, its user `u` and its identity `p`.
macro_rules! reachable {
    () => {
        "s.home_chat IS NOT NULL AND s.blocked_at IS NULL AND s.paused_at IS NULL AND u.banned_at IS NULL AND u.erased_at IS NULL
         AND NOT EXISTS (SELECT FROM nexus.accounts own WHERE own.realm = p.realm AND own.external_id = p.external_id)"
    };
}
pub(super) use reachable;

/// The user and the identity of a subscription `s`, which is at home in the account `$1`.
macro_rules! with_person {
    () => {
        "JOIN nexus.users u ON u.id = s.user_id
         JOIN nexus.accounts a ON a.id = s.home_account
         JOIN LATERAL (SELECT * FROM nexus.identities i WHERE i.user_id = s.user_id AND i.realm = a.realm LIMIT 1) p ON true"
    };
}

/// The language in which bots speak to somebody, as far as they said or their messenger does; see [`Language::from_tag`].
macro_rules! language {
    () => {
        "coalesce(u.language, substring(lower(p.language_code) FROM '^(en|ru|uk|pl)(?:[-_]|$)'))"
    };
}

/// Of the languages `$2`, in which it is written, the one for somebody.
macro_rules! version {
    () => {
        concat!("CASE WHEN ", language!(), " = ANY ($2) THEN ", language!(), " ELSE $2[1] END")
    };
}

/// The conditions of a segment, `$3` to `$9`.
macro_rules! segment {
    () => {
        concat!(
            "($3::text[] IS NULL OR coalesce(",
            language!(),
            ", 'en') = ANY ($3))
             AND ($4::timestamptz IS NULL OR s.last_interaction_at >= $4)
             AND ($5::timestamptz IS NULL OR s.last_interaction_at < $5)
             AND ($6::timestamptz IS NULL OR s.installed_at >= $6)
             AND ($7::timestamptz IS NULL OR s.installed_at < $7)
             AND ($8::text IS NULL OR u.tier = $8)
             AND ($9::uuid IS NULL OR EXISTS (SELECT FROM nexus.subscriptions other
                 WHERE other.user_id = s.user_id AND other.bot_id = $9 AND other.blocked_at IS NULL))"
        )
    };
}

macro_rules! bind_segment {
    ($query:expr, $account:expr, $written:expr, $limits:expr) => {{
        let Limits { languages, active_since, silent_since, joined_since, joined_before, tier, also } =
            $limits;
        $query
            .bind($account)
            .bind($written)
            .bind(languages)
            .bind(active_since)
            .bind(silent_since)
            .bind(joined_since)
            .bind(joined_before)
            .bind(tier)
            .bind(also)
    }};
}

/// How many people, where counting has an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Exactly(i64),
    MoreThan(i64),
}

impl Bound {
    fn of(count: i64) -> Self {
        if count > MOST_COUNTED { Self::MoreThan(MOST_COUNTED) } else { Self::Exactly(count) }
    }

    pub const fn number(self) -> i64 {
        match self {
            Self::Exactly(count) | Self::MoreThan(count) => count,
        }
    }
}

/// How many people are meant, and how many of them get which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub all: Bound,
    /// Of those who were counted; a language that nobody gets is not among them.
    pub by_language: Vec<(Language, i64)>,
}

/// Counts who would get a broadcast if it started now.
///
/// # Errors
/// When the database does not answer.
pub async fn recipients_by_language(
    db: impl PgExecutor<'_>,
    account: AccountId,
    segment: &Segment,
    content: &Content,
    now: DateTime<Utc>,
) -> sqlx::Result<Counted> {
    let query = sqlx::query_as(concat!(
        "SELECT version, count(*) FROM (
             SELECT ",
        version!(),
        " AS version FROM nexus.subscriptions s ",
        with_person!(),
        " WHERE s.bot_id = (SELECT bot_id FROM nexus.accounts WHERE id = $1) AND s.home_account = $1 AND ",
        reachable!(),
        " AND ",
        segment!(),
        " LIMIT $10
         ) recipient GROUP BY version ORDER BY count(*) DESC, version"
    ));
    let query = bind_segment!(query, account, written(content), segment.limits(now)).bind(MOST_COUNTED + 1);
    let rows: Vec<(Option<String>, i64)> = query.fetch_all(db).await?;
    let all = Bound::of(rows.iter().map(|(_, count)| count).sum());
    let by_language =
        rows.iter().filter_map(|(code, count)| Some((Language::from_tag(code.as_deref()?)?, *count)));
    Ok(Counted { all, by_language: by_language.collect() })
}

fn written(content: &Content) -> Vec<&'static str> {
    content.0.iter().map(|version| version.language.code()).collect()
}

/// How far the noting down has come.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Gathering {
    /// The last subscription that was looked at; `None` before the first.
    pub gathered_after: Option<SubscriptionId>,
    pub is_gathered: bool,
}

/// Notes down those recipients who are among the next `page` subscriptions of the bot. `None`: it does not run any more, or
/// another process has gone on with it.
#[expect(clippy::too_many_arguments, reason = "what a broadcast is, spelled out once")]
pub async fn gather(
    db: impl PgExecutor<'_>,
    broadcast: BroadcastId,
    account: AccountId,
    segment: &Segment,
    content: &Content,
    after: Option<SubscriptionId>,
    started_at: DateTime<Utc>,
    page: i64,
) -> sqlx::Result<Option<Gathering>> {
    // One that has an account of its own for each messenger has its people there.
    let query = sqlx::query_as(concat!(
        "WITH page AS MATERIALIZED (
             SELECT s.* FROM nexus.subscriptions s
             WHERE s.bot_id = (SELECT bot_id FROM nexus.accounts WHERE id = $1) AND ($10::uuid IS NULL OR s.id > $10)
             ORDER BY s.id LIMIT $11
         ), noted AS (
             INSERT INTO nexus.broadcast_deliveries (broadcast_id, subscription_id, chat, language, changed_at)
             SELECT $12, s.id, s.home_chat, ",
        version!(),
        ", $13 FROM page s ",
        with_person!(),
        " WHERE s.home_account = $1 AND s.installed_at <= $13 AND ",
        reachable!(),
        " AND ",
        segment!(),
        " ON CONFLICT DO NOTHING
             RETURNING 1
         )
         UPDATE nexus.broadcasts SET
             gathered_after = coalesce((SELECT id FROM page ORDER BY id DESC LIMIT 1), gathered_after),
             is_gathered = (SELECT count(*) FROM page) < $11,
             recipients = recipients + (SELECT count(*) FROM noted)
         WHERE id = $12 AND state = 'running' AND NOT is_gathered AND gathered_after IS NOT DISTINCT FROM $10
         RETURNING gathered_after, is_gathered"
    ));
    bind_segment!(query, account, written(content), segment.limits(started_at))
        .bind(after)
        .bind(page)
        .bind(broadcast)
        .bind(started_at)
        .fetch_optional(db)
        .await
}
