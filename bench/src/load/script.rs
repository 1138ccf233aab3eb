//! What people write, and what they take for an answer.

use crate::stub::http::find;

/// A conversation without end: numbered lines, and answers that carry the number.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// What a person writes as their message of this number.
    pub line: fn(u64) -> String,
    /// The number that an answer's text (escaped as in JSON) is about; `None`: it is no answer to any of the lines.
    pub number: fn(&[u8]) -> Option<u64>,
}

/// The counter's: whatever one writes, it answers with how many that were.
pub const COUNTING: Script = Script { line: |_| "x".to_owned(), number: decimal };

/// Coach's: a reminder in one line, whose title comes back in the answer that it is saved.
pub const PLANNING: Script =
    Script { line: |number| format!("remind me tomorrow at 9 to call number{number}"), number: saved };

fn decimal(text: &[u8]) -> Option<u64> {
    str::from_utf8(text).ok()?.parse().ok()
}

fn saved(text: &[u8]) -> Option<u64> {
    find(text, b"Saved")?;
    let title = &text[find(text, b"number")? + b"number".len()..];
    let digits = title.iter().take_while(|byte| byte.is_ascii_digit()).count();
    decimal(&title[..digits])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_from_anything_else() {
        assert_eq!(decimal(b"17"), Some(17));
        assert_eq!(decimal(b"Something went wrong"), None);
        assert_eq!(saved("✅ Saved\\n\\n<b>Call number17</b>\\n9:00".as_bytes()), Some(17));
        assert_eq!(saved(b"Deleted: call number17"), None);
        assert_eq!((PLANNING.line)(3), "remind me tomorrow at 9 to call number3");
    }
}
