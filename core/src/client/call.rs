//! One request, tried until there is an answer or it is given up.

use std::time::Duration;

use reqwest::{
    Method, Response, StatusCode,
    header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_MATCH, RETRY_AFTER},
};
use secrecy::ExposeSecret;
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use super::{Client, Error, Operation, Version, Versioned};

/// How long is waited before it is tried again, where the registry does not say.
const PAUSES: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3)];
/// Who is told to wait for longer is refused instead.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Characters that are quoted of something that is not the registry.
const QUOTED: usize = 200;

pub(super) struct Call<'a> {
    client: &'a Client,
    method: Method,
    url: Url,
    operation: Option<Operation>,
    from: Option<Version>,
    body: Option<Vec<u8>>,
}

impl<'a> Call<'a> {
    pub fn new(client: &'a Client, method: Method, path: &[&str], operation: Option<Operation>) -> Self {
        let mut url = client.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            // Each is escaped, whatever is in it.
            segments.pop_if_empty().extend(path);
        }
        Self { client, method, url, operation, from: None, body: None }
    }

    pub fn query(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.url.query_pairs_mut().append_pair(name, value);
        }
        self
    }

    pub fn from(mut self, version: Option<&Version>) -> Self {
        self.from = version.cloned();
        self
    }

    pub fn body(mut self, body: &impl Serialize) -> Result<Self, Error> {
        self.body = Some(serde_json::to_vec(body)?);
        Ok(self)
    }

    pub async fn send(self) -> Result<Answer, Error> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let attempt = self.attempt().await;
            let pause = pauses.next().filter(|_| attempt.may_pass());
            match pause {
                Some(pause) => tokio::time::sleep(attempt.wait().unwrap_or(pause)).await,
                None => return attempt.done().await,
            }
        }
    }

    async fn attempt(&self) -> Attempt {
        let mut request = self.client.http.request(self.method.clone(), self.url.clone());
        request = request.bearer_auth(self.client.token.expose_secret());
        if let Some(operation) = &self.operation {
            request = request.header("x-operation-id", operation.to_string());
        }
        if let Some(Version(version)) = &self.from {
            request = request.header(IF_MATCH, version.clone());
        }
        if let Some(body) = &self.body {
            let kind = match self.method {
                Method::PATCH => "application/merge-patch+json",
                _ => "application/json",
            };
            request = request.header(CONTENT_TYPE, kind).body(body.clone());
        }
        Attempt(request.send().await)
    }
}

struct Attempt(reqwest::Result<Response>);

impl Attempt {
    /// Whether it may work in a moment.
    fn may_pass(&self) -> bool {
        match &self.0 {
            Err(error) => !error.is_builder(),
            Ok(response) => match response.status() {
                StatusCode::TOO_MANY_REQUESTS => self.wait().is_none_or(|wait| wait <= LONGEST_WAIT),
                StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                    true
                }
                _ => false,
            },
        }
    }

    /// How long the registry wants us to wait.
    fn wait(&self) -> Option<Duration> {
        let response = self.0.as_ref().ok()?;
        let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
        Some(Duration::from_secs(seconds))
    }

    async fn done(self) -> Result<Answer, Error> {
        let response = self.0.map_err(Error::Away)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.map_err(Error::Away)?;
        if status.is_success() {
            return Ok(Answer { status, headers, body: body.to_vec() });
        }
        match serde_json::from_slice(&body) {
            Ok(refusal) => Err(Error::Refused { status, refusal }),
            Err(_) => Err(strange(status, &body)),
        }
    }
}

fn strange(status: StatusCode, body: &[u8]) -> Error {
    Error::Strange { status, text: String::from_utf8_lossy(body).chars().take(QUOTED).collect() }
}

/// What was asked for.
pub(super) struct Answer {
    status: StatusCode,
    headers: HeaderMap<HeaderValue>,
    body: Vec<u8>,
}

impl Answer {
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|_| strange(self.status, &self.body))
    }

    pub fn versioned<T: DeserializeOwned>(&self) -> Result<Versioned<T>, Error> {
        let version = self.headers.get(ETAG).ok_or_else(|| strange(self.status, &self.body))?;
        Ok(Versioned { value: self.json()?, version: Version(version.clone()) })
    }
}
