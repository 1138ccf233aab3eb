//! A Bot API server that costs as little as it can, so that what is measured is the bot and its database.
//!
//! One bot, private chats, texts and presses. Requests are scanned, not parsed; buffers are kept; everything happens in
//! the benchmark's own process, so that an answer is seen in the moment in which it arrives.

mod account;
mod answering;
pub mod call;
pub mod form;
pub mod http;
pub mod json;
pub mod limits;
mod queue;
mod server;
#[cfg(test)]
mod tests;
pub mod trouble;
mod webhook;

pub use account::{Account, Said};
pub use server::Stub;

/// Who watches what the bot says: the driver of a load.
pub trait Chats: Send + Sync + 'static {
    /// A message was accepted. Called before the bot gets its answer, so it must be quick.
    fn said(&self, account: &Account, said: &Said<'_>);
}
