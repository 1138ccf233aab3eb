//! A registry with its API, and programs that call it.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    audit::{self, Actor, Entry, Search},
    config::{ApiConfig, Config},
    db::CORE,
    http::api::ApiRate,
    registry::store::{Presence, upsert_bot},
    testing::{TestHouse, db::TestDb},
    token::{self, Wish},
};
use reqwest::{Client, Method, RequestBuilder, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

/// The first test vector of RFC 8032; its seed signs what the tests issue.
pub const KEY: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
/// Another.
pub const OTHER_KEY: &str = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=";

pub struct World {
    pub test: TestDb,
    pub house: TestHouse,
    pub base: String,
    client: Client,
    /// For all of the registry.
    pub all: String,
    /// For the bot `coach`.
    pub coach: String,
    /// For the bot `kitchen`.
    pub kitchen: String,
}

/// What the tests configure: no limit on how often is asked, for most of them ask much.
pub fn api_config() -> ApiConfig {
    ApiConfig { token_key: Some(KEY.parse().expect("a key")), rate: ApiRate::Off, ..ApiConfig::default() }
}

impl World {
    pub async fn new() -> Self {
        Self::with(api_config()).await
    }

    pub async fn with(api: ApiConfig) -> Self {
        let test = TestDb::new(&[&CORE]).await;
        let config = Config { api, ..TestHouse::config(&test, "http://127.0.0.1:9") };
        let house = TestHouse::with(config).await;
        for code in ["coach", "kitchen"] {
            let presence = Presence { code, name: code, about: &[] };
            upsert_bot(&test.db, presence, house.house.clock.now()).await.expect("a bot");
        }
        let address = house.serve_http(nexus::endpoint().with(&nexus::bot())).await;
        let client = Client::builder().no_proxy().build().expect("a client");
        let mut world = Self {
            test,
            house,
            base: format!("http://{address}"),
            client,
            all: String::new(),
            coach: String::new(),
            kitchen: String::new(),
        };
        if world.house.house.tokens.keys().is_some() {
            world.all = world.token(None, TimeDelta::days(1)).await;
            world.coach = world.token(Some("coach"), TimeDelta::days(1)).await;
            world.kitchen = world.token(Some("kitchen"), TimeDelta::days(1)).await;
        }
        world
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.house.house.clock.now()
    }

    pub async fn token(&self, bot: Option<&str>, life: TimeDelta) -> String {
        let keys = self.house.house.tokens.keys().expect("keys");
        let wish = Wish { name: "a test", bot, life };
        let issued = token::issue(&self.test.db, keys, &wish, Actor::Operator, self.now()).await;
        issued.expect("a token").token.expose_secret().to_owned()
    }

    /// A request with this token.
    pub fn request(&self, token: &str, method: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().expect("a method");
        self.bare(method, path).bearer_auth(token)
    }

    /// A request without a token.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        Answer::of(self.request(token, "GET", path)).await
    }

    pub async fn delete(&self, token: &str, path: &str) -> Answer {
        Answer::of(self.request(token, "DELETE", path)).await
    }

    pub async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        Answer::of(self.request(token, "POST", path).json(&body)).await
    }

    pub async fn patch(&self, token: &str, path: &str, body: Value) -> Answer {
        Answer::of(self.request(token, "PATCH", path).json(&body)).await
    }

    /// Somebody came to a bot.
    pub async fn visit(&self, telegram_id: i64, bot: &str) -> Value {
        let answer = self.post(&self.all, "/users/from-telegram", visitor(telegram_id, bot)).await;
        answer.expect(200)
    }

    /// What was audited, the newest first, but for the tokens of this world.
    pub async fn audited(&self) -> Vec<Entry> {
        let all = audit::search(&self.test.db, &Search::default(), 100).await.expect("the log");
        all.into_iter().filter(|entry| entry.subject_kind != "token").collect()
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.pool).await.expect("a number")
    }
}

pub fn visitor(telegram_id: i64, bot: &str) -> Value {
    json!({"telegram_id": telegram_id, "first_name": "Anna", "last_name": "Kowalska", "username": format!("anna_{telegram_id}"),
        "language_code": "pl", "bot_code": bot})
}

/// An answer, and what is so of every answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        Self::read(request.send().await.expect("an answer")).await
    }

    pub async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a text");
        let answer = Self { status, headers, text };
        answer.check();
        answer
    }

    /// A trace and the security headers, and of a refusal the one shape.
    fn check(&self) {
        let trace = self.header("x-trace-id");
        assert!(Uuid::parse_str(trace).is_ok(), "{self:?}");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("referrer-policy"), "no-referrer");
        assert!(self.header("content-security-policy").contains("frame-ancestors 'none'"), "{self:?}");
        if self.status >= 400 && !self.text.is_empty() {
            let body = self.json();
            let mut fields: Vec<&str> =
                body.as_object().expect("an object").keys().map(String::as_str).collect();
            fields.sort_unstable();
            assert_eq!(fields, ["code", "details", "message", "trace_id"], "{self:?}");
            assert_eq!(body["trace_id"], trace);
            assert_eq!(self.header("content-type"), "application/json");
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer with this status.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.json()
    }

    /// The status and the code of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// As [`Answer::refusal`] tells it.
pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// The UUID of a field.
#[expect(clippy::panic, reason = "for tests, which fail by panicking")]
pub fn id(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no id: {value}"))
}
