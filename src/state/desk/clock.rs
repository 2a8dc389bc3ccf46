//! The two clocks of an order as the desk reads them: how long the present step may still take, and how long the resident has
//! waited since the first submission (orders.md 4).

use doorstep_domain::{
    Instant,
    order::{Order, State},
    time::MINUTE,
};

use crate::text;

/// How near the deadline of the present step is, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Past it by so many minutes.
    Late(i64),
    /// Near it (orders.md 4: three quarters gone, or half an hour left), with so many minutes left.
    Soon(i64),
    /// So many minutes left.
    Ahead(i64),
    /// Nobody waits for anything by a fixed time.
    Free,
}

/// The moment by which somebody has to act: an answer to an offer, the visit itself, else the deadline of the step.
pub fn deadline(order: &Order) -> Option<Instant> {
    match order.state {
        State::Offered => order.offer.as_ref().map(|o| o.due).or(order.clocks.due),
        State::Accepted | State::EnRoute => {
            let late = i64::from(order.limits.late) * MINUTE;
            Some(order.slot.start().plus(late))
        }
        state if state.is_ended() => None,
        _ => order.clocks.due,
    }
}

/// How the present step stands at `now`. 待确认 closes by itself, so its deadline is told but never late.
pub fn due(order: &Order, now: Instant) -> Due {
    let Some(at) = deadline(order) else { return Due::Free };
    let left = at.since(now).div_euclid(MINUTE);
    if order.state == State::AwaitingConfirm {
        return Due::Ahead(left.max(0));
    }
    if now > at {
        return Due::Late(now.since(at) / MINUTE);
    }
    let step = order.clocks.step;
    let three_quarters = step.plus(at.since(step) / 4 * 3);
    // A visit is known long before: only the last half hour is near.
    let travels = matches!(order.state, State::Accepted | State::EnRoute);
    if left <= 30 || now >= three_quarters && !travels {
        Due::Soon(left)
    } else {
        Due::Ahead(left)
    }
}

impl Due {
    /// 超时 8 分钟, 还剩 22 分钟; nothing when there is no deadline.
    pub fn words(self) -> String {
        match self {
            Self::Late(minutes) => text::desk::late(&span(minutes)),
            Self::Soon(minutes) | Self::Ahead(minutes) => text::desk::left(&span(minutes)),
            Self::Free => String::new(),
        }
    }

    /// Somebody should look at it now.
    pub const fn presses(self) -> bool {
        matches!(self, Self::Late(_) | Self::Soon(_))
    }
}

/// 22 分钟, 1 小时 40 分, 2 天 3 小时: two units at most.
pub fn span(minutes: i64) -> String {
    let minutes = minutes.max(0);
    match (minutes / 1440, minutes % 1440 / 60, minutes % 60) {
        (0, 0, m) => text::desk::minutes(m),
        (0, h, 0) => text::desk::hours(h),
        (0, h, m) => text::desk::hours_minutes(h, m),
        (d, 0, _) => text::desk::days(d),
        (d, h, _) => text::desk::days_hours(d, h),
    }
}

/// Both clocks in words: this step, and the whole since the first submission.
pub fn both(order: &Order, now: Instant) -> (String, String) {
    let step = span(order.clocks.step_time(now) / MINUTE);
    (step, span(order.clocks.whole(now) / MINUTE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::desk::fixture::{at, order};

    #[test]
    fn a_step_is_near_late_or_free() {
        let mut o = order(1, State::Open);
        o.clocks.step = at(0);
        o.clocks.due = Some(at(120));
        assert_eq!(due(&o, at(10)), Due::Ahead(110));
        assert_eq!(due(&o, at(95)), Due::Soon(25));
        assert_eq!(due(&o, at(128)), Due::Late(8));
        o.state = State::AwaitingConfirm;
        assert_eq!(due(&o, at(128)), Due::Ahead(0));
        o.state = State::Closed;
        assert_eq!(due(&o, at(128)), Due::Free);
    }

    #[test]
    fn who_took_it_is_late_a_quarter_of_an_hour_after_the_slot_began() {
        let mut o = order(1, State::Accepted);
        o.clocks.step = at(-6000);
        o.clocks.due = None;
        let begins = o.slot.start();
        assert!(matches!(due(&o, begins.plus(-120 * MINUTE)), Due::Ahead(_)));
        assert_eq!(due(&o, begins), Due::Soon(15));
        assert_eq!(due(&o, begins.plus(16 * MINUTE)), Due::Late(1));
    }

    #[test]
    fn spans_have_two_units_at_most() {
        let words: Vec<_> = [0, 59, 60, 100, 1440, 1501, 3000].into_iter().map(span).collect();
        assert_eq!(
            words,
            [
                "0 分钟",
                "59 分钟",
                "1 小时",
                "1 小时 40 分",
                "1 天",
                "1 天 1 小时",
                "2 天 2 小时"
            ]
        );
    }
}
