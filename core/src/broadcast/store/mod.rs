//! The statements of broadcasts: who is meant, what is steered, what is sent, what is told afterwards.

mod people;
mod report;
mod sending;
mod steering;
#[cfg(all(test, unix))]
mod tests;

pub use people::{Bound, Counted, recipients_by_language};
pub use report::{Cause, DeliveryLine, causes_of, deliveries_after, prune_deliveries};
pub use steering::{
    Draft, Speaker, Watcher, change_content, change_segment, count, create, discard, find, is_watched_by,
    keep_photo, look_away, page, pause, resume, schedule, speakers, stop, trial, unschedule, unwatch, watch,
    watchers,
};

pub(super) use people::gather;
pub(super) use sending::{
    Claimed, Fate, Job, Settled, Standing, begin, claim, finish, next_job, settle, standing, take_over,
};
pub(super) use steering::has_open_news;
