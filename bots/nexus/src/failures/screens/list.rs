//! The list of what was given up.

use chrono::{DateTime, Utc};
use nexus_core::{
    dead::{Dead, DeadOf},
    ids::BotId,
    locale::Format,
    prelude::*,
};

use super::{
    super::{
        List,
        list::{Listed, back},
        tap::{FailuresTap, Of},
    },
    button, counted, cut, first_line, ways,
};
use crate::TEXTS;

/// Characters of a line.
const CAUSE: usize = 140;
const WHAT: usize = 40;
/// Buttons in a row.
const ROW: usize = 3;
/// Bots that can be chosen, those with most first.
const BOTS: usize = 6;

pub(in crate::failures) fn list(format: Format, now: DateTime<Utc>, listed: &Listed) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![head(format, listed)];
    parts.extend(listed.dead.iter().map(|dead| entry(format, now, dead)));
    if listed.total.0 == 0 {
        parts.push(html!(locale, "failures-empty"));
    }
    let cards: Vec<Button> = listed.dead.iter().map(|dead| open(listed.list, dead)).collect();
    let mut screen = Screen::new(Html::join(parts, "\n\n"));
    for row in cards.chunks(ROW) {
        screen = screen.row(row.iter().cloned());
    }
    screen = screen.row(
        listed
            .page
            .buttons(|page| crate::tap::NexusTap::Failures(FailuresTap::List(List { page, ..listed.list }))),
    );
    for row in filters(format, listed).chunks(ROW) {
        screen = screen.row(row.iter().cloned());
    }
    screen.row(retry_all(format, listed)).row(ways(format.language, FailuresTap::List(List::ALL)))
}

/// What is listed, and how much of each kind there is.
fn head(format: Format, listed: &Listed) -> Html {
    let locale = TEXTS.of(format.language);
    let total = counted(format, listed.total);
    let title = match (listed.list.of, &listed.bot) {
        (Of::Bot(_), Some(bot)) => html!(locale, "failures-title-bot", bot = bot, total = total),
        (Of::Cause(_), _) => html!(locale, "failures-title-cause", total = total),
        (Of::Kind(_), _) => html!(locale, "failures-title-kind", total = total),
        _ => html!(locale, "failures-title", total = total),
    };
    let is_own = |of: &&DeadOf| listed.bot.as_ref().is_none_or(|code| of.code == *code);
    let sum = |kind: fn(&DeadOf) -> i64| listed.counts.iter().filter(is_own).map(kind).sum::<i64>();
    let is_whole = matches!(listed.list.of, Of::All | Of::Bot(_));
    if listed.total.0 == 0 || !is_whole {
        return title.bold();
    }
    let kinds = html!(
        locale,
        "failures-kinds",
        entries = sum(|of| of.entries),
        jobs = sum(|of| of.jobs),
        messages = sum(|of| of.messages)
    );
    Html::join([title.bold(), kinds], "\n")
}

/// `e12 · coach · job errand · Anna`, when, and why.
fn entry(format: Format, now: DateTime<Utc>, dead: &Dead) -> Html {
    let mut line = Html::escape(&dead.id.to_string()).code();
    let facts = [Some(dead.bot.as_str()), Some(dead.what.as_str()), dead.person.as_deref()];
    for fact in facts.into_iter().flatten() {
        line.push(format!(" · {}", cut(fact, WHAT)));
    }
    let when = Html::escape(&format.moment(dead.at, now)).italic();
    Html::join([line, when, Html::escape(&first_line(&dead.cause, CAUSE))], "\n")
}

fn open(list: List, dead: &Dead) -> Button {
    button(dead.id.to_string(), FailuresTap::Card { id: dead.id, list })
}

/// The way to each bot that has some, and to all of them.
fn filters(format: Format, listed: &Listed) -> Vec<Button> {
    let locale = TEXTS.of(format.language);
    let mut others: Vec<&DeadOf> = listed.counts.iter().collect();
    others.sort_by_key(|of| std::cmp::Reverse(of.total()));
    let all = (listed.list.of != Of::All)
        .then(|| button(text!(locale, "failures-button-all"), FailuresTap::List(List::ALL)));
    let shown = others.into_iter().filter(|of| listed.list.of != Of::Bot(of.bot)).take(BOTS);
    let is_useful = listed.counts.len() > 1 || listed.list.of != Of::All;
    let bots = shown.filter(|_| is_useful).map(|of| {
        let label = format!("{} ({})", cut(&of.code, 20), counted(format, (of.total(), of.is_more())));
        button(label, FailuresTap::List(List::of(Of::Bot(of.bot))))
    });
    all.into_iter().chain(bots).collect()
}

fn retry_all(format: Format, listed: &Listed) -> Option<Button> {
    let locale = TEXTS.of(format.language);
    match (listed.list.of, &listed.bot) {
        _ if listed.total.0 == 0 => None,
        (Of::All, _) => {
            Some(button(text!(locale, "failures-button-retry-all"), FailuresTap::AskRetryAll(None)))
        }
        (Of::Bot(bot), Some(code)) => Some(button(
            text!(locale, "failures-button-retry-bot", bot = cut(code, 20)),
            FailuresTap::AskRetryAll(Some(bot)),
        )),
        _ => None,
    }
}

/// Whether all of it is to be tried again.
pub(in crate::failures) fn ask_retry_all(
    format: Format,
    bot: Option<BotId>,
    code: Option<&str>,
    total: (i64, bool),
) -> Screen {
    let locale = TEXTS.of(format.language);
    let count = counted(format, total);
    let question = match code {
        Some(code) => html!(locale, "failures-ask-retry-bot", bot = code, count = count),
        None => html!(locale, "failures-ask-retry-all", count = count),
    };
    let list = List::of(bot.map_or(Of::All, Of::Bot));
    Screen::new(question)
        .row([button(text!(locale, "failures-button-retry-yes"), FailuresTap::RetryAll(bot))])
        .row([back(format.language, list)])
}
