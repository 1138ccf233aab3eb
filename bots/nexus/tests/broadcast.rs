//! Broadcasts over the wire: from an admin's first word to what many people read, in the house that production runs.
#![cfg(unix)]

use std::time::Duration;

use insta::assert_snapshot;
use nexus_core::{
    audit,
    config::{Config, SendLimits, SendingConfig},
    db::CORE,
    dptree,
    prelude::*,
    testing::{TestHouse, db::TestDb},
};
use serde_json::{Value, json};
use telegram_local::{Bot as Account, Chat, Person, Telegram};

const LIMIT: Duration = Duration::from_secs(20);
/// The head of a PNG of 2 by 3 pixels, which is all that is looked at.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03";

/// The registry's bot with two admins, and a bot that people use.
struct Suite {
    telegram: Telegram,
    nexus: Account,
    sample: Account,
    admins: [Person; 2],
    house: TestHouse,
    test: TestDb,
}

fn sample_bot() -> Bot {
    let echo = |turn: Turn, message: Message| async move {
        turn.say(Html::escape(message.text().unwrap_or_default()));
        Ok(())
    };
    Bot::new("sample", "Sample", dptree::entry().branch(Update::filter_message().endpoint(echo)))
}

impl Suite {
    async fn start(limits: Option<SendLimits>) -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let (nexus, sample) = (telegram.bot("nexus_bot").await, telegram.bot("sample_bot").await);
        let admins = [
            telegram.person("Ada").zone("Europe/Warsaw").create().await,
            telegram.person("Bolesław").language("pl").create().await,
        ];
        let test = TestDb::new(&[&CORE]).await;
        let config = TestHouse::config(&test, telegram.url());
        let ids = admins.iter().map(|admin| nexus_core::ids::ExternalId(admin.id)).collect();
        let sending = SendingConfig { limits };
        let mut house = TestHouse::with(Config { admins: ids, sending, ..config }).await;
        house.start(nexus::bot(), &nexus.token).await;
        house.start(sample_bot(), &sample.token).await;
        Self { telegram, nexus, sample, admins, house, test }
    }

    /// An admin's chat with the registry's bot, past the first questions.
    async fn admin(&self, number: usize, language: &str, skip: &str) -> Chat {
        let chat = self.admins[number].chat(&self.nexus).await;
        chat.send("/start").await;
        chat.press(language).await;
        chat.press(skip).await;
        chat.expect_that("the main screen", |seen| !seen.buttons.is_empty()).await;
        chat
    }

    async fn ada(&self) -> Chat {
        self.admin(0, "English", "Skip").await
    }

    /// Somebody who uses the sample bot.
    async fn reader(&self, name: &str, language: &str) -> Chat {
        let chat = self.telegram.person(name).language(language).create().await.chat(&self.sample).await;
        chat.send("hi").await;
        chat.expect("hi").await;
        chat
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }

    async fn until(&self, what: &str, sql: &'static str) {
        let poll = async {
            while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&self.test.pool).await.unwrap_or(false) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        assert!(tokio::time::timeout(LIMIT, poll).await.is_ok(), "waited in vain until {what}");
    }

    /// What the audit log has about broadcasts, the oldest first.
    async fn audited(&self) -> Vec<(String, String)> {
        let search = audit::Search { action: Some("broadcast.".into()), ..audit::Search::default() };
        let mut entries = audit::search(&self.house.house.db, &search, 100).await.expect("entries");
        entries.reverse();
        entries.into_iter().map(|entry| (entry.action, format!("{:?}", entry.after))).collect()
    }

    /// A draft of the sample bot with an English text, and its card.
    async fn draft(&self, chat: &Chat, text: &str) {
        chat.send("/broadcast").await;
        chat.expect("Broadcasts").await;
        chat.press("New broadcast").await;
        chat.expect("Which bot").await;
        chat.press("Sample").await;
        chat.expect("Write what Sample is to say").await;
        chat.send(text).await;
        chat.expect("Draft of a broadcast").await;
    }

    /// To the question whether it is to be sent, and yes.
    async fn send_now(&self, chat: &Chat) {
        chat.press("Send…").await;
        chat.expect("When is it to begin?").await;
        chat.press("Now").await;
        chat.expect("Send this broadcast?").await;
        chat.press("Send (").await;
    }
}

/// What the button with this label carries.
fn data(seen: &Value, label: &str) -> String {
    let rows = seen["reply_markup"]["inline_keyboard"].as_array().expect("buttons");
    let mut buttons = rows.iter().flat_map(|row| row.as_array().into_iter().flatten());
    let button = buttons.find(|button| button["text"].as_str().is_some_and(|text| text.contains(label)));
    button.expect(label)["callback_data"].as_str().expect("a callback").to_owned()
}

#[tokio::test]
async fn from_the_first_word_to_the_report() {
    let suite = Suite::start(None).await;
    let readers = [
        suite.reader("Anna", "en").await,
        suite.reader("Zofia <3", "pl").await,
        suite.reader("Иван", "ru").await,
        suite.reader("Оля", "uk").await,
    ];
    let chat = suite.ada().await;
    chat.send("/broadcast").await;
    assert_snapshot!(chat.expect("Broadcasts").await, @r"
    <b>📣 Broadcasts</b>

    Nothing has been sent yet. A broadcast is written, aimed and tried out before anybody gets it.
    [✏️ New broadcast]
    [🏠 Menu]
    ");
    chat.press("New broadcast").await;
    chat.expect("Which bot").await;
    chat.press("Sample").await;
    assert_snapshot!(chat.expect("Write what").await, @r"
    Write what Sample is to say: <b>English</b>

    Your formatting stays, and a picture may come with it. <code>{name}</code> becomes the reader's first name.
    [◀ Back]
    ");
    let bold = json!({"message": {
        "message_id": 1_000_000, "date": 1, "text": "Hello {name} <all>, look here",
        "entities": [{"type": "bold", "offset": 0, "length": 12}, {"type": "text_link", "offset": 20, "length": 4, "url": "https://a.example/"}],
        "chat": {"id": suite.admins[0].id, "type": "private", "first_name": "Ada"},
        "from": {"id": suite.admins[0].id, "is_bot": false, "first_name": "Ada", "language_code": "en"},
    }});
    suite.telegram.inject(&suite.nexus, bold).await;
    assert_snapshot!(chat.expect("Draft of a broadcast").await, @r"
    <b>📝 Draft of a broadcast</b>

    🤖 Bot: Sample
    🌐 Languages: English
    👥 Recipients: 4
    <i>For everybody else: English</i>
    [✅ English][➕ Русский]
    [➕ Українська][➕ Polski]
    [👥 Who gets it]
    [👁 Preview][🧪 Test to me]
    [📤 Send…]
    [🗑 Discard][◀ All broadcasts]
    ");

    chat.press("➕ Polski").await;
    chat.expect("Write what").await;
    chat.send("Cześć {name}!").await;
    chat.expect("Languages: English, Polski").await;
    chat.press("✅ English").await;
    chat.expect("Hello {name} <all>, look here").await;
    chat.press("Buttons").await;
    chat.expect("Write the buttons").await;
    chat.send("Shop | http://shop.example").await;
    chat.expect("I can't read line 1").await;
    chat.send("Shop | https://shop.example").await;
    chat.expect("Buttons: 1").await;

    chat.press("Who gets it").await;
    assert_snapshot!(chat.expect("Nobody who blocked").await, @r"
    <b>👥 Who gets it</b>

    👥 Recipients: 4

    <i>Nobody who blocked the bot, is banned or was erased ever gets it.</i>
    [🌐 Language: any]
    [🔥 Activity: any]
    [📅 Joined: any]
    [⭐ Account: any]
    [🤖 Also uses: any]
    [◀ Back]
    ");
    chat.press("Language").await;
    chat.expect("Recipients: 4").await;
    chat.press("Polski").await;
    assert_snapshot!(chat.expect("Before: 4").await, @r"
    <b>🌐 Language: Polski</b>
    👥 Recipients: 1
    Before: 4
    [any]
    [English]
    [Русский]
    [Українська]
    [✅ Polski]
    [◀ Back]
    ");
    chat.press("any").await;
    chat.expect("Before: 1").await;
    chat.press("Back").await;
    chat.expect("Who gets it").await;
    chat.press("Back").await;
    chat.expect("Draft of a broadcast").await;

    chat.press("Preview").await;
    chat.expect("English").await;
    let preview = chat.expect("Hello Ada <all>, look here").await;
    assert_eq!(preview.buttons, [["Shop"]]);
    chat.expect("Polski").await;
    chat.expect("Cześć Ada!").await;
    chat.expect("This is how it will look").await;
    chat.press("Back").await;
    chat.expect("Draft of a broadcast").await;
    chat.press("Test to me").await;
    chat.expect("You don't use Sample yourself").await;
    assert_eq!(chat.expect("Hello Ada").await.html, preview.html);
    chat.expect("Cześć Ada!").await;
    chat.expect("This is how it will look").await;
    chat.press("Back").await;
    chat.expect("Draft of a broadcast").await;

    chat.press("Send…").await;
    chat.expect("When is it to begin?").await;
    chat.press("Now").await;
    let confirm = chat.expect("Send this broadcast?").await;
    assert_snapshot!(confirm, @r"
    <b>📤 Send this broadcast?</b>

    🤖 Bot: Sample
    🚀 Begins: now
    👥 Recipients: 4
    <b>English</b>: 3
    <b>Polski</b>: 1
    [✅ Send (👥 4)]
    [◀ Back]
    ");
    let send = data(&confirm.raw, "Send (");
    chat.press("Send (").await;
    let done = chat.expect("Broadcast sent").await;
    assert!(done.text.contains("✅ Delivered: 4") && done.message_id == confirm.message_id, "{done}");

    for (reader, expected) in readers.iter().zip([
        "<b>Hello Anna</b> &lt;all&gt;, <a href=\"https://a.example/\">look</a> here",
        "Cześć Zofia &lt;3!",
        "<b>Hello Иван</b> &lt;all&gt;, <a href=\"https://a.example/\">look</a> here",
        "<b>Hello Оля</b> &lt;all&gt;, <a href=\"https://a.example/\">look</a> here",
    ]) {
        let seen = reader.expect_that("the broadcast", |seen| seen.text != "hi").await;
        assert_eq!(seen.html, expected);
        assert_eq!(seen.raw["reply_markup"]["inline_keyboard"][0][0]["url"], "https://shop.example/");
    }

    // An old button of the same question: it was sent, once.
    let again = chat.press_on(confirm.message_id, &send).await;
    assert!(again.text.contains("changed meanwhile"), "{again:?}");
    chat.press("Report").await;
    let report = chat.expect_file("broadcast-").await;
    let table = String::from_utf8(report.bytes).expect("UTF-8");
    assert_eq!(table.lines().filter(|line| line.contains(",delivered,")).count(), 4);
    assert!(table.starts_with("subscription_id,chat_id,language,state,message_id,cause,changed_at\n"));
    assert!(!table.contains("Anna") && !table.contains("Zofia"), "ids only");

    let audited = suite.audited().await;
    let actions: Vec<&str> = audited.iter().map(|(action, _)| action.as_str()).collect();
    let expected = ["create", "write", "write", "write", "aim", "aim", "trial", "send", "report"];
    assert_eq!(actions, expected.map(|action| format!("broadcast.{action}")));
    assert!(audited.iter().all(|(_, after)| !after.contains("Hello") && !after.contains("Cześć")));
    for reader in &readers {
        reader.assert_quiet().await;
    }
    suite.house.stop().await;
}

#[tokio::test]
async fn it_is_tried_out_in_the_bots_own_voice_by_who_uses_it_and_may_come_with_a_picture() {
    let suite = Suite::start(None).await;
    let own = suite.admins[0].chat(&suite.sample).await;
    own.send("hi").await;
    own.expect("hi").await;
    let chat = suite.ada().await;
    suite.draft(&chat, "first words").await;
    chat.press("✅ English").await;
    chat.expect("first words").await;
    chat.press("Rewrite").await;
    chat.expect("Write what").await;
    chat.attach_as("document", "plan.pdf", "%PDF", "only words").await;
    chat.expect("Only a text, or a picture").await;
    chat.attach_as("photo", "photo.png", PICTURE, "a picture for {name}").await;
    assert!(chat.expect("Draft of a broadcast").await.text.contains("With a picture"));
    chat.press("Test to me").await;
    let seen = own.expect("a picture for Ada").await;
    assert_eq!(seen.attachment, Some("photo"));
    chat.press("Preview").await;
    assert_eq!(chat.expect("a picture for Ada").await.attachment, Some("photo"));
    chat.expect("This is how").await;
    chat.press("Back").await;
    chat.expect("Draft").await;
    suite.send_now(&chat).await;
    chat.expect("Broadcast sent").await;
    assert_eq!(own.expect("a picture for Ada").await.attachment, Some("photo"));
    own.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn what_is_too_long_is_told_and_the_question_goes_on() {
    let suite = Suite::start(None).await;
    suite.reader("Anna", "en").await;
    let chat = suite.ada().await;
    chat.send("/broadcast").await;
    chat.press("New broadcast").await;
    chat.press("Sample").await;
    chat.expect("Write what").await;
    let long = format!("{{name}}{}", "x".repeat(4050));
    chat.send(&long).await;
    chat.expect("4,114 characters, and 4,096 fit").await;
    chat.send("short").await;
    chat.expect("Draft of a broadcast").await;
    // Nothing is asked any more.
    chat.send("stray words").await;
    chat.expect_that("the last word", |seen| !seen.text.contains("Draft")).await;
    chat.press("Discard").await;
    chat.expect("Throw away this draft for Sample?").await;
    chat.press("Throw it away").await;
    chat.expect("Nothing has been sent yet").await;
    assert_eq!(suite.number("SELECT count(*) FROM nexus.broadcasts").await, 0);
    suite.house.stop().await;
}

#[tokio::test]
async fn a_scheduled_one_waits_for_its_time_by_the_suites_clock_and_can_be_taken_back() {
    let suite = Suite::start(None).await;
    let reader = suite.reader("Anna", "en").await;
    let chat = suite.ada().await;
    suite.draft(&chat, "news").await;
    chat.press("Send…").await;
    chat.press("Another time").await;
    chat.expect("by the clock of UTC").await;
    chat.send("soon").await;
    chat.expect("can't read that as a time").await;
    chat.send("2020-01-01 09:00").await;
    chat.expect("passed already").await;
    chat.send("2199-01-01 09:00").await;
    chat.expect("more than a year ahead").await;
    chat.send("09:00").await;
    let confirm = chat.expect("Send this broadcast?").await;
    assert!(confirm.text.contains(", 09:00"), "{confirm}");
    chat.press("Send (").await;
    chat.expect("Scheduled broadcast").await;
    chat.press("Back to a draft").await;
    chat.expect("Draft of a broadcast").await;
    chat.press("Send…").await;
    chat.press("In an hour").await;
    let confirm = chat.expect("Send this broadcast?").await;
    let late = data(&confirm.raw, "Send (");
    suite.telegram.advance(Duration::from_secs(3700)).await;
    // What was meant for later is not sent at once because the question was forgotten.
    suite.house.house.clock.sleep_until(suite.house.house.clock.now()).await;
    let pressed = chat.press_on(confirm.message_id, &late).await;
    assert!(pressed.text.contains("passed already"), "{pressed:?}");
    chat.press("In an hour").await;
    chat.expect("Send this broadcast?").await;
    chat.press("Send (").await;
    chat.expect("Scheduled broadcast").await;
    assert_eq!(suite.number("SELECT count(*) FROM nexus.broadcast_deliveries").await, 0);
    suite.telegram.advance(Duration::from_secs(3700)).await;
    reader.expect("news").await;
    chat.expect("Broadcast sent").await;
    suite.house.stop().await;
}

/// So many people, whose chats the messenger does not know: at its limits a broadcast to them takes minutes.
const CROWD: &str = "
    WITH person AS (SELECT gen_random_uuid() AS id, 9000000 + n AS chat FROM generate_series(1, 3000) n),
    users AS (INSERT INTO nexus.users (id, created_at) SELECT id, now() FROM person),
    identities AS (INSERT INTO nexus.identities (realm, external_id, user_id, first_name, created_at)
        SELECT 'local', chat, id, 'P', now() FROM person)
    INSERT INTO nexus.subscriptions (id, user_id, bot_id, installed_at, last_interaction_at, home_account, home_chat)
    SELECT gen_random_uuid(), p.id, b.id, now() - interval '1 day', now(), a.id, p.chat
    FROM person p, nexus.bots b JOIN nexus.accounts a ON a.bot_id = b.id WHERE b.code = 'sample'";

#[tokio::test]
async fn two_admins_watch_steer_and_see_each_others_hand() {
    let suite = Suite::start(Some(SendLimits::Telegram)).await;
    let reader = suite.reader("Anna", "en").await;
    sqlx::query(CROWD).execute(&suite.test.pool).await.expect("a crowd");
    let ada = suite.ada().await;
    let bolek = suite.admin(1, "Polski", "Pomiń").await;
    suite.draft(&ada, "news").await;
    suite.send_now(&ada).await;
    let card = ada.expect("Broadcast under way").await;
    bolek.send("/broadcast").await;
    bolek.expect("Wysyłki").await;
    bolek.press("📤 news").await;
    let his = bolek.expect("Wysyłka trwa").await;
    // Without a press it goes on in the same message.
    let further = ada.expect("Failed: ").await;
    assert_eq!((further.edited, further.message_id), (true, card.message_id));

    // Both press at once: it pauses once, and both see it.
    let pause = data(&card.raw, "Pause");
    tokio::join!(ada.press_on(card.message_id, &pause), bolek.press_on(his.message_id, &pause));
    let paused = ada.expect("Broadcast paused").await;
    assert_eq!((paused.edited, paused.message_id), (true, card.message_id));
    let his_paused = bolek.expect("Wysyłka wstrzymana").await;
    assert_eq!((his_paused.edited, his_paused.message_id), (true, his.message_id));
    let audited = suite.audited().await;
    assert_eq!(audited.iter().filter(|(action, _)| action == "broadcast.pause").count(), 1);

    ada.press("Go on").await;
    bolek.expect("Wysyłka trwa").await;
    ada.expect("Broadcast under way").await;
    bolek.press("Zatrzymaj…").await;
    let question = bolek.expect("Nigdy nie dostaną").await;
    assert_eq!(question.message_id, his.message_id);
    bolek.press("Zatrzymaj na dobre").await;
    bolek.expect("Wysyłka zatrzymana").await;
    let stopped = ada.expect("Broadcast stopped").await;
    assert!(stopped.text.contains("Not sent: ") && stopped.message_id == card.message_id, "{stopped}");
    let late = ada.press_on(card.message_id, &pause).await;
    assert!(late.text.contains("changed meanwhile"), "{late:?}");
    suite.until("nothing is in hand", NOTHING_IN_HAND).await;
    let tried = suite.telegram.calls(&suite.sample, "sendMessage").await;
    let tried = tried.iter().filter(|call| call.params["text"] == "news").count();
    let settled = suite.number("SELECT delivered + failed FROM nexus.broadcasts").await;
    assert_eq!(tried as i64, settled, "nobody was tried who is not settled");
    assert!(settled < 3001, "it was stopped in the middle");
    reader.expect("news").await;
    suite.house.stop().await;
}

const NOTHING_IN_HAND: &str = "SELECT NOT EXISTS (SELECT FROM nexus.broadcast_deliveries WHERE state = 1)";

#[tokio::test]
async fn who_looks_at_something_else_is_left_alone_and_told_of_the_end() {
    let suite = Suite::start(Some(SendLimits::Telegram)).await;
    sqlx::query(CROWD).execute(&suite.test.pool).await.expect("a crowd");
    let (ada, bolek) = (suite.ada().await, suite.admin(1, "Polski", "Pomiń").await);
    suite.draft(&ada, "news").await;
    suite.send_now(&ada).await;
    let card = ada.expect("Broadcast under way").await;
    ada.press("All broadcasts").await;
    let list = ada.expect("📣 Broadcasts").await;
    assert_eq!(list.message_id, card.message_id);
    bolek.send("/broadcast").await;
    bolek.press("📤 news").await;
    bolek.press("Zatrzymaj…").await;
    bolek.press("Zatrzymaj na dobre").await;
    bolek.expect("Wysyłka zatrzymana").await;
    let end = ada.expect("Broadcast stopped").await;
    assert!(!end.edited && end.message_id > list.message_id, "what she looks at stays: {end}");
    ada.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn a_draft_and_the_question_about_it_survive_a_restart() {
    let mut suite = Suite::start(None).await;
    suite.reader("Anna", "en").await;
    let chat = suite.ada().await;
    suite.draft(&chat, "news").await;
    chat.press("➕ Polski").await;
    chat.expect("Write what").await;
    suite.house.stop_bots().await;
    suite.house.start(nexus::bot(), &suite.nexus.token).await;
    chat.send("wieści").await;
    chat.expect("Languages: English, Polski").await;
    // The bot that is to speak has not come back yet.
    chat.press("Send…").await;
    chat.press("Now").await;
    chat.expect("Sample isn't running just now").await;
    chat.press("Send (").await;
    chat.expect("Scheduled broadcast").await;
    suite.house.start(sample_bot(), &suite.sample.token).await;
    chat.expect("Broadcast sent").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn to_a_stranger_none_of_it_exists() {
    let suite = Suite::start(None).await;
    let anna = suite.telegram.person("Anna").create().await.chat(&suite.nexus).await;
    anna.send("/start").await;
    anna.press("English").await;
    anna.press("Skip").await;
    anna.expect("My bots").await;
    anna.send("/broadcast").await;
    anna.expect("I don't know the command /broadcast").await;
    let chat = suite.ada().await;
    suite.draft(&chat, "news").await;
    let card = chat.last().await.expect("the card");
    for label in ["Who gets it", "Send…", "Discard"] {
        let answer = anna.press_data(&data(&card.raw, label)).await;
        assert!(answer.text.contains("out of date"), "{answer:?}");
    }
    let group = json!({"message": {
        "message_id": 1_000_001, "date": 1, "text": "/broadcast",
        "chat": {"id": suite.admins[0].id, "type": "supergroup", "title": "Operators"},
        "from": {"id": suite.admins[0].id, "is_bot": false, "first_name": "Ada", "language_code": "en"},
    }});
    suite.telegram.inject(&suite.nexus, group).await;
    chat.expect("I don't know the command /broadcast").await;
    suite.house.stop().await;
}
