//! The board: groups of orders, their counts, the search, and rows that do not move under the hand.

use doorstep_domain::{
    Entity, Instant, Key, OrderId,
    feedback::Feedback,
    order::{Order, State},
    search,
};
use doorstep_replica::{Mark, Replica};

use super::{
    clock::{self, Due},
    facts,
};
use crate::{
    state::{
        card::{Tag, Tone},
        count::Count,
        orders,
    },
    text,
};

/// A group of the board. One order can be in two: waiting for 确认 and for a call-back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// 待受理.
    Triage,
    /// 没人接: open, and its time to be taken is over or nearly so.
    Nobody,
    /// 待接单: open, and there is time.
    Open,
    /// 已派单.
    Offered,
    /// 进行中.
    Going,
    /// 待确认.
    Confirm,
    /// 争议, 待回访, a time that is asked for: something the desk has to settle.
    Settle,
    /// 已挂起.
    Paused,
    /// 转办, also when only proposed.
    Referred,
    /// 已办结, the latest first.
    Ended,
}

impl Group {
    /// Every group, in the order of the board.
    pub const ALL: [Self; 10] = [
        Self::Triage,
        Self::Nobody,
        Self::Open,
        Self::Offered,
        Self::Going,
        Self::Confirm,
        Self::Settle,
        Self::Paused,
        Self::Referred,
        Self::Ended,
    ];

    /// Whether `order` belongs here at `now`.
    pub fn has(self, order: &Order, now: Instant) -> bool {
        let open = order.state == State::Open;
        match self {
            Self::Triage => order.state == State::Submitted,
            Self::Nobody => open && clock::due(order, now).presses(),
            Self::Open => open && !clock::due(order, now).presses(),
            Self::Offered => order.state == State::Offered,
            Self::Going => matches!(order.state, State::Accepted | State::EnRoute | State::InService),
            Self::Confirm => order.state == State::AwaitingConfirm,
            Self::Settle => waits_for_desk(order),
            Self::Paused => order.state == State::Suspended,
            Self::Referred => order.state == State::Referred || proposed(order),
            Self::Ended => order.state.is_ended(),
        }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Triage => text::desk::group_triage(),
            Self::Nobody => text::desk::group_nobody(),
            Self::Open => text::desk::group_open(),
            Self::Offered => text::desk::group_offered(),
            Self::Going => text::desk::group_going(),
            Self::Confirm => text::desk::group_confirm(),
            Self::Settle => text::desk::group_settle(),
            Self::Paused => text::desk::group_paused(),
            Self::Referred => text::desk::group_referred(),
            Self::Ended => text::desk::group_ended(),
        }
    }

    /// The first group to show: what waits longest for the desk.
    pub fn first(counts: &[(Self, Count)]) -> Self {
        let mut waiting = counts.iter().filter(|(_, count)| count.shown() > 0);
        waiting.next().map_or(Self::Triage, |(group, _)| *group)
    }
}

/// Contested, to be called back (a code that did not match among them), or with a time nobody has answered to.
fn waits_for_desk(order: &Order) -> bool {
    contested(order) || order.call_back || order.slot_ask.is_some()
}

/// Two say they did it, and nobody has decided.
pub fn contested(order: &Order) -> bool {
    order.contest.as_ref().is_some_and(|c| !c.settled)
}

/// Somebody at the door thinks a department should do it.
pub fn proposed(order: &Order) -> bool {
    order.referral.as_ref().is_some_and(|r| r.proposed) && !order.state.is_ended()
}

/// How many orders each group holds at `now`, split into what the community has and what waits on this phone.
pub fn counts(replica: &Replica, now: Instant) -> Vec<(Group, Count)> {
    Group::ALL
        .into_iter()
        .map(|group| {
            (
                group,
                Count::of(
                    replica,
                    |entity| matches!(entity, Entity::Order(order) if group.has(order, now)),
                ),
            )
        })
        .collect()
}

/// What stands on the board, the most pressing first: of a group or of all, and of these what `typed` finds.
pub fn ids(replica: &Replica, group: Option<Group>, typed: &str, now: Instant) -> Vec<OrderId> {
    let all = typed.trim().is_empty();
    let wanted = |o: &&Order| group.is_none_or(|g| g.has(o, now)) && (all || finds(replica, typed, o));
    let mut found: Vec<&Order> = replica.orders().filter(wanted).collect();
    if group == Some(Group::Ended) && all {
        doorstep_domain::sort::by_key(&mut found, |o| (core::cmp::Reverse(o.clocks.ended), o.id));
        found.truncate(ENDED_MAX);
    } else {
        doorstep_domain::sort::by_key(&mut found, |o| {
            (
                o.state.is_ended(),
                clock::deadline(o).is_none(),
                clock::deadline(o),
                o.slot,
                o.id,
            )
        });
    }
    found.into_iter().map(|o| o.id).collect()
}

/// Ended orders on the board; older ones are found by the search.
const ENDED_MAX: usize = 50;

/// By number, name or its first letters, tail of the phone, building or what was ordered.
fn finds(replica: &Replica, typed: &str, order: &Order) -> bool {
    let wanted = search::fold(typed);
    let has = |text: &str| !wanted.is_empty() && search::fold(text).contains(&wanted);
    let resident = order.resident.get().and_then(|id| facts::person(replica, *id));
    search::finds_order(typed, order)
        || resident.is_some_and(|person| search::finds_person(typed, person))
        || has(&facts::building(replica, order))
        || facts::item(replica, order).is_some_and(|i| has(&i.title) || has(&i.title_en) || has(i.code.as_str()))
}

/// The order with this number, however it is typed.
pub fn by_number(replica: &Replica, typed: &str) -> Option<OrderId> {
    let wanted = search::fold(typed);
    let mut orders = replica.orders();
    orders
        .find(|o| !wanted.is_empty() && search::fold(&o.number) == wanted)
        .map(|o| o.id)
}

/// Keeps `shown` in its order: rows stay where they are until the person asks. Answers how many of `wanted` are not shown yet.
pub fn fresh(shown: &[OrderId], wanted: &[OrderId]) -> usize {
    wanted.iter().filter(|id| !shown.contains(id)).count()
}

/// A row as words. Two rows are equal when the screen would be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Which order.
    pub id: OrderId,
    /// What was ordered.
    pub what: String,
    /// Who, where, when.
    pub who: String,
    /// The state, or that it is late.
    pub tag: Tag,
    /// The clock.
    pub clock: String,
}

/// The tag of `order`: lateness first, then the state.
pub fn tag(order: &Order, now: Instant) -> Tag {
    if let due @ Due::Late(_) = clock::due(order, now) {
        return Tag {
            tone: Tone::Late,
            icon: "warn",
            word: due.words(),
        };
    }
    if contested(order) {
        return Tag {
            tone: Tone::Late,
            icon: "warn",
            word: text::desk::contested().to_owned(),
        };
    }
    let (tone, icon) = match order.state {
        State::Draft | State::Submitted => (Tone::Wait, "clock"),
        State::Open => (Tone::Wait, "users"),
        State::Offered => (Tone::Wait, "send"),
        State::Accepted => (Tone::Going, "handshake"),
        State::EnRoute => (Tone::Going, "walk"),
        State::InService => (Tone::Going, "wrench"),
        State::Suspended => (Tone::Wait, "pause"),
        State::AwaitingConfirm => (Tone::Going, "help"),
        State::Closed => (Tone::Done, "check"),
        State::Referred => (Tone::Going, "swap"),
        State::Declined | State::Cancelled => (Tone::Off, "minus"),
    };
    Tag {
        tone,
        icon,
        word: text::order::for_desk(order.state).to_owned(),
    }
}

/// The row of one order at `now` (server clock).
pub fn row(replica: &Replica, id: OrderId, now: Instant) -> Option<Row> {
    let Some(Entity::Order(order)) = replica.shown().get(&Key::order(id)) else {
        return None;
    };
    let parts = [
        facts::name(order),
        facts::building(replica, order),
        orders::when(order, now),
    ];
    let who: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    let mark = orders::mark(replica, order);
    let due = clock::due(order, now);
    let clock = match due {
        _ if mark != Mark::Received => orders::mark_words(&mark),
        // The tag says how late it is; the clock says since when.
        Due::Late(_) | Due::Free => order.number.clone(),
        Due::Soon(_) | Due::Ahead(_) => due.words(),
    };
    Some(Row {
        id,
        what: facts::title(replica, order),
        who: who.join(text::DOT),
        tag: tag(order, now),
        clock,
    })
}

/// 投诉建议: what waits for an answer first, then the newest.
pub fn voices(replica: &Replica) -> Vec<Feedback> {
    let remarks = replica.shown().values().filter_map(|e| match e {
        Entity::Feedback(remark) => Some((**remark).clone()),
        _ => None,
    });
    let mut remarks: Vec<Feedback> = remarks.collect();
    doorstep_domain::sort::by_key(&mut remarks, |f| (f.answered.is_some(), core::cmp::Reverse(f.at)));
    remarks
}

/// How many of them wait for an answer.
pub fn voices_count(replica: &Replica) -> Count {
    Count::of(
        replica,
        |entity| matches!(entity, Entity::Feedback(remark) if remark.answered.is_none()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::desk::fixture::{at, device, order};

    #[test]
    fn every_state_has_a_place_on_the_board() {
        for state in State::ALL.into_iter().filter(|s| *s != State::Draft) {
            let o = order(1, state);
            assert!(Group::ALL.into_iter().any(|g| g.has(&o, at(1))), "{state:?}");
        }
    }

    #[test]
    fn an_open_order_moves_to_nobody_when_its_time_runs_out() {
        let o = order(1, State::Open);
        let group = |minutes| Group::ALL.into_iter().find(|g| g.has(&o, at(minutes)));
        assert_eq!(group(10), Some(Group::Open));
        assert_eq!(group(95), Some(Group::Nobody));
        assert_eq!(group(300), Some(Group::Nobody));
    }

    #[test]
    fn what_needs_a_call_back_is_counted_beside_its_state() {
        let mut o = order(1, State::AwaitingConfirm);
        o.call_back = true;
        let groups: Vec<_> = Group::ALL.into_iter().filter(|g| g.has(&o, at(1))).collect();
        assert_eq!(groups, [Group::Confirm, Group::Settle]);
    }

    #[test]
    fn the_most_pressing_comes_first_and_the_search_finds_by_number_tail_name_and_building() {
        let mut late = order(1042, State::Submitted);
        late.clocks.due = Some(at(-8));
        let replica = device(vec![order(1041, State::Submitted), late, order(1043, State::Closed)]);
        let now = at(0);
        assert_eq!(ids(&replica, Some(Group::Triage), "", now).len(), 2);
        assert_eq!(ids(&replica, Some(Group::Triage), "", now)[0].0.as_u128(), 1042);
        for typed in ["yy1041", "王示", "0002", "3号楼", "理发"] {
            assert!(!ids(&replica, Some(Group::Triage), typed, now).is_empty(), "{typed}");
        }
        assert_eq!(
            ids(&replica, None, "王示", now).len(),
            3,
            "the search reaches every group"
        );
        assert_eq!(
            ids(&replica, Some(Group::Ended), "王示", now).len(),
            1,
            "and can be held to one"
        );
        assert!(ids(&replica, Some(Group::Triage), "9999", now).is_empty());
        let numbered = |typed| by_number(&replica, typed).map(|id| id.0.as_u128());
        assert_eq!(
            (numbered(" yy1041 "), numbered("YY104"), numbered("")),
            (Some(1041), None, None)
        );
    }

    #[test]
    fn rows_stay_and_new_ones_are_counted() {
        let id = |n: u128| OrderId::from_bits(n);
        assert_eq!(fresh(&[id(1), id(2)], &[id(3), id(2)]), 1);
        assert_eq!(fresh(&[id(1)], &[]), 0);
    }

    #[test]
    fn a_late_order_says_so_with_an_icon_and_a_word() {
        let mut o = order(1, State::Submitted);
        o.clocks.due = Some(at(-8));
        let tag = tag(&o, at(0));
        assert_eq!((tag.icon, tag.word.as_str()), ("warn", "超时 8 分钟"));
    }

    #[test]
    fn no_row_holds_a_phone_or_a_door() {
        let mut o = order(1, State::Submitted);
        if let Some(contact) = o.contact.get_mut() {
            contact.door = doorstep_domain::Seen::known("2单元 301室".into());
            contact.phone = doorstep_domain::Seen::known(crate::state::desk::fixture::phone());
        }
        let replica = device(vec![o]);
        let row = row(&replica, OrderId::from_bits(1), at(0)).expect("the order is on the device");
        let all = format!("{row:?}");
        assert!(!all.contains("301") && !all.contains("12345678"), "{all}");
    }
}
