//! Handlers of a draft: its texts, its buttons, and who gets it.

use nexus_core::{
    broadcast::{
        self, Broadcast, Content, Counted, Flaw, LinkButton, Phase, Photo, Segment, recipients_by_language,
    },
    ids::BroadcastId,
    prelude::*,
};
use serde_json::json;

use super::{
    Asked, Menu, Setting,
    dialogue::{find_or_say, note, open, overtaken, speaker_of},
    photo, screens,
};
use crate::TEXTS;

/// The draft with what can be done next.
pub(super) async fn show(turn: &Turn, draft: &Broadcast) -> anyhow::Result<()> {
    broadcast::look_away(&mut *turn.db().await?, turn.person().user).await?;
    let counted = counted(turn, draft).await?;
    turn.show(screens::draft(turn.format(), draft, &counted));
    Ok(())
}

pub(super) async fn counted(turn: &Turn, draft: &Broadcast) -> anyhow::Result<Counted> {
    let db = turn.outer_db();
    Ok(recipients_by_language(db, draft.account, &draft.segment, &draft.content, turn.now()).await?)
}

/// What is no draft any more is shown as it is.
pub(super) async fn is_open(turn: &Turn, draft: &Broadcast) -> anyhow::Result<bool> {
    let is_draft = draft.phase == Phase::Draft;
    if !is_draft {
        overtaken(turn, draft.id).await?;
    }
    Ok(is_draft)
}

pub(super) async fn version(turn: &Turn, draft: Broadcast, language: Language) -> anyhow::Result<()> {
    if !is_open(turn, &draft).await? {
        return Ok(());
    }
    match draft.content.version(language) {
        Some(version) => turn.show(screens::version(turn.format(), &draft, version)),
        None => ask_text(turn, &draft, language)?,
    }
    Ok(())
}

pub(super) fn ask_text(turn: &Turn, draft: &Broadcast, language: Language) -> anyhow::Result<()> {
    turn.go(&Asked::BroadcastText { id: draft.id, language })?;
    turn.show(screens::ask_text(turn.format(), draft, language));
    Ok(())
}

/// The message is the version: its text with its formatting, and its picture.
pub(super) async fn take_text(
    turn: Turn,
    message: Message,
    (id, language): (BroadcastId, Language),
) -> anyhow::Result<()> {
    let Some(draft) = find_or_say(&turn, id).await? else { return Ok(()) };
    if !is_open(&turn, &draft).await? {
        turn.rest();
        return Ok(());
    }
    let picture = message.photo().and_then(|sizes| sizes.iter().max_by_key(|size| size.width));
    // What stands below any other file is not meant to go without it.
    let text = message.text().or(message.caption().filter(|_| picture.is_some()));
    let entities = message.entities().or(message.caption_entities()).unwrap_or_default();
    match (text, picture) {
        (None, None) => turn.say(screens::only_texts(turn.format(), id)),
        (text, Some(picture)) => {
            let text = Html::formatted(text.unwrap_or_default(), entities);
            photo::fetch(&turn, &draft, language, text, picture.file.id.to_string())?;
        }
        (Some(text), None) => keep(&turn, draft, language, Html::formatted(text, entities), None).await?,
    }
    Ok(())
}

/// Writes a version, if it can be sent so.
pub(super) async fn keep(
    turn: &Turn,
    draft: Broadcast,
    language: Language,
    text: Html,
    photo: Option<Photo>,
) -> anyhow::Result<()> {
    let mut content = draft.content.clone();
    content.put(language, text, photo);
    match flaw_in(&content, language) {
        Some(flaw) => {
            turn.say(screens::flaw(turn.format(), draft.id, language, &flaw));
            turn.go(&Asked::BroadcastText { id: draft.id, language })
        }
        None => change_content(turn, draft, content).await,
    }
}

/// A picture may make another version too long for a caption; that is told where it is sent.
fn flaw_in(content: &Content, language: Language) -> Option<Flaw> {
    content.flaw().filter(|(about, _)| *about == Some(language)).map(|(_, flaw)| flaw)
}

async fn change_content(turn: &Turn, draft: Broadcast, content: Content) -> anyhow::Result<()> {
    turn.rest();
    if !broadcast::change_content(&mut *turn.db().await?, &draft, &content).await? {
        return overtaken(turn, draft.id).await;
    }
    note(turn, "broadcast.write", draft.id, json!({"content": content.digest()}));
    open(turn, draft.id).await
}

pub(super) async fn ask_remove(turn: &Turn, draft: Broadcast, language: Language) -> anyhow::Result<()> {
    if is_open(turn, &draft).await? {
        turn.show(screens::ask_remove(turn.format(), &draft, language));
    }
    Ok(())
}

pub(super) async fn remove(turn: &Turn, draft: Broadcast, language: Language) -> anyhow::Result<()> {
    let mut content = draft.content.clone();
    content.remove(language);
    change_content(turn, draft, content).await
}

pub(super) fn ask_buttons(turn: &Turn, draft: &Broadcast, language: Language) -> anyhow::Result<()> {
    turn.go(&Asked::BroadcastButtons { id: draft.id, language })?;
    turn.show(screens::ask_buttons(turn.format(), draft.id, language));
    Ok(())
}

pub(super) async fn take_buttons(
    turn: Turn,
    message: Message,
    (id, language): (BroadcastId, Language),
) -> anyhow::Result<()> {
    let Some(draft) = find_or_say(&turn, id).await? else { return Ok(()) };
    match LinkButton::read_all(message.text().unwrap_or_default()) {
        Ok(buttons) => set_buttons(&turn, draft, language, buttons).await,
        Err(flaw) => {
            turn.say(screens::flaw(turn.format(), id, language, &flaw));
            Ok(())
        }
    }
}

pub(super) async fn clear_buttons(turn: &Turn, draft: Broadcast, language: Language) -> anyhow::Result<()> {
    set_buttons(turn, draft, language, Vec::new()).await
}

async fn set_buttons(
    turn: &Turn,
    draft: Broadcast,
    language: Language,
    buttons: Vec<LinkButton>,
) -> anyhow::Result<()> {
    let mut content = draft.content.clone();
    if let Some(version) = content.0.iter_mut().find(|version| version.language == language) {
        version.buttons = buttons;
    }
    change_content(turn, draft, content).await
}

pub(super) async fn segment(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    if is_open(turn, &draft).await? {
        let counted = counted(turn, &draft).await?;
        let also = also_of(turn, &draft.segment).await?;
        turn.show(screens::segment(turn.format(), &draft, &counted, also.as_deref()));
    }
    Ok(())
}

/// What the other bot is called that people are to use too.
async fn also_of(turn: &Turn, segment: &Segment) -> anyhow::Result<Option<String>> {
    let Some(also) = segment.also else { return Ok(None) };
    let speakers = broadcast::speakers(turn.outer_db(), turn.account().realm).await?;
    Ok(speakers.into_iter().find(|speaker| speaker.bot == also).map(|speaker| speaker.name))
}

pub(super) async fn menu(turn: &Turn, draft: Broadcast, menu: Menu) -> anyhow::Result<()> {
    if is_open(turn, &draft).await? {
        let counted = counted(turn, &draft).await?;
        show_menu(turn, &draft, menu, (&counted, None)).await?;
    }
    Ok(())
}

async fn show_menu(
    turn: &Turn,
    draft: &Broadcast,
    menu: Menu,
    (counted, before): (&Counted, Option<&Counted>),
) -> anyhow::Result<()> {
    let others = match menu {
        Menu::Also => broadcast::speakers(turn.outer_db(), turn.account().realm).await?,
        _ => Vec::new(),
    };
    turn.show(screens::menu(turn.format(), draft, menu, &others, counted, before));
    Ok(())
}

/// Chooses a condition, and tells how many it were before and are now.
pub(super) async fn set(turn: &Turn, draft: Broadcast, setting: Setting) -> anyhow::Result<()> {
    if !is_open(turn, &draft).await? {
        return Ok(());
    }
    let before = counted(turn, &draft).await?;
    let segment = with(draft.segment.clone(), setting);
    if segment != draft.segment {
        if !broadcast::change_segment(&mut *turn.db().await?, &draft, &segment).await? {
            return overtaken(turn, draft.id).await;
        }
        note(turn, "broadcast.aim", draft.id, json!({"segment": segment}));
    }
    let draft = Broadcast { segment, revision: draft.revision + 1, ..draft };
    let now = counted(turn, &draft).await?;
    show_menu(turn, &draft, setting.menu(), (&now, Some(&before))).await
}

fn with(mut segment: Segment, setting: Setting) -> Segment {
    match setting {
        Setting::Language(language) => segment.toggle(language),
        Setting::AllLanguages => segment.languages.clear(),
        Setting::Activity(activity) => segment.activity = activity,
        Setting::Joined(joined) => segment.joined = joined,
        Setting::Tier(tier) => segment.tier = tier,
        Setting::Also(also) => segment.also = also,
    }
    segment
}

/// Each version as its readers will see it, with the admin's own name in it.
pub(super) async fn preview(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    for version in &draft.content.0 {
        turn.say(screens::heading(version.language));
        say_version(turn, &draft, version);
    }
    turn.say(screens::after_preview(turn.format(), draft.id));
    Ok(())
}

fn say_version(turn: &Turn, draft: &Broadcast, version: &broadcast::Version) {
    let text = version.addressed(&turn.person().profile.first_name);
    let keyboard = draft.content.keyboard_of(version);
    match draft.content.photo_of(version) {
        Some(photo) => turn.send_stored(photo, text, keyboard),
        None => turn.say(Screen::new(text).keyboard(keyboard)),
    }
}

/// Sends each version to the admin, by the bot itself where they use it.
pub(super) async fn try_out(turn: &Turn, draft: Broadcast) -> anyhow::Result<()> {
    let locale = TEXTS.of(turn.language());
    let (user, name) = (turn.person().user, &turn.person().profile.first_name);
    let mut db = turn.db().await?;
    let mut is_there = true;
    for version in &draft.content.0 {
        let key = format!("trial:{}:{}:{}", draft.id, version.language.code(), turn.trace());
        let look =
            (version.addressed(name), draft.content.keyboard_of(version), draft.content.photo_of(version));
        is_there &= broadcast::trial(&mut *db, draft.account, user, &key, look, turn.now()).await?;
    }
    drop(db);
    note(turn, "broadcast.trial", draft.id, json!({"content": draft.content.digest()}));
    if is_there {
        turn.alert(text!(locale, "cast-trial-sent", bot = &draft.bot_name));
        return Ok(());
    }
    turn.say(html!(locale, "cast-trial-here", bot = &draft.bot_name));
    for version in &draft.content.0 {
        say_version(turn, &draft, version);
    }
    turn.say(screens::after_preview(turn.format(), draft.id));
    Ok(())
}

/// Whether the bot's process runs, so that what begins now begins now.
pub(super) async fn is_at_work(turn: &Turn, draft: &Broadcast) -> anyhow::Result<bool> {
    Ok(speaker_of(turn, draft.account).await?.is_some_and(|speaker| speaker.is_at_work))
}
