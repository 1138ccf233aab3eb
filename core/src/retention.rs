//! How long what is kept that nobody has to choose; the rest is [`Retention`](crate::config::Retention).

use std::time::Duration;

use chrono::TimeDelta;

/// What people wrote to humans.
pub(crate) const FEEDBACK: TimeDelta = TimeDelta::days(365);
/// Requests for one's data that were finished.
pub(crate) const REQUESTS: TimeDelta = TimeDelta::days(90);
/// Heartbeats of processes that have gone.
pub(crate) const BEATS: Duration = Duration::from_secs(24 * 3600);
/// What became of a broadcast's recipients, for who asks whether they got it. The sums are kept.
pub(crate) const DELIVERIES: TimeDelta = TimeDelta::days(90);
/// Failures of what is dead no longer, for who asks what went wrong lately.
pub(crate) const FAILURES: TimeDelta = TimeDelta::days(7);
/// Alerts that were closed, and mutes that ran out.
pub(crate) const ALERTS: TimeDelta = TimeDelta::days(90);
