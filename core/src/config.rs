//! Configuration from the environment, one struct per concern; what is malformed is refused at start with the name of
//! the variable and what is expected.

mod backup;
pub mod check;
mod retention;

pub use backup::{BackupConfig, Keep};
pub use retention::Retention;

use std::{env, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

use axum::http::HeaderValue;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

use crate::{
    http::api::ApiRate,
    ids::ExternalId,
    token::{PublicKey, SigningKey},
};

/// A variable is missing or malformed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    #[error("{variable} is not set; expected {expected}")]
    Missing { variable: String, expected: &'static str },
    #[error("{variable} is malformed; expected {expected}")]
    Malformed { variable: String, expected: &'static str },
}

/// Where the data are.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `DATABASE_URL`; without it the process starts a Postgres of its own below [`DatabaseConfig::data`].
    pub url: Option<SecretString>,
    /// `DATABASE_DIRECT_URL`: past the pooler, for LISTEN.
    pub direct_url: Option<SecretString>,
    /// `NEXUS_DATA`: the folder for an embedded Postgres and other local data.
    pub data: PathBuf,
}

/// How the messenger is reached.
#[derive(Clone, Debug)]
pub struct TelegramConfig {
    /// `TELEGRAM_API_URL`.
    pub api: Url,
    /// `WEBHOOK_URL`: where the messenger reaches this process's HTTP endpoint, perhaps through a proxy; unset: the bots
    /// poll.
    pub webhook: Option<Url>,
}

/// What processes share besides the database.
#[derive(Clone, Debug, Default)]
pub struct RedisConfig {
    /// `REDIS_URL`; without it the database does what Redis would.
    pub url: Option<SecretString>,
}

/// How fast is sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct SendingConfig {
    /// `SEND_LIMITS`; unset: as the messenger needs it, see [`crate::permits::Limits::for_realm`].
    pub limits: Option<SendLimits>,
}

/// Whose limits are kept to when sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendLimits {
    Telegram,
    Off,
}

impl FromStr for SendLimits {
    type Err = ();

    fn from_str(value: &str) -> Result<Self, ()> {
        match value {
            "telegram" => Ok(Self::Telegram),
            "off" => Ok(Self::Off),
            _ => Err(()),
        }
    }
}

/// How programs reach the process by HTTP.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// `TOKEN_KEY`: signs service tokens. Unset: one is made and kept beside a database of our own; where the database is
    /// another's, the API is switched off.
    pub token_key: Option<SigningKey>,
    /// `TOKEN_KEY_PREVIOUS`: the public half of the key before, so that what it signed goes on counting.
    pub previous_key: Option<PublicKey>,
    /// `CORS_ORIGINS`: pages that may call the API from a browser.
    pub cors_origins: Vec<HeaderValue>,
    /// `API_RATE`: how often one token may ask.
    pub rate: ApiRate,
    /// `PRIVATE_ADDR`: where metrics and the state of the jobs are served; unset: at `HTTP_ADDR`.
    pub private: Option<SocketAddr>,
    /// Bytes of a body.
    pub body_limit: usize,
    /// How long a request may take.
    pub time_limit: Duration,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            token_key: None,
            previous_key: None,
            cors_origins: Vec::new(),
            rate: ApiRate::default(),
            private: None,
            body_limit: 64 * 1024,
            time_limit: Duration::from_secs(10),
        }
    }
}

/// Everything that is the same for all bots of a process.
#[derive(Clone, Debug)]
pub struct Config {
    pub database: DatabaseConfig,
    pub redis: RedisConfig,
    pub telegram: TelegramConfig,
    pub sending: SendingConfig,
    /// `HTTP_ADDR`; a free port of loopback when unset.
    pub http: SocketAddr,
    pub api: ApiConfig,
    /// `NEXUS_ADMINS`: the messenger ids of operators.
    pub admins: Vec<ExternalId>,
    pub retention: Retention,
    pub backup: BackupConfig,
}

/// The public Bot API.
const TELEGRAM: &str = "https://api.telegram.org";
const API_EXPECTED: &str = "the URL of a Bot API server, such as https://api.telegram.org";
const WEBHOOK_EXPECTED: &str =
    "the URL under which Telegram reaches this program, such as https://bots.example.org";

impl Config {
    /// Reads `.env` (where there is one) and the environment.
    ///
    /// # Errors
    /// [`ConfigError`] for the first variable that is malformed.
    pub fn from_env() -> Result<Self, ConfigError> {
        // A missing .env is usual; what the environment says already wins over it.
        let _ = dotenvy::dotenv();
        Self::from_lookup(|name| env::var(name).ok())
    }

    /// Reads variables through `lookup`; empty ones count as unset, as compose files pass them.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
        let postgres = "a URL such as postgres://user:password@host:5432/database";
        let database_url =
            |name: &str| get(name).map(|value| parse_database_url(name, value, postgres)).transpose();
        let data: PathBuf = get("NEXUS_DATA").unwrap_or_else(|| "data".to_owned()).into();
        Ok(Self {
            retention: Retention::read(get)?,
            backup: BackupConfig::read(get, &data)?,
            database: DatabaseConfig {
                url: database_url("DATABASE_URL")?,
                direct_url: database_url("DATABASE_DIRECT_URL")?,
                data,
            },
            redis: RedisConfig { url: get("REDIS_URL").map(parse_redis_url).transpose()? },
            sending: SendingConfig {
                limits: get("SEND_LIMITS")
                    .map(|value| parse("SEND_LIMITS", &value, "telegram or off"))
                    .transpose()?,
            },
            telegram: TelegramConfig {
                api: parse(
                    "TELEGRAM_API_URL",
                    &get("TELEGRAM_API_URL").unwrap_or_else(|| TELEGRAM.to_owned()),
                    API_EXPECTED,
                )
                .and_then(|url| require_http("TELEGRAM_API_URL", API_EXPECTED, url))?,
                webhook: get("WEBHOOK_URL")
                    .map(|value| {
                        parse("WEBHOOK_URL", &value, WEBHOOK_EXPECTED)
                            .and_then(|url| require_http("WEBHOOK_URL", WEBHOOK_EXPECTED, url))
                    })
                    .transpose()?,
            },
            http: parse(
                "HTTP_ADDR",
                &get("HTTP_ADDR").unwrap_or_else(|| "127.0.0.1:0".to_owned()),
                "an address and port such as 127.0.0.1:8080",
            )?,
            api: api_config(get)?,
            admins: parse_admins(&get("NEXUS_ADMINS").unwrap_or_default())?,
        })
    }
}

/// A bot's token, from `<CODE>_TOKEN`.
///
/// # Errors
/// [`ConfigError`] when it is missing or cannot be a token.
pub fn token(code: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<SecretString, ConfigError> {
    let variable = format!("{}_TOKEN", code.to_uppercase());
    let expected = "a bot's token as @BotFather gives it, such as 123456789:AAF…";
    let Some(value) = lookup(&variable).filter(|value| !value.trim().is_empty()) else {
        return Err(ConfigError::Missing { variable, expected });
    };
    let is_token = value.trim().split_once(':').is_some_and(|(id, secret)| {
        id.parse::<u64>().is_ok()
            && !secret.is_empty()
            && secret.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
    });
    if is_token { Ok(value.trim().into()) } else { Err(ConfigError::Malformed { variable, expected }) }
}

fn parse<T: FromStr>(variable: &str, value: &str, expected: &'static str) -> Result<T, ConfigError> {
    value.trim().parse().map_err(|_| ConfigError::Malformed { variable: variable.to_owned(), expected })
}

fn parse_database_url(
    name: &str,
    value: String,
    expected: &'static str,
) -> Result<SecretString, ConfigError> {
    let url: Url = parse(name, &value, expected)?;
    if matches!(url.scheme(), "postgres" | "postgresql") {
        Ok(value.into())
    } else {
        Err(ConfigError::Malformed { variable: name.to_owned(), expected })
    }
}

fn parse_redis_url(value: String) -> Result<SecretString, ConfigError> {
    let url: Url = value.trim().parse().map_err(|_| malformed_redis_url())?;
    // A fragment would ask for a server whose certificate is not checked.
    let is_meant = matches!(url.scheme(), "redis" | "rediss") && url.fragment().is_none();
    if is_meant && redis::Client::open(url).is_ok() {
        return Ok(value.trim().into());
    }
    Err(malformed_redis_url())
}

pub(crate) fn malformed_redis_url() -> ConfigError {
    let expected = "a URL such as redis://:password@host:6379/0, or with rediss:// for TLS";
    ConfigError::Malformed { variable: "REDIS_URL".to_owned(), expected }
}

fn require_http(variable: &str, expected: &'static str, url: Url) -> Result<Url, ConfigError> {
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        return Ok(url);
    }
    Err(ConfigError::Malformed { variable: variable.to_owned(), expected })
}

fn api_config(get: impl Fn(&str) -> Option<String>) -> Result<ApiConfig, ConfigError> {
    let key =
        "an Ed25519 key: PKCS#8 in PEM (openssl genpkey -algorithm ed25519), or its 32-byte seed in base64";
    let public = "a public Ed25519 key: PEM, or its 32 bytes in base64 as `nexus token key` prints them";
    let rate = "off, or requests a second and at once such as 200/400";
    let private = "an address and port such as 127.0.0.1:9090";
    let usual = ApiConfig::default();
    Ok(ApiConfig {
        token_key: get("TOKEN_KEY").map(|value| parse("TOKEN_KEY", &value, key)).transpose()?,
        previous_key: get("TOKEN_KEY_PREVIOUS")
            .map(|value| parse("TOKEN_KEY_PREVIOUS", &value, public))
            .transpose()?,
        cors_origins: parse_origins(&get("CORS_ORIGINS").unwrap_or_default())?,
        rate: get("API_RATE").map(|value| parse("API_RATE", &value, rate)).transpose()?.unwrap_or(usual.rate),
        private: get("PRIVATE_ADDR").map(|value| parse("PRIVATE_ADDR", &value, private)).transpose()?,
        ..usual
    })
}

/// As a browser sends them: a scheme, a host and perhaps a port, nothing behind.
fn parse_origins(list: &str) -> Result<Vec<HeaderValue>, ConfigError> {
    let expected = "origins separated by commas, such as https://app.example.org";
    let origins = list.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    origins
        .map(|origin| {
            let malformed = || ConfigError::Malformed { variable: "CORS_ORIGINS".to_owned(), expected };
            let url: Url = parse("CORS_ORIGINS", origin, expected)?;
            let is_origin =
                matches!(url.scheme(), "http" | "https") && url.origin().ascii_serialization() == origin;
            is_origin.then(|| HeaderValue::from_str(origin).ok()).flatten().ok_or_else(malformed)
        })
        .collect()
}

fn parse_admins(list: &str) -> Result<Vec<ExternalId>, ConfigError> {
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(|id| {
        parse("NEXUS_ADMINS", id, "Telegram ids separated by commas, such as 1001,1002").map(ExternalId)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_lookup(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn nothing_set_is_a_working_configuration() {
        let config = with(&[]).expect("defaults");
        assert!(config.database.url.is_none() && config.redis.url.is_none());
        assert_eq!(config.telegram.api.as_str(), "https://api.telegram.org/");
    }

    #[test]
    fn what_is_malformed_is_named() {
        for (variable, value) in [
            ("DATABASE_URL", "mysql://x"),
            ("DATABASE_DIRECT_URL", "x"),
            ("REDIS_URL", "http://x"),
            ("REDIS_URL", "redis://x/first"),
            ("REDIS_URL", "rediss://x#insecure"),
            ("TELEGRAM_API_URL", "ftp://x"),
            ("WEBHOOK_URL", "bots.example.org"),
            ("SEND_LIMITS", "on"),
            ("HTTP_ADDR", "8080"),
            ("NEXUS_ADMINS", "anna"),
            ("KEEP_INBOX_DAYS", "1"),
            ("BACKUP_AT", "noon"),
            ("BACKUP_KEEP", "0d"),
            ("TOKEN_KEY", "secret"),
            ("TOKEN_KEY_PREVIOUS", "secret"),
            ("CORS_ORIGINS", "*"),
            ("CORS_ORIGINS", "https://app.example.org/"),
            ("API_RATE", "many"),
            ("PRIVATE_ADDR", "9090"),
        ] {
            let error = with(&[(variable, value)]).expect_err(variable).to_string();
            assert!(error.starts_with(variable), "{error}");
        }
    }

    #[test]
    fn tokens_are_checked_before_they_are_used() {
        let token = |value: &str| token("coach", |_| Some(value.to_owned()));
        assert!(token("1:abc_-D").is_ok());
        for wrong in ["abc", "1:", "1:a b", "x:abc"] {
            assert!(matches!(token(wrong), Err(ConfigError::Malformed { .. })), "{wrong}");
        }
        assert!(
            matches!(token(" "), Err(ConfigError::Missing { variable, .. }) if variable == "COACH_TOKEN")
        );
    }
}
