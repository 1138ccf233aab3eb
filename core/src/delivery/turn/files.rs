//! The one way in which a bot sends a file.

use super::{
    super::{
        content::ContentId,
        saying::{Act, Place, acts_of},
    },
    Turn,
};
use bytes::Bytes;

use crate::{
    broadcast::Photo,
    delivery::saying::FileRef,
    permits::Class,
    screen::{CAPTION_LIMIT, File, FileError, Html, Keyboard, Screen, split},
};

impl Turn {
    /// Sends a file, in order with what else the turn says. Its bytes are stored with the turn, and it is uploaded once:
    /// the same content under the same name goes by reference from then on, in whatever chat.
    ///
    /// # Errors
    /// When Telegram would not take it: it is empty, or over the limit of its kind.
    pub fn send_file(&self, file: File) -> Result<(), FileError> {
        file.check()?;
        let content = ContentId::of(&file.bytes);
        let bytes = file.bytes.clone();
        let acts = acts_with(content, file, self.source().thread, self.0.setting.class);
        let mut effects = self.effects();
        effects.files.insert(content, bytes);
        effects.acts.extend(acts);
        Ok(())
    }

    /// Sends a picture that is stored already, with what stands below it; see [`Turn::send_file`].
    pub fn send_stored(&self, photo: Photo, caption: Html, keyboard: Keyboard) {
        let Photo(content) = photo;
        let file = File::photo(Bytes::new()).caption(caption).keyboard(keyboard);
        let acts = acts_with(content, file, self.source().thread, self.0.setting.class);
        self.effects().acts.extend(acts);
    }
}

/// The file with its caption; what is too long for one follows as a message, with the keyboard below it.
fn acts_with(content: ContentId, file: File, thread: Option<i64>, class: Class) -> Vec<Act> {
    let File { kind, name, mime, caption, keyboard, silent, .. } = file;
    let fits = split(&caption, CAPTION_LIMIT).len() <= 1;
    let (below, after) = if fits { (caption, None) } else { (Html::new(), Some(caption)) };
    let (own, left) = if fits { (keyboard, Keyboard::None) } else { (Keyboard::None, keyboard) };
    let file = FileRef { content, kind, name, mime };
    let mut acts = vec![Act::File { file, caption: below, keyboard: own, silent, thread, class }];
    if let Some(text) = after {
        acts.extend(acts_of(Screen { text, keyboard: left, silent }, Place::New(None), thread, class));
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::Button;

    fn acts_for(caption: &str) -> Vec<Act> {
        let button = Button::url("Go", "https://a.example");
        let file = File::document("a.txt", "abc").caption(Html::escape(caption).bold()).row([button]);
        acts_with(ContentId::of(b"abc"), file, Some(7), Class::Answer)
    }

    #[test]
    fn a_caption_stands_below_its_file() {
        for caption in ["", "short", &"я".repeat(CAPTION_LIMIT)] {
            let acts = acts_for(caption);
            let [Act::File { caption: below, keyboard, thread: Some(7), .. }] = &acts[..] else {
                unreachable!("{acts:?}")
            };
            assert_eq!((below.plain_text().as_str(), *keyboard == Keyboard::None), (caption, false));
        }
    }

    #[test]
    fn a_longer_one_follows_with_the_buttons() {
        let long = "😀".repeat(CAPTION_LIMIT / 2) + "!";
        let acts = acts_for(&long);
        let [Act::File { caption, keyboard: Keyboard::None, .. }, Act::Message { text, keyboard, .. }] =
            &acts[..]
        else {
            unreachable!("{acts:?}")
        };
        assert!(caption.is_empty() && *keyboard != Keyboard::None);
        assert_eq!(text.plain_text(), long);
    }
}
