//! What was compared, as a table.

use std::path::Path;

use crate::backup::{Line, Report};

/// All lines, those with a problem marked and told in full below.
pub(super) fn report(dump: &Path, report: &Report) -> String {
    let head = ["WHAT".to_owned(), "BACKED UP".to_owned(), "RESTORED".to_owned(), String::new()];
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(report.lines.iter().map(row)).collect();
    let widths: Vec<usize> = (0..4).map(|column| width(&rows, column)).collect();
    let mut page: String = rows.iter().map(|row| line(row, &widths)).collect();
    for problem in report.problems() {
        page.push_str(&format!("\n{}: {}", problem.what, problem.problem.as_deref().unwrap_or_default()));
    }
    let verdict = match report.problems().count() {
        0 => format!("{} holds everything that it should", dump.display()),
        count => {
            format!("\n{} is not what it should be: {count} of {} differ", dump.display(), report.lines.len())
        }
    };
    format!("{page}\n{verdict}\n")
}

fn row(line: &Line) -> [String; 4] {
    let verdict = if line.problem.is_some() { "DIFFERS" } else { "same" };
    [line.what.clone(), line.expected.clone(), line.found.clone(), verdict.to_owned()]
}

fn width(rows: &[[String; 4]], column: usize) -> usize {
    rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
}

fn line(row: &[String; 4], widths: &[usize]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("{}\n", cells.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(what: &str, expected: &str, found: &str, problem: Option<&str>) -> Line {
        let [what, expected, found] = [what, expected, found].map(str::to_owned);
        Line { what, expected, found, problem: problem.map(str::to_owned) }
    }

    #[test]
    fn what_differs_is_marked_and_told() {
        let lines = vec![
            compared("nexus.users", "12", "12", None),
            compared("nexus.bots", "2", "1", Some("rows are missing or too many")),
            compared("policies", "2", "1", Some("missing: coach.events scope")),
        ];
        insta::assert_snapshot!(report(Path::new("a.dump"), &Report { lines }), @"
        WHAT         BACKED UP  RESTORED
        nexus.users  12         12        same
        nexus.bots   2          1         DIFFERS
        policies     2          1         DIFFERS

        nexus.bots: rows are missing or too many
        policies: missing: coach.events scope

        a.dump is not what it should be: 2 of 3 differ
        ");
    }
}
