//! The three macros a crate writes its wording with.

/// Declares the crate's texts: `texts!(pub(crate) TEXTS, "../../locales")`.
///
/// The path leads from the crate's folder to the folder that holds `en ru uk pl`, the same as `assets_dir` in
/// its `i18n.toml`; in each lies `<crate name>.ftl`.
#[macro_export]
macro_rules! texts {
    ($visibility:vis $name:ident, $folder:literal) => {
        /// The texts of this crate in every language.
        $visibility static $name: $crate::locale::Texts = $crate::locale::Texts::new(
            env!("CARGO_PKG_NAME"),
            [
                $crate::texts!(@file $folder, "en"),
                $crate::texts!(@file $folder, "ru"),
                $crate::texts!(@file $folder, "uk"),
                $crate::texts!(@file $folder, "pl"),
            ],
        );
    };
    (@file $folder:literal, $language:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/", $folder, "/", $language, "/", env!("CARGO_PKG_NAME"), ".ftl"
        ))
    };
}

/// A plain text (a button, an alert, a command's description) as a `String`.
///
/// `text!(locale, "key", name = value, …)`; the key and the arguments' names are checked at compile time. A value
/// is a text or a number ([`TextValue`](crate::locale::TextValue)); a number is written by the language's rules, so a
/// year or an id goes in as text.
///
/// ```
/// # use nexus_core::{locale::Language, text};
/// nexus_core::texts!(TEXTS, "../locales");
/// assert_eq!(text!(TEXTS.of(Language::Uk), "in-minutes", count = 2), "через 2 хвилини");
/// ```
///
/// A key or an argument that English does not know is no program:
///
/// ```compile_fail
/// # use nexus_core::{locale::Language, text};
/// nexus_core::texts!(TEXTS, "../locales");
/// text!(TEXTS.of(Language::Uk), "in-minuets", count = 2);
/// ```
/// ```compile_fail
/// # use nexus_core::{locale::Language, text};
/// nexus_core::texts!(TEXTS, "../locales");
/// text!(TEXTS.of(Language::Uk), "in-minutes", number = 2);
/// ```
#[macro_export]
macro_rules! text {
    ($locale:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::private::fl!(
            $crate::locale::private::text($locale), $key $(, $name = ($value))*
        )
    };
}

/// A text with Telegram's tags, as [`Html`](crate::screen::Html).
///
/// `html!(locale, "key", name = value, …)` works like [`text!`], but each value is escaped; an `Html` or
/// `&Html` goes in as it is ([`HtmlValue`](crate::locale::HtmlValue)).
///
/// ```
/// # use nexus_core::{html, locale::Language, screen::Html};
/// nexus_core::texts!(TEXTS, "../locales");
/// let locale = TEXTS.of(Language::En);
/// assert_eq!(html!(locale, "in-duration", duration = "<1 h").as_str(), "in &lt;1 h");
/// assert_eq!(html!(locale, "in-duration", duration = Html::escape("1 h").bold()).as_str(), "in <b>1 h</b>");
/// ```
#[macro_export]
macro_rules! html {
    ($locale:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::locale::private::fl!(
            $crate::locale::private::html($locale), $key $(, $name = ($value))*
        )
    };
}
