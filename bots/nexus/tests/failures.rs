//! Admins and what fails: the list, cards, edits, and the alerts that tell of it. Time passes only when it is moved.
#![cfg(unix)]

use std::time::Duration;

use nexus_core::{
    app::Running,
    db::CORE,
    dptree,
    jobs::{GaveUp, Job, JobContext, Jobs},
    prelude::*,
    testing::{TestHouse, db::TestDb},
};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;
use telegram_local::{Bot as Account, Chat, Person, Telegram};

/// What takes longer is not coming.
const LIMIT: Duration = Duration::from_secs(20);
const SECOND: Duration = Duration::from_secs(1);

/// Buys what there is.
#[derive(Serialize, Deserialize)]
struct Buy {
    what: String,
}

impl Job for Buy {
    const NAME: &'static str = "buy";
    const TRIES: i32 = 1;
    type Answer = String;

    async fn run(self, _: JobContext) -> anyhow::Result<String> {
        anyhow::ensure!(!self.what.starts_with("unicorn"), "no <{}> in aisle 7", self.what);
        Ok(self.what)
    }
}

fn shop() -> Bot {
    let asked = |turn: Turn, message: Message| async move {
        turn.enqueue(&Buy { what: message.text().unwrap_or_default().to_owned() })
    };
    let answered = |turn: Turn, answer: Result<String, GaveUp>| async move {
        let said = answer.map_or_else(|GaveUp| "sold out".to_owned(), |what| format!("bought {what}"));
        turn.say(Html::escape(&said));
        Ok(())
    };
    Bot::new("shop", "Shop", dptree::entry().branch(Update::filter_message().endpoint(asked)))
        .jobs(Jobs::default().on::<Buy, _, _>(answered))
}

/// The registry's bot and a shop, at work for two admins and Anna.
struct Suite {
    telegram: Telegram,
    nexus: Account,
    shop: Account,
    ada: Person,
    bob: Person,
    house: TestHouse,
    shop_runs: Option<Running>,
    db: TestDb,
}

impl Suite {
    async fn start() -> Self {
        let telegram = Telegram::start().await.expect("a server");
        let (nexus, shop) = (telegram.bot("nexus_bot").await, telegram.bot("shop_bot").await);
        let (ada, bob) = (telegram.person("Ada").create().await, telegram.person("Bob").create().await);
        let db = TestDb::new(&[&CORE]).await;
        let house = Self::open(&db, &telegram, [&ada, &bob], &nexus).await;
        let mut suite = Self { telegram, nexus, shop, ada, bob, house, shop_runs: None, db };
        suite.open_shop().await;
        suite
    }

    async fn open(db: &TestDb, telegram: &Telegram, admins: [&Person; 2], nexus: &Account) -> TestHouse {
        let mut house = TestHouse::open(db, telegram.url(), &admins.map(|admin| admin.id)).await;
        house.house.clock.stand_still();
        house.start(nexus::bot(), &nexus.token).await;
        house
    }

    async fn open_shop(&mut self) {
        let running = self.house.house.start(shop(), self.shop.token.as_str().into()).await;
        self.shop_runs = Some(running.expect("a shop"));
        self.until(
            "the shop receives updates",
            "SELECT EXISTS (SELECT FROM nexus.heartbeats WHERE bot = 'shop' AND (detail ->> 'polling')::boolean)
                 AND EXISTS (SELECT FROM nexus.replicas r JOIN nexus.accounts a ON a.id = r.account_id
                     WHERE a.username = 'shop_bot' AND r.expires_at > clock_timestamp())",
        )
        .await;
    }

    async fn close_shop(&mut self) {
        self.shop_runs.take().expect("it runs").stopped().await;
    }

    /// The whole process ends, and another one begins; without the shop.
    async fn restart(self) -> Self {
        let Self { telegram, nexus, shop, ada, bob, house, shop_runs, db } = self;
        drop(shop_runs);
        house.stop().await;
        let gone = sqlx::query("UPDATE nexus.duties SET expires_at = '-infinity'");
        gone.execute(&db.pool).await.expect("nobody else is there");
        let house = Self::open(&db, &telegram, [&ada, &bob], &nexus).await;
        Self { telegram, nexus, shop, ada, bob, house, shop_runs: None, db }
    }

    /// An admin's chat with the registry's bot, past the first questions.
    async fn settled(&self, person: &Person) -> Chat {
        let chat = person.chat(&self.nexus).await;
        chat.send("/start").await;
        chat.press("English").await;
        chat.press("Skip").await;
        chat.expect("My bots").await;
        chat
    }

    async fn until(&self, what: &str, sql: &str) {
        let poll = async {
            while !sqlx::query_scalar::<_, bool>(AssertSqlSafe(sql.to_owned()))
                .fetch_one(&self.db.pool)
                .await
                .expect("an answer")
            {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, poll).await;
        assert!(waited.is_ok(), "waited in vain until {what}");
    }

    /// Moves the clock on; the house has heard of it when this returns.
    async fn pass(&self, by: Duration) {
        let clock = &self.house.house.clock;
        let until = clock.now() + by;
        self.telegram.advance(by).await;
        let heard = tokio::time::timeout(LIMIT, clock.sleep_until(until)).await;
        assert!(heard.is_ok(), "the house did not hear of the time");
    }

    /// Lets the watch look, and waits until it has done so: it takes its duty again only after that.
    async fn look(&self) {
        for _ in 0..2 {
            let taken = "SELECT expires_at::text FROM nexus.duties WHERE name = 'nexus.alerts'";
            let before: Option<String> =
                sqlx::query_scalar(taken).fetch_optional(&self.db.pool).await.expect("a duty");
            self.pass(5 * SECOND).await;
            let before = before.unwrap_or_else(|| "-infinity".to_owned());
            let again = format!(
                "SELECT EXISTS (SELECT FROM nexus.duties WHERE name = 'nexus.alerts' AND expires_at > '{before}')"
            );
            self.until("the watch has looked", &again).await;
        }
    }

    /// Anna asks for so much that is not to be had; all of it is dead.
    async fn fail(&self, chat: &Chat, wishes: &[&str]) {
        let before: i64 = self.number(DEAD_JOBS).await;
        for wish in wishes {
            chat.send(wish).await;
            chat.expect("sold out").await;
        }
        let count = before + i64::try_from(wishes.len()).expect("few");
        self.until("all of it is dead", &format!("SELECT ({DEAD_JOBS}) = {count}")).await;
    }

    async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&self.db.pool).await.expect("a number")
    }

    async fn text(&self, sql: &str) -> String {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&self.db.pool).await.expect("a text")
    }

    /// What the newest dead job is called.
    async fn dead_id(&self) -> String {
        self.text("SELECT 'j' || max(id) FROM graphile_worker._private_jobs WHERE attempts = max_attempts")
            .await
    }

    async fn stop(self) {
        if let Some(running) = self.shop_runs {
            running.stopped().await;
        }
        self.house.stop().await;
        self.telegram.stop().await;
    }
}

const DEAD_JOBS: &str =
    "SELECT count(*) FROM graphile_worker._private_jobs WHERE attempts = max_attempts AND locked_at IS NULL";

#[tokio::test]
async fn a_job_that_died_is_edited_and_its_person_gets_the_answer() {
    let suite = Suite::start().await;
    let (ada, anna) = (suite.settled(&suite.ada).await, suite.telegram.person("An<na").create().await);
    let anna = anna.chat(&suite.shop).await;
    suite.fail(&anna, &["unicorn"]).await;
    let id = suite.dead_id().await;

    ada.send("/dead").await;
    let list = ada.expect("Given up: 1").await;
    assert!(list.text.contains(&format!("{id} · shop · job buy · An<na")), "{list}");
    ada.press(&id).await;
    let card = ada.expect("Cause").await;
    assert_eq!((card.edited, card.message_id), (true, list.message_id));
    assert!(
        card.text.contains("no <unicorn> in aisle 7") && card.text.contains(r#""what": "unicorn""#),
        "{card}"
    );
    ada.press("As a file").await;
    let file = ada.expect_file("The payload of").await;
    assert!(String::from_utf8_lossy(&file.bytes).contains(r#""what": "unicorn""#));

    ada.press("Edit").await;
    ada.expect("as JSON of the same shape").await;
    ada.send("milk").await;
    ada.expect("no valid JSON: see line 1").await;
    ada.send(r#"{"what": 5}"#).await;
    ada.expect("what has to be a text").await;
    ada.send(r#"{"what": "bread"}"#).await;
    ada.expect("- unicorn\n+ bread").await;
    ada.attach("voice", b"no text".to_vec()).await;
    ada.expect("as a text or as a text file").await;
    ada.attach_as("document", "new.json", vec![b' '; 70_000], "").await;
    ada.expect("at most 64 KB").await;
    ada.attach_as("document", "new.json", "\u{feff}{\"what\": \"milk\"}", "").await;
    ada.expect("- unicorn\n+ milk").await;
    assert!(ada.press("Save and retry").await.text.contains("saved and being tried again"));
    ada.expect("Given up: 0").await;
    anna.expect("bought milk").await;
    anna.assert_quiet().await;
    ada.assert_quiet().await;
    let recorded = suite
        .text("SELECT action || ' ' || actor_kind || ' ' || (before ->> 'what') FROM nexus.audit_log")
        .await;
    assert_eq!(recorded, "dead.edit admin (text of 7)", "no text of people is kept");
    suite.stop().await;
}

#[tokio::test]
async fn whoever_comes_second_is_told_who_was_first() {
    let suite = Suite::start().await;
    let (ada, bob) = (suite.settled(&suite.ada).await, suite.settled(&suite.bob).await);
    let anna = suite.telegram.person("Anna").create().await.chat(&suite.shop).await;
    suite.fail(&anna, &["unicorn", "unicorn horn"]).await;
    let id = suite.dead_id().await;
    for chat in [&ada, &bob] {
        chat.send(&format!("/dead {id}")).await;
        chat.expect("Cause").await;
    }
    ada.press("Drop…").await;
    ada.expect("shop will never finish what Anna asked for").await;
    assert!(ada.press("Drop it").await.text.contains("is dropped"));
    ada.expect("Given up: 1").await;
    assert!(bob.press("Retry").await.text.contains("has been dropped already (Ada)"));
    bob.expect("Given up: 1").await;

    ada.send("/retry").await;
    ada.expect("Retry everything that all bots gave up (1)?").await;
    assert_eq!(ada.press("Retry all").await.text, "Tried again: 1");
    anna.expect("sold out").await;
    suite.until("it is dead again", &format!("SELECT ({DEAD_JOBS}) = 1")).await;
    let id = suite.dead_id().await;
    ada.send(&format!("/retry {id}")).await;
    ada.expect("is being tried again").await;
    anna.expect("sold out").await;
    anna.assert_quiet().await;
    suite.stop().await;
}

#[tokio::test]
async fn jobs_and_errors_lead_to_what_is_dead_of_them() {
    let suite = Suite::start().await;
    let ada = suite.settled(&suite.ada).await;
    let anna = suite.telegram.person("Anna").create().await.chat(&suite.shop).await;
    suite.fail(&anna, &["unicorn", "unicorn horn"]).await;
    ada.send("/jobs").await;
    let jobs = ada.expect("buy: dead: 2").await;
    ada.press("buy (2)").await;
    let list = ada.expect("Given up of this job: 2").await;
    assert_eq!((list.edited, list.message_id), (true, jobs.message_id));

    ada.send("/errors").await;
    let errors = ada.expect("Errors of the last 24 hours").await;
    assert!(errors.text.contains("1. shop · job buy\nno <unicorn horn> in aisle 7\nonce"), "{errors}");
    ada.press("🪦 2").await;
    let list = ada.expect("Given up for this cause: 1").await;
    assert!(list.text.contains("no <unicorn> in aisle 7"), "{list}");
    ada.send("/dead nonsense").await;
    ada.expect("There is no bot or id “nonsense”").await;
    ada.send("/dead shop").await;
    ada.expect("Given up by shop: 2").await;
    ada.send("/health").await;
    let health = ada.expect("Health").await;
    assert!(
        health.text.contains("Database: up · Redis: not used") && health.text.contains("dead: 2"),
        "{health}"
    );
    suite.stop().await;
}

#[tokio::test]
async fn a_bot_that_is_down_is_one_message_for_each_admin_until_it_is_back() {
    let mut suite = Suite::start().await;
    let (ada, bob) = (suite.settled(&suite.ada).await, suite.settled(&suite.bob).await);
    suite.look().await;
    suite.close_shop().await;
    suite.look().await;
    assert_eq!(suite.number("SELECT count(*) FROM nexus.alerts WHERE opened_at IS NULL").await, 1);
    ada.assert_quiet().await;
    suite.pass(31 * SECOND).await;
    let (told_ada, told_bob) =
        (ada.expect("receives no updates").await, bob.expect("receives no updates").await);
    assert!(!told_ada.edited && !told_bob.edited && told_ada.text.contains("shop"), "{told_ada}");

    suite.look().await;
    ada.press("I'm on it").await;
    let taken = ada.expect("Ada is on it").await;
    assert_eq!((taken.edited, taken.message_id), (true, told_ada.message_id));
    suite.look().await;
    let seen = bob.expect("Ada is on it").await;
    assert_eq!((seen.edited, seen.message_id), (true, told_bob.message_id));
    assert!(!seen.buttons.concat().iter().any(|label| label.contains("on it")), "{seen}");
    bob.press("Details").await;
    let below = bob.expect("Health").await;
    assert!(!below.edited && below.text.contains("❗ shop receives no updates"), "{below}");

    suite.pass(630 * SECOND).await;
    let later = ada.expect("11 min").await;
    assert_eq!((later.edited, later.message_id), (true, told_ada.message_id));

    suite.open_shop().await;
    suite.look().await;
    suite.look().await;
    for (chat, told) in [(&ada, &told_ada), (&bob, &told_bob)] {
        let over = chat.expect("Resolved after 11 min").await;
        assert_eq!((over.edited, over.message_id), (true, told.message_id));
        chat.assert_quiet().await;
    }
    // A press on what is over changes nothing.
    let stale = taken.data_of("Not me after all").expect("a button");
    assert!(ada.press_on(taken.message_id, &stale).await.text.contains("over already"));
    suite.stop().await;
}

#[tokio::test]
async fn an_alert_outlives_the_process_that_told_it() {
    let mut suite = Suite::start().await;
    let ada = suite.settled(&suite.ada).await;
    suite.look().await;
    suite.close_shop().await;
    suite.look().await;
    suite.pass(31 * SECOND).await;
    let told = ada.expect("receives no updates").await;

    let mut suite = suite.restart().await;
    suite.look().await;
    suite.pass(630 * SECOND).await;
    let later = ada.expect("11 min").await;
    assert_eq!((later.edited, later.message_id), (true, told.message_id));
    assert_eq!(suite.number("SELECT count(*) FROM nexus.alerts").await, 1);
    suite.open_shop().await;
    suite.look().await;
    suite.look().await;
    let over = ada.expect("Resolved").await;
    assert_eq!((over.edited, over.message_id), (true, told.message_id));
    ada.assert_quiet().await;
    suite.stop().await;
}

/// Two processes watch; one of them tells, and the other goes on when it has gone.
#[tokio::test]
async fn two_processes_tell_once() {
    let mut suite = Suite::start().await;
    let ada = suite.settled(&suite.ada).await;
    let other = Suite::open(&suite.db, &suite.telegram, [&suite.ada, &suite.bob], &suite.nexus).await;
    suite.look().await;
    suite.close_shop().await;
    suite.look().await;
    suite.pass(31 * SECOND).await;
    let told = ada.expect("receives no updates").await;
    suite.look().await;
    ada.assert_quiet().await;

    let first = std::mem::replace(&mut suite.house, other);
    first.stop().await;
    suite.number("WITH gone AS (UPDATE nexus.duties SET expires_at = '-infinity') SELECT 1::bigint").await;
    suite.look().await;
    suite.pass(630 * SECOND).await;
    let later = ada.expect("11 min").await;
    assert_eq!((later.edited, later.message_id), (true, told.message_id));
    let keys = "SELECT count(*) - count(DISTINCT source_key) FROM nexus.inbox WHERE kind = 'event'";
    assert_eq!(suite.number(keys).await, 0);
    ada.assert_quiet().await;
    suite.stop().await;
}

#[tokio::test]
async fn a_flood_of_failures_is_one_alert() {
    let suite = Suite::start().await;
    let ada = suite.settled(&suite.ada).await;
    let anna = suite.telegram.person("Anna").create().await.chat(&suite.shop).await;
    suite.look().await;
    let wishes: Vec<String> = (0..6).map(|number| format!("unicorn {}", "!".repeat(number))).collect();
    let wishes: Vec<&str> = wishes.iter().map(String::as_str).collect();
    suite.fail(&anna, &wishes).await;
    suite.look().await;
    let told = ada.expect("many failures").await;
    assert!(!told.edited && told.text.contains("In the last 10 minutes: 6"), "{told}");
    suite.fail(&anna, &wishes).await;
    suite.look().await;
    let more = ada.expect("In the last 10 minutes: 12").await;
    assert_eq!((more.edited, more.message_id), (true, told.message_id));
    ada.press("Details").await;
    let list = ada.expect("Given up by shop: 12").await;
    assert!(!list.edited);
    ada.assert_quiet().await;
    suite.stop().await;
}

#[tokio::test]
async fn of_a_muted_cause_nobody_hears() {
    let suite = Suite::start().await;
    let ada = suite.settled(&suite.ada).await;
    let anna = suite.telegram.person("Anna").create().await.chat(&suite.shop).await;
    suite.look().await;
    suite.fail(&anna, &["unicorn"]).await;
    let id = suite.dead_id().await;
    ada.send(&format!("/dead {id}")).await;
    ada.expect("Cause").await;
    ada.press("Mute…").await;
    ada.expect("raise no alerts").await;
    assert_eq!(ada.press("1 day").await.text, "Muted");
    ada.expect("Muted until").await;
    for _ in 0..3 {
        suite.look().await;
    }
    assert_eq!(suite.number("SELECT count(*) FROM nexus.alerts").await, 0);
    ada.assert_quiet().await;

    ada.send("/alerts").await;
    ada.expect("1. shop · job buy: no <unicorn> in aisle 7 · until: ").await;
    assert_eq!(ada.press("🔔 1").await.text, "It raises alerts again");
    ada.expect("Nothing is wrong right now").await;
    for _ in 0..3 {
        suite.look().await;
    }
    let told = ada.expect("something failed for good").await;
    assert!(!told.edited && told.text.contains("In the last 10 minutes: 1"), "{told}");
    // What was dealt with is over.
    ada.send(&format!("/dead {id}")).await;
    ada.press("Drop…").await;
    ada.press("Drop it").await;
    ada.expect("Given up: 0").await;
    suite.look().await;
    let over = ada.expect("Resolved").await;
    assert_eq!((over.edited, over.message_id), (true, told.message_id));
    ada.assert_quiet().await;
    suite.stop().await;
}

#[tokio::test]
async fn an_alert_can_be_muted_and_its_end_is_told_all_the_same() {
    let mut suite = Suite::start().await;
    let (ada, bob) = (suite.settled(&suite.ada).await, suite.settled(&suite.bob).await);
    suite.look().await;
    suite.close_shop().await;
    suite.look().await;
    suite.pass(31 * SECOND).await;
    let told = ada.expect("receives no updates").await;
    bob.expect("receives no updates").await;
    suite.pass(120 * SECOND).await;
    for chat in [&ada, &bob] {
        chat.expect("2 min").await;
    }
    ada.press("1 hour").await;
    ada.expect("Muted until").await;
    suite.look().await;
    bob.expect("Muted until").await;
    suite.pass(600 * SECOND).await;
    suite.look().await;
    for chat in [&ada, &bob] {
        chat.assert_quiet().await;
    }
    suite.open_shop().await;
    suite.look().await;
    suite.look().await;
    let over = ada.expect("Resolved").await;
    assert_eq!((over.edited, over.message_id), (true, told.message_id));
    bob.expect("Resolved").await;
    suite.stop().await;
}

#[tokio::test]
async fn to_a_stranger_and_in_a_group_none_of_it_exists() {
    let suite = Suite::start().await;
    let anna = suite.telegram.person("Anna").create().await;
    let (chat, ada) = (suite.settled(&anna).await, suite.settled(&suite.ada).await);
    chat.send("/nonsense").await;
    let unknown = chat.expect("/nonsense").await.to_string();
    for command in ["/dead", "/dead e1", "/retry e1", "/jobs", "/errors", "/alerts"] {
        let name = command.split(' ').next().unwrap_or(command);
        chat.send(command).await;
        let answer = chat.expect(name).await.to_string();
        assert_eq!(answer.replace(name, "/nonsense"), unknown);
    }
    // What an admin's buttons carry, sent by somebody else.
    ada.send("/dead").await;
    let list = ada.expect("Given up").await;
    for label in ["Errors", "Jobs", "Alerts"] {
        let data = list.data_of(label).expect("a button");
        assert!(chat.press_data(&data).await.text.contains("out of date"), "{label}");
    }
    let message = serde_json::json!({"message": {
        "message_id": 1_000_000, "date": 1, "text": "/dead",
        "chat": {"id": suite.ada.id, "type": "supergroup", "title": "Operators"},
        "from": {"id": suite.ada.id, "is_bot": false, "first_name": "Ada"},
    }});
    suite.telegram.inject(&suite.nexus, message).await;
    ada.expect("I don't know the command /dead").await;
    suite.stop().await;
}
