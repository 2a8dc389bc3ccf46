//! The server's clock, watched. Wall time may jump; time since start can't. A forward jump beyond the time that really passed
//! holds timers until somebody has looked, since a deadline that fires too early can't be taken back. Until then commands are judged by
//! the time before the jump, counted on: the time of a partition never goes back, so one command stamped with next week would hold up
//! everything until next week.

use doorstep_domain::Instant;

/// Largest difference between wall and monotonic time that counts as drift and not as a jump: NTP slews stay far below.
const JUMP: i64 = 5 * 60_000;

/// Smallest jump that begins another boot. One too many costs a record; a machine that was put back a minute must be noticed.
const STEP: i64 = 10_000;

/// What the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The time to judge by: the wall clock, without a jump that nobody has looked at.
    pub now: Instant,
    /// Timers may run.
    pub timers: bool,
    /// The wall clock jumped forward since the last reading: the whole machine may have been put back to a snapshot, so another
    /// boot begins.
    pub jumped: bool,
}

/// Compares the wall clock with a clock that only counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    last: Option<(Instant, i64)>,
    /// How far the wall clock is ahead of what can be true.
    ahead: Option<i64>,
}

impl Clock {
    /// Takes both clocks at one moment; `monotonic` in milliseconds since any fixed start.
    pub fn read(&mut self, wall: Instant, monotonic: i64) -> Reading {
        let mut jumped = false;
        if let Some((last_wall, last_mono)) = self.last {
            let jump = wall.since(last_wall) - (monotonic - last_mono);
            jumped = jump > STEP;
            if jump > JUMP || self.ahead.is_some() {
                // Set back again by as much: what looked like a jump is undone.
                self.ahead = Some(self.ahead.unwrap_or(0) + jump).filter(|ahead| *ahead > JUMP);
            }
        }
        self.last = Some((wall, monotonic));
        Reading {
            now: wall.plus(-self.ahead.unwrap_or(0)),
            timers: self.ahead.is_none(),
            jumped,
        }
    }

    /// An operator has looked: the clock is right, timers go on.
    pub fn trust(&mut self) {
        self.ahead = None;
    }

    /// Whether timers are held because of a jump.
    pub const fn is_held(&self) -> bool {
        self.ahead.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forward_jump_holds_timers_until_it_is_undone_or_trusted() {
        let day = 86_400_000;
        let mut clock = Clock::default();
        assert!(clock.read(Instant(0), 0).timers);
        assert!(clock.read(Instant(60_000), 60_000).timers);
        assert!(!clock.read(Instant(day), 61_000).timers);
        let held = clock.read(Instant(day + 1_000), 62_000);
        assert_eq!(
            (held.now, held.timers),
            (Instant(62_000), false),
            "judged as if it had not jumped"
        );
        assert!(clock.read(Instant(63_000), 63_000).timers);
        assert!(!clock.read(Instant(64_000), 64_000).jumped);
        assert!(clock.read(Instant(80_000), 65_000).jumped, "put back a little");
        clock.read(Instant(day), 66_000);
        clock.trust();
        let trusted = clock.read(Instant(day + 1_000), 67_000);
        assert_eq!((trusted.now, trusted.timers), (Instant(day + 1_000), true));
    }
}
