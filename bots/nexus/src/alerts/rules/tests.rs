use super::*;

fn well() -> BotNow {
    BotNow { code: "coach".to_owned(), was_seen: true, is_receiving: true, ..BotNow::default() }
}

fn found(bot: BotNow) -> String {
    told(&Observed { bots: vec![bot], ..Observed::default() })
}

fn told(observed: &Observed) -> String {
    let line = |finding: Finding| {
        let Finding { rule, measure, is_implied, .. } = finding;
        format!("{rule:?} {measure:?}{}", if is_implied { " implied" } else { "" })
    };
    let found = findings(observed, &THRESHOLDS);
    found.into_iter().map(line).collect::<Vec<_>>().join(", ")
}

#[test]
fn each_rule_has_its_limit() {
    for (bot, expected) in [
        (well(), ""),
        (BotNow { is_receiving: false, ..well() }, "BotDown Lasts"),
        (BotNow { is_receiving: false, was_seen: false, ..well() }, ""),
        (BotNow { queue_age: 60., overdue: 60., outbox_age: 120., jobs_age: 300., ..well() }, ""),
        (BotNow { queue_age: 60.5, ..well() }, "QueueAge Seconds(60)"),
        (BotNow { overdue: 61., ..well() }, "Overdue Seconds(61)"),
        (BotNow { outbox_age: 121., ..well() }, "OutboxAge Seconds(121)"),
        (BotNow { jobs_age: 301., ..well() }, "JobsStuck Seconds(301)"),
        (BotNow { failures: 4, still_dead: 1, ..well() }, "NewDead Count(1)"),
        (BotNow { failures: 4, ..well() }, ""),
        (BotNow { failures: 5, ..well() }, "ErrorRate Count(5)"),
        (BotNow { queue_age: f64::NAN, ..well() }, ""),
    ] {
        assert_eq!(found(bot.clone()), expected, "{bot:?}");
    }
}

#[test]
fn what_another_finding_says_already_is_implied() {
    let down = BotNow { is_receiving: false, queue_age: 90., jobs_age: 900., failures: 9, ..well() };
    assert_eq!(
        found(down),
        "BotDown Lasts, QueueAge Seconds(90) implied, JobsStuck Seconds(900) implied, ErrorRate Count(9)"
    );
    let flood = BotNow { failures: 9, still_dead: 9, ..well() };
    assert_eq!(found(flood), "ErrorRate Count(9), NewDead Count(9) implied");
}

#[test]
fn codes_are_one_to_one() {
    for spec in &RULES {
        assert_eq!(Rule::of(spec.code), Some(spec.rule));
        assert_eq!(spec.rule.spec().code, spec.code);
    }
    assert_eq!(Rule::of("of_tomorrow"), None);
}

#[test]
fn backups_are_watched_as_one_for_the_house() {
    for (backup, expected) in [
        (BackupNow::default(), ""),
        (BackupNow { is_failed: true, late: 10. }, "BackupFailed Lasts"),
        (BackupNow { is_failed: false, late: 3600. }, ""),
        (BackupNow { is_failed: false, late: 3601. }, "BackupLate Seconds(3601)"),
        (BackupNow { is_failed: true, late: 9000. }, "BackupFailed Lasts, BackupLate Seconds(9000) implied"),
    ] {
        assert_eq!(told(&Observed { backup, ..Observed::default() }), expected, "{backup:?}");
    }
}
