//! The Bot API's door: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

use std::borrow::Cow;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::App;
use crate::api::params::Params;
use crate::api::{self, Answer, Method, find_method};
use crate::error::{self, ApiError};
use crate::world::World;

/// Everything that is no other route: calls of bots, downloads of bots, or nothing.
pub(crate) async fn fallback(State(app): State<App>, request: Request<Body>) -> Response {
    let path = request.uri().path().to_owned();
    let path = percent_decode(&path);
    if let Some(rest) = path.strip_prefix("/bot") {
        return call(&app, rest, request).await;
    }
    if let Some(rest) = path.strip_prefix("/file/bot") {
        return download(&app, rest);
    }
    refuse(&error::METHOD_NOT_FOUND.into())
}

/// Bots' clients may write the colon of a token as `%3A`.
fn percent_decode(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut decoded = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                decoded.push(byte);
                rest = &tail[2..];
            }
            None => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

async fn call(app: &App, rest: &str, request: Request<Body>) -> Response {
    let Some((token, method)) = rest.split_once('/') else { return refuse(&error::METHOD_NOT_FOUND.into()) };
    let Some(bot) = app.shared.with(|world| world.tokens.get(token).copied()) else {
        return refuse(&error::UNAUTHORIZED.into());
    };
    let method = method.trim_matches('/');
    let Some(method) = find_method(method) else { return refuse(&error::METHOD_NOT_FOUND.into()) };
    let params = match Params::read(request).await {
        Ok(params) => params,
        Err(refusal) => return refuse(&refusal),
    };
    let done = perform(app, bot, method, params).await;
    if done.drop_connection {
        return cut_off();
    }
    match done.result {
        Ok(answer) => answered(answer.body()),
        Err(refusal) => refuse(&refusal),
    }
}

/// How a call ended.
pub(crate) struct Done {
    pub result: Result<Answer, ApiError>,
    pub drop_connection: bool,
}

/// Does a call with its faults, and writes it down.
pub(crate) async fn perform(app: &App, bot: i64, method: Method, params: Params) -> Done {
    let polls = method.name == "getUpdates";
    let suffering = app.shared.with(|world| {
        count(world, bot, polls, 1);
        world.faults.strike(bot, method.name)
    });
    let mut busy = Busy { app, bot, polls, over: false };
    if !suffering.latency.is_zero() {
        tokio::time::sleep(suffering.latency).await;
    }
    let result = match suffering.refusal {
        _ if suffering.drop_before => Err(cut_off_before()),
        Some(refusal) => Err(refusal),
        None => api::call(app, bot, method, &params).await,
    };
    let empty_poll = polls && matches!(&result, Ok(Answer::Raw(list)) if list == "[]");
    let refusal = result.as_ref().err().map(|refusal| refusal.text.as_ref());
    busy.end(|world| {
        if !empty_poll {
            world.journal.call(bot, method.name, params.for_journal(), refusal);
        }
    });
    Done { result, drop_connection: suffering.drop_before || suffering.drop_after }
}

/// What the journal says of a call whose connection was cut before anything was done; nobody is told.
fn cut_off_before() -> ApiError {
    ApiError { text: "cut off before anything was done".into(), ..error::INTERNAL.into() }
}

/// Polls are no work of a bot's.
fn count(world: &mut World, bot: i64, polls: bool, by: isize) {
    if let Some(bot) = world.bots.get_mut(&bot).filter(|_| !polls) {
        bot.calls_in_flight = bot.calls_in_flight.saturating_add_signed(by);
    }
}

/// Counts a call as in flight until it ended or its client went away.
struct Busy<'a> {
    app: &'a App,
    bot: i64,
    polls: bool,
    over: bool,
}

impl Busy<'_> {
    fn end(&mut self, last: impl FnOnce(&mut World)) {
        self.over = true;
        self.app.shared.with(|world| {
            last(world);
            count(world, self.bot, self.polls, -1);
        });
        self.app.shared.activity.notify_waiters();
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        if !self.over {
            self.end(|_| {});
        }
    }
}

fn answered(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// `parameters` is left out where there is nothing to say: an empty one breaks clients.
fn refuse(refusal: &ApiError) -> Response {
    let mut body = json!({ "ok": false, "error_code": refusal.code, "description": refusal.text });
    if let Some(seconds) = refusal.retry_after {
        body["parameters"] = json!({ "retry_after": seconds });
    }
    if let Some(chat) = refusal.migrate_to {
        body["parameters"] = json!({ "migrate_to_chat_id": chat });
    }
    let status = StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    match refusal.retry_after {
        Some(seconds) => {
            (status, kind, [(header::RETRY_AFTER, seconds.to_string())], body.to_string()).into_response()
        }
        None => (status, kind, body.to_string()).into_response(),
    }
}

/// An answer that breaks off before its end: the connection is closed in its middle.
pub(crate) fn cut_off() -> Response {
    let broken =
        futures::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("cut off on demand")) });
    ([(header::CONTENT_LENGTH, "4096")], Body::from_stream(broken)).into_response()
}

/// `<token>/files/<unique id>/<name>`.
fn download(app: &App, rest: &str) -> Response {
    let mut parts = rest.splitn(4, '/');
    let (token, folder, id) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let found = app.shared.with(|world| {
        if !world.tokens.contains_key(token) {
            return Err(ApiError::from(error::UNAUTHORIZED));
        }
        let id = id.filter(|_| folder == Some("files")).ok_or(error::METHOD_NOT_FOUND)?;
        let kind = world.files.get(id).map(|file| file.mime.clone()).ok_or(error::METHOD_NOT_FOUND)?;
        Ok((kind, world.file_bytes(id).ok_or(error::METHOD_NOT_FOUND)?))
    });
    match found {
        Ok((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(refusal) => refuse(&refusal),
    }
}
