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
