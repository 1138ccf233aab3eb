//! Conversations with the bot over the wire, in the house that production runs.
#![cfg(unix)]

use insta::assert_snapshot;
use nexus_core::{bot::About, db::CORE, dptree, prelude::*, testing::TestHouse, testing::db::TestDb};
use serde_json::json;
use telegram_local::{Bot as Account, Chat, Telegram};

/// The registry's bot and another one, at work.
struct Suite {
    telegram: Telegram,
    nexus: Account,
    sample: Account,
    admin: telegram_local::Person,
    house: TestHouse,
    _db: TestDb,
}

impl Suite {
    async fn start() -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let (nexus, sample) = (telegram.bot("nexus_bot").await, telegram.bot("sample_bot").await);
        let admin = telegram.person("Ada").create().await;
        let db = TestDb::new(&[&CORE]).await;
        let mut house = TestHouse::open(&db, telegram.url(), &[admin.id]).await;
        house.start(nexus::bot(), &nexus.token).await;
        house.start(sample_bot(), &sample.token).await;
        Self { telegram, nexus, sample, admin, house, _db: db }
    }

    /// The person's chat with the registry's bot, past the first questions.
    async fn settled(&self, person: &telegram_local::Person) -> Chat {
        let chat = person.chat(&self.nexus).await;
        chat.send("/start").await;
        chat.press("English").await;
        chat.press("Skip").await;
        chat.expect("My bots").await;
        chat
    }
}

fn sample_bot() -> Bot {
    let echo = |turn: Turn, message: Message| async move {
        turn.say(Html::escape(message.text().unwrap_or_default()));
        Ok(())
    };
    Bot::new("sample", "Sample", dptree::entry().branch(Update::filter_message().endpoint(echo))).about(
        |language| {
            let short = if language == Language::Pl { "Powtarza słowa" } else { "Repeats words" };
            About { short: short.to_owned(), ..About::default() }
        },
    )
}

#[tokio::test]
async fn a_newcomer_is_asked_twice_and_then_sees_the_bots() {
    let suite = Suite::start().await;
    let zofia = suite.telegram.person("Zofia").language("pl").zone("Europe/Warsaw").create().await;
    let chat = zofia.chat(&suite.nexus).await;
    chat.send("/start").await;
    chat.expect("Zofia").await;
    chat.press("Polski").await;
    chat.expect("Strefa czasowa").await;
    chat.press("Pomiń").await;
    let seen = chat.expect("Moje boty").await;
    assert_snapshot!(seen, @r"
    <b>🤖 Moje boty</b>

    Nie korzystasz jeszcze z żadnego bota.

    <b>✨ Możesz też wypróbować</b>

    <b>Sample</b>
    Powtarza słowa
    [✨ Sample]
    [⚙️ Ustawienia]
    ");
    let button = &seen.raw["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["url"], "https://t.me/sample_bot?start=nexus");
    chat.assert_quiet().await;

    let other = zofia.chat(&suite.sample).await;
    other.send("/start nexus").await;
    other.expect("/start nexus").await;
    chat.send("/bots").await;
    let seen = chat.expect("ostatnio: ").await;
    assert!(seen.text.contains("Powtarza słowa") && !seen.text.contains("wypróbować"), "{seen}");

    chat.press("Ustawienia").await;
    let settings = chat.expect("Ustawienia").await;
    assert_eq!((settings.edited, settings.message_id), (true, seen.message_id));
    chat.press("Menu").await;
    let home = chat.expect("Moje boty").await;
    assert_eq!((home.edited, home.message_id), (true, seen.message_id));
    chat.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn an_admin_sees_numbers_and_health_and_refreshes_them_in_place() {
    let suite = Suite::start().await;
    let chat = suite.settled(&suite.admin).await;
    chat.send("/stats").await;
    let stats = chat.expect("The registry in numbers").await;
    for line in ["👥 People: 1", "📬 Subscriptions: 1", "<b>Nexus</b>: 1 person", "<b>Sample</b>: 0 people"]
    {
        assert!(stats.html.contains(line), "{line} in {stats}");
    }

    let anna = suite.telegram.person("Anna").create().await.chat(&suite.sample).await;
    anna.send("hello").await;
    anna.expect("hello").await;
    chat.press("Refresh").await;
    let fresh = chat.expect("People: 2").await;
    assert_eq!((fresh.edited, fresh.message_id), (true, stats.message_id));
    assert!(fresh.text.contains("Sample: 1 person"), "{fresh}");

    chat.press("Menu").await;
    chat.expect("My bots").await;
    chat.press("Admin").await;
    let menu = chat.expect("Your role: owner").await;
    assert_eq!((menu.edited, menu.message_id), (true, stats.message_id));
    chat.press("Health").await;
    let health = chat.expect("nexus: receiving updates").await;
    assert_eq!((health.edited, health.message_id), (true, stats.message_id));
    assert!(health.text.contains("sample: ") && health.text.contains("dead: 0"), "{health}");
    chat.send("/health").await;
    let below = chat.expect("🩺 Health").await;
    assert!(!below.edited, "a command is answered below it");
    chat.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn to_a_stranger_the_admins_commands_do_not_exist() {
    let suite = Suite::start().await;
    let anna = suite.telegram.person("Anna").create().await;
    let chat = suite.settled(&anna).await;
    chat.send("/nonsense").await;
    let unknown = chat.expect("/nonsense").await.to_string();
    for command in ["/stats", "/health", "/stats@nexus_bot"] {
        chat.send(command).await;
        let answer = chat.expect(command).await.to_string();
        assert_eq!(answer.replace(command, "/nonsense"), unknown);
    }
    let menu = chat.commands().await;
    let names: Vec<&str> = menu.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "bots",
            "settings",
            "language",
            "timezone",
            "privacy",
            "export",
            "delete_me",
            "feedback",
            "cancel",
            "help"
        ]
    );

    // What an admin's buttons carry, sent by somebody else.
    for forged in ["b1AQ", "b1Ag", "b1AwA"] {
        let answer = chat.press_data(forged).await;
        assert!(answer.text.contains("out of date"), "{answer:?}");
    }
    chat.expect("My bots").await;
    chat.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn in_a_group_nothing_private_is_shown_even_to_an_admin() {
    let suite = Suite::start().await;
    let chat = suite.settled(&suite.admin).await;
    // The answer goes to a chat that the admin can see, so that it can be read here.
    let group_message = |text: &str| {
        json!({"message": {
            "message_id": 1_000_000, "date": 1, "text": text,
            "chat": {"id": suite.admin.id, "type": "supergroup", "title": "Operators"},
            "from": {"id": suite.admin.id, "is_bot": false, "first_name": "Ada"},
        }})
    };
    for command in ["/stats", "/health"] {
        suite.telegram.inject(&suite.nexus, group_message(command)).await;
        chat.expect(&format!("I don't know the command {command}")).await;
    }
    suite.telegram.inject(&suite.nexus, group_message("/bots")).await;
    let seen = chat.expect("in private").await;
    assert_eq!(
        seen.raw["reply_markup"]["inline_keyboard"][0][0]["url"],
        "https://t.me/nexus_bot?start=nexus"
    );
    chat.assert_quiet().await;
    suite.house.stop().await;
}
