//! How long what is kept: what housekeeping goes by, and what people are told.

use std::time::Duration;

use chrono::TimeDelta;

/// Updates that were worked off, for people who ask what happened.
pub(crate) const INBOX: TimeDelta = TimeDelta::days(7);
/// Messages that the messenger refused.
pub(crate) const REFUSED: TimeDelta = TimeDelta::days(30);
/// Notifications that were due, for who asks whether they were. No bot plans what lies further back.
pub(crate) const NOTIFICATIONS: TimeDelta = TimeDelta::days(90);
/// Bytes of files that nobody needs any more: those that were sent.
pub(crate) const FILES: TimeDelta = TimeDelta::days(1);
/// What the messenger calls files; who sends one again later uploads it again. As long it is known whom they went to.
pub(crate) const FILE_IDS: TimeDelta = TimeDelta::days(90);
/// What an Undo button would take back, after it stopped working.
pub(crate) const UNDOS: TimeDelta = TimeDelta::days(1);
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
