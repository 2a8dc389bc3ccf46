//! The two clocks of an order. The step clock restarts with each state; the whole clock runs from the first submission,
//! pauses only while suspended, and is the one reported (orders.md 4).

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// Instants and deadlines of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// First submission: the whole clock starts.
    pub first: Instant,
    /// The present state was entered.
    pub step: Instant,
    /// Milliseconds the whole clock stood still so far.
    #[serde(default)]
    pub paused: i64,
    /// The pause that runs now began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<Instant>,
    /// Deadline of the present step, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// Version of the calendar that `due` was computed with.
    pub calendar: u32,
    /// The order ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Instant>,
}

impl Clocks {
    /// Starts both clocks.
    pub const fn start(now: Instant, due: Option<Instant>, calendar: u32) -> Self {
        Self {
            first: now,
            step: now,
            paused: 0,
            paused_since: None,
            due,
            calendar,
            ended: None,
        }
    }

    /// Enters the next step: its clock restarts, a pause that ran is added up.
    pub fn enter(&mut self, now: Instant, due: Option<Instant>) {
        self.resume(now);
        self.step = now;
        self.due = due;
    }

    /// The whole clock stands still from now on.
    pub fn pause(&mut self, now: Instant) {
        self.paused_since.get_or_insert(now);
    }

    /// Ends a pause, if one runs.
    fn resume(&mut self, now: Instant) {
        if let Some(since) = self.paused_since.take() {
            self.paused += now.since(since).max(0);
        }
    }

    /// Milliseconds on the whole clock at `now`.
    pub fn whole(&self, now: Instant) -> i64 {
        let until = self.ended.unwrap_or(now);
        let running = self.paused_since.map_or(0, |since| until.since(since).max(0));
        until.since(self.first) - self.paused - running
    }

    /// Milliseconds on the step clock at `now`.
    pub const fn step_time(&self, now: Instant) -> i64 {
        now.since(self.step)
    }

    /// Whether the present step is past its deadline.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.ended.is_none() && self.due.is_some_and(|due| now > due)
    }

    /// Whether the deadline is near: three quarters of the step are over, or half an hour is left (orders.md 4).
    pub fn is_due_soon(&self, now: Instant) -> bool {
        self.ended.is_none()
            && self.due.is_some_and(|due| {
                let three_quarters = self.step.plus(due.since(self.step) / 4 * 3);
                now <= due && (now >= three_quarters || due.since(now) <= 30 * crate::time::MINUTE)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    #[test]
    fn the_whole_clock_pauses_only_while_suspended_and_never_restarts() {
        let t = |h: i64| Instant(h * HOUR);
        let mut clocks = Clocks::start(t(0), Some(t(2)), 1);
        clocks.enter(t(1), None);
        clocks.pause(t(3));
        assert_eq!(clocks.whole(t(5)), 3 * HOUR);
        clocks.enter(t(6), None);
        assert_eq!((clocks.whole(t(7)), clocks.step_time(t(7))), (4 * HOUR, HOUR));
        clocks.ended = Some(t(8));
        assert_eq!(clocks.whole(t(100)), 5 * HOUR);
    }

    #[test]
    fn a_deadline_is_near_at_three_quarters_or_half_an_hour() {
        let t = |m: i64| Instant(m * crate::time::MINUTE);
        let clocks = Clocks::start(t(0), Some(t(120)), 1);
        assert!(!clocks.is_due_soon(t(89)));
        assert!(clocks.is_due_soon(t(90)) && !clocks.is_overdue(t(120)));
        assert!(clocks.is_overdue(t(121)) && !clocks.is_due_soon(t(121)));
    }
}
