//! Handlers: all that admins send and press about broadcasts.

use nexus_core::{
    audit::Record,
    broadcast::{self, Broadcast, Draft, Speaker},
    dptree,
    ids::{AccountId, BroadcastId},
    prelude::*,
    teloxide,
};
use serde_json::Value;

use super::{Act, Asked, BroadcastTap, drafting, progress, report, screens, sending};
use crate::{
    TEXTS,
    admin::role::{self, Right},
    tap::NexusTap,
};

/// Stands in no menu.
#[derive(Clone, Debug, PartialEq, BotCommands)]
#[command(rename_rule = "snake_case")]
enum Command {
    Broadcast,
}

pub(crate) fn handlers() -> Handler {
    dptree::entry()
        .branch(
            Update::filter_message()
                .branch(
                    dptree::entry()
                        .filter_command::<Command>()
                        .chain(role::only(Right::Broadcast))
                        .endpoint(|turn| list(turn, 0)),
                )
                .branch(answers()),
        )
        .branch(
            tap::<NexusTap>()
                .chain(case![NexusTap::Broadcast(tap)])
                .chain(role::only(Right::Broadcast))
                .endpoint(press),
        )
}

/// What an admin was asked to write.
fn answers() -> Handler {
    dialogue::enter::<Asked>()
        .filter(|asked: Asked| asked != Asked::default())
        .chain(role::only(Right::Broadcast))
        .branch(case![Asked::BroadcastText { id, language }].endpoint(drafting::take_text))
        .branch(case![Asked::BroadcastButtons { id, language }].endpoint(drafting::take_buttons))
        .branch(case![Asked::BroadcastTime { id }].endpoint(sending::take_time))
}

async fn press(turn: Turn, tap: BroadcastTap) -> anyhow::Result<()> {
    turn.rest();
    match tap {
        BroadcastTap::List(page) => list(turn, page).await,
        BroadcastTap::New => choose_speaker(turn).await,
        BroadcastTap::Speaker(account) => begin(turn, account).await,
        BroadcastTap::Of(id, act) => match find_or_say(&turn, id).await? {
            Some(found) => act_on(turn, found, act).await,
            None => Ok(()),
        },
    }
}

async fn act_on(turn: Turn, found: Broadcast, act: Act) -> anyhow::Result<()> {
    match act {
        Act::Open => open(&turn, found.id).await,
        Act::Version(language) => drafting::version(&turn, found, language).await,
        Act::AskText(language) => drafting::ask_text(&turn, &found, language),
        Act::AskRemove(language) => drafting::ask_remove(&turn, found, language).await,
        Act::Remove(language) => drafting::remove(&turn, found, language).await,
        Act::AskButtons(language) => drafting::ask_buttons(&turn, &found, language),
        Act::ClearButtons(language) => drafting::clear_buttons(&turn, found, language).await,
        Act::Segment => drafting::segment(&turn, found).await,
        Act::Menu(menu) => drafting::menu(&turn, found, menu).await,
        Act::Set(setting) => drafting::set(&turn, found, setting).await,
        Act::Preview => drafting::preview(&turn, found).await,
        Act::Trial => drafting::try_out(&turn, found).await,
        Act::When => sending::when(&turn, found).await,
        Act::AskWhen => sending::ask_time(&turn, &found),
        Act::Confirm(start) => sending::confirm(&turn, found, start).await,
        Act::Send(revision, start) => sending::send(&turn, found, revision, start).await,
        Act::Unschedule => sending::unschedule(&turn, found).await,
        Act::AskDiscard => sending::ask_discard(&turn, found).await,
        Act::Discard => sending::discard(&turn, found).await,
        Act::Pause => progress::pause(&turn, found).await,
        Act::Resume => progress::resume(&turn, found).await,
        Act::AskStop => progress::ask_stop(&turn, found).await,
        Act::Stop => progress::stop(&turn, found).await,
        Act::Report => report::send(&turn, found).await,
    }
}

/// One page of all there are.
pub(super) async fn list(turn: Turn, number: u32) -> anyhow::Result<()> {
    let mut db = turn.db().await?;
    broadcast::look_away(&mut *db, turn.person().user).await?;
    let count = broadcast::count(&mut *db).await?;
    let page = Page::of(number, u64::try_from(count).unwrap_or_default(), screens::PAGE);
    let shown = broadcast::page(&mut *db, page.offset(), screens::PAGE.into()).await?;
    drop(db);
    turn.show(screens::list(turn.format(), turn.now(), page, &shown).home_row(&turn));
    Ok(())
}

/// The bots of the admin's messenger; who has one need not choose.
async fn choose_speaker(turn: Turn) -> anyhow::Result<()> {
    let speakers = broadcast::speakers(turn.outer_db(), turn.account().realm).await?;
    match &speakers[..] {
        [only] => begin(turn, only.account).await,
        _ => {
            turn.show(screens::speakers(turn.format(), &speakers));
            Ok(())
        }
    }
}

/// A draft in the bot's name, whose first text is asked for.
async fn begin(turn: Turn, account: AccountId) -> anyhow::Result<()> {
    // The button's account may be a stranger's by now.
    let Some(speaker) = speaker_of(&turn, account).await? else { return list(turn, 0).await };
    let draft = Draft {
        id: BroadcastId::new(),
        account: speaker.account,
        author: turn.person().user,
        console: turn.account().bot,
    };
    let mut db = turn.db().await?;
    broadcast::create(&mut *db, draft, turn.now()).await?;
    drop(db);
    note(&turn, "broadcast.create", draft.id, serde_json::json!({"bot": speaker.code}));
    match find_or_say(&turn, draft.id).await? {
        Some(found) => drafting::ask_text(&turn, &found, turn.language()),
        None => Ok(()),
    }
}

pub(super) async fn speaker_of(turn: &Turn, account: AccountId) -> anyhow::Result<Option<Speaker>> {
    let speakers = broadcast::speakers(turn.outer_db(), turn.account().realm).await?;
    Ok(speakers.into_iter().find(|speaker| speaker.account == account))
}

/// The broadcast, or a word that it has gone and what there is instead.
pub(super) async fn find_or_say(turn: &Turn, id: BroadcastId) -> anyhow::Result<Option<Broadcast>> {
    let found = broadcast::find(&mut *turn.db().await?, id).await?;
    if found.is_none() {
        turn.rest();
        turn.toast(text!(TEXTS.of(turn.language()), "cast-gone"));
        list(turn.clone(), 0).await?;
    }
    Ok(found)
}

/// How it stands now, whatever it was a moment ago.
pub(super) async fn open(turn: &Turn, id: BroadcastId) -> anyhow::Result<()> {
    let Some(found) = find_or_say(turn, id).await? else { return Ok(()) };
    match found.phase {
        broadcast::Phase::Draft => drafting::show(turn, &found).await,
        _ => progress::show(turn, &found).await,
    }
}

/// Another admin was quicker, or the button is an old one: nothing is done but to show how it stands.
pub(super) async fn overtaken(turn: &Turn, id: BroadcastId) -> anyhow::Result<()> {
    turn.toast(text!(TEXTS.of(turn.language()), "cast-overtaken"));
    open(turn, id).await
}

/// Notes who did it.
pub(super) fn note(turn: &Turn, action: &'static str, id: BroadcastId, after: Value) {
    turn.write(Record::by_admin(turn, action, id).after(after).sql(turn.now()));
}
