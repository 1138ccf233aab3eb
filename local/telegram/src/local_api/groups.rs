//! Groups: making them, and what any member of one may do here. Who is allowed what in a group of the real server is
//! the owner's choice; here `by` says who does it, the creator unless it is given.

use axum::Json as Answer;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Json, Refusal, Reply};
use crate::App;
use crate::group::{Group, GroupKind};
use crate::model::ChatKey;
use crate::world::World;
use crate::world::groups::{GroupError, NewGroup};

#[derive(Deserialize)]
pub(super) struct Create {
    title: String,
    /// Who makes it and owns it.
    by: i64,
    /// People and bots.
    #[serde(default)]
    members: Vec<i64>,
    #[serde(default)]
    supergroup: bool,
    /// With topics; only a supergroup has them.
    #[serde(default)]
    forum: bool,
}

fn title(given: &str) -> Reply<String> {
    let title = given.trim();
    let fits = (1..=128).contains(&crate::text::utf16_len(title));
    if fits { Ok(title.to_owned()) } else { Err(Refusal::bad("a title has 1 to 128 characters")) }
}

pub(super) async fn create(State(app): State<App>, Json(given): Json<Create>) -> Reply<Answer<Value>> {
    let supergroup = given.supergroup || given.forum;
    let new = NewGroup {
        title: title(&given.title)?,
        kind: if supergroup { GroupKind::Supergroup } else { GroupKind::Group },
        forum: given.forum,
        creator: given.by,
        members: given.members.into_iter().filter(|member| *member != given.by).collect(),
    };
    app.shared.with(|world| {
        let id = world.create_group(new)?;
        shown(world, id)
    })
}

/// The contract's `Group`: what it is and who is in it.
pub(super) fn group(world: &World, group: &Group) -> Value {
    let member = |id: i64| {
        let mut member = world.user(id)?;
        let (as_member, bot) = (world.chat_member(group, id)?, world.bots.get(&id));
        member["status"] = as_member["status"].clone();
        if let Some(bot) = bot {
            member["privacy"] = json!(!bot.profile.privacy_off);
        }
        Some(member)
    };
    let topics = group.topics.iter().map(|(thread, name)| json!({ "thread": thread, "name": name }));
    json!({
        "id": group.id, "chat": ChatKey::Group(group.id), "title": group.title, "type": group.kind.name(),
        "forum": group.forum, "members": group.present().filter_map(member).collect::<Vec<_>>(),
        "topics": topics.collect::<Vec<_>>(), "upgraded_to": group.upgraded_to, "upgraded_from": group.upgraded_from,
    })
}

fn shown(world: &World, id: i64) -> Reply<Answer<Value>> {
    let found = world.groups.get(&id).ok_or(GroupError::NoGroup)?;
    Ok(Answer(group(world, found)))
}

pub(super) async fn show(State(app): State<App>, Path(id): Path<i64>) -> Reply<Answer<Value>> {
    app.shared.with(|world| shown(world, id))
}

#[derive(Deserialize)]
pub(super) struct Act {
    by: Option<i64>,
    /// Whom it is done to.
    who: Option<i64>,
    /// Promoted, or an ordinary member again.
    #[serde(default)]
    admin: bool,
    /// Of a topic, or the new title.
    #[serde(default)]
    name: String,
}

impl Act {
    /// Who does it: a member of the group.
    fn by(&self, world: &World, id: i64) -> Reply<i64> {
        let group = world.open_group(id)?;
        let by = self.by.or_else(|| group.creator()).or_else(|| group.present().next());
        by.filter(|by| group.has(*by)).ok_or_else(|| GroupError::NotIn.into())
    }

    fn who(&self) -> Reply<i64> {
        self.who.ok_or_else(|| Refusal::bad("who is missing"))
    }

    /// Does it, knowing by whom; then shows something of it.
    fn done<T>(
        self,
        app: &App,
        id: i64,
        act: impl FnOnce(&mut World, i64, &Self) -> Reply<T>,
        show: impl FnOnce(&World, T) -> Reply<Answer<Value>>,
    ) -> Reply<Answer<Value>> {
        app.shared.with(|world| {
            let by = self.by(world, id)?;
            let done = act(world, by, &self)?;
            show(world, done)
        })
    }

    /// Does it and shows the group as it is then.
    fn change(
        self,
        app: &App,
        id: i64,
        act: impl FnOnce(&mut World, i64, &Self) -> Reply<()>,
    ) -> Reply<Answer<Value>> {
        self.done(app, id, act, |world, ()| shown(world, id))
    }
}

pub(super) async fn add(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    given.change(&app, id, |world, by, given| Ok(world.add_members(id, by, &[given.who()?])?))
}

/// Without `by` somebody is removed by the creator; removed by themselves they leave.
pub(super) async fn remove(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    given.change(&app, id, |world, by, given| Ok(world.remove_member(id, by, given.who()?)?))
}

pub(super) async fn promote(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    given.change(&app, id, |world, by, given| Ok(world.promote(id, by, given.who()?, given.admin)?))
}

pub(super) async fn rename(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    given.change(&app, id, |world, by, given| Ok(world.rename_group(id, by, &title(&given.name)?)?))
}

pub(super) async fn open_topic(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    let open = |world: &mut World, by, given: &Act| Ok(world.open_topic(id, by, &title(&given.name)?)?);
    given.done(&app, id, open, |_, thread| Ok(Answer(json!({ "thread": thread }))))
}

/// Shows the supergroup that the group has become.
pub(super) async fn upgrade(
    State(app): State<App>,
    Path(id): Path<i64>,
    Json(given): Json<Act>,
) -> Reply<Answer<Value>> {
    given.done(&app, id, |world, by, _| Ok(world.upgrade_group(id, by)?), shown)
}
