//! The table of cities, read in place; `core/data/make_cities.py` says how it is made and what its columns are.

use chrono_tz::Tz;

use crate::locale::Language;

static CITIES: &str = include_str!("../../data/cities.tsv");
static ZONES: &str = include_str!("../../data/zones.txt");
static COUNTRIES: &str = include_str!("../../data/countries.tsv");
static STATES: &str = include_str!("../../data/states.tsv");

/// A line of the table. Names stand in the order English, Russian, Ukrainian, Polish, then all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct City {
    thousands: &'static str,
    zone: &'static str,
    /// `US-AL` or `PL`
    place: &'static str,
    names: &'static str,
}

/// All cities, the largest first.
pub(super) fn all() -> impl Iterator<Item = City> {
    CITIES.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some(City {
            thousands: columns.next()?,
            zone: columns.next()?,
            place: columns.next()?,
            names: columns.next()?,
        })
    })
}

impl City {
    /// Every name; some are empty.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.names.split('|')
    }

    pub fn english(self) -> &'static str {
        self.names().next().unwrap_or_default()
    }

    /// The name in a language, when the table knows it for sure.
    pub fn name_in(self, language: Language) -> Option<&'static str> {
        self.names().nth(language as usize).filter(|name| !name.is_empty())
    }

    /// `None` only for a table that names a zone chrono-tz has not; a test excludes it.
    pub fn zone(self) -> Option<Tz> {
        ZONES.lines().nth(self.zone.parse().ok()?)?.parse().ok()
    }

    /// The zone as the table writes it: equal for cities of one zone, and cheaper to compare than [`City::zone`].
    pub fn zone_index(self) -> &'static str {
        self.zone
    }

    pub fn population(self) -> u32 {
        self.thousands.parse::<u32>().unwrap_or_default().saturating_mul(1000)
    }

    pub fn country_code(self) -> &'static str {
        self.place.split('-').next().unwrap_or_default()
    }

    pub fn country(self, language: Language) -> Country {
        let code = self.country_code();
        let names = names_of_country(code);
        Country {
            code,
            name: names.and_then(|names| names.split('\t').nth(language as usize)).unwrap_or(code),
        }
    }

    /// The state, in the USA.
    pub fn region(self) -> Option<&'static str> {
        let (_, state) = self.place.split_once('-')?;
        STATES
            .lines()
            .find_map(|line| line.split_once('\t').filter(|(code, _)| *code == state))
            .map(|(_, name)| name)
    }

    /// Whatever a person may write after a comma to tell namesakes apart: codes, country in each language, state.
    pub fn places(self) -> impl Iterator<Item = &'static str> {
        let countries = names_of_country(self.country_code()).unwrap_or_default().split('\t');
        self.place.split('-').chain(countries).chain(self.region())
    }
}

/// The position of a zone in the table, as cities refer to it.
pub(super) fn zone_index(zone: Tz) -> Option<String> {
    ZONES.lines().position(|name| name == zone.name()).map(|index| index.to_string())
}

/// The names of a country, separated by tabs, in the order of [`Language::ALL`], then others.
fn names_of_country(code: &str) -> Option<&'static str> {
    COUNTRIES
        .lines()
        .find_map(|line| line.split_once('\t').filter(|(other, _)| *other == code))
        .map(|(_, names)| names)
}

/// A country as it is shown to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1, two letters.
    pub code: &'static str,
    /// In the person's language.
    pub name: &'static str,
}

impl Country {
    /// The flag's emoji, made of the code's letters.
    pub fn flag(self) -> String {
        const FIRST: u32 = 0x1F1E6;
        self.code
            .bytes()
            .filter_map(|letter| char::from_u32(FIRST + u32::from(letter.checked_sub(b'A')?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_whole() {
        assert!(CITIES.lines().count() > 9_000);
        assert_eq!(all().count(), CITIES.lines().count());
        for city in all() {
            assert!(city.zone().is_some(), "{city:?}");
            assert!(!city.english().is_empty() && city.population() > 0, "{city:?}");
            assert!(city.country(Language::En).name != city.country_code(), "{city:?}");
            assert_eq!(city.region().is_some(), city.country_code() == "US", "{city:?}");
        }
    }

    #[test]
    fn zones_are_canonical() {
        for name in ZONES.lines() {
            assert_eq!(super::super::parse(name).map(Tz::name), Some(name));
        }
    }

    #[test]
    fn the_largest_come_first() {
        assert!(all().map(City::population).is_sorted_by(|one, next| one >= next));
    }

    #[test]
    fn a_flag_is_two_letters() {
        assert_eq!(Country { code: "UA", name: "" }.flag(), "🇺🇦");
    }
}
