//! How things stand at one moment. A new one is made each time: what was not read this time is missing, and not told as it
//! was last time.

use std::collections::HashMap;

use prometheus::{GaugeVec, Registry, proto::MetricFamily};

use super::Description;

#[derive(Default)]
pub(crate) struct Snapshot {
    registry: Registry,
    gauges: HashMap<&'static str, GaugeVec>,
}

impl Snapshot {
    /// # Errors
    /// When there are more or fewer labels than the metric has, which a test would have found.
    pub(super) fn set(&mut self, what: &Description, labels: &[&str], value: f64) -> prometheus::Result<()> {
        if !self.gauges.contains_key(what.name) {
            self.gauges.insert(what.name, what.gauge(&self.registry)?);
        }
        if let Some(gauge) = self.gauges.get(what.name) {
            gauge.get_metric_with_label_values(labels)?.set(value);
        }
        Ok(())
    }

    pub(super) fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}
