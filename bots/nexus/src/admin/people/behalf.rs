//! What is done on a person's behalf: all that is known of them as a file, and being forgotten. It is theirs, so they get
//! the file and hear of the end.

use nexus_core::{
    audit::Actor,
    ids::UserId,
    prelude::*,
    requests::{Ask, Asked, Kind},
};

use super::{dialogue, screens};
use crate::{
    TEXTS,
    admin::{role, view::View},
};

pub(super) async fn export(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let asked = ask(&turn, Kind::Export, user).await?;
    let locale = TEXTS.of(turn.language());
    turn.toast(match asked {
        Asked::Begun(_) | Asked::Done => text!(locale, "admin-export-begun"),
        Asked::UnderWay(_) => text!(locale, "admin-request-under-way"),
        Asked::TooSoon(_) => text!(locale, "admin-export-too-soon"),
        Asked::NobodyThere => text!(locale, "admin-request-nobody"),
    });
    dialogue::card(turn, user).await
}

pub(super) async fn ask_erase(turn: Turn, user: UserId) -> anyhow::Result<()> {
    if let Some(card) = dialogue::card_or_list(&turn, user).await? {
        turn.show(screens::confirm_erase(View::of(&turn), &card.base));
    }
    Ok(())
}

pub(super) async fn erase(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let locale = TEXTS.of(turn.language());
    // Who steers the house decides for themselves.
    if role::dialogue::is_configured(&turn, user).await? {
        turn.toast(text!(locale, "admin-erase-configured"));
        return dialogue::card(turn, user).await;
    }
    let asked = ask(&turn, Kind::Erase, user).await?;
    turn.toast(match asked {
        Asked::Begun(_) | Asked::TooSoon(_) => text!(locale, "admin-erase-begun"),
        Asked::UnderWay(_) => text!(locale, "admin-request-under-way"),
        Asked::Done => text!(locale, "admin-erase-done"),
        Asked::NobodyThere => text!(locale, "admin-request-nobody"),
    });
    dialogue::card(turn, user).await
}

async fn ask(turn: &Turn, kind: Kind, user: UserId) -> sqlx::Result<Asked> {
    turn.ask_for(Ask::new(kind, user, Actor::Admin(turn.person().user))).await
}
