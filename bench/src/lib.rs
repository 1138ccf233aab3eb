//! What delivery costs and what it survives, measured beside a plain teloxide and sqlx bot.
//!
//! The bots are child processes that know nothing of being measured: they get their environment, speak the Bot API over
//! HTTP with a stub in this process, and write to a Postgres that is made for the run, with its usual durability.

pub mod args;
pub mod faults;
pub mod figures;
pub mod jobs;
pub mod load;
pub mod machine;
pub mod peer;
pub mod random;
pub mod runs;
pub mod stub;
mod sync;
