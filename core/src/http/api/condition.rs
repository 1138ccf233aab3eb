//! Entity tags: which version of something a caller knows (RFC 9110, sections 8.8.3 and 13.1).

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, StatusCode,
        header::{HeaderName, IF_MATCH, IF_NONE_MATCH},
        request::Parts,
    },
};
use sha2::{Digest, Sha256};

use super::error::ApiError;

/// The tag of a representation: a digest of it, so that the same content has the same tag everywhere.
pub fn etag(representation: &str) -> String {
    let digest = Sha256::digest(representation);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// What the caller says about the version that they know.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    if_match: Option<String>,
    if_none_match: Option<String>,
}

impl Conditions {
    /// # Errors
    /// 412, when the caller wants another version changed than this one.
    pub fn require(&self, present: &str) -> Result<(), ApiError> {
        match &self.if_match {
            Some(wanted) if !names(wanted, present, false) => {
                let message = "It was changed meanwhile: read it again, then decide again.";
                Err(ApiError::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", message))
            }
            _ => Ok(()),
        }
    }

    /// Whether the caller has this version already.
    pub fn has(&self, present: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|known| names(known, present, true))
    }
}

/// Whether a list of tags names this one. A weak tag is as good as a strong one for reading, and never for writing.
fn names(list: &str, present: &str, weak_counts: bool) -> bool {
    list.split(',').map(str::trim).any(|tag| match tag.strip_prefix("W/") {
        Some(weak) => weak_counts && weak == present,
        None => tag == "*" || tag == present,
    })
}

/// All fields of this name, as one list; one that is no text names no version of ours.
fn joined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let fields: Vec<&str> =
        headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect();
    (!fields.is_empty()).then(|| fields.join(","))
}

impl<S: Sync> FromRequestParts<S> for Conditions {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let headers = &parts.headers;
        Ok(Self { if_match: joined(headers, &IF_MATCH), if_none_match: joined(headers, &IF_NONE_MATCH) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_named_or_not() {
        for (header, reads, writes) in [
            (r#""a""#, true, true),
            (r#""b", "a""#, true, true),
            ("*", true, true),
            (r#"W/"a""#, true, false),
            (r#""b""#, false, false),
            ("a", false, false),
            ("", false, false),
        ] {
            let given = Some(header.to_owned());
            let conditions = Conditions { if_match: given.clone(), if_none_match: given };
            assert_eq!(conditions.has("\"a\""), reads, "{header}");
            assert_eq!(conditions.require("\"a\"").is_ok(), writes, "{header}");
        }
        let none = Conditions::default();
        assert!(!none.has("\"a\"") && none.require("\"a\"").is_ok());
    }
}
