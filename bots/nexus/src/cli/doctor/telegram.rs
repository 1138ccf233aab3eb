//! The messenger: whether it can be reached, whether it knows our tokens, and where it brings updates.

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    clock::Clock,
    config::{self, Config},
    delivery::{Api, WireError},
};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Variables, clock,
    finding::{Finding, Section::Telegram},
};

const LIMIT: Duration = Duration::from_secs(8);
/// A complaint that is older than this is over.
const RECENT: TimeDelta = TimeDelta::hours(1);
/// So many updates waiting on the messenger's side mean that nobody takes them.
const MANY: i64 = 100;

pub(super) async fn check(config: &Config, variables: &Variables) -> Vec<Finding> {
    let (mut findings, tokens) = tokens(variables);
    match reach(config).await {
        Err(finding) => findings.push(finding),
        Ok(reached) => {
            findings.extend(reached);
            for (code, token) in tokens {
                findings.extend(check_bot(config, &code, token).await);
            }
        }
    }
    findings
}

/// Tokens by the codes of their bots. What only looks like one is some other program's business, but for our own.
fn tokens(variables: &Variables) -> (Vec<Finding>, BTreeMap<String, SecretString>) {
    let get = |name: &str| variables.get(name).cloned();
    let codes = variables.keys().filter_map(|name| name.strip_suffix("_TOKEN").map(str::to_lowercase));
    let tokens: BTreeMap<String, SecretString> =
        codes.filter_map(|code| config::token(&code, get).ok().map(|token| (code, token))).collect();
    let missing = config::token("nexus", get).err().map(|error| {
        Finding::problem(
            Telegram,
            error.to_string(),
            "the registry's bot does not start without it; /newbot of @BotFather makes one",
        )
    });
    (missing.into_iter().collect(), tokens)
}

/// Whether the server answers at all; its clock is in every answer's `Date`, to the second.
async fn reach(config: &Config) -> Result<Vec<Finding>, Finding> {
    let api = &config.telegram.api;
    let host = api.host_str().unwrap_or_default();
    let away = |error: reqwest::Error| {
        Finding::problem(
            Telegram,
            format!("TELEGRAM_API_URL cannot be reached ({host}): {}", root_cause(&error.without_url())),
            "check the network, DNS and the proxy of this machine; nobody is answered until it works",
        )
    };
    let client = reqwest::Client::builder().timeout(LIMIT).build().map_err(away)?;
    let response = client.get(api.clone()).send().await.map_err(away)?;
    let date = response.headers().get(reqwest::header::DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    let reached = Finding::ok(Telegram, format!("{host} can be reached"));
    let time = date.map(|date| {
        clock::compare(
            Telegram,
            &format!("that of {host}"),
            Clock::system().now(),
            date.with_timezone(&Utc),
            TimeDelta::seconds(2),
        )
    });
    Ok(std::iter::once(reached).chain(time).collect())
}

/// The last of the causes says what happened, the first ones only that something did.
fn root_cause(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), root_cause)
}

async fn check_bot(config: &Config, code: &str, token: SecretString) -> Vec<Finding> {
    let variable = format!("{}_TOKEN", code.to_uppercase());
    let Ok(api) = Api::new(config.telegram.api.clone(), token) else { return Vec::new() };
    let me: Value = match call(&api, "getMe").await {
        Ok(me) => me,
        Err(error) => return vec![refused(&variable, &error)],
    };
    let name = format!("@{}", me["username"].as_str().unwrap_or("?"));
    let mut findings = vec![Finding::ok(Telegram, format!("{variable} is that of {name}"))];
    match call::<Info>(&api, "getWebhookInfo").await {
        Ok(info) => findings.extend(webhook(config, code, &name, &info)),
        Err(error) => findings.push(refused(&variable, &error)),
    }
    findings
}

async fn call<T: serde::de::DeserializeOwned>(api: &Api, method: &str) -> Result<T, WireError> {
    let nothing = json!({});
    let call = api.call(method, &nothing);
    tokio::time::timeout(LIMIT, call)
        .await
        .unwrap_or_else(|_| Err(WireError::Network("it takes too long".to_owned())))
}

fn refused(variable: &str, error: &WireError) -> Finding {
    match error {
        WireError::Refused { code: 401 | 404, .. } => Finding::problem(
            Telegram,
            format!("{variable} is refused ({error})"),
            "copy it anew from @BotFather (/mybots, API Token); a revoked one never works again",
        ),
        _ => Finding::problem(
            Telegram,
            format!("{variable}: {error}"),
            "try again; if it goes on, Telegram or the way there is down",
        ),
    }
}

/// Where the messenger brings this bot's updates, and what it has to complain of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Info {
    url: String,
    last_error_date: i64,
    last_error_message: String,
    pending_update_count: i64,
}

fn webhook(config: &Config, code: &str, name: &str, info: &Info) -> Vec<Finding> {
    let wanted = config
        .telegram
        .webhook
        .as_ref()
        .map(|base| format!("{}/{code}/telegram/", base.as_str().trim_end_matches('/')));
    let mut findings = vec![match (&wanted, info.url.as_str()) {
        (None, "") => Finding::ok(Telegram, format!("{name} polls, and no webhook is in the way")),
        (None, url) => Finding::warning(
            Telegram,
            format!("{name} is to poll, but Telegram brings its updates to {}", host_of(url)),
            "the bot ends that webhook when it starts; if another house set it, they take updates from each other",
        ),
        (Some(_), "") => Finding::warning(
            Telegram,
            format!("{name} has no webhook yet"),
            "the bot sets it when it starts; if it runs, look into its log",
        ),
        (Some(wanted), url) if url.starts_with(wanted) => {
            Finding::ok(Telegram, format!("the webhook of {name} is that of WEBHOOK_URL"))
        }
        (Some(_), url) => Finding::problem(
            Telegram,
            format!("Telegram brings the updates of {name} to {}, not to WEBHOOK_URL", host_of(url)),
            "the bot sets its own when it starts; if it runs, another house uses the same token",
        ),
    }];
    findings.extend(complaint(name, info));
    findings
}

fn complaint(name: &str, info: &Info) -> Option<Finding> {
    let at = DateTime::from_timestamp(info.last_error_date, 0).filter(|_| info.last_error_date > 0);
    if at.is_some_and(|at| Clock::system().now() - at < RECENT) {
        return Some(Finding::warning(
            Telegram,
            format!("Telegram had trouble with the webhook of {name}: {}", info.last_error_message),
            "check the proxy in front of HTTP_ADDR: its certificate, its path, its time-outs",
        ));
    }
    (info.pending_update_count > MANY).then(|| {
        Finding::warning(
            Telegram,
            format!("{} updates of {name} wait at Telegram", info.pending_update_count),
            "is the bot running? What is older than a day is lost",
        )
    })
}

/// Paths may be somebody's secret.
fn host_of(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "another place".to_owned())
}
