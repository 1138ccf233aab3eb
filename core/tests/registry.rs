//! The registry's statements on a real server.
#![cfg(unix)]

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    db::CORE,
    ids::{AccountId, BotId, ChatKey, ExternalId, Realm},
    locale::Language,
    registry::{
        Person, Profile,
        store::{
            ListedBot, Meeting, Presence, bots_of, mark_blocked, person_came, upsert_account, upsert_bot,
        },
    },
    testing::db::TestDb,
};

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A bot with one account per realm number given, each newer than the one before.
async fn bot(test: &TestDb, code: &str, about: &[(Language, String)], accounts: &[(Realm, i64)]) -> BotId {
    let (bot, _) = upsert_bot(&test.db, Presence { code, name: code, about }, NOW).await.expect("a bot");
    for (age, (realm, number)) in (0..).zip(accounts) {
        let username = format!("{code}_{number}");
        let made = NOW + TimeDelta::days(age);
        let account = upsert_account(&test.db, bot, *realm, ExternalId(*number), &username, made).await;
        assert!(account.expect("a statement").is_some(), "its own account");
    }
    bot
}

async fn came(test: &TestDb, bot: BotId, now: DateTime<Utc>) -> Person {
    let profile = Profile {
        id: ExternalId(77),
        first_name: "Anna".to_owned(),
        last_name: None,
        username: None,
        language_code: None,
    };
    let meeting = Meeting { realm: Realm::Local, bot, profile: &profile, home: None, now };
    person_came(&test.db, meeting).await.expect("registered")
}

fn names(bots: &[ListedBot]) -> Vec<(&str, bool)> {
    bots.iter().map(|bot| (bot.code.as_str(), bot.installed_at.is_some())).collect()
}

#[tokio::test]
async fn bots_are_listed_once_the_last_used_first() {
    let test = TestDb::new(&[&CORE]).await;
    let about = [(Language::En, "Plans".to_owned()), (Language::Uk, "Плани".to_owned())];
    let coach =
        bot(&test, "coach", &about, &[(Realm::Local, 1), (Realm::Local, 2), (Realm::Telegram, 3)]).await;
    let desk = bot(&test, "desk", &[], &[(Realm::Local, 4)]).await;
    bot(&test, "kitchen", &[], &[(Realm::Local, 5)]).await;
    bot(&test, "elsewhere", &[], &[(Realm::Max, 6)]).await;
    came(&test, coach, NOW).await;
    let anna = came(&test, desk, NOW + TimeDelta::hours(1)).await;

    let list = |language| bots_of(&test.db, anna.user, Realm::Local, language);
    let seen = list(Language::Uk).await.expect("a list");
    assert_eq!(names(&seen), [("desk", true), ("coach", true), ("kitchen", false)]);
    assert_eq!(seen[1].username.as_deref(), Some("coach_2"), "the newest account of this realm");
    assert_eq!((seen[1].about.as_str(), seen[0].about.as_str()), ("Плани", ""));
    assert_eq!(list(Language::Pl).await.expect("a list")[1].about, "Plans", "English stands in");

    // Using it again moves it up.
    came(&test, coach, NOW + TimeDelta::hours(2)).await;
    assert_eq!(names(&list(Language::En).await.expect("a list"))[0], ("coach", true));
}

/// Somebody with this number, as their messenger tells about them.
fn profile(number: i64, name: &str) -> Profile {
    Profile {
        id: ExternalId(number),
        first_name: name.to_owned(),
        last_name: None,
        username: None,
        language_code: None,
    }
}

async fn count(test: &TestDb, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&test.pool).await.expect("a number")
}

/// Two hundred updates of one new person reach three bots at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_person_is_registered_once_under_any_concurrency() {
    let test = TestDb::new(&[&CORE]).await;
    let mut bots = Vec::new();
    for (number, code) in ["coach", "desk", "kitchen"].into_iter().enumerate() {
        bots.push(bot(&test, code, &[], &[(Realm::Local, number as i64)]).await);
    }
    let anna = profile(77, "Anna");
    let calls = (0..200).map(|call| {
        let meeting =
            Meeting { realm: Realm::Local, bot: bots[call % 3], profile: &anna, home: None, now: NOW };
        person_came(&test.db, meeting)
    });
    let people: Vec<Person> = futures::future::try_join_all(calls).await.expect("all of them are registered");
    let first = &people[0];
    assert!(people.iter().all(|person| person.user == first.user && person.personal == first.personal));
    let mut subscriptions: Vec<_> = people.iter().map(|person| person.subscription).collect();
    subscriptions.sort_unstable();
    subscriptions.dedup();
    assert_eq!(subscriptions.len(), 3);
    for (sql, expected) in [
        ("SELECT count(*) FROM nexus.users", 1),
        ("SELECT count(*) FROM nexus.identities", 1),
        ("SELECT count(*) FROM nexus.workspaces WHERE kind = 'personal'", 1),
        ("SELECT count(*) FROM nexus.members WHERE role = 'owner'", 1),
        ("SELECT count(*) FROM nexus.subscriptions", 3),
    ] {
        assert_eq!(count(&test, sql).await, expected, "{sql}");
    }
}

/// The other race: many new people at once, each of them twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_new_people_do_not_get_into_each_others_way() {
    let test = TestDb::new(&[&CORE]).await;
    let coach = bot(&test, "coach", &[], &[(Realm::Local, 1)]).await;
    let profiles: Vec<Profile> = (0..50).map(|number| profile(number, "x")).collect();
    let calls = profiles.iter().chain(profiles.iter().rev()).map(|profile| {
        person_came(&test.db, Meeting { realm: Realm::Local, bot: coach, profile, home: None, now: NOW })
    });
    futures::future::try_join_all(calls).await.expect("all of them are registered");
    assert_eq!(count(&test, "SELECT count(*) FROM nexus.users").await, 50);
    assert_eq!(count(&test, "SELECT count(*) FROM nexus.members").await, 50);
}

#[tokio::test]
async fn a_profile_follows_the_messenger_and_the_choices_stay() {
    let test = TestDb::new(&[&CORE]).await;
    let coach = bot(&test, "coach", &[], &[(Realm::Local, 1)]).await;
    let anna = came(&test, coach, NOW).await;
    sqlx::query("UPDATE nexus.users SET language = 'uk', zone = 'Europe/Kyiv'")
        .execute(&test.pool)
        .await
        .expect("chosen");
    let renamed = Profile {
        last_name: Some("K".to_owned()),
        username: Some("anna_k".to_owned()),
        language_code: Some("pl".to_owned()),
        ..profile(77, "Hanna")
    };
    let meeting = Meeting { realm: Realm::Local, bot: coach, profile: &renamed, home: None, now: NOW };
    let hanna = person_came(&test.db, meeting).await.expect("known");
    assert_eq!((hanna.user, hanna.subscription), (anna.user, anna.subscription));
    assert_eq!(hanna.language(), Language::Uk, "what was chosen counts for more than the messenger's");
    assert_eq!(hanna.zone(), chrono_tz::Europe::Kyiv);
    let kept = "SELECT count(*) FROM nexus.identities WHERE first_name = 'Hanna' AND last_name = 'K'
        AND username = 'anna_k' AND language_code = 'pl'";
    assert_eq!(count(&test, kept).await, 1);
}

#[tokio::test]
async fn the_same_number_in_another_realm_is_another_person() {
    let test = TestDb::new(&[&CORE]).await;
    let coach = bot(&test, "coach", &[], &[(Realm::Local, 1), (Realm::Telegram, 1), (Realm::Max, 1)]).await;
    let anna = profile(77, "Anna");
    let mut users = Vec::new();
    for realm in [Realm::Local, Realm::Telegram, Realm::Max] {
        let meeting = Meeting { realm, bot: coach, profile: &anna, home: None, now: NOW };
        users.push(person_came(&test.db, meeting).await.expect("registered").user);
    }
    users.sort_unstable();
    users.dedup();
    assert_eq!(users.len(), 3);
}

#[tokio::test]
async fn who_comes_back_is_no_longer_blocked_and_what_was_held_is_scheduled() {
    let test = TestDb::new(&[&CORE]).await;
    let coach = bot(&test, "coach", &[], &[(Realm::Local, 1)]).await;
    let desk = bot(&test, "desk", &[], &[(Realm::Local, 2)]).await;
    let account = sqlx::query_scalar("SELECT id FROM nexus.accounts WHERE bot_id = $1").bind(coach);
    let account: AccountId = account.fetch_one(&test.pool).await.expect("an account");
    let (anna, chat) = (profile(77, "Anna"), ChatKey(77));
    let private =
        Meeting { realm: Realm::Local, bot: coach, profile: &anna, home: Some((account, chat)), now: NOW };
    person_came(&test.db, private).await.expect("registered");
    came(&test, desk, NOW).await;
    mark_blocked(&test.db, account, chat, NOW).await.expect("noted");
    let hold = "INSERT INTO nexus.notifications (id, bot_id, user_id, workspace_id, kind, subject, occurrence, offset_minutes, due_at, state)
        SELECT gen_random_uuid(), b.id, u.id, w.id, k, gen_random_uuid(), '2026-01-01', 0, 'epoch', 3
        FROM nexus.bots b, nexus.users u JOIN nexus.workspaces w ON w.owner_id = u.id, unnest(ARRAY['a', 'b']) k";
    sqlx::query(hold).execute(&test.pool).await.expect("held");
    let held = "SELECT count(*) FROM nexus.notifications WHERE state = 3";

    // In a group nobody unblocks anything.
    let group = person_came(&test.db, Meeting { home: None, ..private }).await.expect("known");
    assert!(group.blocked);
    assert_eq!(count(&test, held).await, 4);
    let back = person_came(&test.db, private).await.expect("known");
    assert!(!back.blocked);
    assert_eq!(count(&test, held).await, 2, "what another bot holds stays held");
}
