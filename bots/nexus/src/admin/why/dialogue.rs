//! Handlers of the question why.

use nexus_core::{ids::UserId, prelude::*};

use super::{screens, store};
use crate::{
    TEXTS,
    admin::{
        menu,
        people::{self, dialogue::one_or_say},
        view::{View, ways_back},
    },
};

/// `/why @anna`
pub(in crate::admin) async fn command(turn: Turn, text: String) -> anyhow::Result<()> {
    match one_or_say(&turn, &text).await? {
        Some(user) => show(turn, user).await,
        None => Ok(()),
    }
}

pub(in crate::admin) async fn show(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let db = turn.outer_db();
    let named = people::named(db, &[user]).await?.pop();
    match named.zip(store::facts(db, user).await?) {
        Some((named, facts)) => turn.show(ways_back(screens::report(View::of(&turn), &named, &facts), &turn)),
        None => {
            turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
            return menu::show(turn).await;
        }
    }
    Ok(())
}
