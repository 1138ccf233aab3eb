//! The counter as a plain teloxide and sqlx bot: see `nexus_bench::peer`.

use nexus_bench::peer::{self, Handled, Pool};
use teloxide::prelude::*;

#[tokio::main]
async fn main() -> Handled {
    peer::run("COUNTER", Update::filter_message().branch(Message::filter_text().endpoint(answer))).await
}

async fn answer(bot: Bot, message: Message, pool: Pool) -> Handled {
    let Some(writer) = peer::writer(&message) else { return Ok(()) };
    let mut transaction = pool.begin().await?;
    let count = peer::count(&mut transaction, "counter", writer).await?;
    transaction.commit().await?;
    bot.send_message(message.chat.id, count.to_string()).await?;
    Ok(())
}
