//! From one line to the reminder, as a conversation, in four languages.

use crate::support::{EN, MINUTE, PL, RU, Spoken, UK, World};

struct Said {
    spoken: Spoken,
    name: &'static str,
    line: &'static str,
    title: &'static str,
    saved: &'static str,
    done: &'static str,
}

const CONVERSATIONS: [Said; 4] = [
    Said {
        spoken: EN,
        name: "Emma",
        line: "remind me in 2 minutes to stretch",
        title: "stretch",
        saved: "Saved",
        done: "Done",
    },
    Said {
        spoken: RU,
        name: "Мария",
        line: "напомни через 2 минуты размяться",
        title: "размяться",
        saved: "Сохранено",
        done: "Готово",
    },
    Said {
        spoken: UK,
        name: "Олег",
        line: "нагадай за 2 хвилини розім’ятися",
        title: "розім’ятися",
        saved: "Збережено",
        done: "Готово",
    },
    Said {
        spoken: PL,
        name: "Zofia",
        line: "przypomnij za 2 minuty żeby się rozciągnąć",
        title: "rozciągnąć",
        saved: "Zapisano",
        done: "Gotowe",
    },
];

#[tokio::test]
async fn a_reminder_arrives_in_every_language() {
    let world = World::start().await;
    let mut chats = Vec::new();
    for said in &CONVERSATIONS {
        let chat = world.settled(said.name, said.spoken).await;
        chat.send(said.line).await;
        let saved = chat.expect(said.saved).await;
        assert!(saved.text.contains(said.title), "{saved}");
        chat.assert_quiet().await;
        chats.push(chat);
    }
    world.advance(2 * MINUTE).await;
    for (said, chat) in CONVERSATIONS.iter().zip(&chats) {
        let reminder = chat.expect("⏰").await;
        assert!(reminder.text.contains(said.title), "{reminder}");
        chat.press(said.done).await;
        chat.expect("✅").await;
        chat.assert_quiet().await;
    }
    world.stop().await;
}
