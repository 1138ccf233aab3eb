//! Delivery's statements, a file per step: filing, opening, what belongs together, closing, marking, and who owns a chat.

mod chats;
mod closing;
mod closing_many;
mod filing;
mod flushing;
mod marking;
mod opening;
mod together;
mod trouble;

pub(crate) use chats::{announce, chats_with_work, claim};
pub(crate) use closing::{Closing, Durability, close};
pub(crate) use closing_many::{Small, close_many};
pub(crate) use filing::{Chats, Filed, Filing, file};
pub(crate) use flushing::{begin_incarnation, flush, incarnation};
pub(crate) use marking::{Mark, mark};
pub(crate) use opening::{Entry, Opened, Opening, open};
pub(crate) use together::{PartRow, edits_of, parts_of};
pub(crate) use trouble::{put_off, record_failure, set_aside};
