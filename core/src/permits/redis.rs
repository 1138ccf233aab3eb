//! The line in Redis.
//!
//! The connection is kept here and not by redis-rs's connection manager, which neither replaces one whose server fell
//! silent nor one that was refused while the server was loading.

use std::{sync::LazyLock, time::Duration};

use redis::{AsyncConnectionConfig, Client, RedisError, Script, aio::MultiplexedConnection};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::line::{Ask, HORIZON, Taken, micros};

const CONNECT: Duration = Duration::from_millis(500);
const ANSWER: Duration = Duration::from_millis(500);

static TAKE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("take.lua")));

pub(super) struct Redis {
    client: Client,
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl Redis {
    /// Does not connect yet.
    pub fn new(url: &SecretString) -> Result<Self, RedisError> {
        Ok(Self { client: Client::open(url.expose_secret())?, connection: Mutex::default() })
    }

    /// Asks for a sign of life.
    pub async fn ping(&self) -> Result<(), RedisError> {
        let mut connection = self.connect().await?;
        redis::cmd("PING").query_async(&mut connection).await
    }

    /// Takes places of a line; `name` is an account, or anything that is no account's.
    pub async fn take(&self, name: &str, ask: &Ask) -> Result<Taken, RedisError> {
        let mut connection = self.connect().await?;
        let mut call = TAKE.key(format!("nexus:permits:{name}"));
        call.arg(micros(ask.rate.interval)).arg(ask.rate.burst).arg(ask.count);
        call.arg(micros(ask.hold)).arg(micros(HORIZON));
        match call.invoke_async(&mut connection).await {
            Ok((count, first_us)) => Ok(Taken { count, first_us }),
            Err(error) => {
                // Whatever it was: a new connection finds out where things stand.
                *self.connection.lock().await = None;
                Err(error)
            }
        }
    }

    /// The connection, made by one and shared by all.
    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let mut kept = self.connection.lock().await;
        if let Some(connection) = &*kept {
            return Ok(connection.clone());
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(ANSWER));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        Ok(kept.insert(connection).clone())
    }
}
