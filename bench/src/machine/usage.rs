//! What processes used, as Linux's /proc tells.

use std::{collections::HashMap, fs, time::Duration};

/// The kernel counts CPU time in hundredths of a second for all programs, whatever it uses inside.
const TICK: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    own: u64,
    /// Of children that have ended and were waited for.
    children: u64,
}

/// CPU time of a process with all its threads.
pub fn cpu(pid: u32) -> Duration {
    stat(pid).map_or(Duration::ZERO, |stat| ticks(stat.own))
}

/// CPU time of a process and all below it, also those that have ended: a server with its backends.
pub fn cpu_of_all(pid: u32) -> Duration {
    let stats = all();
    let own = stats.iter().filter(|(child, _)| is_below(&stats, **child, pid));
    own.map(|(_, stat)| ticks(stat.own + stat.children)).sum()
}

/// CPU time of this very process.
pub fn own_cpu() -> Duration {
    cpu(std::process::id())
}

/// MiB of memory in use now and at most so far.
pub fn memory(pid: u32) -> (f64, f64) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    (mib(&status, "VmRSS:"), mib(&status, "VmHWM:"))
}

/// MiB of a process and all below it; what they share is counted once.
pub fn memory_of_all(pid: u32) -> f64 {
    let stats = all();
    let below = stats.keys().filter(|child| is_below(&stats, **child, pid));
    let sizes = below.map(|pid| fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default());
    // A process that has just ended has no sizes.
    sizes.map(|text| mib(&text, "Pss:")).filter(|size| size.is_finite()).sum()
}

fn all() -> HashMap<u32, Stat> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(|pid| Some((pid, stat(pid)?))).collect()
}

fn is_below(stats: &HashMap<u32, Stat>, mut pid: u32, root: u32) -> bool {
    loop {
        if pid == root {
            return true;
        }
        match stats.get(&pid) {
            Some(stat) if stat.parent != 0 => pid = stat.parent,
            _ => return false,
        }
    }
}

fn stat(pid: u32) -> Option<Stat> {
    parse_stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// The name in parentheses may hold anything, so fields are counted from its end: the third is the state.
fn parse_stat(text: &str) -> Option<Stat> {
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
    Some(Stat {
        parent: u32::try_from(number(4)?).ok()?,
        own: number(14)? + number(15)?,
        children: number(16)? + number(17)?,
    })
}

fn mib(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}

fn ticks(count: u64) -> Duration {
    TICK * u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name() {
        let text = "7 (a) b) S 5 7 7 0 -1 4194560 1 2 3 4 11 12 13 14 20 0 1 0 100 200 300";
        assert_eq!(parse_stat(text), Some(Stat { parent: 5, own: 23, children: 27 }));
        assert_eq!(parse_stat("7 (x) S"), None);
    }

    #[test]
    fn this_process_uses_something() {
        let (now, most) = memory(std::process::id());
        assert!(now > 0.5 && most >= now);
        assert!(memory_of_all(std::process::id()) > 0.5);
        let begun = std::time::Instant::now();
        while begun.elapsed() < Duration::from_millis(100) {}
        assert!(own_cpu() >= Duration::from_millis(20));
        assert!(cpu_of_all(std::process::id()) >= Duration::from_millis(20));
    }
}
