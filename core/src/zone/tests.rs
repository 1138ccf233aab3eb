use chrono::Offset;
use proptest::prelude::*;

use super::*;
use crate::locale::Language::{En, Pl, Ru, Uk};

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().expect("an instant")
}

/// The best answer, as a person reads it.
fn best(query: &str, language: Language) -> String {
    find(query, language, now()).first().map_or_else(
        || "nothing".to_owned(),
        |found| {
            let country = found.country.map_or("", |country| country.name);
            format!("{} {country} {}", found.city, found.zone.name())
        },
    )
}

#[test]
fn a_city_is_found_under_each_of_its_names() {
    for query in ["Kraków", "krakow", "Cracow", "Краков", "КРАКІВ", "Krakau", "w Krakowie"] {
        assert_eq!(best(query, En), "Kraków Poland Europe/Warsaw", "{query}");
    }
    for query in ["Львов", "Львів", "Lwów", "lwow", "Lviv", "L'viv", "Lemberg", "м. Львів"] {
        assert_eq!(best(query, Uk), "Львів Україна Europe/Kyiv", "{query}");
    }
    for query in [
        "СПб",
        "питер",
        "Санкт-Петербург",
        "санкт петербург",
        "Saint Petersburg",
        "St. Petersburg",
        "Petersburg",
    ] {
        assert_eq!(best(query, Ru), "Санкт-Петербург Россия Europe/Moscow", "{query}");
    }
    for query in ["Нью-Йорк", "нью йорк", "New York", "NYC", "Nowy Jork", "New York City"] {
        assert_eq!(best(query, Pl), "Nowy Jork Stany Zjednoczone America/New_York", "{query}");
    }
    for query in ["Киев", "Kiev", "Київ", "Kyiv", "Kijów", "г. Киев"] {
        assert_eq!(best(query, Ru), "Киев Украина Europe/Kyiv", "{query}");
    }
}

#[test]
fn big_cities_of_each_language_are_found_and_named() {
    for (query, language, expected) in [
        ("Одесса", Ru, "Одесса Украина Europe/Kyiv"),
        ("Екатеринбург", Ru, "Екатеринбург Россия Asia/Yekaterinburg"),
        ("новосиб", Ru, "Новосибирск Россия Asia/Novosibirsk"),
        ("Орёл", Ru, "Орёл Россия Europe/Moscow"),
        ("алма-ата", Ru, "Алматы Казахстан Asia/Almaty"),
        ("лондон", Uk, "Лондон Велика Британія Europe/London"),
        ("Харків", Uk, "Харків Україна Europe/Kyiv"),
        ("Варшава", Uk, "Варшава Польща Europe/Warsaw"),
        ("Gdańsk", Pl, "Gdańsk Polska Europe/Warsaw"),
        ("Monachium", Pl, "Monachium Niemcy Europe/Berlin"),
        ("Londyn", Pl, "Londyn Wielka Brytania Europe/London"),
        ("Lodz", Pl, "Łódź Polska Europe/Warsaw"),
        ("Los Angeles", En, "Los Angeles United States America/Los_Angeles"),
        ("tokyo", En, "Tokyo Japan Asia/Tokyo"),
        ("São Paulo", En, "São Paulo Brazil America/Sao_Paulo"),
        ("Чикаго", Ru, "Чикаго США America/Chicago"),
    ] {
        assert_eq!(best(query, language), expected, "{query}");
    }
}

#[test]
fn a_slip_is_forgiven_in_longer_names() {
    assert_eq!(best("Варшва", Ru), "Варшава Польша Europe/Warsaw");
    assert_eq!(best("Warsawa", Pl), "Warszawa Polska Europe/Warsaw");
    assert_eq!(best("Екатеренбург", Ru), "Екатеринбург Россия Asia/Yekaterinburg");
    assert_eq!(best("Amstredam", En), "Amsterdam Netherlands Europe/Amsterdam");
    assert_eq!(best("в Москве", Ru), "Москва Россия Europe/Moscow");
    assert_eq!(best("qqqqqqqq", En), "nothing");
}

#[test]
fn namesakes_come_by_population_and_a_comma_chooses() {
    let zones = |query| -> Vec<_> {
        find(query, En, now()).into_iter().map(|found| (found.zone, found.region)).collect()
    };
    let (england, alabama) = ((Tz::Europe__London, None), (Tz::America__Chicago, Some("Alabama")));
    assert_eq!(zones("Birmingham"), [england, alabama]);
    for query in ["Birmingham, Alabama", "birmingham, AL", "Birmingham, США", "Birmingham, us"] {
        assert_eq!(zones(query), [alabama], "{query}");
    }
    assert_eq!(zones("Birmingham, nowhere"), [england, alabama]);
    let petersburgs = zones("Санкт-Петербург");
    assert_eq!(petersburgs.first(), Some(&(Tz::Europe__Moscow, None)));
    assert!(petersburgs.contains(&(Tz::America__New_York, Some("Florida"))), "{petersburgs:?}");
}

#[test]
fn iana_names_are_taken_in_any_case_and_age() {
    assert_eq!(best("Europe/Kiev", Pl), "Kijów Ukraina Europe/Kyiv");
    assert_eq!(best("europe/kyiv", En), "Kyiv Ukraine Europe/Kyiv");
    assert_eq!(best("America/New_York", Ru), "Нью-Йорк США America/New_York");
    assert_eq!(best("Etc/GMT-3", En), "UTC+3  Etc/GMT-3");
}

#[test]
fn abbreviations_follow_the_language() {
    assert_eq!(best("CET", Pl), "Warszawa Polska Europe/Warsaw");
    assert_eq!(best("cet", En), "Berlin Germany Europe/Berlin");
    assert_eq!(best("МСК", Ru), "Москва Россия Europe/Moscow");
    assert_eq!(best("MSK", En), "Moscow Russia Europe/Moscow");
    assert_eq!(best("EST", En), "New York United States America/New_York");
    assert_eq!(best("PST", Ru), "Лос-Анджелес США America/Los_Angeles");
}

#[test]
fn offsets_offer_themselves_and_the_cities_that_keep_them() {
    let found = find("UTC+3", Ru, now());
    assert_eq!(
        (found[0].zone, found[0].city.as_str(), found[0].country),
        (Tz::Etc__GMTMinus3, "UTC+3", None)
    );
    assert!(found.iter().any(|other| other.zone == Tz::Europe__Moscow), "{found:?}");
    assert_eq!(best("+5:30", En), "Mumbai India Asia/Kolkata");
    assert_eq!(best("+5:45", En), "Kathmandu Nepal Asia/Kathmandu");
    assert_eq!(best("-3:30", En), "St. John’s Canada America/St_Johns");
    assert_eq!(best("GMT-4", En), "UTC-4  Etc/GMT+4");
    assert_eq!(best("utc", En), "UTC  UTC");
    assert_eq!(find("+3:17", En, now()), []);
}

#[test]
fn every_offset_offered_is_the_one_asked_for() {
    for hours in -12..=14 {
        for found in find(&format!("{hours:+}"), En, now()) {
            let offset = now().with_timezone(&found.zone).offset().fix().local_minus_utc();
            assert_eq!(offset, hours * 3600, "{found:?}");
        }
    }
}

#[test]
fn a_zone_is_described_by_its_own_city() {
    let described = |zone, language| describe(zone, language, now()).city;
    assert_eq!(described(Tz::Europe__Kyiv, Uk), "Київ");
    assert_eq!(described(Tz::America__New_York, Ru), "Нью-Йорк");
    assert_eq!(described(Tz::Etc__GMTPlus2, Pl), "UTC-2");
    assert_eq!(described(Tz::Antarctica__Vostok, En), "Vostok");
}

#[test]
fn each_language_has_its_zone() {
    assert_eq!(
        Language::ALL.map(default_for),
        [Tz::UTC, Tz::Europe__Moscow, Tz::Europe__Kyiv, Tz::Europe__Warsaw]
    );
}

#[test]
fn a_page_of_text_is_nobodys_city() {
    assert_eq!(find(&"щ, ".repeat(5_000), Ru, now()), []);
    assert_eq!(find(&"a".repeat(LONGEST_QUERY), En, now()), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn find_answers_anything(query in ".{0,90}", language in 0..4_usize) {
        let found = find(&query, Language::ALL[language], now());
        prop_assert!(found.len() <= search::MOST);
        for candidate in found {
            prop_assert_eq!(canonical(candidate.zone), candidate.zone);
        }
    }

    #[test]
    fn offsets_never_surprise(query in "(UTC|GMT|МСК)?[+−-]?[0-9:.]{0,6}") {
        find(&query, Language::Ru, now());
    }
}
