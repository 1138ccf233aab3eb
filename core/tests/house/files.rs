//! Files: stored with their turn, uploaded once, sent like everything else.

use nexus_core::{db::CORE, dead, prelude::*, screen::FileError};
use serde_json::Value;
use telegram_local::{Chat, Fault};

use super::{
    sayings::refusal,
    support::{Gate, NOTHING_OPEN, World, bot, on_text},
    turns::{TINY, write_note},
};

/// The head of a PNG of 2 by 3 pixels, which is all that is looked at.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03";

/// Brings each text back as a file between two messages; "name: text" under that name.
fn clerk() -> Bot {
    bot(on_text(|turn, text| async move {
        let (name, content) = text.split_once(": ").unwrap_or(("note.txt", &text));
        turn.say(Html::escape("before"));
        turn.send_file(File::document(name, content.to_owned()).caption(Html::escape(content).bold()))?;
        turn.say(Html::escape("after"));
        Ok(())
    }))
}

/// Says nothing but the file.
fn quiet_clerk() -> Bot {
    bot(on_text(|turn, text| async move {
        turn.send_file(File::document("note.txt", text))?;
        Ok(())
    }))
}

impl World {
    /// What was given as the document in each call, and whether it was accepted: `<name, size>` is an upload, the rest
    /// are names that the messenger gave.
    async fn documents(&self) -> Vec<(String, bool)> {
        let calls = self.telegram.calls(&self.bot, "sendDocument").await;
        let given = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        calls.iter().map(|call| (given(call.params.get("document")), call.ok)).collect()
    }

    async fn uploads(&self) -> usize {
        self.documents().await.iter().filter(|(given, _)| given.starts_with('<')).count()
    }
}

async fn expect_note(chat: &Chat, content: &str) {
    let file = chat.expect_file("note.txt").await;
    assert_eq!(String::from_utf8_lossy(&file.bytes), content);
}

#[tokio::test]
async fn a_file_comes_in_order_with_what_is_said_around_it() {
    let world = World::with(clerk()).await;
    let chat = world.chat("Anna").await;
    chat.send("milk & bread").await;
    let before = chat.expect("before").await;
    let file = chat.expect_file("note.txt").await;
    let after = chat.expect("after").await;
    assert!(before.message_id < file.seen.message_id && file.seen.message_id < after.message_id);
    assert_eq!((file.bytes.as_slice(), file.mime.as_str()), (&b"milk & bread"[..], "text/plain"));
    assert_eq!(
        (file.seen.html.as_str(), file.seen.attachment),
        ("<b>milk &amp; bread</b>", Some("document"))
    );
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn the_same_content_under_the_same_name_is_uploaded_once() {
    let world = World::with(clerk()).await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    for chat in [&anna, &bert, &anna] {
        chat.send("milk").await;
        expect_note(chat, "milk").await;
        chat.expect("after").await;
    }
    let [first, second, third] = &world.documents().await[..] else { panic!("three") };
    assert_eq!(first, &("<note.txt, 4 bytes>".to_owned(), true));
    assert!(!second.0.starts_with('<') && second == third && third.1);
    // The messenger shows what it has under the name that it has.
    anna.send("list.txt: milk").await;
    assert_eq!(anna.expect_file("list.txt").await.bytes, b"milk");
    assert_eq!(world.uploads().await, 2);
    assert_eq!(world.number("SELECT count(*) FROM nexus.files").await, 1);
    world.stop().await;
}

#[tokio::test]
async fn each_kind_is_shown_as_what_it_is() {
    let world = World::with(bot(on_text(|turn, text| async move {
        let file = match text.as_str() {
            "photo" => File::photo(PICTURE),
            "voice" => File::voice("hum"),
            "audio" => File::audio("song.mp3", "la la"),
            _ => File::document("plan", "BEGIN:VCALENDAR").mime("text/calendar"),
        };
        turn.send_file(file.caption("here").silent().row([Button::url("Go", "https://a.example")]))?;
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    for (kind, name, mime, bytes) in [
        ("photo", "", "image/png", PICTURE),
        ("voice", "", "audio/ogg", b"hum"),
        ("audio", "song.mp3", "audio/mpeg", b"la la"),
        ("document", "plan", "text/calendar", b"BEGIN:VCALENDAR"),
    ] {
        for again in [false, true] {
            chat.send(kind).await;
            let file = chat.expect_file("here").await;
            assert_eq!((file.seen.attachment, file.name.as_str()), (Some(kind), name), "again: {again}");
            assert_eq!((file.bytes.as_slice(), file.seen.buttons), (bytes, vec![vec!["Go".to_owned()]]));
            if kind != "photo" && kind != "voice" {
                assert_eq!(file.mime, mime, "{kind}");
            }
        }
        let method = format!("send{}{}", kind[..1].to_uppercase(), &kind[1..]);
        let calls = world.telegram.calls(&world.bot, &method).await;
        let given = |call: usize| calls[call].params[kind].as_str().unwrap_or_default().starts_with('<');
        assert!(calls.len() == 2 && given(0) && !given(1), "{method}");
        assert!(calls.iter().all(|call| call.params["disable_notification"] == true
            || call.params["disable_notification"] == "true"));
    }
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_is_too_long_for_a_caption_follows_as_a_message() {
    let world = World::with(bot(on_text(|turn, text| async move {
        let long = Html::escape(&text.repeat(600)).bold();
        turn.send_file(
            File::document("a.txt", "a").caption(long).row([Button::url("Go", "https://a.example")]),
        )?;
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    chat.send("😀").await;
    let file = chat.expect_file("a.txt").await;
    assert_eq!((file.seen.text.as_str(), file.seen.buttons.len()), ("", 0));
    let text = chat.expect("😀").await;
    assert_eq!((text.text, text.buttons), ("😀".repeat(600), vec![vec!["Go".to_owned()]]));
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_name_that_the_messenger_does_not_know_any_more_is_forgotten() {
    let world = World::with(quiet_clerk()).await;
    let chat = world.chat("Anna").await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    chat.assert_quiet().await;
    sqlx::query("UPDATE nexus.file_ids SET file_id = 'nonsense'")
        .execute(&world.test.pool)
        .await
        .expect("changed");
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    let error = "Bad Request: wrong remote file identifier specified: Wrong padding in the string";
    world.telegram.fault(refusal("sendDocument", 400, error)).await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    let is_upload = |(given, ok): &(String, bool)| (given.starts_with('<'), *ok);
    let documents: Vec<(bool, bool)> = world.documents().await.iter().map(is_upload).collect();
    let (refused, uploaded, reused) = ((false, false), (true, true), (false, true));
    assert_eq!(documents, [uploaded, refused, uploaded, refused, uploaded, reused]);
    chat.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn a_refused_file_is_set_aside_and_tried_again_without_an_upload() {
    let world = World::with(clerk()).await;
    let chat = world.chat("Anna").await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    chat.expect("after").await;
    world.telegram.fault(refusal("sendDocument", 400, "Bad Request: not today")).await;
    chat.send("milk").await;
    chat.expect("before").await;
    chat.expect("after").await;
    chat.assert_quiet().await;
    // Who was refused at the upload is uploaded later.
    world.telegram.fault(refusal("sendDocument", 413, "Request Entity Too Large")).await;
    chat.send("bread").await;
    chat.expect("after").await;
    world.until("both are kept", "SELECT count(*) = 2 FROM nexus.refused_sayings").await;
    let retried =
        dead::retry_all(&world.test.db, Some("probe"), dead::By::OPERATOR, world.house.house.clock.now())
            .await;
    assert_eq!(retried.expect("counts").messages, 2);
    expect_note(&chat, "milk").await;
    expect_note(&chat, "bread").await;
    chat.assert_quiet().await;
    assert_eq!(world.uploads().await, 3, "milk, and bread twice");
    world.stop().await;
}

#[tokio::test]
async fn floods_trouble_and_refused_markup_are_dealt_with_as_for_messages() {
    let world = World::with(clerk()).await;
    let chat = world.chat("Anna").await;
    let flood = refusal("sendDocument", 429, "Too Many Requests: retry after 1");
    world.telegram.fault(Fault { retry_after: Some(1), ..flood }).await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    world.telegram.fault(refusal("sendDocument", 502, "Bad Gateway")).await;
    chat.send("bread").await;
    expect_note(&chat, "bread").await;
    let error = "Bad Request: can't parse entities: Unsupported start tag \"b\" at byte offset 0";
    world.telegram.fault(refusal("sendDocument", 400, error)).await;
    chat.send("1 < 2").await;
    assert_eq!(chat.expect_file("note.txt").await.seen.html, "1 &lt; 2");
    chat.expect("after").await;
    world.telegram.fault(refusal("sendDocument", 403, "Forbidden: bot was blocked by the user")).await;
    chat.send("salt").await;
    let blocked = "SELECT EXISTS (SELECT FROM nexus.subscriptions WHERE blocked_at IS NOT NULL)";
    world.until("it is noted", blocked).await;
    world.until("nothing is open", NOTHING_OPEN).await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.refused_sayings").await, 0);
    world.stop().await;
}

/// Nobody can know what became of an upload without an answer: it is sent again. What goes by its name is not uploaded
/// for that.
#[tokio::test]
async fn an_answer_that_is_lost_costs_a_repetition_and_no_file() {
    let world = World::with(quiet_clerk()).await;
    let chat = world.chat("Anna").await;
    let lost = || Fault {
        method: Some("sendDocument".into()),
        drop_after: true,
        times: Some(1),
        ..Fault::default()
    };
    world.telegram.fault(lost()).await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    expect_note(&chat, "milk").await;
    assert_eq!(world.uploads().await, 2);
    world.telegram.fault(lost()).await;
    chat.send("milk").await;
    expect_note(&chat, "milk").await;
    expect_note(&chat, "milk").await;
    chat.assert_quiet().await;
    assert_eq!(world.uploads().await, 2);
    world.stop().await;
}

#[tokio::test]
async fn chats_that_get_the_same_at_once_share_one_upload() {
    let gate = Gate::shut();
    let handlers = on_text({
        let gate = gate.clone();
        move |turn, text| {
            let gate = gate.clone();
            async move {
                gate.pass().await;
                turn.send_file(File::document("note.txt", text))?;
                Ok(())
            }
        }
    });
    let world = World::with(bot(handlers)).await;
    let chats = [world.chat("Anna").await, world.chat("Bert").await, world.chat("Cleo").await];
    for chat in &chats {
        chat.send("milk").await;
        gate.reached().await;
    }
    let slow =
        Fault { method: Some("sendDocument".into()), latency_ms: 700, times: Some(1), ..Fault::default() };
    world.telegram.fault(slow).await;
    chats.iter().for_each(|_| gate.let_one_pass());
    for chat in &chats {
        expect_note(chat, "milk").await;
    }
    assert_eq!((world.uploads().await, world.documents().await.len()), (1, 3));
    world.stop().await;
}

/// With SQL of its own or without: what fails leaves nothing, and what closes has its file.
#[tokio::test]
async fn a_file_is_stored_with_its_turn_or_not_at_all() {
    let handlers = on_text(|turn, text| async move {
        if text.starts_with("noted") {
            write_note(&turn, &text).await?;
        }
        turn.send_file(File::document("note.txt", text.clone()))?;
        anyhow::ensure!(!text.ends_with("poison"), "on purpose");
        Ok(())
    });
    let world = World::over(bot(handlers), &[&CORE, &TINY]).await;
    let chat = world.chat("Anna").await;
    for text in ["noted poison", "poison"] {
        chat.send(text).await;
    }
    world.until("both failed", "SELECT count(*) = 2 FROM nexus.inbox WHERE tries > 0").await;
    assert_eq!(world.number("SELECT count(*) FROM nexus.files").await, 0);
    for text in ["noted milk", "milk", "noted milk"] {
        chat.send(text).await;
        expect_note(&chat, text).await;
    }
    assert_eq!(world.number("SELECT count(*) FROM nexus.files").await, 2);
    let bytes = world
        .text("SELECT string_agg(convert_from(bytes, 'UTF8'), ', ' ORDER BY bytes) FROM nexus.files")
        .await;
    assert_eq!(bytes, "milk, noted milk");
    assert_eq!(world.number("SELECT count(*) FROM nexus.chats WHERE pending::text LIKE '%milk%'").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_handler_hears_of_what_the_messenger_would_not_take() {
    let world = World::with(bot(on_text(|turn, text| async move {
        let size: usize = text.parse()?;
        if let Err(FileError::TooBig { limit, .. }) = turn.send_file(File::photo(vec![0; size])) {
            turn.say(Html::escape(&format!("at most {limit}")));
        }
        turn.send_file(File::document("big.bin", vec![7; size]))?;
        Ok(())
    })))
    .await;
    let chat = world.chat("Anna").await;
    chat.send("10485761").await;
    chat.expect("at most 10485760").await;
    let file = chat.expect_file("big.bin").await;
    assert!(file.bytes.len() == 10_485_761 && file.bytes.iter().all(|byte| *byte == 7));
    world.stop().await;
}
