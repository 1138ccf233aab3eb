//! What a bot declares to write to its own tables: as one with its turn, and bound to its workspace.

use nexus_core::{
    db::{CORE, Sql},
    prelude::*,
};

use crate::{
    support::{Gate, World, bot, on_text, soon},
    turns::{EVERYTHING, TINY, declare_everything, everything, notes},
};

const COUNT: &str = "SELECT coalesce(sum((state ->> 'count')::bigint), 0)::bigint FROM nexus.subscriptions";

fn note(turn: &Turn, text: &str) -> Sql {
    let insert = "INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, $2, 1)";
    Sql::new(insert).bind(turn.workspace()).bind(text.to_owned())
}

fn emptied() -> Sql {
    Sql::new("UPDATE tiny.notes SET body = ''")
}

async fn bodies(turn: &Turn) -> anyhow::Result<String> {
    let seen: Vec<String> = sqlx::query_scalar("SELECT body FROM tiny.notes ORDER BY body")
        .fetch_all(&mut *turn.db().await?)
        .await?;
    Ok(seen.join(","))
}

/// Everything a turn may declare, beside a write, is one statement, with the few rights of its role.
#[tokio::test]
async fn a_write_goes_with_all_else_that_a_turn_declares() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            turn.write(note(&turn, &text));
            declare_everything(&turn)
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    chat.expect("1 pl").await;
    assert_eq!(everything(&world).await, EVERYTHING);
    assert_eq!(notes(&world).await, 1);
    world.stop().await;
}

/// A write without a condition reaches the rows of one's own workspace, alone in its statement and beside another.
#[tokio::test]
async fn a_write_reaches_nothing_of_another_workspace() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            match text.as_str() {
                "empty" => turn.write(emptied()),
                "empty twice" => (0..2).for_each(|_| turn.write(emptied())),
                "show" => turn.say(Html::escape(&bodies(&turn).await?)),
                _ => turn.write(note(&turn, &text)),
            }
            turn.say(Html::escape("done"));
            Ok(())
        })),
        &[&CORE, &TINY],
    )
    .await;
    let (anna, bert) = (world.chat("Anna").await, world.chat("Bert").await);
    for (chat, text) in [(&anna, "hers"), (&bert, "his"), (&anna, "empty"), (&anna, "empty twice")] {
        chat.send(text).await;
        chat.expect("done").await;
    }
    bert.send("show").await;
    bert.expect("his").await;
    world.stop().await;
}

/// A row for somebody else's workspace is refused by the database, with all else that the turn wanted.
#[tokio::test]
async fn a_write_for_another_workspace_is_refused_with_its_turn() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            let insert = "INSERT INTO tiny.notes (workspace_id, body, stars) VALUES ($1, $2, 1)";
            turn.write(Sql::new(insert).bind(uuid::Uuid::max()).bind(text));
            turn.add("count", 1);
            turn.say(Html::escape("never said"));
            Ok(())
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    world.until("it failed once", "SELECT EXISTS (SELECT FROM nexus.inbox WHERE tries = 1)").await;
    let cause = world.text("SELECT cause FROM nexus.inbox WHERE tries = 1").await;
    assert!(cause.contains("row-level security"), "{cause}");
    assert_eq!((notes(&world).await, world.number(COUNT).await), (0, 0));
    assert!(world.sent().await.is_empty());
    world.stop().await;
}

/// What was declared is there for whoever asks afterwards in the same turn.
#[tokio::test]
async fn a_turn_reads_what_it_has_declared() {
    let world = World::over(
        bot(on_text(|turn, text| async move {
            turn.write(note(&turn, &text));
            let first = bodies(&turn).await?;
            turn.write(note(&turn, "later"));
            turn.say(Html::escape(&format!("{first}; {}", bodies(&turn).await?)));
            turn.write(note(&turn, "last"));
            Ok(())
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("first").await;
    chat.expect("first; first,later").await;
    assert_eq!(notes(&world).await, 3);
    world.stop().await;
}

/// Somebody else closed a turn meanwhile: the write, which knows nothing of that, does not happen either.
#[tokio::test]
async fn a_write_of_a_turn_that_was_overtaken_happens_once() {
    let gate = Gate::shut();
    let world = World::over(
        bot(on_text({
            let gate = gate.clone();
            move |turn, text| {
                let gate = gate.clone();
                async move {
                    turn.write(note(&turn, &text));
                    gate.pass().await;
                    let number = turn.add("count", 1);
                    turn.say(Html::escape(&number.to_string()));
                    Ok(())
                }
            }
        })),
        &[&CORE, &TINY],
    )
    .await;
    let chat = world.chat("Anna").await;
    chat.send("x").await;
    gate.reached().await;
    sqlx::query("UPDATE nexus.chats SET version = version + 1")
        .execute(&world.test.pool)
        .await
        .expect("overtaken");
    gate.let_one_pass();
    gate.reached().await;
    gate.let_one_pass();
    soon("the answer", chat.expect("1")).await;
    chat.assert_quiet().await;
    assert_eq!((notes(&world).await, world.number(COUNT).await), (1, 1));
    world.stop().await;
}
