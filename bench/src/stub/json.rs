//! Reading of JSON just what a stub needs: the first level of an object, as raw text, without building a tree.
//!
//! What is malformed ends the reading early; it never panics.

/// The members of an object's first level: key and value as they stand in the text, the key without its quotes.
pub struct Members<'a> {
    rest: &'a [u8],
}

/// The members of `text`, which should be an object.
pub fn members(text: &[u8]) -> Members<'_> {
    let rest = text.trim_ascii_start();
    Members { rest: if rest.first() == Some(&b'{') { rest } else { &[] } }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = match self.rest {
            [b'{' | b',', rest @ ..] => rest.trim_ascii_start(),
            _ => return None,
        };
        let (key, rest) = rest.split_at_checked(value_end(rest)?)?;
        let rest = rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let (value, rest) = rest.split_at_checked(value_end(rest)?)?;
        self.rest = rest.trim_ascii_start();
        Some((unquoted(key)?, value))
    }
}

/// A string's inside, still escaped; `None` for what is no string.
pub fn unquoted(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

/// A number, also one in quotes, as forms send it.
pub fn integer(value: &[u8]) -> Option<i64> {
    str::from_utf8(unquoted(value).unwrap_or(value)).ok()?.parse().ok()
}

/// The length of the value that `text` begins with.
fn value_end(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'"' => string_end(text),
        b'{' | b'[' => nested_end(text),
        _ => text.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')),
    }
    .filter(|&end| end > 0)
}

fn string_end(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn nested_end(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match text.get(at)? {
            b'"' => at += string_end(&text[at..])? - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    fn read(text: &[u8]) -> Map<String, Value> {
        let parsed = |raw: &[u8]| serde_json::from_slice::<Value>(raw).expect("a value");
        let quoted = |key: &[u8]| parsed(&[b"\"", key, b"\""].concat());
        members(text)
            .map(|(key, value)| (quoted(key).as_str().expect("a key").to_owned(), parsed(value)))
            .collect()
    }

    proptest! {
        #[test]
        fn it_finds_what_a_real_parser_finds(map in prop::collection::btree_map(".*", any_value(), 0..6), pretty: bool) {
            let object = Value::Object(map.into_iter().collect());
            let text = if pretty { serde_json::to_vec_pretty(&object) } else { serde_json::to_vec(&object) };
            prop_assert_eq!(Value::Object(read(&text.expect("text"))), object);
        }

        #[test]
        fn nothing_makes_it_panic(text in prop::collection::vec(any::<u8>(), 0..60), json in "[{}\\[\\]\",:a1\\\\ ]{0,30}") {
            members(&text).count();
            members(json.as_bytes()).count();
        }
    }

    #[test]
    fn a_buttons_text_is_not_the_messages() {
        let body =
            br#"{"reply_markup":{"inline_keyboard":[[{"text":"no"}]]},"text":"a \"text\": b","chat_id":7}"#;
        let found = |key: &[u8]| members(body).find(|(name, _)| *name == key).map(|(_, value)| value);
        assert_eq!(found(b"text"), Some(br#""a \"text\": b""#.as_slice()));
        assert_eq!(found(b"chat_id").and_then(integer), Some(7));
        assert_eq!(integer(br#""-100123""#), Some(-100_123));
    }
}
