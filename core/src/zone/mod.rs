//! The time zone of a person: from what they type (a city, an offset, an abbreviation, an IANA name) or from a pin.
//!
//! Cities come from a table of some 9,500 made by `core/data/make_cities.py` (0.6 MB of text in the binary). It is
//! read where it lies: a search walks it once, in a few milliseconds, and keeps nothing, because people set their
//! zone once and an index would be held for ever.
//!
//! Data: GeoNames (CC BY 4.0), CLDR (Unicode License) and, for pins, timezone-boundary-builder (ODbL); see
//! `core/data/NOTICE`.

mod abbreviation;
mod canonical;
mod cities;
#[cfg(feature = "zone-finder")]
mod finder;
mod fold;
mod offset;
mod search;
mod slip;

pub use canonical::{canonical, parse};
pub use cities::Country;
#[cfg(feature = "zone-finder")]
pub use finder::at;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::locale::Language;

/// More letters than any name has; longer queries are nobody's city.
const LONGEST_QUERY: usize = 80;

/// A zone somebody may have meant, with what is needed to ask "this one?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Canonical: `Europe/Kyiv`, never `Europe/Kiev`.
    pub zone: Tz,
    /// The city in the person's language where that name is known, else as they typed it or in English; for a bare
    /// offset "UTC+3".
    pub city: String,
    /// The state, in the USA only: cities share names there.
    pub region: Option<&'static str>,
    /// `None` for an offset.
    pub country: Option<Country>,
    /// People in the city, rounded up to thousands; 0 for an offset.
    pub population: u32,
}

/// The zones a person may have meant by `query`, best first, at most eight; empty when nothing comes near.
///
/// Cities are found by their names in the four languages, their English and native ones and common short forms,
/// whatever the case and diacritics, with a slip of the finger forgiven; `Birmingham, Alabama` chooses among
/// namesakes. `now` decides which zones have an offset such as `+5:45` at present.
pub fn find(query: &str, language: Language, now: DateTime<Utc>) -> Vec<Candidate> {
    let query = query.trim();
    if query.is_empty() || query.chars().count() > LONGEST_QUERY {
        return Vec::new();
    }
    if let Some(offset) = offset::parse(query) {
        return offset::candidates(offset, language, now);
    }
    if let Some(zone) = parse(query).filter(|_| query.contains('/')) {
        return vec![describe(zone, language, now)];
    }
    let mut found: Vec<Candidate> = abbreviation::zones(query, language)
        .into_iter()
        .map(|zone| search::of_zone(zone, language))
        .collect();
    for candidate in search::cities(query, language) {
        if !found.iter().any(|other| other.zone == candidate.zone && other.city == candidate.city) {
            found.push(candidate);
        }
    }
    found.truncate(search::MOST);
    found
}

/// A zone as people know it, for instance the one of a pin or of a profile: by the city it is named after, by its offset
/// where it has no city.
pub fn describe(zone: Tz, language: Language, now: DateTime<Utc>) -> Candidate {
    match zone.name().starts_with("Etc/") || zone == Tz::UTC {
        true => offset::bare(zone, language, now),
        false => search::of_zone(zone, language),
    }
}

/// The zone of a person who did not choose one. They are told so.
pub const fn default_for(language: Language) -> Tz {
    match language {
        Language::En => Tz::UTC,
        Language::Ru => Tz::Europe__Moscow,
        Language::Uk => Tz::Europe__Kyiv,
        Language::Pl => Tz::Europe__Warsaw,
    }
}

#[cfg(test)]
mod tests;
