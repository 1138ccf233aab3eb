//! `nexus health`: asks a process whether it is ready, for health checks of containers.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, bail};
use nexus_core::config::Config;

/// Readiness itself answers within 2 s.
const LIMIT: Duration = Duration::from_secs(4);
const DEFAULT_PORT: u16 = 8080;

/// Prints the answer; an error when the process is not ready.
pub(super) async fn run(url: Option<String>) -> anyhow::Result<()> {
    let url = match url {
        Some(url) => url,
        None => default_url(Config::from_env()?.http),
    };
    println!("{}", ask(&url).await?);
    Ok(())
}

/// Where this machine finds a process that listens on `address`.
fn default_url(address: SocketAddr) -> String {
    format!("http://{}/ready", local_address(address))
}

/// An unspecified address means every interface, and port 0 was never told to anybody.
pub(super) fn local_address(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let port = if address.port() == 0 { DEFAULT_PORT } else { address.port() };
    SocketAddr::new(ip, port)
}

/// The body of a 2xx answer.
async fn ask(url: &str) -> anyhow::Result<String> {
    // A proxy of the environment would answer in the place of a process on this machine.
    let client = reqwest::Client::builder().timeout(LIMIT).no_proxy().build()?;
    let response = client.get(url).send().await.with_context(|| format!("{url} does not answer"))?;
    let status = response.status();
    let body = response.text().await.unwrap_or_default();
    if !status.is_success() {
        bail!("{url} is not ready: {status} {body}");
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, routing::get};

    use super::*;

    #[test]
    fn every_interface_is_asked_through_loopback() {
        for (address, url) in [
            ("0.0.0.0:9000", "http://127.0.0.1:9000/ready"),
            ("[::]:9000", "http://[::1]:9000/ready"),
            ("10.1.2.3:80", "http://10.1.2.3:80/ready"),
            ("127.0.0.1:0", "http://127.0.0.1:8080/ready"),
        ] {
            assert_eq!(default_url(address.parse().expect("an address")), url);
        }
    }

    #[tokio::test]
    async fn only_a_ready_process_is_ready() -> anyhow::Result<()> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let routes = Router::new()
            .route("/ready", get(|| async { "yes" }))
            .route("/not", get(|| async { (StatusCode::SERVICE_UNAVAILABLE, "the database is away") }));
        let server = tokio::spawn(async move { axum::serve(listener, routes).await });
        assert_eq!(ask(&format!("{base}/ready")).await?, "yes");
        let refused = ask(&format!("{base}/not")).await.expect_err("503").to_string();
        assert!(refused.contains("503") && refused.contains("the database is away"), "{refused}");
        server.abort();
        let _ = server.await;
        let gone = ask(&format!("{base}/ready")).await.expect_err("nobody there").to_string();
        assert!(gone.contains("does not answer"), "{gone}");
        Ok(())
    }
}
