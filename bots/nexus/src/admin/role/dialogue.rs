//! Handlers of the list of admins.

use nexus_core::{
    audit::Record,
    ids::{ExternalId, UserId},
    prelude::*,
};
use serde_json::json;

use super::{
    Admin, Role, RoleTap,
    change::{Change, Refusal},
    screens, store,
};
use crate::{
    TEXTS,
    admin::{
        State,
        people::{self, Key, Named, dialogue::one_or_say},
        view::{View, ways_back},
    },
};

pub(in crate::admin) async fn act(turn: Turn, tap: RoleTap) -> anyhow::Result<()> {
    match tap {
        RoleTap::List(page) => list(turn, page).await,
        RoleTap::Add => ask(turn),
        RoleTap::Offer(user) => offer(turn, user).await,
        RoleTap::Give(user, role) => give(turn, user, role).await,
        RoleTap::AskRemove(user) => ask_remove(turn, user).await,
        RoleTap::Remove(user) => remove(turn, user).await,
    }
}

/// `/admins`, or with somebody: the choice of a role for them.
pub(in crate::admin) async fn command(turn: Turn, text: String) -> anyhow::Result<()> {
    if text.trim().is_empty() { list(turn, 0).await } else { take_name(turn, text).await }
}

async fn list(turn: Turn, page: u32) -> anyhow::Result<()> {
    let admins = all(&turn).await?;
    turn.show(ways_back(screens::list(View::of(&turn), &admins, page), &turn));
    Ok(())
}

/// Those of the configuration first, then the rows; who is both is the former.
async fn all(turn: &Turn) -> sqlx::Result<Vec<Admin>> {
    let db = turn.outer_db();
    let known = store::configured(db, turn.account().realm, turn.admins()).await?;
    let of_number = |id: &ExternalId| {
        let named = known.iter().find(|known| known.external_id == *id).map(|known| known.named.clone());
        Admin { named, configured: Some(*id), role: Role::Owner }
    };
    let mut admins: Vec<Admin> = turn.admins().iter().map(of_number).collect();
    let is_configured = |user: UserId| known.iter().any(|known| known.named.user == user);
    // As they are after what this turn wrote.
    let rows =
        store::all(&mut *turn.db().await?).await?.into_iter().filter(|row| !is_configured(row.named.user));
    admins.extend(rows.map(|row| Admin { named: Some(row.named), configured: None, role: row.role }));
    Ok(admins)
}

fn ask(turn: Turn) -> anyhow::Result<()> {
    turn.go(&State::AdminNamesAdmin)?;
    turn.show(screens::ask(View::of(&turn)));
    Ok(())
}

/// Who was asked for; somebody whom nobody knows may be named anew.
pub(in crate::admin) async fn take_name(turn: Turn, text: String) -> anyhow::Result<()> {
    let Some(user) = one_or_say(&turn, &text).await? else { return Ok(()) };
    turn.rest();
    offer(turn, user).await
}

async fn named_or_list(turn: &Turn, user: UserId) -> anyhow::Result<Option<Named>> {
    let named = people::store::find(turn.outer_db(), &Key::User(user)).await?.pop();
    if named.is_none() {
        turn.toast(text!(TEXTS.of(turn.language()), "admin-changed"));
        list(turn.clone(), 0).await?;
    }
    Ok(named)
}

async fn offer(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let Some(named) = named_or_list(&turn, user).await? else { return Ok(()) };
    if is_configured(&turn, user).await? {
        let locale = TEXTS.of(turn.language());
        turn.alert(screens::refusal(locale, Refusal::Configured));
        return list(turn, 0).await;
    }
    let role = store::role_in(&mut *turn.db().await?, user).await?;
    turn.show(ways_back(screens::offer(View::of(&turn), &named, role), &turn));
    Ok(())
}

async fn ask_remove(turn: Turn, user: UserId) -> anyhow::Result<()> {
    let Some(named) = named_or_list(&turn, user).await? else { return Ok(()) };
    let role = store::role_in(&mut *turn.db().await?, user).await?;
    match role {
        Some(role) => turn.show(screens::ask_remove(View::of(&turn), &named, role)),
        None => return offer(turn, user).await,
    }
    Ok(())
}

pub(in crate::admin) async fn is_configured(turn: &Turn, user: UserId) -> sqlx::Result<bool> {
    let configured = store::configured(turn.outer_db(), turn.account().realm, turn.admins()).await?;
    Ok(configured.iter().any(|configured| configured.named.user == user))
}

/// Whether this change is allowed; says so where it is not. Owners stay locked until the turn closes.
async fn is_allowed(turn: &Turn, target: UserId, role: Option<Role>) -> anyhow::Result<bool> {
    let is_configured = is_configured(turn, target).await?;
    let is_banned = people::is_banned(turn.outer_db(), target).await?;
    let owners = store::lock_owners(&mut *turn.db().await?).await?;
    let change = Change {
        actor: turn.person().user,
        target,
        role,
        is_configured,
        is_banned,
        owners: &owners,
        configured: turn.admins().len(),
    };
    let checked = change.check();
    if let Err(refusal) = checked {
        turn.alert(screens::refusal(TEXTS.of(turn.language()), refusal));
    }
    Ok(checked.is_ok())
}

async fn give(turn: Turn, user: UserId, role: Role) -> anyhow::Result<()> {
    let Some(named) = named_or_list(&turn, user).await? else { return Ok(()) };
    if is_allowed(&turn, user, Some(role)).await? {
        let mut db = turn.db().await?;
        let before = store::role_in(&mut db, user).await?;
        if store::give(&mut db, user, role, turn.person().user, turn.now()).await? {
            let action = if before.is_some() { "admin.role" } else { "admin.add" };
            let record = Record::by_admin(&turn, action, user).after(json!({"role": role.code()}));
            let before = before.map(|role| json!({"role": role.code()}));
            let record = match before {
                Some(before) => record.before(before),
                None => record,
            };
            record.write(&mut db, turn.now()).await?;
        }
        drop(db);
        turn.toast(text!(
            TEXTS.of(turn.language()),
            "admin-admins-given",
            who = named.name(),
            role = screens::name(TEXTS.of(turn.language()), role)
        ));
    }
    list(turn, 0).await
}

async fn remove(turn: Turn, user: UserId) -> anyhow::Result<()> {
    if is_allowed(&turn, user, None).await? {
        let mut db = turn.db().await?;
        if let Some(role) = store::remove(&mut db, user).await? {
            let record = Record::by_admin(&turn, "admin.remove", user).before(json!({"role": role.code()}));
            record.write(&mut db, turn.now()).await?;
        }
        drop(db);
        turn.toast(text!(TEXTS.of(turn.language()), "admin-admins-removed"));
    }
    list(turn, 0).await
}
