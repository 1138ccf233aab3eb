//! `nexus token`: what programs show that call the registry's API.

mod order;

pub(super) use order::Order;

use std::io::{self, Write};

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    app::init_log,
    audit::Actor,
    clock::Clock,
    config::{Config, ConfigError},
    db::{CORE, Db},
    token::{self, Keys, Listed, SigningKey, Wish},
};
use secrecy::ExposeSecret;

use super::database;

/// Tokens of the list.
const LISTED: i64 = 1000;

pub(super) async fn run(order: Order) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    init_log();
    let told = match order {
        Order::Key => format!("{}\n", keys(&config)?.signing.public()),
        order => {
            let keys = keys(&config);
            let db = database::connect(config).await?;
            let told = obey(&db, order, keys).await;
            db.close().await;
            told?
        }
    };
    match io::stdout().lock().write_all(told.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Of the configuration, or the one that a process with a database of its own has kept in `NEXUS_DATA`.
fn keys(config: &Config) -> anyhow::Result<Keys> {
    let missing = || ConfigError::Missing {
        variable: "TOKEN_KEY".to_owned(),
        expected: "the key that the API's process has; without one its API is switched off",
    };
    let key = match &config.api.token_key {
        Some(key) => Some(key.clone()),
        None => SigningKey::found_in(&config.database.data)?,
    };
    Ok(Keys { signing: key.ok_or_else(missing)?, previous: None })
}

async fn obey(db: &Db, order: Order, keys: anyhow::Result<Keys>) -> anyhow::Result<String> {
    for status in db.status(&[&CORE]).await? {
        ensure!(status.pending.is_empty(), "the registry's tables are not up to date; run nexus migrate up");
    }
    let now = Clock::system().now();
    match order {
        Order::Issue { name, bot, days } => {
            let life = TimeDelta::try_days(days).context("that many days are too many")?;
            let wish = Wish { name: &name, bot: bot.as_deref(), life };
            let issued = token::issue(db, &keys?, &wish, Actor::Operator, now).await?;
            // The token alone on standard output, so that it can be piped; what else there is to say goes beside it.
            eprintln!(
                "Token {} counts until {}. It is shown this once; keep it as you keep a password.",
                issued.id,
                day(issued.expires_at)
            );
            Ok(format!("{}\n", issued.token.expose_secret()))
        }
        Order::Revoke(id) => {
            ensure!(token::revoke(db, id, Actor::Operator, now).await?, "there is no token {id} that counts");
            Ok(format!("{id} is revoked: within seconds it is refused everywhere\n"))
        }
        Order::List | Order::Key => Ok(page(&token::list(db, LISTED).await?, now)),
    }
}

fn page(tokens: &[Listed], now: DateTime<Utc>) -> String {
    if tokens.is_empty() {
        return "There are no tokens.\n".to_owned();
    }
    tokens.iter().map(|token| format!("{}\n", line(token, now))).collect()
}

fn line(token: &Listed, now: DateTime<Utc>) -> String {
    let standing = match token.revoked_at {
        Some(at) => format!("revoked {}", day(at)),
        None if token.expires_at <= now => format!("expired {}", day(token.expires_at)),
        None => format!("until {}", day(token.expires_at)),
    };
    let reach = token.bot.as_deref().unwrap_or("all");
    format!("{}  {reach}  {standing}  {}", token.id, token.name)
}

fn day(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y-%m-%d")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_line_says_how_far_and_how_long() {
        let at = |day: i64| DateTime::from_timestamp(day * 86_400, 0).expect("a day");
        let token = |bot: Option<&str>, revoked_at| Listed {
            id: Uuid::nil(),
            name: "reports".to_owned(),
            bot: bot.map(str::to_owned),
            created_at: at(0),
            expires_at: at(9),
            revoked_at,
        };
        let id = Uuid::nil();
        assert_eq!(line(&token(None, None), at(1)), format!("{id}  all  until 1970-01-10  reports"));
        assert_eq!(
            line(&token(Some("coach"), None), at(9)),
            format!("{id}  coach  expired 1970-01-10  reports")
        );
        assert_eq!(line(&token(None, Some(at(2))), at(9)), format!("{id}  all  revoked 1970-01-03  reports"));
        assert_eq!(page(&[], at(0)), "There are no tokens.\n");
    }
}
