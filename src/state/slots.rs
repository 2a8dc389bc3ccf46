//! The times one can choose from: whole hours within the centre's hours, never one that has begun.

use doorstep_domain::{Day, Instant, Slot, calendar::FixedHours};

use crate::text;

/// How many days ahead one may choose, today included.
pub const DAYS_AHEAD: i32 = 14;
/// Days that have chips of their own; the others stand behind 其他日子.
const NEAR_DAYS: i32 = 3;

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Until noon.
    Morning,
    /// Until six.
    Afternoon,
    /// After six.
    Evening,
}

/// A part of one day: the first choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartOfDay {
    /// The day.
    pub day: Day,
    /// The part.
    pub part: Part,
}

impl PartOfDay {
    /// The part of the day a slot begins in.
    pub fn of(slot: &Slot) -> Self {
        let part = match slot.from {
            0..720 => Part::Morning,
            720..1080 => Part::Afternoon,
            _ => Part::Evening,
        };
        Self { day: slot.day, part }
    }

    /// 今天上午.
    pub fn words(&self, today: Day) -> String {
        let part = match self.part {
            Part::Morning => text::time::morning(),
            Part::Afternoon => text::time::afternoon(),
            Part::Evening => text::time::evening(),
        };
        let day = text::time::day(self.day, today);
        if text::lang() == text::Lang::Zh {
            format!("{day}{part}")
        } else {
            format!("{day} {part}")
        }
    }
}

/// Every slot that can be chosen at `now`, soonest first: whole hours that lie within `hours` and have not begun.
pub fn upcoming(hours: FixedHours, now: Instant) -> Vec<Slot> {
    let first = hours.from.div_ceil(60);
    let last = hours.to / 60;
    let today = now.day();
    let slots = (0..DAYS_AHEAD).flat_map(|ahead| {
        let day = today.plus(ahead);
        (first..last).map(move |hour| Slot {
            day,
            from: hour * 60,
            to: hour * 60 + 60,
        })
    });
    slots.filter(|slot| slot.start() > now).collect()
}

/// The chips of the near days, in order.
pub fn near(slots: &[Slot], today: Day) -> Vec<PartOfDay> {
    let mut parts: Vec<_> = slots
        .iter()
        .filter(|s| s.day < today.plus(NEAR_DAYS))
        .map(PartOfDay::of)
        .collect();
    parts.dedup();
    parts
}

/// The days behind 其他日子, in order.
pub fn other_days(slots: &[Slot], today: Day) -> Vec<Day> {
    let mut days: Vec<_> = slots
        .iter()
        .map(|s| s.day)
        .filter(|d| *d >= today.plus(NEAR_DAYS))
        .collect();
    days.dedup();
    days
}

/// 15:00–16:00.
pub fn hours_of(slot: &Slot) -> String {
    format!("{}–{}", text::time::clock(slot.from), text::time::clock(slot.to))
}

#[cfg(test)]
mod tests {
    use doorstep_domain::calendar::DEFAULT_HOURS;

    use super::*;

    const DAY: Day = Day(20_000);

    #[test]
    fn a_slot_that_has_begun_is_never_offered() {
        for minute in 0..24 * 60 {
            let now = DAY.at(minute);
            for slot in upcoming(DEFAULT_HOURS, now) {
                assert!(slot.start() > now && slot.is_well_formed(), "{minute}");
                assert!(slot.from >= DEFAULT_HOURS.from && slot.to <= DEFAULT_HOURS.to);
            }
        }
    }

    #[test]
    fn around_closing_time_and_midnight_the_first_slot_is_right() {
        let first = |minute| upcoming(DEFAULT_HOURS, DAY.at(minute))[0];
        // 8:30 is no whole hour; nine is the first.
        assert_eq!((first(0).day, first(0).from), (DAY, 540));
        assert_eq!(first(8 * 60 + 59).from, 540);
        assert_eq!(first(9 * 60).from, 600);
        // The last hour of the day begins at five.
        assert_eq!((first(16 * 60 + 59).day, first(16 * 60 + 59).from), (DAY, 1020));
        assert_eq!((first(17 * 60).day, first(17 * 60).from), (DAY.plus(1), 540));
        assert_eq!(first(23 * 60 + 59).day, DAY.plus(1));
    }

    #[test]
    fn the_chips_begin_with_what_is_left_of_today() {
        let chips = |minute| {
            let now = DAY.at(minute);
            let slots = upcoming(DEFAULT_HOURS, now);
            let words: Vec<_> = near(&slots, DAY).iter().map(|p| p.words(DAY)).collect();
            (words, other_days(&slots, DAY).len())
        };
        let (morning, others) = chips(8 * 60);
        assert_eq!(morning[..3], ["今天上午", "今天下午", "明天上午"]);
        assert_eq!((morning.len(), others), (6, 11));
        assert_eq!(chips(13 * 60).0[0], "今天下午");
        assert_eq!(chips(20 * 60).0[0], "明天上午");
    }
}
