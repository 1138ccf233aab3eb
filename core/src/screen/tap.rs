//! Callback data: a typed action in at most 64 bytes.
//!
//! The data come back from a stranger: they may be forged, or stem from a screen of last year. So they carry the
//! bot's version of the codec, decode without panicking, and whoever handles them checks ids against their owner.
//! Layout: one letter for whose action it is, one for the version, then the action in postcard, base64url.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

/// Telegram's limit on `callback_data`, in bytes.
const LIMIT: usize = 64;

/// An action behind a button: a serde enum that only ever grows at its end (postcard encodes a variant by its
/// position). Whoever changes the meaning of a variant raises [`Tap::VERSION`], and old buttons answer as stale.
pub trait Tap: Serialize + DeserializeOwned {
    /// Whose actions these are; `n` is core's own, `b` a bot's.
    const OWNER: char = 'b';
    /// A letter or digit; raise it when old buttons must not be understood any more.
    const VERSION: char;

    /// # Errors
    /// [`TapError::TooLong`] over 64 bytes, [`TapError::Unencodable`] for types that postcard cannot hold.
    fn encode(&self) -> Result<String, TapError> {
        let bytes = postcard::to_allocvec(self).map_err(TapError::Unencodable)?;
        let mut data = String::with_capacity(LIMIT);
        data.push(Self::OWNER);
        data.push(Self::VERSION);
        URL_SAFE_NO_PAD.encode_string(bytes, &mut data);
        if data.len() > LIMIT { Err(TapError::TooLong(data.len())) } else { Ok(data) }
    }

    /// `None`: not addressed to this kind of action. `Some(Err(StaleTap))`: addressed to it, but from another version
    /// or damaged.
    fn decode(data: &str) -> Option<Result<Self, StaleTap>> {
        let rest = data.strip_prefix(Self::OWNER)?;
        Some(Self::decode_body(rest).ok_or(StaleTap))
    }

    #[doc(hidden)]
    fn decode_body(rest: &str) -> Option<Self> {
        let body = rest.strip_prefix(Self::VERSION)?;
        let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
        match postcard::take_from_bytes::<Self>(&bytes) {
            Ok((tap, [])) => Some(tap),
            _ => None,
        }
    }
}

/// The button belongs to a screen of another version, or its data were made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("stale or forged callback data")]
pub struct StaleTap;

/// A mistake of the bot, not of a person.
#[derive(Debug, Error)]
pub enum TapError {
    #[error("callback data of {0} bytes, Telegram takes {LIMIT}")]
    TooLong(usize),
    #[error("postcard cannot encode it: {0}")]
    Unencodable(postcard::Error),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;
    use uuid::Uuid;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Sample {
        Home,
        Snooze { event: Uuid, minutes: u16 },
        Move { from: Uuid, to: Uuid },
        Endless(String),
    }

    impl Tap for Sample {
        const VERSION: char = '1';
    }

    #[test]
    fn taps_come_back_as_they_went() {
        let event = Uuid::now_v7();
        for tap in
            [Sample::Home, Sample::Snooze { event, minutes: 1440 }, Sample::Move { from: event, to: event }]
        {
            let data = tap.encode().expect("fits");
            assert!(data.len() <= LIMIT);
            assert_eq!(Sample::decode(&data), Some(Ok(tap)));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(matches!(Sample::Endless("x".repeat(60)).encode(), Err(TapError::TooLong(_))));
    }

    #[test]
    fn other_versions_are_stale_and_other_owners_foreign() {
        let data = Sample::Home.encode().expect("fits");
        assert_eq!(Sample::decode(&data.replacen("b1", "b0", 1)), Some(Err(StaleTap)));
        assert_eq!(Sample::decode(&data.replacen("b1", "n1", 1)), None);
        assert_eq!(Sample::decode(""), None);
        assert_eq!(Sample::decode(&format!("{data}AAAA")), Some(Err(StaleTap)), "trailing bytes");
    }

    proptest! {
        #[test]
        fn forged_data_never_panic(data in ".{0,80}") {
            let _ = Sample::decode(&data);
            let _ = Sample::decode(&format!("b1{data}"));
        }
    }
}
