//! What a backup holds, as it was in the very snapshot that was dumped: the measure that a restored database is held
//! against.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Goes up when a manifest would be read wrongly by an older program.
const FORMAT: u32 = 1;

/// Rows of a table and a number that is another one when any of them differs. Their order does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contents {
    pub rows: i64,
    pub checksum: String,
}

/// What a database holds, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Applied versions by schema.
    pub migrations: BTreeMap<String, Vec<i64>>,
    /// By `schema.table`.
    pub tables: BTreeMap<String, Contents>,
    /// Kind and name of all that is no data (columns, constraints, indexes, policies, triggers, functions, grants), with a
    /// digest of its definition.
    pub structure: BTreeMap<String, String>,
}

/// Which server it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub server: String,
    pub major: u32,
    pub database: String,
    /// Who the dump was made as; what it owns it owns again where the same log-in restores it.
    pub owner: String,
    /// Roles that the dump names. They belong to the whole server, so a dump does not make them.
    pub roles: Vec<String>,
}

/// The file that it describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dump {
    pub file: String,
    pub bytes: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// Lies beside the dump, and is written after it: a dump without one is not whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: u32,
    pub made_at: DateTime<Utc>,
    pub origin: Origin,
    pub dump: Dump,
    pub facts: Facts,
}

impl Manifest {
    pub fn new(made_at: DateTime<Utc>, origin: Origin, dump: Dump, facts: Facts) -> Self {
        Self { format: FORMAT, made_at, origin, dump, facts }
    }

    /// Reads the manifest of a dump.
    pub fn of_dump(dump: &Path) -> anyhow::Result<Self> {
        let path = dump.with_extension("json");
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!("{} cannot be read; without it nobody knows what the dump should hold", path.display())
        })?;
        let manifest: Self =
            serde_json::from_str(&text).with_context(|| format!("{} is no manifest", path.display()))?;
        ensure!(
            manifest.format == FORMAT,
            "{} was written by another version of this program",
            path.display()
        );
        Ok(manifest)
    }
}
