//! The token's form. One algorithm: what says another, or none, is not looked at further.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind, Result},
};
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use signature::{Signer, Verifier};
use uuid::Uuid;

use super::key::{self, PublicKey, SigningKey};

const ISSUER: &str = "nexus";
const AUDIENCE: &str = "nexus";

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    jti: Uuid,
    /// Seconds since 1970, as all times of a JWT.
    iat: i64,
    exp: i64,
}

/// What a signature vouches for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verified {
    pub id: Uuid,
    pub expires_at: DateTime<Utc>,
}

pub(super) fn sign(
    key: &SigningKey,
    id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<SecretString> {
    use_ring();
    let (iss, aud) = (ISSUER.to_owned(), AUDIENCE.to_owned());
    let claims = Claims { iss, aud, sub: id, jti: id, iat: now.timestamp(), exp: expires_at.timestamp() };
    jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &key.private).map(Into::into)
}

/// All but time and revocation: those change while a token is remembered.
pub(super) fn verify(token: &str, key: &PublicKey) -> Result<Verified> {
    use_ring();
    static RULES: LazyLock<Validation> = LazyLock::new(rules);
    let claims = jsonwebtoken::decode::<Claims>(token, &key.key, &RULES)?.claims;
    let expires_at = DateTime::from_timestamp(claims.exp, 0);
    match expires_at {
        Some(expires_at) if claims.sub == claims.jti => Ok(Verified { id: claims.sub, expires_at }),
        _ => Err(ErrorKind::InvalidToken.into()),
    }
}

fn rules() -> Validation {
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[AUDIENCE]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // By our own clock, and each time.
    rules.validate_exp = false;
    rules
}

/// The cryptography is that of our TLS, so that no second one has to be built.
fn use_ring() {
    static RING: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| RingSigner::boxed(*algorithm, key),
        verifier_factory: |algorithm, key| RingVerifier::boxed(*algorithm, key),
        key_utils: KeyUtils::new_unimplemented(),
    };
    // An error says that it was done before.
    let _ = RING.install_default();
}

fn only_ed25519(algorithm: Algorithm) -> Result<()> {
    if algorithm == Algorithm::EdDSA { Ok(()) } else { Err(ErrorKind::InvalidAlgorithm.into()) }
}

struct RingSigner(Ed25519KeyPair);

impl RingSigner {
    fn boxed(algorithm: Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
        only_ed25519(algorithm)?;
        let pair = key::pair(key.as_bytes()).ok_or(Error::from(ErrorKind::InvalidEddsaKey))?;
        Ok(Box::new(Self(pair)))
    }
}

impl Signer<Vec<u8>> for RingSigner {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.0.sign(message).as_ref().to_vec())
    }
}

impl JwtSigner for RingSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

struct RingVerifier(UnparsedPublicKey<Vec<u8>>);

impl RingVerifier {
    fn boxed(algorithm: Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
        only_ed25519(algorithm)?;
        Ok(Box::new(Self(UnparsedPublicKey::new(&ED25519, key.try_get_as_bytes()?.to_vec()))))
    }
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.0.verify(message, signature).map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}
