//! A test's world: a messenger, a database, and Coach at work between them.

use std::time::Duration;

use nexus_core::{
    db,
    testing::{TestHouse, db::TestDb},
};
use secrecy::ExposeSecret;
use sqlx::{Connection, PgConnection, PgPool};
use telegram_local::{Bot, Chat, Seen, Telegram};

/// A Monday in winter, and 10:00 in London.
pub const MONDAY: &str = "2030-01-07T10:00:00Z";

pub const MINUTE: Duration = Duration::from_secs(60);
pub const HOUR: Duration = Duration::from_secs(60 * 60);
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Nothing that a test waits for takes longer, also on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

/// Coach at work.
pub struct World {
    pub telegram: Telegram,
    pub bot: Bot,
    pub test: TestDb,
    house: Option<TestHouse>,
}

impl World {
    /// On [`MONDAY`].
    pub async fn start() -> Self {
        Self::start_at(MONDAY).await
    }

    /// At a moment later than the machine's own, as `2030-01-07T10:00:00Z`.
    pub async fn start_at(moment: &str) -> Self {
        let mut world = Self::without_coach(moment).await;
        world.start_coach().await;
        world
    }

    /// Messenger and database; who works between them is the test's business.
    pub async fn without_coach(moment: &str) -> Self {
        let telegram = Telegram::start().await.expect("a messenger");
        telegram.advance_to(unix_ms(moment)).await;
        let bot = telegram.bot("coach").await;
        let test = TestDb::new(&[&db::CORE, &coach::MIGRATIONS]).await;
        let pool = test.pool.clone();
        telegram.worked_off_by(move || worked_off(pool.clone()));
        Self { telegram, bot, test, house: None }
    }

    pub async fn start_coach(&mut self) {
        let mut house = TestHouse::open(&self.test, self.telegram.url(), &[]).await;
        house.start(coach::bot(), &self.bot.token).await;
        self.house = Some(house);
    }

    pub async fn stop_coach(&mut self) {
        if let Some(house) = self.house.take() {
            house.stop().await;
        }
    }

    /// Moves the clock forward, and waits until Coach knows.
    pub async fn advance(&self, by: Duration) {
        self.telegram.advance(by).await;
        self.follow().await;
    }

    /// Moves the clock to a moment ahead, and waits until Coach knows.
    pub async fn advance_to(&self, moment: &str) {
        self.telegram.advance_to(unix_ms(moment)).await;
        self.follow().await;
    }

    /// Coach asks for the clock by itself; what a test does next must not overtake that.
    async fn follow(&self) {
        let Some(house) = &self.house else { return };
        let now = self.telegram.now().await;
        let now = chrono::DateTime::from_timestamp_millis(now).expect("a moment");
        tokio::time::timeout(LIMIT, house.house.clock.sleep_until(now))
            .await
            .expect("Coach follows the clock");
    }

    /// A person who has just chosen language and zone, and looks at the main menu.
    pub async fn settled(&self, name: &str, language: Spoken) -> Chat {
        let chat = self.newcomer(name, language).await;
        chat.send("/start").await;
        chat.expect(name).await;
        chat.press(language.name).await;
        chat.expect("🕒").await;
        chat.press(language.city).await;
        chat.expect("✅").await;
        chat.expect(&format!("{name}!")).await;
        chat
    }

    /// A person who has not said a word yet.
    pub async fn newcomer(&self, name: &str, language: Spoken) -> Chat {
        let person = self.telegram.person(name).language(language.code).zone(language.zone).create().await;
        person.chat(&self.bot).await
    }

    /// What stands in all calendars, as `2030-01-08 09:00 Europe/London dentist`, in the order of their titles. Read
    /// past the rows' security, so that nothing hides.
    pub async fn events(&self) -> Vec<String> {
        let mut db = self.admin().await;
        sqlx::query_scalar(
            "SELECT concat_ws(' ', start_date, to_char(start_time, 'HH24:MI'), zone, rrule, title)
             FROM coach.events WHERE deleted_at IS NULL ORDER BY title, start_date, start_time",
        )
        .fetch_all(&mut db)
        .await
        .expect("events")
    }

    /// The number that a query gives.
    pub async fn count(&self, query: &'static str) -> i64 {
        let mut db = self.admin().await;
        sqlx::query_scalar(query).fetch_one(&mut db).await.expect("a number")
    }

    /// Waits until a query gives this number.
    pub async fn until(&self, query: &'static str, number: i64) {
        let mut db = self.admin().await;
        let mut look = tokio::time::interval(Duration::from_millis(10));
        let reached = async {
            while sqlx::query_scalar::<_, i64>(query).fetch_one(&mut db).await.expect("a number") != number {
                look.tick().await;
            }
        };
        tokio::time::timeout(LIMIT, reached).await.expect(query);
    }

    async fn admin(&self) -> PgConnection {
        PgConnection::connect(self.test.admin_url().expose_secret()).await.expect("the database")
    }

    pub async fn stop(mut self) {
        self.stop_coach().await;
        self.telegram.stop().await;
    }
}

/// Completes when nothing in the inbox waits for its turn or for its answers to be sent.
async fn worked_off(pool: PgPool) {
    let mut look = tokio::time::interval(Duration::from_millis(10));
    loop {
        look.tick().await;
        let open: Result<i64, _> =
            sqlx::query_scalar("SELECT count(*) FROM nexus.inbox WHERE state = 0").fetch_one(&pool).await;
        if open.is_ok_and(|open| open == 0) {
            return;
        }
    }
}

fn unix_ms(moment: &str) -> i64 {
    moment.parse::<chrono::DateTime<chrono::Utc>>().expect("a moment").timestamp_millis()
}

/// Short forms of what most conversations do.
pub trait Talk {
    /// Writes, and waits for an answer that contains a text.
    async fn say(&self, text: &str, answer: &str) -> Seen;
    /// Presses, and waits for a message that contains a text.
    async fn tap(&self, button: &str, answer: &str) -> Seen;
    /// Presses, and gives what was shown over the chat.
    async fn toast(&self, button: &str) -> String;
}

impl Talk for Chat {
    async fn say(&self, text: &str, answer: &str) -> Seen {
        self.send(text).await;
        self.expect(answer).await
    }

    async fn tap(&self, button: &str, answer: &str) -> Seen {
        self.press(button).await;
        self.expect(answer).await
    }

    async fn toast(&self, button: &str) -> String {
        self.press(button).await.text
    }
}

/// How a person of a language finds their way.
#[derive(Clone, Copy)]
pub struct Spoken {
    pub code: &'static str,
    pub name: &'static str,
    pub city: &'static str,
    pub zone: &'static str,
}

pub const EN: Spoken = Spoken { code: "en", name: "English", city: "London", zone: "Europe/London" };
pub const RU: Spoken =
    Spoken { code: "ru", name: "Русский", city: "Москва", zone: "Europe/Moscow" };
pub const UK: Spoken =
    Spoken { code: "uk", name: "Українська", city: "Київ", zone: "Europe/Kyiv" };
pub const PL: Spoken = Spoken { code: "pl", name: "Polski", city: "Warszawa", zone: "Europe/Warsaw" };
