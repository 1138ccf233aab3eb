//! How the bots are doing, over all processes: each tells the registry every few seconds that it is alive.

pub(crate) mod state;
pub(crate) mod store;

pub use state::{NamedJobs, OPEN_COUNTED, RARE_COUNTED, jobs_by_name, read as bots_state};
pub use store::processes::{BotProcesses, processes};
pub use store::{BotHealth, COUNTED, Totals, bots_health, totals};

pub use crate::metrics::{BotState, JobsState};
