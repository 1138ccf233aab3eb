//! What tests of any crate need; behind the feature `testing`, so that no production binary carries it.

#[cfg(unix)]
pub mod db;
mod drawn;
#[cfg(unix)]
mod house;
#[cfg(unix)]
pub mod redis;

pub use drawn::drawn;
#[cfg(unix)]
pub use house::TestHouse;
