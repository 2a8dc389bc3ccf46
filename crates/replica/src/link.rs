//! The line to the server: what is under way, when to try again, and whether the session holds.

use doorstep_domain::{ClientId, Instant};

/// First wait after a failure.
const FIRST_WAIT: i64 = 1_000;
/// Longest wait: a phone in a stairwell should notice the network within a minute.
const LONGEST_WAIT: i64 = 60_000;
/// A pull at least this often while the app is open, for lines where the feed does not get through.
pub(crate) const POLL: i64 = 60_000;

/// How the session stands, as far as the phone knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// The server took the last call, or has not been asked yet.
    #[default]
    Fine,
    /// Sign in again; everything is kept and sends itself afterwards.
    Reauth,
    /// Signed out on purpose.
    Revoked,
    /// The server does not understand this build; everything is kept until the app is updated.
    Upgrade,
}

/// How the line stands, as the tab that sends tells the others of its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing gets through.
    Off,
    /// The last call reached the server.
    On,
}

/// The state of the line.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else about the line, and they change independently"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The last call reached the server.
    pub online: bool,
    /// The browser said that the network is gone while a call was under way: its answer says nothing of now.
    pub unsure: bool,
    /// A push is under way.
    pub pushing: bool,
    /// A pull is under way.
    pub pulling: bool,
    /// The push under way left before the last sign-in: what it says about the session is over.
    pub push_of_before: bool,
    /// The same of the pull.
    pub pull_of_before: bool,
    /// Something changed that a pull would bring.
    pub stale: bool,
    /// Failures in a row.
    pub failures: u32,
    /// Not before this moment (device clock).
    pub retry_at: Option<Instant>,
    /// What the server holds is asked for then (device clock).
    pub ask_at: Option<Instant>,
    /// How the session stands.
    pub standing: Standing,
    /// Most commands in one push, lowered when the server finds a push too large.
    pub batch: usize,
    /// This tab sends.
    pub leader: bool,
}

impl Link {
    /// What the other tabs are told; nothing by one that does not send, or while a call is out that will tell.
    pub fn line(&self) -> Option<Line> {
        let known = self.leader && (self.online || !self.pushing && !self.pulling);
        known.then_some(if self.online { Line::On } else { Line::Off })
    }

    /// What the tab that sends said.
    pub(crate) const fn told(&mut self, line: Line) {
        if !self.leader {
            self.online = matches!(line, Line::On);
        }
    }

    /// Whether a call may go out now.
    pub(crate) fn may_call(&self, now: Instant) -> bool {
        self.leader && self.standing == Standing::Fine && self.retry_at.is_none_or(|at| at <= now)
    }

    /// Signed in (again): whatever is under way still carries the session before.
    pub(crate) fn signed_in(&mut self) {
        self.standing = Standing::Fine;
        self.stale = true;
        self.push_of_before = self.pushing;
        self.pull_of_before = self.pulling;
    }

    /// The push came back. Whether it left under a session that is over.
    pub(crate) fn push_is_back(&mut self) -> bool {
        self.pushing = false;
        core::mem::take(&mut self.push_of_before)
    }

    /// The pull came back. Whether it left under a session that is over.
    pub(crate) fn pull_is_back(&mut self) -> bool {
        self.pulling = false;
        core::mem::take(&mut self.pull_of_before)
    }

    /// A call reached the server.
    pub(crate) fn reached(&mut self) {
        self.online = !self.unsure;
        // The next call tells.
        self.stale |= self.unsure;
        self.unsure = false;
        self.failures = 0;
        self.retry_at = None;
    }

    /// A call did not: waits longer each time, with full jitter so that a thousand phones don't come back at once. `salt` makes
    /// the jitter differ between phones; nothing here needs to be unpredictable.
    pub(crate) fn failed(&mut self, now: Instant, salt: ClientId) {
        self.online = false;
        self.unsure = false;
        let ceiling = FIRST_WAIT.saturating_mul(1 << self.failures.min(6)).min(LONGEST_WAIT);
        self.failures = self.failures.saturating_add(1);
        let (high, low) = salt.0.as_u64_pair();
        let mixed = mix(high ^ low ^ u64::from(self.failures) ^ now.0.unsigned_abs());
        let wait = FIRST_WAIT / 2 + i64::try_from(mixed % u64::try_from(ceiling).unwrap_or(1)).unwrap_or(0);
        self.retry_at = Some(now.plus(wait));
    }
}

/// One round of splitmix64: spreads similar inputs.
const fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tab_that_sends_tells_and_only_the_others_listen() {
        let mut other = Link::default();
        assert_eq!(other.line(), None);
        other.told(Line::On);
        assert!(other.online);
        let mut sends = Link {
            leader: true,
            pulling: true,
            ..Link::default()
        };
        assert_eq!(sends.line(), None, "the call that is out will tell");
        sends.reached();
        assert_eq!(sends.line(), Some(Line::On));
        sends.told(Line::Off);
        assert!(sends.online, "what it sees itself counts");
        sends.failed(Instant(0), ClientId::from_bits(1));
        assert_eq!(sends.line(), None);
        sends.pulling = false;
        assert_eq!(sends.line(), Some(Line::Off));
    }

    #[test]
    fn waits_grow_stay_bounded_and_differ_between_phones() {
        let mut waits = Vec::new();
        for phone in 0..20 {
            let mut link = Link::default();
            for _ in 0..12 {
                link.failed(Instant(1_000_000), ClientId::from_bits(phone));
            }
            let wait = link.retry_at.map_or(0, |at| at.since(Instant(1_000_000)));
            assert!((FIRST_WAIT / 2..=LONGEST_WAIT + FIRST_WAIT).contains(&wait), "{wait}");
            waits.push(wait);
        }
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 10, "twenty phones must not come back in the same moment");
    }
}
