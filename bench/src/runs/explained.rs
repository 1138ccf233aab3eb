//! Plans of statements about notifications, as Postgres's auto_explain writes them into its log.

/// A statement's plan when it took longest.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    pub statement: String,
    pub text: String,
    pub slowest: f64,
    /// Milliseconds of every time.
    pub times: Vec<f64>,
}

/// The plans of a log that are about notifications, one of each statement.
pub(super) fn plans(log: &str) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for entry in entries(log) {
        let Some((head, text)) = entry.split_once("  plan:") else { continue };
        let ms = head.rsplit("duration: ").next().and_then(|rest| rest.split(' ').next()?.parse().ok());
        let Some(ms) = ms else { continue };
        let statement = query_of(text);
        if !statement.contains("nexus.notifications") {
            continue;
        }
        let index = plans.iter().position(|plan| plan.statement == statement).unwrap_or_else(|| {
            plans.push(Plan { statement, ..Plan::default() });
            plans.len() - 1
        });
        plans[index].note(ms, text);
    }
    plans
}

impl Plan {
    fn note(&mut self, ms: f64, text: &str) {
        self.times.push(ms);
        if ms > self.slowest {
            (self.slowest, self.text) = (ms, text.replace("\n\t", "\n").trim().to_owned());
        }
    }
}

/// A log's entries: each begins with a line that is not indented.
fn entries(log: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in log.lines() {
        match entries.last_mut() {
            Some(last) if line.starts_with('\t') => {
                last.push('\n');
                last.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

/// From `Query Text:` to the plan, whose first line has a cost.
fn query_of(text: &str) -> String {
    let lines = text.lines().take_while(|line| !line.contains("(cost="));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_found_in_a_servers_log() {
        let log = "2026-11-25 UTC [1] LOG:  duration: 0.050 ms  plan:\n\tQuery Text: SELECT 1\n\tResult  (cost=0.00..0.01)\n\
            2026-11-25 UTC [1] LOG:  duration: 0.120 ms  plan:\n\tQuery Text: SELECT min(due_at)\n\t  FROM nexus.notifications\n\
            \tAggregate  (cost=1.00..2.00)\n\t  ->  Index Only Scan\n\
            2026-11-25 UTC [1] LOG:  duration: 0.100 ms  plan:\n\tQuery Text: SELECT min(due_at)\n\t  FROM nexus.notifications\n\
            \tAggregate  (cost=1.00..2.00)\n2026-11-25 UTC [1] LOG:  checkpoint starting\n";
        let found = plans(log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].times, [0.12, 0.1]);
        assert!(
            found[0].text.starts_with("Query Text: SELECT min(due_at)")
                && found[0].text.ends_with("Index Only Scan")
        );
    }
}
