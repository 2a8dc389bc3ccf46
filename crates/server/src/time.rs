//! The clocks of the process. Everything else takes the moment as an argument, so that tests move it by hand.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use doorstep_domain::Instant;

/// Where the time comes from.
pub trait TimeSource: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Instant;
    /// Milliseconds since a fixed start; never jumps.
    fn monotonic(&self) -> i64;
}

/// The machine's clocks.
#[derive(Debug)]
pub struct Machine {
    start: std::time::Instant,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            start: std::time::Instant::now(),
        }
    }
}

impl TimeSource for Machine {
    fn now(&self) -> Instant {
        // A clock before 1970 is a clock that was never set; the authority holds timers until it is.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> i64 {
        i64::try_from(self.start.elapsed().as_millis()).unwrap_or(i64::MAX)
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
