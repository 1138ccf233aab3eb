//! Locks that are held for a moment, never across an await.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a panic left behind is as good as what was there before: the run fails anyway.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
