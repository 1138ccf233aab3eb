//! IANA names, old and new.

use chrono_tz::{TZ_VARIANTS, Tz};

/// Retired name, tab, the name used now (CLDR's choice: a zone keeps its own city even where the IANA database made
/// it a link to a neighbour's, so Oslo stays Oslo).
static RETIRED: &str = include_str!("../../data/zone_aliases.tsv");

/// The zone under the name it has today; store only these.
pub fn canonical(zone: Tz) -> Tz {
    RETIRED
        .lines()
        .find_map(|line| line.split_once('\t').filter(|(old, _)| *old == zone.name()))
        .and_then(|(_, now)| now.parse().ok())
        .unwrap_or(zone)
}

/// The canonical zone of an IANA name, old or new, in any case, with spaces or underscores.
pub fn parse(name: &str) -> Option<Tz> {
    let name = name.trim().replace(' ', "_");
    TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(&name)).copied().map(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retired_names_become_todays() {
        assert_eq!(parse("Europe/Kiev"), Some(Tz::Europe__Kyiv));
        assert_eq!(parse("america/new york"), Some(Tz::America__New_York));
        assert_eq!(parse("Asia/Calcutta"), Some(Tz::Asia__Kolkata));
        assert_eq!(parse("Europe/Oslo"), Some(Tz::Europe__Oslo));
        assert_eq!(parse("Europe/Nowhere"), None);
    }

    #[test]
    fn a_canonical_zone_stays() {
        for zone in TZ_VARIANTS {
            let now = canonical(zone);
            assert_eq!(canonical(now), now, "{zone}");
        }
    }
}
