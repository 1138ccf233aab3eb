//! A crate's texts, parsed language by language as they are asked for.

use std::{collections::HashMap, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle as ConcurrentBundle};

use super::{Language, number, values::HtmlValue, values::TextValue};
use crate::screen::Html;

type Bundle = ConcurrentBundle<FluentResource>;

/// The texts of one crate in every language; made by [`texts!`](crate::texts).
pub struct Texts {
    /// The crate's name, for the log.
    domain: &'static str,
    /// Fluent sources in the order of [`Language::ALL`].
    sources: [&'static str; 4],
    bundles: [OnceLock<Bundle>; 4],
}

impl Texts {
    /// For [`texts!`](crate::texts); `sources` in the order of [`Language::ALL`].
    #[doc(hidden)]
    pub const fn new(domain: &'static str, sources: [&'static str; 4]) -> Texts {
        Texts { domain, sources, bundles: [const { OnceLock::new() }; 4] }
    }

    /// The texts in one language. Free to call and to copy; the first call for a message parses the file.
    pub const fn of(&'static self, language: Language) -> Locale {
        Locale { texts: self, language }
    }

    pub(super) fn domain(&self) -> &'static str {
        self.domain
    }

    /// The Fluent file of a language, as written.
    pub(super) const fn source(&self, language: Language) -> &'static str {
        self.sources[language as usize]
    }

    fn bundle(&self, language: Language) -> &Bundle {
        self.bundles[language as usize].get_or_init(|| parse(self.domain, language, self.source(language)))
    }
}

/// A file with a mistake keeps what could be read, so that one slip does not silence a bot; the crate's test
/// ([`check`](super::check)) refuses such a file.
fn parse(domain: &str, language: Language, source: &str) -> Bundle {
    let resource =
        FluentResource::try_new(source.replace("\r\n", "\n")).unwrap_or_else(|(resource, errors)| {
            tracing::error!(domain, language = language.code(), ?errors, "locale file has mistakes");
            resource
        });
    let mut bundle = Bundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(number::formatter(language)));
    if let Err(error) = bundle.add_builtins() {
        tracing::error!(domain, %error, "NUMBER is not available to locale files");
    }
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(domain, language = language.code(), ?errors, "locale file defines a key twice");
    }
    bundle
}

/// One crate's texts in one language; what `text!` and `html!` take. Small, `Copy`, free to pass around.
#[derive(Clone, Copy)]
pub struct Locale {
    texts: &'static Texts,
    language: Language,
}

impl Locale {
    pub const fn language(self) -> Language {
        self.language
    }

    fn format(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        [self.language, Language::En]
            .into_iter()
            .find_map(|language| self.format_in(language, key, arguments))
            .unwrap_or_else(|| {
                tracing::error!(domain = self.texts.domain, key, "no such text");
                key.to_owned()
            })
    }

    fn format_in(self, language: Language, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.texts.bundle(language);
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
        if !errors.is_empty() {
            let (domain, language) = (self.texts.domain, language.code());
            tracing::error!(domain, language, key, ?errors, "a text could not be filled in");
        }
        Some(text)
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Locale({} {})", self.texts.domain, self.language.code())
    }
}

impl From<&Locale> for Locale {
    fn from(locale: &Locale) -> Locale {
        *locale
    }
}

/// The methods `fl!` expands to a call of. They are named by `i18n-embed-fl`.
#[doc(hidden)]
impl Locale {
    pub fn get(self, key: &str) -> String {
        self.format(key, None)
    }

    pub fn get_args_concrete(self, key: &str, values: HashMap<&str, TextValue<'_>>) -> String {
        let values = values.into_iter().map(|(name, value)| (name, value.0));
        self.format(key, Some(&arguments(values)))
    }
}

/// A [`Locale`] whose messages come out as [`Html`]; what `html!` asks.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct HtmlLocale(Locale);

impl From<Locale> for HtmlLocale {
    fn from(locale: Locale) -> HtmlLocale {
        HtmlLocale(locale)
    }
}

#[doc(hidden)]
impl HtmlLocale {
    pub fn get(self, key: &str) -> Html {
        Html::from_message(self.0.format(key, None))
    }

    pub fn get_args_concrete(self, key: &str, values: HashMap<&str, HtmlValue<'_>>) -> Html {
        let values = values.into_iter().map(|(name, value)| (name, value.0));
        Html::from_message(self.0.format(key, Some(&arguments(values))))
    }
}

fn arguments<'a>(values: impl Iterator<Item = (&'a str, FluentValue<'a>)>) -> FluentArgs<'a> {
    values.collect()
}
