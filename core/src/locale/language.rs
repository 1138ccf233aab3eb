//! The languages of the suite.

use serde::{Deserialize, Serialize};

/// A language a person can choose. `En` is the fallback of every locale file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Ru,
    Uk,
    Pl,
}

impl Language {
    pub const ALL: [Language; 4] = [Language::En, Language::Ru, Language::Uk, Language::Pl];

    /// The ISO 639-1 code, as in Telegram's `language_code`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ru => "ru",
            Language::Uk => "uk",
            Language::Pl => "pl",
        }
    }

    /// What its speakers call it; shown in every language the same, so that a person finds their own.
    pub const fn native_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Ru => "Русский",
            Language::Uk => "Українська",
            Language::Pl => "Polski",
        }
    }

    /// The language of an IETF tag such as `pl` or `uk-UA`; `None` when the suite does not speak it.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == primary)
    }

    /// The language to greet a person in, from Telegram's `language_code` (absent for some clients).
    pub fn for_person(language_code: Option<&str>) -> Language {
        language_code.and_then(Language::from_tag).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        assert_eq!(Language::from_tag("uk-UA"), Some(Language::Uk));
        assert_eq!(Language::from_tag("PL_pl"), Some(Language::Pl));
        assert_eq!(Language::from_tag("ukr"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn a_language_nobody_wrote_is_greeted_in_english() {
        assert_eq!(Language::for_person(Some("de")), Language::En);
        assert_eq!(Language::for_person(None), Language::En);
        assert_eq!(Language::for_person(Some("ru")), Language::Ru);
    }
}
