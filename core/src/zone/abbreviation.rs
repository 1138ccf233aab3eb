//! Zones people call by letters. Only those in daily use: most abbreviations stand for several zones.

use chrono_tz::Tz;

use super::default_for;
use crate::locale::Language;

static ABBREVIATIONS: [(&[&str], &[Tz]); 27] = [
    (&["msk", "мск"], &[Tz::Europe__Moscow]),
    (&["eet", "eest"], &[Tz::Europe__Kyiv, Tz::Europe__Vilnius]),
    (&["cet", "cest", "mez", "mesz"], &[Tz::Europe__Berlin, Tz::Europe__Warsaw]),
    (&["wet", "west"], &[Tz::Europe__Lisbon]),
    (&["bst"], &[Tz::Europe__London]),
    (&["et", "est", "edt"], &[Tz::America__New_York]),
    (&["ct", "cdt"], &[Tz::America__Chicago]),
    (&["cst"], &[Tz::America__Chicago, Tz::Asia__Shanghai]),
    (&["mt", "mst", "mdt"], &[Tz::America__Denver]),
    (&["pt", "pst", "pdt"], &[Tz::America__Los_Angeles]),
    (&["akst", "akdt"], &[Tz::America__Anchorage]),
    (&["hst"], &[Tz::Pacific__Honolulu]),
    (&["brt"], &[Tz::America__Sao_Paulo]),
    (&["trt"], &[Tz::Europe__Istanbul]),
    (&["samt"], &[Tz::Europe__Samara]),
    (&["yekt"], &[Tz::Asia__Yekaterinburg]),
    (&["omst"], &[Tz::Asia__Omsk]),
    (&["krat"], &[Tz::Asia__Krasnoyarsk]),
    (&["irkt"], &[Tz::Asia__Irkutsk]),
    (&["yakt"], &[Tz::Asia__Yakutsk]),
    (&["vlat"], &[Tz::Asia__Vladivostok]),
    (&["ist"], &[Tz::Asia__Kolkata, Tz::Asia__Jerusalem, Tz::Europe__Dublin]),
    (&["sgt"], &[Tz::Asia__Singapore]),
    (&["hkt"], &[Tz::Asia__Hong_Kong]),
    (&["jst"], &[Tz::Asia__Tokyo]),
    (&["kst"], &[Tz::Asia__Seoul]),
    (&["aest", "aedt"], &[Tz::Australia__Sydney]),
];

/// The zones an abbreviation stands for; the one usual for the person's language first.
pub(super) fn zones(query: &str, language: Language) -> Vec<Tz> {
    let query = query.to_lowercase();
    let entry = ABBREVIATIONS.iter().find(|(names, _)| names.contains(&query.as_str()));
    let mut zones = entry.map(|(_, zones)| zones.to_vec()).unwrap_or_default();
    zones.sort_by_key(|zone| *zone != default_for(language));
    zones
}
