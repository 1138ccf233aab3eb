//! Banning: a reason, a confirmation that says what happens, and the way back.

use nexus_core::{audit::Record, ids::UserId, prelude::*, standing};
use serde_json::json;

use super::{
    Key,
    dialogue::{card, card_or_list, one_or_say},
    screens, store,
};
use crate::{
    TEXTS,
    admin::{
        State, role,
        view::{View, clean},
    },
};

/// Letters of a reason.
const REASON: usize = 300;

/// `/ban @anna spam`; without a reason, it is asked for.
pub(in crate::admin) async fn command(turn: Turn, line: String) -> anyhow::Result<()> {
    let (key, reason) = Key::split(&line);
    let Some(user) = one_or_say(&turn, key).await? else { return Ok(()) };
    if clean(reason, REASON).is_empty() { ask(turn, user).await } else { confirm(turn, user, reason).await }
}

pub(super) async fn ask(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let Some(found) = card_or_list(&turn, user).await? else { return Ok(()) };
    if !may_be_banned(&turn, user).await? || found.base.banned_at.is_some() {
        return card(turn, user).await;
    }
    turn.go(&State::AdminGivesReason { user })?;
    turn.show(screens::ask_reason(View::of(&turn), &found.base));
    Ok(())
}

pub(in crate::admin) async fn take_reason(turn: Turn, text: String, user: UserId) -> anyhow::Result<()> {
    confirm(turn, user, &text).await
}

async fn confirm(turn: Turn, user: UserId, reason: &str) -> anyhow::Result<()> {
    let Some(found) = card_or_list(&turn, user).await? else { return Ok(()) };
    let reason = clean(reason, REASON);
    if reason.is_empty() {
        return ask(turn, user).await;
    }
    if !may_be_banned(&turn, user).await? || found.base.banned_at.is_some() {
        turn.rest();
        return card(turn, user).await;
    }
    let is_admin = role::is_admin(&turn, user).await?;
    turn.show(screens::confirm_ban(View::of(&turn), &found.base, &reason, is_admin));
    turn.go(&State::AdminConfirmsBan { user, reason })?;
    Ok(())
}

/// Owners of the configuration cannot be banned, and nobody bans themselves; says so.
async fn may_be_banned(turn: &Turn, user: UserId) -> anyhow::Result<bool> {
    let locale = TEXTS.of(turn.language());
    if user == turn.person().user {
        turn.alert(text!(locale, "admin-ban-yourself"));
        return Ok(false);
    }
    let realm = turn.account().realm;
    let is_owner = store::is_one_of(turn.outer_db(), user, realm, turn.admins()).await?;
    if is_owner {
        turn.alert(text!(locale, "admin-ban-configured"));
    }
    Ok(!is_owner)
}

/// The second press finds no question any more, and shows how it is.
pub(super) async fn ban(turn: Turn, state: State, user: UserId) -> anyhow::Result<()> {
    let locale = TEXTS.of(turn.language());
    let reason = match state {
        State::AdminConfirmsBan { user: asked, reason } if asked == user => reason,
        _ => {
            turn.toast(text!(locale, "admin-changed"));
            return card(turn, user).await;
        }
    };
    if !may_be_banned(&turn, user).await? || !may_ban_admin(&turn, user).await? {
        return card(turn, user).await;
    }
    let mut db = turn.db().await?;
    if standing::ban(&mut db, user, &reason, turn.now()).await? {
        let record = Record::by_admin(&turn, "user.ban", user)
            .before(json!({"banned": false}))
            .after(json!({"banned": true}));
        record.write(&mut db, turn.now()).await?;
        if let Some(role) = role::remove(&mut db, user).await? {
            let record = Record::by_admin(&turn, "admin.remove", user).before(json!({"role": role.code()}));
            record.write(&mut db, turn.now()).await?;
        }
    }
    drop(db);
    turn.toast(text!(locale, "admin-ban-done"));
    card(turn, user).await
}

/// Who may not make admins does not unmake them by a ban either.
async fn may_ban_admin(turn: &Turn, user: UserId) -> anyhow::Result<bool> {
    if !role::is_admin(turn, user).await? {
        return Ok(true);
    }
    // Two owners who ban each other at once: the second one finds that they are none any more.
    role::lock_owners(&mut *turn.db().await?).await?;
    let is_allowed = role::may(turn, role::Right::Admins).await;
    if !is_allowed {
        turn.alert(text!(TEXTS.of(turn.language()), "admin-ban-admin"));
    }
    Ok(is_allowed)
}

/// `/unban @anna`
pub(in crate::admin) async fn unban_command(turn: Turn, text: String) -> anyhow::Result<()> {
    match one_or_say(&turn, &text).await? {
        Some(user) => unban(turn, user).await,
        None => Ok(()),
    }
}

pub(super) async fn unban(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let locale = TEXTS.of(turn.language());
    let mut db = turn.db().await?;
    let was_banned = standing::unban(&mut db, user).await?;
    if was_banned {
        let record = Record::by_admin(&turn, "user.unban", user)
            .before(json!({"banned": true}))
            .after(json!({"banned": false}));
        record.write(&mut db, turn.now()).await?;
    }
    drop(db);
    let said = if was_banned { text!(locale, "admin-ban-lifted") } else { text!(locale, "admin-ban-none") };
    turn.toast(said);
    card(turn, user).await
}
