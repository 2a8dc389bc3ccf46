//! Figures for whoever keeps the server running, in the Prometheus text format. Labels are route templates and outcome words,
//! never ids.

use core::fmt::Write as _;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Upper ends of the timing buckets, in milliseconds.
const BUCKETS: [u64; 8] = [1, 5, 10, 50, 100, 500, 1_000, 5_000];

#[derive(Debug, Default)]
struct Timing {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum: u64,
}

#[derive(Debug, Default)]
struct Figures {
    counters: BTreeMap<(&'static str, String), u64>,
    timings: BTreeMap<String, Timing>,
}

/// The registry.
#[derive(Debug, Default)]
pub struct Metrics {
    figures: Mutex<Figures>,
}

impl Metrics {
    /// Counts one `name` with `labels`, written as `a="b",c="d"`.
    pub fn count(&self, name: &'static str, labels: String) {
        self.add(name, labels, 1);
    }

    /// Counts several.
    pub fn add(&self, name: &'static str, labels: String, by: u64) {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        *figures.counters.entry((name, labels)).or_default() += by;
    }

    /// Notes how long a route took.
    pub fn time(&self, route: &str, ms: u64) {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        let timing = figures.timings.entry(route.to_owned()).or_default();
        timing.count += 1;
        timing.sum += ms;
        for (slot, upper) in timing.buckets.iter_mut().zip(BUCKETS) {
            *slot += u64::from(ms <= upper);
        }
    }

    /// The page, with `gauges` read at this moment.
    pub fn page(&self, gauges: &[(&str, u64)]) -> String {
        let figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        // Writing to a String can't fail.
        for (name, value) in gauges {
            let _ = writeln!(text, "# TYPE {name} gauge\n{name} {value}");
        }
        let mut last = "";
        for ((name, labels), value) in &figures.counters {
            if *name != last {
                let _ = writeln!(text, "# TYPE {name} counter");
                last = name;
            }
            let _ = writeln!(text, "{name}{{{labels}}} {value}");
        }
        let name = "doorstep_http_request_ms";
        let _ = writeln!(text, "# TYPE {name} histogram");
        for (route, timing) in &figures.timings {
            for (upper, value) in BUCKETS.iter().zip(timing.buckets) {
                let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"{upper}\"}} {value}");
            }
            let (count, sum) = (timing.count, timing.sum);
            let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "{name}_sum{{route=\"{route}\"}} {sum}");
            let _ = writeln!(text, "{name}_count{{route=\"{route}\"}} {count}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_each_type_once_and_buckets_add_up() {
        let metrics = Metrics::default();
        metrics.count("a_total", "x=\"1\"".to_owned());
        metrics.count("a_total", "x=\"2\"".to_owned());
        metrics.time("/api/push", 7);
        let page = metrics.page(&[("up", 1)]);
        assert_eq!(page.matches("# TYPE a_total counter").count(), 1);
        assert!(page.contains("up 1"));
        assert!(page.contains("le=\"5\"} 0") && page.contains("le=\"10\"} 1") && page.contains("le=\"+Inf\"} 1"));
    }
}
