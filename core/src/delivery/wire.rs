//! The Bot API over HTTP: one call, one answer, nothing hidden.
//!
//! teloxide's requests sleep 10 s on any 5xx and fail on answers that carry a field they do not know; the sender must
//! neither hold up a chat nor repeat a message that was accepted, so it speaks to the wire itself and reads of an answer
//! what it needs.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{
    RequestBuilder,
    multipart::{Form, Part},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json, value::RawValue};
use thiserror::Error;
use url::Url;

use crate::ids::ChatKey;

/// Long polls last 25 s; what answers later than this is gone.
const CALL_LIMIT: Duration = Duration::from_secs(40);
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Bytes a second of the slowest upload that is still waited for: the largest file then has under seven minutes.
const SLOWEST: u64 = 128 * 1024;

/// A bot's access to its messenger. Cheap to clone; never shows its token.
#[derive(Clone, Debug)]
pub struct Api {
    client: reqwest::Client,
    base: Url,
    token: SecretString,
}

/// Why a call brought no result. Its text never contains the token.
#[derive(Debug, Error)]
pub enum WireError {
    /// Nothing is known of what the messenger did.
    #[error("no answer: {0}")]
    Network(String),
    /// The messenger refused.
    #[error("{code} {description}")]
    Refused {
        code: u16,
        description: String,
        retry_after: Option<Duration>,
        /// The chat that the one meant has become.
        migrate_to: Option<ChatKey>,
    },
    /// The messenger accepted, and answered with something else than documented.
    #[error("accepted, but the answer cannot be read: {0}")]
    Unreadable(String),
}

impl WireError {
    /// Nothing that the messenger said, but as final as if it had.
    pub(super) fn refused_here(description: &str) -> Self {
        Self::Refused { code: 400, description: description.to_owned(), retry_after: None, migrate_to: None }
    }
}

/// A file in a call's form.
pub(super) struct Upload<'a> {
    /// The parameter.
    pub field: &'static str,
    pub name: &'a str,
    pub mime: Option<&'a str>,
    pub bytes: Vec<u8>,
}

impl Upload<'_> {
    fn limit(&self) -> Duration {
        CALL_LIMIT + Duration::from_secs(self.bytes.len() as u64 / SLOWEST)
    }

    fn part(self) -> reqwest::Result<(&'static str, Part)> {
        let length = self.bytes.len() as u64;
        let part = Part::stream_with_length(self.bytes, length).file_name(self.name.to_owned());
        let part = match self.mime {
            Some(mime) => part.mime_str(mime)?,
            None => part,
        };
        Ok((self.field, part))
    }
}

#[derive(Deserialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

/// Where a file is to be had, for an hour.
#[derive(Deserialize)]
struct FilePlace {
    file_path: Option<String>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<ChatKey>,
}

impl Api {
    /// `base` is the server's address without the token, `https://api.telegram.org` for the real one.
    ///
    /// # Errors
    /// When the TLS machinery of this computer cannot be set up.
    pub fn new(base: Url, token: SecretString) -> Result<Self, WireError> {
        let client = reqwest::Client::builder()
            .timeout(CALL_LIMIT)
            .connect_timeout(CONNECT_LIMIT)
            .build()
            .map_err(|error| WireError::Network(error.without_url().to_string()))?;
        Ok(Self { client, base, token })
    }

    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Calls `method` with `body` as JSON.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &impl Serialize,
    ) -> Result<T, WireError> {
        answer_of(self.request(method).json(body)).await
    }

    /// Calls `method` with a file, and with `body`'s fields beside it. The time that it may take grows with the file.
    pub(super) async fn upload<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &Value,
        file: Upload<'_>,
    ) -> Result<T, WireError> {
        let limit = file.limit();
        let (field, part) = file.part().map_err(silent)?;
        let mut form = Form::new();
        for (name, value) in body.as_object().into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), text);
        }
        answer_of(self.request(method).timeout(limit).multipart(form.part(field, part))).await
    }

    /// The bytes of a file that somebody sent to the bot; `None` when it has more than `most`.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn download(&self, file_id: &str, most: usize) -> Result<Option<Bytes>, WireError> {
        let file: FilePlace = self.call("getFile", &json!({"file_id": file_id})).await?;
        let base = self.base.as_str().trim_end_matches('/');
        let path = file.file_path.unwrap_or_default();
        let url = format!("{base}/file/bot{}/{path}", self.token.expose_secret());
        let mut response = self
            .client
            .get(url)
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .map_err(silent)?;
        let mut bytes = BytesMut::new();
        // What is said of its size is not relied on.
        while let Some(chunk) = response.chunk().await.map_err(silent)? {
            if bytes.len() + chunk.len() > most {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes.freeze()))
    }

    fn request(&self, method: &str) -> RequestBuilder {
        let base = self.base.as_str().trim_end_matches('/');
        self.client.post(format!("{base}/bot{}/{method}", self.token.expose_secret()))
    }
}

/// The URL holds the token.
fn silent(error: reqwest::Error) -> WireError {
    WireError::Network(error.without_url().to_string())
}

async fn answer_of<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, WireError> {
    let response = request.send().await.map_err(silent)?;
    let status = response.status().as_u16();
    let bytes = response.bytes().await.map_err(silent)?;
    read_answer(status, &bytes)
}

fn read_answer<T: DeserializeOwned>(status: u16, bytes: &[u8]) -> Result<T, WireError> {
    let answer: Answer<'_> = match serde_json::from_slice(bytes) {
        Ok(answer) => answer,
        // A proxy's page, or a server that is starting.
        Err(_) if status >= 400 => {
            let description = format!("answer of {} bytes that is not JSON", bytes.len());
            return Err(WireError::Refused {
                code: status,
                description,
                retry_after: None,
                migrate_to: None,
            });
        }
        Err(error) => return Err(WireError::Unreadable(error.to_string())),
    };
    if !answer.ok {
        return Err(WireError::Refused {
            code: answer.error_code.unwrap_or(status),
            description: answer.description,
            retry_after: answer.parameters.retry_after.map(Duration::from_secs),
            migrate_to: answer.parameters.migrate_to_chat_id,
        });
    }
    let result = answer.result.map_or("null", RawValue::get);
    serde_json::from_str(result).map_err(|error| WireError::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_for_what_they_say() {
        let read = |status, text: &str| read_answer::<i64>(status, text.as_bytes());
        assert_eq!(read(200, r#"{"ok":true,"result":7,"new_field":{}}"#).expect("a result"), 7);
        assert!(matches!(read(200, "<html>"), Err(WireError::Unreadable(_))));
        assert!(matches!(read(502, "<html>"), Err(WireError::Refused { code: 502, .. })));
        let flood = r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":3}}"#;
        let Err(WireError::Refused { code: 429, retry_after, .. }) = read(429, flood) else {
            unreachable!("a refusal")
        };
        assert_eq!(retry_after, Some(Duration::from_secs(3)));
        let moved = r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat",
            "parameters":{"migrate_to_chat_id":-1001000000001}}"#;
        let Err(WireError::Refused { code: 400, migrate_to, .. }) = read(400, moved) else {
            unreachable!("a refusal")
        };
        assert_eq!(migrate_to, Some(ChatKey(-1_001_000_000_001)));
    }
}
