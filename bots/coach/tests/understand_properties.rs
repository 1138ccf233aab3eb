//! What holds for every text, in every language and zone.

use chrono::{DateTime, TimeZone, Utc};
use coach::understand::{Context, Intent, Problem, When, read, read_when, to_json};
use nexus_core::locale::Language;
use proptest::prelude::*;

fn context(language: Language) -> Context {
    let now = Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).single().expect("a moment");
    Context { language, zone: chrono_tz::Europe::Warsaw, now }
}

fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

/// Words that mean something to the parser, in any order, with noise between.
fn phrases() -> impl Strategy<Value = String> {
    let words = "remind me tomorrow at 9 every second Tuesday until May 31 31.02 25:00 3/4 in half an hour and a quarter past from 10 to 2pm \
        напомни через полтора часа каждый второй вторник до конца мая без четверти пять пол третьего утра завтра послезавтра за 30 минут до \
        нагадай щопонеділка о пів на третю п’ятниця кожні 0 днів за чверть п'ята по середах \
        przypomnij co drugi dzień za pół godziny wpół do trzeciej pojutrze w ostatni piątek miesiąca 5-go od do - – , . : ; « » \" „ ” ( ) 🎂 99 999 9999 00:00 24:00 24:01 31 29 February лютого";
    let list: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    prop::collection::vec(prop::sample::select(list), 0..14).prop_map(|words| words.join(" "))
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().filter(|c| !c.is_whitespace()).all(|wanted| rest.any(|c| c == wanted))
}

fn holds(text: &str, language: Language, now: DateTime<Utc>) -> Result<(), TestCaseError> {
    let context = Context { now, ..context(language) };
    let reading = read(text, &context);
    to_json(&reading, &context);
    read_when(text, &context);
    prop_assert!(is_subsequence(&reading.title, text), "title {:?} of {text:?}", reading.title);
    let mut last = 0;
    for span in &reading.spans {
        prop_assert!(span.start >= last && span.start < span.end, "spans {:?}", reading.spans);
        prop_assert!(text.get(span.clone()).is_some());
        last = span.end;
    }
    prop_assert_ne!(reading.alternatives.len(), 1);
    prop_assert!(reading.alternatives.is_empty() || reading.when == When::None);
    if let When::Span(start, end) = reading.when {
        prop_assert!(start < end, "{start} {end}");
    }
    if let When::Days(first, last) = reading.when {
        prop_assert!(first <= last);
    }
    let padded = read(&format!(" \n{text}\t "), &context);
    prop_assert_eq!((&padded.title, padded.when), (&reading.title, reading.when));
    prop_assert_eq!(padded.recurrence, reading.recurrence);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,80}", language in languages()) {
        holds(&text, language, context(language).now)?;
    }

    #[test]
    fn any_phrase(text in phrases(), language in languages(), seconds in 0_i64..4_000_000_000) {
        holds(&text, language, DateTime::from_timestamp(seconds, 0).expect("a moment"))?;
    }
}

/// The largest texts: a megabyte of words, of digits, of one word. Anything worse than linear would not end here.
#[test]
fn a_megabyte_is_read() {
    let texts = [
        "завтра в 9 ".repeat(60_000),
        "9".repeat(1_000_000),
        "каждый ".repeat(80_000),
        "é".repeat(500_000),
        "\"".repeat(1_000_000),
        "1.1.".repeat(250_000),
        "every 2 ".repeat(130_000),
    ];
    for language in Language::ALL {
        for text in &texts {
            let reading = read(text, &context(language));
            assert!(is_subsequence(&reading.title, text), "{text:.20}");
        }
    }
}

#[test]
fn an_answer_is_only_a_time() {
    let at = |text: &str, language| {
        read_when(text, &context(language)).map(|reading| to_json(&reading, &context(language)))
    };
    let start =
        |text: &str, language| at(text, language).and_then(|json| json["start"].as_str().map(str::to_owned));
    assert_eq!(start("завтра в 9", Language::Ru).as_deref(), Some("2026-11-21T09:00:00+01:00"));
    assert_eq!(start("19:00", Language::Pl).as_deref(), Some("2026-11-20T19:00:00+01:00"));
    assert_eq!(start("in an hour", Language::En).as_deref(), Some("2026-11-20T11:00:00+01:00"));
    assert_eq!(start("9", Language::Uk).as_deref(), Some("2026-11-21T09:00:00+01:00"));
    assert_eq!(start("18", Language::Ru).as_deref(), Some("2026-11-20T18:00:00+01:00"));
    assert_eq!(start("jutro 18", Language::Pl).as_deref(), Some("2026-11-21T18:00:00+01:00"));
    let open = read_when("5", &context(Language::En)).expect("a time");
    assert_eq!(open.alternatives.len(), 2);
    assert!(read_when("позвони маме", &context(Language::Ru)).is_none());
    let wrong = read_when("25:00", &context(Language::Ru)).expect("a problem");
    assert_eq!(wrong.problems, [Problem::NoSuchTime("25:00".to_owned())]);
}

#[test]
fn nothing_and_signs_alone_are_read_without_a_title() {
    for text in ["", "   ", "...", "!!!", "👍"] {
        let reading = read(text, &context(Language::En));
        assert_eq!(reading.when, When::None, "{text:?}");
        assert!(matches!(reading.intent, Intent::EventMutate(_)), "{text:?}");
    }
}

/// Warsaw, the night of 28 March 2027: 02:00 to 03:00 does not exist; hours count real time, days the calendar.
#[test]
fn lengths_from_now_cross_a_change_of_time() {
    let now = Utc.with_ymd_and_hms(2027, 3, 28, 0, 30, 0).single().expect("a moment");
    let context = Context { now, ..context(Language::Pl) };
    let start = |text: &str| to_json(&read(text, &context), &context)["start"].clone();
    assert_eq!(start("za godzinę herbata"), "2027-03-28T03:30:00+02:00");
    assert_eq!(start("za 30 minut herbata"), "2027-03-28T03:00:00+02:00");
    assert_eq!(start("dziś o 02:15 herbata"), "2027-03-28T03:15:00+02:00");
    assert_eq!(start("jutro o 02:15 herbata"), "2027-03-29T02:15:00+02:00");
}

/// Ranges whose part of day is said once, or which pass midnight.
#[test]
fn ranges_share_their_part_of_day() {
    let span = |text: &str| {
        let json = to_json(&read(text, &context(Language::En)), &context(Language::En));
        let hour = |field: &str| json[field].as_str().and_then(|moment| moment.get(8..16)).map(str::to_owned);
        (hour("start").unwrap_or_default(), hour("end").unwrap_or_default())
    };
    let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
    assert_eq!(span("tomorrow 8-9pm call"), pair("21T20:00", "21T21:00"));
    assert_eq!(span("tomorrow 9am-5pm work"), pair("21T09:00", "21T17:00"));
    assert_eq!(span("tomorrow 11-1pm call"), pair("21T11:00", "21T13:00"));
    assert_eq!(span("tomorrow from 10pm to 2am party"), pair("21T22:00", "22T02:00"));
    assert_eq!(span("tomorrow from 9 to 6 work"), pair("21T09:00", "21T18:00"));
}
