//! The parameters of a call, whichever way they came: query, JSON, urlencoded form or multipart form.

use std::borrow::Cow;
use std::collections::HashMap;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
use axum::http::{Request, header};
use serde_json::{Map, Value};

use crate::error::{self, ApiError};
use crate::world::NewFile;

/// Uploads of bots end at 50 MB (specification, Sending files); the rest is room for the form.
const BODY_LIMIT: usize = 52 * 1024 * 1024;

#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    files: HashMap<String, NewFile>,
}

impl Params {
    pub fn from_map(values: Map<String, Value>) -> Self {
        Self { values, files: HashMap::new() }
    }

    /// Reads query and body; the body wins.
    pub async fn read(request: Request<Body>) -> Result<Self, ApiError> {
        let mut params = Self::default();
        if let Some(query) = request.uri().query() {
            params.add_form(query.as_bytes());
        }
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            params.add_multipart(request).await?;
            return Ok(params);
        }
        let body = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| error::BODY_TOO_LARGE)?;
        if body.is_empty() {
            return Ok(params);
        }
        if kind.starts_with("application/json") {
            match serde_json::from_slice(&body) {
                Ok(Value::Object(values)) => params.values.extend(values),
                _ => return Err(error::JSON_BODY.into()),
            }
        } else if kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            params.add_form(&body);
        }
        Ok(params)
    }

    fn add_form(&mut self, bytes: &[u8]) {
        for (name, value) in url::form_urlencoded::parse(bytes) {
            self.values.insert(name.into_owned(), Value::String(value.into_owned()));
        }
    }

    async fn add_multipart(&mut self, mut request: Request<Body>) -> Result<(), ApiError> {
        DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| error::BAD_BODY)?;
        while let Some(field) = form.next_field().await.map_err(|_| error::BAD_BODY)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let mime = field.content_type().map(str::to_owned);
            let bytes: Bytes = field.bytes().await.map_err(|_| error::BODY_TOO_LARGE)?;
            match file_name {
                Some(file_name) => {
                    let mime = mime.filter(|mime| mime != "application/octet-stream");
                    self.files.insert(name, NewFile { name: file_name, mime, bytes });
                }
                None => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    self.values.insert(name, Value::String(text));
                }
            }
        }
        Ok(())
    }

    pub fn file(&self, name: &str) -> Option<&NewFile> {
        self.files.get(name)
    }

    /// A text; numbers and booleans in JSON count as what they look like.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.values.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(Cow::Borrowed(text)),
            other => Some(Cow::Owned(other.to_string())),
        }
    }

    /// A text that is there and not empty.
    pub fn some_text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.text(name).filter(|text| !text.is_empty())
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn float(&self, name: &str) -> Option<f64> {
        match self.values.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// An object or array, given as itself or as JSON text. `Err` when it is no JSON.
    pub fn json(&self, name: &str) -> Result<Option<Cow<'_, Value>>, serde_json::Error> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(|value| Some(Cow::Owned(value))),
            Some(value) => Ok(Some(Cow::Borrowed(value))),
        }
    }

    /// Given in JSON as null, which is not the same as not given.
    pub fn is_null(&self, name: &str) -> bool {
        self.values.get(name) == Some(&Value::Null)
    }

    /// What the journal shows of it: values as given, files by name and size.
    pub fn for_journal(self) -> Map<String, Value> {
        let mut shown = self.values;
        for (name, file) in self.files {
            shown.insert(name, Value::String(format!("<{}, {} bytes>", file.name, file.bytes.len())));
        }
        shown
    }
}
