//! `/metrics` as Prometheus reads it: <https://prometheus.io/docs/instrumenting/exposition_formats/>.

use std::{collections::BTreeMap, net::SocketAddr};

/// One answer of `/metrics`, read line by line; what is malformed is a panic.
pub struct Page {
    /// Type by family.
    families: BTreeMap<String, String>,
    /// Value by name and labels, as written.
    samples: BTreeMap<String, f64>,
}

impl Page {
    pub async fn of(address: SocketAddr) -> Self {
        let response = reqwest::get(format!("http://{address}/metrics")).await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200);
        let format = response.headers().get("content-type").expect("a type").to_str().expect("text");
        assert_eq!(format, "text/plain; version=0.0.4; charset=utf-8");
        Self::read(&response.text().await.expect("text"))
    }

    fn read(text: &str) -> Self {
        let mut page = Self { families: BTreeMap::new(), samples: BTreeMap::new() };
        assert!(text.ends_with('\n'), "the last line ends too");
        let mut help = "";
        for line in text.lines() {
            if let Some(told) = line.strip_prefix("# HELP ") {
                let (name, said) = told.split_once(' ').expect("a help text");
                assert!(!said.is_empty(), "{line}");
                help = name;
            } else if let Some(told) = line.strip_prefix("# TYPE ") {
                let (name, kind) = told.split_once(' ').expect("a type");
                assert_eq!(name, help, "a help text comes before the type");
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                let earlier = page.families.insert(name.to_owned(), kind.to_owned());
                assert_eq!(earlier, None, "{name} is declared once");
            } else {
                page.read_sample(line, help);
            }
        }
        page.check_histograms();
        page
    }

    /// Below its family's declaration, and only there.
    fn read_sample(&mut self, line: &str, family: &str) {
        let (name, value) = line.rsplit_once(' ').expect("a name and a value");
        let value: f64 = value.parse().expect(line);
        assert!(value.is_finite() && value >= 0., "{line}");
        let (bare, labels) = name
            .split_once('{')
            .map_or((name, ""), |(bare, labels)| (bare, labels.strip_suffix('}').expect("labels in braces")));
        for label in labels.split(',').filter(|label| !label.is_empty()) {
            let (key, text) = label.split_once('=').expect(line);
            let is_name = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(is_name && text.len() > 2 && text.starts_with('"') && text.ends_with('"'), "{line}");
        }
        let suffixes: &[&str] = match self.families.get(family).map(String::as_str) {
            Some("histogram") => &["_bucket", "_sum", "_count"],
            _ => &[""],
        };
        let belongs = bare.strip_prefix(family).is_some_and(|suffix| suffixes.contains(&suffix));
        assert!(belongs, "{line} below {family}");
        assert_eq!(self.samples.insert(name.to_owned(), value), None, "{name} twice");
    }

    /// The last bucket of each holds all that were counted.
    fn check_histograms(&self) {
        for (name, count) in self.samples.iter().filter(|(name, _)| name.contains("_bucket{")) {
            let whole = name.replacen("_bucket{", "_count{", 1);
            let at = whole.find("le=").expect("a limit");
            let end = at + whole[at..].find(['}', ',']).expect("an end");
            let labels_before = whole[..at].trim_end_matches(',');
            let total = self.samples[&format!("{labels_before}{}", &whole[end..])];
            assert!(*count <= total, "{name}");
            assert!(!whole[at..end].contains("+Inf") || *count == total, "{name}");
        }
    }

    /// Missing counts as a failure; `None` is for what has to be missing.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.samples.get(name).copied()
    }

    pub fn has(&self, family: &str) -> bool {
        self.families.contains_key(family)
    }

    /// Whatever was counted at all, histograms without their times: `name{labels} count`.
    pub fn counted(&self) -> Vec<String> {
        let is_counted = |name: &str| {
            let bare = name.split('{').next().unwrap_or_default();
            bare.ends_with("_total") || bare.ends_with("_count")
        };
        let samples = self.samples.iter().filter(|(name, value)| is_counted(name) && **value > 0.);
        samples.map(|(name, value)| format!("{name} {value}")).collect()
    }

    /// All that is told of how things stand, `name{labels} value`, but for ages.
    pub fn standing(&self) -> Vec<String> {
        let gauges = self.families.iter().filter(|(_, kind)| *kind == "gauge").map(|(name, _)| name.as_str());
        let gauges: Vec<&str> = gauges.filter(|name| !name.ends_with("_seconds")).collect();
        let is_gauge = |name: &str| gauges.contains(&name.split('{').next().unwrap_or_default());
        let samples = self.samples.iter().filter(|(name, _)| is_gauge(name));
        samples.map(|(name, value)| format!("{name} {value}")).collect()
    }
}
