//! Albums: parts that come one by one are one turn, and what comes late is joined.

use std::time::Duration;

use nexus_core::{dead::DeadId, prelude::*};
use serde_json::json;
use telegram_local::Chat;

use super::{
    dead::Switch,
    support::{NOTHING_OPEN, World, bot, echo, until_sql, within_grace},
};

pub const PHOTO: (&str, &[u8]) = ("photo", b"GIF89a\x02\0\x03\0");
/// After this long without another part an album is whole.
const QUIET: Duration = Duration::from_secs(1);
/// Longer than any pause between tries.
const PAUSE: Duration = Duration::from_secs(6);

pub const IN_STATE: &str =
    "SELECT concat_ws(' ', count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 1),
        count(*) FILTER (WHERE state = 2)) FROM nexus.inbox";

/// Tells of each album how many of its messages are fresh, and repeats texts.
pub fn collector() -> Bot {
    picky(Switch::mended())
}

/// The same, but albums only when it is mended.
fn picky(switch: Switch) -> Bot {
    bot(Update::filter_message().endpoint(move |turn: Turn, message: Message| {
        let switch = switch.clone();
        async move {
            if let Some(text) = message.text() {
                turn.say(Html::escape(text));
                return Ok(());
            }
            switch.check()?;
            turn.say(Html::escape(&told(&turn, &message)?));
            Ok(())
        }
    }))
}

/// `2 of 3 (late): caption`
fn told(turn: &Turn, message: &Message) -> anyhow::Result<String> {
    let album = turn.album();
    let (fresh, all) = (album.fresh().count(), album.messages().count());
    anyhow::ensure!(album.fresh().next().is_some_and(|first| first.id == message.id), "not the first one");
    anyhow::ensure!(album.messages().is_sorted_by_key(|message| message.id.0), "not in order");
    turn.add("items", i64::try_from(fresh)?);
    let late = if album.is_late() { " (late)" } else { "" };
    Ok(format!("{fresh} of {all}{late}: {}", album.caption().unwrap_or("-")))
}

const ITEMS: &str = "SELECT (state ->> 'items')::int8 FROM nexus.subscriptions WHERE state ? 'items'";

#[tokio::test]
async fn an_album_is_one_turn_and_holds_up_its_own_chat_only() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    anna.send("before").await;
    anna.expect("before").await;
    anna.send_album("trip", &[PHOTO; 3]).await;
    anna.send("after").await;
    world.until("all of it is filed", "SELECT count(*) = 5 FROM nexus.inbox").await;
    bert.send("meanwhile").await;
    bert.expect("meanwhile").await;
    world.pass(QUIET).await;
    anna.expect("after").await;
    assert_eq!(world.sent().await, ["before", "meanwhile", "3 of 3: trip", "after"]);
    anna.assert_quiet().await;
    assert_eq!(world.number(ITEMS).await, 3);
    assert_eq!(world.text(IN_STATE).await, "0 6 0");
    let left = "SELECT count(*) FROM nexus.chats WHERE closed <> '{}' OR pending <> '[]'";
    assert_eq!(world.number(left).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_picture_by_itself_is_not_waited_for() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    chat.attach("photo", PHOTO.1).await;
    chat.expect("1 of 1: -").await;
    world.stop().await;
}

#[tokio::test]
async fn ten_are_all_that_can_come_so_nothing_is_waited_for() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    chat.send_album("", &[PHOTO; 10]).await;
    chat.expect("10 of 10: -").await;
    chat.assert_quiet().await;
    assert_eq!(world.number(ITEMS).await, 10);
    world.stop().await;
}

#[tokio::test]
async fn each_part_that_comes_in_time_is_waited_behind() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    let album = anna.send_album_but(1, "trip", &[PHOTO; 3]).await;
    world.until("two are filed", "SELECT count(*) = 2 FROM nexus.inbox").await;
    world.pass(QUIET * 9 / 10).await;
    album.release().await;
    world.until("the third is filed", "SELECT count(*) = 3 FROM nexus.inbox").await;
    world.pass(QUIET * 9 / 10).await;
    bert.send("meanwhile").await;
    bert.expect("meanwhile").await;
    assert_eq!(world.sent().await, ["meanwhile"]);
    world.pass(QUIET / 10).await;
    anna.expect("3 of 3: trip").await;
    anna.assert_quiet().await;
    world.stop().await;
}

#[tokio::test]
async fn what_comes_late_is_joined_with_what_is_known() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    let album = chat.send_album_but(2, "trip", &[PHOTO; 5]).await;
    world.until("three are filed", "SELECT count(*) = 3 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    chat.expect("3 of 3: trip").await;
    chat.send("between").await;
    chat.expect("between").await;
    album.release().await;
    world.until("the others are filed", "SELECT count(*) = 6 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    chat.expect("2 of 5 (late): trip").await;
    chat.assert_quiet().await;
    assert_eq!(world.number(ITEMS).await, 5);
    // Another album has nothing to do with it.
    chat.send_album("home", &[PHOTO; 2]).await;
    world.until("it is filed", "SELECT count(*) = 8 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    chat.expect("2 of 2: home").await;
    world.stop().await;
}

async fn inject_part(world: &World, person: i64, message_id: i64, album: &str) {
    let message = json!({
        "message_id": message_id, "date": 1, "media_group_id": album,
        "from": {"id": person, "is_bot": false, "first_name": "Anna", "language_code": "en"},
        "chat": {"id": person, "type": "private", "first_name": "Anna"},
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 2, "height": 3}],
        "caption": format!("caption {message_id}"),
    });
    world.telegram.inject(&world.bot, json!({"message": message})).await.expect("queued");
}

/// Telegram's servers do not always bring the parts in order.
#[tokio::test]
async fn parts_are_put_in_order_and_edits_of_them_are_no_parts() {
    let world = World::with(collector()).await;
    world.stop_clock();
    let anna = world.telegram.person("Anna").create().await;
    let chat = anna.chat(&world.bot).await;
    chat.send("hello").await;
    chat.expect("hello").await;
    for message_id in [1003, 1001, 1002] {
        inject_part(&world, anna.id, message_id, "77").await;
    }
    let edited = json!({
        "message_id": 1001, "date": 1, "edit_date": 2, "media_group_id": "77",
        "from": {"id": anna.id, "is_bot": false, "first_name": "Anna", "language_code": "en"},
        "chat": {"id": anna.id, "type": "private", "first_name": "Anna"},
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 2, "height": 3}],
        "caption": "better",
    });
    world.telegram.inject(&world.bot, json!({"edited_message": edited})).await.expect("queued");
    world.until("all of it is filed", "SELECT count(*) = 5 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    chat.expect("3 of 3: better").await;
    inject_part(&world, anna.id, 1000, "77").await;
    world.until("one more is filed", "SELECT count(*) = 6 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    chat.expect("1 of 4 (late): caption 1000").await;
    chat.assert_quiet().await;
    world.stop().await;
}

/// Lets the album that Anna sends, but for its last part, fail as often as it takes.
async fn let_die(world: &World, chat: &Chat) -> telegram_local::Album {
    world.stop_clock();
    let album = chat.send_album_but(1, "trip", &[PHOTO; 3]).await;
    world.until("two are filed", "SELECT count(*) = 2 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    for tries in [
        "SELECT count(*) = 2 FROM nexus.inbox WHERE tries = 1 AND state = 0",
        "SELECT count(*) = 2 FROM nexus.inbox WHERE tries = 2 AND state = 0",
    ] {
        world.until("it failed as one", tries).await;
        world.pass(PAUSE).await;
    }
    chat.expect("I could not work on your message").await;
    world.until("it is dead", "SELECT count(*) = 2 FROM nexus.inbox WHERE state = 2").await;
    album
}

#[tokio::test]
async fn an_album_dies_as_one_and_is_tried_again_as_one() {
    let switch = Switch::default();
    let world = World::with(picky(switch.clone())).await;
    let chat = world.chat("Anna").await;
    let album = let_die(&world, &chat).await;
    // Who heard that the album is given up is not told so again of a part that comes late.
    album.release().await;
    world.until("all of it is dead", "SELECT count(*) = 3 FROM nexus.inbox WHERE state = 2").await;
    chat.assert_quiet().await;
    let dead = world.only_dead().await;
    assert_eq!((dead.what.as_str(), dead.cause.as_str()), ("update album", "not mended yet\nsecond line"));

    switch.mend();
    let DeadId::Entry(first) = dead.id else { panic!("an entry") };
    assert!(world.retry(DeadId::Entry(first + 1)).await, "by whichever of its parts");
    chat.expect("3 of 3: trip").await;
    chat.assert_quiet().await;
    assert!(world.dead().await.is_empty());
    assert_eq!(world.number(ITEMS).await, 3);
    assert_eq!(world.text(IN_STATE).await, "0 3 0");
    world.stop().await;
}

#[tokio::test]
async fn a_dead_album_counts_once_and_is_dropped_as_one() {
    let world = World::with(picky(Switch::default())).await;
    let chat = world.chat("Anna").await;
    let album = let_die(&world, &chat).await;
    assert_eq!(world.retry_all("probe").await.entries, 1);
    for tries in [
        "SELECT count(*) = 2 FROM nexus.inbox WHERE tries = 1 AND state = 0",
        "SELECT count(*) = 2 FROM nexus.inbox WHERE tries = 2 AND state = 0",
    ] {
        world.until("it failed again", tries).await;
        world.pass(PAUSE).await;
    }
    chat.expect("I could not work on your message").await;
    world.until("it is dead again", "SELECT count(*) = 2 FROM nexus.inbox WHERE state = 2").await;
    let id = world.only_dead().await.id;
    assert!(world.drop_dead(id).await && !world.drop_dead(id).await);
    assert!(world.dead().await.is_empty());
    chat.assert_quiet().await;
    drop(album);
    world.stop().await;
}

#[tokio::test]
async fn a_part_that_comes_while_its_album_waits_for_the_next_try_waits_with_it() {
    let switch = Switch::default();
    let world = World::with(picky(switch.clone())).await;
    world.stop_clock();
    let chat = world.chat("Anna").await;
    let album = chat.send_album_but(1, "trip", &[PHOTO; 3]).await;
    world.until("two are filed", "SELECT count(*) = 2 FROM nexus.inbox").await;
    world.pass(QUIET).await;
    world.until("it failed", "SELECT count(*) = 2 FROM nexus.inbox WHERE tries = 1").await;
    album.release().await;
    world.until("all of it waits", "SELECT count(*) = 3 FROM nexus.inbox WHERE tries = 1").await;
    chat.send("between").await;
    chat.expect("between").await;
    switch.mend();
    world.pass(PAUSE).await;
    chat.expect("3 of 3: trip").await;
    chat.assert_quiet().await;
    assert_eq!(world.text(IN_STATE).await, "0 4 0");
    world.stop().await;
}

/// The default of every bot that does not know what to do with pictures.
#[tokio::test]
async fn who_cannot_work_with_pictures_says_so_once_for_an_album() {
    let homely = echo().home(|turn| async move {
        turn.show(Screen::new(Html::escape("home")));
        Ok(())
    });
    let world = World::with(homely).await;
    world.stop_clock();
    for (name, language, answer) in [
        ("Anna", "en", "I can't work with this kind of message yet"),
        ("Аня", "ru", "С такими сообщениями я пока не работаю"),
        ("Ганна", "uk", "З такими повідомленнями я поки не працюю"),
        ("Ania", "pl", "Takich wiadomości jeszcze nie obsługuję"),
    ] {
        let person = world.telegram.person(name).language(language).create().await;
        let chat = person.chat(&world.bot).await;
        let album = chat.send_album_but(1, "look", &[PHOTO; 4]).await;
        world.until("three are filed", "SELECT count(*) % 4 = 3 FROM nexus.inbox").await;
        world.pass(QUIET).await;
        chat.expect(answer).await;
        album.release().await;
        world.until("the last is filed", "SELECT count(*) % 4 = 0 FROM nexus.inbox").await;
        world.pass(QUIET).await;
        chat.assert_quiet().await;
    }
    world.stop().await;
}

#[tokio::test]
async fn a_stop_does_not_wait_for_an_album_and_loses_nothing_of_it() {
    let World { telegram, bot, test, house } = World::with(collector()).await;
    house.house.clock.stand_still();
    let chat = telegram.person("Anna").create().await.chat(&bot).await;
    chat.send_album("trip", &[PHOTO; 3]).await;
    until_sql(&test.pool, "it is held", "SELECT count(*) = 3 FROM nexus.inbox").await;
    let stopped = tokio::time::timeout(Duration::from_secs(5), house.stop()).await;
    assert!(stopped.is_ok(), "it waited for its grace to run out");
    let mut successor = nexus_core::testing::TestHouse::open(&test, telegram.url(), &[]).await;
    successor.start(collector(), &bot.token).await;
    chat.expect("3 of 3: trip").await;
    until_sql(&test.pool, "nothing is open", NOTHING_OPEN).await;
    chat.assert_quiet().await;
    within_grace(successor.stop()).await;
    telegram.stop().await;
}
