//! Retention: of rows on both sides of each limit exactly those behind it go.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::*;
use crate::{db::CORE, testing::db::TestDb};

/// One bot, one person. Names say what is to become of a row; `$1` is now.
const ROWS: [&str; 17] = [
    "INSERT INTO nexus.bots (id, code, name, created_at) VALUES (gen_random_uuid(), 'probe', 'Probe', $1)",
    "INSERT INTO nexus.accounts (id, bot_id, realm, external_id, created_at) SELECT gen_random_uuid(), id, 'local', 1, $1 FROM nexus.bots",
    "WITH person AS (INSERT INTO nexus.users (id, created_at) VALUES (gen_random_uuid(), $1) RETURNING id)
     INSERT INTO nexus.workspaces (id, kind, owner_id, created_at) SELECT gen_random_uuid(), 'personal', id, $1 FROM person",
    "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
     SELECT gen_random_uuid(), a.id, 1, '{}', r.name, $1 - r.age
     FROM nexus.accounts a, (VALUES ('goes: 30 days', interval '30 days 1 minute'), ('stays: not yet', interval '29 days 23 hours')) r(name, age)",
    "INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at, state)
     SELECT gen_random_uuid(), b.id, w.owner_id, w.id, n.name, gen_random_uuid(), ($1 - n.occurred) AT TIME ZONE 'UTC', 0, $1 - n.due, n.state
     FROM nexus.bots b, nexus.workspaces w, (VALUES
         ('goes: was due', interval '91 days', interval '91 days', 1),
         ('goes: cancelled', interval '91 days', interval '91 days', 2),
         ('stays: was due lately', interval '89 days', interval '89 days', 1),
         ('stays: its occurrence is ahead', interval '91 days', interval '-10 days', 1),
         ('stays: put off until lately', interval '89 days', interval '91 days', 1),
         ('stays: not yet told, the house was down', interval '91 days', interval '91 days', 0),
         ('stays: held for who blocked the bot', interval '91 days', interval '91 days', 3),
         ('stays: a dead entry is to tell it', interval '91 days', interval '91 days', 1)
     ) n(name, due, occurred, state)",
    "INSERT INTO nexus.files (sha256, bytes, used_at)
     SELECT sha256(convert_to(f.name, 'UTF8')), convert_to(f.name, 'UTF8'), $1 - f.age FROM (VALUES
         ('goes: sent the day before', interval '25 hours'),
         ('stays: sent today', interval '23 hours'),
         ('stays: still to be sent', interval '40 days'),
         ('stays: refused, and may be tried again', interval '29 days'),
         ('stays: to be tried again', interval '40 days'),
         ('stays: tried again, and given up', interval '40 days'),
         ('stays: a draft of a broadcast shows it', interval '40 days'),
         ('goes: a broadcast that is over showed it', interval '40 days')
     ) f(name, age)",
    "WITH needed AS (
         SELECT convert_from(bytes, 'UTF8') AS name,
             json_build_object('act', 'file', 'file', json_build_object('content', encode(sha256, 'hex'))) AS saying FROM nexus.files
     ), pending AS (
         INSERT INTO nexus.chats (account_id, chat, pending) SELECT a.id, 1, jsonb_build_array(saying)
         FROM nexus.accounts a, needed WHERE name = 'stays: still to be sent'
     ), again AS (
         INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state)
         SELECT a.id, 'saying', n.name || ' ', 1, n.saying::text, gen_random_uuid(), $1, CASE WHEN n.name LIKE '%given up' THEN 2 ELSE 0 END
         FROM nexus.accounts a, needed n WHERE n.name LIKE 'stays: t%'
     )
     INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
     SELECT gen_random_uuid(), a.id, 1, n.saying, 'stays: with its file', $1 - interval '29 days'
     FROM nexus.accounts a, needed n WHERE n.name LIKE 'stays: refused%'",
    "INSERT INTO nexus.file_ids (account_id, sha256, kind, name, file_id, used_at)
     SELECT a.id, sha256('x'), 'document', f.name, 'x', $1 - f.age FROM nexus.accounts a, (VALUES
         ('goes: not sent for long', interval '90 days 1 minute'), ('stays: sent not so long ago', interval '89 days')) f(name, age)",
    "INSERT INTO nexus.failures (kind, number, bot, what, cause, kind_key, cause_key, seen_at, gone_at)
     SELECT 'e', row_number() OVER (), '', '', f.name, 0, 0, $1 - interval '100 days', $1 - f.gone FROM (VALUES
         ('goes: tried again', interval '7 days 1 minute'), ('stays: tried again lately', interval '6 days'),
         ('stays: still dead', NULL)) f(name, gone)",
    "INSERT INTO nexus.alerts (id, rule, subject, since, detail, updated_at, closed_at)
     SELECT gen_random_uuid(), 'bot_down', a.name, $1 - interval '200 days', '{}', $1, $1 - a.closed FROM (VALUES
         ('goes: closed long ago', interval '91 days'), ('stays: closed', interval '89 days'), ('stays: lasts', NULL)) a(name, closed)",
    "INSERT INTO nexus.alert_mutes (key, label, until, muted_by, created_at)
     SELECT m.name, '', $1 - m.ran_out, u.id, $1 - interval '200 days' FROM nexus.users u, (VALUES
         ('goes: ran out', interval '91 days'), ('stays: ran out lately', interval '1 day'), ('stays: for ever', NULL)) m(name, ran_out)",
    "INSERT INTO nexus.operations (token_id, id, request, status, created_at)
     SELECT gen_random_uuid(), o.name, '', 204, $1 - o.age FROM (VALUES
         ('goes: a day old', interval '24 hours 1 minute'), ('stays: may be sent again', interval '23 hours')) o(name, age)",
    "INSERT INTO nexus.broadcasts (id, account_id, author, console, content, state, created_at)
     SELECT gen_random_uuid(), a.id, w.owner_id, a.bot_id, jsonb_build_array(jsonb_build_object(
         'language', 'en', 'text', '', 'photo', encode(f.sha256, 'hex'))),
         CASE WHEN convert_from(f.bytes, 'UTF8') LIKE '%draft%' THEN 'draft' ELSE 'done' END, $1
     FROM nexus.accounts a, nexus.workspaces w, nexus.files f WHERE convert_from(f.bytes, 'UTF8') LIKE '%a broadcast%'",
    "INSERT INTO nexus.broadcast_deliveries (broadcast_id, subscription_id, chat, language, state, cause, changed_at)
     SELECT b.id, gen_random_uuid(), 1, 'en', 4, d.name, $1 - d.age FROM nexus.broadcasts b, (VALUES
         ('goes: long over', 'done', interval '90 days 1 minute'), ('stays: over not so long', 'done', interval '89 days'),
         ('stays: it goes on', 'draft', interval '100 days')
     ) d(name, state, age) WHERE b.state = d.state",
    "INSERT INTO nexus.file_recipients (user_id, sha256, sent_at)
     SELECT w.owner_id, convert_to(f.name, 'UTF8'), $1 - f.age FROM nexus.workspaces w, (VALUES
         ('goes: had a file long ago', interval '90 days 1 minute'), ('stays: had a file', interval '89 days')) f(name, age)",
    "INSERT INTO nexus.feedback (id, user_id, bot_id, text, created_at)
     SELECT gen_random_uuid(), w.owner_id, b.id, f.name, $1 - f.age FROM nexus.workspaces w, nexus.bots b, (VALUES
         ('goes: written a year ago', interval '365 days 1 minute'), ('stays: written since', interval '364 days')) f(name, age)",
    "INSERT INTO nexus.requests (id, kind, user_id, actor_kind, actor, account_id, chat, person, created_at, finished_at, outcome)
     SELECT gen_random_uuid(), 'export', w.owner_id, 'person', r.name, a.id, 1, 1, $1 - interval '200 days', $1 - r.age,
         CASE WHEN r.age IS NOT NULL THEN 'done' END
     FROM nexus.workspaces w, nexus.accounts a, (VALUES ('goes: finished long ago', interval '90 days 1 minute'),
         ('stays: finished', interval '89 days'), ('stays: a bot is awaited', NULL)) r(name, age)",
];

/// `$1` is now. The dead entry's notification is looked up by its name.
const ENTRIES: &str = "INSERT INTO nexus.inbox (account_id, kind, source_key, chat, body, trace_id, received_at, state, cause)
    SELECT a.id, e.kind, e.name, 1, json_build_object('notifications', ARRAY(
        SELECT id FROM nexus.notifications WHERE kind = 'stays: a dead entry is to tell it'))::text, gen_random_uuid(), $1 - e.age, e.state, e.name
    FROM nexus.accounts a, (VALUES
        ('goes: done', 'update', interval '8 days', 1),
        ('stays: open', 'update', interval '100 days', 0),
        ('stays: dead', 'due', interval '100 days', 2),
        ('stays: done lately', 'update', interval '6 days', 1)
    ) e(name, kind, age, state)";

async fn fill(pool: &PgPool, now: DateTime<Utc>) {
    for sql in ROWS.into_iter().chain([ENTRIES]) {
        sqlx::query(sql).bind(now).execute(pool).await.expect(sql);
    }
}

#[tokio::test]
async fn exactly_what_nobody_needs_goes() {
    let test = TestDb::new(&[&CORE]).await;
    let clock = Clock::system();
    fill(&test.pool, clock.now()).await;
    const NAMES: &str =
        "SELECT cause FROM nexus.refused_sayings UNION ALL SELECT kind FROM nexus.notifications
        UNION ALL SELECT source_key FROM nexus.inbox UNION ALL SELECT convert_from(bytes, 'UTF8') FROM nexus.files
        UNION ALL SELECT name FROM nexus.file_ids UNION ALL SELECT cause FROM nexus.failures
        UNION ALL SELECT subject FROM nexus.alerts UNION ALL SELECT key FROM nexus.alert_mutes
        UNION ALL SELECT id FROM nexus.operations UNION ALL SELECT cause FROM nexus.broadcast_deliveries
        UNION ALL SELECT convert_from(sha256, 'UTF8') FROM nexus.file_recipients
        UNION ALL SELECT text FROM nexus.feedback UNION ALL SELECT actor FROM nexus.requests";
    let names =
        async || -> Vec<String> { sqlx::query_scalar(NAMES).fetch_all(&test.pool).await.expect("names") };
    let mut before = names().await;
    pass(&test.db, &clock, &Retention::default()).await.expect("done");
    let after = names().await;
    assert!(before.len() > after.len() && after.iter().all(|name| name.starts_with("stays")), "{after:#?}");
    before.retain(|name| name.starts_with("stays"));
    assert_eq!(before.len(), after.len(), "nothing else has gone: {after:#?}");
}

#[tokio::test]
async fn periods_are_those_of_the_configuration() {
    let test = TestDb::new(&[&CORE]).await;
    let clock = Clock::system();
    fill(&test.pool, clock.now()).await;
    let done = async || -> i64 {
        let count = "SELECT count(*) FROM nexus.inbox WHERE state = 1";
        sqlx::query_scalar(count).fetch_one(&test.pool).await.expect("a number")
    };
    for (days, left) in [(9, 2), (7, 1), (2, 0)] {
        let keep = Retention { inbox: chrono::TimeDelta::days(days), ..Retention::default() };
        pass(&test.db, &clock, &keep).await.expect("done");
        assert_eq!(done().await, left, "{days} days");
    }
}
