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
pub struct Hand(AtomicI64);

impl Hand {
    /// A clock that shows `now`.
    pub const fn at(now: Instant) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves it forward.
    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl TimeSource for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}
