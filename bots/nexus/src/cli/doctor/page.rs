//! How findings are printed. Whatever the database or the messenger said may be in them, so nothing here moves a cursor and
//! whatever looks like a secret is masked.

use nexus_core::secrets::mask;

use super::finding::{Finding, Level, Section};

/// Sections with a line per finding, and a last line that sums up.
pub(super) fn text(findings: &[Finding]) -> String {
    let mut page = String::new();
    let mut section: Option<Section> = None;
    for finding in findings {
        if section != Some(finding.section) {
            let gap = if section.is_some() { "\n" } else { "" };
            page.push_str(&format!("{gap}{}\n", finding.section.title()));
            section = Some(finding.section);
        }
        page.push_str(&format!("  {:7}  {}\n", word(finding.level), clean(&finding.what)));
        for line in finding.advice.iter().flat_map(|advice| advice.lines()) {
            page.push_str(&format!("           -> {}\n", clean(line)));
        }
    }
    page.push_str(&format!("\n{}\n", summary(findings)));
    page
}

pub(super) fn json(findings: &[Finding]) -> serde_json::Result<String> {
    let clean: Vec<Finding> = findings
        .iter()
        .map(|finding| Finding {
            what: clean(&finding.what),
            advice: finding.advice.as_ref().map(|advice| mask(advice)),
            ..finding.clone()
        })
        .collect();
    serde_json::to_string_pretty(&clean)
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Ok => "ok",
        Level::Warning => "warning",
        Level::Problem => "PROBLEM",
    }
}

fn summary(findings: &[Finding]) -> String {
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    match (count(Level::Problem), count(Level::Warning)) {
        (0, 0) => "all is well".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (problems, 0) => counted(problems, "problem"),
        (problems, warnings) => format!("{}, {}", counted(problems, "problem"), counted(warnings, "warning")),
    }
}

fn clean(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    mask(&line.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_what_moves_a_cursor_are_not_printed() {
        let token = format!("123456:{}", "A".repeat(35));
        let said = format!("refused postgres://me:hunter22@db/x \u{1b}[2J with {token}");
        let page = text(&[Finding::problem(Section::Database, said, "look\nthere")]);
        insta::assert_snapshot!(page, @"
        database
          PROBLEM  refused postgres://me:***@db/x [2J with 123456:***
                   -> look
                   -> there

        1 problem
        ");
    }

    #[test]
    fn the_last_line_sums_up() {
        let warning = Finding::warning(Section::Redis, "a", "b");
        let problem = Finding::problem(Section::Redis, "a", "b");
        assert_eq!(summary(&[]), "all is well");
        assert_eq!(summary(&[warning.clone(), warning.clone()]), "2 warnings");
        assert_eq!(summary(&[problem, warning]), "1 problem, 1 warning");
    }
}
