//! Facts that were seen, and what they come down to.

use serde_json::json;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    format!("2026-11-{text}:00Z").parse().expect("an RFC 3339 instant")
}

fn now() -> DateTime<Utc> {
    at("20T12:00")
}

/// A bot with which all is well.
fn well() -> BotFacts {
    BotFacts {
        name: "Coach".to_owned(),
        is_on: true,
        silent_seconds: Some(2.0),
        is_receiving: true,
        is_used: true,
        blocked_at: None,
        has_home: true,
        settings: json!({}),
        next_due: Some(at("21T09:00")),
        held: 0,
        last_due: None,
        waiting: 0,
        waits_since: None,
        dead: 0,
        dead_cause: None,
        refused: 0,
        refused_at: None,
        refused_cause: None,
    }
}

#[test]
fn each_fact_is_found() {
    let next = Finding::Next(at("21T09:00"));
    let cause = || Some("boom".to_owned());
    for (bot, expected) in [
        (well(), vec![next.clone()]),
        (BotFacts { is_on: false, ..well() }, vec![Finding::Off, next.clone()]),
        (
            BotFacts { silent_seconds: None, is_receiving: false, ..well() },
            vec![Finding::NoProcess(None), next.clone()],
        ),
        (
            BotFacts { silent_seconds: Some(3600.0), is_receiving: false, ..well() },
            vec![Finding::NoProcess(Some(Duration::from_secs(3600))), next.clone()],
        ),
        (BotFacts { is_receiving: false, ..well() }, vec![Finding::Deaf, next.clone()]),
        (
            BotFacts { blocked_at: Some(at("18T10:00")), held: 2, ..well() },
            vec![Finding::Blocked(at("18T10:00")), Finding::Held(2), next.clone()],
        ),
        (
            BotFacts { has_home: false, next_due: None, ..well() },
            vec![Finding::NoHome, Finding::NothingPlanned],
        ),
        (
            BotFacts { settings: json!({"reminders": false, "quiet": ["22:00", "07:00"]}), ..well() },
            vec![
                Finding::SwitchedOff("reminders".to_owned()),
                Finding::Quiet("22:00–07:00".to_owned()),
                next.clone(),
            ],
        ),
        (BotFacts { next_due: Some(at("20T11:58")), ..well() }, vec![Finding::Overdue(at("20T11:58"))]),
        (BotFacts { next_due: Some(now()), ..well() }, vec![Finding::Next(now())]),
        (
            BotFacts { next_due: Some(at("20T11:00")), is_on: false, ..well() },
            vec![Finding::Off, Finding::Next(at("20T11:00"))],
        ),
        (BotFacts { waiting: 1, waits_since: Some(now()), ..well() }, vec![next.clone()]),
        (
            BotFacts { waiting: 3, waits_since: Some(at("20T11:00")), ..well() },
            vec![Finding::Waiting(3, at("20T11:00")), next.clone()],
        ),
        (
            BotFacts { dead: 1, dead_cause: cause(), ..well() },
            vec![Finding::Dead(1, "boom".to_owned()), next.clone()],
        ),
        (
            BotFacts { refused: 2, refused_at: Some(at("19T10:00")), refused_cause: cause(), ..well() },
            vec![Finding::Refused(2, at("19T10:00"), "boom".to_owned()), next.clone()],
        ),
        (
            BotFacts { last_due: Some(at("19T10:00")), ..well() },
            vec![Finding::LastDue(at("19T10:00")), next.clone()],
        ),
    ] {
        assert_eq!(findings(&bot, now()), expected, "{bot:?}");
    }
}

#[test]
fn the_verdict_is_the_worst_of_it() {
    let named = |name: &str, bot: BotFacts| BotFacts { name: name.to_owned(), ..bot };
    let of = |bots: Vec<BotFacts>| Facts { banned_at: None, bots };
    let unused = named("Desk", BotFacts { is_used: false, is_on: false, ..well() });
    let quiet = named("Kitchen", BotFacts { next_due: None, ..well() });
    let blocked = named("Sample", BotFacts { blocked_at: Some(now()), ..well() });
    let odd = named("Odd", BotFacts { dead: 1, ..well() });
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (facts, expected) in [
        (Facts { banned_at: Some(now()), ..of(vec![well(), blocked.clone()]) }, Verdict::Banned(now())),
        (of(vec![]), Verdict::UsesNone),
        (of(vec![unused.clone()]), Verdict::UsesNone),
        (of(vec![well(), unused]), Verdict::Next(at("21T09:00"), "Coach".to_owned())),
        (of(vec![quiet.clone()]), Verdict::NothingPlanned),
        (of(vec![quiet, odd.clone()]), Verdict::Odd(names(&["Odd"]))),
        (of(vec![blocked, odd, well()]), Verdict::Stopped(names(&["Sample"]))),
    ] {
        assert_eq!(verdict(&facts, now()), expected, "{facts:?}");
    }
}
