//! The programs that are measured, built as they are shipped.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};

/// What `cargo build` is told: our bots, and those they are compared with.
const BUILDS: [&[&str]; 3] = [
    &["-p", "nexus-core", "--example", "counter"],
    &["-p", "coach", "--bin", "coach"],
    &["-p", "nexus-bench", "--bins"],
];

/// Where programs are.
#[derive(Clone, Debug)]
pub struct Programs {
    /// As Cargo lays it out: `target/release`.
    folder: PathBuf,
}

impl Programs {
    /// Those in `folder`, else those beside this program; unless told not to, what is not up to date is built.
    ///
    /// # Errors
    /// When they cannot be built.
    pub fn find(folder: Option<PathBuf>, builds: bool) -> anyhow::Result<Self> {
        let own = std::env::current_exe()?;
        let beside = own.parent().context("this program lies nowhere")?;
        if builds && folder.is_none() {
            BUILDS.iter().try_for_each(|arguments| build(arguments, beside))?;
        }
        Ok(Self { folder: folder.unwrap_or_else(|| beside.to_owned()) })
    }

    /// The path of `name`, such as `coach` or `examples/counter`.
    ///
    /// # Errors
    /// With the command that makes it, when it is missing.
    pub fn path(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(name);
        let commands = BUILDS.map(|arguments| format!("cargo build --release {}", arguments.join(" ")));
        ensure!(path.is_file(), "{} is missing; build it with: {}", path.display(), commands.join(" && "));
        Ok(path)
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
