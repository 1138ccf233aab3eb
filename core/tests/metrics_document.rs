//! `docs/metrics.md` against the metrics that there are.

use std::{fs, io, path::Path};

use nexus_core::metrics;

/// Name, type and labels of each metric, as a row of a table has them.
fn documented(page: &str) -> Vec<[String; 3]> {
    let rows = page.lines().filter(|line| line.starts_with("| `nexus_"));
    let cells = |row: &str| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 5, "{row}");
        assert!(!cells[3].is_empty(), "{row}");
        [cells[0].trim_matches('`').to_owned(), cells[1].to_owned(), cells[2].to_owned()]
    };
    rows.map(cells).collect()
}

#[test]
fn the_document_names_exactly_the_metrics_that_exist_in_their_order() -> io::Result<()> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/metrics.md"))?;
    let existing: Vec<[String; 3]> = metrics::ALL
        .iter()
        .map(|metric| [metric.name.to_owned(), metric.kind.name().to_owned(), metric.labels.join(", ")])
        .collect();
    assert_eq!(documented(&page), existing);
    Ok(())
}

/// Names of ours in an expression, each with the labels that its braces and its grouping name.
fn asked(expression: &str) -> Vec<(String, Vec<String>)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = expression.match_indices("nexus_").map(|(at, _)| at);
    let starts = starts.filter(|at| !expression[..*at].ends_with(is_name));
    starts
        .map(|at| {
            let rest = &expression[at..];
            let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
            let braces = rest[end..].strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let pairs =
                braces.map_or("", |(inner, _)| inner).split(',').filter(|pair| !pair.trim().is_empty());
            let labels =
                pairs.map(|pair| pair.split(['=', '!']).next().unwrap_or_default().trim().to_owned());
            (rest[..end].to_owned(), labels.collect())
        })
        .collect()
}

/// Every `"expr": "…"` of the dashboard, every `expr:` of the rules.
fn expressions() -> io::Result<Vec<String>> {
    let file =
        |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ops").join(name));
    let dashboard: serde_json::Value = serde_json::from_str(&file("grafana/nexus.json")?)?;
    let panels = dashboard["panels"].as_array().cloned().unwrap_or_default();
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().cloned().unwrap_or_default());
    let mut found: Vec<String> =
        targets.filter_map(|target| target["expr"].as_str().map(str::to_owned)).collect();
    assert!(found.len() > 25, "the dashboard was not understood");
    let rules = file("prometheus/alerts.yml")?;
    let blocks: Vec<&str> = rules.split(" expr: ").skip(1).collect();
    assert!(blocks.len() > 15, "the rules were not understood");
    // An expression goes on until the next key of the rule.
    let expression = |block: &&str| {
        let end = [block.find("\n        for:"), block.find("\n        labels:")].into_iter().flatten().min();
        block[..end.unwrap_or(block.len())].to_owned()
    };
    found.extend(blocks.iter().map(expression));
    Ok(found)
}

#[test]
fn the_dashboard_and_the_alerts_ask_for_metrics_and_labels_that_exist() -> io::Result<()> {
    for expression in expressions()? {
        for (name, labels) in asked(&expression) {
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|suffix| name.strip_suffix(suffix));
            let metric = metrics::ALL.iter().find(|metric| match metric.kind {
                metrics::Kind::Histogram(_) => Some(metric.name) == family,
                _ => metric.name == name,
            });
            let metric = metric.unwrap_or_else(|| panic!("{name} does not exist: {expression}"));
            for label in labels {
                assert!(metric.labels.contains(&&*label), "{name} has no label {label}: {expression}");
            }
        }
    }
    Ok(())
}

#[test]
fn every_metric_that_warns_of_something_is_on_the_dashboard_or_in_an_alert() -> io::Result<()> {
    let expressions = expressions()?.join("\n");
    for metric in metrics::ALL {
        assert!(expressions.contains(metric.name), "nobody looks at {}", metric.name);
    }
    Ok(())
}
