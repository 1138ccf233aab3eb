//! setWebhook, deleteWebhook, getWebhookInfo.

use serde_json::json;

use super::params::Params;
use super::updates::allowed_updates;
use super::{Answer, Result};
use crate::App;
use crate::error::{self, ApiError};
use crate::model::Webhook;
use crate::webhook;

/// Plain HTTP and any port are allowed, as the real server allows them when it runs locally.
pub(super) fn set(app: &App, bot: i64, params: &Params) -> Result {
    let url = params.some_text("url").unwrap_or_default().into_owned();
    if url.is_empty() {
        return delete(app, bot, params);
    }
    let parsed =
        url::Url::parse(&url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = parsed.ok_or(error::BAD_WEBHOOK_URL)?.to_string();
    let secret = secret(params)?;
    let max_connections = params.int("max_connections").unwrap_or(40).clamp(1, 100);
    let changed = app.shared.with(|world| {
        drop_pending(world, bot, params)?;
        let new = Webhook { url, secret, max_connections };
        let allowed = allowed_updates(params);
        let state = world.bot_mut(bot)?;
        // The same webhook again: what is on its way stays there, so that nothing comes twice.
        let changed = state.profile.webhook.as_ref() != Some(&new);
        if changed {
            state.webhook_generation += 1;
            state.webhook_trouble = None;
            state.queue.wake.notify_waiters();
        }
        world.change_bot(bot, |profile| {
            profile.webhook = Some(new);
            if allowed.is_some() {
                profile.allowed_updates = allowed;
            }
        });
        world.notice_presence();
        Ok::<_, ApiError>(changed)
    })?;
    if changed {
        webhook::start(app, bot);
    }
    Ok(Answer::yes())
}

/// 1 to 256 characters of `[A-Za-z0-9_-]` (specification of setWebhook).
fn secret(params: &Params) -> std::result::Result<Option<String>, ApiError> {
    let Some(secret) = params.some_text("secret_token") else { return Ok(None) };
    if secret.len() > 256 {
        return Err(error::SECRET_TOKEN_TOO_LONG.into());
    }
    let fits = secret.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if fits { Ok(Some(secret.into_owned())) } else { Err(error::SECRET_TOKEN_INVALID.into()) }
}

fn drop_pending(
    world: &mut crate::world::World,
    bot: i64,
    params: &Params,
) -> std::result::Result<(), ApiError> {
    world.bot(bot)?;
    if params.flag("drop_pending_updates") {
        world.forget_updates(bot);
    }
    Ok(())
}

pub(super) fn delete(app: &App, bot: i64, params: &Params) -> Result {
    app.shared.with(|world| {
        drop_pending(world, bot, params)?;
        let state = world.bot_mut(bot)?;
        state.webhook_generation += 1;
        state.webhook_trouble = None;
        state.queue.wake.notify_waiters();
        if state.profile.webhook.is_some() {
            world.change_bot(bot, |profile| profile.webhook = None);
            world.notice_presence();
        }
        Ok(Answer::yes())
    })
}

pub(super) fn info(app: &App, bot: i64) -> Result {
    app.shared.with(|world| {
        world.expire_updates(bot);
        let bot = world.bot(bot)?;
        let webhook = bot.profile.webhook.as_ref();
        let mut info = json!({
            "url": webhook.map_or("", |webhook| &webhook.url),
            "has_custom_certificate": false,
            "pending_update_count": bot.queue.len(),
        });
        if let Some(webhook) = webhook {
            info["max_connections"] = json!(webhook.max_connections);
        }
        if let Some((at, text)) = &bot.webhook_trouble {
            info["last_error_date"] = json!(at);
            info["last_error_message"] = json!(text);
        }
        if let Some(allowed) = bot.profile.allowed_updates.as_ref().filter(|list| !list.is_empty()) {
            info["allowed_updates"] = json!(allowed);
        }
        Ok(Answer::Value(info))
    })
}
