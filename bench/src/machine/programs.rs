//! The programs that are measured, built as they are shipped.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};

/// What `cargo build` is told: our bots, and those they are compared with.
const BUILDS: [&[&str]; 4] = [
    &["-p", "nexus-core", "--example", "counter"],
    &["-p", "coach", "--bin", "coach"],
    &["-p", "nexus", "--bin", "nexus"],
    &["-p", "nexus-bench", "--bins"],
];

/// Where programs are.
#[derive(Clone, Debug)]
pub struct Programs {
    /// As Cargo lays them out: `target/release`. What is not in the first is taken from the next.
    folders: Vec<PathBuf>,
}

impl Programs {
    /// Those in `folder` and beside this program; without a folder, and unless told not to, what is not up to date is
    /// built.
    ///
    /// # Errors
    /// When they cannot be built.
    pub fn find(folder: Option<PathBuf>, builds: bool) -> anyhow::Result<Self> {
        let own = std::env::current_exe()?;
        let beside = own.parent().context("this program lies nowhere")?;
        if builds && folder.is_none() {
            BUILDS.iter().try_for_each(|arguments| build(arguments, beside))?;
        }
        // Programs are started in another folder than this one was.
        let given = folder.map(|folder| folder.canonicalize().with_context(|| folder.display().to_string()));
        Ok(Self { folders: given.transpose()?.into_iter().chain([beside.to_owned()]).collect() })
    }

    /// The path of `name`, such as `coach` or `examples/counter`.
    ///
    /// # Errors
    /// With the command that makes it, when it is missing.
    pub fn path(&self, name: &str) -> anyhow::Result<PathBuf> {
        let found = self.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        let commands = BUILDS.map(|arguments| format!("cargo build --release {}", arguments.join(" ")));
        found.with_context(|| format!("{name} is missing; build it with: {}", commands.join(" && ")))
    }
}

/// In the profile of this program, so that both sides of a comparison are built alike.
fn build(arguments: &[&str], beside: &Path) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet"]).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    if beside.file_name().is_some_and(|name| name == "release") {
        command.arg("--release");
    }
    let status = command.status().context("cargo")?;
    ensure!(status.success(), "cargo build {} failed", arguments.join(" "));
    Ok(())
}
