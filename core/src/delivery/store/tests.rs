//! A turn closes on its own or with others, by statements that were written apart: what they leave behind is the same.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};
use sqlx::{PgPool, types::Json};

use super::*;
use crate::delivery::saying::{Act, Place};
use crate::{
    clock::Clock,
    db::CORE,
    delivery::{Effects, Later, Saying},
    ids::{AccountId, BotId, ChatKey, ReplicaId, SubscriptionId, UserId, WorkspaceId},
    permits::Class,
    screen::{Html, Keyboard},
    testing::db::TestDb,
};

/// How a chat and its person's use of the bot are before a turn, and what the turn asks for.
#[derive(Clone, Debug)]
struct Case {
    chat: Found,
    settings: Value,
    state: Value,
    dialogues: Value,
    /// Whether an earlier turn's sayings are still on their way.
    has_pending: bool,
    /// How much later than the person's last the turn is; `None`: it is not the person's.
    acted: Option<i64>,
    settings_patch: Option<Value>,
    state_patch: Option<Value>,
    increment: Option<(String, i64)>,
    dialogue: Option<(String, Value)>,
    texts: Vec<String>,
    /// Which of its texts tells the sum, where there is one.
    tells: usize,
    has_due: bool,
}

/// What has become of the chat since the turn opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    AsItWas,
    /// Somebody closed a turn.
    Later,
    Anothers,
    /// There is no row.
    Gone,
}

/// Few, so that what a turn wants meets what is there.
const KEYS: [&str; 4] = ["count", "name", "it's \"deep\"", "список"];

fn key() -> impl Strategy<Value = String> {
    select(&KEYS[..]).prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = Value> {
    let text = select(vec!["", "x", "a \"quoted\" \\ one", "довга\nдумка", "12"]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-1000_i64..1000).prop_map(Value::from),
        select(vec![0.5, -2.25, 1e20]).prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(key(), inner, 0..3).prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn object() -> impl Strategy<Value = Value> {
    btree_map(key(), value(), 0..4).prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into())
}

fn case() -> impl Strategy<Value = Case> {
    let found = prop_oneof![
        8 => Just(Found::AsItWas),
        1 => Just(Found::Later),
        1 => Just(Found::Anothers),
        1 => Just(Found::Gone),
    ];
    let before = (found, object(), object(), object(), any::<bool>());
    let text = select(vec!["", "plain", "<b> & \"quoted\" \\ back", "добрий\tдень"]).prop_map(str::to_owned);
    let asked = (
        option::of(-5_i64..5),
        option::of(object()),
        option::of(object()),
        option::of((key(), any::<i32>().prop_map(i64::from))),
        option::of((select(vec!["0:1", "7:1"]).prop_map(str::to_owned), value())),
        vec(text, 0..3),
        any::<usize>(),
        any::<bool>(),
    );
    (before, asked).prop_map(|(before, asked)| {
        let (chat, settings, state, dialogues, has_pending) = before;
        let (acted, settings_patch, state_patch, increment, dialogue, texts, tells, has_due) = asked;
        Case {
            chat,
            settings,
            state,
            dialogues,
            has_pending,
            acted,
            settings_patch,
            state_patch,
            increment,
            dialogue,
            texts,
            tells,
            has_due,
        }
    })
}

impl Case {
    fn effects(&self, now: DateTime<Utc>) -> Effects {
        // As `Turn::add` gives it.
        let sum =
            self.increment.as_ref().map(|(key, _)| Later { token: "[later 1]".into(), key: key.clone() });
        let tells = self.tells % self.texts.len().max(1);
        let text = |(place, text): (usize, &String)| match &sum {
            Some(sum) if place == tells => format!("{text} {sum}!"),
            _ => text.clone(),
        };
        let act = |text: String| Act::Message {
            place: Place::New(None),
            text: Html::escape(&text),
            keyboard: Keyboard::None,
            silent: false,
            thread: None,
            class: Class::Answer,
        };
        Effects {
            acts: self.texts.iter().enumerate().map(text).map(act).collect(),
            later: sum.clone().into_iter().collect(),
            settings_patch: self.settings_patch.clone(),
            state_patch: self.state_patch.clone(),
            increments: self.increment.clone().into_iter().collect(),
            dialogue: self.dialogue.clone(),
            due_at: self.has_due.then_some(now),
            ..Effects::default()
        }
    }
}

/// An account with a chat and a person for each case; two of them are alike.
struct Scene<'a> {
    pool: &'a PgPool,
    bot: BotId,
    account: AccountId,
    owner: ReplicaId,
    people: Vec<(UserId, SubscriptionId)>,
    now: DateTime<Utc>,
}

impl<'a> Scene<'a> {
    async fn set(pool: &'a PgPool, bot: BotId, now: DateTime<Utc>, cases: &[Case]) -> Self {
        let people = cases.iter().map(|_| (UserId::new(), SubscriptionId::new())).collect();
        let scene = Self { pool, bot, account: AccountId::new(), owner: ReplicaId::new(), people, now };
        for (place, case) in cases.iter().enumerate() {
            scene.add(place, case).await.expect("a chat and a person");
        }
        scene
    }

    async fn add(&self, place: usize, case: &Case) -> sqlx::Result<()> {
        let (user, subscription) = self.people[place];
        sqlx::query(
            "WITH person AS (INSERT INTO nexus.users (id, created_at) VALUES ($1, $4))
             INSERT INTO nexus.subscriptions (id, user_id, bot_id, installed_at, last_interaction_at, settings, state)
             VALUES ($2, $1, $3, $4, $4, $5, $6)",
        )
        .bind(user)
        .bind(subscription)
        .bind(self.bot)
        .bind(self.now)
        .bind(&case.settings)
        .bind(&case.state)
        .execute(self.pool)
        .await?;
        if case.chat == Found::Gone {
            return Ok(());
        }
        let owner = if case.chat == Found::Anothers { ReplicaId::new() } else { self.owner };
        let pending = if case.has_pending { json!([{"id": "1.0"}]) } else { json!([]) };
        sqlx::query(
            "INSERT INTO nexus.chats (account_id, chat, owner, version, closed, pending, dialogues)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.account)
        .bind(self.chat(place))
        .bind(owner)
        .bind(if case.chat == Found::Later { 4_i64 } else { 3 })
        .bind(if case.has_pending { vec![1_i64] } else { Vec::new() })
        .bind(pending)
        .bind(&case.dialogues)
        .execute(self.pool)
        .await?;
        Ok(())
    }

    fn chat(&self, place: usize) -> ChatKey {
        ChatKey(i64::try_from(place).expect("few"))
    }

    fn turns(&self, cases: &[Case]) -> Vec<Small> {
        let turn = |(place, case): (usize, &Case)| {
            let closing = Closing {
                account: self.account,
                chat: self.chat(place),
                bot: self.bot,
                owner: self.owner,
                version: 3,
                seqs: vec![100 + self.chat(place).0],
                person: Some(self.people[place]),
                workspace: Some(WorkspaceId::new()),
                acted_at: case.acted.map(|seconds| self.now + TimeDelta::seconds(seconds)),
                now: self.now,
            };
            let effects = case.effects(self.now);
            let subscription = Small::whose(&closing, &effects).expect("a small turn");
            Small { closing, effects, subscription }
        };
        cases.iter().enumerate().map(turn).collect()
    }

    /// All that closing may have changed, without what the scenes are called.
    async fn rows(&self) -> (Vec<Value>, Vec<Value>) {
        let chats = sqlx::query_scalar(
            "SELECT to_jsonb(c) - '{account_id,owner}'::text[] FROM nexus.chats c WHERE account_id = $1 ORDER BY chat",
        );
        let people = sqlx::query_scalar(
            "SELECT to_jsonb(s) - '{id,user_id}'::text[]
             FROM unnest($1::uuid[]) WITH ORDINALITY p(id, place) JOIN nexus.subscriptions s USING (id) ORDER BY place",
        );
        let subscriptions: Vec<_> = self.people.iter().map(|(_, subscription)| *subscription).collect();
        let chats: Vec<Json<Value>> = chats.bind(self.account).fetch_all(self.pool).await.expect("chats");
        let people: Vec<Json<Value>> = people.bind(subscriptions).fetch_all(self.pool).await.expect("people");
        let plain = |rows: Vec<Json<Value>>| rows.into_iter().map(|row| row.0).collect();
        (plain(chats), plain(people))
    }
}

async fn one_by_one(scene: &Scene<'_>, turns: &[Small]) -> Vec<Option<Vec<Saying>>> {
    let mut closed = Vec::new();
    for turn in turns {
        let sayings = close(scene.pool, &turn.closing, &turn.effects, Durability::AtOnce).await;
        closed.push(sayings.expect("closed, or not"));
    }
    closed
}

async fn compare(pool: &PgPool, bot: BotId, cases: &[Case]) -> Result<(), TestCaseError> {
    let now = Clock::system().now();
    let (alone, together) =
        (Scene::set(pool, bot, now, cases).await, Scene::set(pool, bot, now, cases).await);
    prop_assert_eq!(alone.rows().await, together.rows().await, "they begin alike");
    let closed = one_by_one(&alone, &alone.turns(cases)).await;
    let turns = together.turns(cases);
    let closed_together = close_many(pool, together.account, together.owner, &turns).await;
    prop_assert_eq!(&closed, &closed_together.expect("closed, or not"));
    let (chats, people) = alone.rows().await;
    let (chats_together, people_together) = together.rows().await;
    prop_assert_eq!(chats, chats_together);
    prop_assert_eq!(people, people_together);
    for (case, closed) in cases.iter().zip(closed) {
        prop_assert_eq!(closed.is_some(), case.chat == Found::AsItWas, "what is as it was closes");
    }
    Ok(())
}

#[test]
fn turns_close_together_as_they_do_one_by_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (test, bot) = runtime.block_on(async {
        let (test, bot) = (TestDb::new(&[&CORE]).await, BotId::new());
        let insert = "INSERT INTO nexus.bots (id, code, name, created_at) VALUES ($1, 'probe', 'Probe', $2)";
        let inserted = sqlx::query(insert).bind(bot).bind(Clock::system().now()).execute(&test.pool).await;
        inserted.expect("a bot");
        (test, bot)
    });
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let tried = runner.run(&vec(case(), 1..6), |cases| runtime.block_on(compare(&test.pool, bot, &cases)));
    tried.expect("alike");
    runtime.block_on(test.db.close());
}
