//! How what was given up looks on a terminal. All of it may have come from strangers: nothing here moves a cursor.

use chrono::{DateTime, Utc};
use nexus_core::{
    dead::{
        Counts, Dead,
        edit::{Change, Edit},
    },
    secrets::{mask, mask_json},
};
use serde_json::Value;

const HEAD: [&str; 7] = ["ID", "WHEN (UTC)", "BOT", "WHAT", "CHAT", "TRIES", "CAUSE"];
/// Characters of a cell; more of it is told by `show`.
const CELL: usize = 32;
const CAUSE: usize = 72;

/// A table of up to `limit`, with a word about those that are left out.
pub(super) fn list(dead: &[Dead], limit: usize) -> String {
    if dead.is_empty() {
        return "nothing is dead\n".to_owned();
    }
    let shown = &dead[..dead.len().min(limit)];
    let rows: Vec<[String; 7]> = shown.iter().map(row).collect();
    let head = HEAD.map(str::to_owned);
    let widths: Vec<usize> = (0..HEAD.len()).map(|column| width(&head, &rows, column)).collect();
    let mut page: String = std::iter::once(&head).chain(&rows).map(|row| line(row, &widths)).collect();
    if dead.len() > limit {
        page.push_str("… and more; --limit N shows them\n");
    }
    page
}

fn row(dead: &Dead) -> [String; 7] {
    [
        dead.id.to_string(),
        when(dead.at),
        cut(&dead.bot, CELL),
        cut(&dead.what, CELL),
        cut(&whose(dead), CELL),
        dead.tries.to_string(),
        cut(&mask(&dead.cause), CAUSE),
    ]
}

fn width(head: &[String; 7], rows: &[[String; 7]], column: usize) -> usize {
    let cells = rows.iter().map(|row| &row[column]).chain([&head[column]]);
    cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
}

fn line(row: &[String; 7], widths: &[usize]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("{}\n", cells.join("  ").trim_end())
}

/// Everything about one.
pub(super) fn show(dead: &Dead) -> String {
    let account = dead.account.as_deref().map(|name| format!(" (@{name})")).unwrap_or_default();
    let trace = dead.trace.map_or_else(|| "unknown".to_owned(), |trace| trace.to_string());
    let facts = [
        ("what", dead.what.clone()),
        ("when", format!("{} UTC", when(dead.at))),
        ("bot", format!("{}{account}", dead.bot)),
        ("chat", whose(dead)),
        ("tries", dead.tries.to_string()),
        ("trace", trace),
    ];
    let facts: String = facts.iter().map(|(name, fact)| format!("{name:5}  {}\n", one_line(fact))).collect();
    format!("{}\n{facts}\ncause\n{}\n\nbody\n{}\n", dead.id, lines(&mask(&dead.cause)), body(&dead.body))
}

/// JSON in full, its secrets masked; what is no JSON as it is.
fn body(raw: &str) -> String {
    let pretty = serde_json::from_str::<Value>(raw)
        .and_then(|body| serde_json::to_string_pretty(&mask_json(body)))
        .unwrap_or_else(|_| mask(raw));
    lines(&pretty)
}

pub(super) fn retried(counts: Counts) -> String {
    if counts.total() == 0 {
        return "nothing is dead\n".to_owned();
    }
    let Counts { entries, jobs, messages } = counts;
    let parts = [(entries, "entries", "entry"), (jobs, "jobs", "job"), (messages, "messages", "message")];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, many, one)| format!("{count} {}", if *count == 1 { one } else { many })).collect();
    format!("{} will be tried again: bots that run find them within seconds\n", parts.join(", "))
}

pub(super) fn dropped(dead: &Dead) -> String {
    format!(
        "{} is dropped and will not come back; its cause was: {}\n",
        dead.id,
        one_line(&mask(&dead.cause))
    )
}

/// What an edit changes, before it does.
pub(super) fn would_change(edit: &Edit) -> String {
    format!("{}\nnothing is changed yet; --yes saves it and has {} tried again\n", changes(edit), edit.id())
}

pub(super) fn edited(edit: &Edit) -> String {
    format!(
        "{}\n{} is saved and will be tried again: a bot that runs finds it within seconds\n",
        changes(edit),
        edit.id()
    )
}

/// A place, and below it what goes and what comes.
fn changes(edit: &Edit) -> String {
    let side = |mark: char, value: &Option<Value>| {
        let shown = value.as_ref().map(|value| format!("{mark} {}\n", one_line(&value.to_string())));
        shown.unwrap_or_default()
    };
    let change = |change: &Change| {
        let place = if change.path.is_empty() { "$" } else { &change.path };
        format!("{}\n{}{}", one_line(place), side('-', &change.before), side('+', &change.after))
    };
    edit.changes().iter().map(change).collect()
}

fn when(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}

fn whose(dead: &Dead) -> String {
    match &dead.person {
        Some(person) => format!("{} ({person})", dead.chat),
        None => dead.chat.to_string(),
    }
}

/// Whether a terminal would do something with it instead of showing it, or show what follows in another order.
fn is_command(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || is_command(character))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn lines(text: &str) -> String {
    text.chars().filter(|character| *character == '\n' || !is_command(*character)).collect()
}

fn cut(text: &str, limit: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(limit) {
        None => line,
        Some(_) => line.chars().take(limit - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use nexus_core::{dead::DeadId, ids::ChatKey};

    use super::*;

    fn dead(id: DeadId, what: &str, person: Option<&str>, cause: &str) -> Dead {
        Dead {
            id,
            at: DateTime::from_timestamp(1_780_000_000, 0).expect("a time"),
            bot: "coach".to_owned(),
            account: Some("coach_bot".to_owned()),
            chat: ChatKey(100),
            person: person.map(str::to_owned),
            what: what.to_owned(),
            tries: 3,
            cause: cause.to_owned(),
            trace: None,
            body: r#"{"text": "hello\u001b[2J", "token": "hidden"}"#.to_owned(),
        }
    }

    fn two() -> [Dead; 2] {
        [
            dead(DeadId::Entry(1234), "update message", Some("Anna"), "first line\n\u{1b}[31msecond"),
            dead(DeadId::Job(5), "job locate", None, &"long ".repeat(30)),
        ]
    }

    #[test]
    fn a_list_is_a_table() {
        insta::assert_snapshot!(list(&two(), 2), @"
        ID     WHEN (UTC)           BOT    WHAT            CHAT        TRIES  CAUSE
        e1234  2026-05-28 20:26:40  coach  update message  100 (Anna)  3      first line [31msecond
        j5     2026-05-28 20:26:40  coach  job locate      100         3      long long long long long long long long long long long long long long l…
        ");
    }

    #[test]
    fn a_list_says_what_it_leaves_out() {
        assert_eq!(list(&[], 1), "nothing is dead\n");
        let page = list(&two(), 1);
        assert!(
            page.contains("e1234") && !page.contains("j5") && page.ends_with("--limit N shows them\n"),
            "{page}"
        );
    }

    #[test]
    fn one_is_shown_in_full() {
        insta::assert_snapshot!(show(&two()[0]), @r#"
        e1234
        what   update message
        when   2026-05-28 20:26:40 UTC
        bot    coach (@coach_bot)
        chat   100 (Anna)
        tries  3
        trace  unknown

        cause
        first line
        [31msecond

        body
        {
          "text": "hello\u001b[2J",
          "token": "***"
        }
        "#);
    }

    #[test]
    fn what_is_no_json_is_shown_as_it_is() {
        assert_eq!(body("{\"text\": \"\\ud800\"\u{9b}}"), "{\"text\": \"\\ud800\"}");
    }

    #[test]
    fn an_edit_is_told_by_its_places() {
        let job = Dead {
            body: r#"{"input": {"what": "milk", "token": "a"}}"#.to_owned(),
            ..dead(DeadId::Job(5), "job buy", None, "")
        };
        let made =
            nexus_core::dead::edit::edit(&job, r#"{"what": "br\u001b[2Jead", "token": "b", "new": 1}"#);
        insta::assert_snapshot!(would_change(&made.expect("an edit")), @r#"
        what
        - "milk"
        + "br\u001b[2Jead"
        new
        + 1
        token
        - "***"
        + "***"

        nothing is changed yet; --yes saves it and has j5 tried again
        "#);
    }

    #[test]
    fn counts_are_told() {
        let counts = Counts { entries: 2, jobs: 1, messages: 0 };
        assert!(retried(counts).starts_with("2 entries, 1 job will be tried again"));
        assert_eq!(retried(Counts::default()), "nothing is dead\n");
    }
}
