//! What belongs to a person: as a file, deleted, paused, whatever happens in between.

use std::time::Duration;

use nexus_core::{
    audit::Actor,
    db::{CORE, Sql},
    ids::{NotificationId, UserId},
    prelude::*,
    requests::{Ask, Asked, Erased, Kind, ask},
    testing::{TestHouse, db::columns_with},
};
use serde_json::{Value, json};
use telegram_local::{Bot as Account, Chat};
use uuid::Uuid;

use crate::{
    support::{World, on_text},
    turns::TINY,
};

/// Nothing of anybody is left to be removed.
const CLEAR: &str = "SELECT NOT EXISTS (SELECT FROM nexus.remains)";
const NOTHING_OPEN: &str = crate::support::NOTHING_OPEN;

/// Keeps what people write in a table of its own, remembers the last word, and reminds in an hour.
async fn keep(turn: Turn, text: String) -> anyhow::Result<()> {
    turn.write(
        Sql::new("INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, $2, 1)")
            .bind(turn.workspace())
            .bind(text.clone()),
    );
    turn.patch_state(json!({"last": text}));
    turn.patch_settings(json!({"loud": text}));
    turn.undo_button("Undo", &json!({"note": text}))?;
    turn.go(&json!({"draft": text}))?;
    let due_at = turn.now() + Duration::from_secs(3600);
    turn.plan(Notification {
        id: NotificationId::new(),
        kind: format!("note {text}"),
        subject: Uuid::now_v7(),
        occurrence: due_at.naive_utc(),
        offset_minutes: 0,
        snooze: 0,
        due_at,
    });
    turn.send_file(File::document(&format!("{text}.txt"), format!("this is {text}")))?;
    turn.say(Html::escape(&format!("kept {text}")));
    Ok(())
}

async fn notes(turn: Turn) -> anyhow::Result<Value> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM tiny.notes ORDER BY body")
        .fetch_all(&mut *turn.db().await?)
        .await?;
    Ok(json!({"notes": bodies}))
}

async fn drop_notes(turn: Turn) -> anyhow::Result<Erased> {
    turn.write(Sql::new("DELETE FROM tiny.notes"));
    Ok(Erased::Done)
}

async fn home(turn: Turn) -> anyhow::Result<()> {
    turn.show(Html::escape("home"));
    Ok(())
}

async fn remind(turn: Turn, due: Vec<Due>) -> anyhow::Result<()> {
    turn.say(Html::escape(&format!("reminder of {}", due.len())));
    Ok(())
}

fn keeper(code: &'static str, name: &'static str) -> Bot {
    Bot::new(code, name, on_text(keep)).home(home).due(remind).export(notes).erase(drop_notes)
}

fn diary() -> Bot {
    keeper("diary", "Diary")
}

/// Has no tables.
fn garden() -> Bot {
    let hello = |turn: Turn, text: String| async move {
        turn.patch_state(json!({"grows": text}));
        turn.say(Html::escape(&format!("planted {text}")));
        Ok(())
    };
    Bot::new("garden", "Garden", on_text(hello)).home(home)
}

struct Two {
    world: World,
    garden: Account,
}

impl Two {
    async fn start() -> Self {
        let mut world = World::over(diary(), &[&CORE, &TINY]).await;
        let account = world.telegram.bot("garden_bot").await;
        world.house.start(garden(), &account.token).await;
        Self { world, garden: account }
    }

    /// Somebody who wrote to both.
    async fn known(&self, name: &str, word: &str) -> (Chat, Chat) {
        let person = self.world.telegram.person(name).username(&format!("{name}_u")).create().await;
        let (diary, garden) = (person.chat(&self.world.bot).await, person.chat(&self.garden).await);
        diary.send(word).await;
        diary.expect(&format!("kept {word}")).await;
        garden.send(word).await;
        garden.expect(&format!("planted {word}")).await;
        (diary, garden)
    }

    /// Runs only the diary from here on.
    async fn only_diary(&mut self) {
        self.reopen(&[true, false]).await;
    }

    async fn reopen(&mut self, [diary_runs, garden_runs]: &[bool; 2]) {
        let house = TestHouse::open(&self.world.test, self.world.telegram.url(), &[]).await;
        std::mem::replace(&mut self.world.house, house).stop().await;
        if *diary_runs {
            self.world.house.start(diary(), &self.world.bot.token).await;
        }
        if *garden_runs {
            self.world.house.start(garden(), &self.garden.token).await;
        }
    }
}

async fn delete_everything(chat: &Chat) {
    chat.send("/delete_me").await;
    chat.expect("Delete my data").await;
    chat.press("Everything").await;
    chat.expect("Delete everything about you in all bots?").await;
    chat.press("Yes, delete everything").await;
    chat.expect("being deleted").await;
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[tokio::test]
async fn an_export_is_one_file_of_all_bots_with_nothing_of_others() {
    let two = Two::start().await;
    let (anna, _) = two.known("Anna", "apfelbaum").await;
    two.known("Boris", "birke").await;
    anna.send("/export").await;
    anna.expect("I am collecting").await;
    let file = anna.expect_file("Your data").await;
    assert_eq!(file.name, "export.json");
    let (export, text) = (parsed(&file.bytes), String::from_utf8(file.bytes).expect("UTF-8"));
    assert_eq!(export["bots"]["diary"]["data"], json!({"notes": ["apfelbaum"]}));
    assert_eq!(export["bots"]["garden"]["state"]["grows"], "apfelbaum");
    assert_eq!(export["bots"]["diary"]["planned"][0]["kind"], "note apfelbaum");
    assert_eq!(export["person"]["identities"][0]["first_name"], "Anna");
    assert_eq!(export["history"][0]["action"], "user.export");
    assert_eq!(export["missing"], json!([]));
    assert!(!text.contains("birke") && !text.contains("Boris"), "{text}");
    export["made_at"].as_str().expect("a text").parse::<chrono::DateTime<chrono::Utc>>().expect("RFC 3339");
    let answers = "SELECT count(*) FROM nexus.request_parts WHERE answer IS NOT NULL";
    assert_eq!(two.world.number(answers).await, 0, "what was told is kept no longer");

    anna.send("/export").await;
    anna.expect("The next one is possible in 1 hour").await;
    anna.assert_quiet().await;
    two.world.stop().await;
}

#[tokio::test]
async fn a_bot_that_is_down_is_named_and_its_part_follows() {
    let mut two = Two::start().await;
    let (anna, _) = two.known("Anna", "apfelbaum").await;
    two.only_diary().await;
    anna.send("/export").await;
    anna.expect("I am collecting").await;
    anna.send("/export").await;
    anna.expect("already under way").await;
    two.world.pass(Duration::from_secs(181)).await;
    let file = anna.expect_file("Not answering just now: Garden").await;
    let export = parsed(&file.bytes);
    assert_eq!(export["missing"], json!(["Garden"]));
    assert_eq!(export["bots"]["diary"]["data"]["notes"], json!(["apfelbaum"]));
    assert!(export["bots"]["garden"].get("data").is_none(), "{export}");
    two.reopen(&[true, true]).await;
    let rest = anna.expect_file("what was missing").await;
    assert_eq!(rest.name, "export-2.json");
    let rest = parsed(&rest.bytes);
    assert_eq!(rest["bots"].as_object().expect("bots").keys().collect::<Vec<_>>(), ["garden"]);
    anna.assert_quiet().await;
    two.world.stop().await;
}

#[tokio::test]
async fn after_everything_is_deleted_nothing_of_the_person_is_found() {
    let two = Two::start().await;
    let (anna, garden) = two.known("Annabella", "apfelbaum").await;
    let (boris, _) = two.known("Boris", "birke").await;
    anna.send("/feedback apfelbaum is great").await;
    anna.expect("Thank you").await;
    anna.send("/export").await;
    anna.expect_file("Your data").await;
    let number =
        two.world.text("SELECT external_id::text FROM nexus.identities WHERE first_name = 'Annabella'").await;
    for marker in ["Annabella", "apfelbaum", &number] {
        assert!(!columns_with(&two.world.test.pool, marker).await.expect("searched").is_empty(), "{marker}");
    }
    delete_everything(&anna).await;
    anna.expect("Everything about you is deleted").await;
    two.world.until("nothing is left", CLEAR).await;
    for marker in ["Annabella", "apfelbaum", &number] {
        let left = columns_with(&two.world.test.pool, marker).await.expect("searched");
        assert_eq!(left, Vec::<String>::new(), "{marker} is found");
    }
    for marker in ["Boris", "birke"] {
        assert!(!columns_with(&two.world.test.pool, marker).await.expect("searched").is_empty(), "{marker}");
    }
    assert_eq!(two.world.number("SELECT count(*) FROM tiny.notes").await, 1);
    assert_eq!(two.world.number("SELECT count(*) FROM nexus.users WHERE erased_at IS NOT NULL").await, 1);

    // Somebody new, in both chats, whose rows have gone; and the other is who he was.
    anna.send("/start").await;
    anna.expect("Hello, Annabella!").await;
    garden.send("tulips").await;
    garden.expect("planted tulips").await;
    assert_eq!(two.world.number("SELECT count(*) FROM nexus.users").await, 3);
    boris.send("buche").await;
    boris.expect("kept buche").await;
    for chat in [anna, garden, boris] {
        chat.assert_quiet().await;
    }
    two.world.stop().await;
}

#[tokio::test]
async fn deleting_goes_on_after_a_stop_and_waits_for_who_is_down() {
    let mut two = Two::start().await;
    let (anna, _) = two.known("Annabella", "apfelbaum").await;
    two.only_diary().await;
    delete_everything(&anna).await;
    two.world.until("the diary did its part", "SELECT NOT EXISTS (SELECT FROM tiny.notes)").await;
    two.world.pass(Duration::from_secs(181)).await;
    anna.expect("Not answering just now: Garden").await;
    anna.send("/delete_me").await;
    anna.expect("already being deleted").await;
    // The diary is stopped while the garden does its part, and finds the rest to do when it comes back.
    two.reopen(&[false, true]).await;
    two.world
        .until(
            "the garden did its part",
            "SELECT NOT EXISTS (SELECT FROM nexus.request_parts WHERE state = 'asked')",
        )
        .await;
    assert_eq!(two.world.number("SELECT count(*) FROM nexus.identities").await, 1, "core's part is the last");
    two.reopen(&[true, true]).await;
    anna.expect("Everything about you is deleted").await;
    two.world.until("nothing is left", CLEAR).await;
    for marker in ["Annabella", "apfelbaum"] {
        assert_eq!(columns_with(&two.world.test.pool, marker).await.expect("searched"), Vec::<String>::new());
    }
    anna.assert_quiet().await;
    two.world.stop().await;
}

#[tokio::test]
async fn deleting_is_asked_twice_and_can_be_left_until_then() {
    let two = Two::start().await;
    let (anna, _) = two.known("Anna", "apfelbaum").await;
    let requests = "SELECT count(*) FROM nexus.requests";
    anna.send("/delete_me").await;
    let asked = anna.expect("Everything:").await;
    assert!(asked.text.contains("Diary, Garden"), "{asked}");
    anna.press("Everything").await;
    anna.expect("cannot be undone").await;
    anna.press("No, keep it").await;
    anna.expect("home").await;
    // A button of before, a command in between, and a question that is too old.
    anna.send("/delete_me").await;
    anna.expect("Delete my data").await;
    anna.press("Only Diary").await;
    let last = anna.expect("Delete all that Diary keeps").await;
    let confirm =
        last.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().expect("data").to_owned();
    anna.send("/cancel").await;
    anna.expect("Cancelled").await;
    assert!(anna.press_on(last.message_id, &confirm).await.text.contains("out of date"));
    anna.expect("Delete my data").await;
    anna.press("Only Diary").await;
    anna.expect("Delete all that Diary keeps").await;
    two.world.pass(Duration::from_secs(16 * 60)).await;
    assert!(anna.press("Yes, delete my Diary data").await.text.contains("out of date"));
    anna.expect("Delete my data").await;
    assert_eq!(two.world.number(requests).await, 0);
    anna.assert_quiet().await;
    two.world.stop().await;
}

#[tokio::test]
async fn one_bot_forgets_and_the_others_do_not() {
    let two = Two::start().await;
    let (anna, garden) = two.known("Anna", "apfelbaum").await;
    let (boris, _) = two.known("Boris", "birke").await;
    anna.send("/delete_me").await;
    anna.expect("Delete my data").await;
    anna.press("Only Diary").await;
    anna.expect("Delete all that Diary keeps").await;
    anna.press("Yes, delete my Diary data").await;
    anna.expect("Diary has forgotten you").await;
    two.world.until("nothing is left", CLEAR).await;
    let left = columns_with(&two.world.test.pool, "apfelbaum").await.expect("searched");
    // What the other bot keeps, and the files, which are not one bot's.
    let of_garden =
        ["nexus.file_ids.name", "nexus.files.bytes", "nexus.inbox.body", "nexus.subscriptions.state"];
    assert_eq!(left, of_garden);
    assert_eq!(two.world.number("SELECT count(*) FROM nexus.users WHERE erased_at IS NOT NULL").await, 0);
    garden.send("more").await;
    garden.expect("planted more").await;
    anna.send("again").await;
    anna.expect("kept again").await;
    boris.send("/export").await;
    let file = boris.expect_file("Your data").await;
    assert_eq!(parsed(&file.bytes)["bots"]["diary"]["data"], json!({"notes": ["birke"]}));
    two.world.stop().await;
}

#[tokio::test]
async fn a_bot_may_say_what_has_to_be_settled_first() {
    let mut world = World::over(diary(), &[&CORE, &TINY]).await;
    let account = world.telegram.bot("inn_bot").await;
    let held = |_: Turn| async { Ok(Erased::Held(Html::escape("hand over <The Inn> first"))) };
    let echo = on_text(|turn, text| async move {
        turn.say(Html::escape(&text));
        Ok(())
    });
    world.house.start(Bot::new("inn", "Inn", echo).home(home).erase(held), &account.token).await;
    let person = world.telegram.person("Anna").create().await;
    let (anna, inn) = (person.chat(&world.bot).await, person.chat(&account).await);
    anna.send("apfelbaum").await;
    anna.expect("kept").await;
    inn.send("hi").await;
    inn.expect("hi").await;
    delete_everything(&anna).await;
    let told = anna.expect("hand over <The Inn> first").await;
    assert!(told.text.contains("Deleted: Diary") && told.text.contains("/delete_me again"), "{told}");
    assert_eq!(world.number("SELECT count(*) FROM nexus.identities").await, 1);
    inn.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn an_admin_may_ask_on_a_persons_behalf_also_for_who_blocked_the_bots() {
    let two = Two::start().await;
    let (anna, garden) = two.known("Annabella", "apfelbaum").await;
    let user = UserId(
        sqlx::query_scalar("SELECT user_id FROM nexus.identities")
            .fetch_one(&two.world.test.pool)
            .await
            .expect("a user"),
    );
    let (db, now) = (&two.world.house.house.db, two.world.house.house.clock.now());
    let token = Actor::Service(Uuid::now_v7());
    let mut transaction = db.begin_as_owner().await.expect("begun");
    let asked = ask(&mut transaction, Ask::new(Kind::Export, user, token), now).await.expect("asked");
    assert!(matches!(asked, Asked::Begun(_)), "{asked:?}");
    transaction.commit().await.expect("committed");
    garden.expect_file("Your data").await;

    anna.block().await;
    garden.block().await;
    two.world.until("both are blocked", "SELECT count(blocked_at) = 2 FROM nexus.subscriptions").await;
    let mut transaction = db.begin_as_owner().await.expect("begun");
    let asked = ask(&mut transaction, Ask::new(Kind::Erase, user, token), now).await.expect("asked");
    assert!(matches!(asked, Asked::Begun(_)), "{asked:?}");
    let again = ask(&mut transaction, Ask::new(Kind::Erase, user, token), now).await.expect("asked");
    assert!(matches!(again, Asked::UnderWay(_)), "{again:?}");
    transaction.commit().await.expect("committed");
    two.world.until("they are erased", "SELECT erased_at IS NOT NULL FROM nexus.users").await;
    two.world.until("nothing is left", CLEAR).await;
    assert_eq!(
        columns_with(&two.world.test.pool, "apfelbaum").await.expect("searched"),
        Vec::<String>::new()
    );
    let mut transaction = db.begin_as_owner().await.expect("begun");
    let gone = ask(&mut transaction, Ask::new(Kind::Erase, user, token), now).await.expect("asked");
    assert_eq!(gone, Asked::NobodyThere);
    drop(transaction);
    let log = two
        .world
        .text("SELECT string_agg(actor_kind || ' ' || action, ', ' ORDER BY number) FROM nexus.audit_log")
        .await;
    assert_eq!(log, "service user.export, service user.erase, system user.erased");
    two.world.stop().await;
}

#[tokio::test]
async fn a_paused_bot_holds_its_reminders_until_it_is_resumed() {
    let two = Two::start().await;
    let (anna, _) = two.known("Anna", "apfelbaum").await;
    sqlx::query("UPDATE nexus.subscriptions SET paused_at = installed_at")
        .execute(&two.world.test.pool)
        .await
        .expect("paused");
    anna.send("birke").await;
    anna.expect("kept birke").await;
    anna.expect("I am paused, so I will not remind you").await;
    two.world.pass(Duration::from_secs(2 * 3600)).await;
    two.world.until("both are held", "SELECT count(*) = 2 FROM nexus.notifications WHERE state = 3").await;
    anna.send("/settings").await;
    anna.expect("Paused").await;
    assert!(anna.press("Resume").await.text.contains("Diary writes to you again"));
    let settings = anna.expect("Settings").await;
    assert!(!settings.to_string().contains("Resume"), "{settings}");
    two.world.pass(Duration::from_secs(20)).await;
    anna.expect("reminder of 2").await;
    anna.assert_quiet().await;
    two.world.until("nothing is open", NOTHING_OPEN).await;
    two.world.stop().await;
}

/// Known to a program's registry only: nobody has to be waited for.
#[tokio::test]
async fn who_never_met_a_bot_is_erased_at_once() {
    let world = World::over(diary(), &[&CORE, &TINY]).await;
    let user = UserId::new();
    let (db, now) = (&world.house.house.db, world.house.house.clock.now());
    let mut transaction = db.begin_as_owner().await.expect("begun");
    for statement in [
        "INSERT INTO nexus.users (id, created_at) VALUES ($1, now())",
        "INSERT INTO nexus.identities (realm, external_id, user_id, first_name, created_at)
         VALUES ('telegram', 77, $1, 'Annabella', now())",
    ] {
        sqlx::query(statement).bind(user).execute(&mut *transaction).await.expect("registered");
    }
    let wanted = |kind| Ask::new(kind, user, Actor::Operator);
    assert_eq!(ask(&mut transaction, wanted(Kind::Export), now).await.expect("asked"), Asked::NobodyThere);
    assert_eq!(ask(&mut transaction, wanted(Kind::Erase), now).await.expect("asked"), Asked::Done);
    transaction.commit().await.expect("committed");
    world.until("nothing is left", CLEAR).await;
    assert_eq!(columns_with(&world.test.pool, "Annabella").await.expect("searched"), Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn in_a_group_there_is_only_the_way_to_the_private_chat() {
    let world = World::over(diary(), &[&CORE, &TINY]).await;
    let anna = world.chat("Anna").await;
    anna.send("apfelbaum").await;
    anna.expect("kept").await;
    let person = world.number("SELECT external_id FROM nexus.identities").await;
    for command in ["/privacy", "/export", "/delete_me", "/feedback", "/feedback hello"] {
        // The answer goes to a chat that she can see, so that it can be read here.
        let fields = json!({"text": command, "chat": {"id": person, "type": "supergroup", "title": "Garden"},
            "from": {"id": person, "is_bot": false, "first_name": "Anna"}});
        world.inject_message(fields).await;
        let seen = anna.expect("Let's talk about it in private").await;
        assert_eq!(seen.raw["reply_markup"]["inline_keyboard"][0][0]["url"], "https://t.me/probe_bot");
    }
    assert_eq!(world.number("SELECT count(*) FROM nexus.requests").await, 0);
    assert_eq!(world.number("SELECT count(*) FROM nexus.feedback").await, 0);
    anna.assert_quiet().await;
    world.stop().await;
}

/// A table that names people is emptied for them, or knows them by their id alone.
#[tokio::test]
async fn every_table_that_knows_people_is_erased_or_keeps_the_id_alone() {
    let world = World::with(crate::support::echo()).await;
    let known = world
        .text(
            "SELECT string_agg(DISTINCT c.conrelid::regclass::text, ' ' ORDER BY c.conrelid::regclass::text)
             FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = 'nexus.users'::regclass",
        )
        .await;
    // A new one belongs into core/src/requests/store/erasing.rs as well.
    // Of those who took over an alert, muted one, wrote a broadcast or asked for a backup only the id is kept.
    let erased = "nexus.admins nexus.alert_mutes nexus.alerts nexus.backups nexus.broadcast_watchers nexus.broadcasts \
                  nexus.feedback nexus.file_recipients nexus.identities nexus.members nexus.notifications \
                  nexus.remains nexus.requests nexus.subscriptions nexus.undos nexus.workspaces";
    assert_eq!(known, erased);
    world.stop().await;
}
