//! A person's calendar as a file, and deleted: all of it, and nobody else's.

use serde_json::{Value, json};

use crate::support::{EN, PL, Talk, World};

const EVENTS: &str = "SELECT count(*) FROM coach.events";
const COMPLETIONS: &str = "SELECT count(*) FROM coach.completions";

#[tokio::test]
async fn all_of_a_calendar_is_exported_and_deleted_and_nothing_of_anothers() {
    let world = World::start().await;
    let (emma, zofia) = (world.settled("Emma", EN).await, world.settled("Zofia", PL).await);
    zofia.say("dentysta dzisiaj o 12:00", "Zapisano").await;
    emma.say("dentist today at 11:00", "Saved").await;
    emma.say("gym every Monday at 19:00", "Saved").await;
    emma.say("party tomorrow at 20:00", "Saved").await;
    emma.tap("Edit", "What shall I change?").await;
    emma.tap("Delete", "Delete “party”").await;
    emma.press("Yes, delete").await;
    world.until("SELECT count(*) FROM coach.events WHERE deleted_at IS NOT NULL", 1).await;
    world.advance_to("2030-01-07T10:45:00Z").await;
    emma.expect("⏰ dentist").await;
    emma.press("Done").await;
    world.until(COMPLETIONS, 1).await;
    world.advance_to("2030-01-07T11:00:00Z").await;
    zofia.expect("⏰ dentysta").await;
    zofia.press("Gotowe").await;
    world.until(COMPLETIONS, 2).await;

    emma.send("/export").await;
    let file = emma.expect_file("Your data").await;
    let export: Value = serde_json::from_slice(&file.bytes).expect("JSON");
    let events = export["bots"]["coach"]["data"]["events"].as_array().expect("events").clone();
    let titles: Vec<&Value> = events.iter().map(|event| &event["title"]).collect();
    assert_eq!(titles, [&json!("dentist"), &json!("gym"), &json!("party")]);
    assert_eq!(events[0]["done"][0]["occurrence"], "2030-01-07T11:00:00");
    assert_eq!((&events[0]["date"], &events[0]["time"]), (&json!("2030-01-07"), &json!("11:00")));
    assert_eq!(events[1]["repeats"], "FREQ=WEEKLY;BYDAY=MO");
    assert!(events[2]["deleted_at"].is_string() && events[1]["deleted_at"].is_null(), "{events:?}");

    emma.say("/delete_me", "Delete my data").await;
    emma.tap("Only Coach", "Delete all that Coach keeps about you?").await;
    emma.tap("Yes, delete my Coach data", "being deleted").await;
    emma.expect("Coach has forgotten you").await;
    assert_eq!((world.count(EVENTS).await, world.count(COMPLETIONS).await), (1, 1), "of Zofia");
    assert_eq!(world.events().await, ["2030-01-07 12:00 Europe/Warsaw dentysta"]);
    // An Undo of before has nothing to bring back.
    assert_eq!(emma.toast("Undo").await, "This can no longer be undone.");
    world.stop().await;
}
