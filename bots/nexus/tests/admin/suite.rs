//! A test's world: the registry's bot and another one at work, an owner, and people.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use nexus_core::{
    audit::Actor,
    config::{ApiConfig, Config},
    db::CORE,
    dialogue, dptree,
    http::api::ApiRate,
    ids::{ExternalId, NotificationId},
    prelude::*,
    testing::TestHouse,
    testing::db::TestDb,
    token::{self, Wish},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use telegram_local::{Bot as Account, Chat, Person, Telegram};
use uuid::Uuid;

pub struct Suite {
    pub telegram: Telegram,
    pub nexus: Account,
    pub sample: Account,
    /// Owner by configuration.
    pub ada: Person,
    pub house: TestHouse,
    pub db: TestDb,
}

impl Suite {
    pub async fn start() -> Self {
        Self::with(ApiConfig::default()).await
    }

    /// With a key to sign tokens with: the first test vector of RFC 8032.
    pub async fn with_key() -> Self {
        let key = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=".parse().expect("a key");
        Self::with(ApiConfig { token_key: Some(key), rate: ApiRate::Off, ..ApiConfig::default() }).await
    }

    async fn with(api: ApiConfig) -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let (nexus, sample) = (telegram.bot("nexus_bot").await, telegram.bot("sample_bot").await);
        let ada = telegram.person("Ada").create().await;
        let db = TestDb::new(&[&CORE]).await;
        let admins = vec![ExternalId(ada.id)];
        let config = Config { admins, api, ..TestHouse::config(&db, telegram.url()) };
        let mut house = TestHouse::with(config).await;
        house.start(nexus::bot(), &nexus.token).await;
        house.start(sample_bot(), &sample.token).await;
        Self { telegram, nexus, sample, ada, house, db }
    }

    /// A person's chat with the registry's bot in English, past the first questions.
    pub async fn settled(&self, person: &Person) -> Chat {
        self.settled_in(person, "English", "Skip", "My bots").await
    }

    pub async fn settled_in(&self, person: &Person, language: &str, skip: &str, home: &str) -> Chat {
        let chat = person.chat(&self.nexus).await;
        chat.send("/start").await;
        chat.press(language).await;
        chat.press(skip).await;
        chat.expect(home).await;
        chat
    }

    pub async fn owner(&self) -> Chat {
        self.settled(&self.ada).await
    }

    /// Somebody who has used the sample bot; returns their chat with it.
    pub async fn user(&self, name: &str, username: &str) -> Chat {
        let person = self.telegram.person(name).username(username).create().await;
        let chat = person.chat(&self.sample).await;
        ask(&chat, "hello", "said hello").await;
        chat
    }

    /// A token for all of the registry, made on the command line.
    pub async fn issued(&self, name: &str) -> String {
        let keys = self.house.house.tokens.keys().expect("a key");
        let wish = Wish { name, bot: None, life: TimeDelta::days(7) };
        let now = self.house.house.clock.now();
        let issued = token::issue(&self.db.db, keys, &wish, Actor::Operator, now).await;
        issued.expect("a token").token.expose_secret().to_owned()
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db.pool).await.expect("a number")
    }

    pub async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql).fetch_one(&self.db.pool).await.expect("a text")
    }

    /// Waits until a condition of the database holds.
    pub async fn until(&self, what: &str, sql: &'static str) {
        let poll = async {
            while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&self.db.pool).await.unwrap_or(false) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), poll).await;
        assert!(waited.is_ok(), "waited in vain until {what}");
    }

    /// What was recorded, the oldest first: `user.ban user.unban`.
    pub async fn recorded(&self) -> String {
        self.text("SELECT coalesce(string_agg(action, ' ' ORDER BY number), '') FROM nexus.audit_log").await
    }

    /// Moves the clock on; the house has heard of it when this returns.
    pub async fn pass(&self, by: Duration) {
        let clock = &self.house.house.clock;
        let until = clock.now() + by;
        self.telegram.advance(by).await;
        tokio::time::timeout(Duration::from_secs(20), clock.sleep_until(until))
            .await
            .expect("the house's clock");
    }
}

pub async fn ask(chat: &Chat, text: &str, answer: &str) {
    chat.send(text).await;
    chat.expect(answer).await;
}

/// Presses a button twice, as an impatient thumb does.
pub async fn press_twice(chat: &Chat, label: &str) {
    let messages = chat.messages(20).await;
    let pressed = messages.iter().rev().find_map(|message| {
        let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
        let buttons = rows.iter().flat_map(|row| row.as_array().into_iter().flatten());
        let button = buttons.into_iter().find(|button| button["text"].as_str() == Some(label))?;
        Some((message["message_id"].as_i64()?, button["callback_data"].as_str()?.to_owned()))
    });
    let (message, data) = pressed.unwrap_or_else(|| panic!("no button {label:?}"));
    tokio::join!(chat.press_on(message, &data), chat.press_on(message, &data));
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
enum State {
    #[default]
    Idle,
    Asked,
}

/// Asks for a name and takes it, plans something for tomorrow, and repeats everything else.
fn sample_bot() -> Bot {
    let take = |turn: Turn, state: State, message: Message| async move {
        let text = message.text().unwrap_or_default();
        let said = match (state, text) {
            (State::Asked, _) => {
                turn.rest();
                format!("your name is {text}")
            }
            (State::Idle, "name") => {
                turn.go(&State::Asked)?;
                "your name?".to_owned()
            }
            (State::Idle, "plan") => {
                turn.plan(tomorrow(&turn));
                "planned".to_owned()
            }
            (State::Idle, "quiet") => {
                turn.patch_settings(serde_json::json!({"reminders": false}));
                "quiet".to_owned()
            }
            _ => format!("said {text}"),
        };
        turn.say(Html::escape(&said));
        anyhow::Ok(())
    };
    let handlers = dialogue::enter::<State>().branch(Update::filter_message().endpoint(take));
    let home = |turn: Turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    };
    Bot::new("sample", "Sample", dptree::entry().branch(handlers)).home(home).due(
        |turn: Turn, due: Vec<Due>| async move {
            turn.say(Html::escape(&format!("due {}", due.len())));
            Ok(())
        },
    )
}

fn tomorrow(turn: &Turn) -> Notification {
    Notification {
        id: NotificationId::new(),
        kind: "reminder".to_owned(),
        subject: Uuid::from_u128(1),
        occurrence: DateTime::UNIX_EPOCH.naive_utc(),
        offset_minutes: 0,
        snooze: 0,
        due_at: turn.now() + TimeDelta::days(1),
    }
}
