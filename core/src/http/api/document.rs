//! The OpenAPI document: what is the same for all routes is added here, once, so that a handler's own words are about the
//! handler.

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, openapi::OpenApi};

use super::error::ErrorBody;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What any route may answer, and what some may.
const ALWAYS: [(&str, &str); 4] = [
    ("401", "`unauthorized`: there is no token, or none that counts"),
    ("429", "`too_many_requests`"),
    ("500", "`internal`: says nothing but its trace id"),
    ("503", "`unavailable`, `timeout`, or `not_configured`: the operator has set no key"),
];
const WITH_PARAMETERS: (&str, &str) = ("400", "`bad_path`, `bad_query`, `bad_cursor` or `bad_operation_id`");
const WITH_BODY: [(&str, &str); 4] = [
    ("400", "`bad_json`, `bad_body`, `bad_path` or `bad_operation_id`"),
    ("413", "`too_large`: more than 64 KiB"),
    ("415", "`unsupported_media_type`"),
    ("422", "`invalid`: JSON, but not as it has to be; or `nul_character`"),
];
const OF_WRITES: (&str, &str) =
    ("409", "`operation_mismatch`: the operation id was used for another request");

/// The document as it is served.
pub(super) fn finish(document: OpenApi) -> String {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    document["info"] = json!({
        "title": "Bot Nexus",
        "version": env!("CARGO_PKG_VERSION"),
        "description": include_str!("docs/about.md"),
        "license": {"name": "MIT", "identifier": "MIT"},
    });
    document["security"] = json!([{"token": []}]);
    add_components(&mut document["components"]);
    for path in objects(&mut document["paths"]) {
        for method in METHODS {
            if let Some(operation) = path.get_mut(method) {
                complete(operation, method != "get");
            }
        }
    }
    document.to_string()
}

fn objects(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut)
}

fn add_components(components: &mut Value) {
    components["securitySchemes"]["token"] = json!({
        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
        "description": "A service token, from `nexus token issue`.",
    });
    components["schemas"]["Error"] = serde_json::to_value(ErrorBody::schema()).unwrap_or_default();
    components["schemas"]["Error"]["additionalProperties"] = false.into();
    let text = |description: &str| json!({"description": description, "schema": {"type": "string"}});
    let number =
        |description: &str| json!({"description": description, "schema": {"type": "integer", "minimum": 0}});
    components["headers"] = json!({
        "X-Trace-Id": {"description": "What the log calls this request.", "schema": {"type": "string", "format": "uuid"}},
        "RateLimit-Limit": number("Requests that may be made at once. Absent where there is no limit."),
        "RateLimit-Remaining": number("How many of them are left."),
        "RateLimit-Reset": number("Seconds until all of them are there again."),
        "Retry-After": number("Seconds until it is worth another try."),
        "WWW-Authenticate": text("What is needed."),
        "ETag": text("The version of what is told."),
    });
    let header = |name: &str, description: &str, schema: Value| json!({"name": name, "in": "header", "required": false, "description": description, "schema": schema});
    let any = || json!({"type": "string"});
    components["parameters"] = json!({
        "TraceId": header("X-Trace-Id", "A UUID of your own, to find the request in the log; of anything else a new one is made.", any()),
        "OperationId": header("X-Operation-Id", "Sent again with the same id, the same request is done once, and answered the same, for 24 h.",
            json!({"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"})),
        "IfMatch": header("If-Match", "The ETag of the version that is to be changed; 412 when it is no longer that one.", any()),
        "IfNoneMatch": header("If-None-Match", "The ETag of the version that you have; 304 when it is still that one.", any()),
    });
}

fn complete(operation: &mut Value, writes: bool) {
    let has_body = operation.get("requestBody").is_some();
    let is_versioned =
        operation["responses"].get("304").is_some() || operation["responses"].get("412").is_some();
    let mut parameters = vec!["TraceId"];
    parameters.extend(writes.then_some("OperationId"));
    parameters.extend(operation["responses"].get("412").map(|_| "IfMatch"));
    parameters.extend(operation["responses"].get("304").map(|_| "IfNoneMatch"));
    let has_parameters = writes || operation.get("parameters").is_some();
    let list = operation.as_object_mut().map(|fields| fields.entry("parameters").or_insert(json!([])));
    if let Some(Value::Array(list)) = list {
        list.extend(parameters.iter().map(|name| json!({"$ref": format!("#/components/parameters/{name}")})));
    }
    let mut added = ALWAYS.to_vec();
    added.extend(if has_body { &WITH_BODY[..] } else { &[] });
    added.extend((has_parameters && !has_body).then_some(WITH_PARAMETERS));
    added.extend(writes.then_some(OF_WRITES));
    for (status, description) in added {
        add_response(&mut operation["responses"], status, description);
    }
    dress_responses(&mut operation["responses"], is_versioned);
}

/// What the handler says of a status stands, with what is always so behind it.
fn add_response(responses: &mut Value, status: &str, description: &str) {
    let own = responses[status]["description"].as_str().map(str::to_owned).filter(|own| !own.is_empty());
    let whole = own.map_or_else(|| description.to_owned(), |own| format!("{own}; or {description}"));
    responses[status]["description"] = whole.into();
}

fn dress_responses(responses: &mut Value, is_versioned: bool) {
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        let is_error = status.starts_with(['4', '5']);
        if is_error && response.get("content").is_none() {
            response["content"] =
                json!({"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}});
        }
        let mut headers = vec!["X-Trace-Id"];
        headers.extend(
            (status != "503")
                .then_some(["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"])
                .into_iter()
                .flatten(),
        );
        headers.extend((!is_error && is_versioned).then_some("ETag"));
        headers.extend((status == "401").then_some("WWW-Authenticate"));
        headers.extend(["429", "503"].contains(&status.as_str()).then_some("Retry-After"));
        for name in headers {
            response["headers"][name] = json!({"$ref": format!("#/components/headers/{name}")});
        }
    }
}
