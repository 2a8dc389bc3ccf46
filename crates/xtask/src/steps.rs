//! Headers between the steps of a long verb: which step of how many, how long it has taken so far, how long this may take.

use crate::failure::{Failure, Outcome};
use std::time::{Duration, Instant};

/// Counts the steps of one verb.
pub(crate) struct Steps {
    total: usize,
    begun: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    pub(crate) fn of(total: usize) -> Self {
        Self {
            total,
            begun: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Runs one step under its header. A failure comes back with the step's number, name and time.
    pub(crate) fn step<T>(&mut self, name: &str, about: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let number = self.done.len() + 1;
        let total = self.total;
        println!(
            "\n=== [{number}/{total}] {name} ({about}) · {} so far",
            short(self.begun.elapsed())
        );
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        self.done.push((name.to_owned(), took));
        outcome.map_err(|failure: Failure| {
            failure.during(&format!(
                "FAILED at step {number}/{total}, {name}, after {}",
                short(took)
            ))
        })
    }

    /// Each step with the time it took, and the sum.
    pub(crate) fn print_times(&self) {
        println!();
        for (name, took) in &self.done {
            println!("{:>8}  {name}", short(*took));
        }
        println!("{:>8}  in all", short(self.begun.elapsed()));
    }
}

/// `48 s`, `3 m 12 s`.
pub(crate) fn short(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} m {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_step() {
        let mut steps = Steps::of(2);
        steps.step("one", "quick", || Ok(())).unwrap();
        let failure = steps
            .step::<()>("two", "quick", || Err("it broke".into()))
            .unwrap_err()
            .to_string();
        assert!(failure.starts_with("FAILED at step 2/2, two, after"), "{failure}");
        assert!(failure.ends_with("it broke"), "{failure}");
    }

    #[test]
    fn times_are_short() {
        assert_eq!(short(Duration::from_secs(48)), "48 s");
        assert_eq!(short(Duration::from_secs(192)), "3 m 12 s");
    }
}
