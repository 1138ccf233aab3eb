use insta::assert_snapshot;
use nexus_core::testing::drawn;
use uuid::Uuid;

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:07Z".parse().expect("an RFC 3339 instant")
}

fn format(language: Language) -> Format {
    Format::new(language, chrono_tz::Tz::Europe__Warsaw)
}

fn backup(at: &str, state: State) -> Backup {
    let at = format!("2026-11-{at}:00Z").parse().expect("an instant");
    let whole = state == State::Done;
    Backup {
        id: Uuid::nil(),
        asked_by: None,
        at,
        state,
        bytes: whole.then_some(12_345_678),
        file: whole.then(|| "nexus-20261120T033000Z.dump".to_owned()),
        cause: (state == State::Failed).then(|| "no space left on <device>".to_owned()),
        checked_at: None,
        check_problem: None,
    }
}

fn view(language: Language) -> View {
    View {
        format: format(language),
        now: now(),
        at: NaiveTime::from_hms_opt(3, 30, 0),
        next: Some("2026-11-21T03:30:00Z".parse().expect("an instant")),
        checked: None,
        page: Page::of(0, 9, PAGE),
    }
}

fn seen_list(language: Language) -> String {
    let checked = Backup { checked_at: Some(now()), ..backup("20T03:30", State::Done) };
    let backups = [
        backup("20T12:00", State::Asked),
        backup("20T11:59", State::Running),
        backup("20T03:30", State::Done),
        backup("19T03:30", State::Failed),
    ];
    drawn(&list(&View { checked: Some(checked), ..view(language) }, &backups))
}

/// What is seen rarely: no schedule, a failed drill, one that is due, and the messages of one that was asked for.
fn seen_rest(language: Language) -> String {
    let problem = Some("nexus.users: rows are missing".to_owned());
    let checked =
        Backup { checked_at: Some(now()), check_problem: problem, ..backup("20T03:30", State::Done) };
    let unscheduled =
        View { at: None, next: None, checked: Some(checked), page: Page::of(0, 0, PAGE), ..view(language) };
    let due = View { next: Some(now()), page: Page::of(0, 0, PAGE), ..view(language) };
    let told = |state, bytes| drawn(&progress(format(language), now(), &backup("20T03:30", state), bytes));
    [
        drawn(&list(&unscheduled, &[])),
        drawn(&list(&due, &[])),
        told(State::Asked, None),
        told(State::Running, Some(5_000_000_000)),
        told(State::Running, Some(2_048)),
        told(State::Done, None),
        told(State::Failed, None),
        text!(TEXTS.of(language), "backup-open"),
    ]
    .join("\n--\n")
}

#[test]
fn the_list_in_english() {
    assert_snapshot!(seen_list(Language::En), @"");
}

#[test]
fn the_list_in_russian() {
    assert_snapshot!(seen_list(Language::Ru), @"");
}

#[test]
fn the_list_in_ukrainian() {
    assert_snapshot!(seen_list(Language::Uk), @"");
}

#[test]
fn the_list_in_polish() {
    assert_snapshot!(seen_list(Language::Pl), @"");
}

#[test]
fn the_rest_in_english() {
    assert_snapshot!(seen_rest(Language::En), @"");
}

#[test]
fn the_rest_in_russian() {
    assert_snapshot!(seen_rest(Language::Ru), @"");
}

#[test]
fn the_rest_in_ukrainian() {
    assert_snapshot!(seen_rest(Language::Uk), @"");
}

#[test]
fn the_rest_in_polish() {
    assert_snapshot!(seen_rest(Language::Pl), @"");
}

#[test]
fn sizes_have_the_unit_that_is_read_easily() {
    let size = |bytes| size(format(Language::En), Some(bytes));
    for (bytes, seen) in [(0, "0.0 KB"), (1_536, "1.5 KB"), (1_048_576, "1.0 MB"), (3_221_225_472, "3.0 GB")]
    {
        assert_eq!(size(bytes), seen);
    }
}

#[test]
fn a_long_cause_is_cut() {
    let long = Backup { cause: Some("x ".repeat(500)), ..backup("20T03:30", State::Failed) };
    assert!(cause(&long).chars().count() <= CAUSE + 1);
}
