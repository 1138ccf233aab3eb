//! Keeps other web sites' scripts out: the page's API has no password, so only the page itself may use it from a browser.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Refusal;

/// Refuses what a browser marks as coming from another site, and names that a foreign site could point here.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    if is_foreign(&request) {
        return Refusal(StatusCode::FORBIDDEN, "not from here".into()).into_response();
    }
    next.run(request).await
}

fn is_foreign(request: &Request) -> bool {
    let header = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let foreign =
        header(header::HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site == "cross-site");
    foreign || header(header::HOST).is_some_and(|host| !is_local_name(host))
}

/// An address, `localhost`, or a name without a dot (a container's): none that public name servers answer for.
fn is_local_name(host: &str) -> bool {
    let name =
        host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    !name.contains('.') || bare.parse::<std::net::IpAddr>().is_ok() || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_local_names() {
        for host in
            ["127.0.0.1:8081", "localhost", "localhost:80", "telegram:8081", "[::1]:8081", "a.localhost:1"]
        {
            assert!(is_local_name(host), "{host}");
        }
        for host in ["evil.example:8081", "a.b"] {
            assert!(!is_local_name(host), "{host}");
        }
    }
}
