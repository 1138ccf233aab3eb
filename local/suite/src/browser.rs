//! Opens the chat page, where there is a screen to open it on.

use std::{
    env,
    process::{Command, Stdio},
};

/// Tries; a machine without a browser has the address on its terminal all the same.
pub fn open(url: &str) {
    let has_screen = env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some();
    let program = match env::consts::OS {
        "macos" => "open",
        _ if has_screen => "xdg-open",
        _ => return,
    };
    let opened = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = opened {
        tracing::debug!(%error, program, "the page was not opened");
    }
}
