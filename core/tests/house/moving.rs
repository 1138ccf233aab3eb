//! A group that becomes a supergroup: another chat for the messenger, the same one for its people.

use nexus_core::{prelude::*, testing::TestHouse};
use serde_json::{Value, json};
use telegram_local::{Chat, Fault, Group, Person};

use super::support::{Gate, NOTHING_OPEN, World, bot};

/// Answers with all that this person has said here. Who says "wait" is answered when the gate opens.
fn diary(gate: Gate) -> Bot {
    let write = move |turn: Turn, text: String, mut heard: Vec<String>| {
        let gate = gate.clone();
        async move {
            if text == "wait" {
                gate.pass().await;
            }
            heard.push(text);
            turn.say(Html::escape(&heard.join(" ")));
            turn.go(&heard)
        }
    };
    let texts = Update::filter_message().branch(Message::filter_text().endpoint(write));
    bot(dialogue::enter::<Vec<String>>().branch(texts))
}

struct Club {
    world: World,
    gate: Gate,
    anna: Person,
    group: Group,
    chat: Chat,
}

impl Club {
    async fn meet() -> Self {
        let gate = Gate::shut();
        Self::with(diary(gate.clone()), gate).await
    }

    async fn with(bot: Bot, gate: Gate) -> Self {
        let world = World::with(bot).await;
        world.telegram.privacy(&world.bot, false).await;
        let anna = world.telegram.person("Anna").create().await;
        let group = world.telegram.group("Club").with(&anna).bot(&world.bot).create().await;
        let chat = group.chat(&anna).await;
        Self { world, gate, anna, group, chat }
    }

    /// What tells of the move comes late: when there is other news of the chat, or when it is let through.
    async fn hold_back(&self, signs: u32) {
        let late =
            Fault { late: true, update: Some("message".into()), times: Some(signs), ..Fault::default() };
        self.world.telegram.fault(late).await;
    }

    async fn let_through(&self) {
        self.world.telegram.clear_faults().await;
    }

    /// The messenger accepts nothing before [`Club::let_through`].
    async fn refuse_all(&self) {
        let trouble = Fault { method: Some("sendMessage".into()), status: Some(502), ..Fault::default() };
        self.world.telegram.fault(trouble).await;
    }

    /// An update of a message in this chat, as if the messenger had kept it.
    async fn inject(&self, chat: i64, fields: Value) {
        let from = json!({"id": self.anna.id, "is_bot": false, "first_name": "Anna", "language_code": "en"});
        let kind = if chat < -1_000_000_000_000 { "supergroup" } else { "group" };
        let mut message = json!({
            "message_id": 900, "date": 1, "chat": {"id": chat, "type": kind, "title": "Club"}, "from": from,
        });
        for (key, value) in fields.as_object().expect("an object") {
            message[key] = value.clone();
        }
        let queued = self.world.telegram.inject(&self.world.bot, json!({"message": message})).await;
        queued.expect("the bot wants messages");
    }

    /// Accepted messages in order, each with its chat.
    async fn answers(&self) -> Vec<(i64, String)> {
        let calls = self.world.telegram.calls(&self.world.bot, "sendMessage").await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let answer = |params: &serde_json::Map<String, Value>| {
            (params["chat_id"].as_i64().expect("a chat"), text(&params["text"]))
        };
        calls.iter().filter(|call| call.ok).map(|call| answer(&call.params)).collect()
    }

    /// Nothing is left in the old chat but the word that it has moved, and nobody waits for anything.
    async fn assert_moved(&self) {
        self.chat.assert_quiet().await;
        self.world.until("nothing is open", NOTHING_OPEN).await;
        let empty = "SELECT count(*) = 1 FROM nexus.chats WHERE moved_to IS NOT NULL AND pending = '[]' AND closed = '{}'
            AND dialogues = '{}' AND slots = '{}'";
        self.world.until("the old chat is empty", empty).await;
        let unsent = "SELECT count(*) FROM nexus.chats WHERE pending <> '[]' OR closed <> '{}'";
        assert_eq!(self.world.number(unsent).await, 0);
        assert_eq!(self.world.number("SELECT count(*) FROM nexus.refused_sayings").await, 0);
    }
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_goes_on_where_it_was() {
    let club = Club::meet().await;
    let old = club.group.id();
    club.chat.send("a").await;
    club.chat.expect("a").await;
    let new = club.group.upgrade().await;
    club.chat.send("b").await;
    assert_eq!(club.chat.expect("b").await.text, "a b");
    club.assert_moved().await;
    assert_eq!(club.answers().await, [(old, "a".to_owned()), (new, "a b".to_owned())]);
    club.world.stop().await;
}

#[tokio::test]
async fn a_send_that_is_refused_may_be_the_first_to_tell() {
    let club = Club::meet().await;
    club.chat.send("wait").await;
    club.gate.reached().await;
    club.hold_back(2).await;
    let new = club.group.upgrade().await;
    club.gate.let_one_pass();
    assert_eq!(club.chat.expect("wait").await.text, "wait");
    assert_eq!(club.answers().await, [(new, "wait".to_owned())]);
    let refused = club.world.telegram.calls(&club.world.bot, "sendMessage").await;
    assert_eq!(refused.iter().filter(|call| !call.ok).count(), 1, "that was the sign");
    club.let_through().await;
    club.chat.send("b").await;
    assert_eq!(club.chat.expect("b").await.text, "wait b");
    club.assert_moved().await;
    club.world.stop().await;
}

#[tokio::test]
async fn the_new_chat_may_be_the_first_to_tell_and_late_updates_follow() {
    let club = Club::meet().await;
    let old = club.group.id();
    club.chat.send("a").await;
    club.chat.expect("a").await;
    club.hold_back(1).await;
    let new = club.group.upgrade().await;
    club.chat.send("b").await;
    assert_eq!(club.chat.expect("b").await.text, "a b");
    club.let_through().await;
    club.inject(old, json!({"text": "late"})).await;
    assert_eq!(club.chat.expect("late").await.text, "a b late");
    club.assert_moved().await;
    assert_eq!(club.answers().await.pop(), Some((new, "a b late".to_owned())));
    club.world.stop().await;
}

#[tokio::test]
async fn signs_that_come_again_and_again_move_it_once() {
    let club = Club::meet().await;
    let old = club.group.id();
    club.chat.send("a").await;
    club.chat.expect("a").await;
    let new = club.group.upgrade().await;
    for text in ["b", "c", "d"] {
        club.inject(old, json!({"migrate_to_chat_id": new})).await;
        club.inject(new, json!({"migrate_from_chat_id": old})).await;
        club.chat.send(text).await;
    }
    assert_eq!(club.chat.expect("d").await.text, "a b c d");
    // Nothing of this is to be believed: a chat that has moved is no chat to move to.
    club.inject(new, json!({"migrate_to_chat_id": old})).await;
    club.inject(old, json!({"migrate_from_chat_id": new})).await;
    club.inject(old, json!({"migrate_to_chat_id": -1_009_999_999_999_i64})).await;
    club.chat.send("e").await;
    assert_eq!(club.chat.expect("e").await.text, "a b c d e");
    club.assert_moved().await;
    assert_eq!(club.answers().await.len(), 5, "each was answered once");
    club.world.stop().await;
}

#[tokio::test]
async fn what_was_not_sent_yet_is_sent_in_the_new_chat_in_order() {
    let club = Club::meet().await;
    club.refuse_all().await;
    for text in ["a", "b", "c"] {
        club.chat.send(text).await;
    }
    let said = "SELECT jsonb_array_length(pending) = 3 FROM nexus.chats";
    club.world.until("all is said and nothing sent", said).await;
    let new = club.group.upgrade().await;
    club.chat.send("d").await;
    club.let_through().await;
    club.chat.expect("a b c d").await;
    club.assert_moved().await;
    let expected = ["a", "a b", "a b c", "a b c d"].map(|text| (new, text.to_owned()));
    assert_eq!(club.answers().await, expected);
    club.world.stop().await;
}

/// A turn that was under way is taken anew in the new chat, and what came after it waits its turn.
#[tokio::test]
async fn a_turn_that_is_under_way_is_taken_again_and_nobody_overtakes_it() {
    let club = Club::meet().await;
    club.chat.send("a").await;
    club.chat.expect("a").await;
    club.chat.send("wait").await;
    club.gate.reached().await;
    club.group.upgrade().await;
    club.chat.send("b").await;
    club.world
        .until("it has been noted", "SELECT EXISTS (SELECT FROM nexus.chats WHERE moved_to IS NOT NULL)")
        .await;
    club.gate.let_one_pass();
    club.gate.reached().await;
    club.gate.let_one_pass();
    club.chat.expect("a wait").await;
    assert_eq!(club.chat.expect("b").await.text, "a wait b");
    club.assert_moved().await;
    assert_eq!(club.answers().await.len(), 3);
    club.world.stop().await;
}

/// Draws one screen, over and over; a press draws it too.
fn painter() -> Bot {
    let draw = |turn: Turn, text: String| async move {
        turn.redraw(Screen::new(Html::escape(&text)));
        anyhow::Ok(())
    };
    let press = |turn: Turn| async move {
        turn.show(Screen::new(Html::escape("pressed")));
        anyhow::Ok(())
    };
    bot(dptree::entry()
        .branch(Update::filter_message().branch(Message::filter_text().endpoint(draw)))
        .branch(Update::filter_callback_query().endpoint(press)))
}

#[tokio::test]
async fn messages_of_the_old_chat_are_not_looked_for_in_the_new_one() {
    let club = Club::with(painter(), Gate::shut()).await;
    let old = club.group.id();
    club.chat.send("one").await;
    let first = club.chat.expect("one").await;
    club.chat.send("two").await;
    assert!(club.chat.expect("two").await.edited);
    club.refuse_all().await;
    let edits = Fault { method: Some("editMessageText".into()), status: Some(502), ..Fault::default() };
    club.world.telegram.fault(edits).await;
    club.chat.send("three").await;
    club.world.until("it is said", "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]')").await;
    club.group.upgrade().await;
    club.let_through().await;
    let third = club.chat.expect("three").await;
    assert!(!third.edited, "it was to replace a message that is not here");
    club.chat.send("four").await;
    let fourth = club.chat.expect("four").await;
    assert_eq!((fourth.edited, fourth.message_id), (true, third.message_id));

    // A button of the old chat, whose message has the number of one of this chat.
    let mut message = first.raw.clone();
    message["message_id"] = json!(fourth.message_id);
    assert_eq!(message["chat"]["id"], old);
    let press = json!({"id": "77", "chat_instance": "1", "data": "x", "message": message,
        "from": {"id": club.anna.id, "is_bot": false, "first_name": "Anna", "language_code": "en"}});
    club.world.telegram.inject(&club.world.bot, json!({"callback_query": press})).await.expect("queued");
    let pressed = club.chat.expect("pressed").await;
    assert!(!pressed.edited && pressed.message_id != fourth.message_id);
    club.assert_moved().await;
    club.world.stop().await;
}

/// The new chat belongs to another replica than the old one, whose answers are not all out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_one_replicas_chat_to_another_ones() {
    let club = Club::meet().await;
    let mut other = TestHouse::open(&club.world.test, club.world.telegram.url(), &[]).await;
    other.start(diary(Gate::shut()), &club.world.bot.token).await;
    club.world.until("both are at work", "SELECT count(*) = 2 FROM nexus.replicas").await;
    club.chat.send("a").await;
    club.chat.expect("a").await;
    club.refuse_all().await;
    club.chat.send("b").await;
    club.world.until("it is said", "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]')").await;
    club.hold_back(2).await;
    let new = club.group.upgrade().await;
    sqlx::query(
        "INSERT INTO nexus.chats (account_id, chat, owner)
         SELECT c.account_id, $1, r.id FROM nexus.chats c JOIN nexus.replicas r ON r.id <> c.owner",
    )
    .bind(new)
    .execute(&club.world.test.pool)
    .await
    .expect("a chat of the other's");
    club.let_through().await;
    club.chat.send("c").await;
    club.chat.expect("a b").await;
    assert_eq!(club.chat.expect("c").await.text, "a b c");
    club.assert_moved().await;
    let texts: Vec<String> = club.answers().await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["a", "a b", "a b c"]);
    let owners = "SELECT count(DISTINCT owner) FROM nexus.chats";
    assert_eq!(club.world.number(owners).await, 2, "the new chat stayed whose it was");
    other.stop().await;
    club.world.stop().await;
}

/// A process died right after it had noted the move: its successor carries over what it finds.
#[tokio::test]
async fn a_move_that_was_only_noted_is_finished_by_a_successor() {
    let Club { world, group, chat, .. } = {
        let club = Club::meet().await;
        club.chat.send("a").await;
        club.chat.expect("a").await;
        club.refuse_all().await;
        club.chat.send("b").await;
        let said = "SELECT EXISTS (SELECT FROM nexus.chats WHERE pending <> '[]')";
        club.world.until("it is said", said).await;
        club
    };
    world.house.stop().await;
    world.telegram.clear_faults().await;
    let new = group.upgrade().await;
    sqlx::query("UPDATE nexus.chats SET moved_to = $1, version = version + 1")
        .bind(new)
        .execute(&world.test.pool)
        .await
        .expect("noted");
    let mut successor = TestHouse::open(&world.test, world.telegram.url(), &[]).await;
    successor.start(diary(Gate::shut()), &world.bot.token).await;
    chat.expect("a b").await;
    chat.send("c").await;
    assert_eq!(chat.expect("c").await.text, "a b c");
    chat.assert_quiet().await;
    successor.stop().await;
}

#[tokio::test]
async fn a_file_that_is_on_its_way_moves_too() {
    let handlers = Update::filter_message().branch(Message::filter_text().endpoint(
        |turn: Turn, text: String| async move {
            turn.say(Html::escape("here"));
            turn.send_file(File::document("note.txt", text))?;
            anyhow::Ok(())
        },
    ));
    let club = Club::with(bot(handlers), Gate::shut()).await;
    let trouble = Fault { method: Some("sendDocument".into()), status: Some(502), ..Fault::default() };
    club.world.telegram.fault(trouble).await;
    club.chat.send("milk").await;
    club.chat.expect("here").await;
    club.group.upgrade().await;
    club.let_through().await;
    assert_eq!(club.chat.expect_file("note.txt").await.bytes, b"milk");
    club.assert_moved().await;
    assert_eq!(club.answers().await.len(), 1, "what was out already is not said again");
    club.world.stop().await;
}

/// What operators have to do with is found under the chat's new number.
#[tokio::test]
async fn what_was_given_up_moves_too() {
    let club = Club::meet().await;
    let old = club.group.id();
    club.chat.send("a").await;
    club.chat.expect("a").await;
    for sql in [
        "INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at)
         SELECT gen_random_uuid(), account_id, chat, '{\"id\": \"0.0\", \"seq\": 0, \"act\": \"message\", \"place\": {\"new\": null},
             \"text\": \"kept\", \"thread\": null}', 'x', received_at FROM nexus.inbox LIMIT 1",
        "UPDATE nexus.inbox SET state = 2 WHERE body LIKE '%\"a\"%'",
    ] {
        sqlx::query(sql).execute(&club.world.test.pool).await.expect(sql);
    }
    let new = club.group.upgrade().await;
    club.chat.send("b").await;
    club.chat.expect("a b").await;
    let dead = nexus_core::dead::list(&club.world.test.db, None, 10).await.expect("a list");
    assert_eq!(dead.iter().map(|dead| dead.chat.0).collect::<Vec<_>>(), [new, new], "not {old}");
    let now = club.world.house.house.clock.now();
    nexus_core::dead::retry_all(&club.world.test.db, Some("probe"), nexus_core::dead::By::OPERATOR, now)
        .await
        .expect("tried again");
    club.chat.expect("a b a").await;
    club.chat.expect("kept").await;
    club.chat.assert_quiet().await;
    club.world.stop().await;
}
