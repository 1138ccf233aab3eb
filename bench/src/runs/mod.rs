//! The measurements, one file each.

pub mod contender;
pub mod counter;
pub mod flood;
pub mod pairs;
pub mod rate;
pub mod start;
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
    /// Takes the options that all commands know, and starts what they need.
    ///
    /// # Errors
    /// What keeps it from starting.
    pub async fn start(args: &mut Args) -> anyhow::Result<Self> {
        let programs = Programs::find(args.take_path("bins"), !args.flag("no-build"))?;
        let base = args.take_path("data").unwrap_or_else(|| PathBuf::from(BASE));
        Ok(Self {
            runs: args.take("runs", 5)?,
            seconds: args.take("seconds", 10)?,
            seed: args.take("seed", 1)?,
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
