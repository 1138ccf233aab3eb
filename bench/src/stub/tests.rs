//! The stub as bots meet it: through teloxide, and with a webhook of our own.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use teloxide::{
    prelude::*,
    types::{ParseMode, UpdateKind},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use url::Url;

use super::{Account, Chats, Said, Stub, http, trouble::Rates};

const PERSON: i64 = 77;
const LIMIT: Duration = Duration::from_secs(20);

/// Keeps the texts that were said.
#[derive(Default)]
struct Listener(Mutex<Vec<(i64, String)>>);

impl Chats for Listener {
    fn said(&self, _: &Account, said: &Said<'_>) {
        let text = String::from_utf8_lossy(said.text).into_owned();
        self.0.lock().expect("no panic").push((said.chat, text));
    }
}

async fn world() -> (Stub, Bot, Arc<Listener>) {
    let listener = Arc::new(Listener::default());
    let stub = Stub::start(7_000_000_101, listener.clone(), 1).await.expect("a server");
    let bot = Bot::new("7000000101:counter").set_api_url(Url::parse(&stub.url()).expect("a URL"));
    (stub, bot, listener)
}

fn texts(updates: &[Update]) -> Vec<&str> {
    fn text(update: &Update) -> Option<&str> {
        let UpdateKind::Message(message) = &update.kind else { return None };
        message.text()
    }
    updates.iter().filter_map(text).collect()
}

#[tokio::test]
async fn updates_stay_until_a_later_offset_acknowledges_them() {
    let (stub, bot, _) = world().await;
    ["a", "b", "c"].iter().for_each(|text| stub.account.write(PERSON, text));
    stub.account.press(PERSON, 5, "n1AQ");
    let first = bot.get_updates().await.expect("updates");
    assert_eq!(texts(&first), ["a", "b", "c"]);
    let UpdateKind::CallbackQuery(press) = &first[3].kind else { panic!("{:?}", first[3]) };
    assert_eq!(press.data.as_deref(), Some("n1AQ"));
    let again = bot.get_updates().limit(2).await.expect("updates");
    assert_eq!(texts(&again), ["a", "b"]);
    let rest = bot.get_updates().offset(again[1].id.as_offset()).await.expect("updates");
    assert_eq!(texts(&rest), ["c"]);
    assert_eq!(stub.account.waiting(), 2);
}

#[tokio::test]
async fn a_poll_is_held_until_there_is_news_and_ends_when_another_comes() {
    let (stub, bot, _) = world().await;
    let held = tokio::spawn(bot.get_updates().timeout(10).send());
    while stub.account.calls() == 0 {
        tokio::task::yield_now().await;
    }
    let other = tokio::spawn(bot.get_updates().timeout(10).send());
    let displaced = held.await.expect("no panic").expect_err("a conflict");
    assert!(displaced.to_string().contains("terminated by other getUpdates"), "{displaced}");
    let begun = Instant::now();
    stub.account.write(PERSON, "x");
    assert_eq!(texts(&other.await.expect("no panic").expect("updates")), ["x"]);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(bot.get_updates().offset(i32::MAX).timeout(0).await.expect("updates").is_empty());
}

#[tokio::test]
async fn what_a_bot_says_is_heard_and_answered_with_a_message() {
    let (_stub, bot, listener) = world().await;
    assert_eq!(bot.get_me().await.expect("a bot").user.id.0, 7_000_000_101);
    let chat = ChatId(PERSON);
    let sent = bot.send_message(chat, "a \"b\"\n✅").parse_mode(ParseMode::Html).await.expect("a message");
    assert_eq!((sent.chat.id, sent.text()), (chat, Some("a \"b\"\n✅")));
    let edited = bot.edit_message_text(chat, sent.id, "c").await.expect("a message");
    assert_eq!(edited.id, sent.id);
    let next = bot.send_message(chat, "d").await.expect("a message");
    assert!(next.id.0 > sent.id.0);
    bot.answer_callback_query(teloxide::types::CallbackQueryId("1".into())).await.expect("true");
    bot.delete_webhook().await.expect("true");
    let heard = listener.0.lock().expect("no panic").clone();
    assert_eq!(heard, [(PERSON, "a \\\"b\\\"\\n✅".into()), (PERSON, "c".into()), (PERSON, "d".into())]);
}

#[tokio::test]
async fn limits_and_troubles_reach_the_bot_as_telegrams() {
    let (stub, bot, listener) = world().await;
    stub.account.limit(true);
    let chat = ChatId(PERSON);
    bot.send_message(chat, "a").await.expect("a message");
    let error = bot.send_message(chat, "b").await.expect_err("too early");
    assert!(matches!(error, teloxide::RequestError::RetryAfter(_)), "{error}");
    assert_eq!(stub.account.refused(), 1);
    stub.account.limit(false);
    stub.account.trouble(Rates { drops: 1_000_000, ..Rates::default() });
    bot.send_message(chat, "c").await.expect_err("no answer");
    assert_eq!(stub.account.unheard(), 1);
    let heard = listener.0.lock().expect("no panic").len();
    assert_eq!(heard, 2, "what was dropped had been accepted");
}

/// Whatever is posted to us, and the answers it gets, in turn.
async fn hooked(answers: &'static [u16]) -> (u16, mpsc::UnboundedReceiver<String>) {
    let server = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = server.local_addr().expect("an address").port();
    let (posts, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((socket, _)) = server.accept().await {
            tokio::spawn(take_posts(socket, posts.clone(), answers));
        }
    });
    (port, received)
}

async fn take_posts(mut socket: TcpStream, posts: mpsc::UnboundedSender<String>, answers: &[u16]) {
    let mut input = Vec::new();
    for status in answers.iter().chain(std::iter::repeat(&200)) {
        let length = loop {
            if let Some(request) = http::request(&input).expect("a request") {
                break request.length;
            }
            if socket.read_buf(&mut input).await.unwrap_or(0) == 0 {
                return;
            }
        };
        let post: Vec<u8> = input.drain(..length).collect();
        let _ = posts.send(String::from_utf8(post).expect("text"));
        let mut output = Vec::new();
        http::answer(&mut output, *status, b"{}");
        let _ = socket.write_all(&output).await;
    }
}

#[tokio::test]
async fn a_webhook_gets_updates_in_order_with_the_secret_until_each_is_taken() {
    let (stub, bot, _) = world().await;
    stub.account.write(PERSON, "a");
    let (port, mut posts) = hooked(&[500]).await;
    let url = Url::parse(&format!("http://127.0.0.1:{port}/hook")).expect("a URL");
    bot.set_webhook(url.clone()).secret_token("s3cret").max_connections(4).await.expect("true");
    assert_eq!(bot.get_webhook_info().await.expect("a webhook").url, Some(url));
    stub.account.write(PERSON, "b");
    for text in ["a", "a", "b"] {
        let post = tokio::time::timeout(LIMIT, posts.recv()).await.expect("in time").expect("a post");
        assert!(post.starts_with("POST /hook HTTP/1.1"), "{post}");
        assert!(post.contains("x-telegram-bot-api-secret-token: s3cret"), "{post}");
        assert!(post.contains(&format!("\"text\":\"{text}\"")), "{text}: {post}");
    }
    let conflict = bot.get_updates().await.expect_err("a webhook is set");
    assert!(conflict.to_string().contains("Conflict"), "{conflict}");
    bot.delete_webhook().await.expect("true");
    stub.account.write(PERSON, "c");
    let polled = bot.get_updates().await.expect("updates");
    assert_eq!(texts(&polled).last(), Some(&"c"));
}

#[tokio::test]
async fn a_webhook_turns_to_the_next_replica_when_one_is_away() {
    let (stub, bot, _) = world().await;
    let (port, mut posts) = hooked(&[]).await;
    let nobody = crate::machine::free_port().expect("a port");
    stub.account.balance([nobody, port].map(|port| ([127, 0, 0, 1], port).into()).to_vec());
    bot.set_webhook(Url::parse("http://public.example/hook").expect("a URL")).await.expect("true");
    ["a", "b", "c"].iter().for_each(|text| stub.account.write(PERSON, text));
    for text in ["a", "b", "c"] {
        let post = tokio::time::timeout(LIMIT, posts.recv()).await.expect("in time").expect("a post");
        assert!(post.contains(&format!("\"text\":\"{text}\"")), "{text}: {post}");
    }
}
