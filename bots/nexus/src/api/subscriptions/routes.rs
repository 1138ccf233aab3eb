//! `/subscriptions`.

use axum::extract::State;
use nexus_core::{
    client::Subscription,
    http::{
        Ground,
        api::{ApiError, Conditions, Doing, Done, MergePatch, Nothing, Path, Write, etag},
    },
    ids::SubscriptionId,
    token::Caller,
};
use serde_json::{Value, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    document::{Document, LARGEST, Part, difference},
    no_such_subscription, store,
};

pub(in crate::api) fn routes() -> OpenApiRouter<Ground> {
    OpenApiRouter::default()
        .routes(routes!(get, delete))
        .routes(routes!(settings, patch_settings))
        .routes(routes!(state, patch_state))
}

/// One subscription
#[utoipa::path(get, path = "/subscriptions/{id}", tag = "subscriptions", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Subscription), (status = 304, description = "Still the version that you have"),
    (status = 404, description = "`subscription_not_found`"),
))]
async fn get(
    State(ground): State<Ground>,
    caller: Caller,
    conditions: Conditions,
    Path(id): Path<SubscriptionId>,
) -> Result<Done, ApiError> {
    let found = store::find(&ground.db, id, caller.scope.bot()).await?;
    Done::version(&found.ok_or_else(no_such_subscription)?, &conditions)
}

/// Ends a subscription
///
/// Its settings and state are gone, and what was planned for the person in this bot is cancelled. What they wrote in the bot
/// stays; when they write to it again, they are a new subscriber.
#[utoipa::path(delete, path = "/subscriptions/{id}", tag = "subscriptions", params(("id" = Uuid, Path)), responses(
    (status = 204, description = "Done"), (status = 404, description = "`subscription_not_found`"),
))]
async fn delete(
    State(ground): State<Ground>,
    Path(id): Path<SubscriptionId>,
    write: Write<Nothing>,
) -> Result<Done, ApiError> {
    let now = ground.clock.now();
    let work = async |doing: &mut Doing<'_>, _: Nothing| {
        let scope = doing.caller.scope.bot();
        let removed = store::remove(&mut *doing.tx, id, scope).await?.ok_or_else(no_such_subscription)?;
        let cancelled = store::cancel_planned(&mut *doing.tx, &removed).await?;
        let before = json!({"user": removed.user_id, "bot": removed.bot_code, "planned": cancelled});
        doing.record("subscription.delete", id).before(before).write(doing.tx, now).await?;
        Ok(Done::nothing())
    };
    ground.write(write, work).await
}

/// What the person chose in the bot
#[utoipa::path(get, path = "/subscriptions/{id}/settings", tag = "subscriptions", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Document), (status = 304, description = "Still the version that you have"),
    (status = 404, description = "`subscription_not_found`"),
))]
async fn settings(
    state: State<Ground>,
    caller: Caller,
    conditions: Conditions,
    id: Path<SubscriptionId>,
) -> Result<Done, ApiError> {
    read(state, caller, conditions, id, Part::Settings).await
}

/// What the bot knows of the person
#[utoipa::path(get, path = "/subscriptions/{id}/state", tag = "subscriptions", params(("id" = Uuid, Path)), responses(
    (status = 200, body = Document), (status = 304, description = "Still the version that you have"),
    (status = 404, description = "`subscription_not_found`"),
))]
async fn state(
    state: State<Ground>,
    caller: Caller,
    conditions: Conditions,
    id: Path<SubscriptionId>,
) -> Result<Done, ApiError> {
    read(state, caller, conditions, id, Part::State).await
}

async fn read(
    State(ground): State<Ground>,
    caller: Caller,
    conditions: Conditions,
    Path(id): Path<SubscriptionId>,
    part: Part,
) -> Result<Done, ApiError> {
    let kept = store::document(&ground.db, part, id, caller.scope.bot(), false).await?;
    Ok(Done::version_text(kept.ok_or_else(no_such_subscription)?.text, &conditions))
}

/// Changes settings
///
/// Fields that are named change, null removes one, the others stay (RFC 7396). With `If-Match` only the version that you
/// know is changed; without it the patch goes onto whatever is there.
#[utoipa::path(patch, path = "/subscriptions/{id}/settings", tag = "subscriptions", params(("id" = Uuid, Path)),
    request_body(content((Document = "application/merge-patch+json"), (Document = "application/json"))),
    responses(
        (status = 200, description = "As they are now", body = Document),
        (status = 404, description = "`subscription_not_found`"),
        (status = 412, description = "`changed_meanwhile`"),
        (status = 422, description = "`too_large` or `too_deep`"),
    )
)]
async fn patch_settings(
    state: State<Ground>,
    conditions: Conditions,
    id: Path<SubscriptionId>,
    write: Write<MergePatch<Document>>,
) -> Result<Done, ApiError> {
    change(state, conditions, id, write, Part::Settings).await
}

/// Changes the state
///
/// As settings are changed.
#[utoipa::path(patch, path = "/subscriptions/{id}/state", tag = "subscriptions", params(("id" = Uuid, Path)),
    request_body(content((Document = "application/merge-patch+json"), (Document = "application/json"))),
    responses(
        (status = 200, description = "As it is now", body = Document),
        (status = 404, description = "`subscription_not_found`"),
        (status = 412, description = "`changed_meanwhile`"),
        (status = 422, description = "`too_large` or `too_deep`"),
    )
)]
async fn patch_state(
    state: State<Ground>,
    conditions: Conditions,
    id: Path<SubscriptionId>,
    write: Write<MergePatch<Document>>,
) -> Result<Done, ApiError> {
    change(state, conditions, id, write, Part::State).await
}

async fn change(
    State(ground): State<Ground>,
    conditions: Conditions,
    Path(id): Path<SubscriptionId>,
    write: Write<MergePatch<Document>>,
    part: Part,
) -> Result<Done, ApiError> {
    write.body.0.check()?;
    let now = ground.clock.now();
    let work = async |doing: &mut Doing<'_>, MergePatch(patch): MergePatch<Document>| {
        let scope = doing.caller.scope.bot();
        let before = store::document(&mut *doing.tx, part, id, scope, true).await?;
        let before = before.ok_or_else(no_such_subscription)?;
        conditions.require(&etag(&before.text))?;
        let after = store::patch(&mut *doing.tx, part, id, &Value::Object(patch.0)).await?;
        if after.text.len() > LARGEST && after.text.len() > before.text.len() {
            return Err(ApiError::unprocessable("too_large", format!("More than {LARGEST} bytes.")));
        }
        if after.value != before.value {
            let (was, is) = difference(&before.value, &after.value);
            doing.record(part.action(), id).before(was).after(is).write(doing.tx, now).await?;
        }
        Ok(Done::version_text(after.text, &Conditions::default()))
    };
    ground.write(write, work).await
}
