//! Lists, page by page. A page ends with a cursor that names its last entry; the next one begins after it, whatever came
//! or went meanwhile: nothing that stays is told twice or left out.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use super::error::ApiError;

/// Entries of a page where nobody says.
const USUAL: u8 = 50;
const MOST: u8 = 100;

/// Which page is asked for.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Entries of the page, at most.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: u8,
    /// `next_cursor` of the page before; without it the first page is told.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

fn usual() -> u8 {
    USUAL
}

impl PageQuery {
    /// How many entries are asked for.
    ///
    /// # Errors
    /// 400 `bad_query`.
    pub fn limit(&self) -> Result<i64, ApiError> {
        if (1..=MOST).contains(&self.limit) {
            return Ok(self.limit.into());
        }
        Err(ApiError::bad_request("bad_query", format!("limit is a number from 1 to {MOST}.")))
    }

    /// The last entry of the page before.
    ///
    /// # Errors
    /// 400 `bad_cursor`, for what no page ended with.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, ApiError> {
        let read = |cursor: &String| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        match &self.cursor {
            None => Ok(None),
            Some(cursor) => read(cursor).map(Some).ok_or_else(|| {
                ApiError::bad_request("bad_cursor", "cursor is not one that a page of this list ended with.")
            }),
        }
    }
}

/// One page.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; null on the last one.
    #[schema(required = true, max_length = 200)]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Of entries that were read with one more than `limit`, which tells whether there are more.
    ///
    /// # Errors
    /// When the key cannot be written as JSON.
    pub fn new<K: Serialize>(mut items: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Result<Self, ApiError> {
        let limit = usize::try_from(limit).unwrap_or_default();
        let has_more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| has_more).map(key);
        let cursor = last.map(|key| serde_json::to_vec(&key)).transpose()?;
        Ok(Self { items, next_cursor: cursor.map(|key| BASE64_URL_SAFE_NO_PAD.encode(key)) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn query(limit: u8, cursor: Option<String>) -> PageQuery {
        PageQuery { limit, cursor }
    }

    #[test]
    fn pages_follow_each_other_to_the_end() -> Result<(), ApiError> {
        let page = Page::new(vec![1, 2, 3], 2, |number| *number)?;
        assert_eq!(page.items, [1, 2]);
        assert_eq!(query(2, page.next_cursor).after::<i32>()?, Some(2));
        assert_eq!(Page::new(vec![3], 2, |number| *number)?.next_cursor, None);
        Ok(())
    }

    #[test]
    fn limits_have_limits() {
        assert!(query(0, None).limit().is_err() && query(101, None).limit().is_err());
        assert_eq!(query(100, None).limit().ok(), Some(100));
    }

    proptest! {
        #[test]
        fn what_strangers_call_a_cursor_is_refused_or_a_key(cursor in ".{0,64}") {
            let _ = query(1, Some(cursor)).after::<uuid::Uuid>();
        }
    }
}
