//! Who is let in.

use base64::{Engine, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use nexus_core::{audit::Actor, config::ApiConfig, token};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Answer, KEY, OTHER_KEY, World, api_config, refused};

fn seed(key: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(key).expect("base64")
}

/// A token of these claims, signed by this key, whatever they say.
fn signed(key: &str, claims: &Value) -> String {
    let key = EncodingKey::from_ed_der(&seed(key));
    jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), claims, &key).expect("signed")
}

fn claims_of(token: &str) -> Value {
    let claims = token.split('.').nth(1).expect("claims");
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64")).expect("JSON")
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |part: &Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}", part(header), part(claims))
}

#[tokio::test]
async fn what_is_not_ours_is_refused_and_what_is_ours_is_let_in() {
    let world = World::new().await;
    let good = claims_of(&world.all);
    assert_eq!((&good["iss"], &good["aud"]), (&json!("nexus"), &json!("nexus")));
    assert_eq!(good["sub"], good["jti"]);
    assert_eq!(world.get(&signed(KEY, &good), "/bots").await.status, 200, "the tests sign as the house does");

    let with = |field: &str, value: Value| {
        let mut claims = good.clone();
        claims[field] = value;
        claims
    };
    let without = |field: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().expect("claims").remove(field);
        claims
    };
    let hmac = |algorithm: &str| {
        // The old trick: the public key, which anybody may know, taken for a shared secret.
        let text = unsigned(&json!({"alg": algorithm, "typ": "JWT"}), &good);
        let public = world.house.house.tokens.keys().expect("keys").signing.public().to_string();
        let key =
            ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &BASE64_STANDARD.decode(public).expect("base64"));
        let signature = ring::hmac::sign(&key, text.as_bytes());
        format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    };
    let (head, signature) = world.all.rsplit_once('.').expect("a signature");
    let none = unsigned(&json!({"alg": "none"}), &good);
    let long = format!("{head}.{signature}{}", "A".repeat(1024 * 1024 / 4));
    for (what, token) in [
        ("nothing", String::new()),
        ("no token", "secret".to_owned()),
        ("signed by another key", signed(OTHER_KEY, &good)),
        ("for another audience", signed(KEY, &with("aud", json!("elsewhere")))),
        ("of another issuer", signed(KEY, &with("iss", json!("elsewhere")))),
        ("expired", signed(KEY, &with("exp", json!(world.now().timestamp() - 1)))),
        ("for ever", signed(KEY, &without("exp"))),
        ("for nobody", signed(KEY, &without("aud"))),
        ("with an end beyond time", signed(KEY, &with("exp", json!(i64::MAX)))),
        ("of two ids", signed(KEY, &with("jti", json!(Uuid::now_v7())))),
        ("never issued", {
            let id = json!(Uuid::now_v7());
            let mut claims = with("jti", id.clone());
            claims["sub"] = id;
            signed(KEY, &claims)
        }),
        ("HS256", hmac("HS256")),
        ("EdDSA by name only", hmac("EdDSA")),
        ("none", format!("{none}.")),
        ("none, signed", format!("{none}.{signature}")),
        ("without its signature", head.to_owned()),
        ("a token of other claims with a good one's signature", {
            let claims =
                unsigned(&json!({"alg": "EdDSA", "typ": "JWT"}), &with("exp", json!(i64::from(i32::MAX))));
            format!("{claims}.{signature}")
        }),
        ("long", long),
    ] {
        let sent = world.request(&token, "GET", "/bots").send().await;
        // What is longer than a server reads headers is cut off before there is anything to answer to.
        let Ok(response) = sent else { continue };
        if response.status().as_u16() == 431 {
            continue;
        }
        let answer = Answer::read(response).await;
        assert_eq!(answer.refusal(), refused(401, "unauthorized"), "{what}");
        assert!(answer.header("www-authenticate").starts_with("Bearer "), "{what}");
    }
    let basic = world.bare(Method::GET, "/bots").header("authorization", format!("Basic {}", world.all));
    assert_eq!(Answer::of(basic).await.status, 401);
    let other_case =
        world.bare(Method::GET, "/bots").header("authorization", format!("bearer {}", world.all));
    assert_eq!(Answer::of(other_case).await.status, 200);
}

#[tokio::test]
async fn a_token_of_more_than_4_kilobytes_is_not_read() {
    let world = World::new().await;
    let mut claims = claims_of(&world.all);
    claims["more"] = json!("x".repeat(2000));
    assert_eq!(world.get(&signed(KEY, &claims), "/bots").await.status, 200);
    claims["more"] = json!("x".repeat(3000));
    assert_eq!(world.get(&signed(KEY, &claims), "/bots").await.status, 401);
}

#[tokio::test]
async fn a_revoked_token_is_refused_within_seconds() {
    let world = World::new().await;
    assert_eq!(world.get(&world.all, "/bots").await.status, 200);
    let id: Uuid = serde_json::from_value(claims_of(&world.all)["jti"].clone()).expect("an id");
    assert!(token::revoke(&world.test.db, id, Actor::Operator, world.now()).await.expect("revoked"));
    assert!(!token::revoke(&world.test.db, id, Actor::Operator, world.now()).await.expect("asked"));
    let refused_soon = async {
        while world.get(&world.all, "/bots").await.status == 200 {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), refused_soon).await.expect("refused");
    assert_eq!(world.get(&world.all, "/bots").await.refusal(), refused(401, "unauthorized"));
    assert_eq!(world.get(&world.coach, "/bots").await.status, 200, "others count on");
}

#[tokio::test]
async fn a_token_that_was_let_in_ends_with_its_time() {
    let world = World::new().await;
    let token = world.token(None, TimeDelta::days(2)).await;
    assert_eq!(world.get(&token, "/bots").await.status, 200);
    world.house.house.clock.set_offset_ms(2 * 86_400_000 + 1000);
    assert_eq!(world.get(&token, "/bots").await.status, 401);
}

#[tokio::test]
async fn keys_are_changed_without_an_outage() {
    let old = World::new().await;
    let public = old.house.house.tokens.keys().expect("keys").signing.public().to_string();
    let key = |key: &str| Some(key.parse().expect("a key"));
    // The same registry, after the change.
    let changed = ApiConfig {
        token_key: key(OTHER_KEY),
        previous_key: Some(public.parse().expect("a public key")),
        ..api_config()
    };
    let config = nexus_core::config::Config {
        api: changed,
        ..nexus_core::testing::TestHouse::config(&old.test, "http://127.0.0.1:9")
    };
    let house = nexus_core::testing::TestHouse::with(config).await;
    let address = house.serve_http(nexus::endpoint().with(&nexus::bot())).await;
    let ask = async |token: &str| {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Answer::of(client.get(format!("http://{address}/bots")).bearer_auth(token)).await.status
    };
    assert_eq!(ask(&old.all).await, 200, "the old key's");
    let wish = token::Wish { name: "new", bot: None, life: TimeDelta::days(1) };
    let keys = house.house.tokens.keys().expect("keys");
    let issued = token::issue(&old.test.db, keys, &wish, Actor::Operator, old.now()).await.expect("issued");
    let new = secrecy::ExposeSecret::expose_secret(&issued.token).to_owned();
    assert_eq!(ask(&new).await, 200, "the new key's");
    assert_eq!(old.get(&new, "/bots").await.status, 401, "which the old process does not know");
}

#[tokio::test]
async fn without_a_key_the_api_is_off_and_the_rest_is_on() {
    let world = World::with(ApiConfig { token_key: None, ..api_config() }).await;
    for path in ["/users", "/bots", "/jobs"] {
        let answer = world.get("x.y.z", path).await;
        assert_eq!(answer.refusal(), refused(503, "not_configured"), "{path}");
        let answer = Answer::of(world.bare(Method::GET, path)).await;
        assert_eq!(answer.refusal(), refused(503, "not_configured"), "{path}");
    }
    for path in ["/health", "/metrics", "/openapi.json", "/docs"] {
        assert_eq!(Answer::of(world.bare(Method::GET, path)).await.status, 200, "{path}");
    }
}
