//! How often somebody may try. Kept in memory: a restart forgives, the locks that must last stand in the records.
//!
//! Keys are an account or a code first and an address second, so that three hundred residents behind one address of the
//! provider all get in (reliability.md A8).

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use doorstep_domain::Instant;

/// So many in so long.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many.
    pub most: u32,
    /// In how many milliseconds.
    pub within: i64,
}

/// Wrong passwords of one account: enough for a slip, too few for a list.
pub const PASSWORD: Rate = Rate {
    most: 5,
    within: 15 * 60_000,
};
/// Wrong codes and passwords from one address, whoever they were for.
pub const ADDRESS: Rate = Rate {
    most: 60,
    within: 10 * 60_000,
};
/// Calls of one session: a phone that syncs every second stays far below.
pub const CALLS: Rate = Rate {
    most: 600,
    within: 60_000,
};

/// Attachments of one person: more than a day of rounds brings, and less than fills a disk.
pub const BLOBS: Rate = Rate {
    most: 60,
    within: 24 * 3_600_000,
};

/// Keys kept before those whose time is over are dropped.
const SWEEP_AT: usize = 10_000;

#[derive(Clone, Copy, Debug)]
struct Window {
    from: Instant,
    within: i64,
    count: u32,
}

/// Counts tries by key.
#[derive(Debug, Default)]
pub struct Limiter {
    windows: Mutex<HashMap<String, Window>>,
}

impl Limiter {
    /// Takes one try of `key`.
    ///
    /// # Errors
    /// The moment from which trying again makes sense.
    pub fn take(&self, key: &str, rate: Rate, now: Instant) -> Result<(), Instant> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > SWEEP_AT {
            windows.retain(|_, w| now.since(w.from) < w.within);
        }
        let fresh = Window {
            from: now,
            within: rate.within,
            count: 0,
        };
        let window = windows.entry(key.to_owned()).or_insert(fresh);
        if now.since(window.from) >= rate.within || now < window.from {
            *window = fresh;
        }
        if window.count >= rate.most {
            return Err(window.from.plus(rate.within));
        }
        window.count += 1;
        Ok(())
    }

    /// Whether a try of `key` is left, without taking it: for keys that many honest people share, where only wrong tries count.
    ///
    /// # Errors
    /// The moment from which trying again makes sense.
    pub fn look(&self, key: &str, rate: Rate, now: Instant) -> Result<(), Instant> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(key) {
            Some(w) if w.count >= rate.most && (0..rate.within).contains(&now.since(w.from)) => {
                Err(w.from.plus(rate.within))
            }
            _ => Ok(()),
        }
    }

    /// Gives a try back: it was right.
    pub fn forgive(&self, key: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = windows.get_mut(key) {
            window.count = window.count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_wrong_password_waits_and_another_account_does_not() {
        let limiter = Limiter::default();
        let now = Instant(1_000);
        for _ in 0..5 {
            assert!(limiter.take("a", PASSWORD, now).is_ok());
        }
        assert_eq!(limiter.take("a", PASSWORD, now), Err(now.plus(PASSWORD.within)));
        assert!(limiter.take("b", PASSWORD, now).is_ok());
        assert!(limiter.take("a", PASSWORD, now.plus(PASSWORD.within)).is_ok());
    }

    #[test]
    fn right_answers_do_not_count() {
        let limiter = Limiter::default();
        for _ in 0..300 {
            assert!(limiter.take("account", PASSWORD, Instant(0)).is_ok());
            limiter.forgive("account");
        }
    }

    #[test]
    fn looking_takes_nothing_and_sees_when_it_is_over() {
        let limiter = Limiter::default();
        for _ in 0..300 {
            assert!(limiter.look("address", ADDRESS, Instant(0)).is_ok());
        }
        for _ in 0..ADDRESS.most {
            assert!(limiter.take("address", ADDRESS, Instant(0)).is_ok());
        }
        let end = Instant(ADDRESS.within);
        assert_eq!(limiter.look("address", ADDRESS, Instant(5)), Err(end));
        assert!(limiter.look("address", ADDRESS, end).is_ok());
    }
}
