//! A call as it stands in a request: which method, and the few parameters that anything hangs on.

use super::json;

/// What the stub does something about; all else is answered with `true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    GetMe,
    GetUpdates,
    SetWebhook,
    DeleteWebhook,
    GetWebhookInfo,
    SendMessage,
    EditMessageText,
    GetMyCommands,
    Other,
}

const NAMES: [(&str, Method); 8] = [
    ("sendMessage", Method::SendMessage),
    ("getUpdates", Method::GetUpdates),
    ("editMessageText", Method::EditMessageText),
    ("getMe", Method::GetMe),
    ("setWebhook", Method::SetWebhook),
    ("deleteWebhook", Method::DeleteWebhook),
    ("getWebhookInfo", Method::GetWebhookInfo),
    ("getMyCommands", Method::GetMyCommands),
];

/// The method of a request's target; `None` when it is no call of a bot.
pub fn method(target: &str) -> Option<Method> {
    let (_token, name) = target.strip_prefix("/bot")?.split_once('/')?;
    let name = name.split('?').next().unwrap_or_default();
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    Some(known.map_or(Method::Other, |(_, method)| *method))
}

/// Parameters; what is absent or malformed is as if it were not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parameters<'a> {
    pub chat: i64,
    /// A JSON string's inside, still escaped.
    pub text: &'a [u8],
    pub message: Option<i64>,
    pub offset: Option<i64>,
    pub limit: Option<i64>,
    /// Seconds.
    pub timeout: Option<i64>,
    pub url: &'a [u8],
    pub secret: &'a [u8],
    pub connections: Option<i64>,
}

/// Reads a call's JSON.
pub fn parameters(body: &[u8]) -> Parameters<'_> {
    let mut read = Parameters::default();
    for (key, value) in json::members(body) {
        match key {
            b"chat_id" => read.chat = json::integer(value).unwrap_or_default(),
            b"text" => read.text = json::unquoted(value).unwrap_or_default(),
            b"message_id" => read.message = json::integer(value),
            b"offset" => read.offset = json::integer(value),
            b"limit" => read.limit = json::integer(value),
            b"timeout" => read.timeout = json::integer(value),
            b"url" => read.url = json::unquoted(value).unwrap_or_default(),
            b"secret_token" => read.secret = json::unquoted(value).unwrap_or_default(),
            b"max_connections" => read.connections = json::integer(value),
            _ => {}
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_known_in_any_case() {
        assert_eq!(method("/bot1:a/GetUpdates"), Some(Method::GetUpdates));
        assert_eq!(method("/bot1:a/sendmessage?chat_id=1"), Some(Method::SendMessage));
        assert_eq!(method("/bot1:a/setMyName"), Some(Method::Other));
        assert_eq!(method("/local/api/clock"), None);
    }

    #[test]
    fn parameters_are_read_from_the_first_level() {
        let body = br#"{"reply_markup":{"text":"x","chat_id":1},"chat_id":5,"text":"\"7\"","limit":"100"}"#;
        let expected = Parameters { chat: 5, text: br#"\"7\""#, limit: Some(100), ..Parameters::default() };
        assert_eq!(parameters(body), expected);
        assert_eq!(parameters(b"nothing"), Parameters::default());
    }
}
