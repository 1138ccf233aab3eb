//! HTTP/1.1 as a Bot API server needs it: requests that are read whole, with a length or in chunks.

use std::borrow::Cow;

/// More than any call of a bot in a benchmark.
const LARGEST: usize = 8 << 20;

/// A request that has arrived whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// Path and query, as they came.
    pub target: &'a str,
    pub content_type: &'a str,
    pub body: Cow<'a, [u8]>,
    /// How many bytes of the input it took.
    pub length: usize,
    /// Whether the client wants the connection closed after the answer.
    pub closes: bool,
}

/// The input is no request; the connection cannot go on.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed;

#[derive(Clone, Copy, Default)]
struct Head<'a> {
    content_type: &'a str,
    length: usize,
    chunked: bool,
    closes: bool,
}

/// What was read, `None` while it has not arrived whole.
type Read<T> = Result<Option<T>, Malformed>;

/// The request that the input begins with; `None` while it is not whole.
///
/// # Errors
/// [`Malformed`].
pub fn request(input: &[u8]) -> Read<Request<'_>> {
    let Some(end) = find(input, b"\r\n\r\n") else {
        return if input.len() > LARGEST { Err(Malformed) } else { Ok(None) };
    };
    let mut lines = str::from_utf8(&input[..end]).map_err(|_| Malformed)?.split("\r\n");
    let target = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or(Malformed)?;
    let head = lines.try_fold(Head::default(), header)?;
    let Some((body, taken)) = body(&input[end + 4..], head)? else { return Ok(None) };
    let Head { content_type, closes, .. } = head;
    Ok(Some(Request { target, content_type, body, length: end + 4 + taken, closes }))
}

fn header<'a>(mut head: Head<'a>, line: &'a str) -> Result<Head<'a>, Malformed> {
    let (name, value) = line.split_once(':').ok_or(Malformed)?;
    let value = value.trim();
    if name.eq_ignore_ascii_case("content-length") {
        head.length = value.parse().ok().filter(|length| *length <= LARGEST).ok_or(Malformed)?;
    } else if name.eq_ignore_ascii_case("transfer-encoding") {
        head.chunked = value.to_ascii_lowercase().ends_with("chunked");
    } else if name.eq_ignore_ascii_case("content-type") {
        head.content_type = value;
    } else if name.eq_ignore_ascii_case("connection") {
        head.closes = value.eq_ignore_ascii_case("close");
    }
    Ok(head)
}

/// The body and how many bytes it took of the input.
fn body<'a>(input: &'a [u8], head: Head<'_>) -> Read<(Cow<'a, [u8]>, usize)> {
    if head.chunked {
        return Ok(chunks(input)?.map(|(body, taken)| (Cow::Owned(body), taken)));
    }
    Ok(input.get(..head.length).map(|body| (Cow::Borrowed(body), head.length)))
}

fn chunks(input: &[u8]) -> Read<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let Some(line) = find(&input[at..], b"\r\n") else { return Ok(None) };
        let size = str::from_utf8(&input[at..at + line]).map_err(|_| Malformed)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| Malformed)?;
        at += line + 2;
        if body.len() + size.min(LARGEST + 1) > LARGEST {
            return Err(Malformed);
        }
        let Some(chunk) = input.get(at..at + size + 2) else { return Ok(None) };
        if !chunk.ends_with(b"\r\n") {
            return Err(Malformed);
        }
        body.extend_from_slice(&chunk[..size]);
        at += size + 2;
        if size == 0 {
            return Ok(Some((body, at)));
        }
    }
}

pub fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// Appends an answer with a JSON body.
pub fn answer(output: &mut Vec<u8>, status: u16, body: &[u8]) {
    let reason = match status {
        200 => "OK",
        429 => "Too Many Requests",
        404 => "Not Found",
        409 => "Conflict",
        _ => "Error",
    };
    output.extend_from_slice(b"HTTP/1.1 ");
    push_number(output, status.into());
    output.push(b' ');
    output.extend_from_slice(reason.as_bytes());
    output.extend_from_slice(b"\r\ncontent-type: application/json\r\ncontent-length: ");
    push_number(output, i64::try_from(body.len()).unwrap_or_default());
    output.extend_from_slice(b"\r\n\r\n");
    output.extend_from_slice(body);
}

/// Appends a number in decimal.
pub fn push_number(output: &mut Vec<u8>, number: i64) {
    use std::io::Write;
    // Writing to a vector cannot fail.
    let _ = write!(output, "{number}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with_length(body: &[u8]) -> Vec<u8> {
        let head =
            format!("POST /bot1:a/GetMe?x=1 HTTP/1.1\r\nhost: x\r\nCONTENT-LENGTH: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    }

    fn chunked(body: &[u8], size: usize) -> Vec<u8> {
        let mut text = b"POST /bot1:a/GetMe?x=1 HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        for chunk in body.chunks(size) {
            text.extend_from_slice(format!("{:x};a=b\r\n", chunk.len()).as_bytes());
            text.extend_from_slice(&[chunk, b"\r\n"].concat());
        }
        [text.as_slice(), b"0\r\n\r\n"].concat()
    }

    proptest! {
        #[test]
        fn a_request_is_read_when_it_is_whole_and_not_before(
            body in prop::collection::vec(any::<u8>(), 0..80),
            size in 1_usize..20,
            by_chunks: bool,
            next in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let text = if by_chunks { chunked(&body, size) } else { with_length(&body) };
            for cut in 0..text.len() {
                prop_assert_eq!(request(&text[..cut]), Ok(None), "cut at {}", cut);
            }
            let more = [text.as_slice(), &next].concat();
            let read = request(&more).expect("a request").expect("whole");
            prop_assert_eq!(read.target, "/bot1:a/GetMe?x=1");
            prop_assert_eq!(&read.body[..], &body[..]);
            prop_assert_eq!(read.length, text.len());
        }

        #[test]
        fn nothing_makes_it_panic(
            noise in prop::collection::vec(any::<u8>(), 0..80),
            sizes in "[0-9a-fx;\r\n]{0,40}",
        ) {
            let _ = request(&noise);
            let _ = request(format!("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n{sizes}").as_bytes());
        }
    }

    #[test]
    fn what_is_too_large_or_no_request_is_refused() {
        for text in [
            "x\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
        ] {
            assert_eq!(request(text.as_bytes()), Err(Malformed), "{text}");
        }
        let closes = b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n";
        assert!(request(closes).expect("a request").expect("whole").closes);
    }

    #[test]
    fn an_answer_has_the_length_of_its_body() {
        let mut output = Vec::new();
        answer(&mut output, 200, b"{}");
        assert!(
            output.ends_with(b"content-length: 2\r\n\r\n{}") && output.starts_with(b"HTTP/1.1 200 OK\r\n")
        );
    }
}
