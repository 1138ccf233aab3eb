//! The statements of broadcasts: who is meant, what is steered, what is sent, what is told meanwhile and afterwards.

mod people;
mod report;
mod sending;
mod steering;
#[cfg(all(test, unix))]
mod tests;
mod trial;
mod watching;

pub use people::{Bound, Counted, recipients_by_language};
pub use report::{Cause, DeliveryLine, causes_of, deliveries_after, prune_deliveries};
pub use steering::{
    Draft, Speaker, change_content, change_segment, count, create, discard, find, page, pause, resume,
    schedule, speakers, stop, unschedule,
};
pub use trial::{keep_photo, trial};
pub use watching::{Watcher, is_watched_by, look_away, watch, watchers};

pub(super) use people::gather;
pub(super) use sending::{
    Claimed, Fate, Job, Settled, Standing, begin, claim, finish, has_work, next_job, settle, standing,
    take_over,
};
pub(super) use watching::has_open_news;
