//! Presses of buttons, as typed actions.

use teloxide::{
    dispatching::UpdateFilterExt,
    types::{CallbackQuery, Update},
};

use super::Handler;
use crate::screen::Tap;

/// Lets presses of `T`'s buttons through and injects the action, for `case!` and handlers below. Stale and forged data
/// pass by; what no branch takes is answered by core.
pub fn tap<T: Tap + Clone + Send + Sync + 'static>() -> Handler {
    Update::filter_callback_query()
        .filter_map(|query: CallbackQuery| query.data.as_deref().and_then(T::decode).and_then(Result::ok))
}
