//! Language, zone, default reminder, the command menus, and /help.

use crate::support::{EN, RU, Talk, UK, World};

#[tokio::test]
async fn the_language_changes_everything_at_once() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist on Friday at 15:00", "Saved").await;
    chat.say("/language", "Choose your language").await;
    assert_eq!(chat.toast("Українська").await, "Мова: Українська");
    let settings = chat.expect("Налаштування").await;
    assert!(settings.text.contains("Лондон"), "{settings}");
    let menu = chat.tap("Меню", "Вітаю, Emma!").await;
    assert_eq!(menu.buttons[0], ["📅 Календар", "☀️ Сьогодні"]);
    let list = chat.tap("Календар", "Найближчі події").await;
    assert!(list.text.contains("━━━ П’ятниця, 11.01 ━━━"), "{list}");
    chat.say("зустріч завтра о 10:00", "Збережено").await;
    world.stop().await;
}

#[tokio::test]
async fn settings_show_and_change_what_holds() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let settings = chat.say("/settings", "⚙️ Settings").await;
    for line in [
        "🌐 Language: English",
        "🕒 Time zone: London (it is 10:00 there)",
        "🔔 Reminder of events: 15 min before",
    ] {
        assert!(settings.text.contains(line), "{settings}");
    }
    let menu = chat.tap("Default reminder", "How long before an event").await;
    assert!(menu.to_string().contains("✓ 15 min before"), "{menu}");
    assert_eq!(chat.toast("1 h before").await, "Reminder: 1 h before");
    let menu = chat.expect("How long before an event").await;
    assert!(menu.to_string().contains("✓ 1 h before"), "{menu}");
    chat.tap("Back", "🔔 Reminder of events: 1 h before").await;
    let saved = chat.say("dentist today at 15:00", "Saved").await;
    assert!(saved.text.contains("🔔 1 h before"), "{saved}");
    world.advance_to("2030-01-07T14:00:00Z").await;
    let reminder = chat.expect("⏰ dentist").await;
    assert!(reminder.text.contains("Today, 15:00 (in 1 hour)"), "{reminder}");
    world.stop().await;
}

#[tokio::test]
async fn a_zone_is_set_by_a_city_or_an_offset() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("/timezone Tokyo", "Time zone: Tokyo. It is 19:00 there now.").await;
    chat.expect("⚙️ Settings").await;
    chat.say("/timezone", "Where are you?").await;
    chat.say("+3", "Which one do you mean?").await;
    chat.tap("UTC+3", "It is 13:00 there now.").await;
    chat.expect("⚙️ Settings").await;
    chat.say("/timezone", "Where are you?").await;
    chat.say("киев", "Time zone: Kyiv. It is 12:00 there now.").await;
    chat.expect("⚙️ Settings").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_name_of_several_places_is_asked_and_an_unknown_one_is_named() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("/timezone", "Where are you?").await;
    chat.say("<Xyzzyville>", "I don't know the place “<Xyzzyville>”").await;
    let asked = chat.say("Birmingham", "Which one do you mean?").await;
    assert!(asked.to_string().contains("Alabama"), "{asked}");
    chat.tap("Alabama", "It is 04:00 there now.").await;
    chat.expect("⚙️ Settings").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_pin_sets_the_zone_and_names_the_events_that_move_with_it() {
    let world = World::start().await;
    let chat = world.settled("Мария", RU).await;
    chat.say("стоматолог завтра в 15:00", "Сохранено").await;
    chat.say("тренировка каждый понедельник в 19", "Сохранено").await;
    chat.location(52.23, 21.01).await;
    let chosen = chat.expect("Часовой пояс: Варшава. Там сейчас 11:00.").await;
    assert!(chosen.text.contains("2 события сохраняют своё время в новом поясе:"), "{chosen}");
    assert!(chosen.text.contains("• тренировка, сегодня в 19:00"), "{chosen}");
    assert!(chosen.text.contains("• стоматолог, завтра в 15:00"), "{chosen}");
    chat.expect("Настройки").await;
    let expected = [
        "2030-01-08 15:00 Europe/Warsaw стоматолог",
        "2030-01-07 19:00 Europe/Warsaw FREQ=WEEKLY;BYDAY=MO тренировка",
    ];
    assert_eq!(world.events().await, expected);
    // 14:45 in Warsaw; in Moscow it would have been two hours ago.
    world.advance_to("2030-01-08T13:44:00Z").await;
    chat.expect("⏰ тренировка").await;
    chat.assert_quiet().await;
    world.advance_to("2030-01-08T13:45:00Z").await;
    chat.expect("⏰ стоматолог").await;
    world.stop().await;
}

#[tokio::test]
async fn a_newcomer_may_skip_the_zone_and_is_told_so() {
    let world = World::start().await;
    let chat = world.newcomer("Олег", UK).await;
    let hello = chat.say("/start", "Вітаю, Олег! Я Coach.").await;
    assert_eq!(hello.buttons, [["English", "Русский"], ["Українська", "Polski"]]);
    chat.tap("Українська", "Де ви перебуваєте?").await;
    let skipped = chat.tap("Пропустити", "Часовий пояс: Київ").await;
    assert!(skipped.text.contains("/timezone"), "{skipped}");
    chat.expect("Вітаю, Олег!").await;
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_newcomer_may_begin_with_an_event() {
    let world = World::start().await;
    let chat = world.newcomer("Олег", UK).await;
    let saved = chat.say("нагадай завтра о 9:00 подзвонити мамі", "Збережено").await;
    assert!(saved.text.contains("Завтра о 09:00"), "{saved}");
    world.stop().await;
}

#[tokio::test]
async fn the_command_menu_speaks_the_persons_language() {
    let world = World::start().await;
    let (emma, maria) = tokio::join!(world.settled("Emma", EN), world.settled("Мария", RU));
    world.telegram.settled(&world.bot).await;
    let names = |commands: &[(String, String)]| -> Vec<String> {
        commands.iter().map(|(name, what)| format!("/{name} – {what}")).collect()
    };
    let (english, russian) = (names(&emma.commands().await), names(&maria.commands().await));
    assert_eq!(english[0], "/calendar – What is coming up");
    assert_eq!(russian[0], "/calendar – Ближайшие события");
    let help = emma.say("/help", "I am Coach.").await;
    assert!(help.text.ends_with(&english.join("\n")), "{help}");
    let help = maria.say("/help", "Я Coach.").await;
    assert!(help.text.ends_with(&russian.join("\n")), "{help}");
    world.stop().await;
}
