//! A local Telegram has a clock that people can move; every process that talks to it follows.

use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::clock::Clock;

const PAUSE: Duration = Duration::from_millis(500);
/// The server holds a long poll for 25 s.
const LIMIT: Duration = Duration::from_secs(35);

/// The clock of a local Telegram.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct LocalClock {
    pub offset_ms: i64,
    pub version: u64,
}

/// The clock, where the server is a local Telegram; `None` for the real one, which knows no such address.
pub(super) async fn probe(api: &Url) -> Option<LocalClock> {
    if api.host_str() == Some("api.telegram.org") {
        return None;
    }
    ask(&reqwest::Client::new(), api, None).await.ok()
}

async fn ask(client: &reqwest::Client, api: &Url, after: Option<u64>) -> reqwest::Result<LocalClock> {
    let base = api.as_str().trim_end_matches('/');
    let mut request = client.get(format!("{base}/local/api/clock")).timeout(LIMIT);
    if let Some(version) = after {
        request = request.query(&[("after", version)]);
    }
    request.send().await?.error_for_status()?.json().await
}

/// Follows the clock for ever.
pub(super) async fn follow(api: Url, clock: Clock, mut version: u64) {
    let client = reqwest::Client::new();
    loop {
        match ask(&client, &api, Some(version)).await {
            Ok(now) => {
                clock.set_offset_ms(now.offset_ms);
                version = now.version;
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}
