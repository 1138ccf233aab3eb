//! Buttons that lie: stale, forged, somebody else's. And what people see of each other.

use crate::support::{EN, PL, Talk, World};

#[tokio::test]
async fn forged_data_are_answered_as_stale() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    let hello = chat.say("hello", "Glad to hear from you").await;
    let real = hello.data_of("Calendar").expect("a button");
    for forged in ["x", "b1", "b0AAAA", "b1////", "n1", "\u{1F642}", "'; DROP TABLE coach.events; --"] {
        let pressed = chat.press_data(forged).await;
        assert_eq!(pressed.text, "This button is out of date. Here is the current screen.", "{forged}");
    }
    let pressed = chat.press_data(&format!("{real}AA")).await;
    assert_eq!(pressed.text, "This button is out of date. Here is the current screen.");
    world.stop().await;
}

#[tokio::test]
async fn another_persons_buttons_do_nothing() {
    let world = World::start().await;
    let emma = world.settled("Emma", EN).await;
    let mallory = world.settled("Mallory", EN).await;
    let saved = emma.say("dentist today at 11:00", "Saved").await;
    let card = emma.tap("Edit", "What shall I change?").await;
    let menu = emma.tap("Reminder", "When shall I remind").await;
    emma.tap("Back", "What shall I change?").await;
    let asked = emma.tap("Delete", "Delete “dentist”").await;
    world.advance_to("2030-01-07T10:45:00Z").await;
    let reminder = emma.expect("⏰ dentist").await;
    let of_events = [
        (&saved, "Edit"),
        (&card, "Title"),
        (&card, "Time"),
        (&card, "Back"),
        (&menu, "1 h before"),
        (&asked, "Yes, delete"),
        (&reminder, "Done"),
        (&reminder, "1 h"),
    ];
    for (screen, label) in of_events {
        let data = screen.data_of(label).expect("a button");
        assert_eq!(mallory.press_data(&data).await.text, "This event is no longer there.", "{label}");
        let instead = mallory.last().await.expect("a screen");
        assert!(!instead.text.contains("dentist"), "{instead}");
    }
    let undo = saved.data_of("Undo").expect("a button");
    assert_eq!(mallory.press_data(&undo).await.text, "This can no longer be undone.");
    emma.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-07 11:00 Europe/London dentist"]);
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM nexus.notifications WHERE state = 0").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn buttons_of_what_was_deleted_say_so() {
    let world = World::start().await;
    let chat = world.settled("Emma", EN).await;
    chat.say("dentist today at 11:00", "Saved").await;
    world.advance_to("2030-01-07T10:45:00Z").await;
    let reminder = chat.expect("⏰ dentist").await;
    chat.say("/calendar", "Coming up").await;
    let card = chat.tap("dentist", "dentist").await;
    let edit = card.data_of("Edit").expect("a button");
    chat.tap("Delete", "Delete “dentist”").await;
    chat.tap("Yes, delete", "is deleted").await;
    assert_eq!(chat.press_data(&edit).await.text, "This event is no longer there.");
    chat.expect("Nothing is planned").await;
    let done = reminder.data_of("Done").expect("a button");
    assert_eq!(chat.press_on(reminder.message_id, &done).await.text, "This event is no longer there.");
    assert_eq!(world.count("SELECT count(*) FROM coach.completions").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn two_people_do_not_see_each_others_events() {
    let world = World::start().await;
    let (emma, zofia) = tokio::join!(world.settled("Emma", EN), world.settled("Zofia", PL));
    emma.say("dentist tomorrow at 9:00", "Saved").await;
    zofia.say("siłownia jutro o 9:00", "Zapisano").await;
    let of_emma = emma.say("/calendar", "Coming up").await;
    assert!(of_emma.text.contains("dentist") && !of_emma.text.contains("siłownia"), "{of_emma}");
    let of_zofia = zofia.say("/calendar", "Najbliższe wydarzenia").await;
    assert!(of_zofia.text.contains("siłownia") && !of_zofia.text.contains("dentist"), "{of_zofia}");
    world.advance_to("2030-01-08T07:45:00Z").await;
    zofia.expect("⏰ siłownia").await;
    emma.assert_quiet().await;
    world.advance_to("2030-01-08T08:45:00Z").await;
    emma.expect("⏰ dentist").await;
    zofia.assert_quiet().await;
    world.stop().await;
}
