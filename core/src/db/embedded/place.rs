//! The folder of the data: open to the server's account, and ours alone.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::account::Account;
use super::{EmbeddedError, at};

/// For root, when the folder wanted lies where the server's account cannot go.
const ELSEWHERE: &str = "/var/lib/bot-nexus";
/// A process that was killed releases its lock when the kernel gets to it.
const LOCK_LIMIT: Duration = Duration::from_secs(5);

/// A folder nobody else runs a server in, for as long as this value lives.
#[derive(Debug)]
pub(crate) struct Place {
    pub root: PathBuf,
    _lock: File,
}

impl Place {
    pub fn take(wanted: &Path, account: Option<Account>) -> Result<Self, EmbeddedError> {
        let root = reachable(&absolute(wanted)?, account)?;
        let path = root.join("lock");
        let lock = File::options().create(true).append(true).open(&path).map_err(at(&path))?;
        let deadline = Instant::now() + LOCK_LIMIT;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { root, _lock: lock }),
                Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => {
                    return Err(EmbeddedError::InUse { folder: root });
                }
                Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(50)),
            }
        }
    }
}

fn absolute(wanted: &Path) -> Result<PathBuf, EmbeddedError> {
    fs::create_dir_all(wanted).and_then(|()| wanted.canonicalize()).map_err(at(wanted))
}

/// The folder itself, or one named after it where the account can go.
fn reachable(wanted: &Path, account: Option<Account>) -> Result<PathBuf, EmbeddedError> {
    let Some(account) = account else { return Ok(wanted.to_owned()) };
    if account.reaches(&wanted.join("pg")) {
        return Ok(wanted.to_owned());
    }
    let name = Sha256::digest(wanted.as_os_str().as_encoded_bytes());
    let name: String = name[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let used = Path::new(ELSEWHERE).join(name);
    fs::create_dir_all(&used).map_err(at(&used))?;
    tracing::warn!(
        wanted = %wanted.display(),
        used = %used.display(),
        "the data folder lies under one that is closed to the account of Postgres, which does not run as root: \
         using another folder"
    );
    Ok(used)
}
