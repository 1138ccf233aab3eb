//! The program as operators call it, and a database with something of everything in it.

use std::process::{Command, Output, Stdio};

use nexus_core::{db::CORE, jobs::prepare_queue, testing::db::TestDb};
use secrecy::ExposeSecret;
use sqlx::Executor;

/// The program with these variables only, in a folder without a `.env`.
pub fn command(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nexus"));
    command.args(arguments).env_clear().envs(variables.iter().copied()).current_dir("/");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub async fn nexus(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = command(arguments, variables);
    let run = tokio::task::spawn_blocking(move || command.output());
    run.await.expect("no panic").expect("the program runs")
}

pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// A bot's schema as bots have them, with values of all kinds and names that need quoting.
const SHOP: &str = r#"
CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO nexus_app;
CREATE TYPE shop.mood AS ENUM ('good', 'bad');
CREATE TABLE shop._migrations (version bigint PRIMARY KEY, name text NOT NULL, checksum bytea NOT NULL);
INSERT INTO shop._migrations VALUES (1, 'shop', '\x00'), (2, 'more', '\x01');
CREATE TABLE shop.orders (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id uuid NOT NULL,
    details jsonb NOT NULL,
    raw json,
    picture bytea,
    price numeric(12, 4) CHECK (price >= 0),
    rate double precision,
    mood shop.mood NOT NULL DEFAULT 'good',
    tags text[] NOT NULL DEFAULT '{}',
    span tstzrange,
    pause interval,
    at timestamptz NOT NULL,
    wall timestamp,
    total numeric GENERATED ALWAYS AS (price * 2) STORED
);
CREATE INDEX orders_tags ON shop.orders USING gin (tags);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON shop.orders TO nexus_app USING (workspace_id = (SELECT nexus.current_workspace()));
GRANT SELECT, INSERT ON shop.orders TO nexus_app;
GRANT UPDATE (tags) ON shop.orders TO nexus_app;
CREATE TABLE shop."Odd ""Name""" (t text, the_row integer, "select" integer REFERENCES shop.orders (number));
CREATE TABLE shop.empty (id serial PRIMARY KEY);
CREATE VIEW shop.cheap AS SELECT number FROM shop.orders WHERE price < 10;
CREATE FUNCTION shop.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.tags := NEW.tags || ARRAY['seen']; RETURN NEW; END $$;
CREATE TRIGGER noted BEFORE INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.note();
INSERT INTO shop.orders (workspace_id, details, raw, picture, price, rate, mood, tags, span, pause, at, wall)
SELECT gen_random_uuid(), jsonb_build_object('number', n, 'text', E'Ünï\n"quoted"', 'nested', jsonb_build_array(n, null)),
    '{"b": 1,  "a": 2}', sha256(n::text::bytea), n / 3.0, 1.0 / (n + 1), CASE WHEN n % 2 = 0 THEN 'good' ELSE 'bad' END::shop.mood,
    ARRAY['a,b', NULL, '"'], tstzrange('2026-01-01Z', NULL), make_interval(days => n), '2026-01-01T00:00:00Z', '2026-03-29 02:30:00'
FROM generate_series(1, 500) n;
INSERT INTO shop."Odd ""Name""" VALUES ('x', 1, 1), (NULL, NULL, NULL), ('', 0, 2);
INSERT INTO nexus.users (id, created_at) SELECT gen_random_uuid(), '2026-01-01T00:00:00Z' FROM generate_series(1, 3);
INSERT INTO nexus.audit_log (at, actor_kind, actor, action, subject_kind, subject)
VALUES ('2026-01-01T00:00:00Z', 'system', '', 'test.begin', 'test', 'x');
SELECT nexus.enqueue('probe', '{"kept": true}', 3);
"#;

/// The registry, a bot's schema, and the job queue with a job in it.
pub async fn full_house() -> TestDb {
    let test = TestDb::new(&[&CORE]).await;
    prepare_queue(&test.db).await.expect("a queue");
    test.pool.execute(SHOP).await.expect("a shop");
    test
}

/// The URL without its password, and the password.
pub fn split(test: &TestDb) -> (String, String) {
    let mut url = url::Url::parse(test.url.expose_secret()).expect("a URL");
    let password = url.password().expect("a password").to_owned();
    url.set_password(None).expect("a URL with a host");
    (url.into(), password)
}
