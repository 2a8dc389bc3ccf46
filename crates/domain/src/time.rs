//! Time without a clock: instants in UTC milliseconds, days and slots in China Standard Time (UTC+8, no daylight saving).

use serde::{Deserialize, Serialize};

/// Milliseconds of one minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds of one hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of one day.
pub const DAY: i64 = 24 * HOUR;
/// China Standard Time is eight hours ahead of UTC, all year.
const OFFSET: i64 = 8 * HOUR;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// This moment `ms` milliseconds later (earlier when negative); stops at the ends of the range.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The local day.
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.saturating_add(OFFSET).div_euclid(DAY)).unwrap_or(i32::MAX))
    }

    /// Minutes since local midnight, 0..1440.
    pub fn minute(self) -> u16 {
        u16::try_from(self.0.saturating_add(OFFSET).rem_euclid(DAY) / MINUTE).unwrap_or(0)
    }
}

/// A local calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date (proleptic Gregorian; month 1–12, day 1–31).
    pub fn from_civil(year: i32, month: u32, day: u32) -> Self {
        // Days are counted in years that begin in March, so that the leap day is the last of its year.
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let shifted = i32::try_from((month + 9) % 12).unwrap_or(0);
        let day_of_year = (153 * shifted + 2) / 5 + i32::try_from(day).unwrap_or(1) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month (1–12) and day of the month (1–31).
    pub fn civil(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
    }

    /// Monday is 0, Sunday 6.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The moment this day reaches `minute` (minutes since local midnight).
    pub const fn at(self, minute: u16) -> Instant {
        Instant(self.0 as i64 * DAY + minute as i64 * MINUTE - OFFSET)
    }

    /// The day `days` later.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// When someone is expected: a local day and a range of minutes within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The local day.
    pub day: Day,
    /// First minute since local midnight.
    pub from: u16,
    /// The minute after the last.
    pub to: u16,
}

impl Slot {
    /// When the slot begins.
    pub const fn start(&self) -> Instant {
        self.day.at(self.from)
    }

    /// When the slot ends.
    pub const fn end(&self) -> Instant {
        self.day.at(self.to)
    }

    /// Whether the slot is a range within one day.
    pub const fn is_well_formed(&self) -> bool {
        self.from < self.to && self.to <= 24 * 60
    }

    /// Whether a person can't serve both: the same minute of the same day belongs to both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates_round_trip_over_leap_years_and_the_epoch() {
        for (y, m, d) in [
            (1970, 1, 1),
            (2024, 2, 29),
            (2026, 11, 23),
            (1900, 3, 1),
            (2100, 12, 31),
        ] {
            assert_eq!(Day::from_civil(y, m, d).civil(), (y, m, d));
        }
        for day in -1000..30_000 {
            let (y, m, d) = Day(day).civil();
            assert_eq!(Day::from_civil(y, m, d), Day(day));
        }
    }

    #[test]
    fn the_local_day_begins_eight_hours_before_utc() {
        let midnight = Day::from_civil(2026, 11, 23).at(0);
        assert_eq!(midnight.0 % DAY, 16 * HOUR);
        assert_eq!((midnight.day(), midnight.minute()), (Day::from_civil(2026, 11, 23), 0));
        assert_eq!(midnight.plus(-1).day(), Day::from_civil(2026, 11, 22));
        assert_eq!(Day::from_civil(2026, 11, 23).weekday(), 0);
    }

    #[test]
    fn slots_that_only_touch_do_not_overlap() {
        let day = Day(20_000);
        let nine = Slot {
            day,
            from: 540,
            to: 600,
        };
        assert!(nine.overlaps(&Slot {
            day,
            from: 599,
            to: 660
        }));
        assert!(!nine.overlaps(&Slot {
            day,
            from: 600,
            to: 660
        }));
        assert!(!nine.overlaps(&Slot {
            day: day.plus(1),
            from: 540,
            to: 600
        }));
    }
}
