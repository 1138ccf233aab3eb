//! What is coming up, and what today holds.

use crate::support::{EN, RU, Talk, World};

#[tokio::test]
async fn fifteen_events_page_by_six() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("/calendar", "Nothing is planned for the next three months").await;
    for number in 1..=15 {
        chat.say(&format!("task{number:02} on {number} February at 9:00"), "Saved").await;
    }
    let first = chat.say("/calendar", "Coming up").await;
    assert!(first.text.contains("task01") && first.text.contains("task06"), "{first}");
    assert!(!first.text.contains("task07"), "{first}");
    assert_eq!(first.buttons[6], ["1/3", "▶"]);
    let second = chat.tap("▶", "task07").await;
    assert_eq!(second.buttons[6], ["◀", "2/3", "▶"]);
    assert_eq!(second.message_id, first.message_id);
    let last = chat.tap("▶", "task13").await;
    assert_eq!(last.buttons[3], ["◀", "3/3"]);
    assert_eq!(last.buttons[2], ["09:00 task15"]);
    chat.tap("◀", "task07").await;
    chat.tap("task08", "8 February, 09:00").await;
    chat.tap("Calendar", "task01").await;
    world.stop().await;
}

#[tokio::test]
async fn a_page_that_has_gone_leads_to_the_last_one() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    for number in 1..=7 {
        chat.say(&format!("task{number} on {number} February at 9:00"), "Saved").await;
    }
    let list = chat.say("/events", "Coming up").await;
    let next = list.data_of("▶").expect("a button");
    chat.tap("task1", "task1").await;
    chat.tap("Delete", "Delete “task1”").await;
    chat.tap("Yes, delete", "is deleted").await;
    chat.press_data(&next).await;
    let only = chat.expect("Coming up").await;
    assert!(only.text.contains("task7") && !only.to_string().contains("1/1"), "{only}");
    world.stop().await;
}

#[tokio::test]
async fn a_series_stands_on_each_of_its_days() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("gym every Monday at 19:00", "Saved").await;
    let list = chat.say("what's on my calendar?", "Coming up").await;
    for day in ["Monday, 07.01", "Monday, 14.01", "Monday, 21.01"] {
        assert!(list.text.contains(&format!("━━━ {day} ━━━\n⏰ 19:00  gym 🔁")), "{list}");
    }
    let card = chat.tap("19:00 gym", "gym").await;
    assert!(card.text.contains("🔁 every week: Mon"), "{card}");
    let asked = chat.tap("Delete", "Delete “gym”").await;
    assert!(asked.text.contains("all its repetitions"), "{asked}");
    world.stop().await;
}

#[tokio::test]
async fn today_holds_what_is_done_and_what_is_ahead_and_nothing_of_tomorrow() {
    let world = World::start().await;
    let chat = world.settled("Мария", RU).await;
    chat.say("/today", "Сегодня свободный день").await;
    chat.say("напомни в 13:10 полить цветы", "Сохранено").await;
    chat.say("встреча сегодня с 15 до 16:30", "Сохранено").await;
    chat.say("стоматолог завтра в 10:00", "Сохранено").await;
    world.advance_to("2030-01-07T10:10:00Z").await;
    chat.expect("⏰ полить цветы").await;
    chat.tap("Готово", "✅ полить цветы").await;
    let today = chat.say("/today", "Сегодня").await;
    assert!(today.html.contains("✅ 13:10  <s>полить цветы</s>"), "{today}");
    assert!(today.html.contains("⏰ 15:00  встреча (1 ч 30 мин)"), "{today}");
    assert!(!today.text.contains("стоматолог"), "{today}");
    let menu = chat.tap("Меню", "Здравствуйте, Мария!").await;
    assert!(menu.text.contains("Сегодня впереди ещё 1 дело."), "{menu}");
    world.stop().await;
}

#[tokio::test]
async fn what_is_over_leaves_the_list() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("meeting today 11:00-12:00", "Saved").await;
    world.advance_to("2030-01-07T11:30:00Z").await;
    chat.expect("⏰ meeting").await;
    let list = chat.say("/calendar", "Coming up").await;
    assert!(list.text.contains("meeting"), "what goes on is still there: {list}");
    world.advance_to("2030-01-07T12:00:30Z").await;
    chat.say("/calendar", "Nothing is planned").await;
    world.stop().await;
}
