//! Delivery's statements, a file per step: filing, opening, what belongs together, closing, marking, who owns a chat, what
//! it has become, what is worked on alone, and files.

mod careful;
mod chats;
mod closing;
mod closing_many;
mod files;
mod filing;
mod flushing;
mod marking;
mod moving;
mod opening;
#[cfg(all(test, unix))]
mod tests;
mod together;
mod trouble;

pub(crate) use careful::{begin_alone, end_alone};
pub(crate) use chats::{Stretch, announce, chats_with_work, claim};
pub(crate) use closing::{Closing, Durability, close};
pub(crate) use closing_many::{Small, close_many};
pub(crate) use files::{bytes_of, file_id_of, forget_file_id, leave_out_stored, remember_file_id};
pub(crate) use filing::{Chats, Filed, Filing, file};
pub(crate) use flushing::{begin_incarnation, flush, incarnation};
pub(crate) use marking::{Mark, mark};
pub(crate) use moving::{carry_over, is_left_behind, note_move};
pub(crate) use opening::{Entry, Opened, Opening, open};
pub(crate) use together::{PartRow, edits_of, parts_of};
pub(crate) use trouble::{put_off, record_failure, set_aside};
