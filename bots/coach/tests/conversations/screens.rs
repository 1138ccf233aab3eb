//! Coach's main screens in each language, in the order in which a person meets them. Who changes a text reads it here
//! in its place.

mod en;
mod pl;
mod ru;
mod uk;

use serde_json::Value;
use telegram_local::{Chat, Seen};

use crate::support::{Spoken, World};

/// What a person of a language writes on the tour.
struct Lines {
    /// A series: every Monday at 19:00.
    series: &'static str,
    /// A meeting of an hour and a half, today at 15:00.
    meeting: &'static str,
    /// On Friday, without a time.
    day: &'static str,
    /// Tomorrow at 5: in the morning or in the afternoon.
    open: &'static str,
    /// Without day and time.
    untimed: &'static str,
    /// A time of today that has passed.
    passed: &'static str,
    /// In two minutes.
    soon: &'static str,
    /// A goal.
    goal: &'static str,
    /// Another title.
    renamed: &'static str,
    /// A greeting.
    hello: &'static str,
}

/// A person on the tour, and what they saw.
struct Tour {
    chat: Chat,
    /// The newest screen.
    at: Seen,
    seen: Vec<String>,
}

impl Tour {
    async fn write(&mut self, text: &str) {
        self.chat.send(text).await;
        self.seen.push(format!("> {text}"));
        self.look().await;
    }

    /// Presses the button in a row and column of the newest screen.
    async fn press(&mut self, row: usize, column: usize) {
        let button = &self.at.raw["reply_markup"]["inline_keyboard"][row][column];
        let text = |key: &str| button.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let pressed = self.chat.press_on(self.at.message_id, &text("callback_data")).await;
        let toast = if pressed.text.is_empty() { String::new() } else { format!("  ({})", pressed.text) };
        self.seen.push(format!("> [{}]{toast}", text("text")));
        self.look().await;
    }

    async fn look(&mut self) {
        self.at = self.chat.expect_that("a screen", |_| true).await;
        self.seen.push(self.at.to_string());
    }
}

/// All that is shown on one way through Coach.
async fn tour(spoken: Spoken, name: &str, lines: Lines) -> String {
    let mut world = World::start().await;
    let chat = world.newcomer(name, spoken).await;
    chat.send("/start").await;
    let at = chat.expect(name).await;
    let mut tour = Tour { chat, seen: vec!["> /start".to_owned(), at.to_string()], at };
    first_steps(&mut tour, spoken).await;
    capture(&mut tour, &lines).await;
    calendar(&mut tour, &lines).await;
    reminders(&world, &mut tour, &lines).await;
    late(&mut world, &mut tour, &lines).await;
    settings(&mut tour, &lines).await;
    tour.chat.assert_quiet().await;
    world.stop().await;
    tour.seen.join("\n\n")
}

async fn first_steps(tour: &mut Tour, spoken: Spoken) {
    let place = ["en", "ru", "uk", "pl"].iter().position(|code| *code == spoken.code).expect("a language");
    tour.press(place / 2, place % 2).await;
    tour.press(0, 0).await;
    tour.look().await;
    tour.press(1, 0).await;
}

async fn capture(tour: &mut Tour, lines: &Lines) {
    tour.write(lines.series).await;
    tour.write(lines.meeting).await;
    tour.write(lines.day).await;
    tour.press(0, 0).await;
    tour.write(lines.open).await;
    tour.press(0, 0).await;
    tour.press(0, 0).await;
    tour.write(lines.untimed).await;
    tour.write(lines.passed).await;
    tour.write("31.02").await;
    tour.write("/cancel").await;
    tour.write("/cancel").await;
    tour.write(lines.goal).await;
    tour.write(lines.hello).await;
}

async fn calendar(tour: &mut Tour, lines: &Lines) {
    tour.write("/calendar").await;
    tour.press(1, 0).await;
    tour.press(0, 0).await;
    tour.press(1, 0).await;
    tour.press(2, 1).await;
    tour.press(0, 0).await;
    tour.press(0, 0).await;
    tour.press(0, 0).await;
    tour.write(lines.renamed).await;
    tour.write("/calendar").await;
    tour.press(1, 0).await;
    tour.press(0, 1).await;
    tour.press(0, 0).await;
}

async fn reminders(world: &World, tour: &mut Tour, lines: &Lines) {
    tour.write(lines.soon).await;
    world.advance_to("2030-01-07T10:03:00Z").await;
    tour.look().await;
    tour.press(1, 1).await;
    tour.press(0, 0).await;
    tour.write("/today").await;
}

/// What came due while Coach was away: one thing, then two.
async fn late(world: &mut World, tour: &mut Tour, lines: &Lines) {
    world.stop_coach().await;
    world.advance_to("2030-01-07T16:00:00Z").await;
    world.start_coach().await;
    tour.look().await;
    tour.write(lines.soon).await;
    tour.write(lines.open).await;
    tour.press(1, 0).await;
    world.stop_coach().await;
    world.advance_to("2030-01-08T18:00:00Z").await;
    world.start_coach().await;
    tour.look().await;
}

async fn settings(tour: &mut Tour, lines: &Lines) {
    tour.write("/settings").await;
    tour.press(1, 0).await;
    tour.write("/language").await;
    tour.write("/timezone").await;
    tour.write("Xyzzyville").await;
    tour.write("Tokyo").await;
    tour.look().await;
    tour.write("/dance").await;
    tour.write("/help").await;
    tour.write(lines.hello).await;
}
