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
    /// It answers, and does not do its work.
    Trouble(Trouble),
}

/// Why a server that answers does not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its disk has no room: it reads on and writes nothing.
    Full,
    /// It is starting.
    Starting,
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
    /// What the server said that keeps it from its work.
    pub trouble: Option<Trouble>,
    /// Not before this moment (device clock): the phone's own wait, which a sign of the network ends.
    pub retry_at: Option<Instant>,
    /// Not before this moment (device clock), said the server; nothing ends it sooner.
    pub(crate) wait: Option<Instant>,
    /// The same of commands alone.
    pub(crate) push_wait: Option<Instant>,
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
        let plain = if self.online { Line::On } else { Line::Off };
        known.then_some(self.trouble.map_or(plain, Line::Trouble))
    }

    /// What the tab that sends said.
    pub(crate) const fn told(&mut self, line: Line) {
        if !self.leader {
            self.online = matches!(line, Line::On | Line::Trouble(Trouble::Full));
            self.trouble = match line {
                Line::Trouble(trouble) => Some(trouble),
                Line::On | Line::Off => None,
            };
        }
    }

    /// Whether a call may go out now.
    pub(crate) fn may_call(&self, now: Instant) -> bool {
        self.leader && self.standing == Standing::Fine && self.waits_until(now).is_none()
    }

    /// Whether commands may go out now.
    pub(crate) fn may_push(&self, now: Instant) -> bool {
        self.may_call(now) && self.push_wait.is_none_or(|at| at <= now)
    }

    /// Until when nothing goes out, if that lies ahead.
    fn waits_until(&self, now: Instant) -> Option<Instant> {
        self.retry_at.max(self.wait).filter(|at| *at > now)
    }

    /// When something may go out again that waits, commands among it or not.
    pub fn tries_at(&self, now: Instant, commands: bool) -> Option<Instant> {
        let push = self.push_wait.filter(|at| commands && *at > now);
        self.waits_until(now).max(push)
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
        self.trouble = self.trouble.filter(|trouble| *trouble == Trouble::Full);
    }

    /// The server answered that it has no room, or has it again.
    pub(crate) fn has_room(&mut self, room: bool) {
        self.trouble = (!room).then_some(Trouble::Full);
    }

    /// The server answered that it can't work now: everything waits while it starts, and only commands while it has no room. Every
    /// phone hears the same moment, so each adds some time of its own.
    pub(crate) fn turned_away(&mut self, trouble: Trouble, until: Instant, now: Instant, salt: ClientId) {
        self.reached();
        self.trouble = Some(trouble);
        let full = trouble == Trouble::Full;
        self.online &= full;
        let spread = until.since(now).clamp(FIRST_WAIT, LONGEST_WAIT) / 2;
        let until = until.plus(self.jitter(now, salt, spread));
        *(if full { &mut self.push_wait } else { &mut self.wait }) = Some(until);
    }

    /// Something below `most`, different between phones; nothing here needs to be unpredictable.
    fn jitter(&self, now: Instant, salt: ClientId, most: i64) -> i64 {
        let (high, low) = salt.0.as_u64_pair();
        let mixed = mix(high ^ low ^ u64::from(self.failures) ^ now.0.unsigned_abs());
        i64::try_from(mixed % u64::try_from(most).unwrap_or(1).max(1)).unwrap_or(0)
    }

    /// A call did not: waits longer each time, with full jitter so that a thousand phones don't come back at once. `salt` makes
    /// the jitter differ between phones.
    pub(crate) fn failed(&mut self, now: Instant, salt: ClientId) {
        self.online = false;
        self.unsure = false;
        self.trouble = None;
        let ceiling = FIRST_WAIT.saturating_mul(1 << self.failures.min(6)).min(LONGEST_WAIT);
        self.failures = self.failures.saturating_add(1);
        self.retry_at = Some(now.plus(FIRST_WAIT / 2 + self.jitter(now, salt, ceiling)));
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
    fn a_server_without_room_is_read_and_one_that_starts_is_left_alone_for_as_long_as_it_said() {
        let salt = ClientId::from_bits(7);
        let (now, said) = (Instant(0), Instant(60_000));
        let link = Link {
            leader: true,
            ..Link::default()
        };
        let (mut full, mut starts) = (link, link);
        full.turned_away(Trouble::Full, said, now, salt);
        starts.turned_away(Trouble::Starting, said, now, salt);
        assert_eq!(
            (full.line(), starts.line()),
            (
                Some(Line::Trouble(Trouble::Full)),
                Some(Line::Trouble(Trouble::Starting))
            )
        );
        let before = Instant(said.0 - 1);
        assert!(full.may_call(before) && !full.may_push(before), "it reads on");
        assert!(!starts.may_call(before));
        // Whatever the browser says of the network, the server's word holds.
        full.retry_at = None;
        starts.retry_at = None;
        assert!(!full.may_push(before) && !starts.may_call(before));
        assert!(full.tries_at(now, true) >= Some(said) && full.tries_at(now, false).is_none());
        let later = Instant(said.0 * 2);
        assert!(full.may_push(later) && starts.may_call(later));
        full.reached();
        starts.reached();
        assert_eq!(
            (full.trouble, starts.trouble),
            (Some(Trouble::Full), None),
            "that it reads says nothing of room"
        );
        full.has_room(true);
        assert_eq!(full.trouble, None);
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
