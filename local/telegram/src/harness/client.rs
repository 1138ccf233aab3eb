//! `/local/api` over HTTP. What goes wrong here is a broken test or a broken server: it panics.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;

/// No answer takes longer: the longest wait of the server and some.
const ANSWER_LIMIT: Duration = Duration::from_secs(40);

pub(super) struct Client {
    url: String,
    http: reqwest::Client,
}

impl Client {
    pub fn new(url: String) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(ANSWER_LIMIT).no_proxy().tcp_nodelay(true).build()?;
        Ok(Self { url, http })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub async fn get(&self, path: &str, query: &[(&str, String)]) -> Value {
        self.done(path, self.request(Method::GET, path).query(query)).await
    }

    /// The body as it is, and its media type.
    pub async fn bytes(&self, path: &str) -> (Vec<u8>, String) {
        let answer = async {
            let response = self.request(Method::GET, path).send().await?.error_for_status()?;
            let kind = response.headers().get(reqwest::header::CONTENT_TYPE);
            let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
            Ok::<_, reqwest::Error>((response.bytes().await?.to_vec(), kind))
        };
        answer.await.unwrap_or_else(|error| panic!("local Telegram, {path}: {error}"))
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.done(path, self.request(Method::POST, path).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Value {
        self.done(path, self.request(Method::PATCH, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Value {
        self.done(path, self.request(Method::DELETE, path)).await
    }

    pub async fn upload(&self, path: &str, form: reqwest::multipart::Form) -> Value {
        self.done(path, self.request(Method::POST, path).multipart(form)).await
    }

    /// A call of the Bot API, refused or not.
    pub async fn call(&self, token: &str, method: &str, params: &Value) -> Value {
        let request = self.http.post(format!("{}/bot{token}/{method}", self.url)).json(params);
        let answer = async { request.send().await?.json::<Value>().await };
        answer.await.unwrap_or_else(|error| panic!("local Telegram, {method}: {}", error.without_url()))
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}/local/api{path}", self.url))
    }

    async fn done(&self, path: &str, request: reqwest::RequestBuilder) -> Value {
        let answer = async {
            let response = request.send().await?;
            Ok::<(StatusCode, String), reqwest::Error>((response.status(), response.text().await?))
        };
        let (status, text) = answer.await.unwrap_or_else(|error| panic!("local Telegram, {path}: {error}"));
        assert!(status.is_success(), "local Telegram, {path}: {status} {text}");
        serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("local Telegram, {path}: {error} in {text}"))
    }
}
