//! Statements about backups: their rows (`rows`), what a database holds (`facts`), and the databases that a restore fills
//! (`target`).

pub(super) mod facts;
pub(crate) mod rows;
pub(super) mod target;
