//! Redis, where there is one.

use nexus_core::{config::Config, permits::ask_redis};

use super::finding::{Finding, Section::Redis};

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let Some(url) = &config.redis.url else {
        return vec![Finding::ok(Redis, "not used: the database does its work")];
    };
    vec![match ask_redis(url).await {
        Ok(()) => Finding::ok(Redis, "Redis answers"),
        Err(said) => Finding::problem(
            Redis,
            format!("Redis does not answer: {said}"),
            "start it, correct REDIS_URL, or unset it; meanwhile the database does its work",
        ),
    }]
}
