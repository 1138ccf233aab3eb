//! The search among cities.

use chrono_tz::Tz;

use super::{
    Candidate,
    cities::{self, City},
    fold::{fold, fold_into},
    slip,
};
use crate::locale::Language;

/// How many candidates are shown: two rows of buttons.
pub(super) const MOST: usize = 8;
/// A beginning of fewer letters fits too many names.
const SHORTEST_BEGINNING: usize = 3;
/// What stands before a city's name in an answer: "in Berlin", "г. Казань", "м. Київ", "w Łodzi". Folded.
const FILLERS: [&str; 12] =
    ["in", "city of", "город", "г", "в", "во", "місто", "м", "у", "miasto", "w", "we"];

/// How near a name comes to what was typed; smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    Beginning,
    Slips(usize),
}

#[derive(Clone, Copy)]
struct Match {
    nearness: Nearness,
    city: City,
    /// The name that came near.
    name: &'static str,
}

/// The cities of a name: those called so; where there is none, those whose name begins so or that differ by a slip.
/// The larger first. What follows a comma chooses a country or state, if one of them fits.
pub(super) fn cities(query: &str, language: Language) -> Vec<Candidate> {
    let (name, place) = query.split_once(',').unwrap_or((query, ""));
    let name = fold(name);
    let mut found = matches(&name);
    let bare = without_filler(&name);
    if bare.len() < name.len() && !has_same(&found) {
        found.extend(matches(bare));
        found.sort_by_key(|found| found.nearness);
    }
    if has_same(&found) {
        found.retain(|found| found.nearness == Nearness::Same);
        found = with_namesakes(&found);
    }
    let place = fold(place);
    if !place.is_empty() && found.iter().any(|found| lies_in(found.city, &place)) {
        found.retain(|found| lies_in(found.city, &place));
    }
    distinct(&found, language)
}

fn has_same(found: &[Match]) -> bool {
    found.first().is_some_and(|found| found.nearness == Nearness::Same)
}

/// Namesakes that share a zone and a country are one answer.
fn distinct(found: &[Match], language: Language) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for found in found {
        let Some(candidate) = candidate(found.city, Some(found.name), language) else { continue };
        let known = |other: &Candidate| {
            (other.zone, &other.city, other.country) == (candidate.zone, &candidate.city, candidate.country)
        };
        if !candidates.iter().any(known) {
            candidates.push(candidate);
        }
        if candidates.len() == MOST {
            break;
        }
    }
    candidates
}

/// Every city with a name near `typed`, the nearest first, then the larger.
fn matches(typed: &[char]) -> Vec<Match> {
    let mut folded = Vec::new();
    let mut found: Vec<Match> = cities::all()
        .filter_map(|city| {
            let names = city.names().filter_map(|name| Some((near(typed, name, &mut folded)?, name)));
            let (nearness, name) = names.min_by_key(|(nearness, _)| *nearness)?;
            Some(Match { nearness, city, name })
        })
        .collect();
    found.sort_by_key(|found| found.nearness);
    found
}

fn near(typed: &[char], name: &str, folded: &mut Vec<char>) -> Option<Nearness> {
    let first = name.chars().next()?;
    fold_into(&name[..first.len_utf8()], folded);
    // Hardly anybody misses a name's first letter, and without this every name would be compared in full.
    let begins_alike = folded.first().is_none_or(|first| typed.iter().take(2).any(|letter| letter == first));
    if !begins_alike {
        return None;
    }
    fold_into(name, folded);
    nearness(typed, folded)
}

/// `found` with the cities that have the same English name, so that a name typed in another language brings its
/// namesakes too; the larger first.
fn with_namesakes(found: &[Match]) -> Vec<Match> {
    let english: Vec<_> = found.iter().map(|found| (fold(found.city.english()), found)).collect();
    let mut folded = Vec::new();
    cities::all()
        .filter_map(|city| {
            if let Some(found) = found.iter().find(|found| found.city == city) {
                return Some(*found);
            }
            fold_into(city.english(), &mut folded);
            let (_, namesake) = english.iter().find(|(name, _)| *name == folded)?;
            Some(Match { city, ..**namesake })
        })
        .collect()
}

fn nearness(typed: &[char], name: &[char]) -> Option<Nearness> {
    if typed.is_empty() || name.is_empty() {
        return None;
    }
    if typed == name {
        return Some(Nearness::Same);
    }
    if typed.len() >= SHORTEST_BEGINNING && name.starts_with(typed) {
        return Some(Nearness::Beginning);
    }
    slip::slips(typed, name, slip::forgiven(typed.len())).map(Nearness::Slips)
}

fn without_filler(name: &[char]) -> &[char] {
    FILLERS
        .iter()
        .find_map(|filler| {
            let rest = name.get(filler.chars().count()..)?;
            (name.iter().copied().zip(filler.chars()).all(|(one, other)| one == other))
                .then_some(rest)?
                .strip_prefix(&[' '])
        })
        .unwrap_or(name)
}

fn lies_in(city: City, place: &[char]) -> bool {
    city.places().any(|name| {
        let name = fold(name);
        name == place || (place.len() >= SHORTEST_BEGINNING && name.starts_with(place))
    })
}

/// A city as an answer. `typed` is the name that was found: it is shown where the table has none in the person's
/// language and it is in their letters.
pub(super) fn candidate(city: City, typed: Option<&str>, language: Language) -> Option<Candidate> {
    let name = city
        .name_in(language)
        .or(typed
            .filter(|name| is_cyrillic(language) && name.chars().any(|letter| ('а'..='я').contains(&letter))))
        .unwrap_or(city.english());
    Some(Candidate {
        zone: city.zone()?,
        city: name.to_owned(),
        region: city.region(),
        country: Some(city.country(language)),
        population: city.population(),
    })
}

const fn is_cyrillic(language: Language) -> bool {
    matches!(language, Language::Ru | Language::Uk)
}

/// A zone as an answer, shown by the city it is named after, else by its largest, else by its name.
pub(super) fn of_zone(zone: Tz, language: Language) -> Candidate {
    let own_name = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    let index = cities::zone_index(zone);
    let in_zone =
        || cities::all().filter(|city| index.as_deref().is_some_and(|index| city.zone_index() == index));
    in_zone()
        .find(|city| city.english() == own_name)
        .or_else(|| in_zone().next())
        .and_then(|city| candidate(city, None, language))
        .unwrap_or(Candidate { zone, city: own_name, region: None, country: None, population: 0 })
}
