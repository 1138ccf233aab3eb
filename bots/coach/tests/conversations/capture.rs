//! From words to an event, and what is asked on the way.

use crate::support::{EN, PL, RU, Talk, World};

#[tokio::test]
async fn an_hour_with_two_readings_is_asked_and_not_guessed() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let asked = chat.say("call mom tomorrow at 5", "Which time").await;
    assert_eq!(asked.buttons, [["Tomorrow, 05:00"], ["Tomorrow, 17:00"], ["✖ Cancel"]]);
    assert!(world.events().await.is_empty());
    chat.tap("17:00", "Saved").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 17:00 Europe/London call mom"]);
    world.stop().await;
}

#[tokio::test]
async fn the_hour_may_be_typed_instead_of_pressed_and_the_day_stays() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("call mom tomorrow at 5", "Which time").await;
    chat.say("17:00", "Saved").await;
    assert_eq!(world.events().await, ["2030-01-08 17:00 Europe/London call mom"]);
    world.stop().await;
}

#[tokio::test]
async fn what_has_no_time_is_asked_for_it() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me to call mom", "When is “call mom”?").await;
    chat.say("tomorrow at 15:00", "Saved").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 15:00 Europe/London call mom"]);
    world.stop().await;
}

#[tokio::test]
async fn what_has_no_title_is_asked_for_it() {
    let world = World::start().await;
    let chat = world.settled("Мария", RU).await;
    chat.say("завтра в 15:00", "О чём это?").await;
    chat.say("стоматолог", "Сохранено").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 15:00 Europe/Moscow стоматолог"]);
    world.stop().await;
}

#[tokio::test]
async fn a_day_without_a_time_is_shown_before_it_is_saved() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let shown = chat.say("mom's birthday on Friday", "Did I understand you right?").await;
    assert_eq!(shown.buttons, [vec!["✅ OK"], vec!["✏️ Title", "🕒 Time", "✖ Cancel"]]);
    assert!(world.events().await.is_empty());
    chat.tap("OK", "Saved").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-11 Europe/London mom's birthday"]);
    world.stop().await;
}

#[tokio::test]
async fn a_draft_takes_another_title_and_a_time_of_its_day() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday", "Did I understand you right?").await;
    chat.tap("Title", "What is it about?").await;
    let shown = chat.say("doctor", "Did I understand you right?").await;
    assert!(shown.text.contains("doctor"), "{shown}");
    chat.tap("Time", "When is “doctor”?").await;
    chat.say("at 15:00", "Saved").await;
    assert_eq!(world.events().await, ["2030-01-11 15:00 Europe/London doctor"]);
    world.stop().await;
}

#[tokio::test]
async fn a_time_typed_below_a_draft_is_meant_for_it() {
    let world = World::start().await;
    let chat = world.settled("Мария", RU).await;
    chat.say("стоматолог в пятницу", "Всё верно?").await;
    chat.say("в 15:00", "Сохранено").await;
    assert_eq!(world.events().await, ["2030-01-11 15:00 Europe/Moscow стоматолог"]);
    chat.say("стоматолог в пятницу", "Всё верно?").await;
    let other = chat.say("купить хлеб завтра", "Всё верно?").await;
    assert!(other.text.contains("купить хлеб"), "{other}");
    world.stop().await;
}

#[tokio::test]
async fn a_draft_may_move_to_another_day() {
    let world = World::start().await;
    let chat = world.settled("Zofia", PL).await;
    chat.say("dentysta w piątek", "Czy wszystko się zgadza?").await;
    chat.tap("Czas", "Kiedy „dentysta”?").await;
    chat.say("jutro o 15:00", "Zapisano").await;
    assert_eq!(world.events().await, ["2030-01-08 15:00 Europe/Warsaw dentysta"]);
    world.stop().await;
}

#[tokio::test]
async fn a_dropped_draft_leaves_nothing_and_its_buttons_say_so() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let shown = chat.say("dentist on Friday", "Did I understand you right?").await;
    let save = shown.data_of("OK").expect("a button");
    assert_eq!(chat.toast("Cancel").await, "Dropped. Nothing was saved.");
    chat.expect("Hello, Emma!").await;
    assert_eq!(chat.press_data(&save).await.text, "This draft is no longer there.");
    // The screen is what it was.
    chat.assert_quiet().await;
    assert!(world.events().await.is_empty());
    world.stop().await;
}

#[tokio::test]
async fn a_moment_that_has_passed_is_named_and_asked_anew() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let asked = chat.say("meeting today at 8:00", "passed already").await;
    assert!(asked.text.contains("today, 08:00"), "{asked}");
    chat.say("tomorrow at 8:00", "Saved").await;
    assert_eq!(world.events().await, ["2030-01-08 08:00 Europe/London meeting"]);
    world.stop().await;
}

#[tokio::test]
async fn dates_and_times_that_do_not_exist_are_named_as_they_were_typed() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on 31.02 at 10:00", "There is no such date: 31.02").await;
    chat.say("1 March at 25:00", "There is no such time: 25:00").await;
    chat.say("1 March at 10:00", "Saved").await;
    assert_eq!(world.events().await, ["2030-03-01 10:00 Europe/London dentist"]);
    world.stop().await;
}

#[tokio::test]
async fn an_answer_that_is_no_time_is_taken_as_something_new() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("remind me to call mom", "When is “call mom”?").await;
    chat.say("buy milk", "When is “buy milk”?").await;
    chat.say("tomorrow at 13:00", "Saved").await;
    assert_eq!(world.events().await, ["2030-01-08 13:00 Europe/London buy milk"]);
    world.stop().await;
}

#[tokio::test]
async fn the_commands_for_a_new_event_take_the_line_or_ask_for_it() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("/new dentist tomorrow at 9:00", "Saved").await;
    chat.say("/event", "What do you plan, and when?").await;
    chat.say("gym every Monday at 19:00", "Saved").await;
    let expected =
        ["2030-01-08 09:00 Europe/London dentist", "2030-01-07 19:00 Europe/London FREQ=WEEKLY;BYDAY=MO gym"];
    assert_eq!(world.events().await, expected);
    world.stop().await;
}

#[tokio::test]
async fn goals_are_answered_honestly_and_offered_as_events() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("learn Spanish by 1 June", "goals and shopping lists I cannot keep yet").await;
    chat.tap("Into the calendar", "Saved").await;
    assert_eq!(world.events().await, ["2030-06-01 Europe/London learn Spanish"]);
    world.stop().await;
}
