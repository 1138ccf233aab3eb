//! Which process this is, and whether another one still runs.

use std::fs;

use sqlx::FromRow;

use crate::ids::ProcessId;

/// Where a process runs, and which one of those that had its number.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Whereabouts {
    /// The machine (or container), named by its boot too, so that a restarted one is another.
    pub host: String,
    pub pid: i64,
    /// Ticks between the machine's start and the process's; 0 where the kernel does not tell.
    pub born: i64,
}

/// This process, as others know it.
#[derive(Clone, Debug)]
pub struct ThisProcess {
    pub(crate) id: ProcessId,
    pub(crate) at: Whereabouts,
}

impl ThisProcess {
    /// This process on this machine.
    pub fn here() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default().trim().to_owned();
        let host =
            format!("{} {}", read("/proc/sys/kernel/hostname"), read("/proc/sys/kernel/random/boot_id"));
        let pid = i64::from(std::process::id());
        let at = Whereabouts { host, pid, born: born(pid).unwrap_or_default() };
        Self { id: ProcessId::new(), at }
    }

    /// Whether somebody was a process of this machine that no longer runs: then nobody needs to wait for it.
    pub(crate) fn saw_the_end_of(&self, other: &Whereabouts) -> bool {
        other.host == self.at.host && other.born != 0 && born(other.pid) != Some(other.born)
    }
}

/// The 22nd field of `/proc/<pid>/stat` (proc(5)); the second one is a name in brackets, which may hold blanks.
fn born(pid: i64) -> Option<i64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_living_and_the_dead_are_told_apart() {
        let here = ThisProcess::here();
        assert!(!here.saw_the_end_of(&here.at), "this process runs");
        let with = |change: fn(&mut Whereabouts)| {
            let mut other = here.at.clone();
            change(&mut other);
            here.saw_the_end_of(&other)
        };
        assert!(!with(|other| other.host = "elsewhere".into()), "nothing is known of other machines");
        if here.at.born != 0 {
            assert!(with(|other| other.born -= 1), "a predecessor had the same number");
            assert!(with(|other| other.pid = i64::from(u32::MAX)), "no such process");
        }
    }
}
