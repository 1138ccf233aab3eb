//! The queue.

use chrono::{DateTime, TimeDelta, Utc};
use nexus_core::{
    dead::history::kind_key,
    health::{NamedJobs, RARE_COUNTED},
    locale::Format,
    prelude::*,
};

use super::{
    super::{
        List,
        tap::{FailuresTap, Of},
    },
    as_of, button, counted, cut, ways,
};
use crate::{TEXTS, alerts::length};

/// Kinds of work that are shown, and of those with dead ones the ways there.
const KINDS: usize = 25;
const WAYS: usize = 8;

pub(in crate::failures) fn jobs(format: Format, now: DateTime<Utc>, jobs: &[NamedJobs]) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![html!(locale, "failures-jobs-title").bold()];
    for of_bot in jobs[..jobs.len().min(KINDS)].chunk_by(|one, other| one.bot == other.bot) {
        let lines = of_bot.iter().map(|named| line(format, named));
        let bot = of_bot.first().map(|named| Html::escape(&named.bot).bold());
        parts.push(Html::join(bot.into_iter().chain(lines), "\n"));
    }
    if jobs.is_empty() {
        parts.push(html!(locale, "failures-jobs-empty"));
    }
    let total: i64 = jobs.iter().map(count).sum();
    if total >= RARE_COUNTED {
        parts.push(html!(locale, "failures-jobs-newest", count = RARE_COUNTED));
    }
    parts.push(as_of(format, now));
    let dead = jobs.iter().filter(|named| named.jobs.dead > 0).take(WAYS).map(|named| {
        let label = format!("🪦 {} ({})", cut(&named.job, 24), counted(format, (named.jobs.dead, false)));
        let what = format!("job {}", named.job);
        button(label, FailuresTap::List(List::of(Of::Kind(kind_key(&named.bot, &what)))))
    });
    let dead: Vec<Button> = dead.collect();
    let mut screen = Screen::new(Html::join(parts, "\n\n"));
    for row in dead.chunks(2) {
        screen = screen.row(row.iter().cloned());
    }
    screen
        .row([button(text!(locale, "button-refresh"), FailuresTap::Jobs)])
        .row(ways(format.language, FailuresTap::Jobs))
}

fn count(named: &NamedJobs) -> i64 {
    let jobs = named.jobs;
    jobs.waiting + jobs.retrying + jobs.running + jobs.dead
}

/// `errand: waiting 3 · dead 1`, and how long the oldest has been waiting; what there is none of is left out.
fn line(format: Format, named: &NamedJobs) -> Html {
    let locale = TEXTS.of(format.language);
    let jobs = named.jobs;
    let mut facts = Vec::new();
    if jobs.waiting > 0 {
        facts.push(html!(locale, "failures-jobs-waiting", count = jobs.waiting));
    }
    if jobs.retrying > 0 {
        facts.push(html!(locale, "failures-jobs-retrying", count = jobs.retrying));
    }
    if jobs.running > 0 {
        facts.push(html!(locale, "failures-jobs-running", count = jobs.running));
    }
    if jobs.dead > 0 {
        facts.push(html!(locale, "failures-jobs-dead", count = jobs.dead));
    }
    if jobs.oldest >= 1. {
        let oldest = length(format, TimeDelta::seconds(jobs.oldest as i64));
        facts.push(html!(locale, "failures-jobs-oldest", length = oldest));
    }
    html!(locale, "failures-jobs-line", job = cut(&named.job, 40), facts = Html::join(facts, " · "))
}
