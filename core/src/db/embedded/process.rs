//! The server as a child that cannot outlive us.
//!
//! Between us and the server stands a shell of a dozen lines. It holds the reading end of a pipe whose writing end
//! only we have; however we end (kill -9 included), the kernel closes our end, the shell reads the end of the pipe and
//! asks the server for a fast, clean shutdown. Why not PR_SET_PDEATHSIG: its signal comes when the *thread* that
//! started the child ends, it is lost when the child changes its user, it is Linux only and needs unsafe code.
//!
//! Shell and server have a process group of their own, so Ctrl-C in a terminal reaches us alone and the server is
//! there until the last of our work is written.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, ChildStdin, Command};

use super::account::command;
use super::cluster::Cluster;
use super::{EmbeddedError, at, predecessor};

/// `$!` of the first job is the server itself. The watcher is a job of its own, so that either side's end is noticed.
const GUARD: &str = r#"
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( while read -r _ <&3; do :; done; kill -INT "$server" ) &
watcher=$!
exec 3<&- </dev/null
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
"#;

/// Longest a fast shutdown may take before it becomes an immediate one.
const STOPPING: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Our end of the pipe. Not left with the child: waiting for a child closes what it still has, and would end it.
    pipe: Option<ChildStdin>,
}

impl Process {
    /// Starts the server on this port of the loopback interface; it may not be ready yet.
    pub fn spawn(cluster: &Cluster, port: u16) -> Result<Self, EmbeddedError> {
        let path = cluster.folder.join("start.log");
        let log = File::create(&path).map_err(at(&path))?;
        let again = log.try_clone().map_err(at(&path))?;
        let mut guard = command("/bin/sh", cluster.account, &cluster.folder);
        guard.args(["-c", GUARD, "nexus-postgres"]).arg(cluster.binaries.program("postgres"));
        guard.arg("-D").arg(cluster.data()).arg("-p").arg(port.to_string());
        for setting in settings(cluster) {
            guard.arg("-c").arg(setting);
        }
        guard.stdin(Stdio::piped()).stdout(log).stderr(again).process_group(0);
        let mut child = Command::from(guard).spawn().map_err(at("/bin/sh".as_ref()))?;
        let pipe = child.stdin.take();
        Ok(Self { child, pipe })
    }

    /// Returns when the server has ended by itself.
    pub async fn ended(&mut self) -> std::io::Result<ExitStatus> {
        self.child.wait().await
    }

    /// A clean shutdown: what is in memory is written, so that the next start needs no recovery.
    pub async fn stop(mut self, cluster: &Cluster) {
        drop(self.pipe.take());
        if tokio::time::timeout(STOPPING, self.child.wait()).await.is_err() {
            let cluster = cluster.clone();
            let _ = tokio::task::spawn_blocking(move || predecessor::stop(&cluster, "immediate")).await;
            let _ = self.child.wait().await;
        }
    }
}

/// The server's own log goes by the day of the week, each file begun anew when its day comes again.
fn settings(cluster: &Cluster) -> Vec<String> {
    let mut settings: Vec<String> = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "timezone=UTC",
        "log_timezone=UTC",
        "logging_collector=on",
        "log_filename=postgres-%a.log",
        "log_truncate_on_rotation=on",
        "log_rotation_age=1d",
        "log_rotation_size=0",
    ]
    .map(str::to_owned)
    .into();
    settings.push(format!("log_directory={}", cluster.folder.join("log").display()));
    settings
}
