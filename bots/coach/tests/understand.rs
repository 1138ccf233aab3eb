//! The golden corpus against the parser: how many phrases of each language are read fully right.

use chrono::{DateTime, Utc};
use coach::understand::{Context, Problem, read, to_json};
use nexus_core::locale::Language;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Line {
    text: String,
    lang: Language,
    zone: chrono_tz::Tz,
    now: DateTime<Utc>,
    set: String,
    expect: Value,
}

/// Right and all, of one half.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
}

impl Score {
    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all as f64
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::NoSuchDate(words) | Problem::NoSuchTime(words) => format!("{}:{words}", problem.code()),
        Problem::InPast(_) | Problem::TitleMissing => problem.code().to_owned(),
    }
}

/// What differs from the expectation, field by field; empty when all is right.
fn differences(line: &Line) -> Vec<String> {
    let context = Context { language: line.lang, zone: line.zone, now: line.now };
    let reading = read(&line.text, &context);
    let mut got = to_json(&reading, &context);
    if !reading.problems.is_empty() {
        got["problems"] = reading.problems.iter().map(problem).collect();
    }
    let fields = line
        .expect
        .as_object()
        .expect("an object")
        .keys()
        .chain(["problems"].map(String::from).iter())
        .cloned()
        .collect::<std::collections::BTreeSet<_>>();
    fields
        .into_iter()
        .filter(|field| got[field.as_str()] != line.expect[field.as_str()])
        .map(|field| format!("{field}: {} instead of {}", got[field.as_str()], line.expect[field.as_str()]))
        .collect()
}

fn check(corpus: &str, at_least: f64) {
    let (mut dev, mut held) = (Score::default(), Score::default());
    let begun = std::time::Instant::now();
    for line in corpus.lines() {
        let line: Line = serde_json::from_str(line).expect("a line of the corpus");
        let wrong = differences(&line);
        let score = if line.set == "held" { &mut held } else { &mut dev };
        score.all += 1;
        score.right += usize::from(wrong.is_empty());
        // Failures of the half that is set aside stay unseen unless someone asks for them by name.
        let shown = line.set == "dev" || std::env::var_os("CORPUS_SHOW_HELD").is_some();
        if shown && !wrong.is_empty() {
            println!("  {}\n      {}", line.text, wrong.join("\n      "));
        }
    }
    println!(
        "{:?} a phrase (parsing the line included)",
        begun.elapsed() / u32::try_from(dev.all + held.all).unwrap_or(1)
    );
    println!(
        "dev {}/{} = {:.1} %, held {}/{} = {:.1} %",
        dev.right,
        dev.all,
        dev.percent(),
        held.right,
        held.all,
        held.percent()
    );
    assert!(dev.percent() >= at_least, "development half: {:.1} %", dev.percent());
    assert!(held.percent() >= 95.0, "held half: {:.1} %", held.percent());
}

#[test]
fn english() {
    check(include_str!("corpus/en.jsonl"), 99.0);
}

#[test]
fn russian() {
    check(include_str!("corpus/ru.jsonl"), 99.0);
}

#[test]
fn ukrainian() {
    check(include_str!("corpus/uk.jsonl"), 99.0);
}

#[test]
fn polish() {
    check(include_str!("corpus/pl.jsonl"), 99.0);
}
