//! The whole trail of an order for the desk, internal steps included, what is still on its way marked as such; and the words that
//! were said.

use doorstep_domain::{
    Instant, PersonId,
    order::{Entry, Order, Step},
};
use doorstep_replica::Replica;

use super::facts;
use crate::text::{self, DOT};

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// It happened.
    Done,
    /// It happened and needs an eye.
    Exception,
    /// It is only on this device: 待上传.
    Local,
}

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// How it looks.
    pub look: Look,
    /// What happened, with its reason.
    pub what: String,
    /// Who, and when they say it was.
    pub who: String,
    /// When the centre learned of it.
    pub when: String,
}

/// The trail of `order` as shown, the newest first. `confirmed` is how many lines the centre has confirmed.
pub fn lines(replica: &Replica, order: &Order, confirmed: usize, now: Instant) -> Vec<Line> {
    let entries = order.trail.iter().enumerate();
    let lines = entries.map(|(n, entry)| line(replica, entry, n >= confirmed, now));
    let mut lines: Vec<Line> = lines.collect();
    lines.reverse();
    lines
}

/// What one person did, for comparing two who say they served.
pub fn of_person(replica: &Replica, order: &Order, person: PersonId, now: Instant) -> Vec<Line> {
    let theirs = order.trail.iter().filter(|e| e.by.person.is(&person));
    theirs.map(|entry| line(replica, entry, false, now)).collect()
}

fn line(replica: &Replica, entry: &Entry, local: bool, now: Instant) -> Line {
    let look = match entry.step {
        _ if local => Look::Local,
        step if is_exception(step) => Look::Exception,
        _ => Look::Done,
    };
    let mut what = text::order::step(entry.step).to_owned();
    if let Some(why) = entry.why {
        what = text::desk::because(&what, text::reason::why(why));
    }
    let mut who = facts::by(replica, &entry.by);
    if let Some(claimed) = entry.claimed.filter(|c| entry.at.since(*c).abs() > MEANT) {
        who = text::desk::claimed(&who, &text::time::moment(claimed, now));
    }
    Line {
        look,
        what,
        who,
        when: text::time::moment(entry.at, now),
    }
}

/// Claimed and received time that are nearer than this are the same to a reader.
const MEANT: i64 = 5 * doorstep_domain::time::MINUTE;

const fn is_exception(step: Step) -> bool {
    matches!(
        step,
        Step::Declined
            | Step::Appealed
            | Step::OfferDeclined
            | Step::OfferLapsed
            | Step::HandedBack
            | Step::Reassigned
            | Step::TransferDeclined
            | Step::Suspended
            | Step::Evidence
            | Step::Contested
            | Step::Undone
            | Step::SlotRefused
            | Step::Redone
            | Step::Cancelled
            | Step::Late
            | Step::Overdue
            | Step::ReferralProposed
    )
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    /// Who and when.
    pub who: String,
    /// The words.
    pub text: String,
    /// Not for the other side.
    pub inner: bool,
}

/// Everything that was written, the newest first.
pub fn said(replica: &Replica, order: &Order, now: Instant) -> Vec<Said> {
    let remarks = order.remarks.get().map(Vec::as_slice).unwrap_or_default();
    let said = |r: &doorstep_domain::order::Remark| Said {
        who: format!("{}{DOT}{}", facts::by(replica, &r.by), text::time::moment(r.at, now)),
        text: r.text.clone(),
        inner: r.inner,
    };
    remarks.iter().rev().map(said).collect()
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        Seen,
        order::{By, Part, State, Why},
        time::HOUR,
    };

    use super::*;
    use crate::state::desk::fixture::{DESK, LI, at, device, order};

    fn entry(step: Step, part: Part, person: PersonId) -> Entry {
        Entry {
            at: at(0),
            claimed: None,
            by: By {
                part,
                person: Seen::known(person),
            },
            step,
            why: None,
        }
    }

    #[test]
    fn the_desk_reads_internal_steps_names_reasons_and_what_is_on_its_way() {
        let mut o = order(1, State::Open);
        let mut release = entry(Step::Reassigned, Part::Staff, DESK);
        release.why = Some(Why::NotReachable);
        let mut evidence = entry(Step::Evidence, Part::Member, LI);
        evidence.claimed = Some(at(0).plus(-HOUR));
        o.trail = vec![release, evidence, entry(Step::Remarked, Part::Staff, DESK)];
        let replica = device(vec![o.clone()]);
        let lines = lines(&replica, &o, 2, at(0));
        assert_eq!(lines[0].look, Look::Local);
        assert_eq!(lines[1].who, "李示例\u{a0}· 党员志愿者\u{a0}· 本人说是 9:00");
        assert_eq!(
            (lines[2].what.as_str(), lines[2].look),
            ("换人：联系不上", Look::Exception)
        );
        assert_eq!(of_person(&replica, &o, LI, at(0)).len(), 1);
    }
}
