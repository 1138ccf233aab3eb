//! What goes wrong between a client and the registry.

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error as ThisError;
use uuid::Uuid;

/// Why there is no answer.
#[derive(Debug, ThisError)]
pub enum Error {
    /// The registry understood, and said no.
    #[error("the registry refused it with {status} {}: {} (trace {})", refusal.code, refusal.message, refusal.trace_id)]
    Refused { status: StatusCode, refusal: Refusal },
    /// It did not answer, however often it was asked.
    #[error("the registry cannot be reached: {0}")]
    Away(reqwest::Error),
    /// Something in between answered, such as a proxy.
    #[error("what answered is not the registry: {status} {text:?}")]
    Strange { status: StatusCode, text: String },
    /// It cannot be written down.
    #[error("what was to be sent is no JSON: {0}")]
    Unwritable(#[from] serde_json::Error),
}

/// What the registry says of what it did not do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    /// For programs, such as `user_not_found`.
    pub code: String,
    /// For people who write programs.
    pub message: String,
    /// What the registry's log calls the request.
    pub trace_id: Uuid,
    pub details: Option<Value>,
}

impl Error {
    /// The registry's code of a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { refusal, .. } => Some(&refusal.code),
            _ => None,
        }
    }
}
