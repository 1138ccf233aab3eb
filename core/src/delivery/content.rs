//! The name of a file's bytes: what they are, whoever sends them under whatever name.

use std::{
    fmt::{self, Write},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// SHA-256; written in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ContentId([u8; 32]);

impl ContentId {
    /// Reads all of it: a tenth of a second for the largest that may be sent.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A text is no [`ContentId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected 64 hexadecimal digits")]
pub(crate) struct NoContentId;

impl FromStr for ContentId {
    type Err = NoContentId;

    fn from_str(text: &str) -> Result<Self, NoContentId> {
        let is_hex = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hex {
            return Err(NoContentId);
        }
        let mut bytes = [0; 32];
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| NoContentId)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<Vec<u8>> for ContentId {
    type Error = NoContentId;

    fn try_from(bytes: Vec<u8>) -> Result<Self, NoContentId> {
        bytes.try_into().map(Self).map_err(|_| NoContentId)
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(64);
        self.0.iter().try_for_each(|byte| write!(text, "{byte:02x}"))?;
        f.write_str(&text)
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for ContentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_bytes_have_the_same_name() {
        let name = ContentId::of(b"abc");
        assert_eq!(name.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(name, ContentId::of(b"abd"));
    }

    proptest! {
        #[test]
        fn a_name_is_what_it_is_written_as(bytes: [u8; 32]) {
            let name = ContentId(bytes);
            prop_assert_eq!(name.to_string().parse(), Ok(name));
            prop_assert_eq!(ContentId::try_from(bytes.to_vec()), Ok(name));
        }

        #[test]
        fn other_texts_are_none(text in "[0-9a-fж+]{0,70}") {
            let is_one = text.len() == 64 && text.is_ascii() && !text.contains('+');
            prop_assert_eq!(text.parse::<ContentId>().is_ok(), is_one);
        }
    }
}
