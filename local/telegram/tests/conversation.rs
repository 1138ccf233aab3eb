//! The wire, proved with a small real bot on teloxide: what it does in production it does here.

use std::time::Duration;

use telegram_local::{Bot as Account, Fault, Telegram};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, InputFile, ParseMode};
use teloxide::utils::command::BotCommands;

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[derive(BotCommands, Clone)]
#[command(rename_rule = "lowercase")]
enum Command {
    #[command(description = "begin")]
    Start(String),
    #[command(description = "a file")]
    Export,
}

fn keyboard() -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([[
        InlineKeyboardButton::callback("Yes", "v1:yes"),
        InlineKeyboardButton::callback("No", "v1:no"),
    ]])
}

async fn command(bot: Bot, message: Message, command: Command) -> Done {
    match command {
        Command::Start(payload) => {
            let name = message.from.map(|user| user.first_name).unwrap_or_default();
            let text = format!("Hello, <b>{name}</b>! {payload}");
            bot.send_message(message.chat.id, text)
                .parse_mode(ParseMode::Html)
                .reply_markup(keyboard())
                .await?;
        }
        Command::Export => {
            let file = InputFile::memory("everything").file_name("export.txt");
            bot.send_document(message.chat.id, file).caption("All of it").await?;
        }
    }
    Ok(())
}

async fn other(bot: Bot, message: Message) -> Done {
    let said = match message.location() {
        Some(place) => format!("You are at {:.1}", place.latitude),
        None => format!("You said {}", message.text().unwrap_or("nothing")),
    };
    bot.send_message(message.chat.id, said).await?;
    Ok(())
}

async fn pressed(bot: Bot, query: CallbackQuery) -> Done {
    let answer = query.data.clone().unwrap_or_default();
    if let Some(message) = query.regular_message() {
        bot.edit_message_text(message.chat.id, message.id, format!("Chosen: {answer}")).await?;
    }
    bot.answer_callback_query(query.id).text(format!("got {answer}")).await?;
    Ok(())
}

/// Runs the bot in the background until its task is dropped with the test.
async fn run(telegram: &Telegram, account: &Account) {
    let url = telegram.url().parse().expect("an address");
    let bot = Bot::new(account.token.clone()).set_api_url(url);
    bot.set_my_commands(Command::bot_commands()).await.expect("commands are set");
    let tree = dptree::entry()
        .branch(Update::filter_message().filter_command::<Command>().endpoint(command))
        .branch(Update::filter_message().endpoint(other))
        .branch(Update::filter_callback_query().endpoint(pressed));
    tokio::spawn(async move { Dispatcher::builder(bot, tree).build().dispatch().await });
}

#[tokio::test]
async fn reads_as_a_conversation() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("coach").await;
    run(&telegram, &account).await;
    let anna = telegram.person("Anna").language("ru").zone("Europe/Moscow").create().await;
    let chat = anna.chat(&account).await;

    chat.send("/start abc").await;
    let seen = chat.expect("Hello").await;
    insta::assert_snapshot!(seen, @r"
    Hello, <b>Anna</b>! abc
    [Yes][No]
    ");

    let answer = chat.press("Yes").await;
    assert_eq!((answer.text.as_str(), answer.alert), ("got v1:yes", false));
    let edited = chat.expect("Chosen").await;
    assert!(edited.edited && edited.message_id == seen.message_id && edited.buttons.is_empty());
    assert_eq!(chat.press_data("forged").await.text, "got forged");
    chat.expect("Chosen: forged").await;

    chat.location(52.23, 21.0).await;
    chat.expect("You are at 52.2").await;
    chat.send("/export").await;
    let file = chat.expect_file("export.txt").await;
    assert_eq!((file.seen.text.as_str(), file.mime.as_str()), ("All of it", "text/plain"));
    assert_eq!(file.bytes, b"everything");
    assert_eq!(chat.commands().await[0], ("start".to_owned(), "begin".to_owned()));
    chat.assert_quiet().await;
    assert_eq!(telegram.calls(&account, "sendMessage").await.len(), 2);
}

#[tokio::test]
async fn a_group_talks_with_the_bot_before_and_after_its_upgrade() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("coach").await;
    run(&telegram, &account).await;
    let (anna, boris) = (telegram.person("Anna").create().await, telegram.person("Boris").create().await);
    let team = telegram.group("Team").with(&anna).with(&boris).bot(&account).create().await;
    let (annas, boriss) = (team.chat(&anna).await, team.chat(&boris).await);
    annas.send("good morning").await;
    annas.send("/start@coach all").await;
    let seen = boriss.expect("Hello").await;
    assert_eq!((seen.from, seen.text.as_str()), (account.id, "Hello, Anna! all"));
    assert_eq!(boriss.press("Yes").await.text, "got v1:yes");
    annas.expect("Chosen: v1:yes").await;
    team.upgrade().await;
    let question = annas.send("and now, @coach?").await;
    assert!(boriss.expect("You said and now").await.raw["chat"]["id"].as_i64() == Some(team.id()));
    boriss.reply(question, "he answers everybody").await;
    annas.hear(&boris, "he answers").await;
    annas.expect("You said and now").await;
    annas.assert_quiet().await;
}

#[tokio::test]
async fn a_bot_survives_a_cut_connection() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("coach").await;
    run(&telegram, &account).await;
    let chat = telegram.person("Oleh").create().await.chat(&account).await;
    let fault =
        Fault { method: Some("sendmessage".into()), times: Some(1), drop_after: true, ..Fault::default() };
    telegram.fault(fault).await;
    chat.send("one").await;
    chat.expect("You said one").await;
    chat.send("two").await;
    chat.expect("You said two").await;
    chat.assert_quiet().await;
}

#[tokio::test]
async fn what_is_not_said_fails_with_the_transcript() {
    let telegram = Telegram::start().await.expect("a server");
    let account = telegram.bot("coach").await;
    let chat = telegram.person("Anna").create().await.chat(&account).await;
    chat.send("anybody here?").await;
    telegram.set_limit(Duration::from_millis(50));
    let failed = tokio::spawn(async move { chat.expect("hello").await }).await.expect_err("nobody answers");
    let panic = failed.into_panic();
    let text = panic.downcast_ref::<String>().expect("a text");
    assert!(text.contains("Anna: anybody here?") && text.contains("\"hello\""), "{text}");
}

#[tokio::test]
async fn the_clock_moves_by_exactly_as_much_as_it_is_told() {
    let telegram = Telegram::start().await.expect("a server");
    let before = telegram.clock().await.offset_ms;
    for _ in 0..200 {
        telegram.advance(Duration::from_millis(10)).await;
    }
    assert_eq!(telegram.clock().await.offset_ms, before + 2000);
}
