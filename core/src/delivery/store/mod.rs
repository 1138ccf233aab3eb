//! Delivery's statements, a file per step: filing, opening, closing, marking, and who owns a chat.

mod chats;
mod closing;
mod closing_many;
mod filing;
mod flushing;
mod marking;
mod opening;
mod trouble;

pub(crate) use chats::{announce, chats_with_work, claim};
pub(crate) use closing::{Closing, Durability, close};
pub(crate) use closing_many::{Small, close_many};
pub(crate) use filing::{Chats, Filed, Filing, file};
pub(crate) use flushing::{begin_incarnation, flush, incarnation};
pub(crate) use marking::{Mark, mark};
pub(crate) use opening::{Entry, Opened, Opening, open};
pub(crate) use trouble::{record_failure, set_aside};
