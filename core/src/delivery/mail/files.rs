//! A file on its way to the messenger: by the name under which the messenger has it, else uploaded.

use serde_json::Value;

use super::{
    super::{WireError, saying::FileRef, store, wire::Upload},
    Answer, Mail,
};
use crate::{permits::Class, screen::FileKind};

impl Mail {
    /// One try to send a file with this call. `None`: it is to be tried again at once, for somebody else is uploading it,
    /// or the messenger has just said that it does not have it any more.
    pub(super) async fn try_file(
        &self,
        file: &FileRef,
        class: Class,
        body: &Value,
    ) -> sqlx::Result<Option<Answer>> {
        if let Some(known) = self.known_id(file).await? {
            return self.send_known(file, known, class, body).await;
        }
        let Some(_uploading) = self.uploads.begin(file) else { return Ok(None) };
        // Somebody may have come to the end of it just now.
        if let Some(known) = self.known_id(file).await? {
            return self.send_known(file, known, class, body).await;
        }
        let _room = tokio::select! {
            room = self.uploads.room() => room,
            () = self.stop.cancelled() => return Ok(None),
        };
        let Some(bytes) = store::bytes_of(&self.db, file.content).await? else {
            return Ok(Some(Err(WireError::refused_here("the bytes of the file are not stored any more"))));
        };
        let upload =
            Upload { field: file.kind.name(), name: file.upload_name(), mime: file.mime.as_deref(), bytes };
        let method = file.kind.method();
        let answer = self.counted(method, class, self.api.upload(method, body, upload)).await;
        if let Ok(message) = &answer {
            self.note_id(file, message).await;
        }
        Ok(Some(answer))
    }

    async fn known_id(&self, file: &FileRef) -> sqlx::Result<Option<String>> {
        store::file_id_of(&self.db, self.account, file, self.clock.now()).await
    }

    async fn send_known(
        &self,
        file: &FileRef,
        known: String,
        class: Class,
        body: &Value,
    ) -> sqlx::Result<Option<Answer>> {
        let mut body = body.clone();
        body[file.kind.name()] = known.as_str().into();
        let answer = self.call(file.kind.method(), class, &body).await;
        if let Err(WireError::Refused { code: 400, description, .. }) = &answer
            && is_unknown_there(description)
        {
            tracing::info!(content = %file.content, description, "the messenger has lost a file; uploading it again");
            store::forget_file_id(&self.db, self.account, file, &known).await?;
            return Ok(None);
        }
        Ok(Some(answer))
    }

    /// The file is sent, whatever becomes of this: without it the next one is uploaded.
    async fn note_id(&self, file: &FileRef, message: &Value) {
        let Some(id) = id_in(message, file.kind) else {
            tracing::debug!(kind = file.kind.name(), "the messenger made something else of a file");
            return;
        };
        let noted = store::remember_file_id(&self.db, self.account, file, id, self.clock.now());
        if let Err(error) = noted.await {
            tracing::warn!(%error, "cannot note what the messenger calls a file");
        }
    }
}

impl FileKind {
    /// The parameter of the call, the field of the message, and what is stored.
    pub(in crate::delivery) const fn name(self) -> &'static str {
        match self {
            FileKind::Photo => "photo",
            FileKind::Document => "document",
            FileKind::Voice => "voice",
            FileKind::Audio => "audio",
        }
    }

    pub(in crate::delivery) const fn method(self) -> &'static str {
        match self {
            FileKind::Photo => "sendPhoto",
            FileKind::Document => "sendDocument",
            FileKind::Voice => "sendVoice",
            FileKind::Audio => "sendAudio",
        }
    }
}

/// The id of a sent file; of a photo's sizes, the largest stands last.
fn id_in(message: &Value, kind: FileKind) -> Option<&str> {
    let file = &message[kind.name()];
    let file = file.as_array().and_then(|sizes| sizes.last()).unwrap_or(file);
    file["file_id"].as_str()
}

/// Whether a refusal is about the name of the file and not about what is sent: the messenger says so in many ways
/// (seen by its users, with capitals that changed over time).
fn is_unknown_there(description: &str) -> bool {
    const SIGNS: [&str; 8] = [
        "wrong file identifier",
        "wrong remote file id",
        "invalid remote file id",
        "invalid file_id",
        "invalid file id",
        "file_reference_",
        "file_id_invalid",
        "type of file mismatch",
    ];
    let description = description.to_lowercase();
    SIGNS.iter().any(|sign| description.contains(sign))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_id_is_found_where_its_kind_has_it() {
        let photo = json!({"photo": [{"file_id": "small"}, {"file_id": "large"}]});
        assert_eq!(id_in(&photo, FileKind::Photo), Some("large"));
        let document = json!({"document": {"file_id": "d"}});
        assert_eq!(id_in(&document, FileKind::Document), Some("d"));
        assert_eq!(id_in(&document, FileKind::Voice), None, "the messenger took a voice for something else");
        assert_eq!(id_in(&json!({"photo": []}), FileKind::Photo), None);
    }

    #[test]
    fn refusals_of_a_name_are_told_from_others() {
        for (description, is_of_name) in [
            ("Bad Request: wrong file identifier/HTTP URL specified", true),
            ("Bad Request: Wrong remote file identifier specified: Wrong padding in the string", true),
            ("Bad Request: invalid remote file identifier", true),
            ("Bad Request: FILE_REFERENCE_EXPIRED", true),
            ("Bad Request: type of file mismatch", true),
            ("Bad Request: PHOTO_INVALID_DIMENSIONS", false),
            ("Bad Request: chat not found", false),
            ("Bad Request: message caption is too long", false),
        ] {
            assert_eq!(is_unknown_there(description), is_of_name, "{description}");
        }
    }
}
