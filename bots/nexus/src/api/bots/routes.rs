//! `/bots`.

use axum::{extract::State, http::StatusCode};
use nexus_core::{
    client::{Bot, BotPatch, NewBot},
    http::{
        Ground,
        api::{
            ApiError, Conditions, Doing, Done, Json, MergePatch, Page, PageQuery, Path, Query, Write, etag,
        },
    },
    standing,
    token::Caller,
};
use serde_json::{Map, Value, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{applied, check, is_code, no_such_bot, store};
use crate::api::scope::require_all;

pub(in crate::api) fn routes() -> OpenApiRouter<Ground> {
    OpenApiRouter::default().routes(routes!(list, create)).routes(routes!(get, patch))
}

/// Bots
///
/// By their codes. A token of one bot sees that bot.
#[utoipa::path(get, path = "/bots", tag = "bots", params(PageQuery), responses((status = 200, body = Page<Bot>)))]
async fn list(
    State(ground): State<Ground>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<axum::Json<Page<Bot>>, ApiError> {
    let limit = page.limit()?;
    let after: String = page.after()?.unwrap_or_default();
    if after.contains('\0') {
        return Err(ApiError::bad_request(
            "bad_cursor",
            "cursor is not one that a page of this list ended with.",
        ));
    }
    let found = store::page(&ground.db, &after, limit + 1, caller.scope.bot()).await?;
    Ok(axum::Json(Page::new(found, limit, |bot| bot.code.clone())?))
}

/// Registers a bot
///
/// Before it runs for the first time, so that there can be a token for it. For tokens of all of the registry.
#[utoipa::path(post, path = "/bots", tag = "bots",
    request_body(content = NewBot, example = json!({"code": "reports", "name": "Reports"})),
    responses(
        (status = 201, description = "It is registered", body = Bot),
        (status = 403, description = "`out_of_scope`"),
        (status = 409, description = "`bot_exists`"),
    )
)]
async fn create(State(ground): State<Ground>, write: Write<Json<NewBot>>) -> Result<Done, ApiError> {
    require_all(&write.caller)?;
    check(&write.body.0)?;
    let now = ground.clock.now();
    let work = async |doing: &mut Doing<'_>, Json(bot): Json<NewBot>| {
        let made = store::insert(&mut *doing.tx, &bot, now).await?;
        let made = made.ok_or_else(|| ApiError::conflict("bot_exists", "There is a bot with this code."))?;
        let after = json!({"name": made.name, "is_active": made.is_active});
        doing.record("bot.create", &made.code).after(after).write(doing.tx, now).await?;
        let body = serde_json::to_string(&made)?;
        let etag = etag(&body);
        Ok(Done::text(StatusCode::CREATED, body).etag(etag))
    };
    ground.write(write, work).await
}

/// One bot
#[utoipa::path(get, path = "/bots/{code}", tag = "bots",
    params(("code" = String, Path, min_length = 2, max_length = 64, pattern = "^[a-z][a-z0-9_]+$")),
    responses(
        (status = 200, body = Bot), (status = 304, description = "Still the version that you have"),
        (status = 404, description = "`bot_not_found`"),
    )
)]
async fn get(
    State(ground): State<Ground>,
    caller: Caller,
    conditions: Conditions,
    Path(code): Path<String>,
) -> Result<Done, ApiError> {
    require_code(&code)?;
    let bot = store::find(&ground.db, &code, caller.scope.bot()).await?.ok_or_else(no_such_bot)?;
    Done::version(&bot, &conditions)
}

/// Changes a bot
///
/// For tokens of all of the registry.
#[utoipa::path(patch, path = "/bots/{code}", tag = "bots",
    params(("code" = String, Path, min_length = 2, max_length = 64, pattern = "^[a-z][a-z0-9_]+$")),
    request_body(content((BotPatch = "application/merge-patch+json"), (BotPatch = "application/json"))),
    responses(
        (status = 200, description = "As it is now", body = Bot),
        (status = 403, description = "`out_of_scope`"),
        (status = 404, description = "`bot_not_found`"),
        (status = 412, description = "`changed_meanwhile`"),
    )
)]
async fn patch(
    State(ground): State<Ground>,
    conditions: Conditions,
    Path(code): Path<String>,
    write: Write<MergePatch<BotPatch>>,
) -> Result<Done, ApiError> {
    require_code(&code)?;
    // Another bot does not exist for this token, and its own is not its to change.
    if store::find(&ground.db, &code, write.caller.scope.bot()).await?.is_none() {
        return Err(no_such_bot());
    }
    require_all(&write.caller)?;
    let now = ground.clock.now();
    let work = async |doing: &mut Doing<'_>, MergePatch(patch): MergePatch<BotPatch>| {
        let bot = store::find_to_change(&mut *doing.tx, &code).await?.ok_or_else(no_such_bot)?;
        conditions.require(&etag(&serde_json::to_string(&bot)?))?;
        let changed = applied(patch, &bot)?;
        if changed != bot {
            store::update(&mut *doing.tx, &changed).await?;
            // With what waits for it.
            standing::switch(&mut *doing.tx, &code, changed.is_active).await?;
            let (before, after) = difference(&bot, &changed)?;
            doing.record("bot.patch", &code).before(before).after(after).write(doing.tx, now).await?;
        }
        Done::version(&changed, &Conditions::default())
    };
    ground.write(write, work).await
}

fn require_code(code: &str) -> Result<(), ApiError> {
    if is_code(code) {
        return Ok(());
    }
    Err(ApiError::bad_request("bad_path", "A bot's code has 2 to 64 of a-z, 0-9 and _, a letter first."))
}

/// What was and is said of a bot, of what was changed.
fn difference(before: &Bot, after: &Bot) -> Result<(Value, Value), ApiError> {
    let (before, after) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
    let pick = |from: &Value, other: &Value| -> Value {
        let fields =
            from.as_object().into_iter().flatten().filter(|(name, value)| other[name.as_str()] != **value);
        fields.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()
    };
    Ok((pick(&before, &after), pick(&after, &before)))
}
