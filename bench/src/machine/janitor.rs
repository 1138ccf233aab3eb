//! Who tidies up, however a benchmark ends.
//!
//! A shell outlives us by a moment: it reads from a pipe whose other end only we have. When that closes (we are done,
//! were interrupted, or killed) it ends what we had started and removes the folder. So no signal needs handling here.

use std::{
    io::Write,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::Mutex,
};

use anyhow::Context;

use crate::sync::locked;

/// QUIT is Postgres's immediate shutdown, in which its children end too; the others end by it as well.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
live=
while read -r what pid; do
    case $what in
    +) live="$live $pid" ;;
    -) rest=
       for one in $live; do [ "$one" = "$pid" ] || rest="$rest $one"; done
       live=$rest ;;
    esac
done
exec 2>/dev/null
for pid in $live; do kill -CONT "$pid"; kill -QUIT "$pid"; done
for turn in 1 2 3 4 5 6 7 8 9 10; do
    left=
    for pid in $live; do kill -0 "$pid" && left="$left $pid"; done
    [ -z "$left" ] && break
    sleep 0.2
done
for pid in $left; do kill -KILL "$pid"; done
rm -rf "$1"
"#;

/// The shell, and the folder that it removes.
pub struct Janitor {
    folder: PathBuf,
    pipe: Mutex<Option<ChildStdin>>,
    shell: Mutex<Child>,
}

impl Janitor {
    /// Makes a folder below `base` that Postgres's account can enter.
    ///
    /// # Errors
    /// When that is not possible.
    pub fn start(base: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("nexus-bench-").tempdir_in(base);
        let folder = folder.with_context(|| format!("no folder can be made in {}", base.display()))?.keep();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755))?;
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", SCRIPT, "nexus-bench-janitor"]).arg(&folder);
        // A group of its own: Ctrl-C in a terminal must not reach it.
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut shell = shell.spawn().context("/bin/sh")?;
        Ok(Self { folder, pipe: Mutex::new(shell.stdin.take()), shell: Mutex::new(shell) })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// To be ended with us.
    pub fn watch(&self, pid: u32) {
        self.tell(format!("+ {pid}\n"));
    }

    /// Has ended: its number may be somebody else's soon.
    pub fn forget(&self, pid: u32) {
        self.tell(format!("- {pid}\n"));
    }

    fn tell(&self, line: String) {
        let mut pipe = locked(&self.pipe);
        if let Some(Err(error)) = pipe.as_mut().map(|pipe| pipe.write_all(line.as_bytes())) {
            eprintln!("nobody tidies up if this ends early: {error}");
        }
    }
}

impl Drop for Janitor {
    fn drop(&mut self) {
        drop(self.pipe.get_mut().map(Option::take));
        if let Ok(shell) = self.shell.get_mut() {
            let _ = shell.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_started_ends_with_it_and_the_folder_goes() {
        let base = tempfile::tempdir().expect("a folder");
        let janitor = Janitor::start(base.path()).expect("a janitor");
        let mut sleeper = Command::new("sleep").arg("60").spawn().expect("sleep");
        let mut gone = Command::new("sleep").arg("0").spawn().expect("sleep");
        janitor.watch(gone.id());
        janitor.watch(sleeper.id());
        gone.wait().expect("ended");
        janitor.forget(gone.id());
        let folder = janitor.folder().to_owned();
        assert!(folder.is_dir());
        drop(janitor);
        assert!(!sleeper.wait().expect("ended").success() && !folder.exists());
    }
}
