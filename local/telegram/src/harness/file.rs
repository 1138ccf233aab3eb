//! Files as a test's people get them.

use serde_json::Value;

use super::{Chat, Seen};

/// A file that a bot sent, with what a person has when they open it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenFile {
    /// The message, whose text is the caption.
    pub seen: Seen,
    /// Empty where nobody sees one, as with photos.
    pub name: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

impl Chat {
    /// Waits for the next unread message with a file whose name or caption contains a text; everything up to it counts as
    /// read.
    pub async fn expect_file(&self, text: &str) -> SeenFile {
        let what = format!("a file with {text:?}");
        let seen = self
            .expect_that(&what, |seen| {
                file_in(seen).is_some_and(|file| seen.text.contains(text) || name_of(file).contains(text))
            })
            .await;
        let Some(file) = file_in(&seen) else { self.fail(&what).await };
        let id = file["file_unique_id"].as_str().unwrap_or_default();
        let (bytes, mime) = self.telegram.client().bytes(&format!("/file/{id}")).await;
        let (name, mime) = (name_of(file).to_owned(), file["mime_type"].as_str().unwrap_or(&mime).to_owned());
        SeenFile { name, mime, bytes, seen }
    }
}

/// What a message holds of its file; of a photo, the largest size.
fn file_in(seen: &Seen) -> Option<&Value> {
    let file = &seen.raw[seen.attachment?];
    let file = file.as_array().and_then(|sizes| sizes.last()).unwrap_or(file);
    file.get("file_unique_id").map(|_| file)
}

fn name_of(file: &Value) -> &str {
    file["file_name"].as_str().unwrap_or_default()
}
