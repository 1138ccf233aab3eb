//! Coach's quick add as a plain teloxide and sqlx bot that understands nothing: see `nexus_bench::peer`.

use nexus_bench::peer::{self, Handled, Pool};
use teloxide::{
    prelude::*,
    types::{InlineKeyboardButton, InlineKeyboardMarkup, ParseMode},
    utils::html::escape,
};

#[tokio::main]
async fn main() -> Handled {
    peer::run("COACH", Update::filter_message().branch(Message::filter_text().endpoint(save))).await
}

async fn save(bot: Bot, message: Message, text: String, pool: Pool) -> Handled {
    let Some(writer) = peer::writer(&message) else { return Ok(()) };
    let mut transaction = pool.begin().await?;
    peer::count(&mut transaction, "coach", writer).await?;
    // What comes after the words that Coach understands as a time.
    let title = text.split_once(" to ").map_or(text.as_str(), |(_, title)| title);
    let undo = peer::save_plan(&mut transaction, writer, title).await?;
    transaction.commit().await?;
    let buttons = [
        InlineKeyboardButton::callback("↩ Undo", format!("undo:{undo}")),
        InlineKeyboardButton::callback("✏️ Edit", "edit"),
    ];
    let said = format!("✅ Saved\n\n<b>{}</b>\n🗓️ tomorrow, 9:00\n🔔 15 minutes before", escape(title));
    bot.send_message(message.chat.id, said)
        .parse_mode(ParseMode::Html)
        .reply_markup(InlineKeyboardMarkup::new([buttons]))
        .await?;
    Ok(())
}
