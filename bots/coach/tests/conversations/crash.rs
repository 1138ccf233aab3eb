//! Coach in a process of its own, killed at bad moments.

use std::{path::Path, process::Stdio};

use secrecy::ExposeSecret;
use telegram_local::{Chat, Fault};
use tokio::process::{Child, Command};

use crate::support::{DAY, EN, HOUR, MINUTE, MONDAY, RU, Talk, World};

/// Coach as production runs it; killed with this value at the latest.
struct Process {
    child: Child,
    /// No `.env` of this machine is in sight.
    _folder: tempfile::TempDir,
}

impl Process {
    fn start(world: &World) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let child = command(world, folder.path()).spawn().expect("a process");
        Self { child, _folder: folder }
    }

    /// SIGKILL: no time for a last word.
    async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }
}

fn command(world: &World, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coach"));
    command
        .env_clear()
        .env("COACH_TOKEN", &world.bot.token)
        .env("TELEGRAM_API_URL", world.telegram.url())
        .env("DATABASE_URL", world.test.url.expose_secret())
        .env("RUST_LOG", "off")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true);
    command
}

const BUTTONS: [&[&str]; 2] = [&["✅ Готово"], &["10 мин", "1 ч", "Завтра"]];

/// The conversation up to the kill: a line, and the answer to it.
async fn ask_for_a_reminder(world: &World) -> (Chat, Process) {
    let coach = Process::start(world);
    let chat = world.settled("Мария", RU).await;
    let saved = chat.say("напомни через 2 минуты размяться", "Сохранено").await;
    assert!(saved.text.contains("размяться") && saved.text.contains("13:02"), "{saved}");
    assert_eq!(saved.buttons[0], ["↩ Отменить", "✏️ Изменить"]);
    (chat, coach)
}

#[tokio::test]
async fn a_reminder_arrives_on_time_although_coach_was_killed_after_its_answer() {
    let world = World::without_coach(MONDAY).await;
    let (chat, coach) = ask_for_a_reminder(&world).await;
    coach.kill().await;
    let coach = Process::start(&world);
    world.telegram.advance(2 * MINUTE).await;
    let reminder = chat.expect("⏰ размяться").await;
    assert!(!reminder.text.contains("опозданием"), "{reminder}");
    assert_eq!(reminder.buttons, BUTTONS);
    chat.tap("Готово", "✅ размяться").await;
    chat.assert_quiet().await;
    coach.kill().await;
    world.stop().await;
}

#[tokio::test]
async fn a_reminder_due_while_coach_was_dead_comes_late_once_and_says_so() {
    let world = World::without_coach(MONDAY).await;
    let (chat, coach) = ask_for_a_reminder(&world).await;
    coach.kill().await;
    world.telegram.advance(HOUR).await;
    let coach = Process::start(&world);
    let reminder = chat.expect("⏰ размяться").await;
    assert!(reminder.text.contains("Приходит с опозданием"), "{reminder}");
    assert_eq!(reminder.buttons, BUTTONS);
    coach.kill().await;
    let coach = Process::start(&world);
    world.telegram.advance(DAY).await;
    chat.say("/today", "Сегодня свободный день").await;
    chat.assert_quiet().await;
    coach.kill().await;
    world.stop().await;
}

/// Messages of the storm, and after how many of them Coach dies.
const LINES: usize = 30;
const EACH: usize = 3;

#[tokio::test]
async fn ten_kills_while_a_person_writes_lose_nothing_and_double_nothing() {
    let world = World::without_coach(MONDAY).await;
    let mut coach = Process::start(&world);
    let chat = world.settled("Emma", EN).await;
    for line in 1..=LINES {
        chat.send(&format!("task{line:02} tomorrow at 9:00")).await;
        if line % EACH == 0 {
            // Some of them are answered, some accepted, some still with the messenger.
            chat.expect("Saved").await;
            coach.kill().await;
            coach = Process::start(&world);
        }
    }
    world.telegram.settled(&world.bot).await;
    let expected: Vec<String> =
        (1..=LINES).map(|line| format!("2030-01-08 09:00 Europe/London task{line:02}")).collect();
    assert_eq!(world.events().await, expected);
    let said = chat.messages(200).await;
    for line in 1..=LINES {
        let title = format!("task{line:02}");
        let answers = said.iter().filter(|message| message["out"] != true);
        let texts = answers.filter_map(|message| message["text"].as_str());
        let of_line = texts.filter(|text| text.contains("Saved") && text.contains(&title)).count();
        assert!(of_line >= 1, "{title} was never answered");
    }
    let planned = "SELECT count(*) FROM nexus.notifications WHERE state = 0";
    assert_eq!(world.count(planned).await, i64::try_from(LINES).expect("a number"));
    coach.kill().await;
    world.stop().await;
}

#[tokio::test]
async fn an_answer_under_way_at_the_kill_is_said_by_the_next_process() {
    let world = World::without_coach(MONDAY).await;
    let coach = Process::start(&world);
    let chat = world.settled("Emma", EN).await;
    let slow = Fault { method: Some("sendMessage".to_owned()), latency_ms: 60_000, ..Fault::default() };
    world.telegram.fault(slow).await;
    chat.send("dentist tomorrow at 9:00").await;
    world.until("SELECT count(*) FROM coach.events", 1).await;
    coach.kill().await;
    world.telegram.clear_faults().await;
    let coach = Process::start(&world);
    chat.expect("Saved").await;
    chat.assert_quiet().await;
    assert_eq!(world.events().await, ["2030-01-08 09:00 Europe/London dentist"]);
    coach.kill().await;
    world.stop().await;
}
