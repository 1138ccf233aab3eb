//! Segments, noting down, claims and marks on a real server.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    super::{Activity, Content, Joined, Phase, Segment, Tier, Version},
    *,
};
use crate::{
    db::CORE,
    ids::{AccountId, BotId, BroadcastId, ProcessId, SubscriptionId, UserId},
    locale::Language,
    screen::Html,
    testing::db::TestDb,
};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// `$1` is now. A bot with two accounts, another bot, and people of the first, most of whom are named after what sets them
/// apart from Anna. Three use the other bot too.
const HOUSE: [&str; 7] = [
    "INSERT INTO nexus.bots (id, code, name, created_at)
     SELECT gen_random_uuid(), code, code, $1 FROM unnest(ARRAY['coach', 'desk']) b(code)",
    "INSERT INTO nexus.accounts (id, bot_id, realm, external_id, created_at)
     SELECT gen_random_uuid(), id, realm, number, $1 FROM nexus.bots,
         (VALUES ('local', 1), ('telegram', 2)) a(realm, number) WHERE code = 'coach'",
    "CREATE TEMPORARY TABLE people AS SELECT gen_random_uuid() AS id, p.*, row_number() OVER () + 100 AS chat FROM (VALUES
         ('anna', 'en', NULL, 'anonymous', 1, 1), ('chose polish', 'en', 'pl', 'anonymous', 1, 1),
         ('ukrainian messenger', 'uk-UA', NULL, 'anonymous', 1, 1), ('speaks german', 'de', NULL, 'premium', 1, 1),
         ('unknown language', NULL, NULL, 'anonymous', 1, 1), ('silent', 'en', NULL, 'signed_in', 60, 20),
         ('old', 'ru', NULL, 'anonymous', 100, 1), ('blocked', 'en', NULL, 'premium', 1, 1),
         ('banned', 'en', NULL, 'premium', 1, 1), ('erased', 'en', NULL, 'premium', 1, 1),
         ('homeless', 'en', NULL, 'premium', 1, 1), ('elsewhere', 'en', NULL, 'premium', 1, 1),
         ('a bot', 'en', NULL, 'premium', 1, 1)
     ) p(name, tag, language, tier, joined, active)",
    "INSERT INTO nexus.users (id, language, tier, created_at, banned_at, erased_at)
     SELECT id, language, tier, $1, CASE name WHEN 'banned' THEN $1 END, CASE name WHEN 'erased' THEN $1 END FROM people",
    "INSERT INTO nexus.identities (realm, external_id, user_id, first_name, language_code, created_at)
     SELECT CASE name WHEN 'elsewhere' THEN 'telegram' ELSE 'local' END, CASE name WHEN 'a bot' THEN 1 ELSE chat END,
         id, name, tag, $1 FROM people",
    "INSERT INTO nexus.subscriptions
         (id, user_id, bot_id, installed_at, last_interaction_at, blocked_at, home_account, home_chat)
     SELECT gen_random_uuid(), p.id, b.id, $1 - p.joined * interval '1 day', $1 - p.active * interval '1 day',
         CASE p.name WHEN 'blocked' THEN $1 END, a.id, CASE WHEN p.name <> 'homeless' THEN chat END
     FROM people p, nexus.bots b JOIN nexus.accounts a ON a.bot_id = b.id
     WHERE a.realm = CASE p.name WHEN 'elsewhere' THEN 'telegram' ELSE 'local' END",
    "INSERT INTO nexus.subscriptions (id, user_id, bot_id, installed_at, last_interaction_at, blocked_at)
     SELECT gen_random_uuid(), p.id, b.id, $1, $1, CASE p.name WHEN 'silent' THEN $1 END
     FROM people p, nexus.bots b WHERE b.code = 'desk' AND p.name IN ('anna', 'old', 'silent')",
];

struct Stage {
    test: TestDb,
    account: AccountId,
    desk: BotId,
}

impl Stage {
    async fn set() -> Self {
        let test = TestDb::new(&[&CORE]).await;
        // One connection, which has the temporary table.
        let mut db = test.pool.acquire().await.expect("a connection");
        for sql in HOUSE {
            sqlx::query(sql).bind(NOW).execute(&mut *db).await.expect(sql);
        }
        drop(db);
        let account = one(&test.pool, "SELECT id FROM nexus.accounts WHERE realm = 'local'").await;
        let desk = one(&test.pool, "SELECT id FROM nexus.bots WHERE code = 'desk'").await;
        Self { account: AccountId(account), desk: BotId(desk), test }
    }

    async fn broadcast(&self, phase: &str, segment: &Segment) -> BroadcastId {
        let id = BroadcastId::new();
        sqlx::query(
            "INSERT INTO nexus.broadcasts (id, account_id, author, console, segment, content, state, created_at, started_at)
             SELECT $1, a.id, u.id, a.bot_id, $3, $4, $5, $6, $6 FROM nexus.accounts a, nexus.users u WHERE a.id = $2 LIMIT 1",
        )
        .bind(id)
        .bind(self.account)
        .bind(sqlx::types::Json(segment))
        .bind(sqlx::types::Json(content()))
        .bind(phase)
        .bind(NOW)
        .execute(&self.test.pool)
        .await
        .expect("a broadcast");
        id
    }

    async fn gather(&self, id: BroadcastId, segment: &Segment, page: i64) -> usize {
        let (mut after, mut pages) = (None, 0);
        loop {
            pages += 1;
            let gathered =
                gather(&self.test.db, id, self.account, segment, &content(), after, NOW, page).await;
            let gathered = gathered.expect("a statement").expect("it runs");
            after = gathered.gathered_after;
            if gathered.is_gathered {
                return pages;
            }
        }
    }

    async fn noted(&self, id: BroadcastId) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT p.first_name FROM nexus.broadcast_deliveries d JOIN nexus.subscriptions s ON s.id = d.subscription_id
             JOIN nexus.identities p ON p.user_id = s.user_id WHERE d.broadcast_id = $1 ORDER BY p.external_id",
        )
        .bind(id)
        .fetch_all(&self.test.pool)
        .await
        .expect("names")
    }
}

async fn one(pool: &PgPool, sql: &'static str) -> Uuid {
    sqlx::query_scalar(sql).fetch_one(pool).await.expect(sql)
}

/// Written in Russian first, and in English.
fn content() -> Content {
    let version = |language| Version { language, text: Html::escape("x"), photo: None, buttons: vec![] };
    Content(vec![version(Language::Ru), version(Language::En)])
}

fn spoken(languages: &[Language]) -> Segment {
    Segment { languages: languages.to_vec(), ..Segment::default() }
}

#[tokio::test]
async fn a_segment_means_whom_it_says_and_nobody_who_is_not_to_be_sent_to() {
    let stage = Stage::set().await;
    let everybody =
        ["anna", "chose polish", "ukrainian messenger", "speaks german", "unknown language", "silent", "old"];
    let cases: [(Segment, &[&str]); 10] = [
        (Segment::default(), &everybody),
        (spoken(&[Language::Pl]), &["chose polish"]),
        (spoken(&[Language::Uk, Language::Ru]), &["ukrainian messenger", "old"]),
        (spoken(&[Language::En]), &["anna", "speaks german", "unknown language", "silent"]),
        (Segment { activity: Some(Activity::NotFor(7)), ..Segment::default() }, &["silent"]),
        (Segment { joined: Some(Joined::Before(30)), ..Segment::default() }, &["silent", "old"]),
        (
            Segment {
                joined: Some(Joined::Within(90)),
                activity: Some(Activity::NotFor(7)),
                ..Segment::default()
            },
            &["silent"],
        ),
        (Segment { tier: Some(Tier::Premium), ..Segment::default() }, &["speaks german"]),
        (Segment { also: Some(stage.desk), ..Segment::default() }, &["anna", "old"]),
        (
            Segment { tier: Some(Tier::SignedIn), activity: Some(Activity::Within(7)), ..Segment::default() },
            &[],
        ),
    ];
    for (segment, expected) in cases {
        let counted = recipients_by_language(&stage.test.db, stage.account, &segment, &content(), NOW).await;
        assert_eq!(counted.expect("a count").all, Bound::Exactly(expected.len() as i64), "{segment:?}");
        let id = stage.broadcast("running", &segment).await;
        stage.gather(id, &segment, 1000).await;
        assert_eq!(stage.noted(id).await, expected, "{segment:?}");
    }
}

#[tokio::test]
async fn each_gets_the_version_in_their_language_else_the_authors_first() {
    let stage = Stage::set().await;
    let counted =
        recipients_by_language(&stage.test.db, stage.account, &Segment::default(), &content(), NOW).await;
    // Polish, Ukrainian, German and nothing known: Russian is what was written first.
    assert_eq!(counted.expect("a count").by_language, [(Language::Ru, 5), (Language::En, 2)]);
}

#[tokio::test]
async fn noting_down_goes_on_where_it_was_and_doubles_nobody() {
    let stage = Stage::set().await;
    let segment = Segment::default();
    let id = stage.broadcast("running", &segment).await;
    let (db, account, content) = (&stage.test.db, stage.account, content());
    // A process died after the first page, and its successor begins anew beside another one.
    let first = gather(db, id, account, &segment, &content, None, NOW, 2).await.expect("a page");
    assert!(first.is_some_and(|page| !page.is_gathered));
    assert!(gather(db, id, account, &segment, &content, None, NOW, 2).await.expect("asked").is_none());
    let after = first.and_then(|page| page.gathered_after);
    let (one, other) = tokio::join!(
        gather(db, id, account, &segment, &content, after, NOW, 3),
        gather(db, id, account, &segment, &content, after, NOW, 3),
    );
    let went_on: Vec<_> = [one, other].into_iter().filter_map(|page| page.expect("asked")).collect();
    let [page] = &went_on[..] else { unreachable!("{went_on:?}") };
    let rest = gather(db, id, account, &segment, &content, page.gathered_after, NOW, 1000).await;
    assert!(rest.expect("a page").is_some_and(|page| page.is_gathered));
    let found = find(db, id).await.expect("asked").expect("there");
    assert_eq!((found.totals.recipients, found.totals.is_gathered), (7, true));
    assert_eq!(stage.noted(id).await.len(), 7);
}

#[tokio::test]
async fn who_joins_after_the_start_is_not_in_it() {
    let stage = Stage::set().await;
    let id = stage.broadcast("running", &Segment::default()).await;
    sqlx::query("UPDATE nexus.subscriptions SET installed_at = $1 WHERE home_chat = 101")
        .bind(NOW + TimeDelta::seconds(1))
        .execute(&stage.test.pool)
        .await
        .expect("joined later");
    stage.gather(id, &Segment::default(), 4).await;
    assert!(!stage.noted(id).await.contains(&"anna".to_owned()));
}

#[tokio::test]
async fn what_is_in_hand_is_its_owners_until_somebody_takes_over() {
    let stage = Stage::set().await;
    let (db, segment) = (&stage.test.db, Segment::default());
    let id = stage.broadcast("running", &segment).await;
    stage.gather(id, &segment, 1000).await;
    let (one, other) = (ProcessId::new(), ProcessId::new());
    let claimed = claim(db, id, one, None, 3).await.expect("claimed");
    let last = claimed.last().map(|last| last.subscription);
    assert_eq!((claimed.len(), claim(db, id, other, None, 10).await.expect("claimed").len()), (3, 4));
    assert!(claim(db, id, one, last, 10).await.expect("claimed").is_empty());
    let fates = [Fate::Delivered(Some(9)), Fate::Blocked, Fate::Failed("chat not found".into())];
    let settled: Vec<Settled> =
        claimed.iter().zip(fates).map(|(to, fate)| Settled { subscription: to.subscription, fate }).collect();
    let foreign = settle(db, id, other, &settled[..1], 0, NOW).await.expect("asked").expect("there");
    assert_eq!(foreign.settled, 0, "it is in somebody else's hand");
    for _ in 0..2 {
        let standing = settle(db, id, one, &settled, 0, NOW).await.expect("asked").expect("there");
        assert_eq!(
            standing,
            Standing { state: Phase::Running, settled: 3 },
            "once, however often it is said"
        );
    }
    assert!(!finish(db, id, NOW).await.expect("asked"), "four are in hand");
    assert_eq!(take_over(db, stage.account, Some(other)).await.expect("asked"), 0);
    assert_eq!(take_over(db, stage.account, Some(one)).await.expect("asked"), 4);
    assert_eq!(claim(db, id, one, None, 10).await.expect("claimed").len(), 4);
    let totals = find(db, id).await.expect("asked").expect("there").totals;
    assert_eq!((totals.delivered, totals.blocked, totals.failed, totals.left()), (1, 1, 1, 4));
    let causes = causes_of(db, id, 5).await.expect("asked");
    assert_eq!(causes, [Cause { cause: "chat not found".into(), count: 1 }]);
    let lines = deliveries_after(db, id, None, 100).await.expect("asked");
    assert_eq!(lines.iter().filter(|line| line.state == "sending").count(), 4);
    let blocked = one_of(&claimed, &lines, "blocked");
    let noted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM nexus.subscriptions WHERE id = $1 AND blocked_at = $2")
            .bind(blocked)
            .bind(NOW)
            .fetch_one(&stage.test.pool)
            .await
            .expect("a number");
    assert_eq!(noted, 1, "the bot falls silent for them");
}

fn one_of(claimed: &[Claimed], lines: &[DeliveryLine], state: &str) -> SubscriptionId {
    let found = lines.iter().find(|line| line.state == state).expect("one of them").subscription;
    assert!(claimed.iter().any(|to| to.subscription == found));
    found
}

#[tokio::test]
async fn who_leaves_between_noting_down_and_sending_is_not_sent_to() {
    let stage = Stage::set().await;
    let id = stage.broadcast("running", &Segment::default()).await;
    stage.gather(id, &Segment::default(), 1000).await;
    for sql in [
        "UPDATE nexus.subscriptions SET blocked_at = $1 WHERE home_chat = 101",
        "UPDATE nexus.users SET banned_at = $1 WHERE id = (SELECT user_id FROM nexus.subscriptions WHERE home_chat = 102)",
        "DELETE FROM nexus.identities WHERE external_id = 103 AND $1 IS NOT NULL",
    ] {
        sqlx::query(sql).bind(NOW).execute(&stage.test.pool).await.expect(sql);
    }
    let mut claimed = claim(&stage.test.db, id, ProcessId::new(), None, 100).await.expect("claimed");
    claimed.sort_by_key(|to| to.chat);
    let seen: Vec<_> = claimed.iter().take(4).map(|to| (to.chat.0, to.is_reachable, to.is_blocked)).collect();
    assert_eq!(seen, [(101, false, true), (102, false, false), (103, false, false), (104, true, false)]);
}

#[tokio::test]
async fn only_one_of_two_who_decide_at_once_has_an_effect() {
    let stage = Stage::set().await;
    let db = &stage.test.db;
    let id = stage.broadcast("draft", &Segment::default()).await;
    let seen = find(db, id).await.expect("asked").expect("there");
    assert!(change_segment(db, &seen, &spoken(&[Language::Pl])).await.expect("asked"));
    assert!(!change_content(db, &seen, &content()).await.expect("asked"), "it was changed since");
    assert!(!schedule(db, id, seen.revision, NOW).await.expect("asked"));
    let seen = find(db, id).await.expect("asked").expect("there");
    let (one, other) =
        tokio::join!(schedule(db, id, seen.revision, NOW), schedule(db, id, seen.revision, NOW));
    assert_ne!(one.expect("asked"), other.expect("asked"));
    assert!(!discard(db, id).await.expect("asked"), "no draft any more");
    assert_eq!(begin(db, stage.account, NOW - TimeDelta::seconds(1)).await.expect("asked"), []);
    assert_eq!(begin(db, stage.account, NOW).await.expect("asked"), [id]);
    assert!(!unschedule(db, id).await.expect("asked"), "it has begun");
    for (done, expected) in [
        (pause(db, id).await, true),
        (pause(db, id).await, false),
        (resume(db, id).await, true),
        (stop(db, id, NOW).await, true),
        (stop(db, id, NOW).await, false),
        (resume(db, id).await, false),
    ] {
        assert_eq!(done.expect("asked"), expected);
    }
    assert!(next_job(db, stage.account).await.expect("asked").is_none());
}

#[tokio::test]
async fn what_became_of_whom_is_forgotten_when_it_is_over() {
    let stage = Stage::set().await;
    let (db, segment) = (&stage.test.db, Segment::default());
    let (over, running) =
        (stage.broadcast("running", &segment).await, stage.broadcast("running", &segment).await);
    stage.gather(over, &segment, 1000).await;
    stage.gather(running, &segment, 1000).await;
    assert!(stop(db, over, NOW).await.expect("asked"));
    assert_eq!(prune_deliveries(db, NOW, 100).await.expect("asked"), 0, "not yet");
    let later = NOW + TimeDelta::seconds(1);
    assert_eq!(prune_deliveries(db, later, 5).await.expect("asked"), 5);
    assert_eq!(prune_deliveries(db, later, 100).await.expect("asked"), 2);
    assert_eq!((stage.noted(over).await.len(), stage.noted(running).await.len()), (0, 7));
    assert_eq!(find(db, over).await.expect("asked").expect("there").totals.recipients, 7);
    let nobody = watchers(db, running).await.expect("asked");
    assert!(nobody.is_empty(), "{nobody:?}");
    assert_eq!(watchers(db, over).await.expect("asked").len(), 1, "its author hears of the end");
    let author = watchers(db, over).await.expect("asked").remove(0);
    assert!(!author.is_watching && !is_watched_by(db, over, author.user).await.expect("asked"));
    watch(db, running, author.user).await.expect("watched");
    watch(db, over, author.user).await.expect("watched");
    assert!(is_watched_by(db, over, author.user).await.expect("asked"));
    assert!(!is_watched_by(db, running, author.user).await.expect("asked"), "one at a time");
    assert!(watchers(db, over).await.expect("asked").iter().all(|watcher| watcher.is_watching));
    look_away(db, author.user).await.expect("looked away");
    assert!(!is_watched_by(db, over, author.user).await.expect("asked"));
    assert!(!is_watched_by(db, over, UserId::new()).await.expect("asked"));
}
