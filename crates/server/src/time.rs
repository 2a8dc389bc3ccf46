//! The clocks of the process. Everything else takes the moment as an argument, so that tests move it by hand.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use doorstep_domain::Instant;
use rustix::time::{ClockId, clock_gettime};

/// Counts a machine's sleep as well, as the wall clock does: with the standard library's clock, which on Linux stands still
/// meanwhile, a laptop that was closed for six minutes would look like one whose clock was set.
#[cfg(any(target_os = "linux", target_os = "android"))]
const COUNTER: ClockId = ClockId::Boottime;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const COUNTER: ClockId = ClockId::Monotonic;

/// Where the time comes from.
pub trait TimeSource: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Instant;
    /// Milliseconds since a fixed start; never jumps, and goes on while the machine is suspended.
    fn monotonic(&self) -> i64;
}

/// The machine's clocks.
#[derive(Debug)]
pub struct Machine {
    start: i64,
}

impl Default for Machine {
    fn default() -> Self {
        Self { start: counted() }
    }
}

/// Milliseconds since the machine started.
fn counted() -> i64 {
    let since = clock_gettime(COUNTER);
    since
        .tv_sec
        .saturating_mul(1000)
        .saturating_add(since.tv_nsec / 1_000_000)
}

impl TimeSource for Machine {
    fn now(&self) -> Instant {
        // A clock before 1970 is a clock that was never set; the authority holds timers until it is.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> i64 {
        counted() - self.start
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug, Default)]
pub struct Hand {
    passed: AtomicI64,
    /// The wall clock minus the time that passed: somebody set it.
    set: AtomicI64,
}

impl Hand {
    /// A clock that shows `now`.
    pub const fn at(now: Instant) -> Self {
        Self {
            passed: AtomicI64::new(now.0),
            set: AtomicI64::new(0),
        }
    }

    /// Lets time pass.
    pub fn advance(&self, ms: i64) {
        self.passed.fetch_add(ms, Ordering::SeqCst);
    }

    /// Sets the wall clock ahead, or back: no time passes by it.
    pub fn set(&self, ms: i64) {
        self.set.fetch_add(ms, Ordering::SeqCst);
    }
}

impl TimeSource for Hand {
    fn now(&self) -> Instant {
        Instant(self.monotonic()).plus(self.set.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> i64 {
        self.passed.load(Ordering::SeqCst)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::*;

    /// More seconds than lie between two readings on any machine.
    const AGREE: i64 = 30;
    /// So many seconds a machine seems to have slept.
    const ASLEEP: &str = "1000000";

    /// `/proc/uptime` counts sleep.
    #[test]
    fn it_counts_what_the_machine_slept() {
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
        let whole: i64 = uptime.split('.').next().unwrap().parse().unwrap();
        assert!((counted() / 1000 - whole).abs() < AGREE, "{} and {uptime}", counted());
    }

    /// In a time namespace of its own, whose sleep is as long as we like. Where that is not allowed, the test above is all there is.
    #[test]
    fn it_counts_what_the_machine_slept_when_it_slept_long() {
        let asleep = |words: &[&str]| {
            let mut command = Command::new("unshare");
            command
                .args(["--time", "--map-root-user", "--fork", "--boottime", ASLEEP])
                .args(words);
            command.output().ok()
        };
        if asleep(&["true"]).is_none_or(|tried| !tried.status.success()) {
            return;
        }
        let this = std::env::current_exe().unwrap();
        let test = ["--exact", "time::tests::it_counts_what_the_machine_slept"];
        let ran = asleep(&[&[this.to_str().unwrap()][..], &test].concat()).unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    }
}
