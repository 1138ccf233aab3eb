//! Reminders: of series, put off, after a downtime, across a change of clocks.

use crate::support::{DAY, EN, PL, Talk, World};

#[tokio::test]
async fn a_daily_reminder_comes_every_day_and_done_leaves_the_next() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me every day at 18:00 to stretch", "Saved").await;
    for day in ["07", "08", "09"] {
        world.advance_to(&format!("2030-01-{day}T18:00:00Z")).await;
        let reminder = chat.expect("⏰ stretch").await;
        assert!(reminder.text.contains("Today, 18:00") && !reminder.text.contains("late"), "{reminder}");
        chat.tap("Done", "✅ stretch").await;
        chat.assert_quiet().await;
    }
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 3);
    world.stop().await;
}

#[tokio::test]
async fn what_is_put_off_comes_again_and_the_series_stays() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me every day at 18:00 to stretch", "Saved").await;
    world.advance_to("2030-01-07T18:00:00Z").await;
    chat.expect("⏰ stretch").await;
    for (button, when, at) in [
        ("10 min", "today, 18:10", "2030-01-07T18:10:05Z"),
        ("1 h", "today, 19:10", "2030-01-07T19:10:10Z"),
        ("Tomorrow", "tomorrow, 18:00", "2030-01-08T18:00:00Z"),
    ] {
        let put_off = chat.tap(button, "I will remind you again").await;
        assert!(put_off.text.contains(when), "{put_off}");
        assert_eq!(put_off.buttons, [["✅ Done"]]);
        world.advance_to(at).await;
        chat.expect("⏰ stretch").await;
    }
    // Yesterday's and today's own.
    chat.expect("⏰ stretch").await;
    chat.assert_quiet().await;
    world.advance_to("2030-01-09T18:00:00Z").await;
    chat.expect("⏰ stretch").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_put_off_and_then_done_does_not_come_again() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me at 18:00 to stretch", "Saved").await;
    world.advance_to("2030-01-07T18:00:00Z").await;
    chat.expect("⏰ stretch").await;
    chat.tap("1 h", "I will remind you again").await;
    chat.tap("Done", "✅ stretch").await;
    world.advance(DAY).await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn three_days_away_end_in_two_messages_that_say_so() {
    let mut world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me every day at 18:00 to stretch", "Saved").await;
    world.stop_coach().await;
    world.telegram.advance(3 * DAY).await;
    world.start_coach().await;
    let first = chat.expect("⏰").await;
    assert!(first.text.contains("This comes late: it was due Monday, 7 January, 18:00"), "{first}");
    let rest = chat.expect("These 2 reminders are late:").await;
    assert!(rest.text.contains("Tuesday, 8 January, 18:00"), "{rest}");
    assert!(rest.text.contains("yesterday, 18:00"), "{rest}");
    chat.assert_quiet().await;
    world.advance_to("2030-01-10T18:00:00Z").await;
    let on_time = chat.expect("⏰ stretch").await;
    assert!(!on_time.text.contains("late"), "{on_time}");
    chat.assert_quiet().await;
    assert_eq!(world.count("SELECT count(*) FROM nexus.notifications WHERE state = 1").await, 4);
    world.stop().await;
}

#[tokio::test]
async fn several_events_that_were_missed_come_in_one_message() {
    let mut world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist today at 12:00", "Saved").await;
    chat.say("lunch today at 13:00", "Saved").await;
    world.stop_coach().await;
    world.advance_to("2030-01-07T15:00:00Z").await;
    world.start_coach().await;
    let missed = chat.expect("These 2 reminders are late:").await;
    assert_eq!(missed.buttons, [["✅ dentist"], ["✅ lunch"]]);
    for title in ["lunch", "dentist"] {
        let button = missed.data_of(title).expect("a button");
        chat.press_on(missed.message_id, &button).await;
        let done = chat.expect(&format!("✅ {title}")).await;
        assert!(!done.edited, "the others stay where they are: {done}");
    }
    chat.assert_quiet().await;
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 2);
    world.stop().await;
}

#[tokio::test]
async fn two_events_of_one_moment_are_reminded_of_one_by_one() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me at 18:00 to stretch", "Saved").await;
    chat.say("remind me at 18:00 to feed the cat", "Saved").await;
    world.advance_to("2030-01-07T18:00:00Z").await;
    let mut titles = Vec::new();
    for _ in 0..2 {
        let reminder = chat.expect("⏰").await;
        assert_eq!(reminder.buttons.len(), 2, "{reminder}");
        titles.extend(reminder.text.lines().next().map(str::to_owned));
    }
    titles.sort();
    assert_eq!(titles, ["⏰ feed the cat", "⏰ stretch"]);
    chat.assert_quiet().await;
    world.stop().await;
}

/// On 31 March 2030 clocks go from 02:00 to 03:00 in Warsaw.
#[tokio::test]
async fn a_daily_reminder_keeps_its_wall_time_when_clocks_go_forward() {
    let world = World::start_at("2030-03-29T12:00:00Z").await;
    let chat = world.settled("Zofia", PL).await;
    chat.say("przypomnij codziennie o 9:00 o lekach", "Zapisano").await;
    for (before, at) in [
        ("2030-03-30T07:59:00Z", "2030-03-30T08:00:00Z"),
        ("2030-03-31T06:59:00Z", "2030-03-31T07:00:00Z"),
        ("2030-04-01T06:59:00Z", "2030-04-01T07:00:00Z"),
    ] {
        world.advance_to(before).await;
        chat.assert_quiet().await;
        world.advance_to(at).await;
        let reminder = chat.expect("⏰").await;
        assert!(reminder.text.contains("Dzisiaj o 09:00"), "{reminder}");
    }
    world.stop().await;
}

/// 02:30 does not exist on that day in Warsaw: it is 03:30.
#[tokio::test]
async fn a_reminder_in_the_hour_that_is_left_out_comes_after_the_gap() {
    let world = World::start_at("2030-03-30T12:00:00Z").await;
    let chat = world.settled("Zofia", PL).await;
    chat.say("przypomnij jutro o 2:30 o lekach", "Zapisano").await;
    world.advance_to("2030-03-31T01:29:00Z").await;
    chat.assert_quiet().await;
    world.advance_to("2030-03-31T01:30:00Z").await;
    chat.expect("⏰").await;
    chat.assert_quiet().await;
    world.stop().await;
}

/// On 27 October 2030 the hour from 02:00 to 03:00 comes twice in Warsaw.
#[tokio::test]
async fn a_reminder_in_the_hour_that_comes_twice_comes_once() {
    let world = World::start_at("2030-10-26T12:00:00Z").await;
    let chat = world.settled("Zofia", PL).await;
    chat.say("przypomnij codziennie o 2:30 o lekach", "Zapisano").await;
    world.advance_to("2030-10-27T00:30:00Z").await;
    chat.expect("⏰").await;
    world.advance_to("2030-10-27T02:00:00Z").await;
    chat.assert_quiet().await;
    world.advance_to("2030-10-28T01:30:00Z").await;
    chat.expect("⏰").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn done_on_an_old_reminder_leaves_those_of_the_moved_event() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist today at 11:00", "Saved").await;
    world.advance_to("2030-01-07T10:45:00Z").await;
    let old = chat.expect("⏰ dentist").await;
    chat.say("/calendar", "Coming up").await;
    chat.tap("dentist", "dentist").await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("🕒 Time", "When is “dentist”?").await;
    chat.say("tomorrow at 15:00", "Changed").await;
    chat.press_on(old.message_id, &old.data_of("Done").expect("a button")).await;
    chat.expect("✅ dentist").await;
    world.advance_to("2030-01-08T14:45:00Z").await;
    let reminder = chat.expect("⏰ dentist").await;
    assert!(reminder.text.contains("Today, 15:00"), "{reminder}");
    world.stop().await;
}

#[tokio::test]
async fn a_moved_series_reminds_on_its_new_day() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("gym every Monday at 19:00", "Saved").await;
    chat.tap("Edit", "What shall I change?").await;
    chat.tap("Time", "When is “gym”?").await;
    let changed = chat.say("on Tuesday at 18:00", "Changed").await;
    assert!(changed.text.contains("every week: Tue"), "{changed}");
    world.advance_to("2030-01-08T17:45:00Z").await;
    chat.expect("⏰ gym").await;
    world.advance_to("2030-01-14T20:00:00Z").await;
    chat.assert_quiet().await;
    world.advance_to("2030-01-15T17:45:00Z").await;
    chat.expect("⏰ gym").await;
    world.stop().await;
}

#[tokio::test]
async fn an_all_day_event_reminds_in_the_morning() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("birthday on Friday", "Did I understand you right?").await;
    chat.tap("OK", "Saved").await;
    world.advance_to("2030-01-11T09:00:00Z").await;
    let reminder = chat.expect("⏰ birthday").await;
    assert!(reminder.text.contains("all day"), "{reminder}");
    chat.assert_quiet().await;
    world.stop().await;
}
