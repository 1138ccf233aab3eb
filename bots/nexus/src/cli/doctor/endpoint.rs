//! `HTTP_ADDR`: free for a program that is to start, or taken by one of ours.

use std::time::Duration;

use nexus_core::config::Config;
use serde_json::Value;
use tokio::net::TcpListener;

use super::finding::{Finding, Section::Endpoint};
use crate::cli::probe::local_address;

const LIMIT: Duration = Duration::from_secs(3);

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    if config.http.port() == 0 {
        return vec![Finding::ok(
            Endpoint,
            "HTTP_ADDR is not set: each program takes a free port of this machine",
        )];
    }
    let url = format!("http://{}/health", local_address(config.http));
    let answer = ask(&url).await;
    let address = config.http;
    vec![match (answer, TcpListener::bind(address).await) {
        (Some(true), _) => Finding::ok(Endpoint, format!("a program of the house answers at {address}")),
        (Some(false), _) => Finding::problem(
            Endpoint,
            format!("another program answers at {address}"),
            "end it, or give HTTP_ADDR another port",
        ),
        (None, Ok(_)) => Finding::ok(Endpoint, format!("{address} is free")),
        (None, Err(error)) => Finding::problem(
            Endpoint,
            format!("{address} cannot be used: {error}"),
            "give HTTP_ADDR a free address of this machine",
        ),
    }]
}

/// Whether it is one of ours who answers; `None`: nobody does.
async fn ask(url: &str) -> Option<bool> {
    let client = reqwest::Client::builder().timeout(LIMIT).no_proxy().build().ok()?;
    let response = client.get(url).send().await.ok()?;
    let body: Option<Value> = response.json().await.ok();
    Some(body.is_some_and(|body| body["status"] == "ok"))
}
