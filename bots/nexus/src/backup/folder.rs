//! Where backups lie: what files are called, which are there, and how one comes to be there whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use sha2::{Digest, Sha256};

use super::manifest::Manifest;

/// Time, in UTC, within a file's name.
const NAMED: &str = "nexus-%Y%m%dT%H%M%SZ";

/// A backup in the folder: its dump has a manifest, so it is whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kept {
    pub at: DateTime<Utc>,
    pub dump: PathBuf,
}

/// The name of a dump, and of its manifest, without what follows the point.
pub(crate) fn stem(at: DateTime<Utc>) -> String {
    at.format(NAMED).to_string()
}

/// Made for us alone, with the folders above it.
pub(crate) fn ensure(folder: &Path) -> anyhow::Result<()> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("BACKUP_DIR {} cannot be made", folder.display()))
}

/// Backups that are whole, the newest first. Whatever else lies there is nobody's business.
pub(crate) fn kept(folder: &Path) -> io::Result<Vec<Kept>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let dump = entry?.path();
        let at = dump.file_stem().and_then(|stem| NaiveDateTime::parse_from_str(stem.to_str()?, NAMED).ok());
        let is_dump = dump.extension().is_some_and(|extension| extension == "dump");
        if let Some(at) = at.filter(|_| is_dump && dump.with_extension("json").is_file()) {
            found.push(Kept { at: at.and_utc(), dump });
        }
    }
    found.sort_by(|one, other| other.cmp(one));
    Ok(found)
}

impl Kept {
    /// Its name in `nexus.backups`.
    pub fn file(&self) -> String {
        self.dump.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The manifest goes first: a dump without one counts as none.
    pub fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.dump.with_extension("json"))?;
        fs::remove_file(&self.dump)
    }
}

/// A file that is being written; gone when it does not become one that is kept.
#[derive(Debug)]
pub(crate) struct Partial {
    pub path: PathBuf,
    is_kept: bool,
}

impl Partial {
    /// An empty one for us alone. What an earlier process left of its own is in nobody's way and removed.
    pub fn create(folder: &Path, stem: &str) -> anyhow::Result<Self> {
        let path = folder.join(format!(".{stem}.partial"));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        file.with_context(|| format!("{} cannot be written", folder.display()))?;
        Ok(Self { path, is_kept: false })
    }

    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().write(true).truncate(true).open(&self.path)?.write_all(bytes)
    }

    pub fn bytes(&self) -> u64 {
        self.path.metadata().map(|found| found.len()).unwrap_or_default()
    }

    /// On the disk under its name, also after a crash of the machine.
    pub fn keep(mut self, path: &Path) -> io::Result<()> {
        File::open(&self.path)?.sync_all()?;
        fs::rename(&self.path, path)?;
        self.is_kept = true;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Removes what processes left that were killed while they wrote; to be called by who holds the lock.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(".nexus-") && name.ends_with(".partial") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// SHA-256 of a file, in hexadecimal digits.
pub(crate) fn digest(path: &Path) -> io::Result<String> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hash.update(&buffer[..read]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether a dump is the file that its manifest describes.
pub(crate) fn is_untouched(dump: &Path, manifest: &Manifest) -> io::Result<bool> {
    Ok(dump.metadata()?.len() == manifest.dump.bytes && digest(dump)? == manifest.dump.sha256)
}
