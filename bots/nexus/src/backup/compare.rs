//! What a restored database should hold and what it does.

use std::collections::BTreeSet;

use super::manifest::Facts;

/// One thing that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub what: String,
    pub expected: String,
    pub found: String,
    /// What is wrong; `None`: it is as it should be.
    pub problem: Option<String>,
}

/// All that was compared: tables, migrations, and the rest by its kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub lines: Vec<Line>,
}

impl Report {
    pub fn problems(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.problem.is_some())
    }

    pub fn is_good(&self) -> bool {
        self.problems().next().is_none()
    }

    /// What is wrong in one line, for a row of `nexus.backups`.
    pub fn summary(&self) -> Option<String> {
        let problems: Vec<String> = self
            .problems()
            .map(|line| format!("{}: {}", line.what, line.problem.as_deref().unwrap_or_default()))
            .collect();
        (!problems.is_empty()).then(|| problems.join("; "))
    }

    /// Columns that would number a new row like an old one.
    pub fn with_columns(mut self, behind: Vec<String>) -> Self {
        let problem =
            (!behind.is_empty()).then(|| format!("would give numbers out again: {}", behind.join(", ")));
        self.push(
            "identity columns",
            "go on",
            if behind.is_empty() { "go on" } else { "fell back" },
            problem,
        );
        self
    }

    /// Whether the memory of who did what still refuses changes.
    pub fn with_audit(mut self, append_only: Option<bool>) -> Self {
        if let Some(refuses) = append_only {
            let found = if refuses { "append-only" } else { "changeable" };
            self.push(
                "nexus.audit_log",
                "append-only",
                found,
                (!refuses).then(|| "lets itself be changed".to_owned()),
            );
        }
        self
    }

    fn push(
        &mut self,
        what: impl Into<String>,
        expected: impl ToString,
        found: impl ToString,
        problem: Option<String>,
    ) {
        let (expected, found) = (expected.to_string(), found.to_string());
        self.lines.push(Line { what: what.into(), expected, found, problem });
    }
}

/// Definitions are compared on servers of one major version only: another one writes the same definition in other words.
pub(crate) fn compare(expected: &Facts, found: &Facts, definitions: bool) -> Report {
    let mut report = Report::default();
    tables(&mut report, expected, found);
    migrations(&mut report, expected, found);
    for kind in kinds(expected, found) {
        structure(&mut report, &kind, expected, found, definitions);
    }
    report
}

fn tables(report: &mut Report, expected: &Facts, found: &Facts) {
    let names: BTreeSet<&String> = expected.tables.keys().chain(found.tables.keys()).collect();
    for name in names {
        let rows = |facts: &Facts| {
            facts.tables.get(name).map_or_else(|| "none".to_owned(), |table| table.rows.to_string())
        };
        let problem = match (expected.tables.get(name), found.tables.get(name)) {
            (Some(_), None) => Some("the table is missing"),
            (None, Some(_)) => Some("nobody knows this table"),
            (Some(one), Some(other)) if one.rows != other.rows => Some("rows are missing or too many"),
            (Some(one), Some(other)) if one.checksum != other.checksum => Some("rows differ"),
            _ => None,
        };
        report.push(name, rows(expected), rows(found), problem.map(str::to_owned));
    }
}

fn migrations(report: &mut Report, expected: &Facts, found: &Facts) {
    let schemas: BTreeSet<&String> = expected.migrations.keys().chain(found.migrations.keys()).collect();
    for schema in schemas {
        let newest = |facts: &Facts| {
            let versions = facts.migrations.get(schema).and_then(|versions| versions.last());
            versions.map_or_else(|| "none".to_owned(), |version| format!("version {version}"))
        };
        let is_same = expected.migrations.get(schema) == found.migrations.get(schema);
        let problem = (!is_same).then(|| "other migrations are applied".to_owned());
        report.push(format!("migrations of {schema}"), newest(expected), newest(found), problem);
    }
}

/// The first word of a thing; row-level security is two.
fn kind_of(thing: &str) -> &str {
    let kind = thing.split(' ').next().unwrap_or_default();
    if kind == "row-level" { "row-level security" } else { kind }
}

fn kinds(expected: &Facts, found: &Facts) -> BTreeSet<String> {
    expected.structure.keys().chain(found.structure.keys()).map(|thing| kind_of(thing).to_owned()).collect()
}

fn structure(report: &mut Report, kind: &str, expected: &Facts, found: &Facts, definitions: bool) {
    let of = |facts: &Facts| facts.structure.keys().filter(|thing| kind_of(thing) == kind).count();
    let name = |thing: &str| thing.strip_prefix(kind).unwrap_or(thing).trim().to_owned();
    let mut problems = Vec::new();
    for (thing, definition) in expected.structure.iter().filter(|(thing, _)| kind_of(thing) == kind) {
        match found.structure.get(thing) {
            None => problems.push(format!("missing: {}", name(thing))),
            Some(other) if definitions && other != definition => {
                problems.push(format!("differs: {}", name(thing)))
            }
            Some(_) => {}
        }
    }
    let unknown = found
        .structure
        .keys()
        .filter(|thing| kind_of(thing) == kind && !expected.structure.contains_key(*thing));
    problems.extend(unknown.map(|thing| format!("unknown: {}", name(thing))));
    let problem = (!problems.is_empty()).then(|| problems.join("; "));
    report.push(plural(kind), of(expected), of(found), problem);
}

fn plural(kind: &str) -> String {
    match kind {
        "policy" => "policies".to_owned(),
        "index" => "indexes".to_owned(),
        "row-level security" => "tables with row-level security".to_owned(),
        kind => format!("{kind}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::manifest::Contents;

    fn facts() -> Facts {
        let contents = |rows, checksum: &str| Contents { rows, checksum: checksum.to_owned() };
        let things =
            ["policy coach.events scope", "policy coach.goals scope", "grant coach.events to nexus_app"];
        Facts {
            migrations: [("coach".to_owned(), vec![1, 2])].into(),
            tables: [
                ("coach.events".to_owned(), contents(3, "a")),
                ("coach.goals".to_owned(), contents(1, "b")),
            ]
            .into(),
            structure: things.map(|thing| (thing.to_owned(), "x".to_owned())).into(),
        }
    }

    fn problems(change: impl FnOnce(&mut Facts)) -> Option<String> {
        let mut found = facts();
        change(&mut found);
        compare(&facts(), &found, true).summary()
    }

    #[test]
    fn what_differs_is_named() {
        assert_eq!(problems(|_| ()), None);
        let table = |facts: &mut Facts| facts.tables.remove("coach.goals").expect("a table");
        for (found, expected) in [
            (problems(|facts| drop(table(facts))), "coach.goals: the table is missing"),
            (
                problems(|facts| {
                    let one = table(facts);
                    facts.tables.insert("coach.goals".to_owned(), Contents { rows: 2, ..one });
                }),
                "coach.goals: rows are missing or too many",
            ),
            (
                problems(|facts| {
                    let one = table(facts);
                    facts
                        .tables
                        .insert("coach.goals".to_owned(), Contents { checksum: "c".to_owned(), ..one });
                }),
                "coach.goals: rows differ",
            ),
            (problems(|facts| facts.migrations.clear()), "migrations of coach: other migrations are applied"),
            (
                problems(|facts| drop(facts.structure.remove("policy coach.goals scope"))),
                "policies: missing: coach.goals scope",
            ),
            (
                problems(|facts| {
                    drop(facts.structure.insert("policy coach.goals scope".to_owned(), "y".to_owned()))
                }),
                "policies: differs: coach.goals scope",
            ),
            (
                problems(|facts| drop(facts.structure.insert("trigger x".to_owned(), "y".to_owned()))),
                "triggers: unknown: x",
            ),
        ] {
            assert_eq!(found.as_deref(), Some(expected));
        }
    }

    #[test]
    fn other_servers_write_definitions_in_other_words() {
        let mut found = facts();
        found.structure.values_mut().for_each(|definition| definition.push('y'));
        assert!(compare(&facts(), &found, false).is_good() && !compare(&facts(), &found, true).is_good());
    }

    #[test]
    fn numbers_that_fall_back_and_an_audit_that_can_be_changed_are_problems() {
        let report = compare(&facts(), &facts(), true);
        assert!(report.clone().with_columns(Vec::new()).with_audit(Some(true)).is_good());
        assert!(!report.clone().with_columns(vec!["nexus.inbox.seq".to_owned()]).is_good());
        assert!(!report.with_audit(Some(false)).is_good());
    }
}
