//! Who is in a chat and as what; leaving, banning, and the topics of forums.

use serde_json::{Value, json};

use super::params::Params;
use super::{Answer, Result, chat_id};
use crate::App;
use crate::error::{self, ApiError, Rule};
use crate::group::{Group, GroupKind, Status};
use crate::model::ChatKey;
use crate::world::{Access, World};

type Done<T> = std::result::Result<T, ApiError>;

/// A group and what the bot is in it, to change something there.
fn group(world: &World, bot: i64, params: &Params, elsewhere: Rule) -> Done<(i64, Status)> {
    let key = world.chat_for(bot, chat_id(params)?, Access::Write)?;
    let ChatKey::Group(id) = key else { return Err(elsewhere.into()) };
    let status = world.groups.get(&id).and_then(|group| group.status(bot));
    Ok((id, status.ok_or(error::CHAT_NOT_FOUND)?))
}

/// The group a call is about when it is about one, to look at it.
fn look<'a>(world: &'a World, bot: i64, params: &Params) -> Done<Option<&'a Group>> {
    match world.chat_for(bot, chat_id(params)?, Access::Read)? {
        ChatKey::Private { .. } => Ok(None),
        ChatKey::Group(id) => Ok(world.groups.get(&id)),
    }
}

fn user_id(params: &Params) -> Done<i64> {
    params.int("user_id").ok_or_else(|| error::USER_ID_INVALID.into())
}

pub(super) fn get(app: &App, bot: i64, params: &Params) -> Result {
    let who = user_id(params)?;
    app.shared.with(|world| {
        let member = match look(world, bot, params)? {
            Some(group) => world.chat_member(group, who),
            None if who == bot || Some(who) == params.int("chat_id") => {
                world.user(who).map(|user| json!({ "status": "member", "user": user }))
            }
            None => None,
        };
        Ok(Answer::Value(member.ok_or(error::USER_NOT_FOUND)?))
    })
}

pub(super) fn count(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let group = look(world, bot, params)?;
        Ok(Answer::Value(json!(group.map_or(2, |group| group.present().count()))))
    })
}

/// Bots only when they are asked for (specification of getChatAdministrators).
pub(super) fn administrators(app: &App, bot: i64, params: &Params) -> Result {
    let bots = params.flag("return_bots");
    app.shared.with(|world| {
        let group = look(world, bot, params)?.ok_or(error::NO_ADMINISTRATORS)?;
        let admins = group.present().filter(|who| group.is_admin(*who));
        let asked = admins.filter(|who| bots || !world.bots.contains_key(who));
        Ok(Answer::Value(asked.filter_map(|who| world.chat_member(group, who)).collect::<Value>()))
    })
}

pub(super) fn leave(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        let (id, _) = group(world, bot, params, error::LEAVE_PRIVATE)?;
        world.remove_member(id, bot, bot).map_err(|_| error::CHAT_NOT_FOUND)?;
        Ok(Answer::yes())
    })
}

/// What an administrator does to a member of the group.
fn restrict(
    app: &App,
    bot: i64,
    params: &Params,
    act: impl FnOnce(&mut World, i64, i64) -> Done<()>,
) -> Result {
    let who = user_id(params)?;
    app.shared.with(|world| {
        let (id, own) = group(world, bot, params, error::LEAVE_PRIVATE)?;
        if !own.is_admin() {
            return Err(error::NO_RIGHT_TO_RESTRICT.into());
        }
        world.user(who).ok_or(error::USER_NOT_FOUND)?;
        act(world, id, who)?;
        Ok(Answer::yes())
    })
}

pub(super) fn ban(app: &App, bot: i64, params: &Params) -> Result {
    restrict(app, bot, params, |world, id, who| {
        match world.groups.get(&id).and_then(|group| group.status(who)) {
            Some(Status::Creator) => Err(error::OWNER_STAYS.into()),
            Some(status) if status.is_in() => {
                world.remove_member(id, bot, who).map_err(|_| error::CHAT_NOT_FOUND.into())
            }
            _ => Ok(()),
        }
    })
}

/// Without `only_if_banned` a member is removed by it, as the specification warns.
pub(super) fn unban(app: &App, bot: i64, params: &Params) -> Result {
    let only_if_banned = params.flag("only_if_banned");
    restrict(app, bot, params, |world, id, who| {
        let group = world.groups.get(&id).ok_or(error::CHAT_NOT_FOUND)?;
        if group.kind == GroupKind::Group {
            return Err(error::SUPERGROUPS_ONLY.into());
        }
        if group.has(who) && !only_if_banned {
            world.remove_member(id, bot, who).map_err(|_| error::OWNER_STAYS)?;
        }
        world.unban(id, bot, who);
        Ok(())
    })
}

pub(super) fn create_topic(app: &App, bot: i64, params: &Params) -> Result {
    let name = params.some_text("name").ok_or_else(|| ApiError::missing("name"))?.into_owned();
    app.shared.with(|world| {
        let (id, own) = group(world, bot, params, error::NO_FORUM)?;
        if !world.groups.get(&id).is_some_and(|group| group.forum) {
            return Err(error::NO_FORUM.into());
        }
        if !own.is_admin() {
            return Err(error::NO_RIGHT_TO_TOPICS.into());
        }
        let thread = world.open_topic(id, bot, &name).map_err(|_| error::NO_FORUM)?;
        Ok(Answer::Value(json!({ "message_thread_id": thread, "name": name, "icon_color": 7_322_096 })))
    })
}
