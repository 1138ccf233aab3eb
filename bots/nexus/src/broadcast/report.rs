//! What became of each recipient, as a file: ids alone, for who looks into it with the registry at hand.

use std::fmt::Write;

use nexus_core::{
    broadcast::{self, Broadcast, DeliveryLine},
    ids::BroadcastId,
    prelude::*,
};

use super::{dialogue::note, screens};

/// Rows that are read at once.
const PAGE: i64 = 5000;
/// Rows of one file, which then is below what a messenger takes (50 MiB) and what a process has to spare.
const MOST: usize = 200_000;

pub(super) async fn send(turn: &Turn, found: Broadcast) -> anyhow::Result<()> {
    let (file, rows) = table(turn, found.id).await?;
    let caption = screens::report_caption(turn.format(), &found, rows);
    let name = format!("broadcast-{}.csv", found.id);
    turn.send_file(File::document(&name, file).mime("text/csv").caption(caption))?;
    note(turn, "broadcast.report", found.id, serde_json::json!({"rows": rows}));
    Ok(())
}

async fn table(turn: &Turn, id: BroadcastId) -> anyhow::Result<(String, usize)> {
    let mut table = "subscription_id,chat_id,language,state,message_id,cause,changed_at\n".to_owned();
    let (mut rows, mut after) = (0, None);
    loop {
        let page = broadcast::deliveries_after(turn.outer_db(), id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((table, rows)) };
        after = Some(last.subscription);
        for line in &page {
            write_row(&mut table, line)?;
            rows += 1;
            if rows == MOST {
                return Ok((table, rows));
            }
        }
    }
}

fn write_row(table: &mut String, line: &DeliveryLine) -> std::fmt::Result {
    let DeliveryLine { subscription, chat, language, state, message_id, cause, changed_at } = line;
    let message = message_id.map(|id| id.to_string()).unwrap_or_default();
    let cause = quoted(cause.as_deref().unwrap_or_default());
    let at = changed_at.format("%Y-%m-%dT%H:%M:%SZ");
    writeln!(table, "{subscription},{chat},{language},{state},{message},{cause},{at}")
}

/// A text as a cell (RFC 4180) that no spreadsheet takes for a formula: it is the messenger's.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    match text {
        "" => String::new(),
        _ => format!("\"{guard}{}\"", text.replace('"', "\"\"").replace(['\n', '\r'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells_and_run_nothing() {
        for (text, expected) in [
            ("", ""),
            ("chat not found", "\"chat not found\""),
            ("a, \"b\"\nc", "\"a, \"\"b\"\" c\""),
            ("=1+1", "\"'=1+1\""),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
