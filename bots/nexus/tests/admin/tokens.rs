//! Tokens of programs: created, used, listed and revoked, and their text kept nowhere.

use std::{net::SocketAddr, time::Duration};

use nexus_core::testing::db::columns_with;
use serde_json::Value;
use telegram_local::{Chat, Fault};

use crate::suite::{Suite, ask, press_twice};

/// How every token of ours begins: `{"typ":"JWT"`.
const HEAD: &str = "eyJ0eXAiOiJKV1Qi";

/// The registry's API over HTTP, as a program sees it.
struct Api {
    address: SocketAddr,
    client: reqwest::Client,
}

impl Api {
    async fn of(suite: &Suite) -> Self {
        let address = suite.house.serve_http(nexus::endpoint().with(&nexus::bot())).await;
        Self { address, client: reqwest::Client::builder().no_proxy().build().expect("a client") }
    }

    /// The status, and the codes of the bots that the token opens.
    async fn bots(&self, token: &str) -> (u16, Vec<String>) {
        let request = self.client.get(format!("http://{}/bots", self.address)).bearer_auth(token);
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let body: Value = serde_json::from_str(&response.text().await.expect("a text")).expect("JSON");
        let items = body["items"].as_array().cloned().unwrap_or_default();
        let code = |bot: &Value| bot["code"].as_str().unwrap_or_default().to_owned();
        (status, items.iter().map(code).collect())
    }

    /// Waits until the token is refused, which may take some seconds.
    async fn until_refused(&self, token: &str) {
        let asked = async {
            while self.bots(token).await.0 != 401 {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), asked).await.expect("refused");
    }
}

async fn press(chat: &Chat, label: &str, answer: &str) {
    chat.press(label).await;
    chat.expect(answer).await;
}

/// The token in the message that shows it.
async fn shown(chat: &Chat) -> String {
    let seen = chat.expect("It is shown only this once").await;
    let is_token = |word: &&str| word.starts_with("eyJ") && word.matches('.').count() == 2;
    let token = seen.text.split_whitespace().find(is_token).expect("a token").to_owned();
    let entities = seen.raw["entities"].as_array().cloned().unwrap_or_default();
    let is_code = |entity: &Value| entity["type"] == "code" && entity["length"] == token.len();
    assert!(
        !seen.edited && entities.iter().any(is_code),
        "a message of its own, to be copied at a touch: {seen}"
    );
    assert!(seen.text.contains("delete this message"), "{seen}");
    token
}

#[tokio::test]
async fn a_token_is_created_opens_the_api_and_is_refused_when_revoked() {
    let suite = Suite::with_key().await;
    let api = Api::of(&suite).await;
    let owner = suite.owner().await;
    ask(&owner, "/admin", "Your role: owner").await;
    press(&owner, "🎟 Tokens", "There are no tokens yet").await;
    press(&owner, "➕ New token", "all of the registry: those of every bot").await;
    press(&owner, "Sample", "Opens only the bot sample").await;
    press(&owner, "90 days", "What should the token be called?").await;
    ask(&owner, "…", "no letter or digit").await;
    ask(&owner, &"x".repeat(101), "too long: 101 characters, where 100 fit").await;
    ask(&owner, " nightly\n<reports> ", "Create the token nightly <reports>, which counts until").await;
    press_twice(&owner, "✅ Create").await;
    let token = shown(&owner).await;
    assert!(token.starts_with(HEAD), "{token}");
    assert_eq!(suite.recorded().await, "token.issue", "once");
    assert_eq!(api.bots(&token).await, (200, vec!["sample".to_owned()]));

    let sent = "SELECT NOT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]'::jsonb)";
    suite.until("all is sent", sent).await;
    ask(&owner, "/token", "🟢 nightly <reports> · only sample · until").await;
    press(&owner, "nightly <reports>", "Validity: until").await;
    assert!(!owner.last().await.expect("the card").text.contains(&token), "it is not shown again");
    let signature = token.rsplit('.').next().expect("a signature");
    for (text, is_kept) in [("nightly <reports>", true), (token.as_str(), false), (signature, false)] {
        let found = columns_with(&suite.db.pool, text).await.expect("searched");
        assert_eq!(!found.is_empty(), is_kept, "{text} in {found:?}");
    }

    press(&owner, "⛔ Revoke", "refused everywhere within seconds, and the program").await;
    press(&owner, "← Keep it", "Validity: until").await;
    assert_eq!(api.bots(&token).await.0, 200, "a question revokes nothing");
    press(&owner, "⛔ Revoke", "Revoke the token nightly <reports> (only sample)?").await;
    press_twice(&owner, "⛔ Revoke").await;
    owner.expect("Validity: revoked").await;
    api.until_refused(&token).await;
    press(&owner, "🎟 Tokens", "⛔ nightly <reports> · only sample · revoked").await;
    assert_eq!(suite.recorded().await, "token.issue token.revoke");
    let by_admin =
        "SELECT count(*) FROM nexus.audit_log l JOIN nexus.service_tokens t ON t.id::text = l.subject
        WHERE l.actor_kind = 'admin' AND l.actor <> '' AND l.trace_id IS NOT NULL";
    assert_eq!(suite.number(by_admin).await, 2);
    ask(&owner, "/audit token", "Ada: token revoked").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn a_token_for_all_of_the_registry_is_no_accident() {
    let suite = Suite::with_key().await;
    let api = Api::of(&suite).await;
    let owner = suite.owner().await;
    ask(&owner, "/token", "There are no tokens yet").await;
    press(&owner, "➕ New token", "What should the new token open?").await;
    press(&owner, "🌍 All of the registry", "people and settings of every bot").await;
    press(&owner, "30 days", "What should the token be called?").await;
    ask(&owner, "/cancel", "Cancelled").await;
    owner.send("everything").await;
    owner.expect_that("no question", |seen| !seen.text.contains("Create the token")).await;
    ask(&owner, "/token", "There are no tokens yet").await;
    press(&owner, "➕ New token", "What should the new token open?").await;
    press(&owner, "Sample", "Opens only the bot sample").await;
    press(&owner, "1 year", "What should the token be called?").await;
    ask(&owner, "everything", "Create the token everything").await;
    press(&owner, "✖️ Don't create", "There are no tokens yet").await;
    assert_eq!(suite.recorded().await, "");

    press(&owner, "➕ New token", "What should the new token open?").await;
    press(&owner, "🌍 All of the registry", "people and settings of every bot").await;
    press(&owner, "30 days", "What should the token be called?").await;
    ask(&owner, "everything", "people and settings of every bot").await;
    press(&owner, "✅ Create", "🎟 everything").await;
    let token = shown(&owner).await;
    assert_eq!(api.bots(&token).await, (200, vec!["nexus".to_owned(), "sample".to_owned()]));
    suite.pass(Duration::from_secs(30 * 24 * 3600)).await;
    ask(&owner, "/token", "⌛ everything · all of the registry · expired").await;
    press(&owner, "everything", "Validity: expired").await;
    let buttons: Vec<String> = owner.last().await.expect("a card").buttons.concat();
    assert!(!buttons.iter().any(|label| label.contains("Revoke")), "{buttons:?}");
    assert_eq!(api.bots(&token).await.0, 401);
    suite.house.stop().await;
}

#[tokio::test]
async fn of_a_token_that_the_messenger_refuses_to_show_nothing_is_kept() {
    let suite = Suite::with_key().await;
    let owner = suite.owner().await;
    ask(&owner, "/token", "There are no tokens yet").await;
    press(&owner, "➕ New token", "What should the new token open?").await;
    press(&owner, "Sample", "Opens only the bot sample").await;
    press(&owner, "1 year", "What should the token be called?").await;
    ask(&owner, "unlucky", "Create the token unlucky").await;
    let fault = Fault {
        method: Some("sendMessage".to_owned()),
        times: Some(1),
        status: Some(400),
        description: Some("Bad Request: chat not found".to_owned()),
        ..Fault::default()
    };
    suite.telegram.fault(fault).await;
    press(&owner, "✅ Create", "Validity: until").await;
    let kept = "SELECT count(*) = 1 FROM nexus.refused_sayings WHERE saying::text LIKE '%<code>***</code>%'";
    suite.until("it was refused", kept).await;
    let sent = "SELECT NOT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]'::jsonb)";
    suite.until("all is dealt with", sent).await;
    let left = columns_with(&suite.db.pool, HEAD).await.expect("searched");
    assert_eq!(left, Vec::<String>::new());
    press(&owner, "⛔ Revoke", "Revoke the token unlucky").await;
    press(&owner, "⛔ Revoke", "Validity: revoked").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn without_a_key_it_says_what_to_do_and_still_revokes() {
    let suite = Suite::start().await;
    let insert = "INSERT INTO nexus.service_tokens (id, name, created_at, expires_at)
        VALUES (gen_random_uuid(), 'old one', '2020-01-01Z', '2999-01-01Z')";
    sqlx::query(insert).execute(&suite.db.pool).await.expect("a token of another process");
    let owner = suite.owner().await;
    ask(&owner, "/token", "🟢 old one").await;
    press(&owner, "➕ New token", "Set TOKEN_KEY where the registry's bot runs").await;
    press(&owner, "🎟 Tokens", "🟢 old one").await;
    press(&owner, "old one", "Opens all of the registry").await;
    press(&owner, "⛔ Revoke", "Revoke the token old one").await;
    press(&owner, "⛔ Revoke", "Validity: revoked").await;
    assert_eq!(suite.recorded().await, "token.revoke");
    suite.house.stop().await;
}
