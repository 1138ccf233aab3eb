//! Forms as calls may carry them instead of JSON: made into the JSON that the rest reads. Off the hot path.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::http::{Request, find};

/// The parameters of a call as a JSON object: its body where that is JSON already, else what query or form say, as
/// strings.
pub fn parameters(request: &Request<'_>) -> Vec<u8> {
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let mut object = Map::new();
    add_pairs(&mut object, query.as_bytes());
    if request.content_type.starts_with("application/x-www-form-urlencoded") {
        add_pairs(&mut object, &request.body);
    } else if let Some((_, boundary)) = request.content_type.split_once("boundary=") {
        add_parts(&mut object, &request.body, boundary.trim_matches('"'));
    }
    Value::Object(object).to_string().into_bytes()
}

/// Whether the body can be read as it is.
pub fn is_json(request: &Request<'_>) -> bool {
    request.content_type.starts_with("application/json")
}

fn add_pairs(object: &mut Map<String, Value>, pairs: &[u8]) {
    let pairs = form_urlencoded::parse(pairs);
    object.extend(pairs.map(|(name, value)| (name.into_owned(), Value::from(value.into_owned()))));
}

/// Fields of a multipart form; files come in like fields, by the name of theirs.
fn add_parts(object: &mut Map<String, Value>, body: &[u8], boundary: &str) {
    let mark = format!("--{boundary}").into_bytes();
    let mut rest = body;
    while let Some(start) = find(rest, &mark) {
        rest = &rest[start + mark.len()..];
        let part = &rest[..find(rest, &mark).unwrap_or(rest.len())];
        if let Some((name, value)) = field(part) {
            object.insert(name, value.into());
        }
    }
}

fn field(part: &[u8]) -> Option<(String, String)> {
    let end = find(part, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&part[..end]);
    let (_, after) = head.split_once("name=\"")?;
    let value = part[end + 4..].strip_suffix(b"\r\n")?;
    Some((after.split_once('"')?.0.to_owned(), String::from_utf8_lossy(value).into_owned()))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;

    fn read(target: &str, content_type: &str, body: &[u8]) -> Value {
        let request = Request { target, content_type, body: Cow::Borrowed(body), length: 0, closes: false };
        serde_json::from_slice(&parameters(&request)).expect("JSON")
    }

    #[test]
    fn every_form_gives_the_same_parameters() {
        let expected = serde_json::json!({"chat_id": "7", "text": "a & b"});
        assert_eq!(read("/x?chat_id=7&text=a+%26%20b", "", b""), expected);
        assert_eq!(read("/x?chat_id=7", "application/x-www-form-urlencoded", b"text=a+%26+b"), expected);
        let parts = b"--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n\
            --B\r\ncontent-disposition: form-data; name=\"text\"\r\ncontent-type: text/plain\r\n\r\na & b\r\n--B--\r\n";
        assert_eq!(read("/x", "multipart/form-data; boundary=\"B\"", parts), expected);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(body in "[-B\r\na=\";:n]{0,60}", kind in prop::sample::select(vec![
            "multipart/form-data; boundary=B", "multipart/form-data; boundary=", "application/x-www-form-urlencoded",
        ])) {
            read("/x?%zz", kind, body.as_bytes());
        }
    }
}
