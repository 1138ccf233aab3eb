//! Albums that a person sends.

use serde_json::json;

use super::Chat;
use super::chat::{file_name, id};

/// An album that was sent.
pub struct Album {
    chat: Chat,
    album: String,
    /// Ids of its messages, in order.
    pub messages: Vec<i64>,
}

impl Album {
    /// Bots hear of what was kept back.
    pub async fn release(&self) {
        self.chat.act("/album/release", json!({ "album": self.album })).await;
    }
}

impl Chat {
    /// Sends several files as one album, each by its kind (photo, video, document, audio); the caption is on the first.
    pub async fn send_album(&self, caption: &str, files: &[(&str, &[u8])]) -> Album {
        self.send_album_but(0, caption, files).await
    }

    /// The same, but bots do not hear of the last ones until [`Album::release`].
    pub async fn send_album_but(&self, late: usize, caption: &str, files: &[(&str, &[u8])]) -> Album {
        let mut form = self.form(caption).text("hold", late.to_string());
        for (kind, bytes) in files {
            let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(file_name(kind));
            form = form.part((*kind).to_owned(), part);
        }
        let sent = self.telegram.client().upload("/album", form).await;
        let messages = sent["messages"].as_array().into_iter().flatten().map(id).collect();
        let album = sent["album"].as_str().unwrap_or_default().to_owned();
        Album { chat: self.clone(), album, messages }
    }
}
