//! Working time. Deadlines of triage and offers count office minutes only; the calendar is an interface, because public
//! holidays and 调休 come from a file later. Deadlines are stored as instants together with the calendar's version.

use crate::time::{Instant, MINUTE};

/// Tells which minutes are working minutes.
pub trait WorkingCalendar {
    /// A number that changes whenever an answer of this calendar would.
    fn version(&self) -> u32;

    /// The first working moment at or after `from`.
    fn next_open(&self, from: Instant) -> Instant;

    /// The end of the working stretch that holds `at`; `at` itself when it is outside working time.
    fn closes(&self, at: Instant) -> Instant;

    /// Whether the centre is open at `at`.
    fn is_open(&self, at: Instant) -> bool {
        self.closes(at) > at
    }

    /// The moment `minutes` of working time after `from`.
    fn after(&self, from: Instant, minutes: u32) -> Instant {
        let mut left = i64::from(minutes) * MINUTE;
        let mut at = self.next_open(from);
        loop {
            let close = self.closes(at);
            let room = close.since(at);
            if left <= room {
                return at.plus(left);
            }
            left -= room;
            at = self.next_open(close);
        }
    }
}

/// The same hours every day of the week, without a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedHours {
    /// First working minute since local midnight.
    pub from: u16,
    /// The minute after the last.
    pub to: u16,
}

/// 08:30–18:00: what community centres usually print on their door.
pub const DEFAULT_HOURS: FixedHours = FixedHours {
    from: 8 * 60 + 30,
    to: 18 * 60,
};

impl WorkingCalendar for FixedHours {
    fn version(&self) -> u32 {
        1
    }

    fn next_open(&self, from: Instant) -> Instant {
        let minute = from.minute();
        if minute < self.from {
            from.day().at(self.from)
        } else if minute < self.to {
            from
        } else {
            from.day().plus(1).at(self.from)
        }
    }

    fn closes(&self, at: Instant) -> Instant {
        let minute = at.minute();
        if minute >= self.from && minute < self.to {
            at.day().at(self.to)
        } else {
            at
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;

    #[test]
    fn half_an_hour_before_closing_goes_on_next_morning() {
        let day = Day(20_000);
        let due = DEFAULT_HOURS.after(day.at(17 * 60 + 50), 30);
        assert_eq!(due, day.plus(1).at(8 * 60 + 50));
        assert_eq!(DEFAULT_HOURS.after(day.at(60), 30), day.at(9 * 60));
        assert!(!DEFAULT_HOURS.is_open(day.at(18 * 60)));
    }

    #[test]
    fn several_days_of_working_time_skip_the_nights() {
        let day = Day(20_000);
        let a_day_and_a_minute = 570 + 1;
        assert_eq!(
            DEFAULT_HOURS.after(day.at(510), a_day_and_a_minute),
            day.plus(1).at(511)
        );
    }
}
