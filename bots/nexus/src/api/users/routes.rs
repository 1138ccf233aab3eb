//! `/users`.

use axum::{extract::State, http::StatusCode};
use nexus_core::{
    audit::Actor,
    client::{Erasure, UsedBots, User, UserPatch, Visit, Visitor},
    http::{
        Ground,
        api::{
            ApiError, Conditions, Doing, Done, Json, MergePatch, Nothing, Page, PageQuery, Path, Query,
            Write, etag,
        },
    },
    ids::UserId,
    requests::{self, Ask, Asked, Kind},
    shared,
    token::Caller,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    MOST_TELEGRAM_ID, effective_zone, no_such_user, patch,
    store::{self, By},
    visit,
};
use crate::api::scope::{require_all, require_bot};

/// Characters that are searched for.
const LONGEST_SEARCH: usize = 64;

pub(in crate::api) fn routes() -> OpenApiRouter<Ground> {
    OpenApiRouter::default()
        .routes(routes!(from_telegram))
        .routes(routes!(list))
        .routes(routes!(get, patch, erase))
        .routes(routes!(bots))
}

/// Somebody came to a bot
///
/// Makes the user and the subscription where there are none, freshens the profile, and notes the time of the visit; right
/// under any concurrency. A visit that is told by a program does not open a subscription that the person has blocked. The
/// audit log gets a record when something was created or the profile changed: which fields, never what they say.
#[utoipa::path(
    post, path = "/users/from-telegram", tag = "users",
    request_body(content = Visitor, example = json!({"telegram_id": 1001, "first_name": "Anna", "username": "anna", "language_code": "uk", "bot_code": "coach"})),
    responses(
        (status = 200, description = "As it is now", body = Visit),
        (status = 403, description = "`user_banned`, or `out_of_scope`: the token is another bot's"),
        (status = 404, description = "`bot_not_found`"),
        (status = 409, description = "`bot_inactive`"),
    )
)]
async fn from_telegram(State(ground): State<Ground>, write: Write<Json<Visitor>>) -> Result<Done, ApiError> {
    let Write { caller, trace, operation, body: Json(visitor) } = write;
    visit::check(&visitor)?;
    require_bot(&caller, &visitor.bot_code)?;
    let by = By { token: caller.token, operation: operation.as_ref(), trace };
    let answer = store::visit(&ground.db, &visitor, &by, ground.clock.now()).await?;
    Ok(Done::text(StatusCode::OK, answer))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UsersQuery {
    /// The beginning of a username (with or without `@`), of a first name, of a last name, or of both; in any case.
    #[param(min_length = 1, max_length = 64, pattern = "^[^\\x00]+$")]
    search: Option<String>,
    /// Only who has this number in Telegram.
    #[param(minimum = 1, maximum = 4503599627370495_i64)]
    telegram_id: Option<i64>,
}

impl UsersQuery {
    fn check(&self) -> Result<(), ApiError> {
        let is_search =
            |text: &String| (1..=LONGEST_SEARCH).contains(&text.chars().count()) && !text.contains('\0');
        if !self.search.as_ref().is_none_or(is_search) {
            return Err(ApiError::bad_request("bad_query", "search has 1 to 64 characters."));
        }
        if !self.telegram_id.is_none_or(|id| (1..=MOST_TELEGRAM_ID).contains(&id)) {
            return Err(ApiError::bad_request("bad_query", "telegram_id is a number from 1 to 2^52 - 1."));
        }
        Ok(())
    }
}

/// People
///
/// In the order in which they came. A token of one bot sees those who use it.
#[utoipa::path(get, path = "/users", tag = "users", params(PageQuery, UsersQuery), responses((status = 200, body = Page<User>)))]
async fn list(
    State(ground): State<Ground>,
    caller: Caller,
    Query(page): Query<PageQuery>,
    Query(query): Query<UsersQuery>,
) -> Result<axum::Json<Page<User>>, ApiError> {
    query.check()?;
    let (limit, scope) = (page.limit()?, caller.scope.bot());
    let after = page.after::<Uuid>()?.unwrap_or_default();
    let db = &ground.db;
    let found = match (query.telegram_id, &query.search) {
        (Some(telegram_id), _) => {
            let found = store::find_by_telegram(db, telegram_id, scope).await?;
            found.into_iter().filter(|user| user.id.0 > after).collect()
        }
        (None, Some(search)) => {
            let prefix = search.strip_prefix('@').unwrap_or(search);
            store::search(db, prefix, after, limit + 1, scope).await?
        }
        (None, None) => store::page(db, after, limit + 1, scope).await?,
    };
    Ok(axum::Json(Page::new(found, limit, |user| user.id)?))
}

/// One person
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path)), responses(
    (status = 200, body = User), (status = 304, description = "Still the version that you have"),
    (status = 404, description = "`user_not_found`"),
))]
async fn get(
    State(ground): State<Ground>,
    caller: Caller,
    conditions: Conditions,
    Path(id): Path<UserId>,
) -> Result<Done, ApiError> {
    let user = store::find(&ground.db, id, caller.scope.bot()).await?.ok_or_else(no_such_user)?;
    Done::version(&user, &conditions)
}

/// Changes what a person chose
///
/// A token of one bot may set language and zone of those who use it.
#[utoipa::path(patch, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path)),
    request_body(content((UserPatch = "application/merge-patch+json"), (UserPatch = "application/json"))),
    responses(
        (status = 200, description = "As it is now", body = User),
        (status = 403, description = "`out_of_scope`: the tier takes a token for all of the registry"),
        (status = 404, description = "`user_not_found`"),
        (status = 412, description = "`changed_meanwhile`"),
    )
)]
async fn patch(
    State(ground): State<Ground>,
    conditions: Conditions,
    Path(id): Path<UserId>,
    write: Write<MergePatch<UserPatch>>,
) -> Result<Done, ApiError> {
    let (trace, now) = (write.trace, ground.clock.now());
    let work = async |doing: &mut Doing<'_>, MergePatch(patch): MergePatch<UserPatch>| {
        let scope = doing.caller.scope.bot();
        let user = store::find_to_change(&mut *doing.tx, id, scope).await?.ok_or_else(no_such_user)?;
        if patch.tier.is_some() {
            require_all(&doing.caller)?;
        }
        conditions.require(&etag(&serde_json::to_string(&user)?))?;
        let changed = patch::applied(patch, &user)?;
        if changed != user {
            store::update(&mut *doing.tx, &changed).await?;
            let (before, after) = difference(&user, &changed);
            doing.record("user.patch", id).before(before).after(after).write(doing.tx, now).await?;
        }
        if effective_zone(&changed) != effective_zone(&user) {
            let zone = effective_zone(&changed);
            shared::tell_zone(doing.tx, id, zone, trace, now).await.map_err(ApiError::internal)?;
        }
        Done::version(&changed, &Conditions::default())
    };
    ground.write(write, work).await
}

/// What was and is chosen, of what was changed.
fn difference(before: &User, after: &User) -> (Value, Value) {
    let choices = |user: &User| json!({"language": user.language, "zone": user.zone, "tier": user.tier});
    let (before, after) = (choices(before), choices(after));
    let pick = |from: &Value| -> Value {
        let names = ["language", "zone", "tier"].into_iter().filter(|name| before[name] != after[name]);
        names.map(|name| (name.to_owned(), from[name].clone())).collect::<Map<_, _>>().into()
    };
    (pick(&before), pick(&after))
}

/// Erases a person
///
/// Each of their bots does its part, then the registry; it goes on whatever is stopped meanwhile, and the person is told when
/// it is done. The audit log keeps their id alone. Takes a token for all of the registry.
#[utoipa::path(delete, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path)), responses(
    (status = 202, description = "Under way", body = Erasure), (status = 204, description = "Done"),
    (status = 403, description = "`out_of_scope`"), (status = 404, description = "`user_not_found`"),
))]
async fn erase(
    State(ground): State<Ground>,
    Path(id): Path<UserId>,
    write: Write<Nothing>,
) -> Result<Done, ApiError> {
    let now = ground.clock.now();
    let work = async |doing: &mut Doing<'_>, _: Nothing| {
        require_all(&doing.caller)?;
        let wish = Ask::new(Kind::Erase, id, Actor::Service(doing.caller.token));
        match requests::ask(doing.tx, wish, now).await? {
            Asked::Begun(request_id) | Asked::UnderWay(request_id) => {
                Done::json(StatusCode::ACCEPTED, &Erasure { request_id })
            }
            // An erasure is never too soon.
            Asked::Done | Asked::TooSoon(_) => Ok(Done::nothing()),
            Asked::NobodyThere => Err(no_such_user()),
        }
    };
    ground.write(write, work).await
}

/// The bots that a person uses
///
/// A token of one bot sees that bot.
#[utoipa::path(get, path = "/users/{id}/bots", tag = "users", params(("id" = Uuid, Path)), responses(
    (status = 200, body = UsedBots), (status = 404, description = "`user_not_found`"),
))]
async fn bots(
    State(ground): State<Ground>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Result<axum::Json<UsedBots>, ApiError> {
    let scope = caller.scope.bot();
    store::find(&ground.db, id, scope).await?.ok_or_else(no_such_user)?;
    Ok(axum::Json(UsedBots { items: store::bots_of(&ground.db, id, scope).await? }))
}
