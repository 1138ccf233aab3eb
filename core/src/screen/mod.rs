//! What a person sees, typed: text that cannot carry a stranger's markup, buttons that say what they do.

mod file;
pub(crate) mod html;
mod keyboard;
mod marked;
mod pager;
mod split;
mod tap;

pub use file::{CAPTION_LIMIT, File, FileError, FileKind};
pub use html::Html;
pub use keyboard::{Button, Keyboard, ReplyButton};
pub use pager::Page;
pub use split::{TEXT_LIMIT, split};
pub use tap::{StaleTap, Tap, TapError};

/// One message as a person sees it: a text and what can be pressed below it.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    pub text: Html,
    pub keyboard: Keyboard,
    /// Arrives without a sound.
    pub silent: bool,
}

impl Screen {
    pub fn new(text: Html) -> Self {
        Self { text, ..Self::default() }
    }

    /// Adds a row of inline buttons; an empty row is left out.
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.keyboard.push_row(buttons.into_iter().collect());
        self
    }

    pub fn keyboard(mut self, keyboard: Keyboard) -> Self {
        self.keyboard = keyboard;
        self
    }

    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }
}

impl From<Html> for Screen {
    fn from(text: Html) -> Self {
        Screen::new(text)
    }
}
