//! Languages, the texts of a crate in each of them, and how numbers and dates read.
//!
//! A crate declares its texts once and then asks for them by key; keys and arguments are checked at compile time:
//!
//! ```ignore
//! nexus_core::texts!(pub TEXTS, "../../locales"); // locales/{en,ru,uk,pl}/<crate name>.ftl
//!
//! let locale = TEXTS.of(Language::Uk);
//! let card: Html = html!(locale, "goal-card", title = goal.title, percent = 75);
//! let button: String = text!(locale, "goal-delete");
//! ```
//!
//! The crate also needs an `i18n.toml` beside its `Cargo.toml` (see core's own; `domain` is the crate's name) and a test that calls
//! [`check::crate_texts`], which holds the languages against each other.
//!
//! Fluent's own runtime is used, without `i18n-embed`'s loader: the loader holds every language at once behind
//! locks and hides a missing argument in a log line, while here a language is parsed when the first person asks
//! for it. `i18n-embed-fl` still does the compile-time checks. The files are taken in with `include_str!`, so
//! cargo rebuilds (and checks) a crate when a text changes, which an asset folder read at run time would not.

pub mod check;
pub mod format;
mod language;
mod macros;
mod number;
mod texts;
mod values;

pub use format::Format;
pub use language::Language;
pub use texts::{HtmlLocale, Locale, Texts};
pub use values::{HtmlValue, TextValue};

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod private {
    pub use i18n_embed_fl::fl;

    use super::{HtmlLocale, Locale};

    pub fn html(locale: impl Into<Locale>) -> HtmlLocale {
        HtmlLocale::from(locale.into())
    }

    pub fn text(locale: impl Into<Locale>) -> Locale {
        locale.into()
    }
}

crate::texts!(pub(crate) TEXTS, "../locales");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{html, screen::Html, text};

    #[test]
    fn texts_are_whole() -> Result<(), check::Problems> {
        check::crate_texts(&TEXTS, env!("CARGO_MANIFEST_DIR"))
    }

    static SAMPLE: Texts = Texts::new(
        "sample",
        [
            "duration-hours = <b>{ $count }</b> { $count ->\n [one] hour\n *[other] hours\n }\nmonth = only",
            "duration-hours = <b>{ $count }</b> { $count ->\n [one] час\n [few] часа\n [many] часов\n *[other] часа\n }",
            "",
            "duration-hours = { $count }",
        ],
    );

    #[test]
    fn values_are_escaped_in_html_and_only_there() {
        let (en, pl) = (SAMPLE.of(Language::En), SAMPLE.of(Language::Pl));
        let stranger = String::from("<i>&");
        assert_eq!(html!(pl, "duration-hours", count = &stranger).as_str(), "&lt;i&gt;&amp;");
        assert_eq!(html!(pl, "duration-hours", count = Html::escape("<").bold()).as_str(), "<b>&lt;</b>");
        assert_eq!(text!(&pl, "duration-hours", count = stranger), "<i>&");
        assert_eq!(html!(en, "duration-hours", count = 1_u8).plain_text(), "1 hour");
    }

    #[test]
    fn plurals_and_numbers_follow_the_language() {
        let hours =
            |language, count: f64| html!(SAMPLE.of(language), "duration-hours", count = count).plain_text();
        assert_eq!(hours(Language::Ru, 21.0), "21 час");
        assert_eq!(hours(Language::Ru, 1_003.0), "1\u{a0}003 часа");
        assert_eq!(hours(Language::Ru, 12.0), "12 часов");
        assert_eq!(hours(Language::Ru, 2.5), "2,5 часа");
        assert_eq!(hours(Language::En, 12_000.0), "12,000 hours");
        assert_eq!(hours(Language::Pl, 12_000.0), "12\u{a0}000");
    }

    #[test]
    fn english_stands_in_for_a_missing_text() {
        assert_eq!(text!(SAMPLE.of(Language::Uk), "duration-hours", count = 2), "<b>2</b> hours");
    }
}
