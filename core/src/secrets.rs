//! Secrets in what is shown or kept: people send tokens to bots, and jobs carry what they need to know.

use serde_json::Value;

const MASK: &str = "***";
/// Parts of names whose values are nobody's business, without case, hyphens and underscores.
const NAMES: [&str; 9] = [
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "privatekey",
    "authorization",
    "credential",
    "cookie",
];

/// Masks the values of keys that name a secret, and secrets within texts.
pub fn mask_json(value: Value) -> Value {
    match value {
        Value::String(text) => mask(&text).into(),
        Value::Array(values) => values.into_iter().map(mask_json).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let value = if is_secret(&name) && !value.is_null() { MASK.into() } else { mask_json(value) };
                (name, value)
            })
            .collect(),
        other => other,
    }
}

fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(|character| character.is_alphanumeric()).collect();
    let name = name.to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}

/// Masks signed tokens in all texts of a value, and leaves everything else as it is, for it is still of use.
pub(crate) fn mask_signed(value: Value) -> Value {
    match value {
        Value::String(text) => mask_signed_in(&text).into(),
        Value::Array(values) => values.into_iter().map(mask_signed).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, mask_signed(value))).collect(),
        other => other,
    }
}

fn mask_signed_in(text: &str) -> String {
    let words = text.split_inclusive(is_between).map(|word| {
        let bare = word.trim_end_matches(is_between);
        if is_signed(bare) { format!("{MASK}{}", &word[bare.len()..]) } else { word.to_owned() }
    });
    words.collect()
}

/// Masks what looks like a secret by itself, word by word.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut announced = false;
    for word in text.split_inclusive(is_between) {
        let bare = word.trim_end_matches(is_between);
        if announced && bare.len() >= 8 {
            masked.push_str(MASK);
        } else {
            masked.push_str(&mask_word(bare));
        }
        masked.push_str(&word[bare.len()..]);
        if !bare.is_empty() {
            announced = ["bearer", "basic"].contains(&bare.to_lowercase().as_str());
        }
    }
    masked
}

fn is_between(character: char) -> bool {
    character.is_whitespace() || "\"'`,;<>(){}[]|".contains(character)
}

fn mask_word(word: &str) -> String {
    if is_signed(word) {
        return MASK.to_owned();
    }
    let word = mask_login(word);
    if let Some((name, _)) = word.split_once('=')
        && is_secret(name)
    {
        return format!("{name}={MASK}");
    }
    if let Some(key) = word.strip_prefix("sk-")
        && key.len() >= 16
    {
        return format!("sk-{MASK}");
    }
    mask_bot_token(&word)
}

/// A JWT, such as our service tokens: three parts in base64url, of which the first is a JSON object (`{"`).
fn is_signed(word: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    word.starts_with("eyJ") && word.split('.').count() == 3 && word.split('.').all(is_part)
}

/// `scheme://user:password@host`.
fn mask_login(word: &str) -> String {
    let parts = word.split_once("://").and_then(|(scheme, rest)| {
        let (login, place) = rest.rsplit_once('@')?;
        let (user, _) = login.split_once(':')?;
        Some(format!("{scheme}://{user}:{MASK}@{place}"))
    });
    parts.unwrap_or_else(|| word.to_owned())
}

/// A bot's number, a colon, and at least 30 characters, also within a URL.
fn mask_bot_token(word: &str) -> String {
    for (colon, _) in word.match_indices(':') {
        let (number, secret) = (&word[..colon], &word[colon + 1..]);
        let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = secret.bytes().take_while(is_part).count();
        if digits >= 6 && length >= 30 {
            return format!("{number}:{MASK}{}", mask_bot_token(&secret[length..]));
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_within_texts_are_masked_and_nothing_else() {
        let token = format!("123456:{}", "Ab-_9".repeat(7));
        for (text, expected) in [
            (token.clone(), "123456:***"),
            (format!("my bot's token is \"{token}\", keep it"), "my bot's token is \"123456:***\", keep it"),
            (
                format!("https://api.example/bot{token}/getMe?a={token}"),
                "https://api.example/bot123456:***/getMe?a=123456:***",
            ),
            (
                "postgres://nexus:geheim@db:5432/nexus refused".to_owned(),
                "postgres://nexus:***@db:5432/nexus refused",
            ),
            ("Authorization: Bearer abcdefgh12345".to_owned(), "Authorization: Bearer ***"),
            ("password=hunter2 user=me".to_owned(), "password=*** user=me"),
            ("the key sk-0123456789abcdef0123 leaked".to_owned(), "the key sk-*** leaked"),
            (
                "напомни в 10:30, а не в 12:45\nhttps://a.example/x?y=1".to_owned(),
                "напомни в 10:30, а не в 12:45\nhttps://a.example/x?y=1",
            ),
            ("keep <code>eyJh-b.eyJp_c.c2ln</code>, eyJ.".to_owned(), "keep <code>***</code>, eyJ."),
            ("basic idea: a@b.example".to_owned(), "basic idea: a@b.example"),
            (String::new(), ""),
        ] {
            assert_eq!(mask(&text), expected);
        }
    }

    #[test]
    fn signed_tokens_are_masked_alone() {
        let saying = json!({"token": "x", "text": "<code>eyJh.eyJp.c2ln</code> password=y", "rows": [["eyJh.eyJp.c2ln"], 7]});
        let masked = json!({"token": "x", "text": "<code>***</code> password=y", "rows": [["***"], 7]});
        assert_eq!(mask_signed(saying), masked);
    }

    #[test]
    fn what_names_a_secret_hides_its_value() {
        let body = json!({"api_key": "a", "Client-Secret": 7, "tokens": ["x"], "token": null, "text": "password=x",
            "inner": [{"accessToken": "y", "count": 1}]});
        let masked = json!({"api_key": "***", "Client-Secret": "***", "tokens": "***", "token": null, "text": "password=***",
            "inner": [{"accessToken": "***", "count": 1}]});
        assert_eq!(mask_json(body), masked);
    }
}
