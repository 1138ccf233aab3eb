//! The keys that tokens are signed and checked with.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use ring::{
    rand::{SecureRandom, SystemRandom},
    signature::{Ed25519KeyPair, KeyPair},
};
use rustls_pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer, pem::PemObject};
use thiserror::Error;

use crate::db::embedded::{EmbeddedError, write_private};

/// Bytes of a seed, and of a public key.
pub(super) const LENGTH: usize = 32;
/// What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const FILE: &str = "token.key";

/// The private key: signs, and checks what it signed.
#[derive(Clone)]
pub struct SigningKey {
    pub(super) private: EncodingKey,
    public: PublicKey,
}

/// A public key: checks only.
#[derive(Clone)]
pub struct PublicKey {
    pub(super) key: DecodingKey,
    bytes: [u8; LENGTH],
}

/// The keys of a process.
#[derive(Clone, Debug)]
pub struct Keys {
    pub signing: SigningKey,
    /// The key before this one, while what it signed is still in use.
    pub previous: Option<PublicKey>,
}

/// A key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an Ed25519 key")]
pub struct NoKey;

/// A key that was to be kept in a folder cannot be.
#[derive(Debug, Error)]
pub enum NotKept {
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} holds no key; remove it, and a new one is made", path.display())]
    Malformed { path: PathBuf },
    #[error(transparent)]
    Unwritable(#[from] EmbeddedError),
    #[error("the machine gives no random numbers")]
    NoRandom,
}

impl SigningKey {
    /// The key of this folder, made when there is none; only its owner may read it.
    ///
    /// # Errors
    /// [`NotKept`].
    pub fn kept_in(folder: &Path) -> Result<Self, NotKept> {
        let path = folder.join(FILE);
        if !path.exists() {
            let mut seed = [0; LENGTH];
            SystemRandom::new().fill(&mut seed).map_err(|_| NotKept::NoRandom)?;
            fs::create_dir_all(folder)
                .map_err(|source| NotKept::Unreadable { path: folder.to_owned(), source })?;
            write_private(&path, &BASE64_STANDARD.encode(seed))?;
        }
        Self::read(path)
    }

    /// The key of this folder, where one was made.
    ///
    /// # Errors
    /// [`NotKept`], for one that cannot be read.
    pub fn found_in(folder: &Path) -> Result<Option<Self>, NotKept> {
        let path = folder.join(FILE);
        path.exists().then(|| Self::read(path)).transpose()
    }

    fn read(path: PathBuf) -> Result<Self, NotKept> {
        match fs::read_to_string(&path) {
            Ok(text) => text.parse().map_err(|NoKey| NotKept::Malformed { path }),
            Err(source) => Err(NotKept::Unreadable { path, source }),
        }
    }

    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    fn new(pair: &Ed25519KeyPair, private: &[u8]) -> Result<Self, NoKey> {
        let public = PublicKey::new(pair.public_key().as_ref())?;
        Ok(Self { private: EncodingKey::from_ed_der(private), public })
    }
}

impl PublicKey {
    fn new(bytes: &[u8]) -> Result<Self, NoKey> {
        let bytes: [u8; LENGTH] = bytes.try_into().map_err(|_| NoKey)?;
        Ok(Self { key: DecodingKey::from_ed_der(&bytes), bytes })
    }
}

/// Of a seed or a PKCS#8 document.
pub(super) fn pair(private: &[u8]) -> Option<Ed25519KeyPair> {
    match private.len() {
        LENGTH => Ed25519KeyPair::from_seed_unchecked(private).ok(),
        _ => Ed25519KeyPair::from_pkcs8_maybe_unchecked(private).ok(),
    }
}

/// 32 bytes in base64, of either alphabet, padded or not.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [STANDARD, URL_SAFE].iter().find_map(|alphabet| GeneralPurpose::new(alphabet, config).decode(text).ok())
}

/// A PEM document (`PRIVATE KEY`, as `openssl genpkey -algorithm ed25519` writes it), or a seed in base64.
impl FromStr for SigningKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let text = text.trim();
        let private = match PrivatePkcs8KeyDer::from_pem_slice(text.as_bytes()) {
            Ok(der) => der.secret_pkcs8_der().to_owned(),
            Err(_) => from_base64(text).filter(|seed| seed.len() == LENGTH).ok_or(NoKey)?,
        };
        Self::new(&pair(&private).ok_or(NoKey)?, &private)
    }
}

/// A PEM document (`PUBLIC KEY`, as `openssl pkey -pubout` writes it), or the key's 32 bytes in base64.
impl FromStr for PublicKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let text = text.trim();
        match SubjectPublicKeyInfoDer::from_pem_slice(text.as_bytes()) {
            Ok(der) => Self::new(der.as_ref().strip_prefix(&SPKI).ok_or(NoKey)?),
            Err(_) => Self::new(&from_base64(text).ok_or(NoKey)?),
        }
    }
}

/// The key's bytes in base64, as `TOKEN_KEY_PREVIOUS` takes them.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_STANDARD.encode(self.bytes))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// Without the private half.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first test vector of RFC 8032, section 7.1.
    const SEED: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    const PUBLIC: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    fn pem(label: &str, der: &[u8]) -> String {
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
    }

    #[test]
    fn a_key_is_read_as_seed_or_as_pem() -> Result<(), NoKey> {
        let seed = BASE64_STANDARD.decode(SEED).expect("base64");
        let pkcs8 =
            [&[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20][..], &seed].concat();
        for text in [
            SEED.to_owned(),
            SEED.trim_end_matches('=').replace('/', "_").replace('+', "-"),
            pem("PRIVATE KEY", &pkcs8),
        ] {
            assert_eq!(text.parse::<SigningKey>()?.public().to_string(), PUBLIC, "{text}");
        }
        let spki = [&SPKI[..], &BASE64_STANDARD.decode(PUBLIC).expect("base64")].concat();
        for text in [PUBLIC.to_owned(), pem("PUBLIC KEY", &spki)] {
            assert_eq!(text.parse::<PublicKey>()?.to_string(), PUBLIC);
        }
        Ok(())
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "secret", "c2hvcnQ=", &pem("PRIVATE KEY", b"x"), &pem("RSA PRIVATE KEY", &[0; 32])] {
            assert!(text.parse::<SigningKey>().is_err(), "{text}");
            assert!(text.parse::<PublicKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_kept_key_stays_and_is_nobody_elses() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let first = SigningKey::kept_in(&data).expect("made");
        assert_eq!(
            SigningKey::kept_in(&data).expect("read").public().to_string(),
            first.public().to_string()
        );
        let mode = fs::metadata(data.join(FILE)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_private_key_is_not_shown() {
        let shown = format!("{:?}", SEED.parse::<SigningKey>());
        assert!(!shown.contains(&SEED[..10]), "{shown}");
    }
}
