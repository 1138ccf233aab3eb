//! Whether a token counts, asked with each request: so what was found out is remembered for a moment.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::time::Instant;
use uuid::Uuid;

use super::{Keys, Scope, jwt, store};
use crate::{clock::Clock, db::Db};

/// A longer one is not read: ours have some 300 bytes.
pub const LONGEST: usize = 4096;
/// So long the database is not asked again whether a token was revoked.
const FRESH: Duration = Duration::from_secs(3);
/// Tokens that are remembered; they are few, for only those with a good signature are.
const REMEMBERED: usize = 1000;

/// Who calls.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The token's id.
    pub token: Uuid,
    pub scope: Scope,
}

/// Why a caller is not let in. The reasons are for the log; strangers hear that their token does not count.
#[derive(Debug, Error)]
pub enum Refused {
    #[error("there is no key to check tokens with")]
    NotConfigured,
    #[error("the token does not count: {0}")]
    Invalid(&'static str),
    #[error("the database does not say whether the token counts: {0}")]
    Unknown(#[from] sqlx::Error),
}

/// What is known of the tokens that were shown lately.
pub struct Tokens {
    keys: Option<Keys>,
    db: Db,
    clock: Clock,
    known: Mutex<HashMap<[u8; 32], Known>>,
}

#[derive(Clone)]
struct Known {
    verified: jwt::Verified,
    /// `None`: revoked, or never issued here.
    scope: Option<Scope>,
    looked_up: Instant,
}

impl Tokens {
    /// Without keys nobody is let in.
    pub fn new(keys: Option<Keys>, db: Db, clock: Clock) -> Self {
        Self { keys, db, clock, known: Mutex::default() }
    }

    pub fn keys(&self) -> Option<&Keys> {
        self.keys.as_ref()
    }

    /// Whose token it is.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn check(&self, token: &str) -> Result<Caller, Refused> {
        let Some(keys) = &self.keys else { return Err(Refused::NotConfigured) };
        if token.len() > LONGEST {
            return Err(Refused::Invalid("too long"));
        }
        let digest = Sha256::digest(token).into();
        let remembered = self.remembered(&digest);
        let verified = match &remembered {
            Some(known) => known.verified,
            None => verify(token, keys)?,
        };
        let now = self.clock.now();
        if verified.expires_at <= now {
            return Err(Refused::Invalid("expired"));
        }
        let scope = match remembered {
            Some(known) if known.looked_up.elapsed() < FRESH => known.scope,
            _ => self.look_up(digest, verified, now).await?,
        };
        let scope = scope.ok_or(Refused::Invalid("revoked"))?;
        Ok(Caller { token: verified.id, scope })
    }

    fn remembered(&self, digest: &[u8; 32]) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    async fn look_up(
        &self,
        digest: [u8; 32],
        verified: jwt::Verified,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Option<Scope>> {
        // What is asked counts from when it was asked.
        let looked_up = Instant::now();
        let scope = store::scope(&self.db, verified.id).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, known| known.verified.expires_at > now && known.looked_up.elapsed() < FRESH);
        }
        if known.len() < REMEMBERED {
            known.insert(digest, Known { verified, scope: scope.clone(), looked_up });
        }
        Ok(scope)
    }
}

fn verify(token: &str, keys: &Keys) -> Result<jwt::Verified, Refused> {
    let with = |key| jwt::verify(token, key).ok();
    with(keys.signing.public())
        .or_else(|| keys.previous.as_ref().and_then(with))
        .ok_or(Refused::Invalid("not ours"))
}
