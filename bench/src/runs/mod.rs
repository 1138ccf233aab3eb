//! The measurements, one file each.

pub mod broadcast;
pub mod contender;
pub mod counter;
pub mod due;
mod explained;
pub mod flood;
pub mod kills;
pub mod pairs;
pub mod rate;
pub mod registry;
pub mod schedule;
pub mod start;
mod store;
pub mod trial;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use url::Url;

use crate::{
    args::Args,
    machine::{Machine, programs::Programs},
};

/// Where everything is kept while a benchmark runs: on a disk, which /tmp often is not.
const BASE: &str = "/var/tmp";

/// What all measurements share.
pub struct Bench {
    pub machine: Machine,
    pub programs: Programs,
    /// How many pairs.
    pub runs: usize,
    /// How long each is measured.
    pub seconds: u64,
    pub seed: u64,
    databases: AtomicU32,
}

impl Bench {
    /// Takes the options that are left, which all commands know, and starts what they need.
    ///
    /// # Errors
    /// An option that nobody knows; what keeps it from starting.
    pub async fn start(mut args: Args) -> anyhow::Result<Self> {
        let (bins, builds) = (args.take_path("bins"), !args.flag("no-build"));
        let base = args.take_path("data").unwrap_or_else(|| PathBuf::from(BASE));
        let (runs, seconds, seed) = (args.take("runs", 5)?, args.take("seconds", 10)?, args.take("seed", 1)?);
        args.done()?;
        let programs = Programs::find(bins, builds)?;
        Ok(Self {
            runs,
            seconds,
            seed,
            machine: Machine::start(&base).await?,
            programs,
            databases: AtomicU32::new(0),
        })
    }

    /// A database that nobody had before.
    ///
    /// # Errors
    /// What the server says.
    pub async fn fresh_database(&self) -> anyhow::Result<Url> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        self.machine.postgres.fresh(&format!("bench_{number}")).await
    }
}
