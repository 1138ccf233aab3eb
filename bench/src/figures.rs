//! Arithmetic of measurements: percentiles, medians, ratios.

use std::time::Duration;

/// The value below or at which `percent` of the sorted values lie (nearest rank); `None` of nothing.
pub fn percentile<T: Copy>(sorted: &[T], percent: f64) -> Option<T> {
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied()
}

/// The middle value, or the mean of the two in the middle; NaN of nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// The median of each pair's ours through peer's: drift of the machine between pairs cancels out.
pub fn ratio(ours: &[f64], peers: &[f64]) -> f64 {
    let ratios: Vec<f64> = ours.iter().zip(peers).map(|(ours, peer)| ours / peer).collect();
    median(&ratios)
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// How long answers took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Latency {
    /// Milliseconds, as all of these.
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub max: f64,
}

impl Latency {
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        let at = |percent| percentile(&all, percent).map_or(f64::NAN, ms);
        Self { p50: at(50.0), p95: at(95.0), p99: at(99.0), max: at(100.0) }
    }
}

/// A number with as many digits as it is worth.
pub fn number(value: f64) -> String {
    match value.abs() {
        _ if !value.is_finite() => "–".to_owned(),
        size if size >= 1000.0 => grouped(value.round() as i64),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// With commas between thousands.
pub fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    format!("{}{}", if value < 0 { "-" } else { "" }, groups.join(","))
}

/// One row of a Markdown table.
pub fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The head of a Markdown table.
pub fn head(cells: &[&str]) -> String {
    let rule = cells.iter().map(|_| "---").collect::<Vec<_>>().join("|");
    format!("| {} |\n|{rule}|", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn percentiles_by_nearest_rank() {
        let values: Vec<u32> = (1..=200).collect();
        for (percent, expected) in
            [(0.0, 1), (50.0, 100), (95.0, 190), (99.0, 198), (99.9, 200), (100.0, 200)]
        {
            assert_eq!(percentile(&values, percent), Some(expected), "{percent}");
        }
        assert_eq!(percentile(&[7], 50.0), Some(7));
        assert_eq!(percentile::<u8>(&[], 50.0), None);
    }

    #[test]
    fn ratios_are_taken_pair_by_pair() {
        // The machine got twice as slow in the second pair: the medians would say 1.0.
        assert_eq!(ratio(&[110.0, 55.0, 110.0], &[100.0, 50.0, 100.0]), 1.1);
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), 2.5);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn numbers_as_they_are_written() {
        let written = [0.0, 1.234, 12.34, 123.4, 1234.5, 1_234_567.0, f64::NAN].map(number);
        assert_eq!(written, ["0.00", "1.23", "12.3", "123", "1,235", "1,234,567", "–"]);
        assert_eq!(head(&["a", "b"]), "| a | b |\n|---|---|");
    }

    proptest! {
        #[test]
        fn a_percentile_is_one_of_the_values_and_grows(mut values in prop::collection::vec(0_u32..1000, 1..50), low in 0.0..=100.0, high in 0.0..=100.0) {
            values.sort_unstable();
            let (low, high) = if low <= high { (low, high) } else { (high, low) };
            let found = (percentile(&values, low).expect("a value"), percentile(&values, high).expect("a value"));
            prop_assert!(values.contains(&found.0) && found.0 <= found.1);
            let below = values.iter().filter(|value| **value <= found.1).count();
            prop_assert!(below as f64 >= high / 100.0 * values.len() as f64);
        }

        #[test]
        fn a_median_lies_in_the_middle(values in prop::collection::vec(-1e6..1e6_f64, 1..40)) {
            let middle = median(&values);
            let half = values.len() as f64 / 2.0;
            prop_assert!(values.iter().filter(|value| **value < middle).count() as f64 <= half);
            prop_assert!(values.iter().filter(|value| **value > middle).count() as f64 <= half);
        }
    }
}
