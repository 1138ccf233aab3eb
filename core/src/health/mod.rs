//! How the bots are doing, over all processes: each tells the registry every few seconds that it is alive.

pub(crate) mod state;
pub(crate) mod store;

pub use store::{BotHealth, COUNTED, Totals, bots_health, totals};
