//! The catalogue against what is told, and by Prometheus's conventions.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;

use super::*;
use crate::permits::Class;

fn house() -> Metrics {
    Metrics::new().expect("a catalogue without mistakes")
}

fn text(metrics: &Metrics, standing: &Snapshot) -> String {
    metrics.text(standing).expect("families without mistakes")
}

/// With everything in it that there may be.
fn full_snapshot() -> Snapshot {
    let process = ProcessState {
        receiving: vec![("probe", true)],
        is_database_up: true,
        idle: 1,
        in_use: 2,
        most: 10,
        is_redis_up: Some(true),
    };
    let mut snapshot = Snapshot::default();
    process.tell(&mut snapshot).expect("labels as declared");
    let bot = BotState { bot: "probe".to_owned(), ..BotState::default() };
    bot.tell(&mut snapshot).expect("labels as declared");
    snapshot
}

#[test]
fn all_of_the_catalogue_is_told_from_the_start_and_nothing_else() {
    let metrics = house();
    let _ = (metrics.of_bot("probe"), metrics.of_jobs("probe", ["locate"].into_iter()));
    let text = text(&metrics, &full_snapshot());
    let told: BTreeSet<String> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")).map(str::to_owned).collect();
    let declared: BTreeSet<String> =
        ALL.iter().map(|metric| format!("{} {}", metric.name, metric.kind.name())).collect();
    assert_eq!(told, declared);
    assert_eq!(declared.len(), ALL.len(), "no name twice");
}

#[test]
fn names_follow_the_conventions() {
    for metric in ALL {
        let Description { name, kind, labels, help } = metric;
        assert!(name.starts_with("nexus_"), "{name}");
        assert_eq!(*kind == Kind::Counter, name.ends_with("_total"), "{name}");
        assert!(!matches!(kind, Kind::Histogram(_)) || name.ends_with("_seconds"), "{name}");
        assert!(help.ends_with('.') && !help.contains('\n'), "{name}: {help}");
        assert!(labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_lowercase())), "{name}");
        if let Kind::Histogram(buckets) = kind {
            assert!(buckets.is_sorted(), "{name}");
        }
    }
}

#[test]
fn each_event_is_counted_in_its_place() {
    let metrics = house();
    let (bot, jobs) = (metrics.of_bot("probe"), metrics.of_jobs("probe", ["locate"].into_iter()));
    bot.update_taken(UpdateKind::of("callback_query"), Way::Webhook);
    bot.update_taken(UpdateKind::of("telepathy"), Way::Polling);
    bot.turn_ended(TurnKind::of("due"), TurnEnd::Overtaken);
    bot.turn_took(TurnKind::Saying, Duration::from_millis(3));
    bot.sent(SendMethod::of("sendMessage"), Class::Broadcast, SendEnd::Network, Duration::from_secs(40));
    bot.sent(SendMethod::of("sendSticker"), Class::Answer, SendEnd::Accepted, Duration::ZERO);
    bot.permit_took(Class::Notification, Duration::from_secs(2));
    bot.flooded(FloodPause::Bot);
    bot.reminded_after(TimeDelta::hours(2));
    bot.answered_after(TimeDelta::milliseconds(-5));
    jobs.tried("locate", JobEnd::Dead, Duration::from_secs(1));
    jobs.tried("of another version", JobEnd::Retried, Duration::from_secs(1));
    let text = text(&metrics, &Snapshot::default());
    let zero = |line: &str| line.ends_with(" 0");
    let told: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.contains("_bucket") && !zero(line))
        .collect();
    let expected = [
        r#"nexus_answer_seconds_count{bot="probe"} 1"#,
        r#"nexus_floods_total{bot="probe",pause="bot"} 1"#,
        r#"nexus_job_seconds_sum{bot="probe",job="locate"} 1"#,
        r#"nexus_job_seconds_count{bot="probe",job="locate"} 1"#,
        r#"nexus_job_seconds_sum{bot="probe",job="other"} 1"#,
        r#"nexus_job_seconds_count{bot="probe",job="other"} 1"#,
        r#"nexus_job_tries_total{bot="probe",job="locate",outcome="dead"} 1"#,
        r#"nexus_job_tries_total{bot="probe",job="other",outcome="retried"} 1"#,
        r#"nexus_permit_wait_seconds_sum{bot="probe",class="notification"} 2"#,
        r#"nexus_permit_wait_seconds_count{bot="probe",class="notification"} 1"#,
        r#"nexus_reminder_lateness_seconds_sum{bot="probe"} 7200"#,
        r#"nexus_reminder_lateness_seconds_count{bot="probe"} 1"#,
        r#"nexus_send_seconds_sum{bot="probe"} 40"#,
        r#"nexus_send_seconds_count{bot="probe"} 2"#,
        r#"nexus_sends_total{bot="probe",class="answer",method="other",outcome="accepted"} 1"#,
        r#"nexus_sends_total{bot="probe",class="broadcast",method="sendMessage",outcome="network"} 1"#,
        r#"nexus_turn_seconds_sum{bot="probe",kind="saying"} 0.003"#,
        r#"nexus_turn_seconds_count{bot="probe",kind="saying"} 1"#,
        r#"nexus_turns_total{bot="probe",kind="due",outcome="overtaken"} 1"#,
        r#"nexus_updates_total{bot="probe",kind="callback_query",way="webhook"} 1"#,
        r#"nexus_updates_total{bot="probe",kind="other",way="polling"} 1"#,
    ];
    assert_eq!(told, expected);
}

#[test]
fn houses_do_not_see_each_others_numbers() {
    let (here, there) = (house(), house());
    let counted = here.of_bot("probe");
    let _ = there.of_bot("probe");
    counted.update_taken(UpdateKind::Message, Way::Polling);
    const LINE: &str = r#"nexus_updates_total{bot="probe",kind="message",way="polling"} "#;
    assert!(text(&here, &Snapshot::default()).contains(&format!("{LINE}1\n")));
    assert!(text(&there, &Snapshot::default()).contains(&format!("{LINE}0\n")));
    // A bot that is started anew goes on where it was.
    here.of_bot("probe").update_taken(UpdateKind::Message, Way::Polling);
    assert!(text(&here, &Snapshot::default()).contains(&format!("{LINE}2\n")));
}
