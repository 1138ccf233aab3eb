//! Backups of the database: made on a schedule, when an admin asks, or by the command line; kept for so many days and weeks;
//! and restored for trial, because a backup that nobody restored is a hope.
//!
//! A backup is two files in `BACKUP_DIR`: the dump in pg_dump's own format, and beside it a manifest that says what the very
//! snapshot of the dump held. Files are the truth; rows of `nexus.backups` are what the admin's bot shows of them.

mod compare;
mod dialogue;
mod folder;
mod keep;
mod make;
mod manifest;
mod restore;
pub(crate) mod schedule;
mod screens;
mod store;
mod tidy;
mod worker;

pub(crate) use compare::{Line, Report};
pub(crate) use dialogue::{handlers, list_below, told};
pub(crate) use folder::kept;
pub(crate) use make::{Order, cause};
pub(crate) use restore::Source;
pub(crate) use screens::BackupTap;
pub(crate) use store::rows;
pub(crate) use tidy::tidy;
pub(crate) use worker::work;
